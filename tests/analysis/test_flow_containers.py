"""Values through lists, tuples, mappings and what is put into them."""

from pathlib import Path

import pytest

from tests.analysis.flows import Case

CASES = {
    "list index": Case("sink(['x', 'y'][1])\n", ["y"]),
    "negative index": Case("sink(['x', 'y'][-1])\n", ["y"]),
    "tuple slice": Case("sink(('x', 'y', 'z')[1:][0])\n", ["y"]),
    "mapping key": Case("a = {'k': 'x', 'l': 'y'}\nsink(a['k'])\n", ["x"]),
    "unknown key": Case("a = {'k': 'x', 'l': 'y'}\nsink(a[b])\n", ["x", "y"]),
    "nested mapping": Case("a = {'k': {'l': ['x']}}\nsink(a['k']['l'][0])\n", ["x"]),
    "spread mapping": Case("a = {'k': 'x'}\nb = {**a, 'l': 'y'}\nsink(b['k'])\n", ["x"]),
    "merged mapping": Case("a = {'k': 'x'} | {'l': 'y'}\nsink(a['l'])\n", ["y"]),
    "spread list": Case("a = ['x']\nb = [*a, 'y']\nsink(b[0])\n", ["x"]),
    "get": Case("a = {'k': 'x'}\nsink(a.get('k'))\n", ["x"]),
    "get default": Case("a = {'k': 'x'}\nsink(a.get('l', 'y'))\n", ["y"]),
    "dict call": Case("a = dict(k='x')\nsink(a['k'])\n", ["x"]),
    "dict of pairs": Case("a = dict([('k', 'x')])\nsink(a['k'])\n", ["x"]),
    "item assignment": Case("a = {}\na['k'] = 'x'\nsink(a['k'])\n", ["x"]),
    "item assignment nested": Case("a = {'l': {}}\na['l']['k'] = 'x'\nsink(a['l']['k'])\n", ["x"]),
    "item assignment through a constant": Case("K = 'k'\na = {}\na[K] = 'x'\nsink(a['k'])\n", ["x"]),
    "update": Case("a = {}\na.update({'k': 'x'})\nsink(a['k'])\n", ["x"]),
    "update keywords": Case("a = {}\na.update(k='x')\nsink(a['k'])\n", ["x"]),
    "setdefault": Case("a = {}\na.setdefault('k', 'x')\nsink(a['k'])\n", ["x"]),
    "setdefault result": Case("a = {}\nsink(a.setdefault('k', 'x'))\n", ["x"]),
    "append": Case("a = []\na.append('x')\nsink(a[0])\n", ["x"]),
    "extend": Case("a = []\na.extend(['x'])\nsink(a[0])\n", ["x"]),
    "append in a loop": Case("a = []\nfor b in ['x', 'y']:\n    a.append(b)\nsink(''.join(a))\n", ["x", "y"]),
    "zip": Case("for a, b in zip(['k'], ['x']):\n    sink(b)\n", ["x"]),
    "enumerate": Case("for a, b in enumerate(['x']):\n    sink(b)\n", ["x"]),
    "values": Case("for a in {'k': 'x'}.values():\n    sink(a)\n", ["x"]),
    "pop": Case("a = {'k': 'x'}\nsink(a.pop('k'))\n", ["x"]),
    "reversed": Case("sink(list(reversed(['x', 'y']))[0])\n", ["y"]),
    "sorted": Case("sink(sorted(['x'])[0])\n", ["x"]),
    "set": Case("sink(next(iter({'x'})))\n", ["x"]),
    "namedtuple call": Case(
        "from collections import namedtuple\nN = namedtuple('N', 'k l')\na = N('x', l='y')\nsink(a.l)\n", ["y"]
    ),
    "namedtuple positional": Case(
        "from collections import namedtuple\nN = namedtuple('N', ['k', 'l'])\nsink(N('x', 'y').k)\n", ["x"]
    ),
    "simple namespace": Case("from types import SimpleNamespace\na = SimpleNamespace(k='x')\nsink(a.k)\n", ["x"]),
    "fromkeys": Case("a = dict.fromkeys(['k'], 'x')\nsink(a['k'])\n", ["x"]),
    "chainmap": Case("from collections import ChainMap\na = ChainMap({'k': 'x'})\nsink(a['k'])\n", ["x"]),
    "defaultdict": Case("from collections import defaultdict\na = defaultdict(lambda: 'x')\nsink(a['k'])\n", ["x"]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_container_gives(name: str, tmp_path: Path) -> None:
    CASES[name].check(tmp_path)
