"""Many names of objects in little memory."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import overload

# So many are looked for one by one.
_FEW = 20


class PackedNames(Sequence[str]):
    """Names of objects in hex, held in binary in one piece: `width` bytes each, 20 or 32."""

    def __init__(self, names: Iterable[bytes], width: int = 20) -> None:
        """Take names of `width` bytes each, in binary."""
        self._joined = b"".join(names)
        self.width = width

    def __len__(self) -> int:
        return len(self._joined) // self.width

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> "PackedNames": ...

    def __getitem__(self, place: "int | slice") -> "str | PackedNames":
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            assert step == 1
            piece = self._joined[start * self.width : stop * self.width]
            return PackedNames((piece,), self.width)
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._joined[place * self.width : (place + 1) * self.width].hex()

    def __iter__(self) -> Iterator[str]:
        return map(bytes.hex, self.binary())

    def binary(self) -> Iterator[bytes]:
        """Yield the names in binary."""
        joined, width = self._joined, self.width
        for start in range(0, len(joined), width):
            yield joined[start : start + width]

    def position(self, name: str) -> int | None:
        """Where `name` stands; None if it does not."""
        try:
            wanted = bytes.fromhex(name)
        except ValueError:
            return None
        if len(wanted) != self.width:
            return None
        found = self._joined.find(wanted)
        while found % self.width and found >= 0:
            found = self._joined.find(wanted, found + 1)
        return found // self.width if found >= 0 else None

    def positions(self, names: Collection[str]) -> dict[str, int]:
        """Where those of the `names` stand that do; one pass for any number of them."""
        if len(names) <= _FEW:
            found = {name: self.position(name) for name in names}
            return {name: place for name, place in found.items() if place is not None}
        wanted = set(names)
        return {name: place for place, name in enumerate(self) if name in wanted}
