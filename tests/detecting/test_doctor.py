"""The doctor: each trap by itself, and what is none."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sup_lint.detecting.doctor import examine
from sup_lint.detecting.filters import ALLOWLIST, DEFAULT
from sup_lint.detecting.layout import BASELINE, DETECTOR, SHIM, SHIM_TEXT, SHIM_URL
from tests.keymaker import make_key

KEY = make_key(521)
HEURISTIC = "detect_secrets.filters.heuristic."
ENTRY = {"name": DETECTOR, "path": SHIM_URL}
# A set-up of detect-secrets with our detector that is in no trap.
HOOK = """\
repos:
  - repo: https://github.com/Yelp/detect-secrets
    rev: v1.5.0
    hooks:
      - id: detect-secrets
        args: [--baseline, .secrets.baseline]
        additional_dependencies: [sup-lint]
        require_serial: true
"""
OUR_HOOK = "  - repo: https://example.com/sup-lint\n    rev: v0.1.0\n    hooks:\n      - id: sup-lint-detect-secrets\n"
BOTH = HOOK + OUR_HOOK
ONLY_OURS = "repos:\n" + OUR_HOOK
Files = Mapping[str, str | bytes]


def baseline(*, plugins: list[dict[str, Any]] | None = None, filters: list[Any] | None = None, **more: Any) -> str:
    plugins = [ENTRY] if plugins is None else plugins
    filters = [{"path": ALLOWLIST}] if filters is None else [{"path": ALLOWLIST}, *filters]
    content = {"version": "1.5.0", "plugins_used": plugins, "filters_used": filters, "results": {}, **more}
    return json.dumps(content, indent=2) + "\n"


SOUND: Files = {".pre-commit-config.yaml": HOOK, ".secrets.baseline": baseline(), SHIM: SHIM_TEXT}


def git(directory: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", "-C", str(directory), *arguments], check=True, capture_output=True, env=environment)


@pytest.fixture
def examined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Files], list[tuple[str, str, str, str]]]:
    """The traps of a repository with the files of the sound set-up and those given: name, path, its line's text, fix."""

    def examine_files(files: Files) -> list[tuple[str, str, str, str]]:
        write(tmp_path, {**SOUND, **files})
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", "--all", "--force")
        monkeypatch.chdir(tmp_path)
        traps = examine(str(tmp_path)).traps
        return [(trap.name, trap.path, line_text(tmp_path / trap.path, trap.line), trap.change) for trap in traps]

    return examine_files


def write(directory: Path, files: Files) -> None:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def line_text(path: Path, number: int) -> str:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()[number - 1].strip()


def hook(*replacements: tuple[str, str]) -> dict[str, str]:
    text = HOOK
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return {".pre-commit-config.yaml": text}


def filtered(path: str, **settings: Any) -> dict[str, str]:
    return {".secrets.baseline": baseline(filters=[{"path": path, **settings}])}


