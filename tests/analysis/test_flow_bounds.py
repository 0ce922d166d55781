"""The data flow ends on everything, computes nothing large, and says when it gave up."""

import random
import zlib
from pathlib import Path

import pytest

from sup_lint.analysis.dataflow.values import MAXIMUM_ALTERNATIVES, Constant, Values, one, union
from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.program import walk
from sup_lint.analysis.project import Project
from tests.analysis.flows import held

# Ends without giving up, with at least these values.
ENDING: dict[str, tuple[str, list[object]]] = {
    "a function that calls itself": ("def f(n):\n    return f(n - 1) if n else 'x'\nsink(f(3))\n", ["x"]),
    "a value that grows with each call": (
        "def f(a):\n    if len(a) > 9:\n        return a\n    return f(a + 'y')\nsink(f('x'))\n",
        ["x", "xy"],
    ),
    "functions that call each other": (
        "def f(n):\n    return g(n) if n else 'x'\ndef g(n):\n    return f(n) if n else 'y'\nsink(f(3))\n",
        ["x", "y"],
    ),
    "a name made of itself": ("a = a\nsink(a)\n", []),
    "a list that holds itself": ("a = ['x']\na.append(a)\nsink(a[0])\n", ["x"]),
    "a mapping that holds itself": ("a = {'k': 'x'}\na['l'] = a\nsink(a['l']['k'])\n", ["x"]),
    "a class that is its own base": ("class A(A):\n    b = 'x'\nsink(A.b)\n", ["x"]),
    "bases in a circle": ("class A(B):\n    b = 'x'\nclass B(A):\n    pass\nsink(B().b)\n", ["x"]),
    "an object that is its own call": ("class A: pass\nA.__call__ = A()\nsink(A()())\n", []),
    "a property that asks for itself": (
        "class A:\n    @property\n    def b(self):\n        return self.b or 'x'\nsink(A().b)\n",
        ["x"],
    ),
    "an object in itself": (
        "class A:\n    def __init__(self):\n        self.a = self\n        self.b = 'x'\nsink(A().a.a.b)\n",
        ["x"],
    ),
    "a loop over itself": ("a = ['x']\nfor a in a:\n    sink(a)\n", ["x"]),
    "a loop that appends": ("a = 'x'\nfor b in c:\n    a = a + 'y'\nsink(a)\n", ["x", "xy"]),
    "a partial of itself": ("from functools import partial\nf = partial(f, 'x')\nf = partial(f, 'y')\nsink(f())\n", []),
    "a decorator on itself": ("def f(g):\n    return f\n@f\ndef h():\n    return 'x'\nsink(h())\n", ["x"]),
    "a lambda that calls itself": ("f = lambda a: f(a)\nsink(f('x'))\n", []),
    "combinators": ("y = lambda f: (lambda x: x(x))(lambda x: f(lambda v: x(x)(v)))\nsink(y(y)(y))\n", []),
    "a generator of itself": ("def f():\n    yield 'x'\n    yield from f()\nfor a in f():\n    sink(a)\n", ["x"]),
    "setattr over vars": (
        "class A:\n    def f(self):\n        for k in vars(self):\n            setattr(self, k, 'x')\nsink(A().b)\n",
        [],
    ),
}

# Would take the memory or the time of the machine, or raise, were it computed as it stands.
HUGE = {
    "repeated text": "'x' * 10 ** 9",
    "repeated bytes": "b'x' * 999999999",
    "repeated lists": "['x'] * 999999999",
    "repeated twice": "'x' * 60000 * 60000",
    "replaced text": "('a' * 60000).replace('a', 'b' * 60000)",
    "padded text": "'x'.ljust(999999999)",
    "zeros": "'1'.zfill(999999999)",
    "centred text": "'x'.center(999999999)",
    "wide format": "'{:999999999}'.format('x')",
    "wide format of a template": "('{:999999999}' + b).format('x')",
    "wide percent": "'%999999999d' % 1",
    "wide percent of a template": "('%999999999d' + '') % 1",
    "wide f-string": "f'{1:999999999}'",
    "precise f-string": "f'{1.5:.999999999f}'",
    "powers": "9 ** 9 ** 9",
    "products": " * ".join(["99999999999999999999"] * 300),
    "shifts": "1 << 999999999",
    "ranges": "list(range(999999999))",
    "ranges without a step": "list(range(1, 2, 0))",
    "ranges beyond": "list(range(9 * 9999999999999999999999))",
    "bytes of a number": "bytes(999999999)",
    "characters": "chr(99999999999999)",
    "products of lists": "[a + b + c for a in 'abcdefghijkl' for b in 'abcdefghijkl' for c in 'abcdefghijkl']",
    "deep json": "json.loads('[' * 60000)",
    "digits": "int('9' * 60000)",
    "inflated": "zlib.decompress(b'no')",
    "bad base64": "base64.b64decode('x')",
    "bad hex": "bytes.fromhex('xyz')",
    "bad codec": "codecs.decode('x', 'no_such')",
    "unhashable keys": "{[]: 'x', {}: 'y'}[[]]",
    "division by zero": "1 // 0",
    "bad template": "'{'.format('x')",
    "bad index": "'x'['y']",
    "a step of zero": "'xy'[::0]",
    "a slice of text": "'xy'['a':'b']",
    "a step of zero in a list": "['x', 'y'][::0]",
    "bad arguments": "'x'.replace()",
    "a key that is too large": "{}[9 ** 99]",
}


