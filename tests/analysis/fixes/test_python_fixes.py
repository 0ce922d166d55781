"""Keys in Python, before and after their fixes."""

import base64
from pathlib import Path

import libcst
import pytest

from sup_lint.model.fix import Safety
from tests.analysis.fixes.fixing import KEYS, filled, fixed, fixes

READ = 'os.environ["SUPERTONE_API_KEY"]'
KEY = KEYS[""]
ENCODED = {
    "«base64»": base64.b64encode(KEY.encode()).decode(),
    "«hex»": KEY.encode().hex(),
    "«reversed»": KEY[::-1],
    "«first»": KEY[:15],
    "«second»": KEY[15:],
}


def spelled(text: str) -> str:
    """The text with the disguises of the key filled in."""
    for name, value in ENCODED.items():
        text = text.replace(name, value)
    return text


# Each with `import os` above already, and «read» for what reads the variable.
EXPRESSIONS = [
    ('SUPERTONE_API_KEY = "«key»"', "SUPERTONE_API_KEY = «read»"),
    ("SUPERTONE_API_KEY = '«key»'", "SUPERTONE_API_KEY = os.environ['SUPERTONE_API_KEY']"),
    ('SUPERTONE_API_KEY = """«key»"""', "SUPERTONE_API_KEY = «read»"),
    ('SUPERTONE_API_KEY = r"«key»"', "SUPERTONE_API_KEY = «read»"),
    ('SUPERTONE_API_KEY = (\n    "«key»"  # mine\n)', "SUPERTONE_API_KEY = (\n    «read»  # mine\n)"),
    ('SUPERTONE_API_KEY = \\\n    "«key»"', "SUPERTONE_API_KEY = \\\n    «read»"),
    ('headers = {"x-sup-api-key": "«key»", "a": 1}', 'headers = {"x-sup-api-key": «read», "a": 1}'),
    ('headers = dict(supertone_api_key="«key»")', "headers = dict(supertone_api_key=«read»)"),
    ('def f(a, supertone_api_key="«key»", *, b=1): pass', "def f(a, supertone_api_key=«read», *, b=1): pass"),
    ('f = lambda supertone_key="«key»": None', "f = lambda supertone_key=«read»: None"),
    ('class A:\n    supertone_api_key: str = "«key»"', "class A:\n    supertone_api_key: str = «read»"),
    ('if (supertone_key := "«key»"):\n    pass', "if (supertone_key := «read»):\n    pass"),
    ('name, supertone_key = "anna", "«key»"', 'name, supertone_key = "anna", «read»'),
    ('supertone_key = None\nok = supertone_key == "«key»"', "supertone_key = None\nok = supertone_key == «read»"),
    ('supertone_key = None\nok = supertone_key in ("«key»", "x")', "supertone_key = None\nok = supertone_key in («read», \"x\")"),
    ('h = {"x-sup-api-key": b"«key»"}', 'h = {"x-sup-api-key": «read».encode()}'),
    ('h = {"x-sup-api-key": b"«key»".decode("ascii")}', 'h = {"x-sup-api-key": «read»}'),
    ('h = b"x-sup-api-key: «key»\\r\\n"', 'h = b"x-sup-api-key: " + «read».encode() + b"\\r\\n"'),
    ('h = b"x-sup-api-key: «key»".split()', 'h = (b"x-sup-api-key: " + «read».encode()).split()'),
    ('h = b"x-sup-api-key: «key»; ".split()', 'h = (b"x-sup-api-key: " + «read».encode() + b"; ").split()'),
    ('h = "x-sup-api-key: «key»"', "h = f\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}\""),
    ("h = 'x-sup-api-key: «key»'", "h = f'x-sup-api-key: {«read»}'"),
    ('h = u"x-sup-api-key: «key»"', "h = f\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}\""),
    ('h = R"x-sup-api-key: «key» \\d{2}"', "h = fR\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']} \\d{{2}}\""),
    ('h = """{\n "supertone_api_key": "«key»"}"""', 'h = f"""{{\n "supertone_api_key": "{«read»}"}}"""'),
    ('h = "\\N{EM DASH} x-sup-api-key: «key» {}"', "h = f\"\\N{EM DASH} x-sup-api-key: {os.environ['SUPERTONE_API_KEY']} {{}}\""),
    ('h = "x-sup-api-key: «key», again «key»"', "h = f\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}, again {os.environ['SUPERTONE_API_KEY']}\""),
    ('n = 1\nh = f"x-sup-api-key: «key» {n}"', "n = 1\nh = f\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']} {n}\""),
    ('h = {"x-sup-api-key": f"«key»"}', "h = {\"x-sup-api-key\": f\"{os.environ['SUPERTONE_API_KEY']}\"}"),
    ('h = {"x-sup-api-key": f"""«key»"""}', 'h = {"x-sup-api-key": f"""{«read»}"""}'),
    ('n = 1\nh = f"\'x-sup-api-key: «key»\' {n}"', "n = 1\nh = f\"'x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}' {n}\""),
    ('n = 1\nh = f\'"x-sup-api-key": "«key»", {n}\'', "n = 1\nh = f'\"x-sup-api-key\": \"{os.environ[\"SUPERTONE_API_KEY\"]}\", {n}'"),
    ('h = f"x-sup-api-key: {\'«key»\'}"', "h = f\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}\""),
    ('h = {"Authorization": "supertone", "x-sup-api-key": "Bearer «key»"}', "h = {\"Authorization\": \"supertone\", \"x-sup-api-key\": f\"Bearer {os.environ['SUPERTONE_API_KEY']}\"}"),
    ('h = {"x-sup-api-key": "Bearer " + "«key»"}', 'h = {"x-sup-api-key": "Bearer " + «read»}'),
    ('h = {"x-sup-api-key": ("Bearer "\n  "«key»")}', "h = {\"x-sup-api-key\": (\"Bearer \"\n  f\"{os.environ['SUPERTONE_API_KEY']}\")}"),
    ('h = {"x-sup-api-key": "Bearer %s" % "«key»"}', 'h = {"x-sup-api-key": "Bearer %s" % «read»}'),
    ('h = {"x-sup-api-key": "Bearer {}".format("«key»")}', 'h = {"x-sup-api-key": "Bearer {}".format(«read»)}'),
    ("n = 1\nh = \"-H 'x-sup-api-key: «key»' 50%% %d\" % n", "n = 1\nh = f\"-H 'x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}' 50%% %d\" % n"),
    ("n = 1\nh = \"%d -H 'x-sup-api-key: «key»'\" % n", "n = 1\nh = f\"%d -H 'x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}'\" % n"),
    ('h = {"x-sup-api-key": " «key» ".strip()}', "h = {\"x-sup-api-key\": f\" {os.environ['SUPERTONE_API_KEY']} \".strip()}"),
    ('h = {"x-sup-api-key": "«first»" + "«second»"}', 'h = {"x-sup-api-key": «read»}'),
    ('h = {"x-sup-api-key": "«first»" "«second»"}', 'h = {"x-sup-api-key": «read»}'),
    ('h = {"x-sup-api-key": "".join(["«first»", "«second»"])}', 'h = {"x-sup-api-key": «read»}'),
    ('h = {"x-sup-api-key": "%s%s" % ("«first»", "«second»")}', 'h = {"x-sup-api-key": «read»}'),
    ('h = {"x-sup-api-key": "Bearer «first»" + "«second»"}', "h = {\"x-sup-api-key\": f'Bearer {«read»}'}"),
    ('import base64\nh = {"x-sup-api-key": base64.b64decode("«base64»").decode()}', 'import base64\nh = {"x-sup-api-key": «read»}'),
    ('h = {"x-sup-api-key": bytes.fromhex("«hex»").decode()}', 'h = {"x-sup-api-key": «read»}'),
    ('h = {"x-sup-api-key": "«reversed»"[::-1]}', 'h = {"x-sup-api-key": «read»}'),
    ('import json\nh = json.loads(\'{"supertone_api_key": "«key»"}\')', 'import json\nh = json.loads(f\'{{"supertone_api_key": "{«read»}"}}\')'),
    ('def f():\n    """Say it.\n\n    >>> Supertone(api_key="«key»")\n    """', 'def f():\n    """Say it.\n\n    >>> Supertone(api_key="<your-supertone-api-key>")\n    """'),
    ("x = 1  # SUPERTONE_API_KEY = '«key»'", "x = 1  # SUPERTONE_API_KEY = '<your-supertone-api-key>'"),
    ('key = os.getenv("SUPERTONE_API_KEY", "«key»")', "key = «read»"),
    ('key = os.environ.get("SUPERTONE_API_KEY", "«key»")', "key = «read»"),
    ('key = os.environ.get("SUPERTONE_API_KEY") or "«key»"', "key = «read»"),
    ('key = None or os.getenv("SUPERTONE_API_KEY") or "«key»"', "key = None or «read»"),
    ('key = (os.getenv("SUPERTONE_API_KEY")) or "«key»"', 'key = (os.getenv("SUPERTONE_API_KEY")) or «read»'),
    ('key = os.getenv("SUPERTONE_API_KEY",  # .env\n    "«key»")', 'key = os.getenv("SUPERTONE_API_KEY",  # .env\n    «read»)'),
    ('N = "SUPERTONE_API_KEY"\nkey = os.environ.get(N, "«key»")', 'N = "SUPERTONE_API_KEY"\nkey = os.environ[N]'),
    ('key = os.environ["SUPERTONE_API_KEY"] if "SUPERTONE_API_KEY" in os.environ else "«key»"', "key = «read»"),
    ('key = os.getenv("SUPERTONE_API_KEY") if os.getenv("SUPERTONE_API_KEY") else "«key»"', "key = «read»"),
    ('key = os.getenv("SUPERTONE_KEY_2", os.getenv("SUPERTONE_API_KEY", "«key»"))', 'key = os.getenv("SUPERTONE_KEY_2", os.getenv("SUPERTONE_API_KEY"))'),
    ('key = os.getenv("SUPERTONE_API_KEY", "«key»")\nif not key:\n    raise SystemExit(1)', 'key = os.getenv("SUPERTONE_API_KEY")\nif not key:\n    raise SystemExit(1)'),
    ('key = os.getenv("SUPERTONE_API_KEY")\nif not key:\n    key = "«key»"', 'key = os.getenv("SUPERTONE_API_KEY")\nif not key:\n    raise RuntimeError("SUPERTONE_API_KEY is not set")'),
    ('try:\n    supertone_key = os.environ["SUPERTONE_API_KEY"]\nexcept KeyError:\n    supertone_key = "«key»"', 'try:\n    supertone_key = os.environ["SUPERTONE_API_KEY"]\nexcept KeyError:\n    raise'),
    ('os.environ["SUPERTONE_API_KEY"] = "«key»"\nx = 1', "x = 1"),
    ('os.environ["SUPERTONE_API_KEY"] = "«key»"  # mine\nx = 1', "# mine\nx = 1"),
    ('def f():\n    os.environ["SUPERTONE_API_KEY"] = "«key»"', "def f():\n    pass"),
    ('x = 1; os.environ["SUPERTONE_API_KEY"] = "«key»"; y = 2', "x = 1; pass; y = 2"),
    ('os.environ.setdefault("SUPERTONE_API_KEY", "«key»")\nx = 1', "x = 1"),
    ('key = os.environ.setdefault("SUPERTONE_API_KEY", "«key»")', "key = «read»"),
    ('os.environ.update({"SUPERTONE_API_KEY": "«key»"})', 'os.environ.update({"SUPERTONE_API_KEY": «read»})'),
    ('env = {**os.environ, "SUPERTONE_API_KEY": "«key»"}', 'env = {**os.environ, "SUPERTONE_API_KEY": «read»}'),
]  # fmt: skip

