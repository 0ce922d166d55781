"""Values through names: bindings, branches, loops, targets, scopes."""

from pathlib import Path

import pytest

from tests.analysis.flows import Case

CASES = {
    "assignment": Case("a = 'x'\nsink(a)\n", ["x"]),
    "chained": Case("a = b = 'x'\nsink(b)\n", ["x"]),
    "alias": Case("a = 'x'\nb = a\nc = b\nsink(c)\n", ["x"]),
    "rebound": Case("a = 'x'\na = 'y'\nsink(a)\n", ["y"]),
    "before the second": Case("a = 'x'\nsink(a)\na = 'y'\n", ["x"]),
    "own value": Case("a = 'x'\na = a + 'y'\nsink(a)\n", ["xy"], ["'x'", "'y'"]),
    "augmented": Case("a = 'x'\na += 'y'\na += 'z'\nsink(a)\n", ["xyz"], ["'x'", "'y'", "'z'"]),
    "branches": Case("if c:\n    a = 'x'\nelse:\n    a = 'y'\nsink(a)\n", ["x", "y"]),
    "one branch": Case("a = 'x'\nif c:\n    a = 'y'\nsink(a)\n", ["x", "y"]),
    "inside a branch": Case("a = 'x'\nif c:\n    a = 'y'\n    sink(a)\n", ["y"]),
    "other branch": Case("a = 'x'\nif c:\n    a = 'y'\nelse:\n    sink(a)\n", ["x"]),
    "elif": Case("if c:\n    a = 'x'\nelif d:\n    a = 'y'\nelse:\n    a = 'z'\nsink(a)\n", ["x", "y", "z"]),
    "loop before": Case("for i in j:\n    sink(a)\n    a = 'y'\n", ["y"]),
    "loop both": Case("a = 'x'\nfor i in j:\n    sink(a)\n    a = 'y'\n", ["x", "y"]),
    "loop hides": Case("a = 'x'\nwhile j:\n    a = 'y'\n    sink(a)\n", ["y"]),
    "after a loop": Case("a = 'x'\nfor i in j:\n    a = 'y'\nsink(a)\n", ["x", "y"]),
    "try": Case("try:\n    a = 'x'\nexcept E:\n    a = 'y'\nsink(a)\n", ["x", "y"]),
    "try else finally": Case(
        ("a = 'w'\ntry:\n    a = 'x'\nexcept E:\n    pass\nelse:\n    a = 'y'\nfinally:\n    b = 'z'\nsink(a)\n"),
        ["w", "x", "y"],
    ),
    "finally surely": Case("try:\n    a = 'x'\nfinally:\n    a = 'y'\nsink(a)\n", ["y"]),
    "with": Case("a = 'x'\nwith b:\n    a = 'y'\nsink(a)\n", ["y"]),
    "for element": Case("for a in ['x', 'y']:\n    sink(a)\n", ["x", "y"]),
    "for pairs": Case("for a, b in [('x', 'y'), ('z', 'w')]:\n    sink(b)\n", ["w", "y"]),
    "for items": Case("for a, b in {'k': 'x'}.items():\n    sink(b)\n", ["x"]),
    "for keys": Case("for a in {'k': 'x'}:\n    sink(a)\n", ["k"], []),
    "walrus": Case("if (a := 'x'):\n    sink(a)\n", ["x"]),
    "walrus in comprehension": Case("[b for _ in c if (b := 'x')]\nsink(b)\n", ["x"]),
    "unpacking": Case("a, b = 'x', 'y'\nsink(b)\n", ["y"]),
    "nested unpacking": Case("a, (b, c) = 'x', ('y', 'z')\nsink(c)\n", ["z"]),
    "star target": Case("a, *b, c = 'x', 'y', 'z', 'w'\nsink(b[1])\n", ["z"]),
    "after a star": Case("a, *b, c = 'x', 'y', 'z', 'w'\nsink(c)\n", ["w"]),
    "swap": Case("a, b = 'x', 'y'\na, b = b, a\nsink(a)\n", ["y"]),
    "del": Case("a = 'x'\ndel a\na = 'y'\nsink(a)\n", ["y"]),
    "match capture": Case("match ['k', 'x']:\n    case ['k', a]:\n        sink(a)\n", ["x"]),
    "match mapping": Case("match {'k': 'x'}:\n    case {'k': a}:\n        sink(a)\n", ["x"]),
    "match as": Case("match 'x':\n    case str() as a:\n        sink(a)\n", ["x"]),
    "match cases": Case("match c:\n    case 1:\n        a = 'x'\n    case _:\n        a = 'y'\nsink(a)\n", ["x", "y"]),
    "comprehension": Case("sink([a for a in ['x', 'y']][1])\n", ["y"]),
    "mapping comprehension": Case("sink({a: b for a, b in [('k', 'x')]}['k'])\n", ["x"]),
    "nested comprehension": Case("sink([b for a in [['x'], ['y']] for b in a][1])\n", ["y"]),
    "generator": Case("sink(next(a for a in ['x']))\n", ["x"]),
    "comprehension scope": Case("a = 'x'\nb = [a for a in ['y']]\nsink(a)\n", ["x"]),
    "ternary": Case("sink('x' if a else 'y')\n", ["x", "y"]),
    "or": Case("sink(a or 'x')\n", ["x"]),
    "global": Case("a = 'x'\ndef f():\n    global a\n    a = 'y'\nsink(a)\n", ["x", "y"]),
    "global read": Case("a = 'x'\ndef f():\n    sink(a)\na = 'y'\n", ["x", "y"]),
    "nonlocal": Case(
        "def f():\n    a = 'x'\n    def g():\n        nonlocal a\n        a = 'y'\n    g()\n    sink(a)\n", ["x", "y"]
    ),
    "local hides": Case("a = 'x'\ndef f():\n    a = 'y'\n    sink(a)\n", ["y"]),
    "class scope hidden": Case("a = 'x'\nclass C:\n    a = 'y'\n    def f(self):\n        sink(a)\n", ["x"]),
    "class body": Case("class C:\n    a = 'x'\n    b = a\n    sink(b)\n", ["x"]),
    "deferred": Case("def f():\n    sink(a)\na = 'x'\nf()\n", ["x"]),
    "closure": Case("def f():\n    a = 'x'\n    def g():\n        sink(a)\n    a = 'y'\n    return g\n", ["x", "y"]),
    "annotated": Case("a: str = 'x'\nsink(a)\n", ["x"]),
    "type alias is no value": Case("type A = B\na = 'x'\nsink(a)\n", ["x"]),
    "handler name": Case("try:\n    pass\nexcept E as a:\n    pass\na = 'x'\nsink(a)\n", ["x"]),
    "early return": Case("def f(c):\n    a = 'x'\n    if c:\n        a = 'y'\n        return a\n    sink(a)\n", ["x"]),
    "raise ends": Case("def f(c):\n    a = 'x'\n    if c:\n        a = 'y'\n        raise E(a)\n    sink(a)\n", ["x"]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_name_holds(name: str, tmp_path: Path) -> None:
    CASES[name].check(tmp_path)
