"""The names of the variables that keys are to come from."""

import itertools
from pathlib import Path

import pytest

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.fixes.naming.variables import variable_caveat, variable_for
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.project import Project
from tests.analysis.fixes.fixing import KEYS, filled

HELD = 'headers = {"x-sup-api-key": "«key»"}\n'


def variables(files: dict[str, str], folder: Path, order: list[str] | None = None) -> dict[tuple[str, str], str]:
    """The variable of each key of each file; names with a leading `!` lie there without being looked at."""
    for name, text in files.items():
        place = folder / name.removeprefix("!")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(filled(text), encoding="utf-8")

    def found() -> dict[tuple[str, str], str]:
        project = Project(str(folder), lambda place: Path(place).relative_to(folder).as_posix())
        names = order or [name for name in files if not name.startswith("!")]
        analysed = [project.add(str(folder / name), (folder / name).read_bytes()) for name in names]
        numbers = {value: f"key{number}" for number, value in KEYS.items()}
        return {
            (literal.file.path, numbers[literal.value]): variable_for(literal, project)
            for file in analysed
            for literal in literal_keys(file, project)
        }

    return with_deep_stack(found)


ONE = [
    ("", HELD, "SUPERTONE_API_KEY"),
    ("", 'SUPERTONE_KEY = "«key»"\n', "SUPERTONE_API_KEY"),
    ("", 'STAGING_SUPERTONE_KEY = "«key»"\n', "STAGING_SUPERTONE_KEY"),
    ("", 'supertone_api_key_prod = "«key»"\n', "SUPERTONE_API_KEY_PROD"),
    ("", 'SUPERTONE_KEYS = {"prod": "«key»"}\n', "SUPERTONE_API_KEY_PROD"),
    ("", 'SUPERTONE_KEYS = {"anna": "«key»"}\n', "SUPERTONE_API_KEY_ANNA"),
    ("", 'settings = {"supertone": {"api_key": "«key»", "voice": 1}}\n', "SUPERTONE_API_KEY"),
    ("", 'class StagingSettings:\n    supertone_api_key = "«key»"\n', "SUPERTONE_API_KEY_STAGING"),
    ("", 'class SupertoneKey(Enum):\n    TEAM = "«key»"\n', "SUPERTONE_API_KEY_TEAM"),
    ("", 'a = {"x-sup-api-key": "«key»"}\n', "SUPERTONE_API_KEY"),
    ("", 'def test_a():\n    a = {"x-sup-api-key": "«key»"}\n', "SUPERTONE_API_KEY"),
    ("", 'import os\nk = os.getenv("SUPERTONE_KEY", "«key»")\n', "SUPERTONE_KEY"),
    ("", 'import os\nk = os.getenv("TTS_KEY", "«key»")\nHEADERS = {"x-sup-api-key": k}\n', "TTS_KEY"),
    ("", 'import os\nk = os.environ.get("SUPERTONE_KEY") or "«key»"\n', "SUPERTONE_KEY"),
    ("", 'class S(BaseSettings):\n    supertone_key: str = "«key»"\n', "SUPERTONE_KEY"),
    ("", 'class S(BaseSettings):\n    supertone_key: str = "«key»"\n    class Config: env_prefix = "APP_"\n', "APP_SUPERTONE_KEY"),
    ("", 'class S(BaseSettings):\n    model_config = C(case_sensitive=True)\n    supertone_key: str = "«key»"\n', "supertone_key"),
    ("", 'class S(BaseSettings):\n    model_config = C(env_prefix=P)\n    supertone_key: str = "«key»"\n', "SUPERTONE_API_KEY"),
    ("", 'import os\nos.environ["SUPERTONE_TOKEN"] = "«key»"\n', "SUPERTONE_TOKEN"),
    ("", 'import os\nk = os.environ["SUPERTONE_KEY"]\n' + HELD, "SUPERTONE_KEY"),
    ("", 'import os\nk = os.environ["OPENAI_API_KEY"]\n' + HELD, "SUPERTONE_API_KEY"),
    ("", 'import os\nfrom supertone import Supertone\nk = Supertone(os.environ["TTS_KEY"])\n' + HELD, "TTS_KEY"),
    ("", 'import os\nurl = os.environ["X"] = "https://supertoneapi.com/v1?api_key=«key»"\n', "SUPERTONE_API_KEY"),
    (".env", "SUPERTONE_TOKEN=«key»\n", "SUPERTONE_TOKEN"),
    (".env.example", "SUPERTONE_KEY=<your key>\n", "SUPERTONE_KEY"),
    (".env", "VITE_SUPERTONE_KEY=«key»\n", "SUPERTONE_API_KEY"),
    (".env", "OPENAI_API_KEY=«key2»\n", "SUPERTONE_API_KEY"),
]  # fmt: skip


