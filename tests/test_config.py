"""Settings: where they are found, what they say, and how their mistakes are named."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from sup_lint.config import (
    Config,
    ConfigError,
    UnknownRuleError,
    active_codes,
    codes_of,
    load,
    nearest,
    quoted,
)
from sup_lint.model.severity import Severity

RULES = {
    "SUP001": "SUP001",
    "unused-suppression": "SUP001",
    "SUP101": "SUP101",
    "hardcoded-key": "SUP101",
    "SUP104": "SUP104",
    "key-in-url": "SUP104",
}


def load_in(directory: Path, *, explicit: str | None = None, isolated: bool = False) -> Config:
    return load(str(directory), explicit=explicit, isolated=isolated, rule_names=RULES)


def failing(directory: Path, text: str, name: str = "sup-lint.toml") -> str:
    directory.joinpath(name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_in(directory)
    return str(caught.value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    tmp_path.joinpath(".git").mkdir()
    return tmp_path


def test_without_settings_the_root_is_the_repository(repository: Path) -> None:
    below = repository / "a" / "b"
    below.mkdir(parents=True)
    assert load_in(below) == Config(root=str(repository))


def test_a_worktree_with_a_git_file_is_a_repository(tmp_path: Path) -> None:
    tmp_path.joinpath(".git").write_text("gitdir: /nowhere\n", encoding="utf-8")
    below = tmp_path / "a"
    below.mkdir()
    assert load_in(below).root == str(tmp_path)


def test_every_setting_is_read(repository: Path) -> None:
    repository.joinpath("pyproject.toml").write_text(
        """
