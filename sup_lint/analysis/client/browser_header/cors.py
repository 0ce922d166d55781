"""Where a server tells browsers that pages of other origins may send it the key's header."""

import re
from collections.abc import Iterator

from sup_lint.keys.names import is_key_header

# A list of allowed headers by its name, in whatever language and notation: Access-Control-Allow-Headers,
# CORS_ALLOW_HEADERS, allow_headers=, allowedHeaders:, .setAllowedHeaders(, WithHeaders(; serverless.yml has its own.
LIST = re.compile(r"allow(?:ed)?[_-]?headers?(?![A-Za-z])|(?<=\.)withheaders", re.IGNORECASE)
_SERVERLESS = re.compile(
    r"(?:^|\n)[ \t]{1,40}cors:[ \t]{0,20}\n(?:[ \t]{2,60}[\w'\"-][^\n]{0,200}\n){0,12}?[ \t]{2,60}headers:"
)
_HEADER = re.compile(r"(?<![\w-])x[-_]sup(?:ertone)?[-_](?:api[-_])?key(?![\w-])", re.IGNORECASE)
_ASSIGNED = re.compile(r"\]\s{0,20}\+?=(?!=)")
_FARTHEST = 2000
_OPENING, _CLOSING = "([{", ")]}"
# Behind one of these a line goes on.
_CONTINUING = ",:=([{+|\\>"
_GOES_ON = "-+'\"`|.&"


def allowed_key_headers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the key's header in lists of headers that browsers may send."""
    if not _HEADER.search(text):
        return
    done = 0
    starts = [match.end() for pattern in (LIST, _SERVERLESS) for match in pattern.finditer(text)]
    for start in sorted(starts):
        if start < done:
            continue  # it stands in the value of the one before
        done = _end_of_list(text, start)
        for match in _HEADER.finditer(text, start, done):
            if is_key_header(match[0].replace("_", "-")):
                yield match.start(), match.end()


# A header as it is sent, or a setting in one word: "Access-Control-Allow-Headers: …", "AllowHeaders=…".
_SPELLED = re.compile(r"(?:: {0,2}|=)['\"]?[\w*]")
_LONG_QUOTES = ('"""', "'''", "`")


def is_quoted_code(raw: str, position: int, setting: re.Pattern[str]) -> bool:
    """Whether a one-line literal spells a whole setting in some language, and `position` in it is that of the header.

    `raw` is the literal with its quotes, `setting` how the setting is called. Such text is an example or a message, and
    sets nothing. What a server sends as it is (`"Access-Control-Allow-Headers: …"`) is none, nor a file that a longer
    literal spells.
    """
    if raw.lstrip("rRbBuUfF").startswith(_LONG_QUOTES):
        return False
    names = [match for match in setting.finditer(raw) if match.end() <= position]
    return bool(names) and _SPELLED.match(raw, names[-1].end()) is None


def _end_of_list(text: str, start: int) -> int:
    """Where the value ends that follows the name of a list, by brackets, quotes, commas and line ends."""
    position = start
    limit = min(len(text), start + _FARTHEST)
    if text[position : position + 1] in {"'", '"', "`"}:
        position += 1  # the name's own
    if text[position : position + 1] == "]":  # headers["Access-Control-Allow-Headers"] = "…"
        assigned = _ASSIGNED.match(text, position)
        if assigned is None:
            return position
        position = assigned.end()
    depth, quote, has_value = 0, "", False
    while position < limit:
        letter = text[position]
        if quote:
            if letter == quote or (letter == "\n" and quote != "`"):
                quote, has_value = "", has_value or depth == 0
            elif letter == "\\":
                position += 1
        elif letter in "'\"`":
            quote = letter
        elif letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            depth -= 1
            has_value = has_value or text[position - 1] != "["  # []string{…} of Go goes on
            if depth < 0:
                break
        elif depth == 0 and _ends(text, position, has_value=has_value):
            break
        elif depth == 0 and letter in "+:|=":
            has_value = False  # … and another one follows
        position += 1
    return position


def _ends(text: str, position: int, *, has_value: bool) -> bool:
    """Whether a value ends before a character outside all brackets."""
    letter = text[position]
    if letter == "\n":
        before = text[max(0, position - 200) : position].rstrip()
        after = text[position : position + 200].lstrip()
        return not (before and before[-1] in _CONTINUING) and after[:1] not in set(_GOES_ON)
    if letter == ";":
        return True
    if not has_value or letter.isspace() or letter in "+:|=&":
        return False
    return not text.startswith(".concat(", position)
