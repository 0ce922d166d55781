"""Offsets in characters for parsers that count bytes."""

_STEP = 4096
_CONTINUING = bytes(range(0x80, 0xC0))


class CharacterOffsets:
    """Leads from offsets in the UTF-8 bytes of a text to offsets in its characters."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sums: list[int] | None = None
        if not data.isascii():
            self._sums = [0]
            for start in range(0, len(data), _STEP):
                self._sums.append(self._sums[-1] + self._count(start, start + _STEP))

    def of(self, offset: int) -> int:
        """How many characters begin before a byte."""
        if self._sums is None:
            return offset
        block = offset // _STEP
        return self._sums[block] + self._count(block * _STEP, offset)

    def _count(self, start: int, end: int) -> int:
        return len(self._data[start:end].translate(None, _CONTINUING))
