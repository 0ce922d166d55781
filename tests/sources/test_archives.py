"""Archives read in memory: every kind, and every way to attack a reader of archives."""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest

from sup_lint.model.report import Failure
from sup_lint.sources.archives import Limits, Member, is_archive, members

SMALL = Limits(member=200_000, total=40 << 20, ratio=20, members=50, depth=2)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], compress: Callable[[bytes], bytes] = bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return compress(buffer.getvalue())


def asar(header: object, body: bytes = b"", text: bytes | None = None) -> bytes:
    encoded = json.dumps(header).encode() if text is None else text
    padded = encoded + b"\0" * (-len(encoded) % 4)
    return struct.pack("<4I", 4, len(padded) + 8, len(padded) + 4, len(encoded)) + padded + body


def look(name: str, data: bytes, limits: Limits = SMALL) -> tuple[dict[str, bytes], dict[str, str]]:
    """The members by path, and the failures."""
    found = list(members(name, io.BytesIO(data), limits))
    return (
        {each.path: each.data for each in found if isinstance(each, Member)},
        {each.path: each.reason for each in found if isinstance(each, Failure)},
    )


FILES = {"assets/index.js": b"one", "data.json": b"two"}
INSIDE = {"!/assets/index.js": b"one", "!/data.json": b"two"}


@pytest.mark.parametrize("ending", "zip apk aab ipa xpi whl jar war APK".split())
def test_zips_under_all_their_names(ending: str) -> None:
    found, failures = look(f"a.{ending}", zipped(FILES))
    assert found == {f"a.{ending}{path}": data for path, data in INSIDE.items()}
    assert not failures


def test_the_signature_before_a_chrome_extension_is_skipped() -> None:
    data = b"Cr24" + struct.pack("<2I", 3, 40) + b"\x12" * 40 + zipped(FILES)
    assert look("a.crx", data) == ({f"a.crx{path}": data for path, data in INSIDE.items()}, {})


@pytest.mark.parametrize(
    ("name", "compress"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
    ],
)
def test_tars(name: str, compress: Callable[[bytes], bytes]) -> None:
    assert look(name, tarred(FILES, compress)) == ({f"{name}{path}": data for path, data in INSIDE.items()}, {})


def test_a_compressed_file_has_one_member() -> None:
    assert look("index.js.gz", gzip.compress(b"one")) == ({"index.js.gz!/index.js": b"one"}, {})


def test_asar() -> None:
    header = {
        "files": {
            "package.json": {"size": 3, "offset": "0"},
            "dist": {"files": {"main.js": {"size": 4, "offset": "3"}}},
            "native.node": {"size": 9, "unpacked": True},
            "current": {"link": "dist/main.js"},
        }
    }
    found, failures = look("app.asar", asar(header, b"onetwo!"))
    assert found == {"app.asar!/package.json": b"one", "app.asar!/dist/main.js": b"two!"}
    assert not failures


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\4\0\0",
        asar({}, text=b"{"),
        asar({}, text=b"[" * 100_000),
        asar({"files": {"a": {"size": "x", "offset": "0"}}}),
        asar({"files": {"a": {"size": -1, "offset": "0"}}}),
        asar({"files": {"a": {"size": 9, "offset": "9" * 40}}}),
        struct.pack("<4I", 4, 0xFFFFFFFF, 0xFFFFFFF0, 0xFFFFFF00),
        struct.pack("<4I", 4, 100, 90, 80) + b"{}",
    ],
)
def test_a_broken_asar_is_a_failure(data: bytes) -> None:
    found, failures = look("app.asar", data)
    assert not found
    assert list(failures) == ["app.asar"]


def test_an_asar_that_tells_a_size_too_large_gives_what_is_there() -> None:
    found, failures = look("app.asar", asar({"files": {"a.js": {"size": 10**15, "offset": "0"}}}, b"rest"))
    assert found == {"app.asar!/a.js": b"rest"}
    assert "in part" in failures["app.asar!/a.js"]


def test_nested_archives_to_a_depth() -> None:
    inner = zipped({"c.js": b"deep"})
    middle = zipped({"b.zip": inner, "x.js": b"middle"})
    found, failures = look("a.zip", zipped({"m.zip": middle}))
    assert found == {"a.zip!/m.zip!/x.js": b"middle"}
    assert failures == {"a.zip!/m.zip!/b.zip": "lies in 2 archives and was not opened"}


def test_an_archive_that_is_none_is_a_failure() -> None:
    for name in ("a.zip", "a.tar", "a.tgz", "a.tar.xz", "a.asar"):
        found, failures = look(name, b"This is no archive at all." * 40)
        assert not found
        assert list(failures) == [name]


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(("name", "make"), [("a.zip", zipped), ("a.tgz", lambda files: tarred(files, gzip.compress))])
def test_a_cut_off_archive_is_named(name: str, make: Callable[[dict[str, bytes]], bytes], keep: float) -> None:
    noise = random.Random(7).randbytes(50_000)
    data = make({"a.bin": noise, "b.bin": noise[::-1]})
    _, failures = look(name, data[: int(len(data) * keep)])
    assert failures


