"""What lies in a work tree, but outside of what git keeps: environment files and built output."""

import os
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.sources.language import language_of

if TYPE_CHECKING:
    from sup_lint.sources.git.repository import Repository

# Where build tools leave what is shipped; packages that others have built are not among it.
_OUTPUT = frozenset(
    """
    dist build out www _site public _next .next .nuxt .output .svelte-kit .vercel .netlify .expo storybook-static
    web-build bundle bundles public_html dist-electron release static target
    """.split()
)
_FOREIGN = frozenset({"node_modules", "site-packages", "vendor", "bower_components", ".venv", "venv"})
_MOST_ENTRIES = 5_000


class Ignored(NamedTuple):
    """Absolute paths of what git ignores: files with environment variables, and folders of built output."""

    environments: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def ignored_in(repository: "Repository") -> Ignored:
    """The environment files and the folders with built output that git ignores in a work tree. Raises GitError."""
    if repository.top is None:
        return Ignored()
    listed = repository.git.run(
        "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory", "--no-empty-directory"
    )
    found = _Found([], [])
    for name in os.fsdecode(listed).split("\0"):
        parts = name.rstrip("/").split("/")
        place = os.path.join(repository.top, *parts)
        if not name or not _FOREIGN.isdisjoint(parts):
            continue
        if not name.endswith("/"):
            found.add_file(place)
        elif not found.add_output(place):
            found.look_into(place)
    return Ignored(tuple(sorted(found.environments)), tuple(sorted(found.outputs)))


class _Found(NamedTuple):
    environments: list[str]
    outputs: list[str]

    def add_file(self, place: str) -> None:
        """Take a file if it holds environment variables."""
        if language_of(os.path.basename(place)) == "dotenv" and not os.path.islink(place):
            self.environments.append(place)

    def add_output(self, place: str) -> bool:
        """Take a folder if built output lies in it; tell whether it was taken."""
        if os.path.basename(place) in _OUTPUT and not os.path.islink(place):
            self.outputs.append(place)
            return True
        return False

    def look_into(self, folder: str) -> None:
        """Take what lies in a folder that git ignores as a whole; a cache may be huge, and is given up."""
        entries = 0
        for above, folders, names in os.walk(folder):
            entries += len(folders) + len(names)
            if entries > _MOST_ENTRIES:
                return
            for name in names:
                self.add_file(os.path.join(above, name))
            folders[:] = [
                name for name in folders if name not in _FOREIGN and not self.add_output(os.path.join(above, name))
            ]
