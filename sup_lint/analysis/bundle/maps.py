"""Source maps of a bundle: keys in the originals that they carry, and the original of a place in built code."""

import base64
import binascii
import json
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import unquote

from sup_lint.analysis import sourcemap
from sup_lint.analysis.bundle.finder import BundleKey, find
from sup_lint.analysis.sourcemap import SourceMap, SourceMapError
from sup_lint.keys.matcher import find_keys
from sup_lint.keys.names import is_tied
from sup_lint.keys.needles import is_suspect
from sup_lint.sources.lines import LineIndex

_COMMENT = re.compile(r"[/*][/*][#@]\s?sourceMappingURL=([^\s'\"*\\]{1,2000}|data:[^\s'\"*\\]{1,100})")
_DATA = re.compile(r"data:application/json[^,]{0,100},")
_TAIL = 20_000
# A source that is larger holds data; the search in bundles looks at it all the same.
_LARGEST_SOURCE = 300_000
_MOST_OWN = 2_000
_ENDINGS = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".vue", "/index.ts", "/index.js", "/index.tsx")


@dataclass(frozen=True, slots=True)
class OriginalPlace:
    """A place in an original source: its path as reports show it, its text if the map carries it, and offsets or,
    without the text, line and column from 1."""

    path: str
    line: int
    column: int
    length: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class MapKey:
    """A key in an original that a map carries; the offsets of `key` are those in the map's own text."""

    key: BundleKey
    original: OriginalPlace


def keys_in_map(text: str, path: str) -> list[MapKey]:
    """The keys in the originals that the map `text` carries. Raises SourceMapError."""
    source_map = sourcemap.read(text)
    contents = list(source_map.contents())
    by_path = {sourcemap.path_of(name): content for name, content in contents}
    finder = _PlacesInMap(text, contents)
    found: dict[tuple[str, int], MapKey] = {}
    for name, content in contents:
        if not is_suspect(content.encode("utf-8", "replace")):
            continue
        for key in _keys_in_source(content, sourcemap.path_of(name), by_path):
            holder = _resolved(sourcemap.path_of(name), key.chunk, by_path) if key.chunk else name
            home = by_path.get(holder or "", content) if key.chunk else content
            place = finder.place(key, home)
            original = _original_place(holder or name, home, key, path)
            found.setdefault((original.path, key.start), MapKey(replace(key, start=place[0], end=place[1]), original))
    for name, content, key in _keys_across(contents):
        original = _original_place(name, content, key, path)
        if (original.path, key.start) not in found:
            place = finder.place(key, content)
            found[original.path, key.start] = MapKey(replace(key, start=place[0], end=place[1]), original)
    return list(found.values())


def _keys_across(contents: list[tuple[str, str]]) -> Iterator[tuple[str, str, BundleKey]]:
    """Keys that the project's own sources hand to each other, by the names that they go by: source, text, key."""
    own = [(name, text) for name, text in contents if "node_modules/" not in name and len(text) <= _LARGEST_SOURCE]
    if not 1 < len(own) <= _MOST_OWN:
        return
    joined = "\n".join(text for _, text in own)
    starts = [0, *accumulate(len(text) + 1 for _, text in own)]
    for key in find(joined):
        index = bisect_right(starts, key.start) - 1
        name, text = own[index]
        start = starts[index]
        if key.end <= start + len(text):
            moved = replace(key, start=key.start - start, end=key.end - start, used_at=0, pieces=())
            yield name, text, moved


def _keys_in_source(content: str, name: str, by_path: dict[str, str]) -> Iterator[BundleKey]:
    def chunk(specifier: str) -> str | None:
        return by_path.get(_resolved(name, specifier, by_path) or "")

    found = find(content, chunk)
    yield from found
    if len(content) > _LARGEST_SOURCE:
        return
    for match in find_keys(content, tied=is_tied(content)):
        if not any(not key.chunk and key.start < match.end and match.start < key.end for key in found):
            yield BundleKey(
                match.value, match.start, match.end, match.holder, match.certain, match.start, in_url=match.in_url
            )


def _resolved(importer: str, specifier: str, by_path: dict[str, str]) -> str | None:
    """The path of the source that an import in `importer` means."""
    stem = posixpath.normpath(posixpath.join(posixpath.dirname(importer), specifier))
    if specifier.startswith(("@/", "~/")):
        stem = f"src/{specifier[2:]}"
    return next((f"{stem}{ending}" for ending in _ENDINGS if f"{stem}{ending}" in by_path), None)


