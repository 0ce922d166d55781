"""Reading files as they come, and turning any bytes into text."""

import encodings.aliases
import os
import socket
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sup_lint.sources.reading import MAXIMUM_SIZE, decode, read, reason, to_gate

NEEDLE = "x-sup-api-key"
MARKED = {
    "utf-8-sig": b"",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
}


@pytest.mark.parametrize("data", [b"", b"a", b"a\0b\r\n\r\xff", b"x" * 3_000_000], ids=len)
def test_read_gives_every_byte(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert read(str(path)) == data


def test_read_follows_a_named_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to("file")
    assert read(str(tmp_path / "link")) == b"text"


def test_read_a_file_that_does_not_tell_its_size() -> None:
    path = "/proc/self/status"
    if not os.path.exists(path):
        pytest.skip("no /proc here")
    assert read(path).startswith(b"Name:")


def test_what_is_no_regular_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    os.mkfifo("fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for path in ("fifo", "socket", ".", "/dev/null"):
            with pytest.raises(OSError, match=r"^is not a regular file$"):
                read(path)


def test_a_reason_is_a_sentence_without_path_or_number(tmp_path: Path) -> None:
    path = str(tmp_path / "gone")
    with pytest.raises(FileNotFoundError) as caught:
        read(path)
    assert str(caught.value) == "could not be read: no such file or directory"
    assert reason(PermissionError(13, "Permission denied", path)) == "could not be read: permission denied"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match=r"^could not be read: its symbolic links lead in a circle$"):
        read(str(tmp_path / "loop"))
    with pytest.raises(OSError, match=r"^could not be read: no file can have this name$"):
        read("a\0b")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(MAXIMUM_SIZE + 1)
    with pytest.raises(OSError, match=r"^is larger than 1024 MiB$"):
        read(str(path))


@given(st.binary())
@example(b"\xff\xfe\0\0\x11\xff\xff\xff")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xff\xfea\0\n")
@example(b"\xef\xbb\xbf\xff")
@example(b"# coding: utf-7\n+")
@example(b"# coding: a\xff\n")
def test_decode_never_raises_and_the_gate_neither(data: bytes) -> None:
    assert isinstance(decode(data), str)
    assert isinstance(to_gate(data), bytes)


@given(st.binary().filter(lambda data: b"\0" not in data[:4] and not data.startswith((b"\xff", b"\xfe", b"\xef"))))
def test_what_has_no_mark_goes_through_the_gate_as_it_is(data: bytes) -> None:
    assert to_gate(data) is data


@given(
    st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: "\0" not in text[:4] and "coding" not in text)
)
def test_utf_8_is_read_back_whole(text: str) -> None:
    assert decode(("é" + text).encode()) == "é" + text


@pytest.mark.parametrize("codec", MARKED)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_what_a_mark_tells_is_read_back_whole(codec: str, text: str) -> None:
    whole = NEEDLE + text
    data = MARKED[codec] + whole.encode(codec)
    assert decode(data) == whole
    assert NEEDLE.encode() in to_gate(data)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("tail", ["", "# 발음\r\n", "é\0\n"])
def test_utf_16_without_a_mark(codec: str, tail: str) -> None:
    text = f'headers = {{"{NEEDLE}": key}}\r\n' + tail
    assert decode(text.encode(codec)) == text
    assert NEEDLE.encode() in to_gate(text.encode(codec))


def test_utf_16_with_a_line_appended_in_bytes_keeps_both() -> None:
    data = b"\xff\xfe" + f"{NEEDLE}\r\n".encode("utf-16-le") + b"\n"
    assert decode(data) == f"{NEEDLE}\r\n\n"


def test_lone_surrogates_are_kept() -> None:
    assert decode(b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass")) == "a\ud800b"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("# -*- coding: cp949 -*-\n", "cp949"),
        ("#!/usr/bin/python\n# vim: set fileencoding=euc_kr :\n", "euc_kr"),
        ("\f # coding=johab\r", "johab"),
        ("\r\n#coding:cp949\r\n", "cp949"),
    ],
)
def test_a_comment_names_the_encoding(head: str, codec: str) -> None:
    text = head + "이름 = '발음'\n"
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize(
    "head",
    [
        "# coding: nonsense\n",
        "# coding: ascii\n",
        "# coding: cp037\n",
        "# coding: hex\n",
        "# coding: unicode_escape\n",
        "\n\n# coding: cp949\n",
        "x = 1\n# coding: cp949\n",
        "'coding: cp949'\n",
    ],
)
def test_an_encoding_that_is_not_named_unknown_or_untrue_falls_on_to_utf_8(head: str) -> None:
    text = head + "이름 = '\\u0041 +AGE- ~{'\n"
    assert decode(text.encode()) == text


@pytest.mark.parametrize("codec", sorted({*encodings.aliases.aliases.values(), "idna", "punycode", "undefined"}))
def test_no_named_encoding_changes_ascii(codec: str) -> None:
    text = f"# coding: {codec}\nheaders = {{'{NEEDLE}': key}}  # a-b, \"c\" +AGE- \\\\\n"
    # These two show a backslash as another character, as they are defined.
    shown = text.replace("\\", "") if codec.startswith(("shift_jis", "johab")) else text
    decoded = decode(text.encode())
    assert decoded == text or (shown != text and NEEDLE in decoded)


def test_bytes_without_a_meaning_are_a_character_each() -> None:
    assert decode(bytes(range(1, 256))) == "".join(map(chr, range(1, 256)))


@pytest.mark.parametrize("text", ["a\rb\r\nc\nd", "\r", "\n\r", "a\0b\r\n", "a\fb\u2028c"])
def test_line_ends_and_nulls_stay(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize("codec", ["cp949", "euc-kr"])
@pytest.mark.parametrize(
    "text", ["회의록\r\nSupertone API 키: 0123\r\n", "슈퍼톤 키\n", "# 설정 파일\nSUPERTONE_API_KEY=1\n"]
)
def test_korean_in_its_older_encoding_is_read_back_whole(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


def test_syllables_beyond_the_older_standard_are_read_with_others() -> None:
    text = "똠방각하의 펲시콜라는 키가 아니다\n"
    assert decode(text.encode("cp949")) == text


@pytest.mark.parametrize(
    "text",
    [
        "café à la clé, naïve, Übergröße, señor",
        "«créée»",
        "Ärger, ÄÖÜ, À É, øåæ ÆØÅ",
        "£±°²³ ©®",
        "°C",
        "¿Qué? ¡Ñandú!",
    ],
)
def test_western_text_is_not_taken_for_korean(text: str) -> None:
    assert decode(text.encode("latin-1")) == text