[project]
name = "speaker"
[tool.sup-lint]
select = ["SUP1", "unused-suppression"]
ignore = ["KEY-IN-URL"]
exclude = ["fixtures/", "*.gen.py"]
fail-on = "error"
format = "concise"
visible-characters = 6
[tool.sup-lint.per-file-ignores]
"tests/**" = ["sup101"]
""",
        encoding="utf-8",
    )
    assert load_in(repository) == Config(
        root=str(repository),
        select=("SUP1", "unused-suppression"),
        ignore=("KEY-IN-URL",),
        per_file_ignores={"tests/**": ("sup101",)},
        exclude=("fixtures/", "*.gen.py"),
        fail_on=Severity.ERROR,
        format="concise",
        visible_characters=6,
    )


@pytest.mark.parametrize(
    "text",
    [
        '[tool.sup-lint]\nformat = "json"',
        "[ tool . 'sup-lint' ]\r\nformat = 'json'",
        '[tool]\n"sup-lint" = {format = "json"}',
        '[tool]\nsup-lint\t.format = "json"',
        'tool.sup-lint.format = "json"',
    ],
)
def test_the_table_is_seen_however_it_is_written(repository: Path, text: str) -> None:
    repository.joinpath("pyproject.toml").write_text(text, encoding="utf-8", newline="")
    assert load_in(repository).format == "json"


def test_own_file_wins_over_pyproject_in_the_same_directory(repository: Path) -> None:
    repository.joinpath("pyproject.toml").write_text('[tool.sup-lint]\nformat = "json"\n', encoding="utf-8")
    repository.joinpath("sup-lint.toml").write_text('format = "concise"\n', encoding="utf-8")
    assert load_in(repository).format == "concise"


def test_the_nearest_settings_win(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").write_text('format = "json"\n', encoding="utf-8")
    below = repository / "service"
    below.mkdir()
    below.joinpath("pyproject.toml").write_text('[tool.sup-lint]\nformat = "concise"\n', encoding="utf-8")
    assert load_in(below) == Config(root=str(below), format="concise")
    assert load_in(repository).format == "json"


def test_a_pyproject_without_our_table_is_passed_over(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").write_text('format = "json"\n', encoding="utf-8")
    below = repository / "service"
    below.mkdir()
    below.joinpath("pyproject.toml").write_text(
        '[dependency-groups]\ndev = ["sup-lint"]\n[tool.other]\nselect = 3\n', encoding="utf-8"
    )
    assert load_in(below) == Config(root=str(repository), format="json")


def test_settings_above_the_repository_do_not_count(tmp_path: Path) -> None:
    tmp_path.joinpath("sup-lint.toml").write_text('format = "json"\n', encoding="utf-8")
    inner = tmp_path / "inner"
    inner.joinpath(".git").mkdir(parents=True)
    assert load_in(inner) == Config(root=str(inner))


def test_a_directory_named_like_a_settings_file_is_passed_over(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").mkdir()
    assert load_in(repository) == Config(root=str(repository))


def test_isolated_reads_nothing(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").write_text("this is not TOML", encoding="utf-8")
    assert load_in(repository, isolated=True) == Config(root=str(repository))


def test_explicit_file_is_taken_and_gives_the_root(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").write_text('format = "json"\n', encoding="utf-8")
    other = repository / "ci"
    other.mkdir()
    other.joinpath("strict.toml").write_text('fail-on = "note"\n', encoding="utf-8")
    assert load_in(repository, explicit="ci/strict.toml") == Config(root=str(other), fail_on=Severity.NOTE)


def test_explicit_pyproject_without_our_table_is_an_error(tmp_path: Path) -> None:
    tmp_path.joinpath("pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: has no \[tool\.sup-lint\] table$"):
        load_in(tmp_path, explicit="pyproject.toml")


def test_explicit_file_that_is_missing_or_a_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^nope\.toml: this settings file does not exist$"):
        load_in(tmp_path, explicit="nope.toml")
    tmp_path.joinpath("folder").mkdir()
    with pytest.raises(ConfigError, match=r"^folder: could not be read: "):
        load_in(tmp_path, explicit="folder")
    with pytest.raises(ConfigError, match=r"could not be read"):
        load_in(tmp_path, explicit="nul\0l")


def test_byte_order_mark_is_no_mistake(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").write_bytes(b'\xef\xbb\xbfformat = "json"\r\n')
    assert load_in(repository).format == "json"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('selct = ["SUP101"]', 'sup-lint.toml: there is no setting "selct"; did you mean "select"?'),
        ("fail_on = 3", 'sup-lint.toml: there is no setting "fail_on"; did you mean "fail-on"?'),
        (
            "colour = 1",
            'sup-lint.toml: there is no setting "colour"; the settings are select, ignore, per-file-ignores',
        ),
        ('select = "SUP101"', "sup-lint.toml: select must be an array of strings"),
        ("ignore = [101]", "sup-lint.toml: ignore must be an array of strings"),
        ("exclude = {}", "sup-lint.toml: exclude must be an array of strings"),
        ("select = []", "sup-lint.toml: select is empty, so that no rule would run; leave it out to run all"),
        (
            'fail-on = "warn"',
            'sup-lint.toml: fail-on must be one of error, warning, note; did you mean "warning"?',
        ),
        (
            "visible-characters = 8",
            "sup-lint.toml: visible-characters must be a number from 0 to 7: so much of a key a log may show",
        ),
        (
            "visible-characters = true",
            "sup-lint.toml: visible-characters must be a number from 0 to 7: so much of a key a log may show",
        ),
        ("format = true", "sup-lint.toml: format must be one of pretty, concise, json"),
        (
            'ignore = ["hardcoded-keys"]',
            'sup-lint.toml: ignore: no rule is called "hardcoded-keys"; did you mean "hardcoded-key"?',
        ),
        (
            'select = ["SUP9"]',
            'sup-lint.toml: select: no rule is called "SUP9"; did you mean',
        ),
        (
            '[per-file-ignores]\n"tests/" = ["zzz"]',
            'sup-lint.toml: per-file-ignores."tests/": no rule is called "zzz"; `sup-lint explain` lists',
        ),
        (
            'per-file-ignores = ["tests/"]',
            "sup-lint.toml: per-file-ignores must be a table of patterns, each with an array of rules",
        ),
        ('format = "json"\nformat', "sup-lint.toml: is not valid TOML (at "),
        (
            '[tool.sup-lint]\nformat = "json"',
            "sup-lint.toml: settings stand at the top level of this file, not under [tool.sup-lint]",
        ),
        ("exclude = " + "[" * 5000, "sup-lint.toml: is n"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_setting_and_nearest_name(
    repository: Path, text: str, expected: str
) -> None:
    sentence = failing(repository, text)
    assert sentence.startswith(expected)
    assert "\n" not in sentence


def test_a_mistake_below_names_the_file_from_the_working_directory(repository: Path) -> None:
    repository.joinpath("pyproject.toml").write_text("[tool]\nsup-lint = 3\n", encoding="utf-8")
    below = repository / "a"
    below.mkdir()
    with pytest.raises(ConfigError) as caught:
        load_in(below)
    assert str(caught.value).replace("\\", "/") == "../pyproject.toml: tool.sup-lint must be a table"


def test_settings_that_are_not_utf8_are_named(repository: Path) -> None:
    repository.joinpath("sup-lint.toml").write_bytes(b'exclude = ["\xff\xfe"]')
    with pytest.raises(ConfigError, match=r"^sup-lint\.toml: is not UTF-8$"):
        load_in(repository)


def test_no_mistake_repeats_a_misplaced_key(repository: Path) -> None:
    key = "".join(random.Random(7).choices("0123456789abcdef", k=32))
    for text in (
        f'select = ["{key}"]',
        f'{key} = "select"',
        f'fail-on = "{key}"',
        f"exclude = {key}",
        f'"{key}".a = 1\n"{key}" = 2',
        f'[per-file-ignores]\n"tests/" = ["{key}"]',
    ):
        assert key not in failing(repository, text)


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("sup101", {"SUP101"}),
        (" Hardcoded-Key ", {"SUP101"}),
        ("SUP1", {"SUP101", "SUP104"}),
        ("SUP1xx", {"SUP101", "SUP104"}),
        ("sup10X", {"SUP101", "SUP104"}),
        ("SUP00", {"SUP001"}),
        ("SUP", {"SUP001", "SUP101", "SUP104"}),
    ],
)
def test_rules_are_named_by_code_name_or_family(word: str, codes: set[str]) -> None:
    assert codes_of([word], RULES) == codes


@pytest.mark.parametrize("word", ["SUP2", "SUP1x", "SUP1xxx", "", "xxx", "hardcoded", "1", "SUP1-"])
def test_a_word_that_names_no_rule_is_an_error(word: str) -> None:
    with pytest.raises(UnknownRuleError):
        codes_of([word], RULES)


def test_ignored_rules_leave_the_selected_ones() -> None:
    assert active_codes(Config(root="."), RULES) == {"SUP001", "SUP101", "SUP104"}
    assert active_codes(Config(root=".", select=("SUP1",), ignore=("key-in-url",)), RULES) == {"SUP101"}


def test_nearest_ignores_case_and_gives_up_on_strangers() -> None:
    assert nearest("sup11", RULES) == "SUP101"
    assert nearest("wholly-different", RULES) is None


def test_quoted_cuts_down_what_could_be_a_key() -> None:
    assert quoted("hardcoded-key") == '"hardcoded-key"'
    assert quoted("incomplete-redaction-of-headers") == '"incomplete-redaction-of-headers"'
    key = "".join(random.Random(3).choices("0123456789abcdef", k=32))
    assert quoted(key) == f'"{key[:2]}…"'


def test_without_settings_no_toml_parser_is_imported(repository: Path) -> None:
    repository.joinpath("pyproject.toml").write_text(
        '[project]\nname = "sup-lint"\n[dependency-groups]\ndev = [\n  "sup-lint",\n]\n', encoding="utf-8"
    )
    program = (
        "import sys; from sup_lint.config import load;"
        f"load({str(repository)!r}, explicit=None, isolated=False, rule_names={{}});"
        "print(sorted({'tomllib', 'difflib', 'pathspec', 'json'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
