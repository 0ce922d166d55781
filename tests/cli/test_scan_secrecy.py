"""No key in what a scan writes: report, errors, baseline, temporary files; after success, failure and interrupt."""

import base64
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.scanning import command, environment, run
from tests.keymaker import BASE62, make_key
from tests.repositories import CURED, generate, run_git, source

KEYS = [make_key(8000 + number) for number in range(5)] + [make_key(8100, 40, BASE62)]
PIECE = 8


def pieces(key: str) -> Iterator[str]:
    """What would tell of a key: long stretches of it, as they are or disguised."""
    yield from (key[start : start + PIECE] for start in range(len(key) - PIECE + 1))
    yield from (key[::-1], key.encode().hex(), base64.b64encode(key.encode()).decode()[:-4])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a key in every kind of place that a scan tells of."""
    path = tmp_path / "repository"
    path.mkdir()
    run_git(path, "init", "--quiet", "--initial-branch=main")
    write(path, {"app.py": source(KEYS[0]).decode(), "config.yaml": f"supertone:\n  api_key: {KEYS[1]}\n"})
    run_git(path, "add", "--all")
    run_git(path, "commit", "--quiet", "-m", f"Use the Supertone API with SUPERTONE_API_KEY={KEYS[2]}")
    compose = "services:\n" + "".join(
        f"  {name}:\n    build: ./{name}\n    environment:\n      SUPERTONE_API_KEY: {KEYS[3]}\n"
        for name in ("api", "worker")
    )
    write(path, {"app.py": CURED.decode(), "compose.yaml": compose, ".gitignore": ".env\n", ".env": ""})
    split = f'from supertone import Supertone\nclient = Supertone(api_key="{KEYS[5][:20]}" + "{KEYS[5][20:]}")\n'
    write(path, {"split.py": split, ".env": f"SUPERTONE_API_KEY={KEYS[0]}\n"})
    run_git(path, "add", "--all")
    run_git(path, "commit", "--quiet", "-m", "Work")
    write(path, {"dist/app.js": f'fetch("https://supertoneapi.com",{{headers:{{"x-sup-api-key":"{KEYS[4]}"}}}})'})
    return path


def write(path: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")


def temporary(folder: Path) -> str:
    """The path of a folder for temporary files."""
    path = folder / "temporary"
    path.mkdir(exist_ok=True)
    return str(path)


def assert_secret(told: str, *folders: Path) -> None:
    """No key is in what was told, or in a file or a file's name below the folders."""
    everything = [told.encode("utf-8", "surrogatepass")]
    for folder in folders:
        for path in folder.rglob("*"):
            everything.append(os.fsencode(path))
            if path.is_file():
                everything.append(path.read_bytes())
    text = b"\n".join(everything).decode("utf-8", "replace")
    assert [key[:2] for key in KEYS if any(piece in text for piece in pieces(key))] == []


@pytest.mark.parametrize("format_", ["pretty", "concise", "json", "html", "sarif", "junit"])
def test_report_of_every_format(repository: Path, tmp_path: Path, format_: str) -> None:
    written = tmp_path / "written"
    written.mkdir()
    options = ("--format", format_, "--verbose", "--known-key-env", "PROD_KEY")
    done = run(written, "scan", *options, str(repository), TMPDIR=temporary(tmp_path), PROD_KEY=KEYS[1])
    assert done.returncode == 1, done.stderr
    assert len(done.stdout) > 500
    assert_secret(done.stdout + done.stderr, written, tmp_path / "temporary")


def test_baseline_and_what_it_shows(repository: Path, tmp_path: Path) -> None:
    told = ""
    for arguments in (["write", "--history"], ["prune", "--history"], ["write"]):
        done = run(repository, "baseline", *arguments, TMPDIR=temporary(tmp_path))
        assert done.returncode == 0, done.stderr
        told += done.stdout + done.stderr
    told += (repository / ".sup-lint-baseline").read_text(encoding="utf-8")
    assert "key-in-history" in told
    assert_secret(told, tmp_path / "temporary")


def test_failures_tell_no_key(repository: Path, tmp_path: Path) -> None:
    (repository / ".sup-lint-baseline").write_text(f'{{"key": "{KEYS[0]}"}}\n', encoding="utf-8")
    told = ""
    for arguments in (
        ["scan", str(repository)],
        ["scan", str(repository), f"https://user:{KEYS[1]}@localhost:9/app.git"],
        ["scan", "--select", KEYS[3], str(repository)],
        ["scan", "--known-key-env", KEYS[4], str(repository)],
    ):
        done = run(tmp_path, *arguments, TMPDIR=temporary(tmp_path))
        assert done.returncode == 2, (arguments[:2], done.stderr)
        told += done.stdout + done.stderr
    assert_secret(told, tmp_path / "temporary")


def test_interrupted_scan_leaves_nothing(tmp_path: Path) -> None:
    generated = generate(tmp_path / "large", 400, megabytes=80)
    cloned = Path(temporary(tmp_path))
    process = subprocess.Popen(
        [*command("scan", "--jobs", "1"), generated.path.as_uri()],
        env=environment(TMPDIR=str(cloned)),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while process.poll() is None and not any(cloned.rglob("*.pack")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=60)
    assert process.returncode in {0, 1, 130}
    assert list(cloned.iterdir()) == []
    text = (out + complaint).decode("utf-8", "replace")
    assert not any(planted.key in text for planted in generated.planted.values())