# What needs libraries that aren't here to run.
OTHERS = [
    ("class S(BaseSettings):\n    supertone_api_key: str = \"«key»\"\n", "class S(BaseSettings):\n    supertone_api_key: str\n"),
    ('from pydantic import SecretStr\nclass S(BaseSettings):\n    supertone_api_key: SecretStr = SecretStr("«key»")\n', "from pydantic import SecretStr\nclass S(BaseSettings):\n    supertone_api_key: SecretStr\n"),
    ('class S(BaseSettings):\n    supertone_api_key: str = Field("«key»", repr=False)\n', "class S(BaseSettings):\n    supertone_api_key: str = Field(repr=False)\n"),
    ('class S(BaseSettings):\n    supertone_api_key: str = Field(repr=False, default="«key»")\n', "class S(BaseSettings):\n    supertone_api_key: str = Field(repr=False)\n"),
    ('import os\nclass M(BaseModel):\n    supertone_api_key: str = Field(default="«key»", alias="SUPERTONE_API_KEY")\n', 'import os\nclass M(BaseModel):\n    supertone_api_key: str = Field(default=«read», alias="SUPERTONE_API_KEY")\n'),
    ('from decouple import config\nk = config("SUPERTONE_API_KEY", default="«key»")\n', 'from decouple import config\nk = config("SUPERTONE_API_KEY")\n'),
    ('from environs import Env\nenv = Env()\nk = env.str("SUPERTONE_API_KEY", "«key»")\n', 'from environs import Env\nenv = Env()\nk = env.str("SUPERTONE_API_KEY")\n'),
    ('import environ\nenv = environ.Env()\nSECRET_KEY = env("SECRET_KEY")\nSUPERTONE_API_KEY = "«key»"\n', 'import environ\nenv = environ.Env()\nSECRET_KEY = env("SECRET_KEY")\nSUPERTONE_API_KEY = env("SUPERTONE_API_KEY")\n'),
    ('from app.config import settings\na = Supertone(settings.supertone_api_key)\nb = {"x-sup-api-key": "«key»"}\n', 'from app.config import settings\na = Supertone(settings.supertone_api_key)\nb = {"x-sup-api-key": settings.supertone_api_key}\n'),
    ('from app.config import settings\na = Supertone(settings.supertone_api_key.get_secret_value())\nb = {"x-sup-api-key": "«key»"}\n', 'from app.config import settings\na = Supertone(settings.supertone_api_key.get_secret_value())\nb = {"x-sup-api-key": settings.supertone_api_key.get_secret_value()}\n'),
    ('import os\nfrom django.conf import settings\na = settings.SUPERTONE_API_KEY\nsettings.SUPERTONE_API_KEY = "«key»"\n', "import os\nfrom django.conf import settings\na = settings.SUPERTONE_API_KEY\nsettings.SUPERTONE_API_KEY = «read»\n"),
    ('import os\nk = getattr(settings, "SUPERTONE_API_KEY", "«key»")\n', 'import os\nk = getattr(settings, "SUPERTONE_API_KEY", «read»)\n'),
    ('@click.option("--key",\n    envvar="SUPERTONE_API_KEY",\n    default="«key»",\n    help="the key")\ndef main(key): pass\n', '@click.option("--key",\n    envvar="SUPERTONE_API_KEY",\n    help="the key")\ndef main(key): pass\n'),
    ('import os\nparser.add_argument("--supertone-api-key", default="«key»")\n', 'import os\nparser.add_argument("--supertone-api-key", default=os.environ.get("SUPERTONE_API_KEY"))\n'),
    ('import os\ndef main(supertone_api_key: str = typer.Option("«key»", "--key")): pass\n', 'import os\ndef main(supertone_api_key: str = typer.Option(os.environ.get("SUPERTONE_API_KEY"), "--key")): pass\n'),
    ('import os\nsubprocess.run(["curl", "-H", "x-sup-api-key: «key»"])\n', "import os\nsubprocess.run([\"curl\", \"-H\", f\"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}\"])\n"),
    ('import os\nos.system("curl -H \\"x-sup-api-key: «key»\\" https://supertoneapi.com/v1")\n', 'import os\nos.system("curl -H \\"x-sup-api-key: $SUPERTONE_API_KEY\\" https://supertoneapi.com/v1")\n'),
    ("import os\nos.system(\"curl -H 'x-sup-api-key: «key»' https://supertoneapi.com/v1\")\n", "import os\nos.system(f\"curl -H 'x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}' https://supertoneapi.com/v1\")\n"),
    ('import os\nimport subprocess\nsubprocess.run("curl -H \\"x-sup-api-key: «key»\\"", shell=True, env=env)\n', 'import os\nimport subprocess\nsubprocess.run(f"curl -H \\"x-sup-api-key: {os.environ[\'SUPERTONE_API_KEY\']}\\"", shell=True, env=env)\n'),
    ('import subprocess\nsubprocess.run("SUPERTONE_API_KEY=«key» ./say", shell=True)\n', 'import subprocess\nsubprocess.run("SUPERTONE_API_KEY=$SUPERTONE_API_KEY ./say", shell=True)\n'),
]  # fmt: skip

