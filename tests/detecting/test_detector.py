"""The detector, as detect-secrets loads and calls it."""

import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.settings import transient_settings
from detect_secrets.util.code_snippet import CodeSnippet, get_code_snippet

from sup_lint.detect_secrets_plugin import SupertoneKeyDetector
from sup_lint.detecting.layout import DETECTOR, SECRET_TYPE, plugin_file
from sup_lint.keys.matcher import find_keys
from sup_lint.sources.reading import decode
from tests.keymaker import BASE62, make_key
from tests.rules.lexical.carriers import CARRIERS

ROOT = Path(__file__).parents[2]
KEY = make_key(501)
SETTINGS = {"plugins_used": [{"name": DETECTOR, "path": f"file://{plugin_file()}"}], "filters_used": []}


def detected(text: str, filename: str = "no such file") -> set[str]:
    """What the detector yields over all lines, called as detect-secrets calls it."""
    detector = SupertoneKeyDetector()
    lines = io.StringIO(text, newline=None).readlines()
    return {
        str(secret.secret_value)
        for number, line in enumerate(lines, start=1)
        for secret in detector.analyze_line(filename, line.rstrip(), number, get_code_snippet(lines, number))
    }


def found_by_matcher(text: str) -> set[str]:
    return {match.value for match in find_keys(io.StringIO(text, newline=None).read())}


def test_it_agrees_with_the_matcher_on_every_carrier() -> None:
    texts = [text for positions in CARRIERS.values() for text in positions.values()]
    found = [detected(text.replace("•", KEY)) for text in texts]
    assert found == [found_by_matcher(text.replace("•", KEY)) for text in texts]
    assert found.count({KEY}) > 100
    silent = [text.replace("•", "your-api-key-here") for text in texts]
    assert [detected(text) for text in silent] == [found_by_matcher(text) for text in silent]


def test_it_agrees_with_the_matcher_on_every_story() -> None:
    total = 0
    for folder, _, names in os.walk(ROOT / "fixtures"):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                text = decode(file.read())
            wanted = found_by_matcher(text)
            assert detected(text, path) == wanted, path
            total += len(wanted)
    assert total > 50


@pytest.mark.parametrize(
    "text",
    [
        f'SUPERTONE_API_KEY = (\n    "{KEY}"\n)\n',
        f'headers = {{\n    "x-sup-api-key":\n        "{KEY}",\n}}\n',
        f'client = Supertone(\n    api_key="{KEY}",\n)\n',
        f'import supertone\n\nAPI_KEY = "{KEY}"\n',
        f'API_KEY = "{KEY}"\n\n\nURL = "https://supertoneapi.com/v1"\n',
        f'SUPERTONE_API_KEY = "{make_key(502, 12, BASE62)}"\n',
        f"curl -H 'x-sup-api-key: {KEY}' https://supertoneapi.com/v1/voices\n",
        f"https://supertoneapi.com/v1/voices?api_key={KEY}\n",
    ],
)
def test_the_lines_around_are_taken_into_account(text: str) -> None:
    assert detected(text) == found_by_matcher(text) != set()


def test_the_file_ties_a_neutral_name_far_away(tmp_path: Path) -> None:
    text = "from supertone import Supertone\n" + "x = 1\n" * 40 + f'API_KEY = "{KEY}"\n'
    path = tmp_path / "settings.py"
    assert detected(text, str(path)) == set()  # nothing near by, and no such file
    path.write_text(text)
    assert detected(text, str(path)) == {KEY}
    other = text.replace("from supertone import Supertone", "from elsewhere import it")
    path.write_text(other)
    assert detected(other, str(path)) == set()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp949", "cp1252"])
def test_a_file_ties_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    remark = {"cp1252": "é"}.get(encoding, "슈퍼톤")
    text = f"# {remark}\nfrom supertone import Supertone\n" + "x = 1\n" * 40 + f'API_KEY = "{KEY}"\n'
    path = tmp_path / "settings.py"
    path.write_bytes(text.encode(encoding))
    assert detected(text, str(path)) == {KEY}


@pytest.mark.parametrize(
    "line",
    [
        'client = Supertone(api_key="your-api-key-here")',
        'client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])',
        "SUPERTONE_API_KEY=${SUPERTONE_API_KEY}",
        'SUPERTONE_VOICE_ID = "' + make_key(503, 22, BASE62) + '"',
        f'OPENAI_API_KEY = "{KEY}"  # not for supertone',
        f'API_KEY = "{KEY}"',
        f"sha256: {KEY}{KEY}",
    ],
)
def test_what_is_no_key_is_left_alone(line: str) -> None:
    assert detected(line) == set()


def test_a_line_alone() -> None:
    detector = SupertoneKeyDetector()
    line = f'client = Supertone(api_key="{KEY}")'
    assert list(detector.analyze_string(line)) == [KEY]
    [secret] = detector.analyze_line("adhoc-string-scan", line)
    assert (secret.type, secret.filename, secret.line_number) == (SECRET_TYPE, "adhoc-string-scan", 0)


