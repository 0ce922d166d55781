"""Which versions of a file are worth a close look: most differ from one that had it in lines without a key."""

import re

from sup_lint.keys.needles import NEEDLE

# What may be a key, or a piece of one in whatever encoding; keys have digits or change their case all the time.
_TOKEN = re.compile(rb"[\w+/%\\-]{8,}")
_DIGIT = re.compile(rb"[0-9]")
_CHANGE = re.compile(rb"[a-z][A-Z]|[A-Z][a-z]")
_FEWEST_DIGITS = 2
_SHORTEST_WITHOUT_DIGITS = 16
# Lines that make a literal a key: they name one, or Supertone.
_CONTEXT = re.compile(rb"key|token|secret|auth|credential|passw")
_MOST_KEPT = 8


def signature(data: bytes) -> frozenset[bytes]:
    """The lines of a file that may hold a key or make one of what another line holds; none if it can't hold any.

    Two versions with the same signature hold the same keys. A key of fewer than two digits that reads like a word is
    not one here: Supertone has never issued one.
    """
    if not any(map(_may_be_key, _TOKEN.findall(data))):
        return frozenset()
    return frozenset(
        line.strip()
        for line in data.splitlines()
        if _CONTEXT.search(lowered := line.lower())
        or NEEDLE.search(lowered)
        or any(map(_may_be_key, _TOKEN.findall(line)))
    )


def _may_be_key(token: bytes) -> bool:
    if len(_DIGIT.findall(token)) >= _FEWEST_DIGITS:
        return True
    return len(token) >= _SHORTEST_WITHOUT_DIGITS and 5 * len(_CHANGE.findall(token)) >= len(token)


class Candidates:
    """Chooses the versions to look at closely, path by path."""

    def __init__(self) -> None:
        self._seen: dict[str, list[frozenset[bytes]]] = {}

    def take(self, path: str, data: bytes) -> bool:
        """Whether this version of the file at `path` may hold a key that those taken before didn't show."""
        lines = signature(data)
        if not lines:
            return False
        seen = self._seen.setdefault(path, [])
        if any(lines <= each for each in seen):
            return False
        seen.append(lines)
        del seen[:-_MOST_KEPT]
        return True
