"""Which modules without a tie to Supertone a file hands the key to."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint.spread import Spread

_MOST_MODULES = 20
_MOST_STEPS = 2


def reached_modules(program: Program, project: Project, spread: Spread) -> list[Program]:
    """The modules of the project that a file or one of them may hand the key to: by call, decorator or base class.

    Those that name Supertone are looked at by themselves, and left out.
    """
    found: list[Program] = []
    queue = [program]
    while queue and len(found) < _MOST_MODULES:
        current = queue.pop()
        for callee in list(spread.calls(current)):
            for other in _modules(callee, current, project):
                is_new = other is not program and all(other is not known for known in found)
                if is_new and not project.file_of(other).is_tied:
                    spread.read(other)
                    found.append(other)
                    queue.append(other)
    return found


def _modules(callee: Node, program: Program, project: Project, steps: int = 0) -> Iterator[Program]:
    """The programs that an import gives the name of a callee."""
    root = callee
    while isinstance(root, model.Attribute | model.Call):
        root = root.function if isinstance(root, model.Call) else root.value
    if not isinstance(root, model.Name):
        return
    scopes = project.scopes(program)
    for binding in scopes.lookup(root.id, scopes.position(root)) or ():
        node = binding.node
        # An object of an imported class: client = Client(key); client.send(…)
        is_made = isinstance(node, model.Bind) and isinstance(binding.value, model.Call) and not binding.path
        if is_made and steps < _MOST_STEPS and isinstance(binding.value, model.Call):
            yield from _modules(binding.value.function, program, project, steps + 1)
        if isinstance(node, model.Import):
            wanted = [(node.module, 0)]
        elif isinstance(node, model.Imported):
            statement = scopes.parents[id(node)]
            assert isinstance(statement, model.Import)
            wanted = [
                (f"{statement.module}.{node.name}".lstrip("."), statement.level),
                (statement.module, statement.level),
            ]
        else:
            continue
        for module, level in wanted:
            other = project.imported(program, module, level) if module or level else None
            if other is not None:
                yield other