class _PlacesInMap:
    """Finds a place of an original in the JSON of its map, where the originals stand as strings, one behind another."""

    def __init__(self, text: str, contents: list[tuple[str, str]]) -> None:
        self._text = text
        self._contents = contents
        self._start = max(0, text.find('"sourcesContent"'))

    def place(self, key: BundleKey, content: str) -> tuple[int, int]:
        """The offsets of the key in the map; those of the list of originals if it is spelt otherwise there."""
        needle = json.dumps(content[key.start : key.end], ensure_ascii=False)[1:-1]
        count = 0
        for _, other in self._contents:
            if other is content:
                count += other.count(content[key.start : key.end], 0, key.start)
                break
            count += other.count(content[key.start : key.end])
        position = self._start
        for _ in range(count + 1):
            position = self._text.find(needle, position)
            if position < 0:
                return self._start, self._start + len('"sourcesContent"')
            position += len(needle)
        return position - len(needle), position


def _original_place(name: str, content: str, key: BundleKey, path: str) -> OriginalPlace:
    line, column = LineIndex(content).position(key.start)
    return OriginalPlace(shown_path(name, path), line, column, key.end - key.start, content)


def shown_path(source: str, map_path: str) -> str:
    """A source's path as reports show it: relative names are meant from the map's folder."""
    plain = sourcemap.path_of(source)
    if plain.startswith("../") or source.startswith("./"):
        folder = posixpath.dirname(map_path.rpartition("!/")[2])
        plain = posixpath.normpath(posixpath.join(folder, plain))
    while plain.startswith("../"):
        plain = plain[3:]
    return plain


# --- from built code to its original ---------------------------------------------------------------------------------


def map_reference(text: str) -> str | None:
    """What the last comment of built code names as its map: a path, or a `data:` URI."""
    tail = max(0, len(text) - _TAIL)
    comments = list(_COMMENT.finditer(text, tail))
    if comments:
        return (
            comments[-1][1]
            if not comments[-1][1].startswith("data:")
            else text[comments[-1].start(1) :].split(maxsplit=1)[0]
        )
    # An inline map is longer than any tail.
    start = text.rfind("sourceMappingURL=data:application/json")
    return text[start + len("sourceMappingURL=") :].split(maxsplit=1)[0] if start >= 0 else None


def inline_map(reference: str) -> SourceMap:
    """The map that a `data:` URI holds. Raises SourceMapError."""
    head = _DATA.match(reference)
    if not head:
        raise SourceMapError("is no inline map")
    body = reference[head.end() :]
    if ";base64" not in head[0]:
        return sourcemap.read(unquote(body))
    digits = re.match(r"[A-Za-z0-9+/]*", body)
    body = digits[0] if digits else ""
    try:
        return sourcemap.read(base64.b64decode(body + "=" * (-len(body) % 4)).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        raise SourceMapError("is an inline map that is no base64") from None


def inline_map_behind(text: str, offset: int) -> SourceMap | None:
    """The map of a module that stands in an `eval("…")`, as webpack writes it while developing."""
    start = text.find("sourceMappingURL=data:application/json", offset)
    if start < 0 or text.find("eval(", offset, start) >= 0:
        return None
    try:
        return inline_map(text[start + len("sourceMappingURL=") :][: 32 << 20])
    except SourceMapError:
        return None


def original_of(source_map: SourceMap, value: str, line: int, column: int, map_path: str) -> OriginalPlace | None:
    """The original of a key in built code: where a source holds its value, or where the mappings lead."""
    holding = [(name, content) for name, content in source_map.contents() if value in content]
    if len(holding) == 1:
        return _within(*holding[0], value, map_path)
    mapped = source_map.original(line, column)
    if mapped is None:
        return _within(*holding[0], value, map_path) if holding else None
    contents = dict(source_map.contents())
    if mapped.source in dict(holding):
        return _within(mapped.source, contents[mapped.source], value, map_path)
    return OriginalPlace(
        shown_path(mapped.source, map_path), mapped.line, mapped.column, text=contents.get(mapped.source, "")
    )


def place_in_contents(text: str, value: str, number: int, path: str) -> OriginalPlace | None:
    """The original of the occurrence `number` (from 0) of a value in the text of a map. Raises SourceMapError."""
    for name, content in sourcemap.read(text).contents():
        count = content.count(value)
        if number < count:
            position = -1
            for _ in range(number + 1):
                position = content.index(value, position + 1)
            line, column = LineIndex(content).position(position)
            return OriginalPlace(shown_path(name, path), line, column, len(value), content)
        number -= count
    return None


def _within(name: str, content: str, value: str, map_path: str) -> OriginalPlace:
    line, column = LineIndex(content).position(content.index(value))
    return OriginalPlace(shown_path(name, map_path), line, column, len(value), content)
