"""Values on their way through JavaScript: names, objects, classes, functions and modules."""

from pathlib import Path

import pytest

from tests.analysis.flows import Case

CASES = {
    "constant": Case({"main.js": "const a = 'x'; sink(a);"}, ["x"]),
    "hoisted function": Case({"main.js": "sink(f()); function f() { return 'x' }"}, ["x"]),
    "arrow": Case({"main.js": "const f = (a) => a; sink(f('x'));"}, ["x"]),
    "arrow with body": Case({"main.js": "const f = async () => { return 'x' }; sink(await f());"}, ["x"]),
    "parameter of any caller": Case({"main.js": "function f(a) { sink(a) } f('x'); f('y');"}, ["x", "y"]),
    "default parameter": Case({"main.js": "const f = (a = 'x') => sink(a); f();"}, ["x"]),
    "template": Case({"main.js": "const a = 'x'; sink(`${a}y`);"}, ["xy"], ["'x'", "y"]),
    "plus": Case({"main.js": "sink('x' + 'y' + 'z');"}, ["xyz"], ["'x'", "'y'", "'z'"]),
    "fallbacks": Case(
        {"main.js": "sink(process.env.A || 'x'); sink(b ?? 'y'); sink(c ? 'v' : 'w');"}, ["x", "y", "v", "w"]
    ),
    "object": Case({"main.js": "const o = { a: 'x', b: { c: 'y' } }; sink(o.a); sink(o['b'].c);"}, ["x", "y"]),
    "object filled by a dot": Case({"main.js": "const o = {}; o.a = 'x'; sink(o.a); sink(o['a']);"}, ["x"]),
    "object filled by brackets": Case({"main.js": "const o = {}; o['a-b'] = 'x'; sink(o['a-b']);"}, ["x"]),
    "shorthand and spread": Case({"main.js": "const a = 'x', o = { a }, p = { ...o }; sink(p.a);"}, ["x"]),
    "destructuring": Case(
        {"main.js": "const { a, b: { c: d } } = { a: 'x', b: { c: 'y' } }; sink(a); sink(d);"}, ["x", "y"]
    ),
    "destructured default": Case({"main.js": "const { a = 'x' } = options; sink(a);"}, ["x"]),
    "destructured parameter": Case(
        {"main.js": "function f({ a, b = 'y' }) { sink(a); sink(b) } f({ a: 'x' });"}, ["x", "y"]
    ),
    "array": Case({"main.js": "const [a, , b] = ['x', 'n', 'y']; sink(a); sink(b);"}, ["x", "y"]),
    "rest of an array": Case({"main.js": "const [a, ...b] = ['n', 'x']; sink(b[0]);"}, ["x"]),
    "field": Case({"main.js": "class A { k = 'x'; f() { sink(this.k) } }"}, ["x"]),
    "private field": Case({"main.js": "class A { #k = 'x'; f() { sink(this.#k) } }"}, ["x"]),
    "static field": Case({"main.js": "class A { static k = 'x' } sink(A.k);"}, ["x"]),
    "constructor": Case(
        {"main.js": "class A { constructor(k) { this.k = k } f() { sink(this.k) } } new A('x').f();"}, ["x"]
    ),
    "parameter property": Case(
        {"main.ts": "class A { constructor(private k: string) {} f() { return this.k } }\nsink(new A('x').f());"}, ["x"]
    ),
    "base class": Case(
        {
            "main.js": "class A { constructor(k) { this.k = k } } class B extends A { constructor(k) { super(k) } }"
            " sink(new B('x').k);"
        },
        ["x"],
    ),
    "getter": Case({"main.js": "class A { get k() { return 'x' } } sink(new A().k);"}, ["x"]),
    "static method": Case({"main.js": "class A { static f() { return 'x' } } sink(A.f());"}, ["x"]),
    "arrow as a field": Case({"main.js": "class A { k = 'x'; f = () => this.k } sink(new A().f());"}, ["x"]),
    "enumeration": Case({"main.ts": "enum E { A = 'x' } sink(E.A);"}, ["x"]),
    "closure": Case({"main.js": "const a = 'x'; const f = () => () => a; sink(f()());"}, ["x"]),
    "loop": Case({"main.js": "for (const a of ['x', 'y']) sink(a);"}, ["x", "y"]),
    "types change nothing": Case({"main.ts": "const a = <string>('x' as unknown)!; sink(a satisfies string);"}, ["x"]),
    "immediate function": Case({"main.js": "(function (a) { sink(a) })('x'); (() => { sink('y') })();"}, ["x", "y"]),
    "conditional assignment": Case({"main.js": "let a; if (b) { a = 'x' } else { a = 'y' } sink(a);"}, ["x", "y"]),
    "overwritten": Case({"main.js": "let a = 'n'; a = 'x'; sink(a);"}, ["x"]),
    "caught": Case({"main.js": "let a; try { a = 'x' } catch { a = 'y' } sink(a);"}, ["x", "y"]),
    "named import": Case({"main.ts": "import { a as b } from './k'; sink(b);", "k.ts": "export const a = 'x';"}, ["x"]),
    "default import": Case(
        {"main.js": "import a from './k.js'; sink(a.b);", "k.js": "export default { b: 'x' };"}, ["x"]
    ),
    "default function": Case(
        {"main.js": "import f from './k'; sink(f());", "k.js": "export default function () { return 'x' }"}, ["x"]
    ),
    "namespace import": Case(
        {"main.js": "import * as n from './k'; sink(n.a);", "k.mjs": "export const a = 'x';"}, ["x"]
    ),
    "renamed export": Case(
        {"main.js": "import { b } from './k'; sink(b);", "k.js": "const a = 'x'; export { a as b };"}, ["x"]
    ),
    "barrel": Case(
        {
            "main.js": "import { a } from './d'; sink(a);",
            "d/index.ts": "export * from './k';",
            "d/k.ts": "export const a = 'x';",
        },
        ["x"],
    ),
    "export from": Case(
        {
            "main.js": "import { b } from './d'; sink(b);",
            "d.js": "export { a as b } from './k';",
            "k.js": "export const a = 'x';",
        },
        ["x"],
    ),
    "require": Case({"main.js": "const k = require('./k'); sink(k.a);", "k.js": "exports.a = 'x';"}, ["x"]),
    "require of an object": Case(
        {"main.js": "const k = require('./k'); sink(k.a);", "k.js": "const a = 'x'; module.exports = { a };"}, ["x"]
    ),
    "destructured require": Case(
        {"main.js": "const { a: b } = require('./k'); sink(b);", "k.js": "module.exports = { a: 'x' };"}, ["x"]
    ),
    "require of a class": Case(
        {"main.js": "const K = require('./k'); sink(new K().a);", "k.js": "module.exports = class { a = 'x' };"}, ["x"]
    ),
    "require in place": Case({"main.js": "sink(require('./k').a);", "k.js": "module.exports.a = 'x';"}, ["x"]),
    "import of CommonJS": Case(
        {"main.js": "import k, { a } from './k'; sink(k.a); sink(a);", "k.cjs": "module.exports = { a: 'x' };"}, ["x"]
    ),
    "dynamic import": Case(
        {"main.js": "const { a } = await import('./k.js'); sink(a);", "k.js": "export const a = 'x';"}, ["x"]
    ),
    "export assignment": Case(
        {"main.ts": "import k = require('./k'); sink(k.a);", "k.ts": "const k = { a: 'x' };\nexport = k;"}, ["x"]
    ),
    "path of tsconfig": Case(
        {
            "main.ts": "import { a } from '@/k'; sink(a);",
            "src/k.ts": "export const a = 'x';",
            "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } } // ',
        },
        ["x"],
    ),
    "script of a component": Case(
        {
            "main.vue": "<template/>\n<script setup>\nimport { a } from './k';\nsink(a)\n</script>",
            "k.js": "export const a = 'x';",
        },
        ["x"],
    ),
    "properties of a component": Case(
        {"main.tsx": "function P({ k }) { sink(k); return <b/> }\nconst x = <P k='x'/>;"}, ["x"]
    ),
    "callback": Case({"main.js": "const f = (a) => sink(a); ['x'].forEach(f);"}, ["x"]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_reaches(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)


SILENT = {
    "type-only import": Case(
        {"main.ts": "import type { a } from './k'; sink(a);", "k.ts": "export const a = 'x';"}, []
    ),
    "taken out": Case({"main.js": "const { a, ...rest } = { a: 'x' }; sink(rest.b);"}, []),
    "another name": Case({"main.js": "import { b } from './k'; sink(b);", "k.js": "export const a = 'x';"}, []),
    "a package": Case({"main.js": "import { a } from 'k'; sink(a);", "k.js": "export const a = 'x';"}, []),
}


@pytest.mark.parametrize("case", SILENT.values(), ids=SILENT)
def test_does_not_reach(case: Case, tmp_path: Path) -> None:
    case.check(tmp_path)
