"""`sup-lint init`, in repositories as people have them."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from sup_lint.cli.main import main
from sup_lint.setting_up.change import Advice, Change
from sup_lint.setting_up.hook import hook
from sup_lint.setting_up.origin import Origin, origin
from sup_lint.setting_up.place import Place
from sup_lint.setting_up.plan import plan
from tests.keymaker import make_key

ORIGIN = Origin("https://git.example.com/team/sup-lint", "v1.2.3")
ITEM = {"repo": ORIGIN.url, "rev": "v1.2.3", "hooks": [{"id": "sup-lint"}]}


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", "."], check=True)
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:anna/tts.git"], check=True)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["init", "--repo", ORIGIN.url, *arguments])

    return invoke


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def test_it_shows_the_diff_and_writes_nothing_unless_told(init: Callable[..., Result], tmp_path: Path) -> None:
    for arguments in ((), ("--diff",)):
        result = init(*arguments)
        assert result.exit_code == 1
        assert "+++ b/.pre-commit-config.yaml\n" in result.stdout
        assert "+SUPERTONE_API_KEY=\n" in result.stdout
        assert bytes_below(tmp_path) == {}
    assert "sup-lint init --yes" in init().stderr


def test_what_it_writes_is_valid_and_a_second_run_has_nothing_to_do(
    init: Callable[..., Result], tmp_path: Path
) -> None:
    assert init("--yes").exit_code == 0

    first = bytes_below(tmp_path)
    assert set(first) == {".pre-commit-config.yaml", ".github/workflows/sup-lint.yml", ".gitignore", ".env.example"}
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config"], check=True)
    steps = yaml.safe_load(first[".github/workflows/sup-lint.yml"])["jobs"]["sup-lint"]["steps"]
    assert steps[-1] == {"run": "sup-lint check --format github"}
    for name, ignored in ((".env", 0), (".env.local", 0), (".env.test.local", 0), (".env.example", 1)):
        assert subprocess.run(["git", "check-ignore", "-q", name], check=False).returncode == ignored

    again = init("--yes")
    assert (again.exit_code, again.stdout) == (0, "Nothing to do: all of it is there.\n")
    assert bytes_below(tmp_path) == first


def test_only_what_is_asked_for(init: Callable[..., Result], tmp_path: Path) -> None:
    assert init("--yes", "--only", "gitignore", "--only", "env-example").exit_code == 0
    assert set(bytes_below(tmp_path)) == {".gitignore", ".env.example"}


def test_the_variable_is_the_project_s(init: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "tts.py").write_text(
        'import os\nkey = os.environ["RADIO_SUPERTONE_API_KEY"]\nvite = "VITE_SUPERTONE_API_KEY"\n', encoding="utf-8"
    )
    (tmp_path / ".env.sample").write_bytes(b"PORT=80\r\nVOICE=")
    assert init("--yes", "--only", "env-example").exit_code == 0
    assert (tmp_path / ".env.sample").read_bytes() == b"PORT=80\r\nVOICE=\r\nRADIO_SUPERTONE_API_KEY=\r\n"


def test_the_diff_shows_no_key_that_stands_beside(init: Callable[..., Result], tmp_path: Path) -> None:
    key = make_key(7)
    (tmp_path / ".env.example").write_text(f"OTHER={key}", encoding="utf-8")
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: local\n    hooks:\n      - {{id: a, name: a, entry: a {key}, language: system}}\n",
        encoding="utf-8",
    )
    result = init("--diff")
    assert "+++ b/.env.example" in result.stdout
    assert key not in result.stdout + result.stderr


def test_an_example_that_git_leaves_out_is_let_in(init: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text(".env*\n", encoding="utf-8")
    assert init("--yes", "--only", "gitignore").exit_code == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == ".env*\n!.env.example\n"


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n  - repo: https://example.com/ruff\n    rev: v1\n    hooks:\n      - id: ruff\n",
        "# top\nrepos:\n- repo: https://example.com/ruff\n  rev: v1\n  hooks:\n  - id: ruff # why\n\n# bottom\nfail_fast: true\n",
        "fail_fast: true\nrepos:\n    - repo: local\n      hooks:\n        - {id: a, name: a, entry: a, language: system}",
        "repos:\n- repo: local\n  hooks:\n  - id: a\n    name: a\n    language: system\n    entry: |\n      one\n      two\n\n\nci: {}\n",
        "repos:\r\n- repo: https://example.com/ruff\r\n  rev: v1\r\n  hooks:\r\n  - id: ruff\r\n",
    ],
)
def test_a_hook_is_added_and_all_else_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_bytes(text.encode())
    (change,) = hook(Place(str(tmp_path)), ORIGIN)
    assert isinstance(change, Change)

    before, after = yaml.safe_load(text), yaml.safe_load(change.after)
    assert after == {**before, "repos": [*before["repos"], ITEM]}
    added = [line for line in change.diff() if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    assert len(added) == 4
    assert all(line.startswith("+") for line in added)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("repos: [{repo: meta, hooks: [{id: check-hooks-apply}]}]\n", "has its `repos` in flow style, `[…]`"),
        ("{repos: []}\n", "is in flow style, `{…}`"),
        ("repos:\n  - *a\n", "is no valid YAML (see line 2)"),
        ("a: [\n", "is no valid YAML (see line 2)"),
        ("- 1\n", "is no configuration of pre-commit"),
        ("repos: none\n", "has something else than a list as its `repos`"),
        ("fail_fast: true\n...\n", "is written in a way that is better edited by hand"),
    ],
)
def test_what_is_better_done_by_hand_is_said(
    init: Callable[..., Result], tmp_path: Path, text: str, cause: str
) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    (advice,) = hook(Place(str(tmp_path)), ORIGIN)
    assert isinstance(advice, Advice)
    assert advice.sentence == f".pre-commit-config.yaml {cause}: add to its repos"
    assert advice.lines[0] == f"- repo: {ORIGIN.url}"

    for arguments in (("--yes",), ("--yes",), ("--diff",)):  # not all is set up, whatever was written
        assert init(*arguments, "--only", "hook", "--only", "env-example").exit_code == 1
    assert (tmp_path / ".env.example").exists()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "repos:\n  - repo: "),
        ("# none yet\n", "# none yet\nrepos:\n  - repo: "),
        ("---\n", "---\nrepos:\n  - repo: "),
        ("repos:", "repos:\n  - repo: "),
        ("repos: []\n", "repos:\n  - repo: "),
        ("fail_fast: true\r\nrepos: [] # soon\r\nci: {}\r\n", "fail_fast: true\r\nrepos: # soon\r\n  - repo: "),
        ("repos: ~\nci: {}\n", "repos:\n  - repo: "),
        ("fail_fast: true", "fail_fast: true\nrepos:\n  - repo: "),
    ],
)
def test_a_list_without_entries_gets_its_first(tmp_path: Path, text: str, start: str) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_bytes(text.encode())
    (change,) = hook(Place(str(tmp_path)), ORIGIN)
    assert isinstance(change, Change)
    assert change.after.startswith(start)
    assert yaml.safe_load(change.after) == {**(yaml.safe_load(text) or {}), "repos": [ITEM]}


def test_other_hook_runners_are_named(init: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / ".husky").mkdir()
    (tmp_path / ".husky" / "pre-commit").write_text("npx lint-staged\n", encoding="utf-8")
    (advice,) = hook(Place(str(tmp_path)), ORIGIN)
    assert isinstance(advice, Advice)
    assert advice.sentence.startswith("husky runs the hooks here")
    assert init("--yes", "--only", "hook").exit_code == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".husky/pre-commit", "sup-lint check --staged\n"),
        (".husky/pre-commit", "npx lint-staged\n"),
        ("lefthook.yml", "pre-commit:\n  commands:\n    keys:\n      run: sup-lint check {staged_files}\n"),
        (".lefthook.toml", "[pre-commit.commands.keys]\nrun = 'sup-lint check --staged'\n"),
    ],
)
def test_a_hook_runner_that_runs_it_is_set_up(
    init: Callable[..., Result], tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".lintstagedrc.json").write_text('{"*": "sup-lint check"}', encoding="utf-8")
    assert list(hook(Place(str(tmp_path)), ORIGIN)) == []
    (tmp_path / ".lintstagedrc.json").unlink()
    assert len(list(hook(Place(str(tmp_path)), ORIGIN))) == ("sup-lint" not in text)
    if "sup-lint" in text:
        assert init("--yes", "--only", "hook").exit_code == 0


def test_what_git_keeps_its_history_in_is_refused(init: Callable[..., Result], tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", "bare.git"], check=True)
    shutil.copytree(tmp_path / "bare.git", tmp_path.parent / f"{tmp_path.name}-alone.git")
    for folder in ("bare.git", "bare.git/hooks", ".git", ".git/objects", f"../{tmp_path.name}-alone.git"):
        before = bytes_below(tmp_path / folder)
        result = init("--yes", folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{folder} lies in what git keeps its history in" in result.stderr
        assert bytes_below(tmp_path / folder) == before
    # A work tree is one, wherever it lies.
    subprocess.run(["git", "init", "--quiet", "bare.git/tree"], check=True)
    assert init("--yes", "bare.git/tree").exit_code == 0


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (Origin(is_local=True), {"language": "system"}),
        (Origin(), {"language": "python", "additional_dependencies": [Origin().requirement]}),
    ],
)
def test_without_a_repository_the_hook_is_a_local_one(tmp_path: Path, made: Origin, wanted: dict[str, object]) -> None:
    (change,) = hook(Place(str(tmp_path)), made)
    assert isinstance(change, Change)
    (item,) = yaml.safe_load(change.after)["repos"]
    assert item["repo"] == "local"
    assert wanted.items() <= item["hooks"][0].items()


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (None, Origin()),
        ('{"url": "file:///home/anna/sup-lint", "dir_info": {}}', Origin(is_local=True)),
        ('{"url": "https://h/s.git", "vcs_info": {"vcs": "git", "commit_id": "c0"}}', Origin("https://h/s.git", "c0")),
        (
            '{"url": "https://h/s.git", "vcs_info": {"vcs": "git", "commit_id": "c0", "requested_revision": "v2"}}',
            Origin("https://h/s.git", "v2"),
        ),
        ("{", Origin(is_local=True)),
    ],
)
def test_it_comes_from_where_this_one_came(told: str | None, wanted: Origin, monkeypatch: pytest.MonkeyPatch) -> None:
    class Distribution:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return told

    monkeypatch.setattr("sup_lint.setting_up.origin.distribution", lambda name: Distribution())
    assert origin() == wanted


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("lint:\n  script: [a]\n", "test"),
        ("stages: [check, ship]\nlint:\n  stage: check\n  script: !reference [.a, script]\n", "check"),
        ("stages:\n  - build\n  - test\n", "test"),
    ],
)
def test_a_job_of_gitlab_gets_a_stage_that_is_there(tmp_path: Path, text: str, stage: str) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(text, encoding="utf-8")
    (change,) = plan(Place(str(tmp_path)), ORIGIN, ["ci"]).changes
    assert change.after.startswith(text)
    assert yaml.safe_load(change.after[len(text) :])["sup-lint"]["stage"] == stage


def test_files_that_cannot_be_edited_are_named(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("a: [\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe\x00")
    (tmp_path / ".env.example").symlink_to("/etc/hostname")
    found = plan(Place(str(tmp_path)), ORIGIN, ["ci", "gitignore", "env-example"])
    assert found.changes == ()
    assert [each.sentence for each in found.advice] == [
        ".gitlab-ci.yml can't be read: add to it",
        "gitignore was left out: a file of it is not text in UTF-8",
        "env-example was left out: a file of it is a link that leads out of the repository",
    ]


def test_a_folder_that_leads_out_is_not_written_to(init: Callable[..., Result], tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    inside = tmp_path / "inside"
    subprocess.run(["git", "init", "--quiet", str(inside)], check=True)
    (inside / ".github").symlink_to(outside)
    result = init(str(inside), "--yes", "--only", "ci")
    assert (result.exit_code, list(outside.rglob("*.yml"))) == (2, [])
    assert "leads out of the repository" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--diff", "--yes"), "contradict each other"),
        (("nowhere",), "nowhere: there is no such folder"),
        (("--repo", "https://anna:secret@h/s"), "holds a user or password"),
        (("--repo", "here"), "--repo takes an address"),
    ],
)
def test_wrong_usage_is_one_sentence(init: Callable[..., Result], arguments: tuple[str, ...], sentence: str) -> None:
    result = init(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert "secret" not in result.stderr


def test_outside_git_it_says_so(tmp_path: Path, init: Callable[..., Result]) -> None:
    shutil.rmtree(tmp_path / ".git")
    result = init("--yes")
    assert result.exit_code == 0
    assert "not in a git repository" in result.stderr
