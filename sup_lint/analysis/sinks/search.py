"""What the search for a program's sinks goes by, in whatever language the program is."""

from collections.abc import Callable, Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks import exceptions
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.outline import Outline, outline_of
from sup_lint.analysis.sinks.sink import Sink
from sup_lint.analysis.sinks.table import table_of


class Search:
    """What in a program may write, and which of its values were found to be written already.

    `methods` are the names of the functions that write, `aliases` the other names that the program gives them.
    """

    def __init__(self, program: Program, project: Project) -> None:
        self.outline: Outline = outline_of(program)
        roots = self.outline.roots
        self.table = table_of(program.language)
        self.methods = self.table.methods_of(frozenset(roots) if roots is not None else None)
        aliases = self.outline.aliases(self.methods)
        self.aliases = aliases.keys()
        self.callees = Callees(program, project, aliases)
        self._written: set[int] = set()

    def found(self, sinks_at: Callable[[Node], Iterator[Sink]]) -> Iterator[Sink]:
        """The sinks that stand at the program's nodes, without the exceptions that were found before."""
        for node in self.outline.nodes:
            for sink in sinks_at(node):
                # What an exception is made of counts once, where it is raised or where it is made.
                if sink.kind == "exception" and all(self.is_written(each.value) for each in sink.written):
                    continue
                self._written |= {id(each.value) for each in sink.written}
                yield sink

    def is_written(self, node: Node) -> bool:
        """Whether a sink that was found writes what this expression gives."""
        return id(node) in self._written

    def exceptions_made(self, node: model.Call) -> Iterator[Sink]:
        """The exception that a call makes, or whose constructor it calls for a class below."""
        name = last_name(node.function)
        if exceptions.may_be_exception(name) and not self.is_written(node):
            yield from exceptions.constructed(self.callees, node)
        if name == "__init__":
            yield from exceptions.initialised(self.callees, node)
