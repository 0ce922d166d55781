"""Calls of the SDK's client, under whatever name it was imported."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.values import ClassValue, External, Partial
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.keys.names import PACKAGE, SCRIPT_PACKAGE, SDK_CLASSES, member_of_sdk, mentions_vendor


def is_sdk_class(dotted: str) -> bool:
    """Whether a dotted name is that of a client's class, or of the model that holds the key."""
    # JavaScript has the class as a module's default, too, which goes by the module's name.
    return member_of_sdk(dotted) in SDK_CLASSES or dotted in {PACKAGE, SCRIPT_PACKAGE}


class SdkCalls:
    """Tells the SDK's calls in one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._project = project
        self._flow = project.flow
        self._scopes = project.scopes(program)
        self._frame = self._flow.frame(program)

    def constructs_client(self, node: model.Call) -> bool:
        """Whether a call makes a client of the SDK, or one of a class that inherits its constructor."""
        function = node.function
        if isinstance(function, model.Attribute) and function.name == "__init__":
            return self._is_super(function.value, node)
        if not self._may_be_sdk(function, set()):
            return False
        values = self._flow.glance(function, self._frame)
        if next(iter(values), None) is None and isinstance(function, model.Name) and function.id == "Supertone":
            return True  # a parameter that nobody is seen to give: cells of marimo hand each other their names so
        for value in values:
            match value:
                case External():
                    root, _, rest = value.name.partition(".")
                    last = rest.rpartition(".")[2]
                    if is_sdk_class(value.name):
                        return True
                    # An import that leads nowhere from here, under the SDK's own name.
                    if root != PACKAGE and last == "Supertone" and mentions_vendor(root):
                        return True
                    if last == "Supertone" and (root == "builtins" or value.name.endswith(").Supertone")):
                        return True
                case ClassValue():
                    if self._descends_from_sdk(value):
                        return True
                case Partial():
                    if any(isinstance(each, External) and member_of_sdk(each.name) for each in value.function):
                        return True
        return False

    def _may_be_sdk(self, function: Node, seen: set[int]) -> bool:
        """Whether it is worth evaluating a callee: cheap, so that no imported module is parsed for nothing."""
        name = last_name(function)
        if name in SDK_CLASSES or mentions_vendor(name):
            return True
        root = function
        while isinstance(root, model.Attribute):
            root = root.value
        if isinstance(root, model.Import):  # require("…")
            return self.names_suspect(root.module, 0)
        if not isinstance(root, model.Name):
            return isinstance(root, model.Call)
        for binding in self._scopes.lookup(root.id, self._scopes.position(root)) or ():
            node = binding.node
            if id(binding) in seen:
                continue
            seen.add(id(binding))
            match node:
                case model.Import():
                    if self.names_suspect(node.module, 0):
                        return True
                case model.Imported():
                    statement = self._scopes.parents[id(node)]
                    assert isinstance(statement, model.Import)
                    if self.names_suspect(f"{statement.module}.{node.name}", 0) or self._project.imports_suspect(
                        self._program, statement.module, statement.level
                    ):
                        return True
                case model.Class():
                    if node.bases:
                        return True
                case _ if binding.value is not None and self._may_be_sdk(binding.value, seen):
                    return True
        return False

    def names_suspect(self, module: str, level: int) -> bool:
        """Whether an import of `module` leads to the SDK, or to a file of the project that names Supertone."""
        return mentions_vendor(module) or self._project.imports_suspect(self._program, module, level)

    def _is_super(self, receiver: Node, node: model.Call) -> bool:
        """`super().__init__(…)` or `Supertone.__init__(self, …)` in a subclass of the SDK's client."""
        if not (isinstance(receiver, model.Call) and last_name(receiver.function) == "super"):
            return False
        owner = self._scopes.enclosing(node, model.Class)
        return isinstance(owner, model.Class) and self._descends_from_sdk(ClassValue(self._program, owner), own=False)

    def _descends_from_sdk(self, value: ClassValue, *, own: bool = True) -> bool:
        if own and any(method.name == "__init__" for method in classes.methods_of(value.node)):
            return False
        names = classes.external_bases(self._flow, value)
        return any(is_sdk_class(name) for name in names)
