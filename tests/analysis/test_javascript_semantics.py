"""What JavaScript's own functions and methods do to known values."""

from pathlib import Path

import pytest

from tests.analysis.flows import held

# Before each expression; `k` is a text, `h` an object with it.
_SETTING = """
const k = "abcdef0123456789";
const h = { "X-Key": k, accept: "audio/wav" };
const headers = new Headers(h);
const params = new URLSearchParams({ a: "x y", b: "2" });
const map = new Map([["a", 1], ["b", k]]);
class Box { size = 1; #hidden = k; constructor(key) { this.key = key; } }
class Named { constructor(key) { this.key = key; } toString() { return `<${this.key}>`; }
  toJSON() { return { size: 2 }; } }
"""
K = "abcdef0123456789"

# Each expression, and the constants that it may give.
CASES: dict[str, list[object]] = {
    # Parts of text. A negative index counts from the end in `slice` and `at`, and gives nothing in brackets.
    "k.slice(0, 4)": ["abcd"],
    "k.slice(-4)": ["6789"],
    "k.slice()": [K],
    "k.slice(2, -2)": ["cdef01234567"],
    "k.substring(4, 2)": ["cd"],
    "k.substring(-3, 2)": ["ab"],
    "k.substr(-4, 2)": ["67"],
    "k.at(-1)": ["9"],
    "k.charAt(99)": [""],
    "k[1]": ["b"],
    "k[-1]": [],
    "k.length": [16],
    "k?.length": [16],
    "[1, 2, 3][-1]": [],
    "[1, 2, 3].at(-1)": [3],
    # Changes of text.
    "k.toUpperCase()": [K.upper()],
    "'  x '.trim()": ["x"],
    "k.concat('-', 1)": [f"{K}-1"],
    "'ab'.repeat(3)": ["ababab"],
    "'*'.repeat(k.length)": ["*" * 16],
    "'*'.repeat(1e9)": [],
    "k.slice(-4).padStart(k.length, '*')": ["*" * 12 + "6789"],
    "'ab'.padEnd(5, 'xy')": ["abxyx"],
    "k.split('').reverse().join('')": [K[::-1]],
    "[...k].reverse().join('')": [K[::-1]],
    "'a-b-c'.split('-')[1]": ["b"],
    "'a1b2'.split(/\\d/)[1]": ["b"],
    "Array.from(k).length": [16],
    # Replacing: the first match of a text, every match of a global expression.
    "'aXbX'.replace('X', '-')": ["a-bX"],
    "'aXbX'.replaceAll('X', '-')": ["a-b-"],
    "'aXbX'.replace(/x/i, '-')": ["a-bX"],
    "'aXbX'.replace(/x/gi, '-')": ["a-b-"],
    "k.replace(/./g, '*')": ["*" * 16],
    "k.replace(/./, '*')": ["*" + K[1:]],
    "k.replace(/.(?=.{4})/g, '*')": ["*" * 12 + "6789"],
    "k.replace(/^(.{4}).*$/, '$1…')": ["abcd…"],
    "k.replace(/(?<head>.{2}).*/, '$<head>')": ["ab"],
    "k.replace(/[^]/g, '*')": ["*" * 16],
    "'a/b'.replace(/\\//g, '[$&]')": ["a[/]b"],
    "'x$y'.replace('$', '$$$$')": ["x$$y"],
    "k.replace(/[a-f]/g, c => c.toUpperCase())": ["ABCDEF0123456789"],
    "k.replace(k, '***')": ["***"],
    "k.replace(new RegExp('[a-f]+'), '')": ["0123456789"],
    "k.replace(/(a+)+b/g, '*')": [],
    "k.match(/.{1,8}/g).join('-')": ["abcdef01-23456789"],
    "k.match(/^.{3}/)[0]": ["abc"],
    "/^abc/.test(k)": [True],
    "k.startsWith('abc')": [True],
    "k.includes('zz')": [False],
    # Encodings.
    "Buffer.from(k).toString('base64')": ["YWJjZGVmMDEyMzQ1Njc4OQ=="],
    "Buffer.from('YWJj', 'base64').toString()": ["abc"],
    "Buffer.from('YWJj', 'base64url').toString('hex')": ["616263"],
    "Buffer.from([97, 98]).toString('utf8')": ["ab"],
    "Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString()": ["ab"],
    "btoa('abc')": ["YWJj"],
    "atob('YWJj')": ["abc"],
    "window.atob('YWJj')": ["abc"],
    "encodeURIComponent('a b/c')": ["a%20b%2Fc"],
    "decodeURIComponent('a%20b')": ["a b"],
    "new TextDecoder().decode(new TextEncoder().encode(k))": [K],
    "String.fromCharCode(97, 98)": ["ab"],
    "(255).toString(16)": ["ff"],
    "parseInt('ff', 16)": [255],
    "Number('1.50')": [1.5],
    # Text made of anything.
    "`${true} ${null} ${1}`": ["true null 1"],
    "'n: ' + null": ["n: null"],
    "`${h}`": ["[object Object]"],
    "'h: ' + h": ["h: [object Object]"],
    "String(h)": ["[object Object]"],
    "`${headers}`": ["[object Object]"],
    "`${[k, [1]]}`": [f"{K},1"],
    "`${new Box(k)}`": ["[object Object]"],
    "`${new Named(k)}`": [f"<{K}>"],
    "`${params}`": ["a=x+y&b=2"],
    "params.toString()": ["a=x+y&b=2"],
    "String.raw`a${1}`": ["a1"],
    # JSON.
    "JSON.stringify({ a: k, b: [1, true, null] })": [f'{{"a":"{K}","b":[1,true,null]}}'],
    "JSON.stringify(h, ['accept'])": ['{"accept":"audio/wav"}'],
    "JSON.stringify(h, (name, value) => name === 'X-Key' ? undefined : value)": ['{"accept":"audio/wav"}'],
    "JSON.stringify(headers)": ["{}"],
    "JSON.stringify(map)": ["{}"],
    "JSON.stringify({ ...headers })": ["{}"],
    "JSON.stringify(Object.fromEntries(headers))": [f'{{"X-Key":"{K}","accept":"audio/wav"}}'],
    "JSON.stringify(new Named(k))": ['{"size":2}'],
    'JSON.parse(\'{"a": {"b": 1}}\').a.b': [1],
    "JSON.parse(JSON.stringify(h)).accept": ["audio/wav"],
    "structuredClone(h)['X-Key']": [K],
    # Objects.
    "h.accept": ["audio/wav"],
    "h['X-Key']": [K],
    "h?.['X-Key']": [K],
    "h.toString": [],
    "Object.keys(h)[0]": ["X-Key"],
    "Object.values(h).join()": [f"{K},audio/wav"],
    "Object.entries(h).map(([n, v]) => `${n}: ${v}`).join('; ')": [f"X-Key: {K}; accept: audio/wav"],
    "Object.entries(h).filter(([n]) => n !== 'X-Key').flat().join()": ["accept,audio/wav"],
    "Object.fromEntries(Object.entries(h).map(([n, v]) => [n, '***']))['X-Key']": ["***"],
    "Object.assign({}, h, { accept: '*' }).accept": ["*"],
    "Object.freeze(h).accept": ["audio/wav"],
    "({ ...h, accept: '*' }).accept": ["*"],
    "({ ...new Box(k) }).key": [K],
    "({ ...new Box(k) }).size": [1],
    "h.hasOwnProperty('accept')": [True],
    # Headers, maps, sets.
    "headers.get('x-key')": [K],
    "headers.get('ACCEPT')": ["audio/wav"],
    "headers['X-Key']": [],
    "headers.has('other')": [False],
    "[...headers].length": [2],
    "[...headers.values()].join()": [f"{K},audio/wav"],
    "map.get('b')": [K],
    "map.size": [2],
    "new Map(map).get('a')": [1],
    "[...map.keys()].join()": ["a,b"],
    "params.get('a')": ["x y"],
    "[...new Set(['a', 'b'])].join()": ["a,b"],
    # Lists.
    "[1, 2, 3].map(n => n * 2).join()": ["2,4,6"],
    "[1, 2, 3].filter(n => n > 1).length": [2],
    "[1, 2, 3].reduce((sum, n) => sum + n, 0)": [6],
    "[[1], [2, [3]]].flat(2).join()": ["1,2,3"],
    "['a', 'b'].flatMap(x => [x, x]).join('')": ["aabb"],
    "['a'].concat(['b'], 'c').join('')": ["abc"],
    "['a', 'b', 'c'].slice(1).join('')": ["bc"],
    "['a', null, 'b'].join('-')": ["a--b"],
    "['a', 'b'].find(x => x === 'b')": ["b"],
    "[k, 'x'].includes('x')": [True],
    "['a', ...['b', 'c']].length": [3],
    "Array.of(1, 2).length": [2],
    "Array.from({ length: 3 }, () => '*')[0]": ["*"],
    "Array.isArray([])": [True],
    '[..."ab"].map((letter, index) => index ? "*" : letter).join("")': ["a*"],
    # Choices. Every object is true, even an empty one.
    "null ?? k": [None, K],
    "'' || k": ["", K],
    "({}) ? 'a' : 'b'": ["a"],
    "[] ? 'a' : 'b'": ["a"],
    # Functions and promises.
    "((x) => x + 1)(1)": [2],
    "((x, y = 'd') => x + y)('a')": ["ad"],
    "(({ accept }) => accept)(h)": ["audio/wav"],
    "((...all) => all.join('|'))(1, 2)": ["1|2"],
    "(function () { return 1; }).call(null)": [1],
    "((x, y) => x + y).bind(null, 'a')('b')": ["ab"],
    "((x, y) => x + y).apply(null, ['a', 'b'])": ["ab"],
    "await Promise.resolve(k)": [K],
    "(await Promise.all([1, k]))[1]": [K],
    "await Promise.resolve('a').then(x => x + 'b')": ["ab"],
    "await new Promise((resolve) => { resolve(k); })": [K],
    "await (async () => k)()": [K],
    "new Box(k).key": [K],
}
# Statements with a sink of their own.
PROGRAMS: dict[str, list[object]] = {
    "const { accept, other = 'd' } = h; sink(accept); sink(other);": ["audio/wav", "d"],
    "const { accept: a, ...rest } = h; sink(Object.keys(rest).join());": ["X-Key"],
    "const { key } = new Box(k); sink(key);": [K],
    "const [, second = 'x'] = ['a', 'b']; sink(second);": ["b", "x"],
    "const copy = { ...h }; copy.extra = 'e'; sink(copy.extra); sink(Object.values(copy)[2]);": ["e"],
    "const own = new Headers(); own.set('A', '1'); own.append('B', '2'); sink(own.get('b'));": ["2"],
    "const own = new Map(); own.set('a', k); sink(own.get('a'));": [K],
    "const own = ['a']; own.push('b', ...['c']); sink(own[1]);": ["b"],
    "const own = {}; Object.assign(own, h); sink(own.accept);": ["audio/wav"],
    "const own = new Set(); own.add('a'); for (const each of own) sink(each);": ["a"],
    "for (const name in h) sink(name);": ["X-Key", "accept"],
    "for (const [name, value] of Object.entries({ a: 1 })) sink(value);": [1],
    "for (const [name] of map) sink(name);": ["a", "b"],
    "['a', 'b'].forEach((each, index) => sink(index));": [0, 1],
    "headers.forEach((value, name) => sink(name));": ["X-Key", "accept"],
    "const show = (x) => sink(x); ['a'].forEach(show);": ["a"],
    "Promise.resolve(k).then((value) => sink(value));": [K],
    "setTimeout((x) => sink(x), 10, 'later');": ["later"],
    "const [state] = useState(() => k); sink(state);": [K],
    "const box = useRef(k); sink(box.current);": [K],
    "import _ from 'lodash'; sink(Object.keys(_.omit(h, ['X-Key'])).join()); sink(_.get(h, 'accept'));": [
        "accept",
        "audio/wav",
    ],
    "import chalk from 'chalk'; sink(chalk.red.bold('a', 'b'));": ["a b"],
    "import qs from 'qs'; sink(qs.stringify({ a: 1 }));": ["a=1"],
    "import { inspect } from 'node:util'; sink(inspect({ a: 1 }));": ['{"a":1}'],
}


def _values(folder: Path, source: str) -> list[object]:
    found = held(folder, {"main.ts": source}, is_close=True).values
    return sorted({repr(value): value for value in found}.values(), key=repr)


@pytest.mark.parametrize("expression", CASES)
def test_expressions(expression: str, tmp_path: Path) -> None:
    assert _values(tmp_path, f"{_SETTING}sink({expression});\n") == sorted(CASES[expression], key=repr)


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs(program: str, tmp_path: Path) -> None:
    found = {repr(value) for value in _values(tmp_path, f"{_SETTING}{program}\n")}
    assert found == {repr(value) for value in PROGRAMS[program]}
