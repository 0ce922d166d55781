"""What becomes of the names of a Python module: which are deleted, and which all go to other modules."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes

_DELETED: "WeakKeyDictionary[Scopes, frozenset[str]]" = WeakKeyDictionary()
_GIVING: "WeakKeyDictionary[AnalysedFile, bool]" = WeakKeyDictionary()


def deleted_names(scopes: "Scopes") -> frozenset[str]:
    """The names that are deleted somewhere in a program: whether they are bound is hard to tell from then on."""
    known = _DELETED.get(scopes)
    if known is None:
        targets: list[Node] = [node.target for node in scopes.program.nodes() if isinstance(node, model.Delete)]
        for each in targets:
            if isinstance(each, model.Sequence):
                targets.extend(each.items)
        known = _DELETED[scopes] = frozenset(each.id for each in targets if isinstance(each, model.Name))
    return known


def gives_all_names(file: "AnalysedFile", project: "Project") -> bool:
    """Whether another file imports `*` from a module that doesn't say what that is: a name more may hide one there."""
    known = _GIVING.get(file)
    if known is None:
        has_list = file.program is None or "__all__" in project.scopes(file.program).module.bindings
        known = _GIVING[file] = not has_list and any(
            "import *" in program.text and _takes_all(program, file, project)
            for program in project.programs()
            if program.language == "python" and program is not file.program
        )
    return known


def _takes_all(program: model.Program, file: "AnalysedFile", project: "Project") -> bool:
    return any(
        isinstance(node, model.Import)
        and any(each.name == "*" for each in node.names)
        and project.imported(program, node.module, node.level) is file.program
        for node in program.nodes()
    )
