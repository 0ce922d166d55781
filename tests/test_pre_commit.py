"""The hook under the real pre-commit, in real repositories."""

import os
import random
import subprocess
import sys
from collections.abc import Mapping

from tests.consumer import HOOK, ROOT, Consumer, Result

AWKWARD_NAMES = ("--exit-zero.py", "two words.py", "한글.py", "first\nsecond.py")


def made_up_key(seed: int) -> str:
    return "".join(random.Random(seed).choices("0123456789abcdef", k=32))


def leaking_module(key: str) -> str:
    return f'from supertone import Supertone\n\nclient = Supertone(api_key="{key}")\n'


CLEAN_MODULE = """\
import os

from supertone import Supertone

client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
"""


def assert_found(result: Result, keys: Mapping[str, str]) -> None:
    """The hook failed with findings, named the line in each file, and showed no key."""
    output = result.stdout + result.stderr
    assert result.returncode == 1, output
    for name, key in keys.items():
        # A line break in a name is shown escaped, what follows it stays.
        assert f"{name.splitlines()[-1]}:3:" in output, output
        assert key not in output


def test_manifest_is_valid(consumer: Consumer) -> None:
    result = consumer.pre_commit("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))

    assert result.returncode == 0, result.stdout + result.stderr


def test_try_repo_finds_a_leak_under_every_name(consumer: Consumer) -> None:
    keys = {name: made_up_key(seed) for seed, name in enumerate(AWKWARD_NAMES)}
    consumer.stage({name: leaking_module(key) for name, key in keys.items()} | {"clean.py": CLEAN_MODULE})

    result = consumer.pre_commit("try-repo", str(consumer.hook_repository), HOOK, "--all-files")

    assert_found(result, keys)
    assert "clean.py:" not in result.stdout


def test_run_finds_a_leak_under_every_name(consumer: Consumer) -> None:
    keys = {name: made_up_key(seed) for seed, name in enumerate(AWKWARD_NAMES)}
    consumer.stage({name: leaking_module(key) for name, key in keys.items()} | {"clean.py": CLEAN_MODULE})

    result = consumer.pre_commit("run", "--all-files")

    assert_found(result, keys)
    assert "clean.py:" not in result.stdout


def test_own_arguments_that_end_in_two_dashes(consumer: Consumer) -> None:
    key = made_up_key(11)
    consumer.stage({"--exit-zero.py": leaking_module(key)}, args="[--select, SUP101, --format, concise, --]")

    result = consumer.pre_commit("run", "--all-files")

    assert_found(result, {"--exit-zero.py": key})


def test_own_arguments_take_effect(consumer: Consumer) -> None:
    consumer.stage({"app.py": leaking_module(made_up_key(12))}, args="[--select, SUP104, --]")

    result = consumer.pre_commit("run", "--all-files")

    assert result.returncode == 0, result.stdout + result.stderr


def test_a_name_taken_for_an_option_fails_the_hook(consumer: Consumer) -> None:
    """Own arguments without the final `--` don't let a leak pass in silence."""
    key = made_up_key(13)
    consumer.stage({"--exit-zero.py": leaking_module(key)}, args="[--select, SUP101]")

    result = consumer.pre_commit("run", "--all-files")

    assert result.returncode == 1
    assert key not in result.stdout + result.stderr


def test_a_staged_leak_stops_the_commit(consumer: Consumer) -> None:
    key = made_up_key(14)
    consumer.stage({"app.py": leaking_module(key)})

    result = consumer.commit()

    assert_found(result, {"app.py": key})
    assert not consumer.has_commit()


def test_a_staged_leak_counts_although_the_work_tree_is_clean(consumer: Consumer) -> None:
    key = made_up_key(15)
    consumer.stage({"app.py": leaking_module(key)})
    (consumer.directory / "app.py").write_text(CLEAN_MODULE, encoding="utf-8")

    result = consumer.commit()

    assert_found(result, {"app.py": key})
    assert not consumer.has_commit()


def test_a_leak_that_is_not_staged_does_not_stop_the_commit(consumer: Consumer) -> None:
    consumer.stage({"app.py": CLEAN_MODULE})
    leak = leaking_module(made_up_key(16))
    (consumer.directory / "app.py").write_text(leak, encoding="utf-8")

    result = consumer.commit()

    assert result.returncode == 0, result.stdout + result.stderr
    assert consumer.has_commit()
    assert (consumer.directory / "app.py").read_text(encoding="utf-8") == leak


def test_clean_files_pass(consumer: Consumer) -> None:
    consumer.stage(dict.fromkeys(AWKWARD_NAMES, CLEAN_MODULE))

    result = consumer.pre_commit("run", "--all-files")

    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout


def test_a_key_in_a_component_stops_the_commit(consumer: Consumer) -> None:
    key = made_up_key(17)
    component = f"export const speak = () =>\n  fetch(url, {{ headers: {{ 'x-sup-api-key': '{key}' }} }});\n"
    consumer.stage({"src/Speak.jsx": component, "package.json": '{"dependencies": {"react": "^19.0.0"}}'})

    result = consumer.commit()

    assert result.returncode == 1, result.stdout + result.stderr
    assert not consumer.has_commit()
    assert "src/Speak.jsx:2" in result.stdout + result.stderr
    assert "SUP201" in result.stdout + result.stderr
    assert key not in result.stdout + result.stderr


def test_a_baseline_lets_old_leaks_pass_and_is_left_alone(consumer: Consumer) -> None:
    old, new = made_up_key(18), made_up_key(19)
    baseline = consumer.directory / ".sup-lint-baseline"
    consumer.stage({"old.py": leaking_module(old)})
    subprocess.run(
        [sys.executable, "-m", "sup_lint", "baseline", "write"],
        cwd=consumer.directory,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    accepted = baseline.read_bytes()
    consumer.stage({"old.py": f"# moved\n{leaking_module(old)}"})

    result = consumer.commit()
    assert result.returncode == 0, result.stdout + result.stderr

    # Another file alone: the entry of the first one is not stale.
    consumer.stage({"new.py": leaking_module(new)})
    assert_found(consumer.commit(), {"new.py": new})

    consumer.stage({"new.py": CLEAN_MODULE, "old.py": CLEAN_MODULE})
    result = consumer.commit()
    assert result.returncode == 1, result.stdout + result.stderr
    assert "SUP001" in result.stdout + result.stderr
    assert baseline.read_bytes() == accepted


def test_imports_lead_to_what_is_staged(consumer: Consumer) -> None:
    key = made_up_key(18)
    client = 'import requests\n\nfrom settings import CODE\n\nrequests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": CODE})\n'
    consumer.stage({"settings.py": f'CODE = "{key}"\n', "client.py": client})
    (consumer.directory / "settings.py").write_text("CODE = ''\n", encoding="utf-8")

    result = consumer.commit()

    output = result.stdout + result.stderr
    assert result.returncode == 1, output
    assert "settings.py:1:" in output
    assert key not in output


def test_a_range_of_commits_is_looked_at_as_a_pull_request_is(consumer: Consumer) -> None:
    consumer.stage({"old.py": leaking_module(made_up_key(19)), "app.py": CLEAN_MODULE})
    consumer.git("commit", "--quiet", "--message", "base")
    key = made_up_key(20)
    consumer.stage({"app.py": leaking_module(key)})
    consumer.git("commit", "--quiet", "--message", "leak")
    consumer.stage({"app.py": leaking_module(key), "clean.py": CLEAN_MODULE})
    consumer.git("commit", "--quiet", "--message", "clean")

    result = consumer.pre_commit("run", "--from-ref", "HEAD~2", "--to-ref", "HEAD")
    assert_found(result, {"app.py": key})
    assert "old.py" not in result.stdout

    result = consumer.pre_commit("run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert result.returncode == 0, result.stdout + result.stderr


def test_all_files_are_looked_at_whatever_is_staged(consumer: Consumer) -> None:
    key = made_up_key(21)
    consumer.stage({"old.py": leaking_module(key)})
    consumer.git("commit", "--quiet", "--message", "base")
    consumer.stage({"new.py": CLEAN_MODULE})

    assert_found(consumer.pre_commit("run", "--all-files"), {"old.py": key})
    assert consumer.pre_commit("run").returncode == 0


def test_the_hook_may_look_at_the_index_itself(consumer: Consumer) -> None:
    key = made_up_key(22)
    consumer.stage({"old.py": leaking_module(made_up_key(23)), "app.py": CLEAN_MODULE}, args="[--staged, --]")
    consumer.git("commit", "--quiet", "--message", "base")
    consumer.stage({"app.py": leaking_module(key)}, args="[--staged, --]")
    (consumer.directory / "app.py").write_text(CLEAN_MODULE, encoding="utf-8")

    result = consumer.commit()

    assert_found(result, {"app.py": key})
    assert "old.py" not in result.stdout + result.stderr


def test_committing_all_that_has_changed_looks_at_it(consumer: Consumer) -> None:
    key = made_up_key(24)
    for args in ("[--]", "[--staged, --]"):
        consumer.stage({"app.py": CLEAN_MODULE, "other.py": CLEAN_MODULE}, args=args)
        consumer.git("commit", "--quiet", "--no-verify", "--message", "base")
        (consumer.directory / "app.py").write_text(leaking_module(key), encoding="utf-8")

        assert_found(consumer.commit("--all"), {"app.py": key})
        assert_found(consumer.commit("app.py"), {"app.py": key})
        (consumer.directory / "other.py").write_text(f"{CLEAN_MODULE}x = 1\n", encoding="utf-8")
        result = consumer.commit("other.py")
        assert result.returncode == 0, result.stdout + result.stderr


def test_the_fixing_hook_runs_by_hand_and_has_nothing_to_do_the_second_time(consumer: Consumer) -> None:
    key = made_up_key(25)
    fix = ("run", "--hook-stage", "manual", "sup-lint-fix", "--all-files")
    consumer.stage({"app.py": leaking_module(key), "clean.py": CLEAN_MODULE}, hook_id="sup-lint-fix")

    result = consumer.pre_commit("run", "--all-files")
    assert result.returncode == 0, result.stdout + result.stderr
    assert (consumer.directory / "app.py").read_text(encoding="utf-8") == leaking_module(key)

    result = consumer.pre_commit(*fix)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "files were modified by this hook" in result.stdout
    assert key not in result.stdout + result.stderr
    assert (consumer.directory / "app.py").read_text(encoding="utf-8") == CLEAN_MODULE
    assert (consumer.directory / "clean.py").read_text(encoding="utf-8") == CLEAN_MODULE

    result = consumer.pre_commit(*fix)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout
