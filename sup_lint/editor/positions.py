"""Regions in lines and characters, and the positions of the protocol: from 0, in units of the encoding agreed on."""

from lsprotocol.types import Position, PositionEncodingKind, Range

from sup_lint.model.region import Region
from sup_lint.sources.lines import LineIndex

Encoding = PositionEncodingKind | str


def offset_at(lines: LineIndex, position: Position, encoding: Encoding) -> int:
    """The offset of a position in a text; one behind the end of its line or of the text is taken for that end."""
    if position.line >= lines.line_count:
        last = lines.line_count
        return lines.offset(last, len(lines.line_text(last)) + 1)
    line = position.line + 1
    return lines.offset(line, _characters(lines.line_text(line), position.character, encoding) + 1)


def region_of(lines: LineIndex, given: Range, encoding: Encoding) -> Region:
    """The region of a text that a range of the protocol means."""
    return lines.region(*sorted((offset_at(lines, given.start, encoding), offset_at(lines, given.end, encoding))))


def range_of(lines: LineIndex, region: Region, encoding: Encoding) -> Range:
    """The range of the protocol for a region; what lies beyond the text is cut off at its end."""
    return Range(
        _position(lines, region.line, region.column, encoding),
        _position(lines, region.end_line, region.end_column, encoding),
    )


def _position(lines: LineIndex, line: int, column: int, encoding: Encoding) -> Position:
    if line > lines.line_count:
        line, column = lines.line_count, lines.length(lines.line_count) + 1
    return Position(line - 1, _units(lines.line_text(line)[: column - 1], encoding))


def _units(text: str, encoding: Encoding) -> int:
    if encoding == PositionEncodingKind.Utf32 or text.isascii():
        return len(text)
    if encoding == PositionEncodingKind.Utf8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(line: str, units: int, encoding: Encoding) -> int:
    """How many characters the first `units` of a line are; one that is cut in the middle counts not."""
    if encoding == PositionEncodingKind.Utf32 or line.isascii():
        return min(units, len(line))
    if encoding == PositionEncodingKind.Utf8:
        return len(line.encode("utf-8", "surrogatepass")[:units].decode("utf-8", "ignore"))
    return len(line.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
