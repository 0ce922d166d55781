"""How what only stashes and reflogs keep is dropped from a clone."""

import re
import shlex
from collections.abc import Iterable

_STASH = re.compile(r"stash@\{(\d{1,9})\}")


def dropping(references: Iterable[str]) -> tuple[str, ...]:
    """The commands that drop the stashes (`stash@{1}`) and the reflogs (`HEAD@{3}`) of these names, and what they kept.

    `git reflog expire --all` would drop every stash as well, and the work in it: the reflogs are named.
    """
    references = tuple(references)
    # From the highest number on, since each that is dropped moves those behind it.
    stashes = sorted({int(found[1]) for name in references if (found := _STASH.fullmatch(name))}, reverse=True)
    logs = dict.fromkeys(name.rpartition("@{")[0] for name in references if not _STASH.fullmatch(name))
    commands = [f"git stash drop {number}" for number in stashes]
    if logs:
        commands.append(f"git reflog expire --expire=now {' '.join(map(shlex.quote, logs))}")
    return (*commands, "git gc --prune=now")
