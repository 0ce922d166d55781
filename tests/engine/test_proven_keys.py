"""Keys that are proven, or known: wanted in every file, in every disguise."""

import base64
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sup_lint.cli.main import main
from sup_lint.config import Config
from sup_lint.engine.known_keys import KeySearch, KnownKey
from sup_lint.engine.runner import check_paths
from sup_lint.model.finding import Confidence
from sup_lint.model.report import Report
from tests.keymaker import make_key

KEY = make_key(1)
OTHER = make_key(2)
PROOF = f'headers = {{"x-sup-api-key": "{KEY}"}}\n'
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40

Plant = Callable[..., Path]


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plant:
    """Write files below the working directory: their paths to their contents."""
    monkeypatch.chdir(tmp_path)

    def _plant(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return _plant


def check(root: Path, *known: KnownKey, **settings: object) -> Report:
    return check_paths(["."], Config(root=str(root))._replace(**settings), known=known).report  # type: ignore[arg-type]


def places(report: Report) -> list[tuple[str, int, int, str]]:
    return [(each.path, each.region.line, each.region.column, each.code) for each in report.findings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (KEY, "in this file."),
        (KEY[::-1], "backwards"),
        (base64.b64encode(f"ab{KEY}".encode()).decode(), "base64"),
        (base64.b64encode(KEY.encode()).decode().rstrip("="), "base64"),
        (KEY.encode().hex(), "hexadecimal"),
        ("".join(f"%{ord(each):02X}" for each in KEY), "percent"),
        ("".join(f"\\u{ord(each):04x}" for each in KEY), "escapes"),
        (f'"{KEY[:9]}" + "{KEY[9:]}"', "pieces"),
        (f"'{KEY[:8]}' +\n  '{KEY[8:16]}' +\n  '{KEY[16:24]}' + '{KEY[24:]}'", "pieces"),
        (KEY.encode("utf-16-le").decode("latin-1"), "UTF-16"),
    ],
)
def test_a_proven_key_is_found_in_every_disguise(plant: Plant, text: str, words: str) -> None:
    root = plant({"app.py": PROOF, "notes/한글.txt": f"한글 {text} 끝\n", "else.txt": f"{OTHER}\n"})
    proof, copy = check(root).findings
    assert (proof.path, proof.code) == ("app.py", "SUP101")
    assert (copy.path, copy.code, copy.region.line) == ("notes/한글.txt", "SUP102", 1)
    assert 4 <= copy.region.column <= 7, "behind the Korean word, base64 and quotes from where they are the key's alone"
    assert words in copy.message
    assert "app.py proves" in copy.message
    assert copy.key == proof.key
    assert [(each.path, each.region) for each in copy.related] == [("app.py", proof.region)]
    assert KEY not in repr(copy)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("tools/gen.py", f'code = "{KEY}"\n', "SUP101"),
        ("config.yaml", f"a: {KEY}\n", "SUP102"),
        ("voice.png", PICTURE + KEY.encode() + PICTURE, "SUP102"),
        ("named.bin", b"\0\1SUPERTONE_API_KEY=" + KEY.encode() + PICTURE, "SUP102"),
        ("header.bin", b"\0\1x-sup-api-key: " + KEY.encode() + PICTURE, "SUP102"),
        ("model.sqlite", PICTURE + KEY.encode("utf-16-le"), "SUP102"),
        ("public/a.js", f'document.title = "{KEY}";\n', "SUP201"),
        ("NOTES", f"see {KEY}\n", "SUP102"),
        (".env", f"WHATEVER={KEY}\n", "SUP102"),
        ("data.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": [f"x = '{KEY}'"]}]}), "SUP102"),
    ],
)
def test_a_copy_belongs_to_the_rule_of_its_file(plant: Plant, path: str, content: str | bytes, code: str) -> None:
    report = check(plant({"app.py": PROOF, path: content}))
    assert {(each.path, each.code) for each in report.findings} == {("app.py", "SUP101"), (path, code)}


