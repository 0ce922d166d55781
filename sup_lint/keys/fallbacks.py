"""The literal in a reference that stands in where what it names is missing: `${SUPERTONE_API_KEY:-…}`."""

import re
from typing import NamedTuple


class Fallback(NamedTuple):
    """A literal at offset `start` of a reference, and the name that it stands in for; empty where none is told."""

    start: int
    text: str
    name: str


# What names a resolver and no variable: ${env:X}, ${input:x}, ${ssm:/…}.
_RESOLVER = r"(?:oc\.env|env|ENV|opt|param|self|ssm|cf|s3|file|input|command|config|secrets?|vault|aws|sm|var|prompt)"
_IN_BRACES = (
    # Shells, compose, Spring, pyaml-env: ${NAME:-text}, ${NAME:=text}, ${a.b-c:text}
    re.compile(rf"\$\{{(?!{_RESOLVER}:)(?P<name>[A-Za-z_][\w.-]{{0,200}}?):(?![?+])[-=]?(?P<text>[^:\s].*)", re.DOTALL),
    re.compile(r"\$\{(?P<name>[A-Za-z_]\w{0,200})[-=](?P<text>\S.*)", re.DOTALL),
    # OmegaConf and Serverless: ${oc.env:NAME,text}
    re.compile(rf"\$\{{{_RESOLVER}:(?P<name>[\w./-]{{1,200}}),[ ]{{0,4}}(?P<text>\S.*)", re.DOTALL),
)
# Jinja, Go, Actions, ERB: {{ x | default("text") }}, ${{ secrets.X || 'text' }}, <%= ENV.fetch('X', 'text') %>
_IN_TEMPLATE = re.compile(
    r"""(?:\bdefault(?:[ ]|\()[ ]{0,4}|\|\|[ ]{0,4}|\bor[ ]{1,4}|\bfetch\([ ]{0,4}["'][\w.-]{1,100}["'],[ ]{0,4})"""
    r"""(?P<quote>["'])(?P<text>[^"'{}\s]{1,512})(?P=quote)"""
)
_TEMPLATE = re.compile(r"\$?\{\{|<%|\$\{")
_NAME = re.compile(r"[A-Za-z_][\w-]{3,100}")
_NOT_NAMES = frozenset({"default", "lookup", "secrets", "fetch", "Values", "vars"})
_LONGEST = 2000
_DEEPEST = 8


def fallback_in(value: str) -> Fallback | None:
    """The literal that a value falls back on if it is a reference with one, at its offset in `value`; None if not."""
    if len(value) > _LONGEST or not value.startswith(("$", "{{", "<%")):
        return None
    rest, start, name = value, 0, ""
    for _ in range(_DEEPEST):
        if not (rest.startswith("${") and rest.endswith("}")) or rest.startswith("${{"):
            break
        match = next((match for pattern in _IN_BRACES if (match := pattern.match(rest))), None)
        if match is None:
            break
        start += match.start("text")
        rest = match["text"][:-1]
        name = name or match["name"]
        if len(rest) > 2 and rest[0] == rest[-1] and rest[0] in "\"'":
            rest, start = rest[1:-1], start + 1
    if name and not rest.startswith(("$", "{{", "<%")):
        return Fallback(start, rest, name)
    match = _IN_TEMPLATE.search(rest) if _TEMPLATE.match(rest) else None
    if match is None:
        return None
    names = [each for each in _NAME.findall(rest[: match.start("text")]) if each not in _NOT_NAMES]
    return Fallback(start + match.start("text"), match["text"], name or (names[-1] if names else ""))
