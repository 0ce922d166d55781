"""What a project's own code gives away: which variables hold the key, since they are sent as one."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow import calls, classes
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue, InstanceValue, ModuleValue
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint.names import is_masking, reads
from sup_lint.keys.names import HEADER, VARIABLE, is_key_header, is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_SENDING = frozenset({"header", "argument", "entry"})
_MOST_STEPS = 6
_TEXT_METHODS = frozenset({"strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "replace"})
_CGI_HEADER = "HTTP_" + HEADER.upper().replace("-", "_")
_INCOMING_OWNERS = frozenset(
    {"request", "req", "websocket", "ws", "scope", "event", "environ", "handler", "connection"}
)


class Learned:
    """What the programs read so far show; all of it is known before a value is asked for."""

    def __init__(self, project: Project, flow: "Flow") -> None:
        self._project = project
        self._flow = flow
        self._read: set[int] = set()
        self._seen: set[int] = set()
        # Bindings by their node, attributes by their class, expressions, and variables of the environment.
        self.bindings: set[tuple[int, str]] = set()
        self.attributes: set[tuple[int, str]] = set()
        self.expressions: set[int] = set()
        self.variables: set[str] = set()
        self.holders: list[Program] = []  # where the bindings are
        self.is_received = False  # whether requests that come in carry the key
        self.is_sent = False

    @property
    def names(self) -> set[str]:
        """The names of all the variables and attributes."""
        return {name for _, name in (*self.bindings, *self.attributes)}

    def read(self, program: Program) -> None:
        """Learn from one more program."""
        if id(program) in self._read:
            return
        self._read.add(id(program))
        file = self._project.file_of(program)
        if not file.is_tied:
            return
        self._flow.start()
        self.is_sent = True
        if VARIABLE in file.text:
            self.variables.add(VARIABLE)
        for place in PlaceFinder(program, self._project).places():
            # A place in running text, or one that asks for a literal of a key's shape, proves nothing.
            if place.certain and place.kind in _SENDING and not place.shaped and " " not in place.name:
                self._prove(place.value, program, 0)
        for node in walk(program.body):
            match node:
                case model.Call():
                    self._from_call(node, program)
                case model.Subscript():
                    self._from_read(node.value, self._naming(program).text(node.index))
                case model.Parameter(name=name, default=model.Call() as default):
                    if last_name(default.function) == "Header" and is_key_header(name.replace("_", "-")):
                        self.is_received = True

    def _naming(self, program: Program) -> Naming:
        return self._flow.once(("naming", program.path), lambda: Naming(program, self._project))

    def _from_call(self, node: model.Call, program: Program) -> None:
        called = last_name(node.function)
        texts = [self._naming(program).text(each.value) for each in node.arguments[: 1 if called == "get" else 3]]
        if called in {"APIKeyHeader", "Header"}:
            self.is_received = self.is_received or any(is_key_header(text) and "-" in text for text in texts)
        if isinstance(node.function, model.Attribute) and called in {"get", "getlist", "pop"}:
            self._from_read(node.function.value, texts[0] if texts else "")
        if called == "getenv" or "environ" in place_of(node.function):
            self.variables |= {text for text in texts[:1] if is_key_name(text)}

    def _from_read(self, container: Node, text: str) -> None:
        """Whether `container[text]` reads the key from a request that came in."""
        place = place_of(container)
        if text.upper() == _CGI_HEADER or (is_key_header(text) and "-" in text):
            *owners, last = place.split(".") if place else [""]
            is_incoming = bool(owners) and owners[-1] in _INCOMING_OWNERS
            if text.upper() == _CGI_HEADER or (last in {"headers", "META"} and is_incoming):
                self.is_received = True

    # --- what is sent as the key, is the key ---------------------------------------------------------------------

    def _prove(self, node: Node, program: Program, steps: int) -> None:
        """Follow an expression that is used as the key to the variables, attributes and reads it comes from."""
        if steps > _MOST_STEPS or id(node) in self._seen:
            return
        self._seen.add(id(node))
        match node:
            case model.Name():
                self._prove_name(node, program, steps)
            case model.Attribute():
                self._prove_attribute(node, program, steps)
            case model.Formatted() | model.Await():
                self._prove(node.value, program, steps + 1)
            case model.Join():
                dynamic = [part for part in node.parts if not isinstance(part, model.Literal)]
                if len(dynamic) == 1:  # f"Bearer {key}"
                    self._prove(dynamic[0], program, steps + 1)
            case model.Choice():
                for option in node.options:
                    self._prove(option, program, steps + 1)
            case model.Subscript():
                if not isinstance(node.index, model.Slice):
                    self.expressions.add(id(node))
                    self._note_variable(node.index)
            case model.Call():
                self._prove_call(node, program, steps)
            case model.Function() if not node.name:  # a lambda that gives the key
                for each in calls.results_of(node)[0]:
                    self._prove(each, program, steps + 1)

    def _prove_name(self, node: model.Name, program: Program, steps: int) -> None:
        if is_masking(node.id):
            return
        scopes = self._project.scopes(program)
        for binding in scopes.lookup(node.id, scopes.position(node)) or ():
            self._prove_binding(binding.node, node.id, binding.value if not binding.path else None, program, steps)

    def _prove_binding(self, node: Node, name: str, value: Node | None, program: Program, steps: int) -> None:
        if isinstance(node, model.Parameter | model.Bind | model.Loop | model.Context | model.Clause):
            self.bindings.add((id(node), name))
            if program not in self.holders:
                self.holders.append(program)
        if isinstance(node, model.Bind) and value is not None:
            self._prove(value, program, steps + 1)
        if isinstance(node, model.Imported):
            statement = self._project.scopes(program).parents[id(node)]
            assert isinstance(statement, model.Import)
            other = self._project.imported(program, statement.module, statement.level)
            if other is not None:
                for binding in self._project.scopes(other).module.bindings.get(node.name, ()):
                    self._prove_binding(
                        binding.node, node.name, binding.value if not binding.path else None, other, steps + 1
                    )

    def _prove_attribute(self, node: model.Attribute, program: Program, steps: int) -> None:
        flow, scopes = self._flow, self._project.scopes(program)
        for value in flow.evaluate(node.value, flow.frame(program)):
            match value:
                case InstanceValue(made_of=made_of) | (ClassValue() as made_of):
                    for each in classes.lineage(flow, made_of):
                        self.attributes.add((id(each.node), node.name))
                    self._prove_stores(made_of, node.name, steps)
                case ModuleValue(program=other):
                    for binding in self._project.scopes(other).module.bindings.get(node.name, ()):
                        self._prove_binding(binding.node, node.name, binding.value, other, steps)
                case External():
                    self.expressions.add(id(node))
        if isinstance(node.value, model.Name) and node.value.id in {"self", "cls"}:
            owner = scopes.enclosing(node, model.Class)
            if isinstance(owner, model.Class):
                self.attributes.add((id(owner), node.name))

    def _prove_stores(self, made_of: ClassValue, name: str, steps: int) -> None:
        for each in classes.lineage(self._flow, made_of):
            for store in self._project.scopes(each.program).stores.get(f"self.{name}", ()):
                self._prove(store.value, each.program, steps + 1)

    def _prove_call(self, node: model.Call, program: Program, steps: int) -> None:
        called = last_name(node.function)
        if is_masking(called):
            return
        if isinstance(node.function, model.Attribute) and called in _TEXT_METHODS:
            self._prove(node.function.value, program, steps + 1)  # key.strip()
        for value in self._flow.evaluate(node.function, self._flow.frame(program)):
            if isinstance(value, FunctionValue):
                for each in calls.results_of(value.node)[0]:
                    self._prove(each, value.program, steps + 1)
        if reads(called) or called in {"reveal", "expose"}:
            self.expressions.add(id(node))
            for argument in node.arguments[:1]:
                self._note_variable(argument.value)

    def _note_variable(self, node: Node) -> None:
        if isinstance(node, model.Literal) and isinstance(node.value, str) and node.value.isidentifier():
            self.variables.add(node.value)
