"""What the rest of a project says of a fix in Python: its settings, its tests, its imports, its dotenv file."""

from pathlib import Path

import pytest

from sup_lint.analysis.fixes.python.dotenv_loading import TOO_EARLY
from sup_lint.model.fix import Safety
from tests.analysis.fixes.fixing import fixed, fixes

KEY = 'SUPERTONE_API_KEY = "«key»"\n'
READ = 'SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]\n'
USED = 'from supertone import Supertone\nSupertone("«key»")\n'
LOAD = "from dotenv import load_dotenv\n"


def _used(variable: str) -> str:
    return f'import os\n\nfrom supertone import Supertone\nSupertone(os.environ["{variable}"])\n'


COMMON = "class Common(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='COM_')\n"
# A module of settings, what it becomes, and the variable that other modules read.
SETTINGS = {
    "of a base class": (
        COMMON + 'class S(Common):\n    supertone_key: str = "«key»"\n',
        COMMON + "class S(Common):\n    supertone_key: str\n",
        "COM_SUPERTONE_KEY",
    ),
    "with a prefix of its own": (
        COMMON + 'class S(Common):\n    model_config = {"env_prefix": "OWN_"}\n    supertone_key: str = "«key»"\n',
        COMMON + 'class S(Common):\n    model_config = {"env_prefix": "OWN_"}\n    supertone_key: str\n',
        "OWN_SUPERTONE_KEY",
    ),
    "imported": (
        'from common import Common\nclass S(Common):\n    supertone_key: str = "«key»"\n',
        "from common import Common\nclass S(Common):\n    supertone_key: str\n",
        "COM_SUPERTONE_KEY",
    ),
    "choices of aliases": (
        'class S(BaseSettings):\n    supertone_key: str = Field("«key»", validation_alias=AliasChoices("SUP_A", "SUP_B"))\n',
        'class S(BaseSettings):\n    supertone_key: str = Field(validation_alias=AliasChoices("SUP_A", "SUP_B"))\n',
        "SUP_A",
    ),
    "a path, then a name": (
        'class S(BaseSettings):\n    supertone_key: str = Field("«key»", validation_alias=AliasChoices(AliasPath("A", 0), "SUP_B"))\n',
        'class S(BaseSettings):\n    supertone_key: str = Field(validation_alias=AliasChoices(AliasPath("A", 0), "SUP_B"))\n',
        "SUP_B",
    ),
    "a path alone": (
        'class S(BaseSettings):\n    supertone_key: str = Field("«key»", validation_alias=AliasPath("SUPERTONE", "key"))\n',
        'class S(BaseSettings):\n    supertone_key: str = Field(validation_alias=AliasPath("SUPERTONE", "key"))\n',
        "SUPERTONE_API_KEY",
    ),
    "several names of pydantic 1": (
        'class S(BaseSettings):\n    supertone_key: str = Field("«key»", env=["TTS_KEY", "B_KEY"])\n',
        'class S(BaseSettings):\n    supertone_key: str = Field(env=["TTS_KEY", "B_KEY"])\n',
        "TTS_KEY",
    ),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, after, variable = SETTINGS[name]
    files = {"conf.py": before, "app.py": USED, "common.py": COMMON}
    assert fixed(files, tmp_path, unsafe=False) == {"conf.py": after, "app.py": _used(variable), "common.py": COMMON}


def test_model_that_is_no_settings_keeps_its_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    base = "import os\nclass Common(BaseModel):\n    pass\nclass S(Common):\n    supertone_key: str = "
    after = base + 'os.environ["SUPERTONE_API_KEY"]\n'
    assert fixed({"a.py": base + '"«key»"\n'}, tmp_path) == {"a.py": after}


def test_settings_of_django(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = 'import os\nSUPERTONE_KEY = os.environ["SUPERTONE_KEY"]\n'
    imported = f"from django.conf import settings\n{USED}"
    files = {"site/settings.py": settings, "app.py": imported, "other.py": USED}
    after = fixed(files, tmp_path, unsafe=False)
    assert after["app.py"] == imported.replace('"«key»"', "settings.SUPERTONE_KEY")
    assert after["other.py"] == _used("SUPERTONE_KEY")


def test_settings_of_django_that_disagree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "site/settings/a.py": 'import os\nSUPERTONE_KEY = os.environ["SUPERTONE_KEY"]\n',
        "site/settings/b.py": "SUPERTONE_KEY = None\n",
        "app.py": f"from django.conf import settings\n{USED}",
    }
    assert 'os.environ["SUPERTONE_KEY"]' in fixed(files, tmp_path)["app.py"]


# --- names of the module -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "mapping"),
    [
        ("import os\ndel os\n", "import os\nfrom os import environ\ndel os\n", "environ"),
        ("import os, sys\ndel (os, sys)\n", "import os, sys\nfrom os import environ\ndel (os, sys)\n", "environ"),
        ("from os import environ\ndel environ\n", "import os\nfrom os import environ\ndel environ\n", "os.environ"),
        ("import os\ndel os.environ['A']\n", "import os\ndel os.environ['A']\n", "os.environ"),
        ("import os\ndel osname\n", "import os\ndel osname\n", "os.environ"),
    ],
)
def test_deleted_name(before: str, after: str, mapping: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert fixed({"a.py": before + KEY}, tmp_path) == {"a.py": after + READ.replace("os.environ", mapping)}


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("", "from a import *\n", "import os as _os\n\n" + READ.replace("os.", "_os.")),
        ("__all__ = ['SUPERTONE_API_KEY']\n", "from a import *\n", "import os\n\n__all__ = ['SUPERTONE_API_KEY']\n" + READ),
        ("", "from a import SUPERTONE_API_KEY\n", "import os\n\n" + READ),
        ("", "from c import *\n", "import os\n\n" + READ),
    ],
)  # fmt: skip
def test_starred_import(first: str, second: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert fixed({"a.py": first + KEY, "b.py": second, "c.py": "x = 1\n"}, tmp_path)["a.py"] == after


# --- the time when the dotenv file is loaded -----------------------------------------------------------------------

EARLY = [
    {"a.py": LOAD + KEY + "def main():\n    load_dotenv()\n"},
    {"a.py": LOAD + KEY + "load_dotenv()\n"},
    {"a.py": 'class A:\n    supertone_api_key = "«key»"\n', "main.py": LOAD + "import a\nload_dotenv()\n"},
    {
        "a.py": 'def f(supertone_api_key="«key»"): pass\n',
        "main.py": LOAD + "import a\ndef main():\n    load_dotenv()\n",
    },
    {"p/a.py": KEY, "p/b.py": "from p import a\n", "main.py": LOAD + "import p.b\nload_dotenv()\n"},
    {"a.py": 'import os\nSUPERTONE_API_KEY = os.getenv("SUPERTONE_API_KEY", "«key»")\n' + LOAD + "load_dotenv()\n"},
]
IN_TIME = [
    {"a.py": LOAD + "load_dotenv()\n" + KEY},
    {"a.py": LOAD + 'def main():\n    load_dotenv()\n    supertone_key = "«key»"\n'},
    {"a.py": KEY, "main.py": LOAD + "load_dotenv()\nimport a\n"},
    {"a.py": "import conf\n" + KEY, "conf.py": LOAD + "load_dotenv()\n", "main.py": LOAD + "import a\nload_dotenv()\n"},
    {"a.py": KEY, "other.py": LOAD + "def main():\n    load_dotenv()\n"},
    {"a.py": KEY},
]


@pytest.mark.parametrize("files", EARLY)
def test_read_before_the_dotenv_file(files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (fix,) = fixes(files, tmp_path)
    assert fix is not None
    assert (fix.kind, fix.caveat) == (Safety.UNSAFE, TOO_EARLY)


@pytest.mark.parametrize("files", IN_TIME)
def test_read_when_it_is_loaded(files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (fix,) = fixes(files, tmp_path)
    assert fix is not None
    assert fix.kind is Safety.SAFE


def test_entry_that_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.py").write_text(LOAD + "import a\ndef main():\n    load_dotenv()\n")
    files = {".env": 'SUPERTONE_API_KEY="«key»"\n', "a.py": KEY}
    assert [fix.caveat for fix in fixes(files, tmp_path) if fix and fix.edits[-1].path == "a.py"] == [TOO_EARLY]


# --- tests ---------------------------------------------------------------------------------------------------------

TESTS = [
    'def test_a(monkeypatch):\n    monkeypatch.setenv("SUPERTONE_API_KEY", "«key»")\n    assert late() == \'«key»\'\n    assert h == "Bearer «key»"\n',
    '@mock.patch.dict("os.environ", {"SUPERTONE_API_KEY": "«key»"}, clear=True)\ndef test_a():\n    h = {"x-sup-api-key": f"«key2»"}\n    assert h != {"x-sup-api-key": "«key»"}\n',
    '@pytest.mark.parametrize("supertone_api_key", ["«key»", "«key2»"])\ndef test_a(supertone_api_key): pass\n',
    'def test_a(monkeypatch):\n    monkeypatch.delenv("SUPERTONE_API_KEY", raising=False)\n    assert make(supertone_api_key="«key»").key == "«key»"\n',
    'import os\nos.environ["SUPERTONE_API_KEY"] = "«key»"\nmatch headers["x-sup-api-key"]:\n    case "«key»": pass\n',
]  # fmt: skip


@pytest.mark.parametrize("source", TESTS)
def test_what_is_set_and_what_is_expected(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = fixes({"tests/test_a.py": source}, tmp_path)
    assert {fix and fix.kind for fix in made} == {Safety.UNSAFE}
    after = source.replace("«key»", "test-key").replace("«key2»", "test-key-2")
    assert fixed({"tests/test_a.py": source}, tmp_path) == {"tests/test_a.py": after}
    assert not fixes({"tests/test_a.py": after}, tmp_path)


def test_key_of_several_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "tests/conftest.py": 'import os\nos.environ["SUPERTONE_API_KEY"] = "«key»"\n',
        "tests/test_a.py": 'def test_a():\n    assert sent() == {"x-sup-api-key": "«key»"}\n    assert other == "test-key"\n',
    }
    after = {name: text.replace("«key»", "test-key-2") for name, text in files.items()}
    assert fixed(files, tmp_path) == after


def test_tests_that_take_another_variable_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = 'def test_a(monkeypatch):\n    monkeypatch.delenv("HOME")\n    h = {"x-sup-api-key": "«key»"}\n'
    assert READ.partition(" = ")[2].strip() in fixed({"tests/test_a.py": source}, tmp_path)["tests/test_a.py"]


def test_other_tests_read_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"tests/test_a.py": f"def test_a():\n    {USED.splitlines()[0]}\n    Supertone('«key»')\n"}
    assert "os.environ['SUPERTONE_API_KEY']" in fixed(files, tmp_path, unsafe=False)["tests/test_a.py"]
