"""JSON as people write it in settings: with comments and trailing commas."""

import re

from sup_lint.sources.files import read
from sup_lint.sources.reading import decode

_LARGEST = 2_000_000
# Settings nest shallowly; a file of brackets alone is an attack on the parser's stack.
_MOST_BRACKETS = 50_000
# What isn't closed ends with the text, so that each character is looked at once.
_COMMENT = re.compile(r"""("(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z))|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)""", re.DOTALL)
_LAST_COMMA = re.compile(r"""("(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z))|,(?=[ \t\r\n]{0,1000}[}\]])""", re.DOTALL)


def parse_object(text: str) -> dict[str, object]:
    """The object that JSON text holds, comments and trailing commas allowed; empty if it holds none."""
    import json

    if text.count("{") + text.count("[") > _MOST_BRACKETS:
        return {}
    plain = _LAST_COMMA.sub(lambda match: match[1] or "", _COMMENT.sub(lambda match: match[1] or " ", text))
    try:
        found = json.loads(plain)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def read_object(path: str) -> dict[str, object] | None:
    """The object in a file; empty if it holds none, None if there is no such file or it can't be read."""
    try:
        data = read(path)
    except OSError:
        return None
    return parse_object(decode(data)) if len(data) <= _LARGEST else {}


def texts(value: object) -> list[str]:
    """The texts in a list, or a text by itself."""
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def mapping(value: object) -> dict[str, object]:
    """An object within an object; empty if it is something else."""
    return value if isinstance(value, dict) else {}
