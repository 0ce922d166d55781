"""Source lines as they may be shown: widths kept, every key behind a mask."""

import re
from collections.abc import Iterable, Set

from sup_lint.analysis.file import PIECE, AnalysedFile
from sup_lint.keys.formats import OPAQUE, is_key_shaped
from sup_lint.keys.matcher import find_keys
from sup_lint.model.finding import Excerpt
from sup_lint.model.region import Region

_MASK = "•"
_SHOWN = 2
_MOST_LINES = 6
_LINE_END = 1 << 40
# Of longer lines a stretch is shown.
_LONGEST_LINE = 2_000
_MOST_CLIPPED = 400
_AROUND = 400
_MARGIN = 600
_VOICE_ID = 22
_FEWEST = 2
# Further strings behind one: "…" + "…", "…" "…", "…", "…".
_CHAIN = re.compile(r"""(?:[ \t]{0,8}[+.,&]?[ \t]{0,8}[rbfuRBFU]{0,2}(["'`])(?:(?!\1).){0,200}\1){1,20}""")
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{8,31}(?![0-9A-Za-z])")
_QUOTED = re.compile(r"""(["'`])((?:(?!\1).)*)\1""")


def excerpt(
    file: AnalysedFile, region: Region, secrets: Iterable[str] = (), *, context: int = 1, is_code: bool = False
) -> Excerpt:
    """The lines of `region`, at most six, and `context` lines before and behind.

    `secrets` are masked wherever they occur, and so is all that looks like a key; what is quoted in the region, too,
    unless it `is_code` that holds none.
    """
    for secret in secrets:
        file.keep_secret(secret)
    known = [secret for secret in file.host.secrets if len(secret) < _MOST_CLIPPED]
    known.sort(key=len, reverse=True)
    lines = []
    numbers = _neighbours(file, region, context)
    if any(file.lines.length(number) > _LONGEST_LINE for number in numbers):
        return _clipped(file, region, known, is_code=is_code)
    for number in numbers:
        start, end = 0, 0
        if region.line <= number <= region.end_line and not is_code:
            start = region.column - 1 if number == region.line else 0
            end = region.end_column - 1 if number == region.end_line else _LINE_END
        lines.append(masked(file.lines.line_text(number), known, start, end, file.host.secret_pieces))
    return Excerpt(numbers.start, tuple(lines))


def _neighbours(file: AnalysedFile, region: Region, context: int) -> range:
    first = max(1, region.line - context)
    last = min(region.end_line, region.line + _MOST_LINES - 1)
    return range(first, min(last + context, file.lines.line_count) + 1)


def _clipped(file: AnalysedFile, region: Region, secrets: Iterable[str], *, is_code: bool) -> Excerpt:
    """The surroundings of a region in a very long line, as minifiers write them; other lines are left out."""
    line_start = file.lines.offset(region.line, 1)
    length = file.lines.length(region.line)
    start = min(region.column - 1, length)
    end = min(region.end_column - 1, start + _MOST_CLIPPED) if region.end_line == region.line else start + 1
    # Masked with a margin: half of another key, cut off at the edge, is not recognised as one.
    low, high = max(0, start - _AROUND - _MARGIN), min(length, end + _AROUND + _MARGIN)
    stretch = file.text[line_start + low : line_start + high]
    shown = masked(stretch, secrets, *((0, 0) if is_code else (start - low, end - low)), file.host.secret_pieces)
    first, last = max(0, start - _AROUND), min(length, end + _AROUND)
    return Excerpt(region.line, (shown[first - low : last - low],), first + 1)


def masked(line: str, secrets: Iterable[str], start: int = 0, end: int = 0, pieces: Set[str] = frozenset()) -> str:
    """Mask a line: the secrets and `pieces` of them, key-shaped stretches, and whatever is quoted between `start` and
    `end` (offsets)."""
    stop = min(end, len(line))
    if start < stop:
        # A key in pieces is recognisable in none of them: within the region all that is quoted is hidden.
        inner = _QUOTED.sub(lambda match: match[1] + _hide(match[2]) + match[1], line[start:stop])
        if inner == line[start:stop] and not any(character.isspace() for character in inner):
            quotes = inner[:1] if inner[:1] in "\"'`" and inner else ""
            inner = quotes + _hide(inner[len(quotes) :])
        line = line[:start] + inner + line[stop:]
    for secret in secrets:
        if secret and secret in line:
            line = line.replace(secret, _hide(secret))
    line = _without_pieces(line, pieces)
    for match in list(find_keys(line, tied=True)):
        # What a key goes on with, in further strings, is as secret as its beginning.
        chain = _CHAIN.match(line, match.end)
        if chain is not None:
            line = line[: match.end] + _QUOTED.sub(_hidden_string, chain[0]) + line[chain.end() :]
        line = line.replace(match.value, _hide(match.value))
    line = OPAQUE.sub(lambda match: _hide(match[0]) if _is_opaque(match[0]) else match[0], line)
    return _DIGITS.sub(_hidden_digits, line)


def _without_pieces(line: str, pieces: Set[str]) -> str:
    """Hide what has six characters and more in common with a key: a key may be cut up."""
    hidden = bytearray(len(line))
    for start in range(len(line) - PIECE + 1) if pieces else ():
        if line[start : start + PIECE] in pieces:
            hidden[start : start + PIECE] = b"\1" * PIECE
    if not any(hidden):
        return line
    return "".join(_MASK if is_hidden else character for character, is_hidden in zip(line, hidden, strict=True))


def _hidden_string(match: re.Match[str]) -> str:
    return match[1] + _MASK * len(match[2]) + match[1]


def _hidden_digits(match: re.Match[str]) -> str:
    """Hexadecimal digits that may be a piece of a key; 22 are a voice id, and a word or a number has one kind only."""
    text = match[0]
    letters = sum(character.isalpha() for character in text)
    if len(text) == _VOICE_ID or letters < _FEWEST or len(text) - letters < _FEWEST:
        return text
    return _hide(text)


def _hide(text: str) -> str:
    return text[:_SHOWN] + _MASK * (len(text) - _SHOWN) if len(text) > 4 else _MASK * len(text)


def _is_opaque(text: str) -> bool:
    if is_key_shaped(text):
        return True
    return any(character.isdigit() for character in text) and bool(
        re.search(r"[a-z]", text) and re.search(r"[A-Z]", text)
    )
