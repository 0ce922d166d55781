"""What a run could see: whether a finding that it did not report is gone hangs on that."""

import os
from collections.abc import Callable, Collection
from typing import NamedTuple


def exists(path: str) -> bool:
    """Whether there is something at an absolute path; one that can't be asked about counts as being there."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


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
