"""What is typed arrives as it was typed, whatever characters stand around it and however they are counted."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from sup_lint.editor.documents import Documents
from sup_lint.editor.positions import offset_at, range_of, region_of
from sup_lint.sources.lines import LineIndex

ENCODINGS = st.sampled_from(list(PositionEncodingKind))
# A form feed and U+2028 end no line for the protocol, a lone carriage return does.
TEXTS = st.text(st.sampled_from("ab\n\r\t\f\u2028é한😋"), max_size=40)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, ENCODINGS, st.integers(0, 40), st.integers(0, 40))
def test_a_region_comes_back(text: str, encoding: PositionEncodingKind, first: int, second: int) -> None:
    lines = LineIndex(text)
    ends = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]
    start, end = sorted((ends[first % len(ends)], ends[second % len(ends)]))
    region = lines.region(start, end)
    assert region_of(lines, range_of(lines, region, encoding), encoding) == region


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), TEXTS), max_size=4), ENCODINGS)
def test_incremental_changes_give_the_text_that_was_typed(
    text: str, edits: list[tuple[int, int, str]], encoding: PositionEncodingKind
) -> None:
    documents = Documents()
    documents.open("file:///a.py", "/a.py", text, 1)
    changes = []
    for first, second, new in edits:
        lines = LineIndex(text)
        # A position between the two characters of a line end is none; the client takes the one before.
        start, end = (
            offset_at(lines, range_of(lines, lines.region(at, at), encoding).start, encoding)
            for at in sorted((min(first, len(text)), min(second, len(text))))
        )
        changes.append(TextDocumentContentChangePartial(range_of(lines, lines.region(start, end), encoding), new))
        text = text[:start] + new + text[end:]
    assert documents.change("file:///a.py", 2, changes, encoding)
    document = documents.get("file:///a.py")
    assert document is not None
    assert (document.text, document.version) == (text, 2)


def test_a_position_beyond_a_line_is_its_end_and_one_beyond_the_text_the_end_of_that() -> None:
    lines = LineIndex("ab\r\ncd")
    assert offset_at(lines, Position(0, 9), PositionEncodingKind.Utf16) == 2
    assert offset_at(lines, Position(7, 0), PositionEncodingKind.Utf16) == 6
    assert region_of(lines, Range(Position(1, 9), Position(0, 1)), PositionEncodingKind.Utf16) == (1, 2, 2, 3)


def test_the_whole_text_may_be_sent_and_a_document_that_is_not_open_is_left_alone() -> None:
    documents = Documents()
    documents.open("untitled:1", "/1.py", "a", 1)
    first = documents.get("untitled:1")
    assert documents.change("untitled:1", 2, [TextDocumentContentChangeWholeDocument("b")], PositionEncodingKind.Utf16)
    second = documents.get("untitled:1")
    assert first is not None
    assert second is not None
    assert (second.text, second.revision > first.revision) == ("b", True)
    assert not documents.change("untitled:2", 2, [], PositionEncodingKind.Utf16)