UNFIXED = [
    'match request.headers.get("x-sup-api-key"):\n    case "«key»": pass\n',
    'from supertone import Supertone\nENCODED = "«reversed»"\nSupertone(ENCODED[::-1])\n',
    'from supertone import Supertone\na, b = "«first»", "«second»"\nSupertone(a + b)\n',
    'def f(os, environ):\n    supertone_api_key = "«key»"\n',
    "h = f\"{f'x-sup-api-key: «key»'}\"\n",
    'h = b"a" b"x-sup-api-key: «key»"\n',
]


def _after(text: str) -> str:
    return filled(spelled(text)).replace("«read»", READ)


@pytest.mark.parametrize(("before", "after"), EXPRESSIONS)
def test_expression(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, after = spelled(f"import os\n{before}\n"), _after(f"import os\n{after}\n")
    assert fixed({"a.py": before}, tmp_path, unsafe=False) == {"a.py": after}
    libcst.parse_module(after)
    assert not fixes({"a.py": after}, tmp_path)
    monkeypatch.setenv("SUPERTONE_API_KEY", KEY)
    assert _values(after) == _values(filled(before))


# What gives the key in roundabout ways: only the value counts.
ROUNDABOUT = [
    '(lambda: "«key»")()', 'str("«key»")', '"«key»" if True else None', '"«key»".lower()', '"Bearer «key»".split()[1]',
    '"«key»\\n".strip()', '"a,«key»".split(",")[1]', '["«key»"][0]', '"%s" % "«key»"', '"".join(list("«key»"))',
    '"{0}".format("«key»")', '"{k}".format(k="«key»")', '"«key»" ""', '""  "«key»"', '("«key»",)[0]', '("«key»")',
    'rb"«key»".decode()', 'bytearray(b"«key»").decode()', 'str(b"«key»", "ascii")', 'f"{\'«key»\'!s}"', 'f"{\'«key»\':<40}"',
    '{"k": "«key»"}["k"]', '[k for k in ["«key»"]][0]', '"«key»"[:]', '"«key»" + ""', '"<«key»>"[1:-1]', '"{«key»}".strip("{}")',
    '"\\u0030«key»"[1:]', '"«key»".encode().decode()', '(b"\\x00«key»\\xff"[1:-1]).decode()', '"""\n«key»\n""".strip()',
    '"«first»" \'«second»\'', 'f"«first»" "«second»"', '"".join(reversed("«reversed»"))',
]  # fmt: skip


@pytest.mark.parametrize("expression", ROUNDABOUT)
def test_value_stays(expression: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = spelled(f'import os\nh = {{"x-sup-api-key": {expression}}}\n')
    after = fixed({"a.py": before}, tmp_path, unsafe=False)["a.py"]
    assert KEY not in after
    assert not fixes({"a.py": after}, tmp_path)
    monkeypatch.setenv("SUPERTONE_API_KEY", KEY)
    assert _values(after) == _values(filled(before))


def _values(source: str) -> dict[str, object]:
    """The plain values that a module binds when it runs."""
    names: dict[str, object] = {}
    exec(compile(source, "a.py", "exec"), names)
    return {name: value for name, value in names.items() if isinstance(value, str | bytes | dict | bool | list | tuple)}


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_library(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert fixed({"a.py": before}, tmp_path, unsafe=False) == {"a.py": _after(after)}
    assert not fixes({"a.py": _after(after)}, tmp_path)


@pytest.mark.parametrize("source", UNFIXED)
def test_no_expression_is_right(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = fixes({"a.py": spelled(source)}, tmp_path)
    assert made
    assert not any(made)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('monkeypatch.setenv("SUPERTONE_API_KEY", "«key»")', 'monkeypatch.setenv("SUPERTONE_API_KEY", "test-key")'),
        ("os.environ['SUPERTONE_API_KEY'] = '«key»'", "os.environ['SUPERTONE_API_KEY'] = 'test-key'"),
        ('patch.dict(os.environ, {"SUPERTONE_API_KEY": "«key»"})', 'patch.dict(os.environ, {"SUPERTONE_API_KEY": "test-key"})'),
    ],
)  # fmt: skip
def test_placeholder_for_tests(before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (fix,) = fixes({"tests/test_a.py": before}, tmp_path)
    assert fix is not None
    assert fix.kind is Safety.UNSAFE
    assert fix.caveat
    assert fixed({"tests/test_a.py": before}, tmp_path) == {"tests/test_a.py": after}


def test_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (fix,) = fixes({"a.py": "SUPERTONE_API_KEY = '«key»'\n"}, tmp_path)
    assert fix is not None
    assert fix.message == f"read the key from {READ}"


def test_type_keeps_its_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = 'import os\nSUPERTONE_API_KEY: Literal["«key»"] = "«key»"\n'
    after = f'import os\nSUPERTONE_API_KEY: Literal["{KEY}"] = {READ}\n'
    assert fixed({"a.py": source}, tmp_path) == {"a.py": after}


def test_definition_is_edited_not_its_uses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "config.py": 'K = "«key»"\n',
        "app.py": 'from config import K\nheaders = {"x-sup-api-key": K}\n',
    }
    project = fixed({"app.py": files["app.py"], "config.py": files["config.py"]}, tmp_path)
    assert project["app.py"] == files["app.py"]


def test_key_of_one_branch_is_not_silently_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (fix,) = fixes({"a.py": 'import os\nkey = os.environ["SUPERTONE_API_KEY"] if prod else "«key»"\n'}, tmp_path)
    assert fix is not None
    assert fix.kind is Safety.UNSAFE
