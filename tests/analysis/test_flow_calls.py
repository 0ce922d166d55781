"""Values through calls: arguments, defaults, returns, closures, partial applications, globals."""

from pathlib import Path

import pytest

from tests.analysis.flows import Case

CASES = {
    "return": Case("def f():\n    return 'x'\nsink(f())\n", ["x"]),
    "returns": Case("def f(c):\n    if c:\n        return 'x'\n    return 'y'\nsink(f(1))\n", ["x", "y"]),
    "argument": Case("def f(a):\n    return a\nsink(f('x'))\n", ["x"]),
    "keyword": Case("def f(a, b):\n    return b\nsink(f(b='x', a='y'))\n", ["x"]),
    "each call its own": Case("def f(a):\n    return a\nf('y')\nsink(f('x'))\n", ["x"]),
    "parameter": Case("def f(a):\n    sink(a)\nf('x')\nf(a='y')\n", ["x", "y"]),
    "default": Case("def f(a='x'):\n    sink(a)\n", ["x"]),
    "default in a call": Case("def f(a='x'):\n    return a\nsink(f())\n", ["x"]),
    "default is a name": Case("K = 'x'\ndef f(a=K):\n    return a\nsink(f())\n", ["x"]),
    "star arguments": Case("def f(*a):\n    return a[1]\nsink(f('x', 'y'))\n", ["y"]),
    "double star": Case("def f(**a):\n    return a['k']\nsink(f(k='x'))\n", ["x"]),
    "double star get": Case("def f(**a):\n    return a.get('k', 'y')\nsink(f(k='x'))\n", ["x", "y"]),
    "spread": Case("def f(a, b):\n    return b\nc = ['x', 'y']\nsink(f(*c))\n", ["y"]),
    "spread mapping": Case("def f(a, b):\n    return b\nc = {'a': 'x', 'b': 'y'}\nsink(f(**c))\n", ["y"]),
    "forwarded": Case(
        (
            "def f(*args, **kwargs):\n    return g(*args, **kwargs)\ndef g(a, b):\n    return a + b\n"
            "sink(f('x', b='y'))\n"
        ),
        ["xy"],
        ["'x'", "'y'"],
    ),
    "positional only": Case("def f(a, /, b):\n    return a\nsink(f('x', 'y'))\n", ["x"]),
    "keyword only": Case("def f(*, a):\n    return a\nsink(f(a='x'))\n", ["x"]),
    "lambda": Case("f = lambda a: a + 'y'\nsink(f('x'))\n", ["xy"], ["'x'", "'y'"]),
    "lambda at once": Case("sink((lambda: 'x')())\n", ["x"]),
    "closure": Case("def f(a):\n    def g():\n        return a\n    return g\nsink(f('x')())\n", ["x"]),
    "two closures": Case("def f(a):\n    return lambda: a\ng = f('x')\nh = f('y')\nsink(h())\n", ["y"]),
    "partial": Case(
        "from functools import partial\ndef f(a, b):\n    return a + b\ng = partial(f, 'x')\nsink(g('y'))\n",
        ["xy"],
        ["'x'", "'y'"],
    ),
    "partial keyword": Case(
        "import functools\ndef f(a, b):\n    return b\ng = functools.partial(f, b='x')\nsink(g('y'))\n", ["x"]
    ),
    "partial of a partial": Case(
        ("from functools import partial as p\ndef f(a, b, c):\n    return a + b + c\nsink(p(p(f, 'x'), 'y')('z'))\n"),
        ["xyz"],
        ["'x'", "'y'", "'z'"],
    ),
    "recursion": Case("def f(n):\n    if n:\n        return f(n - 1)\n    return 'x'\nsink(f(3))\n", ["x"]),
    "mutual recursion": Case(
        "def f(n):\n    return g(n) if n else 'x'\ndef g(n):\n    return f(n) if n else 'y'\nsink(f(3))\n", ["x", "y"]
    ),
    "generator": Case("def f():\n    yield 'x'\n    yield 'y'\nfor a in f():\n    sink(a)\n", ["x", "y"]),
    "yield from": Case("def f():\n    yield from ['x']\nfor a in f():\n    sink(a)\n", ["x"]),
    "async": Case("async def f():\n    return 'x'\nasync def g():\n    sink(await f())\n", ["x"]),
    "asyncio run": Case("import asyncio\nasync def f():\n    return 'x'\nsink(asyncio.run(f()))\n", ["x"]),
    "context manager": Case(
        (
            "from contextlib import contextmanager\n@contextmanager\ndef f():\n    yield 'x'\nwith f() as a:\n"
            "    sink(a)\n"
        ),
        ["x"],
    ),
    "enter": Case("class C:\n    def __enter__(self):\n        return 'x'\nwith C() as a:\n    sink(a)\n", ["x"]),
    "enter self": Case(
        ("class C:\n    k = 'x'\n    def __enter__(self):\n        return self\nwith C() as a:\n    sink(a.k)\n"),
        ["x"],
    ),
    "decorated": Case("import functools\n@functools.lru_cache\ndef f():\n    return 'x'\nsink(f())\n", ["x"]),
    "decorated by the project": Case(
        (
            "def d(f):\n    def w(*a, **k):\n        return f(*a, **k)\n    return w\n@d\ndef f():\n"
            "    return 'x'\nsink(f())\n"
        ),
        ["x"],
    ),
    "function in a mapping": Case("def f():\n    return 'x'\na = {'k': f}\nsink(a['k']())\n", ["x"]),
    "function passed": Case("def f():\n    return 'x'\ndef g(h):\n    return h()\nsink(g(f))\n", ["x"]),
    "map": Case("def f(a):\n    return a + 'y'\nsink(list(map(f, ['x']))[0])\n", ["xy"], ["'x'", "'y'"]),
    "parameter through two calls": Case("def f(a):\n    g(a)\ndef g(b):\n    sink(b)\nf('x')\n", ["x"]),
    "nothing calls it": Case("def f(a):\n    sink(a)\n", []),
    "global name": Case("K = 'x'\nsink(globals()['K'])\n", ["x"]),
    "global stored": Case("globals()['K'] = 'x'\nsink(K)\n", ["x"]),
    "vars": Case("K = 'x'\nsink(vars()['K'])\n", ["x"]),
    "globals get": Case("K = 'x'\nsink(globals().get('K'))\n", ["x"]),
    "globals update": Case("globals().update(K='x')\nsink(K)\n", ["x"]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_call_gives(name: str, tmp_path: Path) -> None:
    CASES[name].check(tmp_path)
