"""Whatever a file holds, there is a program or a ParseError, and the process lives."""

import gc
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.program import Program, walk
from sup_lint.analysis.python.complexity import too_complex
from sup_lint.analysis.python.parse import parse
from sup_lint.analysis.scopes import Scopes

# Taken to the process's end, to an endless run or to gigabytes by libcst, were it asked.
FATAL: dict[str, Callable[[], str]] = {
    "5 000 parentheses": lambda: "x = " + "(" * 5000 + "1" + ")" * 5000,
    "3 000 lists": lambda: "x = " + "[" * 3000 + "1" + "]" * 3000,
    "3 000 mappings": lambda: "x = " + "{1:" * 3000 + "1" + "}" * 3000,
    "3 000 calls over lines": lambda: "x = " + "f(\n" * 3000 + "1" + ")" * 3000,
    "unclosed brackets": lambda: "x = " + "([{" * 2000,
    "nested f-strings": lambda: "x = " + 'f"{' * 1000 + "a" + '}"' * 1000,
    "20 000 terms": lambda: "x = " + " + ".join(["a"] * 20000),
    "20 000 continued lines": lambda: "x = 1" + " \\\n + 1" * 20000,
    "20 000 attributes": lambda: "x = a" + ".b" * 20000,
    "20 000 calls in a row": lambda: "x = a" + ".b(1, 2)" * 20000,
    "20 000 subscripts": lambda: "x = a" + "[0]" * 20000,
    "20 000 signs": lambda: "x = " + "-" * 20000 + "1",
    "20 000 times not": lambda: "x = " + "not " * 20000 + "a",
    "20 000 ternaries": lambda: "x = " + "a if b else " * 20000 + "c",
    "20 000 lambdas": lambda: "x = " + "lambda: " * 20000 + "c",
    "nested list patterns": lambda: "match a:\n  case " + "[" * 40 + "b" + "]" * 40 + ": pass",
    "nested mapping patterns": lambda: "match a:\n  case " + "{1: " * 15 + "b" + "}" * 15 + ": pass",
    "nested class patterns": lambda: "match a:\n  case " + "A(b=" * 40 + "c" + ")" * 40 + ": pass",
    "unfinished patterns": lambda: "match a:\n  case " + "(" * 40 + ":\n    pass",
    "null bytes": lambda: "x = 1\0",
}

# As large as real code gets; libcst takes it.
LARGE: dict[str, Callable[[], str]] = {
    "10 000 elements": lambda: "x = [" + ",\n".join("a.b" for _ in range(10000)) + "]\n",
    "negative numbers": lambda: "x = (" + ", ".join("-1.5" for _ in range(5000)) + ")\n",
    "3 000 elements of calls": lambda: "x = [\n" + "".join(f"  f(a={i}, b='c').d[{i}],\n" for i in range(3000)) + "]\n",
    "many statements": lambda: "if a:\n    b.c(d[0] + 1, -2)\n" * 1000,
    "unclosed brackets in text": lambda: "# :(\na = '('\nb = a + '[{' \n'''((('''\n" * 700,
    "operators in text": lambda: "a = '" + "+-*/." * 5000 + "'\n",
    "100 brackets": lambda: "x = " + "[" * 100 + "1" + "]" * 100 + "\n",
    "400 terms": lambda: "x = " + " + ".join(["a"] * 400) + "\n",
    "300 elif": lambda: "if a: pass\n" + "elif a: pass\n" * 300,
    "300 implicit strings": lambda: "x = (" + "'a'\n" * 300 + ")\n",
    "patterns in patterns": lambda: "match a:\n  case {1: [A(b=({2: c}))]}: pass\n",
    "a name that is a keyword elsewhere": lambda: "case = [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]\n",
}  # fmt: skip

SMALL = {
    "nothing": "",
    "blanks": " \t ",
    "line end": "\n",
    "no line end": "a = 1",
    "form feed": "\fa = 1\n\f\ndef b():\n    pass\n\f\n",
    "vertical tab in text": "a = '\v\x1c\u2028\x85'\nb = 1\n",
    "byte order mark": "\ufeffa = 1\n",
    "tabs": "if a:\n\tb = 1\n\tif c:\n\t\td = 2\n",
    "tabs and blanks": "if a:\n        b = 1\n\tc = 2\n",
    "carriage returns": "a = 1\rif b:\r    c = '''\r'''\r",
    "mixed line ends": "a = 1\r\nb = 2\rc = '''\r\n\r'''\n",
    "lone surrogates": "a = '\ud800'\nb = 1\n",
    "syntax error": "def (:\n",
    "python 2": "print 'a'\nexec 'b' in c\n",
    "unclosed text": "a = '''b\n",
    "unclosed text in a line": "a = 'b\nc = 1\n",
    "backslash at the end": "a = 1\\",
    "bad escape": "a = '\\N{no such} \\x1 \\u12'\n",
    "bad format": "a = '{' '{}{0}'.format(b)\nc = '{0[}'.format(d)\ne = '%(' % f\n",
    "huge number": "a = " + "9" * 5000 + "\n",
    "indentation": "    a = 1\n  b = 2\n",
    "magic of a notebook": "%matplotlib inline\n!pip install a\n",
    "merge conflict": "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> b\n",
    "template": "{% if a %}\nb = {{ c }}\n{% endif %}\n",
    "emoji": "a = '😀'; b = '👩‍👩‍👧'; c = 1  # 한\n",
    "deep indentation": "".join(" " * depth + "if a:\n" for depth in range(150)) + " " * 150 + "b\n",
}


