"""The repository that is set up: its files as text, and what git says of them."""

import os
import re

from sup_lint.keys.names import PACKAGE, VARIABLE, is_key_name
from sup_lint.sources.discovery import discover
from sup_lint.sources.files import read
from sup_lint.sources.git.command import Git, GitError

_NAME = re.compile(r"\b[A-Z][A-Z0-9_]{3,60}\b")
# What a build tool publishes must not hold the key, and gets no place in a file of examples.
_PUBLIC = re.compile(r"(?:NEXT_|NUXT_|EXPO_)PUBLIC_|(?:REACT|VUE|NG)_APP_|VITE_|GATSBY_")
_LARGEST = 1_000_000


def is_git_folder(folder: str) -> bool:
    """Whether a folder is, or lies in, what git keeps its history in: a bare repository, or the `.git` of another."""
    folder = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(folder, ".git")):
        if os.path.isfile(os.path.join(folder, "HEAD")) and all(
            os.path.isdir(os.path.join(folder, name)) for name in ("objects", "refs")
        ):
            return True
        folder, before = os.path.dirname(folder), folder
        if folder == before:
            return False
    return False


class Place:
    """A folder to set up: `root` is its absolute path, `has_git` tells whether it is the top of a git work tree."""

    def __init__(self, folder: str) -> None:
        folder = os.path.realpath(folder)
        self.root, self.has_git = folder, False
        try:
            top = Git(folder).run("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
        except GitError:
            return
        self.root, self.has_git = os.path.realpath(top), True

    def text(self, name: str) -> str | None:
        """The text of a file of the place, None if it isn't there.

        Raises ValueError, with a sentence without a subject, for one that isn't text in UTF-8 or no file of this
        place.
        """
        path = os.path.join(self.root, name)
        if not os.path.lexists(path):
            return None
        if os.path.commonpath([os.path.realpath(path), self.root]) != self.root:
            raise ValueError("is a link that leads out of the repository")
        try:
            return read(path).decode("utf-8")
        except UnicodeDecodeError:
            raise ValueError("is not text in UTF-8") from None
        except OSError as error:
            raise ValueError(str(error)) from None

    def has_folder(self, name: str) -> bool:
        """Whether there is a folder of this name."""
        return os.path.isdir(os.path.join(self.root, name))

    def names(self, folder: str) -> list[str]:
        """The names in a folder of the place, in order; none if there is no such folder."""
        try:
            return sorted(os.listdir(os.path.join(self.root, folder)))
        except OSError:
            return []

    def remotes(self) -> str:
        """The addresses that git fetches from, in lower case, one a line."""
        return self._git("config", "--get-regexp", r"^remote\..*\.url$").lower()

    def default_branch(self) -> str:
        """The branch that pull requests go to, as far as the clone knows: `main` if it doesn't."""
        told = self._git("symbolic-ref", "--short", "refs/remotes/origin/HEAD").strip().removeprefix("origin/")
        return told or self._git("config", "init.defaultBranch").strip() or "main"

    def is_ignored(self, name: str) -> bool:
        """Whether the patterns of .gitignore fit a file of this name, there or not."""
        return bool(self._git("check-ignore", "--no-index", "--", name))

    def is_left_out(self, name: str) -> bool:
        """Whether git leaves a file of this name out: patterns fit, and it isn't tracked all the same."""
        return bool(self._git("check-ignore", "--", name))

    def variable(self) -> str:
        """The environment variable that the project reads its key from, the most common if there are several."""
        counts: dict[str, int] = {}
        for path in discover([self.root], root=self.root, wanted=lambda _: True).files:
            try:
                data = read(path)
            except OSError:
                continue
            if len(data) > _LARGEST or PACKAGE.upper().encode() not in data:
                continue
            for name in _NAME.findall(data.decode("utf-8", "replace")):
                if PACKAGE.upper() in name and is_key_name(name) and not _PUBLIC.match(name):
                    counts[name] = counts.get(name, 0) + 1
        # The vendor's own name wins a tie.
        return max(counts, key=lambda name: (counts[name], name == VARIABLE, name), default=VARIABLE)

    def _git(self, *arguments: str) -> str:
        """What git prints; nothing where it has nothing to say, or can't be asked."""
        if not self.has_git:
            return ""
        try:
            return Git(self.root).run(*arguments).decode("utf-8", "replace")
        except GitError:
            return ""
