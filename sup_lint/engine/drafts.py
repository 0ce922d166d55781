"""Checking texts that are not saved: each stands in for the file at its path, for all that look at that."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sup_lint.engine.runner import check_paths
from sup_lint.sources.files import mounted
from sup_lint.sources.overlay import Overlay

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome


def check_draft(
    path: str, texts: Mapping[str, str], config: "Config", *, known: "Sequence[KnownKey]" = ()
) -> "Outcome":
    """Check the file at `path` as if what `texts` say were saved; their keys are absolute paths, as is `path`.

    The file itself need not be among them, nor on the disk. Raises BaselineError.
    """
    with mounted(Overlay(_root(path, config.root), texts)):
        return check_paths([path], config, known=known)


def _root(path: str, root: str) -> str:
    """The folder around both a file and the root of its settings, or the file's own if there is none."""
    folder = os.path.dirname(path)
    try:
        return os.path.commonpath([folder, os.path.abspath(root)])
    except ValueError:  # on different drives
        return folder
