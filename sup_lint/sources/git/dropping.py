"""How what only stashes and reflogs keep is dropped from a clone."""

import re
from collections.abc import Iterable

from sup_lint.sources.git.commands import git_in, quoted

_STASH = re.compile(r"stash@\{(\d{1,9})\}")


def dropping(references: Iterable[str], folder: str = "") -> tuple[str, ...]:
    """The commands that drop the stashes (`stash@{1}`) and the reflogs (`HEAD@{3}`) of these names, and what they kept.

    `folder` is where git has to run, as `commands.typed` has it.

    `git reflog expire --all` would drop every stash as well, and the work in it: the reflogs are named.
    """
    references, git = tuple(references), git_in(folder)
    # From the highest number on, since each that is dropped moves those behind it.
    stashes = sorted({int(found[1]) for name in references if (found := _STASH.fullmatch(name))}, reverse=True)
    logs = dict.fromkeys(name.rpartition("@{")[0] for name in references if not _STASH.fullmatch(name))
    commands = [f"{git} stash drop {number}" for number in stashes]
    if logs:
        commands.append(f"{git} reflog expire --expire=now {' '.join(map(quoted, logs))}")
    return (*commands, f"{git} gc --prune=now")
