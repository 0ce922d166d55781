"""The keys in minified or generated text: tied to Supertone by what stands near them, whatever they are called."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from sup_lint.analysis.bundle.anchors import Anchor, anchors
from sup_lint.analysis.bundle.bindings import Bindings, ChunkReader, Constant, Effort
from sup_lint.analysis.bundle.escapes import Derived, unescaped_windows
from sup_lint.analysis.bundle.expressions import values_at
from sup_lint.analysis.bundle.places import Place, named_places, neutral_places
from sup_lint.analysis.bundle.sdk import sdk_places
from sup_lint.analysis.bundle.vendors import is_anothers
from sup_lint.analysis.windows import windows
from sup_lint.keys.formats import is_key_behind_neutral_name, is_key_in_certain_place, is_key_shaped, strip_scheme
from sup_lint.keys.matcher import find_keys

_AROUND = 300
# So much text is looked at for keys in comments, prose and queries: that search is slow.
_MOST_WINDOWED = 1 << 20
_DEEPEST_ESCAPES = 2
_MOST_ANCHORS = 10_000
_LONGEST_WHOLE = 2_000


@dataclass(frozen=True, slots=True)
class BundleKey:
    """A key: its value, the offsets of what spells it (quotes included), and what holds it.

    `pieces` are the offsets of all literals where it is put together from several. `chunk` is the file that they stand
    in, as the code imports it; empty for the text itself.
    """

    value: str
    start: int
    end: int
    holder: str
    certain: bool
    used_at: int
    in_url: bool = False
    chunk: str = ""
    pieces: tuple[tuple[int, int], ...] = ()


def find(text: str, chunk: ChunkReader | None = None, effort: Effort | None = None) -> list[BundleKey]:
    """The keys in `text`, each literal once by its best reason, in order; `chunk` reads other files of the bundle.

    Where the `effort` is exhausted afterwards, not every name was followed.
    """
    found = list(_find(text, chunk, effort or Effort(), 0))
    found.sort(key=lambda each: (each.chunk, each.start, -each.end))
    kept: list[BundleKey] = []
    for each in found:
        last = kept[-1] if kept else None
        if last is None or each.chunk != last.chunk or each.start >= last.end:
            kept.append(each)
        elif each.certain and not last.certain:
            kept[-1] = each
    return kept


def _find(text: str, chunk: ChunkReader | None, effort: Effort, level: int) -> Iterator[BundleKey]:
    known = list(islice(anchors(text), _MOST_ANCHORS))
    if len(known) == _MOST_ANCHORS:
        effort.give_up()
    bindings = Bindings(text, chunk, effort)
    for place in chain(named_places(text, known), sdk_places(text, known), neutral_places(text, known)):
        if not effort.spend():
            break
        yield from _at(place, bindings)
    yield from _in_words(text, known)
    if level < _DEEPEST_ESCAPES and not effort.is_exhausted:
        for derived in unescaped_windows(text, known):
            for key in _find(derived.text, None, effort, level + 1):
                yield _moved(key, derived)


def _at(place: Place, bindings: Bindings) -> Iterator[BundleKey]:
    values = values_at(bindings.text, place.position)
    for constant in bindings.constants(values):
        value = strip_scheme(constant.value)
        if not _is_key(value, place, constant):
            continue
        if not place.certain and is_anothers(bindings.text, place.named_at):
            continue
        start, end, pieces = _span(value, constant)
        certain = place.certain and constant.sure
        yield BundleKey(value, start, end, place.holder, certain, place.named_at, chunk=constant.chunk, pieces=pieces)


def _is_key(value: str, place: Place, constant: Constant) -> bool:
    if "supertone" in value.lower():
        return False  # a class of CSS, the id of a field, a message: no key bears the vendor's name
    if place.needs_shape or not constant.sure:
        return is_key_behind_neutral_name(value)
    return is_key_in_certain_place(value, name=place.holder)


def _span(value: str, constant: Constant) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """The literal that is the key, or the stretch with all its pieces; the pieces where they lie apart."""
    pieces = [piece for piece in constant.pieces if strip_scheme(piece.value) and piece.value.strip()]
    whole = next((piece for piece in pieces if value in piece.value), None)
    if whole is not None:
        return whole.start, whole.end, ()
    spans = tuple((piece.start, piece.end) for piece in pieces)
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return (start, end, ()) if end - start <= _LONGEST_WHOLE else (*spans[0], spans[1:])


def _in_words(text: str, known: list[Anchor]) -> Iterator[BundleKey]:
    """Keys in comments, prose, queries and markup, close to what speaks of Supertone."""
    windowed = 0
    for start, end in windows(((anchor.start, anchor.end) for anchor in known), _AROUND, len(text)):
        windowed += end - start
        if windowed > _MOST_WINDOWED:
            return
        for match in find_keys(text[start:end], tied=False):
            if match.certain and (match.in_url or is_key_shaped(match.value)):
                first, last = start + match.start, start + match.end
                yield BundleKey(match.value, first, last, match.holder, True, first, in_url=match.in_url)


def _moved(key: BundleKey, derived: Derived) -> BundleKey:
    """The key with the offsets that it has in the text that was unescaped."""
    start, end = derived.original(key.start), derived.original(key.end)
    pieces = tuple((derived.original(first), derived.original(last)) for first, last in key.pieces)
    return replace(key, start=start, end=end, used_at=derived.original(key.used_at), pieces=pieces)
