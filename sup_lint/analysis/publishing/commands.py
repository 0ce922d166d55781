"""Commands and settings as text that put the key into a build: --define, envsubst, sed, JSON settings of bundlers."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis.publishing.definitions import SERVER_ONLY, around
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.json_text import json_strings
from sup_lint.analysis.publishing.served_files import SERVED, is_place_for_key
from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import published_by

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

_COMMANDS = frozenset("shell batch yaml dockerfile makefile json toml properties groovy".split())
_NAME = r"(?P<name>[A-Za-z_]\w{3,100})"
_DEFINING = re.compile(
    rf"""
    --(?P<option>dart-define|define|env) (?: [:=.] | [ ]{{1,4}} ) ["'\\]{{0,3}}
    (?:(?:process\.env|import\.meta\.env|globalThis|window)\.)? {_NAME} (?=["'\\]{{0,3}}[=:\s])
    """,
    re.VERBOSE,
)
_REFERENCE = re.compile(
    rf"\$\{{?(?:\{{[ ]{{0,4}}(?:secrets|vars|env)\.)?{_NAME}|\$\(({_NAME.replace('name', 'make')})\)"
)
_WRITING = re.compile(r"\b(?:envsubst|sed|perl|printf|echo|jq|cat|awk|tee)\b")
_PAGE = re.compile(r"[\w*}/-]\.(?:html?|m?js)\b")
_HEREDOC = re.compile(r"<<-?\s{0,4}[\"']?(\w{1,40})[\"']?")
_NODE_BUILD = re.compile(r"--(?:platform|target)[= ](?:node|bun)")
_LONGEST_LINE = 4000
_APP = "installs the app"
# Where JSON settings of bundlers put variables in.
_LISTS = frozenset({"include", "allowlist", "whitelist", "envs", "inlineEnvironment"})
_DEFINES = frozenset({"define", "vars", "transform-define"})


def settings_in_text(file: "AnalysedFile") -> Iterator[Inlined]:
    """Yield what commands and settings put into a build, where it is the key."""
    if file.language not in _COMMANDS:
        return
    if file.language == "json":
        yield from _in_json(file)
    yield from _defined(file)
    if file.language != "json":
        yield from _substituted(file)


def _is_ours(name: str) -> bool:
    return is_key_name(name) and published_by(name) is None


def _defined(file: "AnalysedFile") -> Iterator[Inlined]:
    for match in _DEFINING.finditer(file.text):
        before, after = around(file.text, match.start(), match.start())
        option, name = match["option"], match["name"]
        if not _is_ours(name) or _is_comment(before) or _NODE_BUILD.search(before + after):
            continue
        if option == "env" and file.text[match.end("option")] != ".":
            continue  # docker run --env SUPERTONE_API_KEY
        region = file.lines.region(match.start("name"), match.end("name"))
        flutter = option == "dart-define"
        tool = "Flutter" if flutter else "the bundler"
        yield Inlined(region, f"`--{option}`", tool, _APP if flutter else "opens the page", (name,))


def _substituted(file: "AnalysedFile") -> Iterator[Inlined]:
    """Shell that writes the value of a variable into a page or script that is served."""
    text = file.text
    target = ""  # of a heredoc that is being read
    end = ""
    offset = 0
    told: set[int] = set()
    for line in text.splitlines(keepends=True):
        if end and line.strip() == end:
            end = target = ""
        elif len(line) <= _LONGEST_LINE and not _is_comment(line):
            is_served = bool(target) or _writes_served(line)
            for match in _REFERENCE.finditer(line) if is_served else ():
                group = "name" if match["name"] else "make"
                start = offset + match.start(group)
                if _is_ours(match[group]) and offset not in told:
                    told.add(offset)
                    region = file.lines.region(start, start + len(match[group]))
                    yield Inlined(region, "a file that is served", "this script", names=(match[group],), way="written")
            heredoc = _HEREDOC.search(line)
            if heredoc and not end:
                end = heredoc[1]
                target = line if SERVED.search(line) else ""
        offset += len(line)


def _writes_served(line: str) -> bool:
    """Whether a command puts text into a page or script: sed -i … index.html, envsubst < … > index.html."""
    command = _WRITING.search(line)
    if command is None:
        return False
    if command[0] in {"sed", "perl"}:
        is_writing = re.search(r"\s-\w{0,3}i|>", line) is not None
        return is_writing and (_PAGE.search(line) is not None or SERVED.search(line) is not None)
    redirected = re.search(r"(?:>|\btee\b)[^>|]{0,200}$", line)
    if redirected is None:
        return False
    page = command[0] == "envsubst" and _PAGE.search(redirected[0])
    return (
        bool(page)
        or SERVED.search(redirected[0]) is not None
        or ("window." in line and _PAGE.search(redirected[0]) is not None)
    )


def _in_json(file: "AnalysedFile") -> Iterator[Inlined]:
    is_served = SERVED.search(file.path) is not None
    if SERVER_ONLY.search(file.path):
        return
    for string in json_strings(file.text):
        if is_served and string.is_key and string.value and is_place_for_key(string.value):
            region = file.lines.region(string.start, string.start + len(string.text))
            yield Inlined(region, "a file that is served", "a script that fills it in", way="filled")
            continue
        name = string.text.rpartition(".")[2].strip("_")
        if not _is_ours(name):
            continue
        is_listed = not string.is_key and bool(_LISTS.intersection(string.path))
        is_replaced = string.text.startswith(("process.env.", "import.meta.env."))
        is_defined = string.is_key and (is_replaced or bool(_DEFINES.intersection(string.path)))
        if is_listed or is_defined:
            start = string.start + len(string.text) - len(string.text.rpartition(".")[2])
            region = file.lines.region(start, string.start + len(string.text))
            setting = next((key for key in reversed(string.path) if key in _LISTS | _DEFINES), "")
            yield Inlined(region, f"`{setting}`" if setting else "a replacement", "the bundler", names=(name,))


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("#", "//", "REM ", "rem ", "::"))
