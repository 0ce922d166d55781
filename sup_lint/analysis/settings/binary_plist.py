"""Settings in binary property lists, whose text has a character for each byte."""

from collections.abc import Iterator

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.setting import DEEPEST, Setting

MAGIC = "bplist00"
# Each string is searched for in the bytes.
_LARGEST = 400_000
_MOST_STRINGS = 5000


def settings(text: str) -> Iterator[Setting]:
    """Yield the strings of a property list that stand in its bytes as they are, or in UTF-16.

    Raises MalformedError if it can't be read.
    """
    import plistlib

    if len(text) > _LARGEST:
        raise MalformedError("it is too large for a property list")
    try:
        data = text.encode("latin-1")
        root = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (ValueError, RecursionError, MemoryError):
        raise MalformedError("it is no property list") from None
    # Objects may be shared, even a million times over: each is visited once.
    visited: set[int] = set()
    count = 0
    waiting: list[tuple[object, tuple[str, ...], tuple[int, ...]]] = [(root, (), ())]
    while waiting and count < _MOST_STRINGS:
        value, path, within = waiting.pop()
        if isinstance(value, str):
            count += 1
            yield from _string(value, path, within, data)
        elif isinstance(value, dict | list) and id(value) not in visited and len(within) < DEEPEST:
            visited.add(id(value))
            inner = (*within, len(visited))
            entries = value.items() if isinstance(value, dict) else (("", each) for each in value)
            waiting += [(each, (*path, str(name)) if name else path, inner) for name, each in reversed([*entries])]


def _string(value: str, path: tuple[str, ...], within: tuple[int, ...], data: bytes) -> Iterator[Setting]:
    for spelled in (value.encode("ascii", "ignore"), value.encode("utf-16-be", "surrogatepass")):
        start = data.find(spelled) if spelled else -1
        if start >= 0:
            yield Setting(path, value, start, start + len(spelled), within)
            return
