"""Settings in JSON."""

import re
from collections.abc import Iterator

from sup_lint.analysis.publishing.json_text import json_strings
from sup_lint.analysis.settings.setting import Setting

_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))')
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def settings(text: str) -> Iterator[Setting]:
    """Yield the entries and items of JSON text whose values are strings."""
    for string in json_strings(text):
        if not string.is_key:
            path = tuple(name for name in string.path if name)
            end = string.start + len(string.text)
            yield Setting(path, _ESCAPE.sub(_character, string.text), string.start, end)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _NAMED.get(match[2], match[2])
