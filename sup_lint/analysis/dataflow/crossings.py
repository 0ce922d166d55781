"""What lies across the loaded programs under one name: calls, uses, decorated functions, writes, other names."""

from collections import defaultdict
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model

if TYPE_CHECKING:
    from sup_lint.analysis.bindings import Store
    from sup_lint.analysis.dataflow.protocols import Modules
    from sup_lint.analysis.program import Program


class Crossings:
    """The indexes of all loaded programs in one, each entry with its program; brought up to date when asked for."""

    def __init__(self, modules: "Modules") -> None:
        self._modules = modules
        self._read = 0
        self.calls: dict[str, list[tuple[Program, model.Call]]] = defaultdict(list)
        self.names: dict[str, list[tuple[Program, model.Name]]] = defaultdict(list)
        self.decorated: dict[str, list[tuple[Program, model.Function]]] = defaultdict(list)
        self.attribute_stores: dict[str, list[tuple[Program, Store]]] = defaultdict(list)
        # The other names that modules give to what has a name, or to a lambda (by identity).
        self.renamings: dict[object, list[str]] = defaultdict(list)

    def update(self, programs: "list[Program]") -> None:
        """Take in those of the programs that are new; they are always at the end."""
        start, self._read = self._read, len(programs)
        for program in programs[start:]:
            scopes = self._modules.scopes(program)
            for name, calls in scopes.calls.items():
                self.calls[name] += [(program, each) for each in calls]
            for name, names in scopes.names.items():
                self.names[name] += [(program, each) for each in names]
            for name, decorated in scopes.decorated.items():
                self.decorated[name] += [(program, each) for each in decorated]
            for name, stores in scopes.attribute_stores.items():
                self.attribute_stores[name] += [(program, each) for each in stores]
            for name, bindings in scopes.module.bindings.items():
                for binding in bindings:
                    match binding.node:
                        case model.Imported(name=original) if original != name:
                            self.renamings[original].append(name)
                        case model.Bind(value=model.Name(id=original)):
                            self.renamings[original].append(name)
                        case model.Bind(value=model.Function() as function):
                            self.renamings[id(function)].append(name)