REGEX = "detect_secrets.filters.regex."
ARGS = "args: [--baseline, .secrets.baseline]"
ELSEWHERE = "/home/someone/.venv/lib/python3.12/site-packages/sup_lint/detect_secrets_plugin.py"
TRAPS: dict[str, tuple[Files, tuple[str, str, str, str]]] = {
    "an absolute path": (
        {".secrets.baseline": baseline(plugins=[{"name": DETECTOR, "path": f"file://{ELSEWHERE}"}])},
        ("absolute-plugin-path", ".secrets.baseline", f'"path": "file://{ELSEWHERE}"', f'"path": "{SHIM_URL}"'),
    ),
    "an absolute path of Windows": (
        {
            ".secrets.baseline": baseline(
                plugins=[{"name": DETECTOR, "path": "file://C:\\venv\\detect_secrets_plugin.py"}]
            )
        },
        (
            "absolute-plugin-path",
            ".secrets.baseline",
            '"path": "file://C:\\\\venv\\\\detect_secrets_plugin.py"',
            SHIM_URL,
        ),
    ),
    "another's absolute path": (
        {".secrets.baseline": baseline(plugins=[ENTRY, {"name": "Other", "path": "file:///opt/other.py"}])},
        ("absolute-plugin-path", ".secrets.baseline", '"path": "file:///opt/other.py"', '"path": "file://other.py"'),
    ),
    "a path to nothing": (
        {".secrets.baseline": baseline(plugins=[{"name": DETECTOR, "path": "file://tools/plugin.py"}])},
        ("plugin-file-missing", ".secrets.baseline", '"path": "file://tools/plugin.py"', f'"path": "{SHIM_URL}"'),
    ),
    "a path without a scheme": (
        {".secrets.baseline": baseline(plugins=[{"name": DETECTOR, "path": SHIM}])},
        ("plugin-not-loadable", ".secrets.baseline", f'"path": "{SHIM}"', f'"path": "{SHIM_URL}"'),
    ),
    "a file without the class": (
        {".secrets.baseline": baseline(plugins=[ENTRY, {"name": "Other", "path": "file://other.py"}]), "other.py": ""},
        ("plugin-not-loadable", ".secrets.baseline", '"path": "file://other.py"', '"path": "file://other.py"'),
    ),
    "our class by its name alone": (
        {".secrets.baseline": baseline(plugins=[{"name": DETECTOR}])},
        ("plugin-not-loadable", ".secrets.baseline", f'"name": "{DETECTOR}"', SHIM_URL),
    ),
    "a class of no detector": (
        {".secrets.baseline": baseline(plugins=[ENTRY, {"name": "NobodysDetector"}])},
        ("plugin-not-loadable", ".secrets.baseline", '"name": "NobodysDetector"', "delete the entry"),
    ),
    "no detector": (
        {".secrets.baseline": baseline(plugins=[{"name": "HexHighEntropyString", "limit": 3.0}])},
        ("detector-missing", ".secrets.baseline", "{", json.dumps(ENTRY)),
    ),
    "no detector, and no hook": (
        {".secrets.baseline": baseline(plugins=[]), ".pre-commit-config.yaml": "repos: []\n"},
        ("detector-missing", ".secrets.baseline", "{", json.dumps(ENTRY)),
    ),
    "indirect references": (
        filtered(HEURISTIC + "is_indirect_reference"),
        ("filter-hides-keys", ".secrets.baseline", f'"path": "{HEURISTIC}is_indirect_reference"', "delete this entry"),
    ),
    "UUIDs": (
        filtered(HEURISTIC + "is_potential_uuid"),
        ("filter-hides-keys", ".secrets.baseline", f'"path": "{HEURISTIC}is_potential_uuid"', "delete this entry"),
    ),
    "swagger": (
        filtered(HEURISTIC + "is_swagger_file"),
        ("filter-hides-keys", ".secrets.baseline", f'"path": "{HEURISTIC}is_swagger_file"', "delete this entry"),
    ),
    "gibberish": (
        filtered("detect_secrets.filters.gibberish.should_exclude_secret", limit=3.7),
        (
            "filter-hides-keys",
            ".secrets.baseline",
            '"path": "detect_secrets.filters.gibberish.should_exclude_secret",',
            "delete",
        ),
    ),
    "gibberish by a dependency": (
        hook(("[sup-lint]", "[sup-lint, gibberish-detector]")),
        (
            "filter-hides-keys",
            ".pre-commit-config.yaml",
            "additional_dependencies: [sup-lint, gibberish-detector]",
            "leave",
        ),
    ),
    "only verified": (
        filtered("detect_secrets.filters.common.is_ignored_due_to_verification_policies", min_level=3),
        ("only-verified", ".secrets.baseline", '"min_level": 3', '"min_level": 2'),
    ),
    "only verified, by the command line": (
        hook((ARGS, "args: [--only-verified, --baseline, .secrets.baseline]")),
        (
            "only-verified",
            ".pre-commit-config.yaml",
            "args: [--only-verified, --baseline, .secrets.baseline]",
            "--only-verified",
        ),
    ),
    "dotenv files excluded by the baseline": (
        filtered(REGEX + "should_exclude_file", pattern=[r"\.env"]),
        ("files-excluded", ".secrets.baseline", r'"\\.env"', r'delete "\\.env", or narrow it'),
    ),
    "lines excluded by the baseline": (
        filtered(REGEX + "should_exclude_line", pattern=["api_key"]),
        ("keys-excluded", ".secrets.baseline", '"api_key"', 'delete "api_key", or narrow it'),
    ),
    "values excluded by the baseline": (
        filtered(REGEX + "should_exclude_secret", pattern=["^[0-9a-f]{32}$"]),
        ("keys-excluded", ".secrets.baseline", '"^[0-9a-f]{32}$"', "or narrow it"),
    ),
    "a pattern for every character": (
        filtered(REGEX + "should_exclude_file", pattern="vendor"),
        ("pattern-is-text", ".secrets.baseline", '"pattern": "vendor"', '"pattern": ["vendor"]'),
    ),
    "no comments": (
        {".secrets.baseline": json.dumps({"plugins_used": [ENTRY], "filters_used": [], "results": {}}, indent=2)},
        ("comments-ignored", ".secrets.baseline", '"filters_used": [],', ALLOWLIST),
    ),
    "not serial": (
        hook(("        require_serial: true\n", "")),
        ("not-serial", ".pre-commit-config.yaml", "- id: detect-secrets", "require_serial: true"),
    ),
    "no dependency": (
        hook(("        additional_dependencies: [sup-lint]\n", "")),
        (
            "dependency-missing",
            ".pre-commit-config.yaml",
            "- id: detect-secrets",
            "additional_dependencies: [sup-lint]",
        ),
    ),
    "other dependencies": (
        hook(("[sup-lint]", "[pyahocorasick]")),
        (
            "dependency-missing",
            ".pre-commit-config.yaml",
            "additional_dependencies: [pyahocorasick]",
            "additional_dependencies: [pyahocorasick, sup-lint]",
        ),
    ),
    "a project that installs one without the other": (
        {"pyproject.toml": '[dependency-groups]\ndev = [\n  "ruff",\n  "detect-secrets==1.5.0",\n]\n'},
        ("dependency-missing", "pyproject.toml", '"detect-secrets==1.5.0",', '"detect-secrets==1.5.0", "sup-lint"'),
    ),
    "a detector that is disabled": (
        hook((ARGS, f"args: [--baseline, .secrets.baseline, --disable-plugin, {DETECTOR}]")),
        (
            "detector-disabled",
            ".pre-commit-config.yaml",
            f"args: [--baseline, .secrets.baseline, --disable-plugin, {DETECTOR}]",
            "--disable-plugin",
        ),
    ),
    "a version of old": (
        hook(("v1.5.0", "v0.14.3")),
        ("version-too-old", ".pre-commit-config.yaml", "rev: v0.14.3", "rev: v1.5.0"),
    ),
    "a baseline that is not there": (
        {**hook((ARGS, "args: [--baseline, .secrets.baseline, --baseline, .secrets.baseline2]"))},
        (
            "baseline-missing",
            ".pre-commit-config.yaml",
            "args: [--baseline, .secrets.baseline, --baseline, .secrets.baseline2]",
            "detect-secrets scan > .secrets.baseline2",
        ),
    ),
    "a baseline that is searched itself": (
        {**hook((ARGS, "args: [--baseline, ci/secrets.json]")), "ci/secrets.json": baseline()},
        (
            "baseline-searched",
            ".pre-commit-config.yaml",
            "args: [--baseline, ci/secrets.json]",
            "exclude: ^ci/secrets\\.json$",
        ),
    ),
    "a baseline nobody reads": (
        hook((ARGS, "verbose: true")),
        ("baseline-unused", ".pre-commit-config.yaml", "- id: detect-secrets", "args: [--baseline, .secrets.baseline]"),
    ),
    "an option with an absolute path": (
        hook((ARGS, f"args: [-p, {ELSEWHERE}]")),
        ("absolute-plugin-path", ".pre-commit-config.yaml", f"args: [-p, {ELSEWHERE}]", f"-p, {SHIM}"),
    ),
    "an option with a path to nothing": (
        hook((ARGS, "args: [--plugin=tools/plugin.py]")),
        ("plugin-file-missing", ".pre-commit-config.yaml", "args: [--plugin=tools/plugin.py]", f"-p, {SHIM}"),
    ),
    "an option beside the baseline": (
        hook((ARGS, f"args: [--baseline, .secrets.baseline, -p, {SHIM}]")),
        (
            "plugin-option-with-baseline",
            ".pre-commit-config.yaml",
            f"args: [--baseline, .secrets.baseline, -p, {SHIM}]",
            "leave out -p",
        ),
    ),
    "default filters without a baseline": (
        hook((ARGS, f"args: [-p, {SHIM}]")),
        ("filter-hides-keys", ".pre-commit-config.yaml", f"args: [-p, {SHIM}]", "--disable-filter, " + HEURISTIC),
    ),
    "notebooks excluded by a hook": (
        hook((ARGS, ARGS + "\n        exclude: \\.ipynb$")),
        ("files-excluded", ".pre-commit-config.yaml", "exclude: \\.ipynb$", "narrow or delete: exclude: \\.ipynb$"),
    ),
    "a dotenv file excluded by a hook": (
        {**hook((ARGS, ARGS + "\n        exclude: ^deploy/")), "deploy/prod.env": "A=1\n"},
        ("files-excluded", ".pre-commit-config.yaml", "exclude: ^deploy/", "narrow or delete: exclude: ^deploy/"),
    ),
    "files excluded for all hooks": (
        hook(("repos:", "exclude: ^\\.env\nrepos:")),
        ("files-excluded", ".pre-commit-config.yaml", "exclude: ^\\.env", "narrow or delete: exclude: ^\\.env"),
    ),
    "only some files": (
        hook((ARGS, ARGS + "\n        files: \\.py$")),
        ("files-excluded", ".pre-commit-config.yaml", "files: \\.py$", "narrow or delete: files: \\.py$"),
    ),
    "only some types": (
        hook((ARGS, ARGS + "\n        types: [python]")),
        ("files-excluded", ".pre-commit-config.yaml", "types: [python]", "types: [text]"),
    ),
    "only one of some types": (
        hook((ARGS, ARGS + "\n        types_or: [python, jupyter]")),
        ("files-excluded", ".pre-commit-config.yaml", "types_or: [python, jupyter]", "types: [text]"),
    ),
    "all but some types": (
        hook((ARGS, ARGS + "\n        exclude_types: [json]")),
        ("files-excluded", ".pre-commit-config.yaml", "exclude_types: [json]", "delete exclude_types"),
    ),
    "files excluded by the command line": (
        hook((ARGS, "args: [--baseline, .secrets.baseline, --exclude-files, '\\.env']")),
        (
            "files-excluded",
            ".pre-commit-config.yaml",
            "args: [--baseline, .secrets.baseline, --exclude-files, '\\.env']",
            "narrow --exclude-files, '\\.env' in args",
        ),
    ),
    "lines excluded by the command line": (
        hook((ARGS, "args: [--baseline, .secrets.baseline, --exclude-lines, SUPERTONE]")),
        (
            "keys-excluded",
            ".pre-commit-config.yaml",
            "args: [--baseline, .secrets.baseline, --exclude-lines, SUPERTONE]",
            "narrow --exclude-lines, 'SUPERTONE' in args",
        ),
    ),
    "a hook that nobody runs": (
        hook((ARGS, ARGS + "\n        stages: [manual]")),
        ("hook-only-manual", ".pre-commit-config.yaml", "stages: [manual]", "stages: [pre-commit]"),
    ),
    "a source map": (
        {"dist/app.js.map": f'{{"sourcesContent": ["const h = {{\\"x-sup-api-key\\": \\"{KEY}\\"}}"]}}'},
        ("file-kind-skipped", ".pre-commit-config.yaml", ARGS, "--disable-filter, " + HEURISTIC + "is_non_text_file"),
    ),
    "an encoding of Windows": (
        {"tts.py": f"# 슈퍼톤\nSUPERTONE_API_KEY = '{KEY}'\n".encode("cp949")},
        (
            "encoding-skipped",
            "tts.py",
            "# " + "슈퍼톤".encode("cp949").decode(errors="replace"),
            "save the file as UTF-8",
        ),
    ),
    "our hook without its baseline": (
        {".pre-commit-config.yaml": ONLY_OURS + "        args: [--baseline, keys.json, --]\n"},
        (
            "baseline-missing",
            ".pre-commit-config.yaml",
            "args: [--baseline, keys.json, --]",
            "`sup-lint detect-secrets scan --baseline keys.json` writes it",
        ),
    ),
    "our hook kept from dotenv files": (
        {".pre-commit-config.yaml": BOTH + "        exclude: '\\.env'\n"},
        ("files-excluded", ".pre-commit-config.yaml", "exclude: '\\.env'", "narrow or delete: exclude: \\.env"),
    ),
    "a local hook": (
        {
            ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - id: secrets\n        name: secrets\n"
            "        entry: detect-secrets-hook --baseline .secrets.baseline\n        language: python\n"
            "        require_serial: true\n        additional_dependencies: [detect-secrets]\n"
        },
        (
            "dependency-missing",
            ".pre-commit-config.yaml",
            "additional_dependencies: [detect-secrets]",
            "additional_dependencies: [detect-secrets, sup-lint]",
        ),
    ),
}


