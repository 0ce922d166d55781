"""Both ways to our detector under the real pre-commit: our hook, and the hook of detect-secrets beside our package."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sup_lint.detecting.layout import BASELINE, SECRET_TYPE
from tests.consumer import Consumer, Result, git, run
from tests.keymaker import make_key

HOOK = "sup-lint-detect-secrets"
KEY, OTHER = make_key(541), make_key(542)


def module(key: str) -> str:
    return f'from supertone import Supertone\n\nclient = Supertone(api_key="{key}")\n'


def tool(consumer: Consumer, name: str) -> str:
    """A program of the environment that pre-commit has built."""
    built = sorted(Path(consumer.environment["PRE_COMMIT_HOME"]).glob(f"repo*/py_env-*/bin/{name}"))
    assert built
    return str(built[0])


def output_of(result: Result) -> str:
    assert not {KEY, OTHER} & set(result.stdout.replace('"', " ").split())
    return result.stdout + result.stderr


def test_our_hook_stops_new_keys_and_lets_accepted_ones_pass(consumer: Consumer) -> None:
    """A baseline that is written in one repository holds in its clone."""
    consumer.stage({"app/tts.py": module(KEY), "clean.py": "import os\n"}, hook_id=HOOK)
    refused = consumer.commit()
    assert refused.returncode == 1, refused.stdout
    assert "app/tts.py:3: a Supertone API key" in output_of(refused)
    assert "clean.py" not in refused.stdout
    assert not consumer.has_commit()

    accepted = run((tool(consumer, "sup-lint"), "detect-secrets", "scan"), consumer.directory, consumer.environment)
    assert accepted.returncode == 0, accepted.stderr
    git(consumer.directory, consumer.environment, "add", BASELINE)
    passed = consumer.commit()
    assert passed.returncode == 0, passed.stdout + passed.stderr

    clone = consumer.directory.parent / "clone"
    git(consumer.directory, consumer.environment, "clone", "--quiet", str(consumer.directory), str(clone))
    elsewhere = Consumer(clone, consumer.hook_repository, consumer.environment)
    assert elsewhere.pre_commit("run", "--all-files").returncode == 0
    elsewhere.stage({"app/tts.py": module(KEY), "app/more.py": module(OTHER)}, hook_id=HOOK)
    again = elsewhere.pre_commit("run")
    assert again.returncode == 1
    assert "app/more.py:3:" in output_of(again)
    assert "app/tts.py" not in again.stdout
    assert git(clone, consumer.environment, "status", "--porcelain", BASELINE) == ""


def test_our_hook_takes_baselines_by_name(consumer: Consumer) -> None:
    plain = {"version": "1.5.0", "plugins_used": [{"name": "KeywordDetector"}], "filters_used": [], "results": {}}
    files = {"--app.py": module(KEY), ".secrets.baseline": json.dumps(plain)}
    consumer.stage(files, args="[--baseline, .secrets.baseline, --]", hook_id=HOOK)
    result = consumer.pre_commit("run", "--all-files")
    assert result.returncode == 1
    assert "--app.py:3: a Supertone API key" in output_of(result)
    assert json.loads((consumer.directory / ".secrets.baseline").read_text()) == plain


@pytest.fixture
def their_hook(consumer: Consumer) -> Iterator[Consumer]:
    """A repository with the hook of detect-secrets, installed together with this package, and what `init` sets up."""
    config = (
        "repos:\n  - repo: local\n    hooks:\n      - id: detect-secrets\n        name: detect-secrets\n"
        "        entry: detect-secrets-hook\n        language: python\n        require_serial: true\n"
        f"        additional_dependencies: ['sup-lint @ {consumer.hook_repository.as_uri()}']\n"
        "        args: [--baseline, .secrets.baseline]\n"
    )
    (consumer.directory / ".pre-commit-config.yaml").write_text(config)
    (consumer.directory / "tts.py").write_text("import os\n")
    installed = consumer.pre_commit("install-hooks")
    assert installed.returncode == 0, installed.stdout
    yield consumer
    shutil.rmtree(consumer.directory)


def test_their_hook_uses_our_detector_in_every_clone(their_hook: Consumer) -> None:
    consumer = their_hook
    sup_lint = (tool(consumer, "sup-lint"), "detect-secrets")
    assert run((*sup_lint, "init"), consumer.directory, consumer.environment).returncode == 0
    git(consumer.directory, consumer.environment, "add", "--all")
    doctor = run((*sup_lint, "doctor"), consumer.directory, consumer.environment)
    assert doctor.stdout == "No traps in .secrets.baseline, the hook detect-secrets.\n"
    git(consumer.directory, consumer.environment, "commit", "--quiet", "--message", "Set up")

    clone = consumer.directory.parent / "clone"
    git(consumer.directory, consumer.environment, "clone", "--quiet", str(consumer.directory), str(clone))
    elsewhere = Consumer(clone, consumer.hook_repository, consumer.environment)
    assert elsewhere.pre_commit("run", "--all-files").returncode == 0
    (clone / "tts.py").write_text(module(KEY))
    git(clone, consumer.environment, "add", "--all")
    refused = elsewhere.pre_commit("run")
    assert refused.returncode == 1
    assert SECRET_TYPE in output_of(refused)

    accept = (*sup_lint, "scan", "--all-plugins", "--baseline", ".secrets.baseline")
    assert run(accept, clone, consumer.environment).returncode == 0
    git(clone, consumer.environment, "add", "--all")
    passed = elsewhere.pre_commit("run")
    assert passed.returncode == 0, passed.stdout
