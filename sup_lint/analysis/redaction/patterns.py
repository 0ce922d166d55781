"""Regular expressions and wildcards of the scanned code, tried on the header's name and on lines that carry a key.

They are foreign, so only those are tried that can't take long on a text of some sixty characters.
"""

import fnmatch
import re
import warnings
from typing import NamedTuple

from sup_lint.keys.names import HEADER, VARIABLE

_LONGEST = 2000
_MOST_REPEATS = 12
# Repeats of anything: each one more multiplies the ways to read a text.
_MOST_WIDE_REPEATS = 3
_FLAGS = {
    "I": re.IGNORECASE, "IGNORECASE": re.IGNORECASE, "X": re.VERBOSE, "VERBOSE": re.VERBOSE, "S": re.DOTALL,
    "DOTALL": re.DOTALL, "M": re.MULTILINE, "MULTILINE": re.MULTILINE, "A": re.ASCII, "ASCII": re.ASCII,
}  # fmt: skip
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[^)]{0,40}?[:=!>]|\(\?P<\w+>|[(|)]|[*+]\??|\{\d*,?\d*\}\??|.", re.DOTALL
)
_WIDE = (".", "\\S", "\\W", "\\D", "\\w")
_SECRET = "4e7d" * 8
_FORMS = ("{0}: {1}", "{0}: Bearer {1}", "{0}={1}", "'{0}': '{1}'", '"{0}": "{1}"', "('{0}', '{1}')", "b'{0}': b'{1}'")
# Names that no filter for credentials hides; one that does hides everything.
_HARMLESS = ("accept", "content-type", "user-agent", "voice_id")
# What a pattern may name, as the headers are written that it may have to hide.
_OTHERS = tuple(
    """
    authorization proxy-authorization cookie x-api-key api-key api_key xi-api-key access_token token
    secret password
    """.split()
)


class Pattern(NamedTuple):
    """A regular expression with its flags."""

    text: str
    flags: int = 0


def flag(name: str) -> int:
    """The value of a flag by its name in module re; 0 for others, which change nothing here."""
    return int(_FLAGS.get(name, 0))


def compiled(pattern: Pattern) -> re.Pattern[str] | None:
    """The expression, ready to be tried on short texts; None if it is invalid or might take long."""
    if len(pattern.text) > _LONGEST or not _is_tame(pattern.text):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return re.compile(pattern.text, pattern.flags)
        except (re.error, OverflowError, RecursionError, ValueError):
            return None


def hides(pattern: re.Pattern[str], name: str) -> bool:
    """Whether the pattern matches in a line of text that carries a secret under `name`, in whatever notation."""
    spellings = (name, name.title(), name.upper())
    return any(pattern.search(form.format(each, _SECRET)) for each in spellings for form in _FORMS)


def hides_ours(pattern: re.Pattern[str], method: str) -> bool:
    """Whether the pattern finds the Supertone key by its header's or its variable's name, or by its value alone.

    `method` is that of a match with a bare name: search, match or fullmatch; for `sub` whole lines are searched.
    """
    if method == "sub":
        return any(hides(pattern, name) for name in (HEADER, VARIABLE.lower()))
    tried = getattr(pattern, method)
    return any(tried(name) for name in (HEADER, HEADER.title(), VARIABLE, VARIABLE.lower()))


def others_hidden(pattern: re.Pattern[str], method: str) -> tuple[str, ...]:
    """The credentials of others that a pattern is for; none if it takes everything, or values of whatever name."""
    if method == "sub":
        if any(hides(pattern, name) for name in _HARMLESS) or pattern.search(f"Bearer {_SECRET}"):
            return ()
        return tuple(name for name in _OTHERS if hides(pattern, name))
    tried = getattr(pattern, method)
    if any(tried(name) for name in _HARMLESS):
        return ()
    return tuple(name for name in _OTHERS if tried(name) or tried(name.title()) or tried(name.upper()))


def matches_wildcard(name: str, wildcard: str) -> bool:
    """Whether a wildcard such as `*key*` takes a name, cases ignored; wildcards with many stars are taken to."""
    if wildcard.count("*") > _MOST_WIDE_REPEATS or len(wildcard) > 200:
        return True
    return fnmatch.fnmatchcase(name.lower(), wildcard.lower())


def _is_tame(text: str) -> bool:
    """Whether an expression has no repeated group with a choice or a repeat inside, and few repeats at all."""
    groups: list[set[str]] = [set()]  # of each open group, what makes it match in several ways: choice, repeat, wide
    repeats = wide = 0
    before = ""
    closed = False  # whether what stood before was a group with a choice or a repeat
    for piece in _TOKEN.findall(text):
        if piece[0] == "(":
            groups.append(set())
        elif piece == ")" and len(groups) > 1:
            ways = groups.pop()
            closed = bool(ways & {"choice", "repeat"})
            wide += {"choice", "wide"} <= ways  # (\w|\w\w) splits a text like a repeat
            groups[-1] |= ways - {"choice"} | ({"repeat"} if closed else set())
            before = piece
            continue
        elif piece == "|":
            groups[-1].add("choice")
        elif piece in _WIDE or piece[0] == "[":
            groups[-1].add("wide")
        elif piece[0] in "*+?" or (piece[0] == "{" and len(piece) > 1):
            if closed and piece != "?":
                return False
            if piece[0] != "{" or "," in piece:
                repeats += 1
                groups[-1].add("repeat")
                wide += piece != "?" and (before in _WIDE or before[:1] == "[")
        before, closed = piece, False
    return repeats <= _MOST_REPEATS and wide <= _MOST_WIDE_REPEATS
