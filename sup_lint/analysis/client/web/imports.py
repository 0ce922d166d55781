"""The imports of a script, read from its text: what it takes from where, and whether that is there at run time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.analysis.client.web.script_text import ScriptText

_STATEMENT = re.compile(
    r"(?<![\w$.])(?:import|export)(?![\w$])"
    r"(?!\s{1,20}(?:const|let|var|function|class|interface|enum|default|async|abstract|declare|namespace)(?![\w$]))"
)
_CLAUSE = re.compile(
    # Blanks are given back to nothing: three repetitions of them beside each other would take cubic time.
    r"""(?P<type>\s++type(?=\s*+[\w$*{])(?!\s++from\s*+["']))?\s*+(?P<clause>[\w$*\s{},]{0,3000}?)\s*+"""
    r"""(?:(?<![\w$])from\s*+)?(?P<quote>["'])(?P<specifier>[^"'\r\n]{1,300})(?P=quote)"""
)
# import("./tts"), require("./tts"), importScripts("tts.js"), new Worker("tts.js"),
# new URL("./tts.ts", import.meta.url), serviceWorker.register("/sw.js")
_CALL = re.compile(
    r"""(?<![\w$])(?P<word>import|require|importScripts|Worker|SharedWorker|URL|register)\s{0,20}\(\s{0,200}"""
    r"""(?P<quote>["'`])(?P<specifier>[^"'`\r\n]{1,300})(?P=quote)(?P<after>\s{0,20}\)\s{0,20}\.\s{0,20}[A-Z])?"""
)
_REQUIRED = re.compile(
    r"(?:const|let|var|import)\s+(\{[^{}]{0,380}\}|[\w$]{1,100})\s{0,20}=\s{0,20}(?:await\s{1,20})?$"
)
_BINDING = re.compile(r"([\w$*]{1,200})(?:\s+as\s+([\w$]{1,200})|\s{0,20}:\s{0,20}([\w$]{1,200}))?")
# A page of a Python or PHP framework names its scripts like this.
_SERVED = re.compile(r"""(?:filename\s{0,5}=|\{%\s{0,5}static|asset\()\s{0,5}["']([^"'\r\n]{1,300})["']""")
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: `names` pairs what the module calls it with what this file does; None takes all there is.

    `is_type` if it is gone at run time. `again` says that the file exports it on.
    """

    specifier: str
    names: tuple[tuple[str, str], ...] | None
    start: int
    end: int
    is_type: bool = False
    again: bool = False


def imports_of(script: ScriptText) -> Iterator[Imported]:
    """The imports of a script."""
    plain = script.plain
    starts = [match.end() for match in _STATEMENT.finditer(plain)]
    for start, following in zip(starts, [*starts[1:], len(plain)], strict=False):
        word = plain[start - 6 : start]
        # Up to the next statement only, so that no stretch is looked at twice.
        match = _CLAUSE.match(plain, start, min(following, start + _LONGEST))
        if match is not None and _is_statement(match["clause"], word, plain[match.start("quote") - 1]):
            yield _imported(match, word, start - 6)
    for match in _CALL.finditer(plain):
        before = plain[max(0, match.start() - 400) : match.start()]
        is_type = match["after"] is not None or before.rstrip().endswith("typeof")
        if match["word"] != "URL" or "import.meta.url" in plain[match.end() : match.end() + 60]:
            bound = _REQUIRED.search(before)
            names = _bindings(bound[1]) if bound is not None and match["word"] in {"require", "import"} else None
            specifier = match["specifier"]
            if match["word"] not in {"import", "require"} and not specifier.startswith((".", "/")):
                specifier = f"./{specifier}"  # a URL relative to the page, or to the script
            yield Imported(specifier, names, match.start(), match.end(), is_type)
    for element in script.elements:
        if element.source:
            yield Imported(_as_relative(element.source), None, element.start, element.start)
    if script.language == "html":
        for match in _SERVED.finditer(script.text):
            yield Imported(_as_relative(match[1]), None, match.start(), match.end())


def _as_relative(source: str) -> str:
    source = source.partition("?")[0].replace("%PUBLIC_URL%", "")
    return source if source.startswith((".", "/")) or "://" in source else f"./{source}"


def _is_statement(clause: str, word: str, before: str) -> bool:
    """Whether what stands between the word and the text in quotes is an import's: `import "x"`, `… from "x"`."""
    if not clause:
        return word == "import"
    return word == "import" or clause.startswith(("*", "{")) or before in "}*"


def _imported(match: re.Match[str], word: str, start: int) -> Imported:
    clause = match["clause"].strip()
    is_type = match["type"] is not None
    named: list[tuple[str, str]] = []
    everything = not clause or "*" in clause
    first, brace, rest = clause.partition("{")
    if brace:
        parts = [part.strip() for part in rest.rpartition("}")[0].split(",") if part.strip()]
        values = [part for part in parts if not part.startswith("type ")]
        named += [pair for part in values for pair in _bindings(part)]
        is_type = is_type or (bool(parts) and not values and not first.strip(", \t\r\n"))
    default = first.partition(",")[0].strip()
    if default and "*" not in default:
        named.append(("default", default))
    if "*" in clause and " as " in f" {clause} ":
        named.append(("*", clause.rpartition(" as ")[2].strip()))
    names = tuple(named) if named or not everything else None
    return Imported(match["specifier"], names, start, match.end(), is_type, again=word == "export")


def _bindings(text: str) -> tuple[tuple[str, str], ...]:
    if not text.lstrip().startswith("{") and re.fullmatch(r"[\w$]+", text.strip()):
        return ((text.strip(), text.strip()),)
    return tuple((match[1], match[2] or match[3] or match[1]) for match in _BINDING.finditer(text.strip("{} \t\r\n")))
