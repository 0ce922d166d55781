"""Which bindings of a name reach a use."""

import pytest

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Binding, place_of
from sup_lint.analysis.program import walk
from sup_lint.analysis.python.parse import parse
from sup_lint.analysis.scopes import Scopes

# Each source uses `a` in calls of `sink`; the lines of the bindings that reach any of them.
REACHING: dict[str, tuple[str, list[int]]] = {
    "order": ("a = 1\na = 2\nsink(a)\n", [2]),
    "a use before": ("a = 1\nsink(a)\na = 2\n", [1]),
    "a statement sees what was before": ("a = 1\na = sink(a)\n", [1]),
    "augmented assignment": ("a = 1\na += 2\nsink(a)\n", [2]),
    "one branch": ("a = 1\nif c:\n    a = 3\nsink(a)\n", [1, 3]),
    "both branches": ("a = 1\nif c:\n    a = 3\nelse:\n    a = 5\nsink(a)\n", [1, 3, 5]),
    "within its branch": ("a = 1\nif c:\n    a = 3\n    sink(a)\n", [3]),
    "the other branch": ("a = 1\nif c:\n    a = 3\nelse:\n    sink(a)\n", [1]),
    "a third branch": ("a = 1\nif c:\n    a = 3\nelif d:\n    a = 5\nelse:\n    sink(a)\n", [1]),
    "another branch of the next turn": (
        "a = 1\nfor i in j:\n    if i:\n        a = 4\n    else:\n        sink(a)\n",
        [1, 4],
    ),
    "the test of a branch": ("a = 1\nif sink(a):\n    a = 3\n", [1]),
    "behind a branch that returns": (
        "def f():\n    a = 2\n    if c:\n        a = 4\n        return\n    sink(a)\n",
        [2],
    ),
    "behind a branch that raises": (
        "def f():\n    a = 2\n    if c:\n        a = 4\n        raise E\n    sink(a)\n",
        [2],
    ),
    "raised and caught": (
        "def f():\n    a = 2\n    try:\n        a = 4\n        raise E\n    except E:\n        sink(a)\n",
        [2, 4],
    ),
    "a handler that raises": ("a = 1\ntry:\n    pass\nexcept E:\n    a = 5\n    raise\nsink(a)\n", [1]),
    "before the loop binds": ("a = 1\nfor i in j:\n    sink(a)\n    a = 4\n", [1, 4]),
    "bound in the loop": ("a = 1\nwhile j:\n    a = 3\n    sink(a)\n", [3]),
    "behind a loop": ("a = 1\nfor i in j:\n    a = 3\nsink(a)\n", [1, 3]),
    "the else of a loop": ("for i in j:\n    a = 2\nelse:\n    a = 4\n    sink(a)\n", [4]),
    "a loop in a loop": ("a = 1\nfor i in j:\n    for k in l:\n        sink(a)\n    a = 5\n", [1, 5]),
    "the target of a loop": ("for a in b:\n    sink(a)\n", [1]),
    "the target of a loop behind it": ("a = 1\nfor a in b:\n    pass\nsink(a)\n", [1, 2]),
    "try and handler": ("a = 1\ntry:\n    a = 3\nexcept E:\n    a = 5\nsink(a)\n", [1, 3, 5]),
    "in a handler": ("a = 1\ntry:\n    a = 3\nexcept E:\n    sink(a)\n", [1, 3]),
    "another handler": ("a = 1\ntry:\n    pass\nexcept E:\n    a = 5\nexcept F:\n    sink(a)\n", [1]),
    "the name of a handler": ("a = 1\ntry:\n    pass\nexcept E as a:\n    sink(a)\n", [4]),
    "behind the name of a handler": ("a = 1\ntry:\n    pass\nexcept E as a:\n    pass\nsink(a)\n", [1, 4]),
    "else of a try": ("try:\n    a = 2\nexcept E:\n    a = 4\nelse:\n    sink(a)\n", [2]),
    "finally": ("a = 1\ntry:\n    a = 3\nfinally:\n    a = 5\nsink(a)\n", [5]),
    "in finally": ("a = 1\ntry:\n    a = 3\nfinally:\n    sink(a)\n", [1, 3]),
    "with": ("a = 1\nwith b:\n    a = 3\nsink(a)\n", [3]),
    "the target of with": ("a = 1\nwith b as a:\n    sink(a)\n", [2]),
    "walrus": ("a = 1\nif (a := 2) and sink(a):\n    pass\n", [2]),
    "walrus in a comprehension": ("a = 1\nb = [0 for c in d if (a := c)]\nsink(a)\n", [2]),
    "star target": ("a = 1\nb, *a = c\nsink(a)\n", [2]),
    "nested target": ("a = 1\n(b, [c, a]) = d\nsink(a)\n", [2]),
    "del": ("a = 1\ndel a\na = 3\nsink(a)\n", [3]),
    "match captures": ("match b:\n    case [a, _] | {'k': a}:\n        sink(a)\n", [2]),
    "a capture of another case": ("a = 1\nmatch b:\n    case [a]:\n        pass\n    case _:\n        sink(a)\n", [1]),
    "behind a match": (
        "a = 1\nmatch b:\n    case {'k': [*a]}:\n        pass\n    case A(b=a):\n        pass\nsink(a)\n",
        [1, 3, 5],
    ),
    "the rest of a mapping": ("match b:\n    case {'k': 1, **a}:\n        sink(a)\n", [2]),
    "import": ("a = 1\nimport a\nsink(a)\n", [2]),
    "import of a package": ("import a.b.c\nsink(a)\n", [1]),
    "import with an alias": ("import b as a\nfrom c import d as e, f as a\nsink(a)\n", [2]),
    "function and class": ("def a(): pass\nsink(a)\nclass a: pass\nsink(a)\n", [1, 3]),
    "global": ("a = 1\ndef f():\n    global a\n    a = 4\nsink(a)\n", [1, 4]),
    "within a function with global": ("a = 1\ndef f():\n    global a\n    a = 4\n    sink(a)\n", [1, 4]),
    "nonlocal": ("def f():\n    a = 2\n    def g():\n        nonlocal a\n        a = 5\n    sink(a)\n", [2, 5]),
    "local": ("a = 1\ndef f():\n    a = 3\n    sink(a)\n", [3]),
    "parameter": ("a = 1\ndef f(a):\n    sink(a)\n", [2]),
    "parameter bound again": ("def f(a):\n    a = 2\n    sink(a)\n", [2]),
    "default": ("a = 1\ndef f(a=sink(a)):\n    pass\na = 4\n", [1]),
    "decorator": ("a = 1\n@sink(a)\ndef f(): pass\na = 4\n", [1]),
    "deferred": ("a = 1\ndef f():\n    sink(a)\na = 4\n", [1, 4]),
    "deferred in a lambda": ("a = 1\nf = lambda: sink(a)\na = 3\n", [1, 3]),
    "closure": ("def f():\n    a = 2\n    def g():\n        sink(a)\n    a = 5\n", [2, 5]),
    "class body": ("a = 1\nclass C:\n    a = 3\n    sink(a)\n", [3]),
    "a class body sees what was before": ("a = 1\nclass C:\n    sink(a)\na = 4\n", [1]),
    "methods do not see the class body": ("a = 1\nclass C:\n    a = 3\n    def f(self):\n        sink(a)\n", [1]),
    "comprehension": ("a = 1\nb = [sink(a) for a in c]\n", [2]),
    "a comprehension sees what was before": ("a = 1\na = 2\nb = [sink(a) for c in d]\na = 4\n", [2]),
    "behind a comprehension": ("a = 1\nb = [0 for a in c]\nsink(a)\n", [1]),
    "comprehension in a class body": ("a = 1\nclass C:\n    b = [sink(a) for c in d]\n", [1]),
    "two clauses": ("b = {sink(a): 0 for c in d for a in c}\n", [1]),
    "globals()": ("globals()['a'] = 1\nsink(a)\n", [1]),
    "globals().update": ("globals().update({'b': 1}, a=2)\nsink(a)\n", [1]),
    "globals() of a function": ("a = 1\ndef f():\n    globals()['a'] = 3\nsink(a)\n", [1, 3]),
    "used above its only binding": ("sink(a)\na = 2\n", [2]),
}  # fmt: skip


