"""The real bundlers of npm, installed once a run."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

PINNED = Path(__file__).parent / "bundlers"
# Where an installation outlives the run: set it to a folder to install once and for all.
CACHE = "SUP_LINT_BUNDLERS"
# Not `npm ci`: it refuses a lock file that names no registry.
INSTALL = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pinned bundlers. Without npm or its registry tests are skipped; where `CI` is set they fail."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = Path(os.environ.get(CACHE) or shared / "bundlers")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several processes of one run the first installs, the others wait
        installed = folder / "installed.json"
        wanted = (PINNED / "package-lock.json").read_text(encoding="utf-8")
        if not installed.exists() or installed.read_text(encoding="utf-8") != wanted:
            problem = _install(folder)
            if problem and not os.environ.get("CI"):
                pytest.skip(problem)
            assert not problem, problem
            installed.write_text(wanted, encoding="utf-8")
    return folder / "node_modules"


def _install(folder: Path) -> str:
    """Install the bundlers into a folder and say what went wrong."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "Node.js with npm is not installed, so no bundler can be run"
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(PINNED / name, folder / name)
    run = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True, check=False)
    return f"npm can't install the bundlers:\n{run.stderr[-2000:]}" if run.returncode else ""
