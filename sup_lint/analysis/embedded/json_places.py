"""JSON with the place of everything in it, strict and fast: long strings are skipped until they are asked for."""

import re
from typing import NamedTuple

from sup_lint.analysis.embedded.embedding import Piece
from sup_lint.analysis.embedded.passage import Passage, taken
from sup_lint.analysis.settings.malformed import MalformedError

_TOKEN = re.compile(
    r'[ \t\r\n]*+(?:(?P<string>"[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*+")|(?P<scalar>[-+.\w]++)|(?P<mark>[{}\[\],:]))'
)
# The high and the low half of a character beyond the first 65 536 make one character.
_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([^\n\r]))")
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_DEEPEST = 100


class JsonText(NamedTuple):
    """A string; `start` and `end` are the offsets of what stands between its quotes."""

    start: int
    end: int


class JsonList(NamedTuple):
    """A list, from its bracket at offset `start` up to `end`."""

    start: int
    end: int
    items: "list[Json]"


class JsonObject(NamedTuple):
    """An object, from its brace at offset `start` up to `end`; `members` by their names, the last of equal ones.

    `places` are the offsets from the quote of a name up to the end of its value.
    """

    start: int
    end: int
    members: "dict[str, Json]"
    places: dict[str, tuple[int, int]]


# None stands for numbers, true, false and null.
Json = JsonText | JsonList | JsonObject | None


def parse(text: str) -> Json:
    """Parse JSON text. Raises MalformedError, which names the line, for anything else."""
    value, end = _value(text, _next(text, 0), 0)
    if text[end:].strip():
        raise _error(text, end)
    return value


def passage(text: str, string: JsonText) -> Passage:
    """What a string of `text` spells."""
    if text.find("\\", string.start, string.end) < 0:
        return taken(text, string.start, string.end)
    found: list[str] = []
    pieces: list[Piece] = []
    position, length = string.start, 0

    def add(spelled: str, start: int, width: int | None) -> None:
        nonlocal length
        if spelled:
            found.append(spelled)
            pieces.append(Piece(length, start, len(spelled), width))
            length += len(spelled)

    for escape in _ESCAPE.finditer(text, string.start, string.end):
        add(text[position : escape.start()], position, None)
        add(_character(escape), escape.start(), len(escape[0]))
        position = escape.end()
    add(text[position : string.end], position, None)
    return Passage("".join(found), tuple(pieces))


def _character(escape: re.Match[str]) -> str:
    high, low, single, named = escape.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    return chr(int(single, 16)) if single else _NAMED.get(named, named)


def _next(text: str, position: int) -> re.Match[str]:
    token = _TOKEN.match(text, position)
    if token is None:
        raise _error(text, position)
    return token


def _value(text: str, token: re.Match[str], depth: int) -> tuple[Json, int]:
    """The value that begins with a token, and the offset behind it."""
    if depth > _DEEPEST:
        raise MalformedError("nests too deep")
    if token["string"]:
        return JsonText(token.start("string") + 1, token.end() - 1), token.end()
    if token["scalar"]:
        return None, token.end()
    if token["mark"] == "[":
        return _list(text, token, depth)
    if token["mark"] == "{":
        return _object(text, token, depth)
    raise _error(text, token.start("mark"))


def _list(text: str, opening: re.Match[str], depth: int) -> tuple[JsonList, int]:
    items: list[Json] = []
    token = _next(text, opening.end())
    while token["mark"] != "]":
        item, end = _value(text, token, depth + 1)
        items.append(item)
        token = _next(text, end)
        if token["mark"] == ",":
            token = _next(text, token.end())
            if token["mark"] == "]":
                raise _error(text, token.start("mark"))
        elif token["mark"] != "]":
            raise _error(text, token.end())
    return JsonList(opening.start("mark"), token.end(), items), token.end()


def _object(text: str, opening: re.Match[str], depth: int) -> tuple[JsonObject, int]:
    members: dict[str, Json] = {}
    places: dict[str, tuple[int, int]] = {}
    token = _next(text, opening.end())
    while token["mark"] != "}":
        if not token["string"]:
            raise _error(text, token.end())
        key = JsonText(token.start("string") + 1, token.end() - 1)
        colon = _next(text, token.end())
        if colon["mark"] != ":":
            raise _error(text, colon.end())
        value, end = _value(text, _next(text, colon.end()), depth + 1)
        name = passage(text, key).text
        members[name] = value
        places[name] = (key.start - 1, end)
        token = _next(text, end)
        if token["mark"] == ",":
            token = _next(text, token.end())
            if token["mark"] == "}":
                raise _error(text, token.start("mark"))
        elif token["mark"] != "}":
            raise _error(text, token.end())
    return JsonObject(opening.start("mark"), token.end(), members, places), token.end()


def _error(text: str, position: int) -> MalformedError:
    following = len(text) - len(text[position:].lstrip())
    return MalformedError(f"line {text.count(chr(10), 0, following) + 1} is no JSON")
