"""What a cell of a notebook printed, showed or raised."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from sup_lint.analysis.embedded.json_places import Json, JsonList, JsonObject, JsonText, passage
from sup_lint.analysis.embedded.markup_text import text_of
from sup_lint.analysis.embedded.passage import Passage, added, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text

# Of streams and errors, and of results in nbformat 3, which gives them short names.
_TEXTS = ("text", "traceback", "evalue", "html", "javascript", "latex")
_MARKUP = frozenset({"html", "text/html"})
_JSON = frozenset({"json", "application/json", "application/vnd.dataresource+json"})
_SCRIPTS = frozenset({"application/javascript"})
_COLOURS = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
# So many characters are looked at whole; of more, only what is around the words that keys stand behind.
_MOST = 200_000
_WORTH = re.compile(r"super[_ -]?tone|sup[_-]?api|sup[_-]?key|authorization|api[_-]?key", re.IGNORECASE)
_AROUND = 1_000


def texts_of_output(text: str, output: JsonObject, name: str) -> Iterator[EmbeddedText]:
    """Yield the texts of one output, whose name in messages is `name`; pictures, sounds and widgets have none."""
    for key in _TEXTS:
        yield from _texts(text, key, output.members.get(key), name)
    for data in (output.members.get("data"), output):
        for key, node in data.members.items() if isinstance(data, JsonObject) else ():
            if key.startswith("text/") or key in _SCRIPTS:
                yield from _texts(text, key, node, name)
            elif key in _JSON and isinstance(node, JsonObject | JsonList):
                yield embedded_text("json", taken(text, node.start, node.end), name)
            elif key in _JSON:
                yield from _texts(text, key, node, name)


def _texts(text: str, key: str, node: Json, name: str) -> Iterator[EmbeddedText]:
    items = [node] if isinstance(node, JsonText) else node.items if isinstance(node, JsonList) else []
    strings = [item for item in items if isinstance(item, JsonText)]
    if not strings:
        return
    # The frames of a traceback are printed each from a line of its own.
    end = (added("\n"),) if key == "traceback" else ()
    position, line = strings[0].start, 1
    is_large = strings[-1].end - position > _MOST
    for stretch in _worth_a_look(text, strings) if is_large else (strings,):
        line += _line_ends(text, position, stretch[0].start)
        position = stretch[0].start
        shown = without_colours(joined(part for string in stretch for part in (passage(text, string), *end)))
        yield from _looked_at(key, shown, line, name)


def _worth_a_look(text: str, strings: list[JsonText]) -> Iterator[list[JsonText]]:
    """Yield the stretches of a large output around what may name a key, in order and apart."""
    windows: list[tuple[int, int]] = []
    for match in _WORTH.finditer(text, strings[0].start, strings[-1].end):
        start, end = match.start() - _AROUND, match.end() + _AROUND
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    for start, end in windows:
        first = bisect_right(strings, start, key=lambda string: string.end)
        last = bisect_left(strings, end, key=lambda string: string.start)
        yield [JsonText(max(start, string.start), min(end, string.end)) for string in strings[first:last]]


def _line_ends(text: str, start: int, end: int) -> int:
    """How many line ends are spelled between two offsets of JSON; a backslash before an n is spelled with two."""
    return text.count(r"\n", start, end) - text.count(r"\\n", start, end)


def _looked_at(key: str, shown: Passage, line: int, name: str) -> Iterator[EmbeddedText]:
    if shown.text.strip():
        yield embedded_text("text", shown, name, line)
        if key in _MARKUP:
            yield embedded_text("text", text_of(shown), name, line)


def without_colours(whole: Passage) -> Passage:
    """A text without the escape sequences that colour it on a terminal."""
    if "\x1b" not in whole.text:
        return whole
    parts: list[Passage] = []
    position = 0
    for match in _COLOURS.finditer(whole.text):
        parts.append(whole.cut(position, match.start()))
        position = match.end()
    return joined((*parts, whole.cut(position, len(whole.text))))
