"""Whether a Python program has loaded its dotenv file by the time that a line of it runs."""

import os
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.naming.used import given_by_dotenv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node, Program
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes

TOO_EARLY = "reads the variable before load_dotenv() has run"
_LOADING = frozenset({"load_dotenv", "read_env", "read_envfile", "dotenv_load"})
# Where programs begin that load the file for all their modules.
_ENTRIES = (
    "main.py",
    "app.py",
    "__main__.py",
    "cli.py",
    "run.py",
    "bot.py",
    "server.py",
    "manage.py",
    "wsgi.py",
    "asgi.py",
)
_MOST_MODULES = 200

_ENTERED: "WeakKeyDictionary[Project, set[str]]" = WeakKeyDictionary()


def is_too_early(node: "Node", file: "AnalysedFile", project: "Project") -> bool:
    """Whether what stands at `node` is evaluated on import, and the project loads a dotenv file only later.

    What is loaded above, in the file itself or in a module that it imports above, is there; so is what a program loads
    above its import of the file.
    """
    program = file.program
    assert program is not None
    scopes = project.scopes(program)
    use = scopes.position(node)
    scope = use.scope
    while scope.kind in {"class", "comprehension"} and scope.parent is not None:
        scope = scope.parent
    if scope.kind != "module":
        return False
    _load_entries(file, project)
    loads = [(each, load) for each in _programs(project) for load in _loads(each, project)]
    if not loads:
        return False
    own = project.scopes(program)
    if any(each is program and _runs_on_import(load, own) and _order(load, own) < use.order for each, load in loads):
        return False
    loading = [each for each, load in loads if _runs_on_import(load, project.scopes(each))]
    reached = list(_imported(program, project, before=use.order))
    if any(any(each is other for other in reached) for each in loading):
        return False
    is_late = False
    for each, load in loads:
        if each is program:
            return True
        loader = project.scopes(each)
        if not _runs_on_import(load, loader):
            is_late = is_late or any(program is other for other in _imported(each, project, before=_end(each, loader)))
            continue
        if any(program is other for other in _imported(each, project, before=_order(load, loader))):
            return True
    return is_late


def _programs(project: "Project") -> "list[Program]":
    return [
        each
        for each in project.programs()
        if each.language == "python"
        and any(name in each.text for name in _LOADING)
        and not project.file_of(each).is_prose
    ]


def _loads(program: "Program", project: "Project") -> list[model.Call]:
    calls = project.scopes(program).calls
    return [call for name in _LOADING for call in calls.get(name, ())]


def _load_entries(file: "AnalysedFile", project: "Project") -> None:
    """Read the modules that programs begin with, in the folder of a file and those around it, if there is a .env."""
    entered = _ENTERED.setdefault(project, set())
    folder = os.path.dirname(os.path.abspath(file.path))
    if folder in entered:
        return
    entered.add(folder)
    if not any(given.is_key for given in given_by_dotenv(project)):
        return
    folders = {project.root, folder, os.path.dirname(folder)}
    for each in sorted(folders):
        if each == project.root or each.startswith(os.path.join(project.root, "")):
            for name in _ENTRIES:
                project.file_at(os.path.join(each, name))


def _runs_on_import(load: model.Call, scopes: "Scopes") -> bool:
    return scopes.position(load).scope.kind == "module"


def _order(load: "Node", scopes: "Scopes") -> int:
    return scopes.position(load).order


def _end(program: "Program", scopes: "Scopes") -> int:
    return max((scopes.position(each).order for each in program.body if id(each) in scopes.positions), default=0) + 1


def _imported(program: "Program", project: "Project", *, before: int) -> "Iterator[Program]":
    """Yield the modules of the project that a program imports, near and far, by a point of its own run."""
    scopes = project.scopes(program)
    queue = [
        node
        for node in program.nodes()
        if isinstance(node, model.Import) and _runs(node, scopes) and scopes.position(node).order < before
    ]
    owners = [program] * len(queue)
    known: list[Program] = []
    while queue and len(known) < _MOST_MODULES:
        node, owner = queue.pop(), owners.pop()
        for each in _led_to(node, owner, project):
            if any(each is other for other in (*known, program)):
                continue
            known.append(each)
            yield each
            inner = project.scopes(each)
            further = [found for found in each.nodes() if isinstance(found, model.Import) and _runs(found, inner)]
            queue += further
            owners += [each] * len(further)


def _runs(node: model.Import, scopes: "Scopes") -> bool:
    return id(node) in scopes.positions and scopes.position(node).scope.kind == "module"


def _led_to(node: model.Import, program: "Program", project: "Project") -> "Iterator[Program]":
    """Yield the module that an import names, and its submodules that are imported from it."""
    found = project.imported(program, node.module, node.level)
    if found is not None:
        yield found
    for each in node.names:
        dotted = f"{node.module}.{each.name}" if node.module else each.name
        inner = project.imported(program, dotted, node.level)
        if inner is not None:
            yield inner
