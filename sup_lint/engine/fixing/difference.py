"""What fixes change, line by line, as it may be shown: keys behind a mask."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sup_lint.analysis.excerpt import masked
from sup_lint.engine.fixing.drafts import Change
from sup_lint.engine.seen import InClear
from sup_lint.model.finding import Finding
from sup_lint.sources.lines import LineIndex
from sup_lint.sources.reading import decode

_CONTEXT = 3
_LONGEST_LINE = 2_000
_UNENDED = "\\ No newline at end of file"
_LAST_COLUMN = 1 << 40


def difference(change: Change, findings: Sequence[Finding], in_clear: InClear) -> Iterator[str]:
    """Yield the lines of a unified diff, without line ends. It is to read: what is masked can't be applied.

    `findings` are those of the run before any fix, and tell what in the old lines is a key.
    """
    old, new = _lines(decode(change.before or b"")), _lines(decode(change.after))
    hidden = _Hidden([finding for finding in findings if finding.path == change.path], in_clear)
    yield "--- /dev/null" if change.before is None else f"--- {change.path}"
    yield f"+++ {change.path}"
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT):
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from _marked(" ", old, old_start, old_end, hidden)
                continue
            yield from _marked("-", old, old_start, old_end, hidden)
            yield from _marked("+", new, new_start, new_end, hidden)


class _Hidden:
    """Knows what must not be shown of a line."""

    def __init__(self, findings: Sequence[Finding], in_clear: InClear) -> None:
        self._secrets = sorted(in_clear.secrets, key=len, reverse=True)
        self._pieces = in_clear.pieces
        self._regions = [finding.region for finding in findings if finding.key is not None]

    def old(self, line: str, number: int) -> str:
        """A line of the old text, where findings tell what is a key."""
        for region in self._regions:
            if region.line <= number <= region.end_line:
                start = region.column - 1 if number == region.line else 0
                end = region.end_column - 1 if number == region.end_line else _LAST_COLUMN
                line = masked(line, (), start, end)
        return self.new(line)

    def new(self, line: str) -> str:
        """A line of the new text."""
        return masked(line, self._secrets, pieces=self._pieces)


def _marked(sign: str, lines: Sequence[str], start: int, end: int, hidden: _Hidden) -> Iterator[str]:
    for index in range(start, end):
        bare = lines[index].rstrip("\r\n")
        shown = hidden.new(bare) if sign == "+" else hidden.old(bare, index + 1)
        clipped = f"{shown[:_LONGEST_LINE]}…" if len(shown) > _LONGEST_LINE else shown
        yield f"{sign}{clipped}"
        if bare == lines[index]:
            yield _UNENDED


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends, as findings count them."""
    lines = LineIndex(text)
    starts = [lines.offset(number, 1) for number in range(1, lines.line_count + 1)]
    pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return pieces if pieces[-1] else pieces[:-1]


def _range(start: int, end: int) -> str:
    """A range of lines in the words of a unified diff: an empty one names the line before it."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"
