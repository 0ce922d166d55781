"""How Python at a place reads a variable of the environment: with what the module has, or with an import more."""

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sup_lint.analysis import program as model
from sup_lint.analysis.fixes.python.imports import import_edit
from sup_lint.analysis.fixes.python.namespaces import deleted_names, gives_all_names

if TYPE_CHECKING:
    from sup_lint.analysis.bindings import Binding, Block, Position
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.program import Node
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.model.fix import Edit


class Environment(NamedTuple):
    """The expression `mapping` is the environment, once the edits are made."""

    mapping: str
    edits: "tuple[Edit, ...]" = ()


# The names that an import may bind.
_PUBLIC = (("os", "os.environ", "import os"), ("environ", "environ", "from os import environ"))
_PRIVATE = (("_os", "_os.environ", "import os as _os"),)

_NAMES: "WeakKeyDictionary[AnalysedFile, list[tuple[str, str]]]" = WeakKeyDictionary()


def environment_at(node: "Node", file: "AnalysedFile", project: "Project") -> Environment | None:
    """What the environment is called where `node` runs; None where the names for it are taken by something else."""
    assert file.program is not None
    scopes = project.scopes(file.program)
    if id(node) not in scopes.positions:
        return None
    use = scopes.position(node)
    names = _NAMES.get(file)
    if names is None:
        names = _NAMES[file] = _imported_names(scopes)
    for name, mapping in names:
        if is_usable(name, use, scopes):
            return Environment(mapping)
    for name, mapping, statement in _PRIVATE if gives_all_names(file, project) else (*_PUBLIC, *_PRIVATE):
        if _is_free(name, use, scopes):
            added = import_edit(file, statement)
            return None if added is None else Environment(mapping, (added,))
    return None


def _imported_names(scopes: "Scopes") -> list[tuple[str, str]]:
    """The names under which a program imports the environment, or the module that has it; modules first."""
    modules: list[tuple[str, str]] = []
    mappings: list[tuple[str, str]] = []
    for node in scopes.program.nodes():
        if not isinstance(node, model.Import) or node.level:
            continue
        if not node.names and (node.module == "os" or (node.module.startswith("os.") and not node.alias)):
            name = node.alias or "os"
            modules.append((name, f"{name}.environ"))
        elif node.module == "os":
            mappings += [(each.alias, each.alias) for each in node.names if each.name == "environ"]
    return [*dict.fromkeys(modules), *dict.fromkeys(mappings)]


def is_usable(name: str, use: "Position", scopes: "Scopes") -> bool:
    """Whether a name that is imported somewhere is surely bound by imports, and by nothing else, where code runs."""
    bindings = scopes.lookup(name, use) or ()
    return (
        bool(bindings)
        and name not in deleted_names(scopes)
        and all(isinstance(each.node, model.Import | model.Imported) for each in bindings)
        and any(each.position.order < use.order and _surely_runs(each.position.block, use) for each in bindings)
    )


def _surely_runs(block: "Block", use: "Position") -> bool:
    """Whether what stands in a block has run when the use runs: it is around the use, or the body of a try."""
    return all(use.block.lies_in(each) or each.is_try or each.parent is None for each in block.chain())


def _is_free(name: str, use: "Position", scopes: "Scopes") -> bool:
    """Whether a further import at the top of the module gives a name its meaning where code runs."""
    bindings = scopes.lookup(name, use) or ()
    return name not in deleted_names(scopes) and all(_imports_os(each, name, scopes) for each in bindings)


def _imports_os(binding: "Binding", name: str, scopes: "Scopes") -> bool:
    node = binding.node
    if isinstance(node, model.Imported):
        parent = scopes.parents.get(id(node))
        is_same = isinstance(parent, model.Import) and parent.module == "os" and node.name == name
    else:
        is_same = isinstance(node, model.Import) and name == "os" and node.module.partition(".")[0] == "os"
    return is_same and binding.position.scope is scopes.module


class Access(NamedTuple):
    """An expression that reads a variable and fails without it; `optional` is one that gives None then, if any."""

    expression: str
    optional: str = ""
    edits: "tuple[Edit, ...]" = ()


def access_at(node: "Node", literal: "LiteralKey", project: "Project", variable: str, quote: str) -> Access | None:
    """How to read a variable where `node` runs: as the file does already, else from `os.environ`."""
    from sup_lint.analysis.fixes.python.accessors import accessor_at

    known = accessor_at(node, literal, project, variable, quote)
    if known:
        return Access(known)
    environment = environment_at(node, literal.file, project)
    if environment is None:
        return None
    name = f"{quote}{variable}{quote}"
    mapping = environment.mapping
    return Access(f"{mapping}[{name}]", f"{mapping}.get({name})", environment.edits)