@pytest.mark.parametrize("name", ENDING)
def test_circles_end(name: str, tmp_path: Path) -> None:
    source, values = ENDING[name]
    found = held(tmp_path, source)
    assert set(map(repr, values)) <= set(map(repr, found.values))
    assert not found.exhausted


@pytest.mark.parametrize("name", HUGE)
def test_nothing_large_is_computed(name: str, tmp_path: Path) -> None:
    found = held(tmp_path, f"import base64, codecs, json, zlib\nb = ''\nsink({HUGE[name]})\n")
    assert all(len(repr(value)) < 200_000 for value in found.values)
    assert not found.exhausted


def test_an_inflated_literal_stays_small(tmp_path: Path) -> None:
    bomb = zlib.compress(b"x" * 10_000_000)
    found = held(tmp_path, f"import zlib\nsink(zlib.decompress({bomb!r}))\n")
    assert all(isinstance(value, bytes) and len(value) <= 65536 for value in found.values)


def _chain(length: int) -> str:
    return "a0 = 'x'\n" + "".join(f"a{number} = a{number - 1}\n" for number in range(1, length + 1))


def test_a_chain_of_500_assignments_is_followed(tmp_path: Path) -> None:
    found = held(tmp_path, f"{_chain(500)}sink(a500)\n")
    assert found.values == ["x"]
    assert not found.exhausted


def test_a_chain_beyond_the_bound_is_given_up_and_said(tmp_path: Path) -> None:
    found = held(tmp_path, f"{_chain(4000)}sink(a4000)\nsink(a500)\n")
    assert found.exhausted
    assert found.values == ["x"]  # what is nearer is still known


def test_what_was_given_up_is_told_each_time(tmp_path: Path) -> None:
    source = f"{_chain(4000)}sink(a4000)\nother = a1\n"

    def ask() -> list[bool]:
        project = Project(str(tmp_path), str)
        program = project.add(str(tmp_path / "main.py"), source.encode()).program
        assert program is not None
        flow, frame = project.flow, project.flow.frame(program)
        (call,) = project.scopes(program).calls["sink"]
        told = []
        for node in (call.arguments[0].value, list(walk(program.body))[-1], call.arguments[0].value):
            flow.evaluate(node, frame)
            told.append(flow.exhausted)
        return told

    assert with_deep_stack(ask) == [True, False, True]


def test_functions_that_all_call_each_other_end(tmp_path: Path) -> None:
    choose = random.Random(7)
    source = "".join(
        f"def f{number}(a):\n    return f{choose.randrange(2000)}(a) or f{choose.randrange(2000)}(a + 'y') or 'x'\n"
        for number in range(2000)
    )
    found = held(tmp_path, f"{source}sink(f0('z'))\nsink('w')\n")
    assert "w" in found.values


def test_many_callers_end(tmp_path: Path) -> None:
    source = "def f(a):\n    sink(a)\n" + "".join(f"f('x{number}')\n" for number in range(1000))
    found = held(tmp_path, source)
    assert len(found.values) == MAXIMUM_ALTERNATIVES
    assert not found.exact


def test_alternatives_do_not_multiply(tmp_path: Path) -> None:
    source = "".join(f"a{number} = 'x' if b else 'y'\n" for number in range(40))
    joined = " + ".join(f"a{number}" for number in range(40))
    found = held(tmp_path, f"{source}sink({joined})\n")
    assert len(found.values) <= MAXIMUM_ALTERNATIVES
    assert not found.exact


def test_a_question_does_not_hide_what_the_next_one_needs(tmp_path: Path) -> None:
    source = "for i in j:\n    a = b if c else 'x'\n    b = a if c else 'y'\n    sink(a)\n    sink(b)\n"
    assert sorted(map(str, held(tmp_path, source).values)) == ["x", "x", "y", "y"]


def test_a_union_keeps_each_alternative_once_and_says_what_is_missing() -> None:
    first, second = one(Constant("x")), one(Constant("y"))
    assert [constant.value for constant in union([first, second, first]).constants()] == ["x", "y"]
    assert union([first, second]).exact
    assert not union([first, Values(exact=False)]).exact
    many = union([one(Constant(number)) for number in range(MAXIMUM_ALTERNATIVES + 1)])
    assert (len(many.alternatives), many.exact) == (MAXIMUM_ALTERNATIVES, False)
