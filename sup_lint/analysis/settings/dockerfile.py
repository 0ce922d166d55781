"""Settings of Dockerfiles: what ENV, ARG and LABEL set."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.lines import Numbering, assignments, value_span
from sup_lint.analysis.settings.setting import Setting

# An instruction with the lines that it goes on in, and the remarks between them.
_INSTRUCTION = re.compile(
    r"[\ufeff \t]*+(?:ONBUILD[ \t]+)?(?P<word>[A-Z]{2,16})[ \t]++"
    r"(?P<rest>(?:[^\\`\r\n]|[\\`][ \t]*+\r?\n(?:[ \t]*+#[^\r\n]*+\r?\n)*+|[\\`])*+)",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]*+[\r\n]*+")
# After so many heredocs that end nowhere the text is none of Docker's: no more are searched for their ends.
_MOST_UNCLOSED = 20
_HERE = re.compile(r"<<-?[\"']?([A-Za-z_]\w{0,60})")
_PAIR = re.compile(r"(?P<name>[A-Za-z_][\w.\-]{0,120})[ \t]{1,80}")
_ASSIGNS = re.compile(r"[\"']?[A-Za-z_][\w.\-]{0,120}[\"']?=")


def settings(text: str) -> Iterator[Setting]:
    """Yield the variables, arguments and labels of an image; commands are left alone."""
    numbering = Numbering()
    whole = numbering.new()
    position = unclosed = 0
    while position < len(text):
        instruction = _INSTRUCTION.match(text, position)
        if instruction is None:
            position = _after(text, position)
            continue
        position = _after(text, instruction.end())
        word = instruction["word"].upper()
        start, end = instruction.span("rest")
        if word in {"ENV", "ARG", "LABEL"}:
            yield from _set(text, start, end, (whole, numbering.of(whole, word)))
        elif unclosed < _MOST_UNCLOSED and (here := _HERE.search(text, start, end)) is not None:
            closing = re.compile(rf"^\t*{here[1]}[ \t]*$", re.MULTILINE).search(text, position)
            unclosed += closing is None
            position = _after(text, closing.end()) if closing else position


def _set(text: str, start: int, end: int, within: tuple[int, ...]) -> Iterator[Setting]:
    pair = None if _ASSIGNS.match(text, start, end) else _PAIR.match(text, start, end)
    if pair is not None:  # ENV name all the rest
        first, last, _ = value_span(text, pair.end(), end)
        if first < last:
            yield Setting((pair["name"],), text[first:last], first, last, within)
        return
    for each in assignments(text, start, end):
        yield Setting((each.name,), each.value, each.start, each.end, within)


def _after(text: str, position: int) -> int:
    """Where the next line begins."""
    match = _LINE.match(text, position)
    return max(match.end() if match else len(text), position + 1)