WITHOUT_BASELINE = {"an option with an absolute path", "an option with a path to nothing"}


@pytest.mark.parametrize("case", TRAPS)
def test_a_trap_is_named_with_its_line_and_what_to_write(
    examined: Callable[[Files], list[tuple[str, str, str, str]]], case: str
) -> None:
    files, (name, path, line, change) = TRAPS[case]
    traps = examined(files)
    # Without a baseline the default filters are on besides, for whatever reason there is none.
    assert {trap[0] for trap in traps} - {name} == ({"filter-hides-keys"} if case in WITHOUT_BASELINE else set()), traps
    found = [trap for trap in traps if trap[0] == name]
    assert found[0][1:3] == (path, line)
    assert change in found[0][3]


PLAIN = baseline(plugins=[{"name": "HexHighEntropyString", "limit": 3.0}], filters=[{"path": path} for path in DEFAULT])
SOUND_SETUPS: dict[str, Files] = {
    "theirs with our detector": {},
    "ours beside theirs": {".pre-commit-config.yaml": BOTH, ".secrets.baseline": PLAIN},
    "ours beside theirs with an exclusion of its own": {
        ".pre-commit-config.yaml": HOOK.replace(ARGS, ARGS + "\n        exclude: \\.ipynb$") + OUR_HOOK,
        ".secrets.baseline": PLAIN,
        "dist/app.js.map": f'{{"x-sup-api-key": "{KEY}"}}',
    },
    "ours alone": {
        ".pre-commit-config.yaml": ONLY_OURS,
        ".secrets.baseline": PLAIN,
        BASELINE: baseline(plugins=[{"name": DETECTOR}]),
    },
    "a baseline in a folder that is left out": {
        **hook((ARGS, "args: [--baseline, ci/secrets.json]\n        exclude: ^ci/")),
        "ci/secrets.json": baseline(),
    },
    "a dependency by path": hook(("[sup-lint]", "[../sup-lint]")),
    "a dependency by address": hook(("[sup-lint]", "['sup-lint @ git+https://example.com/sup-lint']")),
    "a dependency with a version": hook(("[sup-lint]", "[sup_lint==0.1.0]")),
    "the environment of the user": {
        ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - id: secrets\n        name: secrets\n"
        "        entry: detect-secrets-hook\n        args: [--baseline, ./.secrets.baseline]\n        language: system\n"
        "        require_serial: true\n"
    },
    "filters that hide no key of ours": {
        ".secrets.baseline": baseline(
            filters=[{"path": HEURISTIC + "is_likely_id_string"}, {"path": HEURISTIC + "is_lock_file"}]
        )
    },
    "a filter that the hook disables": {
        **filtered(HEURISTIC + "is_indirect_reference"),
        **hook((ARGS, f"args: [--baseline, .secrets.baseline, --disable-filter, {HEURISTIC}is_indirect_reference]")),
    },
    "exclusions of other things": {
        **hook((ARGS, ARGS + "\n        exclude: (^|/)(vendor|package-lock\\.json$)")),
        **filtered(REGEX + "should_exclude_file", pattern=["^vendor/", r"\.min\.js$"]),
    },
    "a style sheet": {"style.css": "a { color: red }\n"},
    "a script with text of another encoding": {"a.py": "# 한글\n".encode("cp949")},
    "a project with both": {"pyproject.toml": '[dependency-groups]\ndev = ["detect-secrets", "sup-lint"]\n'},
    "a hook of others": {
        ".pre-commit-config.yaml": HOOK
        + "  - repo: https://example.com/x\n    rev: v1\n    hooks: [{id: y, stages: [manual]}]\n"
    },
}


