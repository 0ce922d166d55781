"""Programs that write the key into a file that is served: env.js, config.json in public/, a script in a page."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.carrying import Carrying
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import published_by

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

# Where what is written is served as it is, and what such files of settings are called.
SERVED = re.compile(
    r"(?:^|[\s\"'`/\\=<>])(?:public|dist|static|www|htdocs|wwwroot|_site|public_html|nginx/html)[/\\][^\s\"'`|;&]{0,120}"
    r"\.(?:m?js|json|html?|webmanifest|ts)\b"
    r"|environments?[/\\]environment[\w.-]{0,40}\.ts\b|(?:^|[\s\"'`/\\=<>])assets[/\\][\w./-]{0,80}\.(?:json|js)\b"
    r"|(?:^|[\s\"'`/\\=<>])(?:env|__env|_env|env-config|env\.config|runtime-config|runtime-env|app-config|config\.runtime)"
    r"(?:\.(?:template|tpl|tmpl|example))?\.(?:m?js|json)\b",
    re.IGNORECASE,
)
_FOLDERS = frozenset({"public", "dist", "static", "www", "wwwroot", "_site", "htdocs"})
_SUFFIX = re.compile(r"\.(?:m?js|json|html?)$", re.IGNORECASE)
_WINDOW = re.compile(r"\b(?:window|globalThis|self)\.[\w$]{1,60}\s{0,4}=")
# What a script replaces when the server starts: "${SUPERTONE_API_KEY}", '__SUPERTONE_API_KEY__'.
_PLACE = re.compile(r"(?:\$\{?|__|%%?|\{\{ ?|#\{|@@)?([A-Za-z]\w{3,80}?)(?:\}\}?|__|%%?| ?\}\}|\}#|@@)?")
# Functions that take a path and then what is written there.
_BY_PATH = frozenset(
    "writeFile writeFileSync outputFile outputFileSync outputJson outputJsonSync outputJSON writeJson writeJsonSync "
    "writeJSON writeTextFile writeTextFileSync appendFile appendFileSync".split()
)
_TO_FILE = frozenset({"write", "writelines", "end"})


def is_place_for_key(text: str) -> bool:
    """Whether a text is replaced by the key in a file that is a template: ${SUPERTONE_API_KEY}."""
    match = _PLACE.fullmatch(text)
    return match is not None and match[1] != text and is_key_name(match[1]) and published_by(match[1]) is None


def served_templates(file: "AnalysedFile", program: Program) -> Iterator[Inlined]:
    """Yield the places in a script that is served where the key is put in later."""
    if not SERVED.search(file.path):
        return
    for node in program.nodes():
        if isinstance(node, model.Literal) and isinstance(node.value, str) and is_place_for_key(node.value):
            yield Inlined(node.region, "a file that is served", "a script that fills it in", way="filled")


def served_files(program: Program, project: "Project") -> Iterator[Inlined]:
    """Yield what a program writes into files that are served, where that is the key or holds it."""
    carrying = Carrying(program, project)
    for node in program.nodes():
        if not isinstance(node, model.Call):
            continue
        for path, content in _writes(node, carrying):
            if not _is_served(path, content, carrying):
                continue
            if carrying.key(content):
                yield Inlined(content.region, "a file that is served", "this script", way="written")
            elif carrying.environment(content) and not _is_parsed_elsewhere(content):
                yield Inlined(content.region, "a file that is served", "this script", sure=False, way="written")


def _writes(node: model.Call, carrying: Carrying) -> Iterator[tuple[Node, Node]]:
    """The path and the content of what a call writes."""
    callee = last_name(node.function)
    given = [argument.value for argument in node.arguments if not argument.name and not argument.spread]
    receiver = node.function.value if isinstance(node.function, model.Attribute) else None
    if (callee in _BY_PATH or (callee == "write" and _is_named(receiver, "Bun"))) and len(given) > 1:
        yield given[0], given[1]
    elif callee in {"write_text", "write_bytes"} and receiver is not None and given:
        yield receiver, given[0]
    elif callee in _TO_FILE and receiver is not None and given:
        yield carrying.opened(receiver), given[0]
    elif callee == "dump" and len(given) > 1:  # json.dump(settings, file)
        yield carrying.opened(given[1]), given[0]
    for argument in node.arguments:
        if callee == "print" and argument.name == "file" and given:
            yield carrying.opened(argument.value), given[0]


def _is_named(node: Node | None, name: str) -> bool:
    return isinstance(node, model.Name) and node.id == name


def _is_served(path: Node, content: Node, carrying: Carrying) -> bool:
    texts = [part for part in carrying.texts(path) if part]
    joined = "/".join(texts).replace("\\", "/").replace("//", "/")
    if SERVED.search(joined):
        return True
    if not _SUFFIX.search(joined):
        return False
    if _FOLDERS.intersection(joined.split("/")):
        return True
    return any(_WINDOW.search(part) for part in carrying.texts(content))


def _is_parsed_elsewhere(content: Node) -> bool:
    """Whether what is written is something else that only takes the environment along: env is an option of a call."""
    return any(
        isinstance(each, model.Call) and last_name(each.function).startswith("exec") for each in walk((content,))
    )
