"""Nothing that a source spells is silently dropped by the lowering."""

import os
import sysconfig
from collections import Counter
from collections.abc import Iterator

import libcst as cst
import pytest

from sup_lint.analysis import program as model
from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.python.parse import parse

_SYNTAX_TESTS = """
test_grammar test_syntax test_patma test_fstring test_tstring test_generators test_type_params
test_type_aliases test_named_expressions test_unpack test_unpack_ex test_except_star test_exceptions test_decorators
test_with
test_asyncgen test_coroutines test_dictcomps test_listcomps test_genexps test_setcomps test_positional_only_arg
test_keywordonlyarg test_extcall test_augassign test_scope test_global test_lambda test_string_literals
test_string_prefixes test_numeric_tower test_int_literal test_eof test_baseexception test_property test_dataclasses
test_format test_str test_compile test_super test_contextlib
""".split()


def _standard_files() -> list[str]:
    folder = sysconfig.get_paths()["stdlib"]
    tests = os.path.join(folder, "test")
    names = [os.path.join(tests, f"{name}.py") for name in _SYNTAX_TESTS]
    names += [os.path.join(folder, name) for name in ("typing.py", "dataclasses.py", "ssl.py")]
    # Distributions may leave the standard library's tests out.
    return [name for name in names if os.path.isfile(name)]


SNIPPETS = {
    "type parameters": "def f[T: (int, str), *Ts, **P](a: T) -> T: ...\nclass C[K: Hash = str](B[K]): ...\n",
    "type alias": "type Alias[T: int] = dict[str, T]\n",
    "type parameter default": "type A[T = int, *U = *tuple[int], **P = [str]] = T\n",
    "nested f-strings": 'x = f"{f"{f"{one}" + "two"!r:>{width}}"}"\n',
    "f-string over lines": 'x = f"{\n  value  # why\n:>{width}.{digits}}"\n',
    "f-string debug": 'x = f"{value = !s:^{width}}"\n',
    "template string": 'x = t"begin {value!r:>{width}} {inner(t"{a}")} end"\n',
    "except without brackets": "try: ...\nexcept A, B: ...\ntry: ...\nexcept* C, D: ...\n",
    "except with brackets": "try: ...\nexcept* (A, B) as error: ...\n",
    "star expressions": "a, *b = *c, d\nx[*y, z] = w\ndef f(*args: *Ts): return *a, b\nfor x in *a, b: ...\n",
    "brackets of with": "with (a as b, c as (d, e), f): ...\nasync def g():\n async with h as i: ...\n",
    "comprehensions": "x = {k: v async for k, v in w if a if b for (c, *d) in e}\ny = {z for z in [t for t in u]}\n",
    "lambda": "f = lambda a, /, b=1, *c, d=2, **e: (yield a)\n",
    "parameters": "async def f(a: A, /, b: B = 1, *, c: C = 2, **d: D) -> E: await g\n",
    "patterns": (
        "match a, *b:\n case {'k': 1 | -2.5 | 3+4j, **rest} if guard: ...\n case [x, *y] | (z as w): ...\n"
        " case N.M(u, k=v.w): ...\n case None | True | 'a' 'b': ...\n case _: ...\n case *_, last: ...\n"
    ),
    "slices": "x = a[b:c:d, ..., e, ::f]\ndel g[h:], (i, [j]), k.l\n",
    "comparisons": "x = a < b <= c != d is not e not in f\n",
    "chained assignment": "a = b.c = d[e] = f, g = h\ni: J = k\nl: M\nn **= o\np @= q\n",
    "formatting": "x = '%s %(k)s' % {'k': a, 'unused': b}\ny = '%d' % (c, d)\nz = '%%' % e\nw = 'plain' % f\n",
    "format method": "x = '{} {n.a[0]}'.format(a, b, n=c, m=d)\ny = '{}'.format(e)\nz = ''.format(f)\n{0}.format(g)\n",
    "join method": "x = '-'.join([a])\ny = '-'.join([])\nz = ''.join((b, *c))\nw = '+'.join(d for d in e)\n",
    "implicit strings": "x = 'a' \"b\" f'{c}' r'd' if e else ('f'\n  'g')\n",
    "calls": "f(a, *b, c=d, **e)(g)(h for h in i)\n",
    "decorators": "@a.b(c)\n@(d := e)\nclass F(G, metaclass=H, **i): ...\n",
    "scopes": "def f():\n global a, b\n nonlocal c\n",
    "imports": "import a.b.c as d, e.f\nfrom ...g.h import i as j, k\nfrom . import l\nfrom m import *\n",
    "raise and assert": "raise a from b\nassert c, d\nassert e\nraise\n",
    "numbers": "x = 1_000, 0x_ff, 0b1, 0o7, 1e-5, 1j, 5., .5, 10**400\n",
    "one line": "if a: b; c\nwhile d: e\nfor f in g: h\nelse: i\nclass J: k = l\n",
    "yield": "def f():\n x = yield a\n yield from b\n yield\n await c\n",
}  # fmt: skip


