"""From paths to a report: which files are looked at, how they are connected, what is waved through."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sup_lint.config import Config
from sup_lint.engine import connections
from sup_lint.engine.runner import check_paths, check_stdin
from sup_lint.model.report import Report
from sup_lint.sources.files import read
from tests.keymaker import make_key

KEY = make_key(1)
LEAK = f'SUPERTONE_API_KEY = "{KEY}"\n'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write files below the working directory, names to contents."""
    monkeypatch.chdir(tmp_path)

    def _write(**files: str | bytes) -> Path:
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/")
            path = path if path.suffix else path.with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return _write


def check(root: Path, *paths: str, **settings: Any) -> Report:
    return check_paths(paths or ["."], Config(root=str(root))._replace(**settings)).report


def places(report: Report) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.region.line, finding.code) for finding in report.findings]


def test_finding_knows_place_and_mask_but_not_the_key(write: Write) -> None:
    report = check(write(a=f"import os\n{LEAK}"))
    (finding,) = report.findings
    assert (finding.path, *finding.region) == ("a.py", 2, 21, 2, 55)
    assert finding.key is not None
    assert finding.key.preview == f"{KEY[:2]}…"
    assert KEY not in repr(report)
    assert KEY[:3] not in repr(report)


def test_same_key_same_fingerprint(write: Write) -> None:
    other = make_key(2)
    report = check(write(a=LEAK, b=LEAK, c=LEAK.replace(KEY, other)))
    prints = [finding.key.fingerprint for finding in report.findings if finding.key]
    assert len(prints) == 3
    assert prints[0] == prints[1] != prints[2]


class TestConnections:
    """A key in one module, its use in another: found whichever of them is checked."""

    CONFIG = f'TTS = {{"code": "{KEY}"}}\n'
    CLIENT = 'from config import TTS as T\nHEADERS = {"x-sup-api-key": T["code"]}\n'

    @pytest.mark.parametrize("paths", [(".",), ("config.py",), ("client.py",), ("config.py", "client.py")])
    def test_constant_in_another_module(self, write: Write, paths: tuple[str, ...]) -> None:
        root = write(config=self.CONFIG, client=self.CLIENT)
        assert places(check(root, *paths)) == [("config.py", 1, "SUP101")]

    @pytest.mark.parametrize("paths", [(".",), ("main.py",), ("main.py", "client.py")])
    def test_key_handed_to_a_wrapper(self, write: Write, paths: tuple[str, ...]) -> None:
        root = write(
            client='class Voice:\n    def __init__(self, code):\n        self.headers = {"x-sup-api-key": code}\n',
            shop="from client import Voice\n\ndef open_shop(word):\n    return Voice(word)\n",
            main=f'from shop import open_shop\nopen_shop("{KEY}")\n',
        )
        assert places(check(root, *paths)) == [("main.py", 2, "SUP101")]

    def test_through_packages_and_relative_imports(self, write: Write) -> None:
        root = write(
            src__pkg____init__=b"",
            src__pkg__settings=f'CODE = "{KEY}"\n',
            src__pkg__api="from .settings import CODE\n",
            src__pkg__net__client='from ..api import CODE\nheaders = {"x-sup-api-key": CODE}\n',
        )
        (root / "src/pkg/__init__.py").write_text("")
        assert places(check(root)) == [("src/pkg/settings.py", 1, "SUP101")]
        assert places(check(root, "src/pkg/settings.py")) == [("src/pkg/settings.py", 1, "SUP101")]

    def test_literal_without_a_tie_is_nobody_s(self, write: Write) -> None:
        root = write(config=self.CONFIG, other='import config\nheaders = {"x-sup-api-key": load()}\n')
        assert places(check(root)) == []
        assert places(check(root, "config.py")) == []