def test_lines_of_another_place_name_nothing() -> None:
    """In a diff detect-secrets takes the wrong lines for the context, or none."""
    line = f'client = Supertone(api_key="{KEY}")'
    wrong = CodeSnippet(snippet=["a = 1", "SUPERTONE_API_KEY =", "b = 2"], start_line=0, target_index=2)
    for context in (wrong, CodeSnippet(snippet=[], start_line=94, target_index=5)):
        [secret] = SupertoneKeyDetector().analyze_line("x.py", line, 100, context)
        assert secret.secret_value == KEY
    assert SupertoneKeyDetector().analyze_line("x.py", f'"{KEY}"', 100, wrong) == set()


@pytest.mark.parametrize(
    "line",
    [
        "\udcff" * 50 + "supertone \ud800",
        "\0supertone\0",
        "",
        "슈퍼톤 supertone 키: 비밀",
        "x-sup-api-key: \udc80" + "a1" * 16,
    ],
)
def test_any_text_is_taken(line: str) -> None:
    assert detected(line) == set()


def test_a_key_beside_what_is_no_text() -> None:
    assert detected(f"\udcff\udcfe SUPERTONE_API_KEY={KEY} \udcff\n") == {KEY}


@pytest.mark.parametrize("part", ["x-sup-api-key ", "supertone key ", '{"a":"b",', "supertone", "a1" * 20 + " key: "])
def test_very_long_lines_come_to_an_end(part: str) -> None:
    line = part * (300_000 // len(part))
    assert SupertoneKeyDetector().analyze_line("x", line, 2, get_code_snippet([line] * 3, 2)) == set()


def test_it_is_a_kind_that_the_filter_for_identifiers_spares() -> None:
    assert issubclass(SupertoneKeyDetector, RegexBasedDetector)
    assert SupertoneKeyDetector().json() == {"name": DETECTOR}
    assert SupertoneKeyDetector.secret_type == SECRET_TYPE


def test_verification_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    path = tmp_path / "a.py"
    path.write_text(f'SUPERTONE_API_KEY = "{KEY}"\n')
    verifying = {"path": "detect_secrets.filters.common.is_ignored_due_to_verification_policies", "min_level": 2}
    with transient_settings(SETTINGS | {"filters_used": [verifying]}):
        secrets = SecretsCollection()
        secrets.scan_file(str(path))
    assert [secret.is_verified for _, secret in secrets] == [False]


def command_line(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=directory, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, str]]]:
    """What `detect-secrets scan -p` writes of a folder: lines and types by file."""
    directory = tmp_path_factory.mktemp("scanned")
    directory.joinpath("dict.py").write_text(f'a = 1\nheaders = {{"x-sup-api-key": "{KEY}"}}\n')
    directory.joinpath("call.py").write_text(f'client = Supertone(api_key="{KEY}")\n')
    directory.joinpath("deploy.yaml").write_text(f"env:\n  SUPERTONE_API_KEY: {KEY}\n")
    directory.joinpath("tts.ini").write_text(f"[supertone]\napi_key = {KEY}\n")
    disable = ("--disable-filter", "detect_secrets.filters.heuristic.is_indirect_reference")
    scan = ("-m", "detect_secrets", "scan", "--all-files", "-p", plugin_file(), *disable, "-n")
    done = command_line(directory, *scan)
    assert (done.returncode, done.stderr) == (0, "")
    assert KEY not in done.stdout
    results = json.loads(done.stdout)["results"]
    return {
        name: [(entry["line_number"], entry["type"]) for entry in entries if entry["type"] == SECRET_TYPE]
        for name, entries in results.items()
    }


@pytest.mark.parametrize(("name", "line"), [("dict.py", 2), ("call.py", 1), ("deploy.yaml", 2), ("tts.ini", 2)])
def test_the_real_scan_finds_keys(scanned: dict[str, list[tuple[int, str]]], name: str, line: int) -> None:
    assert scanned[name] == [(line, SECRET_TYPE)]


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_children_of_a_pool_load_it(tmp_path: Path, method: str) -> None:
    """As detect-secrets' pool does it where processes are not forked: macOS, Windows, Linux since Python 3.14."""
    paths = [tmp_path / f"{number}.py" for number in range(3)]
    for path in paths:
        path.write_text(f'SUPERTONE_API_KEY = "{KEY}"\n')
    program = f"""
import multiprocessing
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings
if __name__ == "__main__":
    multiprocessing.set_start_method({method!r})
    with transient_settings({SETTINGS!r}):
        secrets = SecretsCollection()
        secrets.scan_files(*{[str(path) for path in paths]!r}, num_processors=2)
    print(sorted((name, secret.type) for name, secret in secrets))
"""
    script = tmp_path / "program.py"
    script.write_text(program)
    done = command_line(tmp_path, str(script))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(SECRET_TYPE) == 3


def test_loading_it_imports_little() -> None:
    program = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("plugin", {plugin_file()!r})
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print([name for name in ("libcst", "click", "rich", "tree_sitter", "sup_lint.config", "sup_lint.cli") if name in sys.modules])
"""
    done = command_line(ROOT, "-c", program)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
