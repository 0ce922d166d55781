"""Values that were pasted with their own name: `SUPERTONE_API_KEY=…`, `export …`, `--header "x-sup-api-key: …"`."""

import re
from typing import NamedTuple

from sup_lint.keys.names import is_key_header, is_neutral_name


class Pasted(NamedTuple):
    """The name and the value that a value turns out to be made of."""

    name: str
    value: str


# Every repetition is bounded, so that no text makes the search quadratic.
_PASTED = re.compile(
    r"""
    [\s"'`\\]{0,4}
    (?: (?: --?[A-Za-z][\w\-]{0,20}[ =] | (?:export|declare|set|setx|setenv|env|ENV|ARG)[ ] | \$(?=[Ee]nv:) )
      [\s"'`\\]{0,4} ){0,3}
    (?:[Ee]nv:)? (?P<name>[A-Za-z_][\w.\-]{0,60}) (?P<sign> [\s"'`\\\]]{0,4} (?: => | [=:]{1,2} ) )
    [\s"'`\\]{0,4} (?P<value> [^\s"'`\\=].{0,599} )
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"(?:Bearer|Token)\s{1,4}")
_CLOSING = " \t\r\n\"'`\\;,"
# The name of a variable or a header, of several words; what is random has digits, or is no words.
_COMPOUND = re.compile(r"[A-Za-z]{2,20}(?:[_.\-][A-Za-z]{2,20}){1,8}")


def pasted_in(value: str) -> Pasted | None:
    """The name of a key and the value behind it, if they make up the whole of a value."""
    match = _match(value)
    if match is None or not (is_key_header(match["name"]) or is_neutral_name(match["name"])):
        return None
    value = match["value"].rstrip(_CLOSING)
    scheme = _SCHEME.match(value)
    is_whole = not re.search(r"[\s\"'`\\]", value[scheme.end() :] if scheme else value)
    return Pasted(match["name"], value) if is_whole or pasted_in(value) is not None else None


def is_other_assignment(value: str) -> bool:
    """Whether a value assigns to something that isn't called a key: SUPERTONE_VOICE_ID=…, OPENAI_API_KEY=…"""
    match = _match(value)
    return (
        match is not None
        and match["sign"].strip("\"'`\\ ") == "="
        and _COMPOUND.fullmatch(match["name"]) is not None
        and not is_key_header(match["name"])
        and not is_neutral_name(match["name"])
    )


def _match(value: str) -> re.Match[str] | None:
    # Most values have neither sign.
    return _PASTED.fullmatch(value) if "=" in value or ":" in value else None