class TestWavingThrough:
    """Suppressions, per-file ignores, selection."""

    def test_comment_on_the_line_and_above(self, write: Write) -> None:
        root = write(
            a=LEAK.rstrip() + "  # sup-lint: ignore[hardcoded-key] -- revoked\n",
            b="# sup-lint: ignore[SUP101] -- revoked\n" + LEAK,
            c=LEAK.rstrip() + "  # pragma: allowlist secret\n",
            d="# pragma: allowlist nextline secret\n" + LEAK,
            e=LEAK.rstrip() + "  # sup-lint: ignore[key-in-url] -- wrong rule\n",
        )
        report = check(root)
        assert places(report) == [("e.py", 1, "SUP101"), ("e.py", 1, "SUP001")]
        assert report.suppressed == 4

    def test_comment_inside_a_string_is_none(self, write: Write) -> None:
        root = write(a=f'x = ["# sup-lint: ignore", {{"x-sup-api-key": "{KEY}"}}]\n')
        assert places(check(root)) == [("a.py", 1, "SUP101")]

    def test_comment_in_a_file_that_does_not_parse(self, write: Write) -> None:
        report = check(write(a=LEAK.rstrip() + "  # sup-lint: ignore\ndef (:\n"))
        assert places(report) == []
        assert (report.suppressed, len(report.failures)) == (1, 1)

    def test_comment_covers_a_finding_of_several_lines(self, write: Write) -> None:
        half = len(KEY) // 2
        root = write(a=f'supertone_key = (\n    "{KEY[:half]}"\n    "{KEY[half:]}"  # sup-lint: ignore\n)\n')
        assert check(root).suppressed == 1

    @pytest.mark.parametrize(
        ("before", "after"),
        [("# sup-lint: ignore[key-in-log] -- local\n", ""), ("", "  # sup-lint: ignore[key-in-log] -- local")],
    )
    def test_comment_covers_a_statement_of_several_lines(self, write: Write, before: str, after: str) -> None:
        root = write(a=f'import os\n{before}print(\n    "key",\n    os.environ["SUPERTONE_API_KEY"],\n){after}\n')
        report = check(root)
        assert (places(report), report.suppressed) == ([], 1)

    def test_comment_within_a_statement_covers_its_line_only(self, write: Write) -> None:
        lines = 'print(\n    "key",  # sup-lint: ignore[key-in-log]\n    os.environ["SUPERTONE_API_KEY"],\n)\n'
        assert places(check(write(a=f"import os\n{lines}"))) == [("a.py", 3, "SUP001"), ("a.py", 4, "SUP301")]

    def test_a_redacting_filter_makes_a_note(self, write: Write) -> None:
        lines = [
            "import logging, os",
            "class Hide(logging.Filter):",
            "    def filter(self, record):",
            '        record.msg = record.getMessage().replace(os.environ["SUPERTONE_API_KEY"], "***")',
            "        return True",
            "logger = logging.getLogger(__name__)",
            "logger.addFilter(Hide())",
            'logger.info("key %s", os.environ["SUPERTONE_API_KEY"])',
            'print(os.environ["SUPERTONE_API_KEY"])',
        ]
        report = check(write(a="\n".join(lines)))
        assert [(each.region.line, each.severity) for each in report.findings] == [(8, "note"), (9, "error")]

    def test_a_filter_of_another_service_changes_nothing(self, write: Write) -> None:
        lines = [
            "import logging",
            "class Hide(logging.Filter):",
            "    def filter(self, record):",
            '        return "x-sup-api-key" not in record.getMessage()',
            "logging.StreamHandler().addFilter(Hide())",
        ]
        leaking = 'import logging, os\nlogging.getLogger(__name__).info(os.environ["SUPERTONE_API_KEY"])\n'
        root = write(
            services__one__app__log="\n".join(lines), services__one__app__a=leaking, services__two__app__a=leaking
        )
        found = {each.path: each.severity for each in check(root).findings}
        assert found == {"services/one/app/a.py": "note", "services/two/app/a.py": "error"}

    def test_more_of_a_key_may_be_visible(self, write: Write) -> None:
        root = write(a='import os\nkey = os.environ["SUPERTONE_API_KEY"]\nprint(key[:6])\nprint(key[:7])\n')
        assert places(check(root)) == [("a.py", 3, "SUP301"), ("a.py", 4, "SUP301")]
        assert places(check(root, visible_characters=6)) == [("a.py", 4, "SUP301")]

    def test_unselected_rules_leave_their_comments_alone(self, write: Write) -> None:
        root = write(a="x = 1  # supertone  sup-lint: ignore[key-in-url]\n")
        assert places(check(root)) == [("a.py", 1, "SUP001")]
        assert places(check(root, select=("SUP001", "SUP101"))) == []

    def test_select_and_ignore(self, write: Write) -> None:
        root = write(a=LEAK)
        assert places(check(root, ignore=("hardcoded-key",))) == []
        assert places(check(root, select=("SUP104",))) == []
        assert places(check(root, select=("SUP1",))) == [("a.py", 1, "SUP101")]

    def test_per_file_ignores_are_relative_to_the_settings(self, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        root = write(tests__a=LEAK, app__a=LEAK)
        settings = {"per_file_ignores": {"tests/": ("hardcoded-key",)}}
        assert places(check(root, **settings)) == [("app/a.py", 1, "SUP101")]
        monkeypatch.chdir(root / "tests")
        assert places(check(root, "a.py", **settings)) == []

    def test_exclude_holds_for_files_passed_by_name(self, write: Write) -> None:
        root = write(tests__a=LEAK)
        assert check(root, "tests/a.py", exclude=("tests/",)).files == 0


class TestBadInput:
    """Whatever a file holds, the others are checked, and the text still is."""

    @pytest.mark.parametrize(
        ("content", "fails"),
        [
            pytest.param(b"# caf\xe9\n" + LEAK.encode(), False, id="latin-1"),
            pytest.param(b"\xef\xbb\xbf" + LEAK.encode(), False, id="bom"),
            pytest.param(LEAK.encode("utf-16"), False, id="utf-16"),
            pytest.param(b"\0\n" + LEAK.encode(), True, id="null-byte"),
            pytest.param(b"def f(:\n" + LEAK.encode(), True, id="syntax-error"),
            pytest.param(b"print 'python 2'\n" + LEAK.encode(), True, id="python-2"),
            pytest.param(LEAK.encode() + b"x = " + b"(" * 3000 + b"1" + b")" * 3000, True, id="nested-3000"),
            pytest.param(LEAK.encode() + b"x = " + b"(" * 150 + b"1" + b")" * 150, False, id="nested-150"),
            pytest.param(LEAK.encode() + b"x = [" + b"1, " * 10_000 + b"]\n", False, id="long-list"),
            pytest.param(LEAK.encode().replace(b"\n", b"\r\n"), False, id="crlf"),
            pytest.param(b"x = 1\r" + LEAK.encode(), False, id="cr"),
            pytest.param(b"\x0c\n" + LEAK.encode(), False, id="form-feed"),
        ],
    )
    def test_key_is_found_all_the_same(self, write: Write, content: bytes, fails: bool) -> None:
        report = check(write(a=content, b=LEAK))
        assert {finding.path for finding in report.findings} == {"a.py", "b.py"}
        assert [failure.path for failure in report.failures] == (["a.py"] if fails else [])
        assert KEY not in repr(report)

    def test_empty_file(self, write: Write) -> None:
        assert check(write(a=b"")) == Report(files=1)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_unreadable_file_is_a_failure(self, write: Write) -> None:
        root = write(a=LEAK, b=LEAK)
        (root / "a.py").chmod(0)
        report = check(root)
        assert places(report) == [("b.py", 1, "SUP101")]
        assert [failure.path for failure in report.failures] == ["a.py"]

    def test_missing_path_does_not_hide_findings(self, write: Write) -> None:
        root = write(a=LEAK)
        outcome = check_paths(["nowhere", "a.py"], Config(root=str(root)))
        assert outcome.missing == ("nowhere",)
        assert places(outcome.report) == [("a.py", 1, "SUP101")]

    def test_lone_surrogates_and_odd_names(self, write: Write) -> None:
        root = write(a=b'x = "\\ud800"\n' + LEAK.encode())
        odd = os.fsdecode(os.fsencode(str(root)) + b"/new\nline \xff.py")
        Path(odd).write_text(LEAK)
        assert len(check(root).findings) == 2


def test_standard_input_is_checked_under_its_name(write: Write) -> None:
    root = write(config=TestConnections.CONFIG)
    outcome = check_stdin(TestConnections.CLIENT.encode(), "client.py", Config(root=str(root)))
    assert places(outcome.report) == [("config.py", 1, "SUP101")]
    assert places(check_stdin(LEAK.encode(), "notes.txt", Config(root=str(root))).report) == [
        ("notes.txt", 1, "SUP102")
    ]


@pytest.mark.parametrize(
    ("source", "loaded"),
    [("import os\nprint('nothing')\n", set()), (LEAK, {"libcst"})],
    ids=["clean", "suspect"],
)
def test_heavy_libraries_are_loaded_where_they_are_needed(write: Write, source: str, loaded: set[str]) -> None:
    root = write(a=source)
    program = (
        "import sys\n"
        "from sup_lint.cli.main import main\n"
        "try:\n    main(['check', '--isolated', '.'])\n"
        "except SystemExit:\n    pass\n"
        "print('LOADED', *sorted({'libcst', 'rich', 'tree_sitter', 'pathspec', 'detect_secrets'} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert set(result.stdout.rpartition("LOADED")[2].split()) == loaded


def test_file_of_a_repository_far_below_is_checked_without_a_look_at_all_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = tmp_path / "far" / "below"
    (repository / ".git").mkdir(parents=True)
    (repository / "settings.py").write_text(f'TOKEN = "{make_key(9)}"\n')
    user = "from supertone import Supertone\nfrom settings import TOKEN\n\nSupertone(api_key=TOKEN)\n"
    (repository / "app.py").write_text(user)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.py").write_text("import settings\n")
    monkeypatch.chdir(tmp_path)
    looked_at: list[str] = []

    def noted(path: str) -> bytes:
        looked_at.append(os.path.relpath(path))
        return read(path)

    monkeypatch.setattr(connections, "read", noted)
    report = check_paths(["far/below/settings.py"], Config(root=str(tmp_path))).report
    assert [finding.path for finding in report.findings] == ["far/below/settings.py"]
    assert "elsewhere/other.py" not in looked_at
