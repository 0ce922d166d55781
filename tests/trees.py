"""A tree of files held in memory."""

from sup_lint.sources.git.listing import Flat
from sup_lint.sources.work_tree import Status


class FakeTree:
    """Stands in for the disk below `root`; `held` are the files' bytes by posix names."""

    def __init__(self, root: str, held: dict[str, bytes]) -> None:
        self._root = root
        self._held = held
        self._listing = Flat(lambda: dict.fromkeys(held, "0"))

    @property
    def root(self) -> str:
        return self._root

    def read(self, name: str) -> bytes:
        if self.is_folder(name):
            raise IsADirectoryError("is not a regular file")
        if name not in self._held:
            raise FileNotFoundError("is not there")
        return self._held[name]

    def is_file(self, name: str) -> bool:
        return name in self._held

    def is_folder(self, name: str) -> bool:
        return self._listing.names(name) is not None

    def names(self, folder: str) -> list[str]:
        found = self._listing.names(folder)
        if found is None:
            raise NotADirectoryError("is no folder") if folder in self._held else FileNotFoundError("is not there")
        return list(found)

    def size(self, name: str) -> int:
        return len(self.read(name))

    def files_below(self, folder: str) -> list[str]:
        return self._listing.below(folder)

    def status(self, name: str) -> Status | None:
        return Status.TRACKED if name in self._held else None
