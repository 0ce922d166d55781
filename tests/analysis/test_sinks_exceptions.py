"""Messages of exceptions as sinks."""

from pathlib import Path

import pytest

from sup_lint.analysis.program import Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks.finder import sinks
from tests.analysis.sinking import Case, case, told_sinks

MESSAGE = "an exception's message: k"
ERROR = "class E(Exception):\n    pass\n"

CASES = {
    "raised": case("raise ValueError(k)\n", MESSAGE),
    "joined": case("raise ValueError(f'x {k}')\n", "an exception's message: f'x {k}'"),
    "several": case("raise ValueError('x', k, *rest)\n", "an exception's message: 'x', k, rest"),
    "by name": case("raise httpx.HTTPStatusError('x', request=k)\n", "an exception's message: 'x', k"),
    "with a cause": case("raise ValueError('x') from k\n", "an exception's message: 'x'"),
    "with a cause made": case("raise ValueError('x') from KeyError(k)\n", "an exception's message: 'x'", MESSAGE),
    "class only": case("raise ValueError\n"),
    "again": case("try:\n    f()\nexcept E as e:\n    raise\n"),
    "caught and raised": case("try:\n    f()\nexcept E as e:\n    raise e\n"),
    "without arguments": case("raise ValueError()\n"),
    "with a traceback": case("raise ValueError(k).with_traceback(tb)\n", MESSAGE),
    "one or the other": case("raise (A(a) if b else B(k))\n", "an exception's message: a", MESSAGE),
    "made before": case("e = ValueError(k)\nraise e\n", MESSAGE),
    "of any name made before": case("problem = Stop(k)\nraise problem\n", MESSAGE),
    "made in a branch": case(
        "e = ValueError(k) if a else TypeError(b)\nraise e\n", MESSAGE, "an exception's message: b"
    ),
    "of a function": case("def make(k):\n    return ValueError(k)\nraise make(a)\n", MESSAGE),
    "of a method": case(
        "class C:\n    def make(self, k):\n        return ValueError(k)\n"
        "    def f(self):\n        raise self.make(a)\n",
        MESSAGE,
    ),
    "of a function, of any name": case("def make(k):\n    return Stop(k)\nraise make(a)\n", MESSAGE),
    "of a class method": case(
        ERROR + "class F(E):\n    @classmethod\n    def of(cls, k):\n        return cls(k)\nraise F.of(a)\n", MESSAGE
    ),
    "of an unknown function": case("def f(make):\n    raise make(k)\n", "an exception's message: k?"),
    "of an unknown class": case("def f(Kind):\n    raise Kind(k)\n", MESSAGE),
    "set as a result": case("future.set_exception(ValueError(k))\n", MESSAGE),
    "kept": case("errors.append(ValueError(k))\n", MESSAGE),
    "in a group": case(
        "raise ExceptionGroup('x', [ValueError(k)])\n", "an exception's message: 'x', [ValueError(k)]", MESSAGE
    ),
    "asserted": case("assert a, k\n", "an assertion's message: k"),
    "asserted without": case("assert k\n"),
    "assertion raised": case("raise AssertionError(k)\n", MESSAGE),
    "noted": case("try:\n    f()\nexcept E as e:\n    e.add_note(k)\n    raise\n", MESSAGE),
    "noted on one made": case("problem = ValueError()\nproblem.add_note(k)\n", MESSAGE),
    "arguments set": case("exc.args = ('x', k)\n", "an exception's message: 'x', k"),
    "arguments set as a whole": case("e.args = k\n", MESSAGE),
    "own class": case(ERROR + "raise E(k)\n", MESSAGE),
    "own class, by name": case(ERROR + "raise E(key=k)\n", MESSAGE),
    "own class, not raised": case("class TTSError(Exception):\n    pass\nf(TTSError(k))\n", MESSAGE),
    "own class of another's": case(
        "import supertone\nclass E(supertone.errors.SupertoneError):\n    pass\nraise E(k)\n", MESSAGE
    ),
    "own class in another module": case({"main.py": "from errors import E\nraise E(k)\n", "errors.py": ERROR}, MESSAGE),
    "own constructor": case(
        "class E(Exception):\n    def __init__(self, key):\n        super().__init__(f'x {key}')\nraise E(k)\n",
        "an exception's message: f'x {key}'",
    ),
    "own constructor, spelled out": case(
        "class E(ValueError):\n    def __init__(self, key):\n        ValueError.__init__(self, key)\nraise E(k)\n",
        "an exception's message: key",
    ),
    "own constructor, with a fixed message": case(
        "class E(Exception):\n    def __init__(self, key):\n        super().__init__('x')\n"
        "        self.key = key\nraise E(k)\n",
        "an exception's message: 'x'",
    ),
    "own constructor that passes nothing on": case(
        "class E(Exception):\n    def __init__(self, key, more=None):\n        self.key = key\nraise E(k, more=a)\n",
        MESSAGE,
    ),
    "own constructor that sets the arguments": case(
        "class E(Exception):\n    def __init__(self, key):\n        self.args = (key,)\nraise E(k)\n",
        "an exception's message: key",
    ),
    "constructor of an own base": case(
        "class A(Exception):\n    def __init__(self, key):\n        super().__init__(key)\n"
        "class E(A):\n    def __init__(self, k):\n        super().__init__(k)\nraise E(k)\n",
        "an exception's message: key",
    ),
    "own text": case(
        "class E(Exception):\n    def __str__(self):\n        return f'x {self.key}'\nraise E(k)\n",
        "an exception's message: f'x {self.key}'",
    ),
    "own representation": case(
        "class E(Exception):\n    def __repr__(self):\n        return self.key\nraise E(k)\n",
        "an exception's message: self.key?",
        MESSAGE,
    ),
    "record": case(
        "from dataclasses import dataclass\n@dataclass\nclass E(Exception):\n    key: str\nraise E(k)\n", MESSAGE
    ),
    "record, by name": case(
        "from dataclasses import dataclass\n@dataclass\nclass E(Exception):\n    key: str\nraise E(key=k)\n",
        "an exception's message: k?",
    ),
    "pytest": case("import pytest\npytest.fail(k)\npytest.skip(reason=k)\n", MESSAGE, MESSAGE),
    "unittest": case(
        "import unittest\nclass T(unittest.TestCase):\n    def test(self):\n        self.fail(k)\n"
        "        self.assertEqual(a, b, k)\n        self.assertTrue(a, msg=k)\n        self.assertIn(a, b)\n",
        MESSAGE,
        MESSAGE,
        MESSAGE,
    ),
    "click": case(
        "import click\nraise click.UsageError(k)\nraise click.BadParameter(k)\nraise click.ClickException(k)\n",
        *[MESSAGE] * 3,
    ),
    "click context": case("def f(ctx):\n    ctx.fail(k)\n", MESSAGE),
    "click type": case(
        "import click\nclass T(click.ParamType):\n    def convert(self, value, param, ctx):\n"
        "        self.fail(value, param, ctx)\n",
        "an exception's message: value",
    ),
    "exit": case("raise SystemExit(k)\n", MESSAGE),
    "logged": case("import logging\nlogging.error(ValueError(k))\n", "a log: ValueError(k)"),
}