@pytest.mark.parametrize("case", SOUND_SETUPS)
def test_a_sound_set_up_is_in_no_trap(examined: Callable[[Files], list[tuple[str, str, str, str]]], case: str) -> None:
    assert examined(SOUND_SETUPS[case]) == []


def test_default_filters_are_named_one_by_one(examined: Callable[[Files], list[tuple[str, str, str, str]]]) -> None:
    traps = examined({".secrets.baseline": json.dumps({"plugins_used": [ENTRY], "results": {}})})
    assert [name for name, *_ in traps] == ["filter-hides-keys"] * 3
    assert examined({".secrets.baseline": PLAIN.replace("HexHighEntropyString", "KeywordDetector")}) != []


def test_a_baseline_that_nobody_else_has(run: Callable[..., Result], tmp_path: Path) -> None:
    tmp_path.joinpath(".git").rmdir()
    git(tmp_path, "init", "--quiet")
    write(tmp_path, SOUND)
    result = run("doctor")
    assert result.exit_code == 1
    assert ".secrets.baseline:1: baseline-not-in-git" in result.stdout
    assert "    fix: git add .secrets.baseline\n" in result.stdout
    git(tmp_path, "add", "--all")
    assert run("doctor").exit_code == 0
    write(tmp_path, {".secrets.baseline": baseline(generated_at="2026-01-01T00:00:00Z")})
    assert "baseline-unstaged" in run("doctor").stdout
    write(tmp_path, {".gitignore": ".secrets.baseline\n"})
    git(tmp_path, "rm", "--cached", "--force", "--quiet", ".secrets.baseline")
    assert "git add --force .secrets.baseline" in run("doctor").stdout


