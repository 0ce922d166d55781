"""No regular expression, and no reader of files, goes back on itself without end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from sup_lint.analysis.javascript import parse
from sup_lint.analysis.lowering import ParseError
from tests.fuzz.analysis import NAMES, check
from tests.patterns.attacks import attacks
from tests.patterns.collecting import patterns

# Processor seconds after which something hangs. Nothing here takes a hundredth of it.
_PATIENCE = 20.0
# Exponential time would not end before the sun, cubic time not within the patience.
_SIZE = 1_000
_REPEATED = 500
# What people, and attackers, repeat: blanks, line ends, brackets, quotes, and the beginnings of all that has an end.
_UNITS = [
    *(
        " ",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "a",
        "1",
        "-",
        "=",
        ":",
        "#",
        "<",
        "{",
        "[",
        "(",
        '"',
        "'",
        "`",
        "\\",
        "$",
        "%",
        "@",
    ),
    *(
        "a ",
        "a\n",
        "\n ",
        "\t\n",
        "a=",
        "a: ",
        "# ",
        "//",
        "/*",
        "<!--",
        "<a ",
        "{{",
        "${",
        "\\\n",
        "a.",
        "a,",
        ", ",
        "key ",
    ),
    *("x-sup-api-key: ", "SUPERTONE_API_KEY=", "supertone ", 'api_key="', "# sup-lint: ignore[", "import a ", "from "),
    *("function a", "a=>", "class a ", "> ", "- ", "* ", "| a ", "$(", "%{", "'''", '"""', "<script ", "</", "]]>"),
    *("export ", "curl -H ", "https://supertoneapi.com/?", 'f"{', "é", "한", "\0"),
]
_FILES = [
    *NAMES["python"][:1],
    *NAMES["javascript"],
    *NAMES["lexical"],
    *NAMES["settings"],
    *NAMES["documents"],
    *NAMES["built"],
]


class HangError(BaseException):
    """Something took far too long; no handler for errors holds it up."""


@contextmanager
def patient(what: str) -> Iterator[None]:
    """Fail for what takes more processor time than anything may."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    try:
        yield
    except HangError:
        pytest.fail(f"{what} hangs")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_patterns_are_collected() -> None:
    assert len(patterns()) > 500
    assert sum(known.is_searched for known in patterns()) > 100


def test_a_pattern_that_explodes_is_seen() -> None:
    import re

    exploding = re.compile(r"(?:[a-z]+[0-9]*)*;")
    text = next(text for text in attacks(exploding, 40) if text.startswith("aaaa"))
    signal.signal(signal.SIGVTALRM, lambda *_: (_ for _ in ()).throw(HangError()))
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)
    with pytest.raises(HangError):
        exploding.search(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.parametrize("part", range(4))
def test_no_pattern_explodes(part: int) -> None:
    for known in patterns()[part::4]:
        for text in attacks(known.pattern, _SIZE):
            with patient(f"{known.name} on {text[:40]!r}"):
                if isinstance(known.pattern.pattern, bytes):
                    _use(known.pattern, text.encode("latin-1", "replace"), is_searched=known.is_searched)
                else:
                    _use(known.pattern, text, is_searched=known.is_searched)


def _use(pattern, text, *, is_searched: bool) -> None:  # type: ignore[no-untyped-def]
    if is_searched:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)


def test_a_grammar_that_does_not_come_to_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "_PATIENCE", 0.1)
    endless = "l,{\x85</(r{h:{'':s:{Y}})"
    with patient("TSX"), pytest.raises(ParseError, match="does not come to an end"):
        parse.parse("App.tsx", endless, "tsx")
    with patient("JavaScript that is read as TSX, too"):
        assert parse.parse("app.js", endless, "javascript").gaps


@pytest.mark.parametrize("name", _FILES)
def test_no_reader_hangs(name: str) -> None:
    lines = "\n".join(unit * (_REPEATED // len(unit)) for unit in _UNITS)
    with patient(name):
        check((name,), f"{name}\nsupertone\n{lines}\n".encode())
