"""What a cell of a notebook printed, showed or raised."""

import re
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
_LINE_END = re.compile("\r\n?|\n")
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
    is_large = sum(string.end - string.start for string in strings) > _MOST
    if is_large and not any(_WORTH.search(text, *string) for string in strings):
        return
    # The frames of a traceback are printed each from a line of its own.
    end = (added("\n"),) if key == "traceback" else ()
    whole = without_colours(joined(part for string in strings for part in (passage(text, string), *end)))
    for start, stop in _worth_a_look(whole.text) if is_large else ((0, len(whole.text)),):
        line = 1 + len(_LINE_END.findall(whole.text, 0, start))
        yield from _looked_at(key, whole.cut(start, stop), line, name)


def _worth_a_look(text: str) -> list[tuple[int, int]]:
    """The stretches of a large text around what may name a key, in order and apart."""
    found: list[tuple[int, int]] = []
    for match in _WORTH.finditer(text):
        start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


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
