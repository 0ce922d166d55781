"""What a project's own code gives away: which variables hold the key, since they are sent as one."""

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import Store, last_name, place_of
from sup_lint.analysis.dataflow import calls, classes
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue, InstanceValue, ModuleValue
from sup_lint.analysis.places.finder import PlaceFinder
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.taint.environment import PUBLISHED, is_environment
from sup_lint.analysis.taint.incoming import is_incoming_item, is_incoming_read
from sup_lint.analysis.taint.names import is_masking, reads
from sup_lint.keys.names import AUTH_HEADERS, HOST, VARIABLE, is_key_header, is_key_name

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_SENDING = frozenset({"header", "argument", "entry"})
_MOST_STEPS = 6
_URL_HOST = re.compile(r"(?:https?|wss?)://([\w.-]+)")
_LOCAL = frozenset({"localhost", "127.0.0.1", "testserver"})
_TEXT_METHODS = frozenset(
    "strip lstrip rstrip lower upper encode decode replace trim trimEnd trimStart toString".split()
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
        self.places: set[tuple[int, str]] = set()  # by the scope
        self.variables: set[str] = set()
        self.published: set[str] = set()  # those of them that a build writes into scripts
        self.holders: list[Program] = []  # where the bindings are
        self._named, self._names = 0, set[str]()
        self.is_received = False  # whether requests that come in carry the key
        self.is_sent = False

    def holds(self, name: str) -> bool:
        """Whether a variable or attribute of this name holds the key anywhere."""
        size = len(self.bindings) + len(self.attributes) + len(self.places)
        if size != self._named:
            named = (*self.bindings, *self.attributes, *self.places)
            self._named, self._names = size, {name.rpartition(".")[2] for _, name in named}
        return name in self._names

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
        is_ours = _calls_nobody_else(file.text)
        for place in PlaceFinder(program, self._project).places():
            # A place in running text, or one that asks for a literal of a key's shape, proves nothing.
            is_header = place.name.lower() in AUTH_HEADERS
            is_certain = place.certain or (is_header and is_ours)
            if is_certain and place.kind in _SENDING and (is_header or not place.shaped) and " " not in place.name:
                self._prove(place.value, program, 0)
        for node in program.nodes():
            match node:
                case model.Call():
                    self._from_call(node, program)
                case model.Subscript():
                    self._from_read(node.value, self._naming(program).text(node.index))
                case model.Attribute() if is_key_name(node.name):
                    self._from_environment(node.value, node.name)
                case model.Bind(target=model.Mapping(entries=entries), value=model.Node() as value):
                    for entry in entries:
                        if isinstance(entry.key, model.Literal) and isinstance(entry.key.value, str):
                            self._from_read(value, entry.key.value)
                case model.Parameter(name=name) if is_key_header(name.replace("_", "-")):
                    declared = [each for each in (node.default, node.annotation) if each is not None]
                    calls_made = [each for each in walk(tuple(declared)) if isinstance(each, model.Call)]
                    if any(last_name(each.function) == "Header" for each in calls_made):
                        self.is_received = True

    def _naming(self, program: Program) -> Naming:
        return self._flow.once(("naming", program), lambda: Naming(program, self._project))

    def _from_call(self, node: model.Call, program: Program) -> None:
        called = last_name(node.function)
        texts = [self._naming(program).text(each.value) for each in node.arguments[: 1 if called == "get" else 3]]
        self.is_received = self.is_received or is_incoming_read(node, texts)
        if called == "getenv" or "environ" in place_of(node.function):
            self.variables |= {text for text in texts[:1] if is_key_name(text)}

    def _from_read(self, container: Node, text: str) -> None:
        """What `container[text]` shows: a variable of the environment, or a request that came in with the key."""
        if is_key_name(text):
            self._from_environment(container, text)
        self.is_received = self.is_received or is_incoming_item(container, text)

    def _from_environment(self, container: Node, name: str) -> None:
        """Note a variable of the environment that holds the key: `process.env.SUPERTONE_API_KEY`."""
        if place_of(container) == PUBLISHED:
            self.published.add(name)
        elif is_environment(container):
            self.variables.add(name)

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
                if isinstance(node.index, model.Literal):
                    self._prove_item(node, node.index, program, steps)
            case model.Call():
                self._prove_call(node, program, steps)
            case model.Function() if not node.name:  # a lambda that gives the key
                for each in calls.results_of(node)[0]:
                    self._prove(each, program, steps + 1)

    def _prove_item(self, node: model.Subscript, key: model.Literal, program: Program, steps: int) -> None:
        self.expressions.add(id(node))
        self._note_item(node.value, key, program)
        if is_environment(node.value):
            self._note_variable(key)
        held = [node.value]
        if isinstance(node.value, model.Name):
            scopes = self._project.scopes(program)
            bindings = scopes.lookup(node.value.id, scopes.position(node.value)) or ()
            held = [each.value for each in bindings if each.value is not None and not each.path]
        for mapping in held:
            for entry in mapping.entries if isinstance(mapping, model.Mapping) else ():
                if isinstance(entry.key, model.Literal) and entry.key.value == key.value:
                    self._prove(entry.value, program, steps + 1)

    def _prove_name(self, node: model.Name, program: Program, steps: int) -> None:
        if is_masking(node.id):
            return
        scopes = self._project.scopes(program)
        bindings = scopes.lookup(node.id, scopes.position(node)) or ()
        if not bindings:
            self.places.add((id(scopes.module), node.id))
        for binding in bindings:
            self._prove_binding(binding.node, node.id, binding.value if not binding.path else None, program, steps)

    def _prove_binding(self, node: Node, name: str, value: Node | None, program: Program, steps: int) -> None:
        if isinstance(node, model.Parameter | model.Bind | model.Loop | model.Context | model.Clause):
            self.bindings.add((id(node), name))
            if program not in self.holders:
                self.holders.append(program)
        if isinstance(node, model.Bind) and value is not None:
            self._prove(value, program, steps + 1)
        if isinstance(node, model.Function) and not node.parameters:  # Supertone(api_key=provide)
            for each in calls.results_of(node)[0]:
                self._prove(each, program, steps + 1)
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
        self.places.add((id(scopes.position(node).scope), place_of(node)))
        self._from_environment(node.value, node.name)
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
        if isinstance(node.value, model.Name):
            for binding in scopes.lookup(node.value.id, scopes.position(node.value)) or ():
                annotation = binding.node.annotation if isinstance(binding.node, model.Parameter) else None
                for value in flow.evaluate(annotation, flow.frame(program)) if annotation is not None else ():
                    if isinstance(value, ClassValue):
                        self.attributes.add((id(value.node), node.name))
                        self._prove_stores(value, node.name, steps)
        if isinstance(node.value, model.Name) and node.value.id in {"self", "cls", "this"}:
            owner = scopes.enclosing(node, model.Class)
            if isinstance(owner, model.Class):
                self.attributes.add((id(owner), node.name))

    def _prove_stores(self, made_of: ClassValue, name: str, steps: int) -> None:
        for each in classes.lineage(self._flow, made_of):
            key = ("stores by class", each.program, name)
            stores = self._flow.once(key, functools.partial(self._stores_by_class, each.program, name))
            for store in stores.get(id(each.node), ()):
                self._prove(store.value, each.program, steps + 1)

    def _stores_by_class(self, program: Program, name: str) -> dict[int, list[Store]]:
        scopes = self._project.scopes(program)
        found: dict[int, list[Store]] = {}
        for store in (*scopes.stores.get(f"self.{name}", ()), *scopes.stores.get(f"this.{name}", ())):
            found.setdefault(id(scopes.enclosing(store.value, model.Class)), []).append(store)
        return found

    def _prove_call(self, node: model.Call, program: Program, steps: int) -> None:
        called = last_name(node.function)
        if is_masking(called):
            return
        if isinstance(node.function, model.Attribute) and called in _TEXT_METHODS:
            self._prove(node.function.value, program, steps + 1)  # key.strip()
        for value in self._flow.evaluate(node.function, self._flow.frame(program)):
            if isinstance(value, FunctionValue):
                if any(isinstance(argument.value, model.Literal) for argument in node.arguments):
                    self.expressions.add(id(node))
                for each in calls.results_of(value.node)[0]:
                    self._prove(each, value.program, steps + 1)
        first = node.arguments[0].value if node.arguments else None
        if called == "get" and isinstance(node.function, model.Attribute) and isinstance(first, model.Literal):
            self._note_item(node.function.value, first, program)
        if (reads(called) or called in {"reveal", "expose"}) and not self._asks_for_parameter(node, program):
            self.expressions.add(id(node))
            for argument in node.arguments[:1] if "env" in f"{place_of(node.function)}{called}".lower() else ():
                self._note_variable(argument.value)

    def _note_item(self, container: Node, key: model.Literal, program: Program) -> None:
        """Note an entry that is sent, `secret["token"]`, for the function and for the class around."""
        for owner, place in item_places(self._project.scopes(program), container, key):
            self.places.add((owner, place))

    def _asks_for_parameter(self, node: model.Call, program: Program) -> bool:
        """Whether a caller decides what is read: then the read itself proves nothing, but the call that asks does."""
        scopes = self._project.scopes(program)
        for argument in node.arguments[:1]:
            if isinstance(argument.value, model.Name):
                bindings = scopes.lookup(argument.value.id, scopes.position(argument.value)) or ()
                return any(isinstance(each.node, model.Parameter) for each in bindings)
        return False

    def _note_variable(self, node: Node) -> None:
        if isinstance(node, model.Literal) and isinstance(node.value, str) and node.value.isidentifier():
            self.variables.add(node.value)


def item_places(scopes: Scopes, container: Node, key: model.Literal) -> Iterator[tuple[int, str]]:
    """What names an entry of a container: the place, and the function or class for which it holds."""
    place = place_of(container)
    if place and isinstance(key.value, str):
        named = f"{place}[{key.value!r}]"
        yield id(scopes.position(container).scope), named
        owner = scopes.enclosing(container, model.Class)
        if owner is not None and place.startswith(("self.", "this.")):
            yield id(owner), named


def _calls_nobody_else(text: str) -> bool:
    """Whether all the hosts that a file names are the vendor's, or local ones; and there is one of the vendor's."""
    hosts = {match[1] for match in _URL_HOST.finditer(text)}
    ours = {host for host in hosts if HOST.search(host)}
    return bool(ours) and all(host in _LOCAL or host.endswith((".local", ".test")) for host in hosts - ours)
