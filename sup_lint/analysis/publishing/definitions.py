"""Where settings define variables that a build tool publishes: dotenv files, workflows, images, manifests, scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis.publishing.json_text import JsonString, json_strings
from sup_lint.analysis.publishing.package import package_of
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import HEADER, HOST, is_key_name
from sup_lint.keys.placeholders import is_placeholder
from sup_lint.keys.publishing import Publisher, names_in

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project


@dataclass(frozen=True, slots=True)
class Definition:
    """A published variable where it is given its value, or passed on: offsets of its name into the file's text.

    `key` is the literal key that it is given, None for none; `sure` says that it gets a value at all, which a template
    or a placeholder leaves open.
    """

    start: int
    name: str
    publisher: Publisher
    key: str | None = None
    sure: bool = True


# Files whose text is data, or the output of a build.
_SKIPPED = frozenset("css source-map wasm unity-asset xml csv jsonl notebook markdown rst asciidoc text".split())
_AS_TEXT = frozenset({"shell", "batch", "groovy", ""})
_HASH_COMMENTS = frozenset("dotenv yaml toml dockerfile shell properties ini makefile terraform ruby".split())
# What the runtime of an edge worker gets: nothing of it is published.
SERVER_ONLY = re.compile(r"(?:^|/)(?:wrangler\.\w+|\.dev\.vars(?:\.\w+)?)$")
_NEAR = 1000
_MOST_NAMES = 2000
_TEMPLATE = re.compile(r"example|sample|template|tmpl|\.dist\b|default", re.IGNORECASE)

_ASSIGNED = re.compile(r"""["'`]?\]?[ \t]{0,20}[?:+]?=(?![=~])[ \t]{0,20}""")
_MAPPED = re.compile(r"""["']?[ \t]{0,20}:(?![:/=])[ \t]{0,20}""")
_REFERRED = re.compile(r"[$%./@!\\-]$|\$\{\{?[ \t]{0,4}$|(?:secrets|vars|env)\.$")
_BEFORE_ENTRY = re.compile(r"""(?:^|[{,\[(])[ \t]{0,200}(?:-[ \t]{1,20})?["']?$""")
_COMMANDED = re.compile(
    r"""
    (?: (?:^|[\s"'`;&|(])
        (?: (?:ENV|ARG|export|setx|setenv|readonly|declare[ ]-x|set[ ]-\w{1,3}|set)
          | (?:env|secrets?|variables?|vars?|config)[ :](?:add|set|create|push)
          | --build-arg | --env | -e | --name | --variable | --secret )
        [ \t=]{1,8} (?:--?\w[\w-]{0,30}[ \t=]{1,4}){0,4} ["']?
    ) $
    """,
    re.VERBOSE,
)
_NAMED = re.compile(
    r"""(?:^|[\s{,"'-])(?:name|key|variable|env|env_?var)["']?[ \t]{0,8}[:=][ \t]{0,8}["']?$""", re.IGNORECASE
)
_ITEM = re.compile(r"""^[ \t]{0,200}-[ \t]{1,8}["']?$""")
_LISTING = re.compile(r"env|arg|secret|var|pass", re.IGNORECASE)
_LIST_NAME = re.compile(r"""([\w.-]{1,60})["']?\s{0,8}[:=]\s{0,8}$""")
_END_OF_ITEM = re.compile(r"""["']?[ \t]{0,200}(?:#|$)""")
# A warning against the variable, or its removal, defines nothing.
_AGAINST = re.compile(
    r"\b(?:never|don'?t|do not|must not|mustn'?t|should not|avoid|forbid\w{0,6}|unset|grep|rg|instead of|remov\w{1,4}"
    r"|delete|env rm|not allowed)\b",
    re.IGNORECASE,
)
_READING_CALL = re.compile(
    r"""(?:\b\w{0,40}env\w{0,20}(?:\.\w{1,20})?|[.:](?:get|fetch|var))!?[ \t]{0,4}[(\[][ \t]{0,4}["']$""",
    re.IGNORECASE,
)
_COMMANDS = frozenset("scripts command commands cmd run build install args tasks buildcommand task script".split())
_SCHEMA = frozenset({"properties", "required", "definitions", "$defs", "patternProperties"})
_APP_MANIFEST = re.compile(r"(?:^|/)app(?:\.config)?(?:\.\w+)?\.json5?$")


