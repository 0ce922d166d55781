"""Which modules without a tie to Supertone a file hands the key to."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Program
from sup_lint.analysis.taint.sources import KeySources

_MOST_MODULES = 20


def reached_modules(program: Program, sources: KeySources) -> list[Program]:
    """The modules of the project that a file imports, itself or through others, and that do not name Supertone.

    Those that do are looked at by themselves.
    """
    found: list[Program] = []
    queue = [program]
    while queue and len(found) < _MOST_MODULES:
        for other in _used(queue.pop(), sources):
            is_new = other is not program and all(other is not known for known in found)
            if is_new and not sources.project.file_of(other).is_tied:
                found.append(other)
                queue.append(other)
    return found


def _used(program: Program, sources: KeySources) -> Iterator[Program]:
    """The programs that the imports of a program lead to."""
    project = sources.project
    scopes = project.scopes(program)
    for bindings in scopes.module.bindings.values():
        for binding in bindings:
            node = binding.node
            if isinstance(node, model.Import):
                places = [(node.module, 0)]
            elif isinstance(node, model.Imported):
                statement = scopes.parents[id(node)]
                assert isinstance(statement, model.Import)
                places = [
                    (f"{statement.module}.{node.name}".lstrip("."), statement.level),
                    (statement.module, statement.level),
                ]
            else:
                continue
            for module, level in places:
                other = project.imported(program, module, level) if module or level else None
                if other is not None:
                    yield other
