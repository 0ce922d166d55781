"""What a run could see: whether a finding that it did not report is gone hangs on that, and so does every fix."""

import os
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.sources.files import in_tree, is_file, is_folder

if TYPE_CHECKING:
    from sup_lint.engine.known_keys import KnownKey


def exists(path: str) -> bool:
    """Whether there is something at an absolute path; one that can't be asked about counts as being there."""
    if in_tree(path) is not None:
        return is_file(path) or is_folder(path)
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


class WorkTree:
    """Tells of an absolute path whether the work tree has it, or a sparse checkout has only left it out.

    git is asked once, when something is missing: use one object for one run.
    """

    def __init__(self) -> None:
        self._left_out: dict[str, frozenset[str]] = {}

    def __call__(self, path: str) -> bool:
        """Whether the path is there."""
        found = exists(path)
        if found or in_tree(path) is not None:
            return found
        from sup_lint.sources.work_tree import left_out, within

        folder = os.path.dirname(path)
        while not os.path.isdir(folder) and folder != os.path.dirname(folder):
            folder = os.path.dirname(folder)
        if folder not in self._left_out:
            self._left_out[folder] = left_out(folder) if within(folder) else frozenset()
        return path in self._left_out[folder]


class Seen(NamedTuple):
    """`files` are the files that were looked at, as the report names them. `root` is the folder, absolute, all of
    which was looked at; None if only some files were.

    `keys` are the fingerprints (MaskedKey's) of the keys that were searched for in all files. `exists` tells of an
    absolute path whether the tree that was looked at has it.
    """

    files: Collection[str] = ()
    root: str | None = None
    keys: Collection[str] = ()
    has_history: bool = False
    exists: Callable[[str], bool] = exists


class InClear:
    """What a run saw and no report may show; printed, it shows nothing.

    `keys` were searched for in all files; `secrets` are all keys that were met, `pieces` six characters of them each.
    `texts` are those of the files that the fixes of the report edit, by the paths that it names.
    """

    __slots__ = ("keys", "pieces", "secrets", "texts")

    def __init__(
        self,
        keys: "Collection[KnownKey]" = (),
        secrets: Collection[str] = (),
        pieces: Collection[str] = (),
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self.keys = tuple(keys)
        self.secrets = frozenset(secrets)
        self.pieces = frozenset(pieces)
        self.texts = dict(texts or {})