def definitions(file: "AnalysedFile", project: "Project") -> Iterator[Definition]:
    """Yield the published variables that settings or a script define or pass on, one for each line at most."""
    language = file.language
    if language in _SKIPPED or SERVER_ONLY.search(file.path):
        return
    if file.program is not None and language not in _AS_TEXT:
        return  # reads and definitions in programs are looked for there
    further = package_of(file, project).publishers
    tied = _is_only_key(file.text)
    found = _in_json(file, further, tied=tied) if language == "json" else _in_lines(file, further, tied=tied)
    told: set[tuple[int, str]] = set()
    for definition in found:
        place = (file.lines.position(definition.start)[0], definition.name)
        if place not in told:
            told.add(place)
            yield definition


def _is_only_key(text: str) -> bool:
    """Whether a neutral name in a file can only mean the Supertone key: its host is there, no name of the key is."""
    if HOST.search(text) is None and HEADER not in text.lower():
        return False
    return not any(is_key_name(name) for name in re.findall(r"\b[A-Za-z_]\w{3,80}\s{0,4}[=:]", text))


# --- texts of lines ------------------------------------------------------------------------------------------------


def _in_lines(file: "AnalysedFile", further: tuple[Publisher, ...], *, tied: bool) -> Iterator[Definition]:
    text = file.text
    for start, name, publisher in names_in(text, further, tied=tied)[:_MOST_NAMES]:
        before, after = around(text, start, start + len(name))
        if _is_comment(before, file.language):
            continue
        value = _value(before, after, text, start, file.language)
        if value is not None:
            yield _judged(start, name, publisher, value, file.path)


