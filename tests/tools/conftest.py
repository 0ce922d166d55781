"""What tests need of npm, pinned, and installed once a run."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent
# Not `npm ci`: it refuses a lock file that names no registry.
INSTALL = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pinned bundlers. Without npm or its registry tests are skipped; where `CI` is set they fail."""
    return _installed("bundlers", tmp_path_factory)


@pytest.fixture(scope="session")
def browser_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what drives a browser, and of the accessibility check; skips and fails likewise."""
    return _installed("browser", tmp_path_factory)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium. Without one tests are skipped; where `CI` is set they fail."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    problem = "" if found else "no Chromium is installed, so no page can be opened in a browser"
    _skip_outside_ci(problem)
    return found or ""


def _installed(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where npm has installed what the folder `name` beside this file pins.

    `SUP_LINT_BUNDLERS` and `SUP_LINT_BROWSER` may name folders in which an installation outlives the run.
    """
    pinned = TOOLS / name
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = Path(os.environ.get(f"SUP_LINT_{name.upper()}") or shared / name)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several processes of one run the first installs, the others wait
        installed = folder / "installed.json"
        wanted = (pinned / "package-lock.json").read_text(encoding="utf-8")
        if not installed.exists() or installed.read_text(encoding="utf-8") != wanted:
            _skip_outside_ci(_install(pinned, folder))
            installed.write_text(wanted, encoding="utf-8")
    return folder / "node_modules"


def _skip_outside_ci(problem: str) -> None:
    if problem and not os.environ.get("CI"):
        pytest.skip(problem)
    assert not problem, problem


def _install(pinned: Path, folder: Path) -> str:
    """Install what is pinned into a folder and say what went wrong."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "Node.js with npm is not installed, and the tools of this test with it"
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(pinned / name, folder / name)
    run = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True, check=False)
    return f"npm can't install the {pinned.name}:\n{run.stderr[-2000:]}" if run.returncode else ""