def _lines(scopes: Scopes) -> list[int]:
    found: set[int] = set()
    for call in scopes.calls["sink"]:
        for node in walk((call,)):
            if isinstance(node, model.Name) and node.id == "a":
                found |= {_line(binding) for binding in scopes.lookup("a", scopes.position(node)) or ()}
    return sorted(found)


def _line(binding: Binding) -> int:
    return binding.node.region.line


@pytest.mark.parametrize("name", REACHING)
def test_reaches_a_use(name: str) -> None:
    source, lines = REACHING[name]
    assert _lines(Scopes(parse("sample.py", source))) == lines


def test_a_name_that_nothing_binds() -> None:
    scopes = Scopes(parse("sample.py", "sink(a)\n"))
    assert scopes.lookup("a", scopes.position(scopes.calls["sink"][0])) is None


def test_every_node_has_a_position_and_all_but_statements_of_the_module_a_parent() -> None:
    source = (
        "@a\nclass B[T: C](D, e=f):\n    def g[*U](h: I = j, *k, **l) -> m: return lambda n=o: {p: q for r in s if t}\n"
    )
    program = parse("sample.py", source + "from u import v\nwith w as (x, y[z]): del w\n")
    scopes = Scopes(program)
    for node in walk(program.body):
        assert scopes.position(node).order > 0
        assert node in program.body or scopes.parents[id(node)] is not None


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a", "a"),
        ("a.b", "a.b"),
        ("a.b['c'].d", "a.b['c'].d"),
        ("a[0]", "a[0]"),
        ("a[b]", ""),
        ("a().b", ""),
        ("(a or b).c", ""),
    ],
)
def test_places_are_told_by_their_text(source: str, place: str) -> None:
    (statement,) = parse("sample.py", source).body
    assert isinstance(statement, model.Evaluate)
    assert place_of(statement.value) == place


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a.b = 1", "a.b"),
        ("a['c'] = 1", "a['c']"),
        ("a.b: int = 1", "a.b"),
        ("a.b += 1", "a.b"),
        ("a.b = c = 1", "a.b"),
        ("setattr(a, 'b', 1)", "a.b"),
        ("object.__setattr__(a, 'b', 1)", "a.b"),
        ("a.__setattr__('b', 1)", "a.b"),
        ("setattr(a, b, 1)", "a.?"),
    ],
)
def test_stores_are_kept_by_place(source: str, place: str) -> None:
    scopes = Scopes(parse("sample.py", source))
    assert set(scopes.stores) == {place}


def test_a_long_row_of_bindings_is_looked_up_fast() -> None:
    lines = ["a = 1\nsink(a)\n"] * 3000
    scopes = Scopes(parse("sample.py", "".join(lines)))
    assert _lines(scopes) == list(range(1, 6001, 2))
