"""Keys that are known: given by the user, or proven to be keys in one file and wanted in all the others."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.windows import windows
from sup_lint.keys.encodings import fragments, occurrences, spellings

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.model.finding import Related

_MOST_PLACES = 100
# A shorter value stands in any file by chance.
SHORTEST = 8
# Around a fragment of a key so many bytes may belong to the key: seams between its pieces, and six for a character.
_SEAMS = 1000
_WIDEST = 6
_END_OF_MAP = re.compile(rb"[\s\"'\\]")


class KnownKey(NamedTuple):
    """A key in clear that is searched for exactly.

    `given` says where the user gave it, as in "in $PROD_KEY"; `proof` is the place in the project that proves it a key.
    """

    value: str
    given: str = ""
    proof: "Related | None" = None

    @property
    def place(self) -> str:
        """Where the user gave it, without the preposition, as in "$PROD_KEY"."""
        return self.given.partition(" ")[2]


def may_be_known(value: str) -> bool:
    """Whether a value that somebody gives for a key can be one: long enough, one word of ASCII, no placeholder."""
    from sup_lint.keys.placeholders import is_placeholder

    is_word = value.isascii() and not any(character.isspace() for character in value)
    return len(value) >= SHORTEST and is_word and not is_placeholder(value)


class KnownPlace(NamedTuple):
    """Where a known key stands: offsets of characters in the file's text, and how it is encoded."""

    start: int
    end: int
    encoding: str


class KeySearch:
    """One search for many keys in all their disguises; linear in the bytes, however many keys there are.

    The automaton is Aho and Corasick's (Communications of the ACM 18, 1975).
    """

    def __init__(self, keys: Iterable[KnownKey]) -> None:
        from ahocorasick_rs import BytesAhoCorasick

        owners: dict[bytes, list[KnownKey]] = {}
        unique: dict[str, KnownKey] = {}
        for key in keys:
            unique.setdefault(key.value, key)
        for key in unique.values():
            words = [word for spelled in spellings(key.value).values() for word in spelled]
            for word in dict.fromkeys((*words, *fragments(key.value))):
                owners.setdefault(word, []).append(key)
        self._owners = list(owners.values())
        self._automaton = BytesAhoCorasick(list(owners))
        self._last: tuple[bytes, dict[KnownKey, list[tuple[int, int]]]] | None = None

    def found_in(self, data: bytes) -> list[KnownKey]:
        """The keys that stand in the bytes of a file, in whatever disguise."""
        return [key for key in self._near(data) if next(self._occurrences(data, key), None) is not None]

    def occurrences(self, data: bytes, key: KnownKey) -> Iterator[tuple[int, int, str]]:
        """Yield every place of `data` where one of the keys stands: start, end, and the encoding's name."""
        if key in self._near(data):
            yield from self._occurrences(data, key)

    def _occurrences(self, data: bytes, key: KnownKey) -> Iterator[tuple[int, int, str]]:
        # A fragment alone may stand there by chance, and a key in pieces has to be put together.
        reach = _SEAMS + _WIDEST * len(key.value)
        for start, end in windows(self._near(data)[key], reach, len(data)):
            for first, last, encoding in occurrences(data[start:end], key.value):
                yield start + first, start + last, encoding

    def _near(self, data: bytes) -> dict[KnownKey, list[tuple[int, int]]]:
        """Where spellings of each key, or fragments of it, stand, in order."""
        if self._last is None or self._last[0] is not data:
            found: dict[KnownKey, list[tuple[int, int]]] = {}
            for index, start, end in self._automaton.find_matches_as_indexes(data, overlapping=True) if data else ():
                for key in self._owners[index]:
                    found.setdefault(key, []).append((start, end))
            self._last = data, {key: sorted(spans) for key, spans in found.items()}
        return self._last[1]


def places(file: "AnalysedFile", key: str) -> list[KnownPlace]:
    """The places in the text of a file where the key stands, in order and without overlaps."""
    is_binary = file.built is not None and file.built.is_binary
    data = file.data if is_binary else file.text.encode("utf-8", "surrogatepass")
    is_plain = is_binary or file.text.isascii()
    known = KnownKey(key)
    found = sorted(KeySearch([known]).occurrences(data, known))[:_MOST_PLACES]
    # An inline map carries the original of a key that is reported where it stands in clear.
    in_clear = any(encoding == "plain" for _, _, encoding in found)
    kept: list[KnownPlace] = []
    last = -1
    for start, end, encoding in found:
        if start >= last and not (in_clear and encoding == "base64" and _lies_in_map(data, start)):
            last = end
            # From bytes of UTF-8 to characters; what stands for the key itself is ASCII.
            first = start if is_plain else len(data[:start].decode("utf-8", "surrogatepass"))
            kept.append(KnownPlace(first, first + end - start, encoding))
    return kept


def _lies_in_map(data: bytes, offset: int) -> bool:
    start = data.rfind(b"sourceMappingURL=data:", 0, offset)
    return start >= 0 and _END_OF_MAP.search(data, start, offset) is None
