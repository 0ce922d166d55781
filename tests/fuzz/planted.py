"""Inputs of the fuzzer that hold a key, and how they are written in a seed."""

import re

from tests.keymaker import make_key

KEY = make_key(20260131)
# What stands for the key in a seed: a seed spells none.
MARK = b"@KEY@"
# Between the files of a project: the first line of each is its name.
NEXT_FILE = b"\0\0"
_REPEATED = re.compile(rb"\x02([^\x02\x03]{1,40})\x03")
# A text that goes back on itself for every repetition would not come to an end with so many.
_REPEATED_SIZE = 8_000


def planted(data: bytes) -> bytes:
    """The input with the key in all its places, and what stands between \\x02 and \\x03 first repeated many times."""
    found = _REPEATED.search(data)
    if found is not None:
        unit = found[1]
        data = data[: found.start()] + unit * (_REPEATED_SIZE // len(unit)) + data[found.end() :]
    return data.replace(MARK, KEY.encode())


def files_in(data: bytes, names: tuple[str, ...]) -> dict[str, bytes]:
    """The files of an input by their names, at most three; a first line that is no name of `names` stands for one."""
    files: dict[str, bytes] = {}
    for piece in planted(data).split(NEXT_FILE, 2):
        line, _, text = piece.partition(b"\n")
        name = line.decode("utf-8", "replace")
        if name not in names:
            name = names[sum(line) % len(names)]
        files.setdefault(name, text)
    return files
