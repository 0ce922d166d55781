"""Source maps: every place leads where the map says, and a broken map is a failure in words."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.analysis import sourcemap
from sup_lint.analysis.sourcemap import SourceMapError, path_of, read
from sup_lint.analysis.vlq import MappingsError, original_of

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def encoded(number: int) -> str:
    """The inverse of what is tested, after the specification of source maps."""
    value = (-number << 1) | 1 if number < 0 else number << 1
    text = ""
    while True:
        digit, value = value & 31, value >> 5
        text += DIGITS[digit | 32 if value else digit]
        if not value:
            return text


Segment = tuple[int, tuple[int, int, int] | None]
SEGMENTS = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 400), st.none() | st.tuples(st.integers(0, 5), st.integers(0, 9000), st.integers(0, 500))
        ),
        max_size=12,
        unique_by=lambda segment: segment[0],
    ),
    max_size=8,
)


def mappings_of(lines: list[list[Segment]]) -> str:
    before = (0, 0, 0)
    written = []
    for line in lines:
        column = 0
        texts = []
        for generated, target in sorted(line):
            text = encoded(generated - column)
            column = generated
            if target is not None:
                text += "".join(encoded(now - then) for now, then in zip(target, before, strict=True))
                before = target
            texts.append(text)
        written.append(",".join(texts))
    return ";".join(written)


@given(lines=SEGMENTS, column=st.integers(0, 450), data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_place_belongs_to_the_segment_before_it(lines: list[list[Segment]], column: int, data: st.DataObject) -> None:
    line = data.draw(st.integers(0, len(lines) + 1))
    earlier = [target for generated, target in sorted(lines[line] if line < len(lines) else []) if generated <= column]

    found = original_of(mappings_of(lines), line, column)

    assert (tuple(found) if found else None) == (earlier[-1] if earlier else None)


def test_long_mappings_are_read_in_pieces() -> None:
    chance = random.Random(3)
    line: list[Segment] = [(number * 3, (0, number // 50, chance.randrange(90))) for number in range(60_000)]
    text = mappings_of([[(0, None)], line, line])

    for place in (0, 1, 31_234, 59_999):
        for generated in (1, 2):
            assert original_of(text, generated, place * 3 + 1) == line[place][1]


@pytest.mark.parametrize("text", ["!", "AA", "AAA", "A" * 500, "g", "gggggggggggggggggggggA", "AAAAAA", "\0", "한"])
def test_mappings_that_make_no_sense(text: str) -> None:
    with pytest.raises(MappingsError):
        original_of(text, 0, 10**9)


MAP = {"version": 3, "sources": ["src/a.ts", "b.ts"], "sourcesContent": ["one", None], "mappings": "AAAA,ICAC"}


def test_a_map() -> None:
    source_map = read(json.dumps(MAP))
    assert list(source_map.contents()) == [("src/a.ts", "one")]
    assert source_map.original(1, 1) == ("src/a.ts", 1, 1)
    assert source_map.original(1, 6) == ("b.ts", 1, 2)
    assert source_map.original(2, 1) is None


def test_an_indexed_map() -> None:
    inner = {"version": 3, "sources": ["c.ts"], "mappings": "AAAA"}
    sections = [
        {"offset": {"line": 0, "column": 0}, "map": MAP},
        {"offset": {"line": 0, "column": 10}, "map": inner},
        {
            "offset": {"line": 5, "column": 0},
            "map": {"version": 3, "sections": [{"offset": {"line": 1, "column": 2}, "map": inner}]},
        },
        {"offset": {"line": 9, "column": 0}, "url": "elsewhere.map"},
    ]
    source_map = read(json.dumps({"version": 3, "sections": sections}))
    assert source_map.original(1, 2) == ("src/a.ts", 1, 1)
    assert source_map.original(1, 12) == ("c.ts", 1, 1)
    assert source_map.original(7, 4) == ("c.ts", 1, 1)


def test_a_guard_against_scripts_is_skipped() -> None:
    assert read(")]}'\n" + json.dumps(MAP)).sections


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("{", "no JSON"),
        ("", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ("[]", "no JSON object"),
        (json.dumps(MAP | {"version": 2}), "version"),
        (json.dumps(MAP | {"sources": None}), "sources"),
        (json.dumps(MAP | {"sources": "a"}), "sources"),
        (json.dumps(MAP | {"mappings": 7}), "mappings"),
        (json.dumps({"sections": 1}), "sections"),
        (json.dumps({"sections": [1]}), "sections"),
        (json.dumps({"sections": [{"map": MAP}]}), "offset"),
        (json.dumps({"sections": [{"map": MAP, "offset": {"line": -1, "column": 0}}]}), "offset"),
        (json.dumps({"sections": [{"map": MAP, "offset": {"line": 10**30, "column": 0}}]}), "offset"),
        ('{"sections":[{"offset":{"line":0,"column":0},"map":' * 50 + "{}" + "}]}" * 50, "sections"),
    ],
)
def test_a_broken_map(document: str, reason: str) -> None:
    with pytest.raises(SourceMapError, match=reason):
        read(document)


def test_an_absurd_size_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sourcemap, "LARGEST", 1 << 20)
    with pytest.raises(SourceMapError, match="larger than 1 MiB"):
        read("[" * (2 << 20))


def test_wrong_types_in_lists_do_no_harm() -> None:
    source_map = read(json.dumps(MAP | {"sources": [None, 7], "sourcesContent": [1, "two", "three", {}]}))
    assert list(source_map.contents()) == [("source 2", "two"), ("source 3", "three")]


def test_mappings_that_make_no_sense_are_noted() -> None:
    source_map = read(json.dumps(MAP | {"mappings": "!!"}))
    assert source_map.original(1, 1) is None
    assert "mappings" in source_map.failure


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("src/App.tsx", "src/App.tsx"),
        ("./src/App.tsx", "src/App.tsx"),
        ("../../src/App.tsx", "../../src/App.tsx"),
        ("webpack://shop/./src/App.tsx?a1b2", "src/App.tsx"),
        ("webpack:///./src/App.tsx", "src/App.tsx"),
        ("webpack:///src/../lib/x.js", "lib/x.js"),
        ("turbopack:///[project]/src/app/page.tsx", "src/app/page.tsx"),
        ("file:///srv/shop/x.ts", "srv/shop/x.ts"),
        ("C:\\shop\\x.ts", "C:/shop/x.ts"),
        ("", "source"),
    ],
)
def test_names_of_sources_as_paths(source: str, path: str) -> None:
    assert path_of(source) == path
