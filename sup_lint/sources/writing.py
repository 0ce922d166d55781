"""Writing a file so that whoever looks sees the old one or the new one, whole, whenever the program ends."""

import os
import re
import stat
import time
from contextlib import suppress
from typing import BinaryIO

_TEMPORARY = re.compile(r"\.sup-lint-[0-9a-f]{16}\.tmp")
# No run takes so many seconds from the making of a temporary file to its end.
_ABANDONED = 60
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


class Replacement:
    """New bytes for the file at `target`, beside it until they take its place at once.

    Until then nobody else may read them. Mode, owner and extended attributes are the old file's; a new one has the mode
    that the umask leaves. `out` takes the bytes. Each method raises OSError; after the first one nothing is left behind
    but by a program that is killed, and then for a minute (`sweep`).
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self._temporary = os.path.join(os.path.dirname(target), f".sup-lint-{os.urandom(8).hex()}.tmp")
        descriptor = os.open(self._temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        self.out: BinaryIO = open(descriptor, "wb")  # noqa: SIM115 - it outlives this method
        try:
            self._mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
            os.chmod(self._temporary, 0o600)
        except BaseException:
            self.discard()
            raise

    def finish(self) -> None:
        """Bring the bytes to the disk, and give the file what the old one has; no more can be written."""
        try:
            self.out.flush()
            os.fsync(self.out.fileno())
            self.out.close()
            mode = self._mode
            with suppress(FileNotFoundError):
                old = os.stat(self.target)
                mode = stat.S_IMODE(old.st_mode)
                _give_owner(self._temporary, old)
                _copy_attributes(self.target, self._temporary)
            os.chmod(self._temporary, mode)
        except BaseException:
            self.discard()
            raise

    def take_place(self) -> None:
        """Put the finished file in the place of the old one."""
        try:
            os.replace(self._temporary, self.target)
        except BaseException:
            self.discard()
            raise

    def discard(self) -> None:
        """Leave the old file as it is, and nothing beside it."""
        with suppress(OSError):
            self.out.close()
        with suppress(OSError):
            os.unlink(self._temporary)


def sweep(folder: str) -> None:
    """Remove what a killed run has left behind in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED:
                        os.unlink(entry.path)


def _give_owner(path: str, old: os.stat_result) -> None:
    """Make a file belong to whom the old one belongs to, as far as that is ours to say."""
    if not hasattr(os, "chown"):
        return
    own = os.stat(path)
    if own.st_gid != old.st_gid:
        with suppress(PermissionError):
            os.chown(path, -1, old.st_gid)
    if own.st_uid != old.st_uid:
        with suppress(PermissionError):
            os.chown(path, old.st_uid, -1)


def _copy_attributes(source: str, target: str) -> None:
    """Copy access lists and other extended attributes, as far as the system lets us."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(source):
            with suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))