def _value(before: str, after: str, text: str, start: int, language: str) -> str | None:
    """What a variable is given at a place that defines it or passes it on; None where it is only mentioned."""
    if language == "dotenv":
        assigned = _ASSIGNED.match(after)
        return after[assigned.end() :] if assigned and before.strip() in {"", "export", "set"} else None
    if language not in _HASH_COMMENTS and language not in _AS_TEXT:
        # Programs of languages that are read as text.
        return "$" if _READING_CALL.search(before) else None
    if _AGAINST.search(before):
        return None
    referred = _REFERRED.search(before)
    if not referred and (assigned := _ASSIGNED.match(after)):
        return after[assigned.end() :]
    if language == "ruby" and _READING_CALL.search(before):
        return "$"
    if referred or language == "ruby" or (language == "groovy" and not before.lstrip().startswith(("sh ", "sh("))):
        return None
    if (mapped := _MAPPED.match(after)) and _BEFORE_ENTRY.search(before):
        return after[mapped.end() :]
    if _COMMANDED.search(before) or _NAMED.search(before):
        return "$"
    if language == "yaml" and _ITEM.match(before) and _END_OF_ITEM.match(after):
        return "$" if _LISTING.search(_yaml_parent(text, start)) else None
    return "$" if _LISTING.search(_list_name(text, start)) else None


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The line before `start` and behind `end` (offsets), as far as it is near."""
    first = max(0, start - _NEAR)
    before = text[first:start]
    after = text[end : end + _NEAR].partition("\n")[0].rstrip("\r")
    return before.rpartition("\n")[2], after


def _list_name(text: str, start: int) -> str:
    """What the list is called that a quoted name stands in: env = ["A", "NAME"]; empty if it stands in none."""
    window = text[max(0, start - 2 * _NEAR) : start]
    opening = window.rfind("[")
    if opening < 0 or "]" in window[opening:] or not window.endswith(('"', "'")):
        return ""
    named = _LIST_NAME.search(window[max(0, opening - 80) : opening])
    return named[1] if named else ""


def _is_comment(before: str, language: str) -> bool:
    """Whether what follows `before` on a line is a comment."""
    if before.lstrip().startswith(("//", "*", "/*", "<!--", ";", "REM ", "rem ", "::")):
        return True
    if language not in _HASH_COMMENTS:
        return False
    for match in re.finditer(r"(?:^|(?<=\s))#", before):
        head = before[: match.start()]
        if head.count('"') % 2 == 0 and head.count("'") % 2 == 0:
            return True
    return False


def _yaml_parent(text: str, start: int) -> str:
    """The key that a list stands under: the nearest line above with a smaller indentation, or one that ends in `:`."""
    lines = text[max(0, start - 4000) : start].split("\n")
    indentation = len(lines[-1]) - len(lines[-1].lstrip())
    for line in reversed(lines[:-1]):
        content = line.strip()
        if not content or content.startswith(("#", "- ")):
            continue
        if len(line) - len(line.lstrip()) <= indentation:
            return content if content.endswith(":") or ":" in content else ""
    return ""


# --- JSON ----------------------------------------------------------------------------------------------------------


def _in_json(file: "AnalysedFile", further: tuple[Publisher, ...], *, tied: bool) -> Iterator[Definition]:
    for string in json_strings(file.text):
        if _SCHEMA.intersection(string.path):
            continue
        if string.is_key and is_key_name(string.text) and _is_shipped_manifest(file.path, string.path):
            value = string.value or ""
            yield _judged(string.start, string.text, EXPO_EXTRA, value, file.path)
            continue
        for start, name, publisher in names_in(string.text, further, tied=tied):
            value_of = _json_value(string, start, name)
            if value_of is not None:
                yield _judged(string.start + start, name, publisher, value_of, file.path)


# What an Expo app finds in Constants.expoConfig.extra.
EXPO_EXTRA = Publisher("", "Expo", "Constants.expoConfig.extra", "installs the app")


def _is_shipped_manifest(path: str, keys: tuple[str, ...]) -> bool:
    return _APP_MANIFEST.search(path) is not None and keys[-1:] == ("extra",)


def _json_value(string: JsonString, start: int, name: str) -> str | None:
    """What a variable named in a string of JSON is given there; None for a mention."""
    if string.text == name:
        if string.is_key:
            return string.value if string.value is not None else "$"
        parent = next((key for key in reversed(string.path) if key), "")
        return "$" if _LISTING.search(parent) or parent.lower() in {"name", "key", "variable"} else None
    if string.is_key:
        return None
    before, after = string.text[:start], string.text[start + len(name) :]
    is_command = any(key.lower() in _COMMANDS for key in string.path) or not before.strip()
    if not is_command or _AGAINST.search(before) or _REFERRED.search(before):
        return None
    if assigned := _ASSIGNED.match(after):
        return after[assigned.end() :]
    return "$" if _COMMANDED.search(before) else None


# --- values --------------------------------------------------------------------------------------------------------


def _judged(start: int, name: str, publisher: Publisher, value: str, path: str) -> Definition:
    given = _literal(value)
    key = given if given and is_key_in_certain_place(given, name=name) and not _is_reference(given) else None
    is_template = _TEMPLATE.search(path.rpartition("/")[2]) is not None
    says_something = bool(given) and not is_template and not is_placeholder(given)
    return Definition(
        start,
        name,
        publisher,
        key,
        sure=key is not None or says_something or (_is_reference(given) and not is_template),
    )


def _is_reference(value: str) -> bool:
    return value.startswith(("$", "%", "@", "#{", "{{", "<%")) or "$(" in value or "${" in value


def _literal(value: str) -> str:
    """The value itself: without its quotes, and without a comment or command behind it."""
    value = value.strip()
    if value[:1] in {'"', "'"}:
        return value[1:].partition(value[0])[0]
    if value.startswith("$"):
        return value
    return re.split(r"""[\s;,"'&|}]""", value, maxsplit=1)[0]


def is_published(literal: "LiteralKey", project: "Project") -> bool:
    """Whether settings give the key to a published variable: that is told at the variable's name."""
    if literal.file.program is not None or literal.file.built is not None:
        return False
    position = literal.file.lines.position
    lines = {position(each.start)[0] for each in definitions(literal.file, project) if each.key == literal.value}
    return literal.region.line in lines