SILENT = {
    "reply of Django": "from django.http import Http404\nraise Http404(k)\n",
    "reply of an own class": "from fastapi import HTTPException\nclass E(HTTPException):\n    pass\nraise E(400, k)\n",
    "own constructor of a reply": (
        "from fastapi import HTTPException\nclass E(HTTPException):\n    def __init__(self, k):\n"
        "        super().__init__(400, k)\n"
    ),
    "other constructors": "class C:\n    def __init__(self, k):\n        super().__init__(k)\n",
    "other text": "class C:\n    def __str__(self):\n        return self.key\n",
    "other arguments": "command.args = (k,)\nself.args = k\n",
    "other notes": "song.add_note(k)\n",
    "response": "return_value = Response(k)\n",
    "expected": "import pytest\nwith pytest.raises(ValueError, match=k):\n    pass\n",
    "handler": "try:\n    f(k)\nexcept ValueError:\n    pass\n",
    "own fail": "class C:\n    def fail(self, k):\n        pass\n    def f(self):\n        self.fail(k)\n",
}


@pytest.mark.parametrize("name", CASES)
def test_messages(tmp_path: Path, name: str) -> None:
    CASES[name].check(tmp_path)


@pytest.mark.parametrize("name", SILENT)
def test_other_statements(tmp_path: Path, name: str) -> None:
    Case(SILENT[name], ()).check(tmp_path)


def test_order_and_other_languages(tmp_path: Path) -> None:
    source = "raise ValueError(a)\nif b:\n    print(k)\nassert b, k\n"
    lines = [sink.node.region.line for sink, _ in told_sinks(tmp_path, source)]
    assert lines == [1, 3, 4]
    project = Project(str(tmp_path), str)
    assert list(sinks(Program("x.js", "javascript", "", ()), project)) == []


def test_kinds(tmp_path: Path) -> None:
    told = told_sinks(tmp_path, "print(k)\nraise ValueError(k)\n")
    assert [sink.kind for sink, _ in told] == ["log", "exception"]