def test_what_the_rules_tell_is_not_told_again(plant: Plant) -> None:
    copies = {
        "a.py": PROOF + f'# SUPERTONE_API_KEY = "{KEY}"\n',
        "b.py": f'import logging\nSUPERTONE_API_KEY = "{KEY}"\nlogging.info(SUPERTONE_API_KEY)\n',
        "vite.env": f"VITE_SUPERTONE_API_KEY={KEY}\n",
        "url.py": f'url = "https://supertoneapi.com/v1/voices?api_key={KEY}"\n',
    }
    found = places(check(plant(dict(copies))))
    assert found == [
        ("a.py", 1, 29, "SUP101"),
        ("a.py", 2, 23, "SUP101"),
        ("b.py", 2, 21, "SUP101"),
        ("b.py", 3, 14, "SUP301"),
        ("url.py", 1, 51, "SUP104"),
        ("vite.env", 1, 1, "SUP202"),
    ]


def test_a_copy_makes_a_likely_key_certain(plant: Plant) -> None:
    likely = f'URL = "https://supertoneapi.com"\nAPI_KEY = "{KEY}"\n'
    root = plant({"b.py": likely})
    assert [each.confidence for each in check(root).findings] == [Confidence.MEDIUM]
    plant({"a.py": PROOF})
    assert [each.confidence for each in check(root).findings] == [Confidence.HIGH, Confidence.HIGH]


@pytest.mark.parametrize(
    "proof",
    [
        PROOF.replace("\n", "  # sup-lint: ignore[hardcoded-key] -- revoked in March\n"),
        'supertone_api_key = "open sesame 2024"\n',  # in a certain place, but in no shape of a key
        f'URL = "https://supertoneapi.com"\nAPI_KEY = "{KEY}"\n',  # likely only
        f'OTHER_KEY = "{KEY}"\n',
    ],
)
def test_what_proves_nothing_is_searched_for_nowhere(plant: Plant, proof: str) -> None:
    root = plant({"app.py": proof, "notes.txt": f"{KEY} open sesame 2024\n"})
    assert not [each for each in check(root).findings if each.path == "notes.txt"]


def test_what_settings_wave_through_proves_nothing(plant: Plant) -> None:
    root = plant({"tests/a.py": PROOF, "notes.txt": f"{KEY}\n"})
    assert len(check(root).findings) == 2
    assert check(root, per_file_ignores={"tests/": ("SUP101",)}).findings == ()
    assert places(check(root, exclude=("notes.txt",))) == [("tests/a.py", 1, 29, "SUP101")]


def test_a_known_key_is_searched_for_where_nothing_names_supertone(plant: Plant) -> None:
    root = plant({"a.txt": f"{KEY}\n", "b.png": PICTURE + KEY.encode(), "c.py": "print(1)\n"})
    assert check(root).findings == ()
    report = check(root, KnownKey(KEY, "in $LIVE"), KnownKey(OTHER, "in $DEAD"))
    assert [(each.path, each.code) for each in report.findings] == [("a.txt", "SUP102"), ("b.png", "SUP102")]
    assert all("The key in $LIVE stands in this file" in each.message for each in report.findings)
    assert report.files == 3


class TestSearch:
    def test_it_finds_each_key_once_and_no_other(self) -> None:
        keys = [KnownKey(make_key(seed)) for seed in range(20)]
        search = KeySearch(keys)
        data = b"..".join(key.value.encode() for key in keys[::3])
        assert sorted(search.found_in(data)) == sorted(keys[::3])
        assert search.found_in(b"") == []

    def test_a_fragment_alone_is_no_key(self) -> None:
        search = KeySearch([KnownKey(KEY)])
        assert search.found_in(KEY[:20].encode() + b"-" + KEY[21:].encode()) == []

    def test_keys_that_share_a_fragment(self) -> None:
        twin = KEY[:16] + OTHER[16:]
        search = KeySearch([KnownKey(KEY), KnownKey(twin)])
        assert [key.value for key in search.found_in(twin.encode())] == [twin]

    def test_random_bytes_hold_none(self) -> None:
        search = KeySearch([KnownKey(make_key(seed)) for seed in range(100)])
        assert search.found_in(random.Random(3).randbytes(1_000_000)) == []


