"""Where scripts stand within HTML and component files."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# HTML Standard, 4.12.1: what a script element may hold, and where it ends. Repetitions are bounded to stay linear.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<name>script|style)\b(?P<attributes>(?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,200}?)(?P<empty>/)?>""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ENDS = {name: re.compile(rf"</{name}\s{{0,20}}>", re.IGNORECASE) for name in ("script", "style")}
_TYPE = re.compile(r"""\btype\s{0,4}=\s{0,4}["']?([\w./+-]{1,60})""", re.IGNORECASE)
_LANG = re.compile(r"""\blang\s{0,4}=\s{0,4}["']?(\w{1,20})""", re.IGNORECASE)
_SCRIPTS = frozenset(
    """
    module text/javascript application/javascript text/ecmascript application/ecmascript text/babel text/jsx jsx
    text/typescript application/typescript application/x-javascript text/x-javascript text/partytown
    """.split()
)
_FENCE = re.compile(r"\A\s{0,200}---[ \t]{0,20}\n")
_FENCE_END = re.compile(r"^---[ \t]{0,20}$", re.MULTILINE)


class Script(NamedTuple):
    """A script within a file, from offset `start` up to `end` (characters from 0), in the grammar `language`."""

    start: int
    end: int
    language: str


def scripts(text: str, language: str) -> Iterator[Script]:
    """Yield the scripts of an HTML, Vue, Svelte or Astro file, in order; of Astro's, the code fence comes first."""
    position = 0
    if language == "astro" and (fence := _FENCE.match(text)) and (end := _FENCE_END.search(text, fence.end())):
        yield Script(fence.end(), end.start(), "typescript")
        position = end.end()
    while match := _TAG.search(text, position):
        position = match.end()
        name = match["name"]
        if not name or match["empty"]:
            continue
        close = _ENDS[name.lower()].search(text, position)
        end_of_script = close.start() if close else len(text)
        grammar = _grammar(match["attributes"], language) if name.lower() == "script" else None
        if grammar is not None and end_of_script > position:
            yield Script(position, end_of_script, grammar)
        position = close.end() if close else len(text)


def _grammar(attributes: str, language: str) -> str | None:
    kind = _TYPE.search(attributes)
    if kind and kind[1].lower() not in _SCRIPTS:
        return None  # a template, data, or another language
    lang = _LANG.search(attributes)
    name = lang[1].lower() if lang else ("ts" if language == "astro" or (kind and "typescript" in kind[1]) else "js")
    return {"ts": "typescript", "typescript": "typescript", "tsx": "tsx", "jsx": "javascript"}.get(name, "javascript")