def test_a_damaged_member_comes_as_far_as_it_goes() -> None:
    noise = random.Random(8).randbytes(100_000)
    data = bytearray(zipped({"a.bin": noise, "b.js": b"fine"}, zipfile.ZIP_STORED))
    data[60_000] ^= 0xFF
    found, failures = look("a.zip", bytes(data))
    assert found["a.zip!/b.js"] == b"fine"
    assert "in part" in failures["a.zip!/a.bin"]


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(zipped({"secret.js": b"x" * 100, "b.js": b"fine"}, zipfile.ZIP_STORED))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    found, failures = look("a.zip", bytes(data))
    assert found == {"a.zip!/b.js": b"fine"}
    assert failures == {"a.zip!/secret.js": "is encrypted and was not looked at"}


def test_a_large_member_is_passed_over_without_taking_its_size() -> None:
    import tracemalloc

    data = zipped({"big.js": b"\0" * (30 << 20), "b.js": b"fine"})
    generous = SMALL._replace(ratio=100_000)
    tracemalloc.start()
    found, failures = look("a.zip", data, generous)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == {"a.zip!/b.js": b"fine"}
    assert failures == {"a.zip!/big.js": "is larger than 0 MiB and was not looked at"}
    assert peak < 12 << 20


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.zip", zipped({f"{number}.js": b"\0" * 190_000 for number in range(45)} | {"z.js": b"\0" * (34 << 20)})),
        ("bomb.tgz", tarred({"a.js": b"\0" * (34 << 20)}, gzip.compress)),
        ("bomb.js.gz", gzip.compress(b"\0" * (34 << 20))),
    ],
)
def test_a_bomb_is_left_alone(name: str, data: bytes) -> None:
    found, failures = look(name, data, SMALL._replace(member=100 << 20))
    assert "bomb" in failures[name]
    assert sum(map(len, found.values())) <= 20 << 20


def test_all_archives_together_have_a_limit() -> None:
    inner = zipped({"a.js": b"\0" * (9 << 20)})
    outer = zipped({f"{number}.zip": inner for number in range(8)})
    _, failures = look("a.zip", outer, Limits(total=30 << 20, ratio=10_000))
    assert any("more than 30 MiB" in reason for reason in failures.values())


def test_too_many_members() -> None:
    found, failures = look("a.zip", zipped({f"{number}.js": b"x" for number in range(60)}))
    assert len(found) == 50
    assert failures == {"a.zip": "holds more than 50 files; the rest was not looked at"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.js", "etc/passwd.js"),
        ("/srv/a.js", "srv/a.js"),
        ("a//./b.js", "a/b.js"),
        ("..\\..\\a.js", "a.js"),
        ("a\nb\x1b[31m.js", "a%0Ab%1B[31m.js"),
        ("..", "unnamed"),
        ("한글.js", "한글.js"),
    ],
)
def test_names_cannot_lead_out_or_command_a_terminal(name: str, shown: str) -> None:
    found, failures = look("a.tar", tarred({name: b"x"}))
    assert found == {f"a.tar!/{shown}": b"x"}
    assert not failures


def test_two_members_of_one_name_are_both_looked_at() -> None:
    found, _ = look("a.tar", tarred({"a.js": b"one", "./a.js": b"two"}))
    assert found == {"a.tar!/a.js": b"one", "a.tar!/a.js~2": b"two"}


def test_links_that_lead_out_are_named() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, target, kind in (
            ("x/in.js", "../a.js", tarfile.SYMTYPE),
            ("out.js", "../../etc/passwd", tarfile.SYMTYPE),
            ("hard.js", "/etc/passwd", tarfile.LNKTYPE),
            ("pipe", "", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    found, failures = look("a.tar", buffer.getvalue())
    assert not found
    assert set(failures) == {"a.tar!/out.js", "a.tar!/hard.js", "a.tar!/pipe"}


def test_a_header_that_lies_about_a_size() -> None:
    data = bytearray(zipped({"a.js": b"x" * 1000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 0xFFFFFFF0)
    found, failures = look("a.zip", bytes(data))
    assert found.get("a.zip!/a.js", b"") in {b"", b"x" * 1000}
    assert found or failures


def test_nothing_is_raised_for_noise() -> None:
    chance = random.Random(9)
    originals = [
        ("a.zip", zipped(FILES)),
        ("a.tgz", tarred(FILES, gzip.compress)),
        ("a.tar", tarred(FILES)),
        ("a.asar", asar({"files": {"a": {"size": 3, "offset": "0"}}}, b"one")),
        ("a.js.gz", zlib.compress(b"one")),
    ]
    for name, original in originals:
        for _ in range(150):
            data = bytearray(original)
            for _ in range(chance.randint(1, 12)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            look(name, bytes(data))


def test_which_names_are_archives() -> None:
    assert all(map(is_archive, ["a.zip", "x/y.APK", "a.tar.gz", "app.asar", "b.js.gz"]))
    assert not any(map(is_archive, ["zip", ".zip", "a.js", "a.gz.js", "tar/x"]))
