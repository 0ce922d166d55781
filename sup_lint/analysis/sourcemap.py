"""Source maps, version 3: from a place in generated code to the original, and the original sources themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sup_lint.analysis.vlq import MappingsError, original_of

LARGEST = 256 << 20
_LARGEST_NUMBER = 1 << 31
_MOST_SECTIONS = 10_000
_DEEPEST = 8
# A first line that keeps browsers from running JSON as a script.
_GUARD = re.compile(r"\)\]\}'[^\n]{0,200}(?:\n|$)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,30}:/{0,3}", re.IGNORECASE)


class SourceMapError(Exception):
    """The map can't be used; the message is a sentence without a subject."""


class Original(NamedTuple):
    """A place in an original source; lines and columns start at 1."""

    source: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class _Section:
    """One map within an indexed map: where it starts in the generated code, and what it holds."""

    line: int
    column: int
    sources: tuple[str, ...]
    contents: tuple[str | None, ...]
    mappings: str


@dataclass(slots=True, eq=False)
class SourceMap:
    """A source map that was read; mappings are decoded when a place is asked for, and only as far as needed."""

    sections: tuple[_Section, ...]
    failure: str = ""
    _found: dict[tuple[int, int], Original | None] = field(default_factory=dict)

    def contents(self) -> Iterator[tuple[str, str]]:
        """Yield the original sources that the map carries: name and text, in the order of the map."""
        for section in self.sections:
            for name, content in zip(section.sources, section.contents, strict=True):
                if content is not None:
                    yield name, content

    def original(self, line: int, column: int) -> Original | None:
        """The original place of a generated one (from 1, columns in characters); None where the map tells none.

        Mappings that make no sense are noted in `failure`.
        """
        place = (line, column)
        if place not in self._found:
            self._found[place] = self._search(line - 1, column - 1)
        return self._found[place]

    def _search(self, line: int, column: int) -> Original | None:
        before = [section for section in self.sections if (section.line, section.column) <= (line, column)]
        if not before:
            return None
        section = max(before, key=lambda each: (each.line, each.column))
        inner_line = line - section.line
        inner_column = column - section.column if inner_line == 0 else column
        try:
            found = original_of(section.mappings, inner_line, inner_column)
        except MappingsError as error:
            self.failure = str(error)
            return None
        if found is None or not 0 <= found.source < len(section.sources) or found.line < 0 or found.column < 0:
            return None
        return Original(section.sources[found.source], found.line + 1, found.column + 1)


def read(text: str) -> SourceMap:
    """Read a source map from its JSON.

    Raises SourceMapError for what is none: not JSON, another version, missing or wrong fields, absurd sizes.
    """
    import json

    if len(text) > LARGEST:
        raise SourceMapError(f"is larger than {LARGEST >> 20} MiB")
    guard = _GUARD.match(text)
    try:
        document = json.loads(text[guard.end() :] if guard else text)
    except (ValueError, RecursionError):
        raise SourceMapError("is no JSON, or is cut off") from None
    return SourceMap(tuple(_sections(document, 0, 0, 0)))


def _sections(document: object, line: int, column: int, depth: int) -> Iterator[_Section]:
    if not isinstance(document, dict):
        raise SourceMapError("is no JSON object")
    if document.get("version") not in (3, "3", None):
        raise SourceMapError("is of a version other than 3")
    sections = document.get("sections")
    if sections is None:
        yield _section(document, line, column)
        return
    if not isinstance(sections, list) or len(sections) > _MOST_SECTIONS or depth >= _DEEPEST:
        raise SourceMapError("has sections that make no sense")
    for each in sections:
        if not isinstance(each, dict):
            raise SourceMapError("has sections that make no sense")
        inner = each.get("map")
        if inner is None:  # a section by address lies elsewhere
            continue
        offset = each.get("offset")
        if not isinstance(offset, dict):
            raise SourceMapError("has a section without an offset")
        inner_line, inner_column = _number(offset.get("line")), _number(offset.get("column"))
        yield from _sections(inner, line + inner_line, inner_column + (column if inner_line == 0 else 0), depth + 1)


def _section(document: dict[str, object], line: int, column: int) -> _Section:
    sources, contents, mappings = (document.get(key) for key in ("sources", "sourcesContent", "mappings"))
    if not isinstance(sources, list):
        raise SourceMapError("has no list of sources")
    if not isinstance(mappings, str):
        raise SourceMapError("has no mappings")
    root = document.get("sourceRoot")
    prefix = f"{root.rstrip('/')}/" if isinstance(root, str) and root else ""
    names = tuple(
        f"{prefix}{source}" if isinstance(source, str) else f"source {number}"
        for number, source in enumerate(sources, start=1)
    )
    texts = contents if isinstance(contents, list) else []
    carried = [text if isinstance(text, str) else None for text in texts[: len(names)]]
    carried += [None] * (len(names) - len(carried))
    # Sources that the list of names does not reach are looked at all the same.
    further = [text for text in texts[len(names) :] if isinstance(text, str)]
    names += tuple(f"source {len(names) + number}" for number in range(1, len(further) + 1))
    return _Section(line, column, names, (*carried, *further), mappings)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LARGEST_NUMBER:
        raise SourceMapError("has a section whose offset makes no sense")
    return value


def path_of(source: str) -> str:
    """A source's name as a path: `webpack://shop/./src/App.tsx?a1b2` is src/App.tsx; `..` in front is kept."""
    name = source.partition("?")[0].replace("\\", "/")
    scheme = _SCHEME.match(name)
    if scheme:
        rest = name[scheme.end() :]
        if scheme[0].lower().startswith(("webpack://", "turbopack://", "ng://", "rspack://")):
            # The project's name stands first, or nothing: webpack://shop/./src, webpack:///./src.
            rest = rest if scheme[0].endswith("///") else rest.partition("/")[2]
            rest = rest.removeprefix("[project]/")
        name = rest
    parts: list[str] = []
    for part in name.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or "source"