PIECES = """a 1 'b' "c f'{ }' # \\ : , ; = ( ) [ ] { } + not if else match case lambda ' " rb""".split()
PIECES += [" ", "\n", "\r\n", "\r", "\f", "\t", "\n    ", "'''", '"""', "\ud800", "한"]


def _outcome(source: str) -> Program | ParseError:
    def attempt() -> Program | ParseError:
        try:
            program = parse("sample.py", source)
        except ParseError as error:
            return error
        Scopes(program)
        return program

    return with_deep_stack(attempt)


@pytest.mark.parametrize("name", FATAL)
def test_what_libcst_does_not_survive_is_refused(name: str) -> None:
    error = _outcome(FATAL[name]())
    assert isinstance(error, ParseError)
    assert too_complex(FATAL[name]()) == str(error)


def test_the_process_lives() -> None:
    script = (
        "import test_bad_sources as sources\n"
        "for make in sources.FATAL.values():\n"
        "    assert isinstance(sources._outcome(make()), sources.ParseError)\n"
        "print('alive')\n"
    )
    folder = Path(__file__).parent
    path = f"import sys; sys.path[:0] = [{str(folder)!r}, {str(folder.parent.parent)!r}]\n"
    done = subprocess.run([sys.executable, "-c", path + script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


@pytest.mark.parametrize("name", LARGE)
def test_what_real_code_holds_is_parsed(name: str) -> None:
    source = LARGE[name]()
    program = _outcome(source)
    assert isinstance(program, Program), program
    assert program.text == source


@pytest.mark.parametrize("source", ["[" * 199 + "]" * 199, "a" + " + a" * 1999, "a" + "()" * 1999, "not " * 499 + "a"])
def test_the_bounds_lie_where_they_should(source: str) -> None:
    assert too_complex(f"x = {source}\n") == ""
    longer = source.replace("[", "[[", 3).replace(" + a", " + a + a", 3).replace("()", "()()", 3)
    assert too_complex(f"x = {longer.replace('not ', 'not not ', 3)}\n") != ""


def test_big_data_modules_are_not_refused() -> None:
    assert too_complex("KEYS = [\n" + "    {'a': -1.5, 'b': [c.d(e)], 'f': 'g' + h},\n" * 100_000 + "]\n") == ""
    assert too_complex("def a(b):\n    return b.c[0] + (d - 1) * e.f()\n\n\n" * 5_000) == ""
    assert too_complex("a = 1\n" * 20_000) == ""


@pytest.mark.parametrize("name", SMALL)
def test_odd_sources_end_in_a_program_or_a_reason(name: str) -> None:
    outcome = _outcome(SMALL[name])
    if isinstance(outcome, Program):
        assert outcome.text == SMALL[name]
    else:
        assert str(outcome)


@pytest.mark.parametrize(
    "name", ["nothing", "no line end", "form feed", "byte order mark", "tabs", "carriage returns", "mixed line ends"]
)
def test_what_python_takes_is_parsed(name: str) -> None:
    assert isinstance(_outcome(SMALL[name]), Program)


def test_a_reason_does_not_quote_the_source() -> None:
    secret = "sesame" * 3
    outcome = _outcome(f"a = {secret} {secret} '{secret}\n")
    assert isinstance(outcome, ParseError)
    assert secret not in f"{outcome!r} {outcome.__cause__!r}"
    assert outcome.__suppress_context__


def test_the_collector_of_garbage_runs_again() -> None:
    assert gc.isenabled()
    _outcome("a = 1\n")
    _outcome("a = = 1\n")
    assert gc.isenabled()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("a\n\\\n 'b'\nf'{a!r }' + 'b'")
@example("case{{{'")
@example("f'{a!r  }'\r'''#")
def test_any_text_ends_in_a_program_or_a_reason(source: str) -> None:
    outcome = _outcome(source)
    if isinstance(outcome, Program):
        lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for node in walk(outcome.body):
            assert 1 <= node.region.line <= node.region.end_line <= len(lines)
            assert 1 <= node.region.column <= len(lines[node.region.line - 1]) + 1
            assert 1 <= node.region.end_column <= len(lines[node.region.end_line - 1]) + 1
