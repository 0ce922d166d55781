"""JavaScript's regular expressions on known text, as far as they surely take linear time."""

import functools
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# A repeated group can take exponential time on text that doesn't match.
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_LONGEST_PATTERN = 500
_LONGEST_TEXT = 4096
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_SPELLINGS = re.compile(r"\\[\s\S]|\(\?<(?![=!])|\[\^?\]|\$|\[")
_REFERENCE = re.compile(r"\$(?:\$|&|`|'|<(\w+)>|(\d{1,2}))")


@dataclass(frozen=True, slots=True)
class Regexp:
    """A regular expression: what stands between the slashes, and the flags behind them."""

    source: str
    flags: str = ""

    @property
    def is_global(self) -> bool:
        """Whether it means every match in a text."""
        return "g" in self.flags


@functools.lru_cache(maxsize=1024)
def compiled(regexp: Regexp) -> re.Pattern[str] | None:
    """The same expression in Python's words; None for one that has none or may take too long."""
    if len(regexp.source) > _LONGEST_PATTERN or _REPEATED_GROUP.search(regexp.source):
        return None
    flags = re.ASCII
    for letter in regexp.flags:
        flags |= _FLAGS.get(letter, re.NOFLAG)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(_translated(regexp.source, is_multiline="m" in regexp.flags), flags)
    except (re.error, OverflowError):
        return None


def _translated(source: str, *, is_multiline: bool) -> str:
    inside = False

    def spelled(match: re.Match[str]) -> str:
        nonlocal inside
        text = match[0]
        if text.startswith("\\"):
            if text == "\\k":
                raise re.error("a reference by name")
            return "/" if text == "\\/" else text
        if inside:
            return "\\[" if text == "[" else text
        match text:
            case "[^]":
                return r"[\s\S]"
            case "[]":
                return r"(?!)"
            case "(?<":
                return "(?P<"
            case "$":
                return "$" if is_multiline else r"\Z"
        return text

    pieces: list[str] = []
    position = 0
    while position < len(source):
        found = _SPELLINGS.match(source, position)
        if found is None:
            letter = source[position]
            inside = inside and letter != "]"
            pieces.append(letter)
            position += 1
            continue
        pieces.append(spelled(found))
        inside = inside or found[0] == "["
        position = found.end()
    return "".join(pieces)


def replace(
    text: str, pattern: "str | Regexp", new: "str | Callable[[re.Match[str]], str]", *, every: bool
) -> str | None:
    """The text with the match, or `every` one, replaced; None where that can't be told.

    `new` is a template, in which `$&` and `$1` stand for what was found, or makes the text from the match.
    """
    expression = re.compile(re.escape(pattern)) if isinstance(pattern, str) else compiled(pattern)
    if expression is None or len(text) > _LONGEST_TEXT:
        return None
    if isinstance(pattern, Regexp):
        every = pattern.is_global

    def replaced(match: re.Match[str]) -> str:
        return filled_in(new, match) if isinstance(new, str) else new(match)

    return expression.sub(replaced, text, count=0 if every else 1)


def filled_in(template: str, match: re.Match[str]) -> str:
    """A replacement's template with what was found."""

    def part(reference: re.Match[str]) -> str:
        text = reference[0]
        if reference[1] is not None:
            return (match.groupdict().get(reference[1]) or "") if match.groupdict() else text
        if reference[2] is not None:
            number = int(reference[2])
            return (match[number] or "") if 0 < number <= (match.re.groups or 0) else text
        fixed = {"$$": "$", "$&": match[0], "$`": match.string[: match.start()], "$'": match.string[match.end() :]}
        return fixed[text]

    return _REFERENCE.sub(part, template)


def split(text: str, pattern: "str | Regexp") -> list[str] | None:
    """The parts of a text between the matches; None where that can't be told."""
    if isinstance(pattern, str):
        return text.split(pattern) if pattern else list(text)
    expression = compiled(pattern)
    if expression is None or len(text) > _LONGEST_TEXT:
        return None
    parts = expression.split(text)
    # Empty matches part the letters, and leave nothing at the ends.
    return [part for part in parts if part is not None and (part or expression.match("") is None)]


def matches(text: str, pattern: Regexp) -> list[str] | None:
    """Every match in a text; None where that can't be told."""
    expression = compiled(pattern)
    if expression is None or len(text) > _LONGEST_TEXT:
        return None
    return [found[0] for found in expression.finditer(text)]
