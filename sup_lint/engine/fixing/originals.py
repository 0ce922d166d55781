"""The files that fixes may rewrite, as they are now."""

import os
import stat
from typing import Protocol

from sup_lint.sources import reading


class RefusalError(Exception):
    """A file can't be rewritten; the message says why, as a sentence without a subject."""


class Originals(Protocol):
    """Where the bytes that are to be edited come from."""

    @property
    def is_alone(self) -> bool:
        """Whether there is one file only, and lines that a fix adds to others are left to whoever has them."""

    def read(self, path: str) -> bytes | None:
        """The bytes of the file that a report names `path`; None where there is none yet. Raises RefusalError."""

    def place(self, path: str) -> str:
        """The absolute path of the file itself, whatever links lead to it."""


class OnDisk:
    """The files of the disk; `root` is the folder of the project."""

    is_alone = False

    def __init__(self, root: str) -> None:
        self._folders = tuple(os.path.realpath(folder) for folder in (os.getcwd(), root))

    def place(self, path: str) -> str:
        """The absolute path of the file itself."""
        return os.path.realpath(path)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file that may be rewritten; None where one may be made. Raises RefusalError."""
        place = self.place(path)
        if os.path.islink(path):
            if not any(_is_below(place, folder) for folder in self._folders):
                raise RefusalError("is a symbolic link that leads out of the project")
            if not os.path.exists(place):
                raise RefusalError("is a symbolic link to nothing")
        if not os.access(os.path.dirname(place), os.W_OK):
            there = os.path.isdir(os.path.dirname(place))
            raise RefusalError("lies in a folder that is read-only" if there else "has no folder to lie in")
        try:
            status = os.stat(place)
            _refuse(status, place)
            return reading.read(place)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RefusalError(str(error) if error.errno is None else reading.reason(error)) from None


class OnStandardInput:
    """One file, of which standard input gives the bytes: `name`, as the report names it. No other is rewritten."""

    is_alone = True

    def __init__(self, name: str, data: bytes) -> None:
        self._place = os.path.abspath(name)
        self._data = data

    def place(self, path: str) -> str:
        """The absolute path by which the text goes."""
        return os.path.abspath(path)

    def read(self, path: str) -> bytes | None:
        """The bytes of the file. Raises RefusalError for every other."""
        if self.place(path) != self._place:
            raise RefusalError("is left alone: only the text on standard input is fixed")
        return self._data


def _refuse(status: os.stat_result, place: str) -> None:
    """Raise RefusalError for a file that can't be replaced by another one without harm."""
    if not stat.S_ISREG(status.st_mode):
        raise RefusalError("is not a regular file")
    if not status.st_mode & 0o222 or not os.access(place, os.W_OK):
        raise RefusalError("is read-only")
    if status.st_nlink > 1:
        raise RefusalError("has further names (hard links), which would keep the old text")
    user = os.geteuid() if hasattr(os, "geteuid") else 0
    if user not in (0, status.st_uid):
        raise RefusalError("belongs to another user")


def _is_below(place: str, folder: str) -> bool:
    return place.startswith(f"{folder.rstrip(os.sep)}{os.sep}")
