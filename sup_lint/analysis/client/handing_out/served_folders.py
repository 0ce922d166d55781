"""Folders that a server hands out as they are, and that have a file with the key in them."""

import os
import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import is_key_name
from sup_lint.sources import files

# Functions that hand a folder out, with the argument that names it: by position, by name.
_SERVING = {
    "StaticFiles": (None, "directory"),
    "send_from_directory": (0, "directory"),
    "add_static": (1, "path"),
    "static": (1, "file_or_directory"),
    "StaticFileHandler": (None, "path"),
}
_OF_SCRIPTS = {"static": 0, "serveStatic": 0, "sirv": 0}
_FILES = re.compile(r"\.env(?:\.[\w-]{1,30})?")
_EXAMPLES = (".example", ".sample", ".template", ".dist")
_ASSIGNMENT = re.compile(
    r"^\s{0,20}(?:export\s{1,5})?([\w.-]{1,80})\s{0,5}=\s{0,5}[\"']?([^\s\"'#]{1,200})", re.MULTILINE
)
_LARGEST = 100_000


def served_folders(program: Program, project: Project) -> Iterator[tuple[Node, str]]:
    """Yield the expressions that name such a folder, with the name of the file in it that holds the key."""
    if not any(name in program.text for name in (*_SERVING, *_OF_SCRIPTS)):
        return
    for node in program.nodes():
        if not isinstance(node, model.Call):
            continue
        named = _folder(node, program)
        if named is None:
            continue
        for place in _places(named, program, project):
            found = _file_with_key(place)
            if found is not None:
                yield named, found
                break


def _folder(call: model.Call, program: Program) -> Node | None:
    """The argument of a call that names the folder to hand out."""
    name = last_name(call.function)
    if program.language == "javascript":
        position = _OF_SCRIPTS.get(name)
        owner = call.function.value if isinstance(call.function, model.Attribute) else None
        if position is None or len(call.arguments) <= position or (owner is not None and last_name(owner) != "express"):
            return None
        # Express, serve-static and sirv keep files whose names begin with a dot to themselves unless told otherwise.
        return call.arguments[position].value if _allows_dotfiles(call) else None
    if name not in _SERVING:
        return None
    index, keyword = _SERVING[name]
    plain = [each.value for each in call.arguments if not each.name and not each.spread]
    for argument in call.arguments:
        if argument.name == keyword:
            return argument.value
    return plain[index] if index is not None and len(plain) > index else None


def _allows_dotfiles(call: model.Call) -> bool:
    options = call.arguments[-1].value
    entries = options.entries if isinstance(options, model.Mapping) else ()
    return any(
        isinstance(entry.key, model.Literal)
        and entry.key.value == "dotfiles"
        and isinstance(entry.value, model.Literal)
        and entry.value.value in ("allow", True)
        for entry in entries
    )


def _places(node: Node, program: Program, project: Project) -> Iterator[str]:
    """The folders that an expression may name, as absolute paths: relative to the project's top and to the file."""
    own = os.path.dirname(os.path.abspath(program.path))
    texts = project.flow.evaluate(node, project.flow.frame(program)).texts()
    for text in texts:
        if text in {".", "./"}:
            yield from (project.root, own)
    if isinstance(node, model.Name) and node.id == "__dirname":
        yield own
    if isinstance(node, model.Call) and last_name(node.function) in {"getcwd", "cwd"}:
        yield project.root


def _file_with_key(folder: str) -> str | None:
    """The name of a dotenv file in a folder that sets the key; None if there is none."""
    try:
        names = sorted(files.names(folder))
    except OSError:
        return None
    for name in names:
        if _FILES.fullmatch(name) is None or name.endswith(_EXAMPLES):
            continue
        path = os.path.join(folder, name)
        try:
            if files.size(path) > _LARGEST:
                continue
            text = files.text_start(path, _LARGEST)
        except OSError:
            continue
        if any(is_key_name(each[1]) and is_key_in_certain_place(each[2]) for each in _ASSIGNMENT.finditer(text)):
            return name
    return None
