"""Files that are nothing but a secret, and are named for it: secrets/supertone_api_key."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting
from sup_lint.keys.formats import is_key_shaped, strip_scheme
from sup_lint.keys.names import is_key_name, is_neutral_name, mentions_vendor

_LINE = re.compile(r"[^\r\n]+")
_TOKEN = re.compile(r"(?:(?:Bearer|Token)[ \t]{1,4})?[^\s:=\"'<>{}()\[\],;]{1,600}={0,2}", re.IGNORECASE)
_REMARKS = ("#", "//", ";")
_MOST_LINES = 40


def whole_settings(path: str, text: str) -> Iterator[Setting]:
    """Yield what a file holds if its name is that of a key, and the text is one token, or a few keys in a line each.

    Remarks and empty lines may stand around. `path` is the file's; its stem becomes the setting's name, below the
    folder's where that says whose key it is.
    """
    names = _names(path)
    if not names:
        return
    tokens: list[tuple[int, int]] = []
    for number, line in enumerate(_LINE.finditer(text)):
        start = line.start() + len(line[0]) - len(line[0].lstrip(" \t\ufeff"))
        end = line.start() + len(line[0].rstrip())
        if start >= end or text.startswith(_REMARKS, start):
            continue
        if number >= _MOST_LINES or not _TOKEN.fullmatch(text, start, end):
            return
        tokens.append((start, end))
    for start, end in tokens:
        # Of several lines each has to look like a key: a list of words has names such as these, too.
        if len(tokens) == 1 or is_key_shaped(strip_scheme(text[start:end])):
            yield Setting(names, text[start:end], start, end, (1,))


def _names(path: str) -> tuple[str, ...]:
    """The names that a file gives to what it holds; none where they aren't a key's."""
    *_, folder, name = ("", *path.replace("\\", "/").split("/"))
    stem = name.lstrip(".").partition(".")[0]
    if is_key_name(stem):
        return (stem,)
    if is_key_name(name):  # supertone.key
        return (name,)
    if is_key_name(f"{folder}/{stem}"):  # secrets/supertone
        return (f"{folder}/{stem}",)
    return (folder, stem) if mentions_vendor(folder) and is_neutral_name(stem) else ()
