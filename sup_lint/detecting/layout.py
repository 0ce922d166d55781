"""Where the files of a detect-secrets set-up lie in a repository."""

import os
from collections.abc import Iterable

import sup_lint

DETECTOR = "SupertoneKeyDetector"
SECRET_TYPE = "Supertone API Key"  # noqa: S105 - the detector's, told here so that nothing need be imported

# detect-secrets passes over every file that bears the same name as the baseline it works with (`.secrets.baseline`), so
# its own hook does not take the digests in ours for secrets.
BASELINE = ".sup-lint/.secrets.baseline"
THEIR_BASELINE = ".secrets.baseline"
SHIM = ".sup-lint/detect_secrets_plugin.py"
# Relative to the repository: the only kind of path in a baseline that holds on every machine.
SHIM_URL = f"file://{SHIM}"
SHIM_TEXT = '''"""The detector of sup-lint, for detect-secrets; made by `sup-lint detect-secrets init`."""

from sup_lint.detect_secrets_plugin import SupertoneKeyDetector

__all__ = ["SupertoneKeyDetector"]
'''


def plugin_file() -> str:
    """The absolute path of the detector's file, for `detect-secrets scan -p`."""
    return os.path.join(os.path.dirname(os.path.abspath(sup_lint.__file__)), "detect_secrets_plugin.py")


def repository_root(start: str) -> str:
    """The folder that holds `.git`, at `start` (an absolute path) or above it; `start` itself outside of git."""
    folder = os.path.realpath(start)
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return os.path.realpath(start)
        folder = above
    return folder


def relative_names(paths: Iterable[str], *, here: str, root: str) -> list[str]:
    """Paths relative to `here`, named relative to `root` (both absolute) with slashes."""
    names = (os.path.relpath(os.path.join(os.path.realpath(here), path), root) for path in paths)
    return [name.replace(os.sep, "/") for name in names]


def portable(path: str) -> str:
    """A path as baselines of every system have it: those made on Windows have backslashes."""
    return path.replace("\\", "/")
