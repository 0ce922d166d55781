"""The file of a baseline: what stands in it, how it is read, and how it changes."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sup_lint.engine.baseline.changing import changed, entries_for, place
from sup_lint.engine.baseline.entries import BaselineError, entry_line, parse_entry
from sup_lint.engine.baseline.file import PLACES, Baseline, load_baseline, new_baseline
from sup_lint.model.baseline import Entry
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.masked_key import mask
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity
from tests.keymaker import make_key

PRINT = "0a1b-2c3d-4e5f-6789"
ENTRY = Entry("hardcoded-key", "app/tts.py", PRINT)
LINE = '{"rule":"hardcoded-key","path":"app/tts.py","fingerprint":"0a1b-2c3d-4e5f-6789","count":1}'

Load = Callable[[str | bytes], Baseline]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return str(tmp_path / ".sup-lint-baseline")


@pytest.fixture
def load(path: str) -> Load:
    def write(content: str | bytes) -> Baseline:
        Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_baseline(path)

    return write


@pytest.fixture
def empty(path: str) -> Baseline:
    return new_baseline(path)


def text_of(baseline: Baseline) -> str:
    return "".join(baseline.lines)


class TestLines:
    def test_fields_stand_in_one_order_and_empty_ones_are_left_out(self) -> None:
        assert entry_line(ENTRY) == LINE
        full = replace(ENTRY, count=3, reason="old demo", expires="2027-01-31", needs="key")
        assert entry_line(full).endswith('"count":3,"reason":"old demo","expires":"2027-01-31","needs":"key"}')

    @given(st.text(st.characters(), min_size=1).filter(lambda path: path[0] != "/" and "\\" not in path))
    def test_any_name_of_a_file_fits_in_a_line(self, name: str) -> None:
        line = entry_line(replace(ENTRY, path=name, reason=name))
        assert line.isprintable()
        line.encode()
        assert parse_entry(line) == replace(ENTRY, path=name, reason=name)

    def test_a_name_that_is_no_text_fits(self) -> None:
        name = os.fsdecode(b"caf\xe9\n\x1b.py")
        assert parse_entry(entry_line(replace(ENTRY, path=name))).path == name

    def test_korean_stays_readable(self) -> None:
        assert "폐기된 키" in entry_line(replace(ENTRY, reason="폐기된 키"))


class TestReading:
    def test_a_new_baseline_is_read_as_it_was_made(self, load: Load, empty: Baseline) -> None:
        read = load(text_of(empty))
        assert read._replace(data=None) == empty
        assert read.entries == {}

    def test_salts_differ(self, path: str) -> None:
        assert new_baseline(path).salt != new_baseline(path).salt

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_line_ends_of_windows_are_read_and_kept(self, load: Load, empty: Baseline, mark: bytes) -> None:
        content = mark + changed(empty, {}, [ENTRY]).encode().replace(b"\n", b"\r\n")
        read = load(content)
        assert list(read.entries.values()) == [ENTRY]
        assert read.salt == empty.salt
        other = replace(ENTRY, path="b.py")
        after = changed(read, {}, [other]).encode()
        assert after.replace(f"{entry_line(other)}\r\n".encode(), b"") == content
        assert changed(read, {}, []).encode() == content

    def test_comments_blank_lines_and_a_missing_last_line_end(self, load: Load, empty: Baseline) -> None:
        read = load(f"{empty.lines[0]}\n# why\n\n  {LINE}  \n#\n{LINE.replace('tts', 'b')}")
        assert [entry.path for entry in read.entries.values()] == ["app/tts.py", "app/b.py"]
        assert changed(read, {}, [replace(ENTRY, path="c.py")]).splitlines()[-2:] == [
            LINE.replace("tts", "b"),
            LINE.replace("app/tts", "c"),
        ]

    def test_order_and_spaces_of_fields_do_not_matter(self, load: Load, empty: Baseline) -> None:
        line = '{ "count": 2, "path": "a.py", "fingerprint": "0a1b-2c3d-4e5f-6789", "rule": "key-in-log" }'
        assert list(load(f"{empty.lines[0]}{line}\n").entries.values()) == [Entry("key-in-log", "a.py", PRINT, 2)]

    def test_it_is_not_there(self, path: str) -> None:
        with pytest.raises(BaselineError, match=r"^\.sup-lint-baseline: this baseline does not exist; `sup-lint base"):
            load_baseline(path)

    def test_it_is_a_folder(self, path: str) -> None:
        Path(path).mkdir()
        with pytest.raises(BaselineError, match=r"^\.sup-lint-baseline: the baseline is not a regular file$"):
            load_baseline(path)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("", "this is no baseline of sup-lint"),
            ("{}", "this is no baseline of sup-lint"),
            ("[1]", "this is no baseline of sup-lint"),
            ('{"version": "1.5.0"}\n', "this is no baseline of sup-lint"),
            ('{"sup-lint-baseline":2,"salt":""}', "the format of this baseline is unknown"),
            ('{"sup-lint-baseline":true,"salt":""}', "the format of this baseline is unknown"),
            ('{"sup-lint-baseline":1,"salt":"abc"}', "the first line is damaged"),
            ('{"sup-lint-baseline":1}', "the first line is damaged"),
            ("[" * 100_000, "this is no baseline of sup-lint"),
            ("<<<<<<< HEAD\n", "a merge left its conflict here"),
        ],
    )
    def test_a_first_line_that_says_something_else(self, load: Load, content: str, sentence: str) -> None:
        with pytest.raises(BaselineError, match=rf"^\.sup-lint-baseline:1: {sentence}"):
            load(content)

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("<<<<<<< HEAD", "a merge left its conflict here"),
            ("=======", "a merge left its conflict here"),
            ("||||||| 1f2e3d", "a merge left its conflict here"),
            (">>>>>>> feature/x", "a merge left its conflict here"),
            ("app/tts.py", "this line is no entry"),
            ("[]", "this line is no entry"),
            ("[" * 100_000, "this line is no entry"),
            (LINE[:-1], "this line is no entry"),
            (LINE.replace('"count"', '"cuont"'), 'no field "cuont"; did you mean "count"?'),
            (LINE.replace('"count":1', '"count":1,"line":7'), 'no field "line"'),
            (LINE.replace(',"count":1', ""), "lacks the field count"),
            (LINE.replace('"count":1', '"count":0'), "count must be a number from 1 on"),
            (LINE.replace('"count":1', '"count":true'), "count must be a number from 1 on"),
            (LINE.replace('"count":1', '"count":1e3'), "count must be a number from 1 on"),
            (LINE.replace('"count":1', f'"count":{"9" * 5000}'), ""),
            (LINE.replace('"count":1', '"count":1,"count":2'), "has a field twice"),
            (LINE.replace('"count":1', '"count":1,"reason":7'), "reason must be a text"),
            (LINE.replace('"count":1', '"count":1,"needs":"git"'), "needs must be one of tree, key"),
            (LINE.replace(PRINT, PRINT.replace("-", "")), "fingerprint must be 16 hexadecimal digits"),
            (LINE.replace("app", "/app"), "path must be relative"),
            (LINE.replace('"count":1', '"count":1,"expires":"2027-02-30"'), "expires must be a date"),
            (LINE.replace('"count":1', '"count":1,"expires":"20270131"'), "expires must be a date"),
            (LINE.replace('"count":1', '"count":1,"expires":"soon"'), "expires must be a date"),
        ],
    )
    def test_a_line_that_is_not_right(self, load: Load, empty: Baseline, line: str, sentence: str) -> None:
        with pytest.raises(BaselineError) as caught:
            load(f"{empty.lines[0]}# comment\n{line}\n")
        assert str(caught.value).startswith(".sup-lint-baseline:3: ")
        assert sentence in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_an_entry_that_stands_there_twice(self, load: Load, empty: Baseline) -> None:
        with pytest.raises(BaselineError, match=r"^\.sup-lint-baseline:4: this entry stands in line 2, too"):
            load(f"{empty.lines[0]}{LINE}\n\n{LINE.replace(':1}', ':2}')}\n")

    def test_bytes_that_are_no_text(self, load: Load, empty: Baseline) -> None:
        with pytest.raises(BaselineError, match=r"^\.sup-lint-baseline:2: the baseline is not UTF-8$"):
            load(empty.lines[0].encode() + b"# caf\xe9\n")

    def test_an_error_shows_no_key(self, load: Load, empty: Baseline) -> None:
        key = make_key(3)
        for line in (key, f'{{"{key}":1}}', LINE.replace(PRINT, key), LINE.replace('"count":1', f'"count":"{key}"')):
            with pytest.raises(BaselineError) as caught:
                load(f"{empty.lines[0]}{line}\n")
            assert key[:6] not in str(caught.value)


class TestChanging:
    def test_new_entries_stand_in_their_places_in_one_order(self, load: Load, empty: Baseline) -> None:
        entries = [replace(ENTRY, path=f"app/{number}.py") for number in range(200)]
        forwards, backwards = changed(empty, {}, entries), changed(empty, {}, reversed(entries))
        assert forwards == backwards
        half = load(changed(empty, {}, entries[::2]))
        assert changed(half, {}, entries[1::2]) == forwards
        here = ""
        for line in forwards.splitlines()[4:]:
            if line.startswith("# "):
                here = line[2:]
            else:
                assert place(parse_entry(line), empty.salt) == here
        assert [line[2:] for line in forwards.splitlines()[4:] if line[0] == "#"] == list(PLACES)

    def test_what_stays_stays_byte_for_byte(self, load: Load, empty: Baseline) -> None:
        odd = '{"path":"z.py", "rule":"key-in-log","count":1,"fingerprint":"0a1b-2c3d-4e5f-6789"}'
        text = text_of(empty).replace("# 3\n", f"# 3\n# the demo, see the wiki\n{odd}\n\n")
        read = load(text)
        after = changed(read, {}, [ENTRY])
        assert after.replace(f"{LINE}\n", "") == text
        (line,) = read.entries
        assert changed(read, {line: None}, []) == text.replace(f"{odd}\n", "")

    def test_a_comment_stays_above_its_entry(self, load: Load, empty: Baseline) -> None:
        entries = [replace(ENTRY, path=f"app/{number}.py") for number in range(100)]
        first = load(changed(empty, {}, entries[:1]))
        (line,) = first.entries
        commented = load("".join([*first.lines[: line - 1], "# why\n", *first.lines[line - 1 :]]))
        lines = changed(commented, {}, entries[1:]).splitlines()
        assert lines[lines.index("# why") + 1] == entry_line(entries[0])

    def test_without_the_places_entries_go_to_the_end(self, load: Load, empty: Baseline) -> None:
        assert changed(load(empty.lines[0]), {}, [ENTRY]) == f"{empty.lines[0]}{LINE}\n"


def test_a_fingerprint_tells_nothing_without_the_salt(path: str) -> None:
    finding = Finding(
        "SUP101",
        "hardcoded-key",
        Severity.ERROR,
        Confidence.HIGH,
        "Wrong.",
        "a.py",
        Region(1, 1, 1, 2),
        Checklist.SOURCE,
        key=mask(make_key(1)),
    )
    first, second = (entries_for([finding], new_baseline(path))[0] for _ in range(2))
    assert first.fingerprint != second.fingerprint
    assert mask(make_key(1)).fingerprint not in first.fingerprint.replace("-", "")
