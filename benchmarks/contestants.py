"""Who takes part: sup-lint and its peers, each as its users call it for a task."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from measuring import Contestant
from peers import programs_folders, secretlint_settings

# A peer is cut after this; sup-lint and git have to come to their end.
LIMIT_SECONDS = 600.0
PEER_LIMIT_SECONDS = 120.0

NEEDLES = ("-e", "supertone", "-e", "x-sup-api-key")
FOUND_OR_NOT = (0, 1)

DETECT_SECRETS_HOOK = ("detect-secrets-hook", "--no-verify")
DETECT_SECRETS_SCAN = ("detect-secrets", "scan", "--no-verify")
RUFF = (
    "ruff",
    "check",
    "--isolated",
    "--no-cache",
    "--quiet",
    "--output-format",
    "concise",
    "--select",
    "S105,S106,S107",
)
BANDIT = ("bandit", "--quiet", "--tests", "B105,B106,B107")
CREDSWEEPER = ("credsweeper", "--no-color", "--error", "--jobs", str(os.cpu_count() or 1))
KINGFISHER = (
    *("kingfisher", "scan", "--no-validate", "--no-update-check", "--quiet", "--redact"),
    *("--confidence", "low"),
)
SEMGREP = (
    *("semgrep", "scan", "--config", str(Path(__file__).with_name("hard-coded-hex.yaml"))),
    *("--metrics", "off", "--disable-version-check", "--quiet", "--error", "--vim", "--max-target-bytes", "0"),
)
SECRETLINT = ("secretlint", "--no-color")

IMPORT_CLICK = Contestant('python -c "import click"', (sys.executable, "-c", "import click"), reports=False)


def installed(program: str, peers: Path | None) -> str | None:
    """Where a program is: in the folder of the peers, beside the running Python, else on PATH."""
    folders = (*(programs_folders(peers) if peers else ()), Path(sys.executable).parent)
    for folder in folders:
        if os.access(folder / program, os.X_OK):
            return str(folder / program)
    return shutil.which(program)


def peer(name: str, *command: str, exit_codes: tuple[int, ...] = FOUND_OR_NOT) -> Contestant:
    """Somebody else's program, which may be cut."""
    return Contestant(name, command, exit_codes, limit=PEER_LIMIT_SECONDS)


def secretlint(peers: Path | None, *what: str) -> tuple[Contestant, ...]:
    """secretlint with its recommended rules, which it only has in a folder of peers."""
    return (peer("secretlint", *SECRETLINT, "--secretlintrc", str(secretlint_settings(peers)), *what),) if peers else ()


def at_hook(names: Sequence[str], *, exit_code: int, peers: Path | None) -> tuple[Contestant, ...]:
    """sup-lint, which must end with `exit_code`, and its peers over the same files, called as by a hook."""
    return (
        Contestant("sup-lint check", ("sup-lint", "check", "--no-cache", "--", *names), (exit_code,)),
        IMPORT_CLICK,
        peer("detect-secrets-hook", *DETECT_SECRETS_HOOK, *names),
        peer("ruff S105-S107", *RUFF, *names),
        peer("bandit B105-B107", *BANDIT, *names),
        peer("kingfisher", *KINGFISHER, "--git-history", "none", *names, exit_codes=(0, 200)),
        peer("credsweeper", *CREDSWEEPER, "--path", *names),
        peer("semgrep, local rule", *SEMGREP, *names),
        *secretlint(peers, *names),
        peer("gitleaks", "gitleaks", "git", "--staged", "--no-banner", "."),
    )


def over_folder(place: str, *, peers: Path | None) -> tuple[Contestant, ...]:
    """The peers over all that lies below `place`."""
    return (
        peer("detect-secrets scan", *DETECT_SECRETS_SCAN, place),
        peer("kingfisher", *KINGFISHER, "--git-history", "none", place, exit_codes=(0, 200)),
        peer("credsweeper", *CREDSWEEPER, "--path", place),
        peer("semgrep, local rule", *SEMGREP, place),
        *secretlint(peers, "**/*" if place == "." else f"{place}/**/*"),
        peer("gitleaks", "gitleaks", "dir", "--no-banner", place),
    )


def over_modules(place: str) -> tuple[Contestant, ...]:
    """The peers that read nothing but Python over all that lies below `place`."""
    return (
        peer("ruff S105-S107", *RUFF, place),
        peer("bandit B105-B107", *BANDIT, "--recursive", place),
    )


def historians(name: str) -> tuple[Contestant, ...]:
    """Who reads a whole history: sup-lint, git itself, which only unpacks it, and the peers that can."""
    unpack = ("git", "-C", name, "cat-file", "--batch-all-objects", "--batch", "--buffer")
    return (
        Contestant("sup-lint scan", ("sup-lint", "scan", "--quiet", name), FOUND_OR_NOT),
        Contestant("git cat-file (all objects)", unpack, reports=False),
        peer("kingfisher", *KINGFISHER, name, exit_codes=(0, 200)),
        peer("credsweeper --git", *CREDSWEEPER, "--git", name),
    )