@pytest.mark.parametrize(("beside", "text", "name"), ONE)
def test_name(beside: str, text: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.py": HELD, f"!{beside}": text} if beside else {"a.py": text}
    assert set(variables(files, tmp_path).values()) == {name}


def test_name_that_another_file_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.py": HELD, "b.ts": "export const key = process.env.SUPERTONE_TTS_KEY;\n"}
    assert variables(files, tmp_path) == {("a.py", "key"): "SUPERTONE_TTS_KEY"}


def test_name_that_a_header_gets_from_another_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "config.js": "module.exports = { apiKey: process.env.ST_KEY, mapsKey: process.env.MAPS_KEY };\n",
        "lib/tts.js": "const config = require('../config');\n"
        "fetch('https://supertoneapi.com', { headers: { 'x-sup-api-key': config.apiKey, a: config.mapsKey } });\n",
        "a.py": HELD,
    }
    for order in itertools.permutations(files):
        assert variables(files, tmp_path, [*order]) == {("a.py", "key"): "ST_KEY"}


@pytest.mark.parametrize("name", ["headers", "options", "init", "request", "config"])
def test_words_of_an_interface_are_no_owners(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = f'fetch("https://supertoneapi.com", {{ {name}: new Headers([["x-sup-api-key", "«key»"], ["a", "b"]]) }});\n'
    assert variables({"a.js": text}, tmp_path) == {("a.js", "key"): "SUPERTONE_API_KEY"}


def test_equal_keys_have_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.py": HELD, "b.py": 'STAGING_SUPERTONE_KEY = "«key»"\n', "c.json": '{"supertone_api_key": "«key»"}\n'}
    assert set(variables(files, tmp_path).values()) == {"STAGING_SUPERTONE_KEY"}


def test_different_keys_have_different_names_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "app.py": HELD,
        "jobs/warm_cache.py": HELD.replace("«key»", "«key2»"),
        "b.py": 'import os\nk = os.environ["SUPERTONE_KEY"]\n',
    }
    expected = {("app.py", "key"): "SUPERTONE_KEY", ("jobs/warm_cache.py", "key2"): "SUPERTONE_KEY_WARM_CACHE"}
    for order in itertools.permutations(files):
        assert variables(files, tmp_path, [*order]) == expected


def test_fallback_keeps_its_variable_and_a_dotenv_file_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "!.env": "SUPERTONE_API_KEY=«key»\n",
        "a.py": HELD,
        "b.py": 'import os\nk = os.getenv("SUPERTONE_API_KEY", "«key2»")\n',
        "c.py": HELD.replace("«key»", "«key2»"),
    }
    assert variables(files, tmp_path) == {
        ("a.py", "key"): "SUPERTONE_API_KEY",
        ("b.py", "key2"): "SUPERTONE_API_KEY",
        ("c.py", "key2"): "SUPERTONE_API_KEY_C",
    }


def test_caveat_where_a_dotenv_file_has_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(filled("SUPERTONE_API_KEY=«key2»\n"))

    def caveat() -> str:
        project = Project(str(tmp_path), lambda place: Path(place).relative_to(tmp_path).as_posix())
        file = project.add(str(tmp_path / "a.py"), filled(HELD).encode())
        (literal,) = literal_keys(file, project)
        return variable_caveat(literal, project)

    told = with_deep_stack(caveat)
    assert ".env" in told
    assert not any(key in told for key in KEYS.values())


@pytest.mark.parametrize(
    "silenced",
    [
        {"a.py": 'supertone_key = "«key2»"  # sup-lint: ignore\n'},
        {"a.py": 'supertone_key = "«key2»"  # sup-lint: ignore[hardcoded-key] -- mine\n'},
        {"a.py": 'supertone_key = "«key2»"  # pragma: allowlist secret\n'},
        {"a.py": '# SUPERTONE_API_KEY = "«key2»"\n'},
        {"tests/a.py": 'supertone_key = "«key2»"\n'},
    ],
)
def test_names_are_for_keys_that_are_told(
    silenced: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = variables({**silenced, "z.py": HELD}, tmp_path)
    assert found["z.py", "key"] == "SUPERTONE_API_KEY"
    assert len(set(found.values())) == 2


def test_comment_on_another_rule_silences_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.py": 'supertone_key = "«key2»"  # sup-lint: ignore[key-in-log]\n', "z.py": HELD}
    assert variables(files, tmp_path)["a.py", "key2"] == "SUPERTONE_API_KEY"
