"""The keys of a built file as literals of the analysis, each with its original where a source map tells it."""

from weakref import WeakKeyDictionary

from sup_lint.analysis.bundle import maps
from sup_lint.analysis.bundle.binary import find_in_binary
from sup_lint.analysis.bundle.bindings import Effort
from sup_lint.analysis.bundle.finder import BundleKey, find
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.literal_key import LiteralKey
from sup_lint.analysis.project import Project
from sup_lint.analysis.sourcemap import SourceMap, SourceMapError
from sup_lint.model.region import Region
from sup_lint.model.report import Failure

_KIND = "bundle"


def built_literals(file: AnalysedFile, project: Project) -> list[LiteralKey]:
    """The keys in a built file, and in the chunks of the bundle that it takes them from."""
    assert file.built is not None
    if file.built.is_binary:
        return [_literal(key, file, file) for key in find_in_binary(file.data)]
    if file.built.is_map:
        return _in_map(file, project)
    chunks: dict[str, AnalysedFile | None] = {}

    def chunk(path: str) -> str | None:
        if path not in chunks:
            chunks[path] = project.beside(file, path) if path.startswith(".") else None
        found = chunks[path]
        return found.text if found is not None else None

    literals = []
    effort = Effort()
    for key in find(file.text, chunk, effort):
        home = chunks.get(key.chunk) if key.chunk else file
        if home is not None:
            literals.append(_literal(key, home, file, original(home, key.value, key.start, project)))
    if effort.is_exhausted:
        reason = "names the key too often for every name in it to be followed; a key that is put together may be missed"
        project.failures.setdefault(file.path, Failure(file.path, reason))
    return literals


def _literal(
    key: BundleKey, home: AnalysedFile, user: AnalysedFile, place: tuple[AnalysedFile, Region] | None = None
) -> LiteralKey:
    length = len(user.text)
    used = user.lines.region(min(key.used_at, length), min(key.used_at + 1, length))
    region = home.lines.region(key.start, key.end)
    pieces = tuple((home, home.lines.region(*piece)) for piece in key.pieces)
    kind = "url" if key.in_url else _KIND
    if home is user:
        used = region
    return LiteralKey(key.value, home, region, kind, key.holder, key.certain, user, used, pieces, original=place)


def _in_map(file: AnalysedFile, project: Project) -> list[LiteralKey]:
    try:
        found = maps.keys_in_map(file.text, file.path)
    except SourceMapError as error:
        project.failures[file.path] = Failure(file.path, f"{error}; it was looked at as text only")
        return [_literal(key, file, file) for key in find(file.text)]
    return [_literal(each.key, file, file, _as_region(each.original)) for each in found]


# --- originals -------------------------------------------------------------------------------------------------------


def original(file: AnalysedFile, value: str, offset: int, project: Project) -> tuple[AnalysedFile, Region] | None:
    """The original of a key at `offset` of built code, if the file has or is a source map that tells it."""
    if file.built is not None and file.built.is_map:
        try:
            place = maps.place_in_contents(file.text, value, file.text.count(value, 0, offset), file.path)
        except SourceMapError:
            return None
        return _as_region(place) if place is not None else None
    inline = maps.inline_map_behind(file.text, offset)
    source_map, path = (inline, file.path) if inline is not None else _map_of(file, project)
    if source_map is None:
        return None
    line, column = file.lines.position(offset)
    # Source maps count in units of UTF-16.
    before = file.text[offset - column + 1 : offset]
    units = column if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
    place = maps.original_of(source_map, value, line, units, path)
    if source_map.failure:
        project.failures.setdefault(path, Failure(path, source_map.failure))
    return _as_region(place) if place is not None else None


def _as_region(place: maps.OriginalPlace) -> tuple[AnalysedFile, Region]:
    region = Region(place.line, place.column, place.line, place.column + max(place.length, 1))
    return AnalysedFile(place.path, place.text, ""), region


def _map_of(file: AnalysedFile, project: Project) -> tuple[SourceMap | None, str]:
    known = _MAPS.get(file)
    if known is None:
        known = _MAPS[file] = _read_map(file, project)
    return known


# The map of each built file with a key, and the path that its sources are relative to.
_MAPS: WeakKeyDictionary[AnalysedFile, tuple[SourceMap | None, str]] = WeakKeyDictionary()


def _read_map(file: AnalysedFile, project: Project) -> tuple[SourceMap | None, str]:
    from sup_lint.analysis.sourcemap import read

    reference = maps.map_reference(file.text)
    path = file.path
    try:
        if reference is not None and reference.startswith("data:"):
            return maps.inline_map(reference), path
        # Maps that are built but not named in the code lie beside it under its name.
        names = [reference] if reference and "://" not in reference else []
        for name in (*names, f"{file.path.rpartition('/')[2]}.map"):
            beside = project.beside(file, name)
            if beside is not None:
                path = beside.path
                return read(beside.text), path
    except SourceMapError as error:
        project.failures.setdefault(path, Failure(path, f"{error}; originals of built code are not named"))
    return None, path
