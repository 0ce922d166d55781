"""Private temporary folders for clones: nobody else may look, and they are gone when the work is over."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

_ATTEMPTS = 20
_BETWEEN = 0.05


@contextmanager
def private_folder(parent: str | None = None) -> Iterator[str]:
    """A new folder with mode 700, below `parent` or where temporary files go; removed with all in it at the end."""
    folder = tempfile.mkdtemp(prefix="sup-lint-", dir=parent)
    try:
        yield os.path.realpath(folder)
    finally:
        remove(folder)


def remove(folder: str) -> None:
    """Remove a folder; a process that is about to end may still write into it."""
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(_BETWEEN)
    shutil.rmtree(folder)