def test_without_a_set_up_there_is_no_trap(run: Callable[..., Result]) -> None:
    result = run("doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "There is no set-up of detect-secrets here: neither a baseline nor a hook.\n"


def test_what_was_looked_at_is_told(run: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path, SOUND)
    assert run("doctor").stdout == "No traps in .secrets.baseline, the hook detect-secrets.\n"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (".pre-commit-config.yaml", "repos: [\n", ".pre-commit-config.yaml is not valid YAML (line 2)"),
        (".pre-commit-config.yaml", "- 1\n", ".pre-commit-config.yaml is no configuration of pre-commit"),
        (".pre-commit-config.yaml", "[" * 1_200, ".pre-commit-config.yaml is "),
        (".secrets.baseline", "{", "the baseline .secrets.baseline is no JSON"),
        ("pyproject.toml", "[", "pyproject.toml is not valid TOML"),
    ],
)
def test_an_unreadable_file_is_one_sentence(
    run: Callable[..., Result], tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    write(tmp_path, {**SOUND, name: text})
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"sup-lint: {sentence}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "repos:\n",
        "repos: 1\n",
        "repos: [1, {hooks: 2}, {repo: local, hooks: [3, {}]}]\n",
        "a: &b [*b]\n",
        "? [x]\n: 1\n",
    ],
)
def test_odd_configurations_are_survived(run: Callable[..., Result], tmp_path: Path, text: str) -> None:
    write(tmp_path, {".pre-commit-config.yaml": text})
    assert run("doctor").exit_code in {0, 2}
