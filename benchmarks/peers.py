"""`python benchmarks/peers.py install FOLDER`: the peers, in an environment of their own."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Their own environment, because some pin versions of what sup-lint needs in others: semgrep pins click.
FROM_PYPI = ("kingfisher-bin", "detect-secrets", "credsweeper", "bandit", "ruff", "semgrep")
FROM_NPM = ("secretlint", "@secretlint/secretlint-rule-preset-recommend")

PYTHON_FOLDER = "python"
NODE_FOLDER = "node"
SECRETLINT_RULES = {"rules": [{"id": "@secretlint/secretlint-rule-preset-recommend"}]}


def programs_folders(folder: Path) -> tuple[Path, ...]:
    """Where the programs of the peers in `folder` lie."""
    return folder / PYTHON_FOLDER / (
        "Scripts" if os.name == "nt" else "bin"
    ), folder / NODE_FOLDER / "node_modules/.bin"


def secretlint_settings(folder: Path) -> Path:
    """The settings with which secretlint runs: its recommended rules."""
    return folder / NODE_FOLDER / "secretlintrc.json"


def versions(folder: Path) -> Mapping[str, str]:
    """What is installed in `folder`: the version of each peer by the name of its package."""
    found: dict[str, str] = {}
    library = folder / PYTHON_FOLDER / ("Lib" if os.name == "nt" else "lib")
    for package in FROM_PYPI:
        for information in sorted(library.rglob(f"{package.replace('-', '_')}-*.dist-info")):
            found[package] = information.name.removesuffix(".dist-info").rpartition("-")[2]
    for package in FROM_NPM:
        manifest = folder / NODE_FOLDER / "node_modules" / package / "package.json"
        if manifest.is_file():
            found[package] = str(json.loads(manifest.read_text(encoding="utf-8"))["version"])
    return found


def install(folder: Path) -> list[str]:
    """Install the peers below `folder`, each one by itself; gives the names of those that can't be had here."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NODE_FOLDER).mkdir(exist_ok=True)
    subprocess.run((sys.executable, "-m", "venv", str(folder / PYTHON_FOLDER)), check=True)
    python, _ = programs_folders(folder)
    pip = (str(python / "python"), "-m", "pip", "install", "--quiet")
    missing = [package for package in FROM_PYPI if not succeeds((*pip, package))]
    npm = shutil.which("npm")
    command = (npm or "npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder / NODE_FOLDER), *FROM_NPM)
    if npm is None or not succeeds(command):
        missing.extend(FROM_NPM)
    secretlint_settings(folder).write_text(json.dumps(SECRETLINT_RULES), encoding="utf-8")
    return missing


def succeeds(command: Sequence[str]) -> bool:
    print(" ".join(command), flush=True)
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """Install what can be installed; gives 1 if somebody is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["install"])
    parser.add_argument("folder", type=Path, help="a folder of its own; run.py --peers takes it")
    folder = parser.parse_args().folder.resolve()
    missing = install(folder)
    print(", ".join(f"{package} {version}" for package, version in versions(folder).items()))
    for package in missing:
        print(f"not installed: {package}", file=sys.stderr)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