def _spelled(module: cst.Module) -> Counter[str]:
    """Every identifier, number, string and comment of a source."""
    found: Counter[str] = Counter()
    stack: list[cst.CSTNode] = [module]
    leaves = (cst.Name, cst.SimpleString, cst.Integer, cst.Float, cst.Imaginary, cst.Comment)
    texts = (cst.FormattedStringText, cst.TemplatedStringText)
    while stack:
        node = stack.pop()
        if isinstance(node, (*leaves, *texts)):
            found[node.value] += 1
        stack.extend(node.children)
    return found


def _kept(program: Program) -> Counter[str]:
    """The same of a lowered program. One place is counted once: lowering may split or repeat what stands there."""
    seen = {(*entry, index) for node in walk(program.body) for index, entry in enumerate(_words(node))}
    found = Counter(word for _, word, _, _ in seen)
    found.update(comment.text for comment in program.comments)
    return found


def _words(node: Node) -> Iterator[tuple[str, str, object]]:
    for word in _words_of(node):
        yield type(node).__name__, word, node.region


def _words_of(node: Node) -> Iterator[str]:
    match node:
        case model.Literal():
            yield node.raw
        case model.Name():
            yield node.id
        case (
            model.Attribute() | model.Parameter() | model.Function() | model.Class() | model.Capture() | model.Handler()
        ):
            yield node.name
        case model.Argument():
            yield node.name or ""
        case model.Outer():
            yield from node.names
        case model.Import():
            yield from (*node.module.split("."), node.alias)
        case model.Imported():
            yield node.name
            yield node.alias if node.alias != node.name else ""
        case model.Join(how="join" | "format"):
            yield node.how
        case model.Formatted():
            yield node.name


def _dropped(source: str) -> Counter[str]:
    def compare() -> Counter[str]:
        return _spelled(cst.parse_module(source)) - _kept(parse("sample.py", source))

    return with_deep_stack(compare)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_kept_whole(name: str) -> None:
    assert _dropped(SNIPPETS[name]) == Counter()


@pytest.mark.parametrize("path", _standard_files(), ids=os.path.basename)
def test_a_file_of_the_standard_library_is_kept_whole(path: str) -> None:
    with open(path, encoding="utf-8", newline="") as file:
        source = file.read()
    try:
        dropped = _dropped(source)
    except cst.ParserSyntaxError:
        with pytest.raises(ParseError):
            parse("sample.py", source)
    else:
        assert dropped == Counter()


def test_the_law_notices_what_is_missing() -> None:
    program = parse("sample.py", "a = 'b'\n")
    assert _spelled(cst.parse_module("a = 'b' + c.d(e=1)  # f\n")) - _kept(program) == Counter(
        dict.fromkeys(("c", "d", "e", "1", "# f"), 1)
    )