class TestOptions:
    @pytest.fixture
    def run(self, plant: Plant) -> Callable[..., Result]:
        def invoke(*arguments: str, text: str | bytes = "", **environment: str) -> Result:
            return CliRunner().invoke(main, ["check", *arguments], input=text, env=environment)

        return invoke

    def test_keys_from_the_environment_and_files(self, plant: Plant, run: Callable[..., Result]) -> None:
        third, fourth = make_key(3), make_key(4)
        plant({"a.txt": f"{KEY}\n{OTHER}\n{third}\n{fourth}\n"})
        plant({"../known.txt": f"# ours\n\n{OTHER}\nexport PROD = '{third}'\r\n"})
        result = run(
            *("a.txt", "--format", "json", "--known-key-env", "LIVE", "--known-keys-from", "../known.txt"),
            *("--known-keys-from", "-"),
            text=f"{fourth}\n",
            LIVE=f" {KEY}\n",
        )
        assert result.exit_code == 1
        told = [each["message"] for each in json.loads(result.stdout)["findings"]]
        assert [message.partition(" stands")[0] for message in told] == [
            "The key in $LIVE",
            "The key of line 3 in ../known.txt",
            "The key of line 4 in ../known.txt",
            "The key of line 1 in standard input",
        ]
        assert not any(key in result.output for key in (KEY, OTHER, third, fourth))

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("short\n", "line 1 of known.txt"),
            (f"{KEY}\ntwo words of prose\n", "line 2 of known.txt"),
            ("# none yet\n\n", "there is no key in known.txt"),
            ("", "there is no key in known.txt"),
            ("SUPERTONE_API_KEY=your-api-key-here\n", "line 1 of known.txt"),
            (b"\xff\xfe\x00", "no text in UTF-8"),
            (None, "could not be read"),
        ],
    )
    def test_a_file_without_keys_is_refused(
        self, plant: Plant, run: Callable[..., Result], text: str | bytes | None, words: str
    ) -> None:
        plant({"known.txt": text} if text is not None else {})
        result = run("--known-keys-from", "known.txt")
        assert result.exit_code == 2
        assert words in result.stderr
        assert KEY not in result.output
        assert "prose" not in result.output

    def test_an_unset_variable_is_refused(self, run: Callable[..., Result]) -> None:
        assert "NOTHING" not in os.environ
        result = run("--known-key-env", "NOTHING")
        assert result.exit_code == 2
        assert "there is nothing in the environment variable" in result.stderr

    def test_standard_input_holds_one_thing(self, run: Callable[..., Result]) -> None:
        result = run("--stdin-filename", "a.py", "--known-keys-from", "-", text=KEY)
        assert result.exit_code == 2
        assert "not both" in result.stderr

    def test_standard_input_is_searched(self, run: Callable[..., Result]) -> None:
        result = run("--stdin-filename", "a.txt", "--known-key-env", "LIVE", text=f"see {KEY}\n", LIVE=KEY)
        assert result.exit_code == 1
        assert "a.txt:1:5" in result.stdout


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.txt", '"{0}" + "{1}"\n'),
        ("a.log", '{{"a": "{2}" + "{3}" + "{4}"}}\n'),
        ("a.py", 'code = "{0}" + "{1}"\n'),
        ("a.md", "```python\ncode = ['{2}', '{3}', '{4}']\n```\n"),
        ("s.py", 'from supertone import Supertone\na = Supertone("{0}" + "{1}")\nb = Supertone("{5}" + "{6}")\n'),
        ("q.yaml", 'SUPERTONE_API_KEY: "{0}\\\n  {1}"\nother: {5}{6}\nsupertone_key: {5}{6}\n'),
        (".env", "SUPERTONE_API_KEY='{0}''{1}'\n"),
        ("n.ipynb", '{{"cells": [{{"cell_type": "code", "source": ["k = \\"{0}\\" + \\"{1}\\""]}}]}}'),
    ],
)
def test_no_piece_of_a_key_is_ever_shown(plant: Plant, path: str, text: str) -> None:
    pieces = (KEY[:16], KEY[16:], KEY[:10], KEY[10:20], KEY[20:], OTHER[:16], OTHER[16:])
    plant({"app.py": PROOF, path: text.format(*pieces)})
    result = CliRunner().invoke(main, ["check", "--isolated", "."])
    assert result.exit_code == 1
    assert path in result.stdout
    shown = {key[start : start + 5] for key in (KEY, OTHER) for start in range(len(key) - 4)}
    assert [piece for piece in sorted(shown) if piece in result.output] == []


def test_thousands_of_keys_are_somebodys_data(plant: Plant) -> None:
    keys = [make_key(seed) for seed in range(10, 140)]
    root = plant({".env": "".join(f"SUPERTONE_API_KEY_{number}={key}\n" for number, key in enumerate(keys))})
    plant({"copy.txt": "\n".join(keys)})
    report = check(root)
    assert len([each for each in report.findings if each.path == ".env"]) == len(keys)
    assert len([each for each in report.findings if each.path == "copy.txt"]) == 100
