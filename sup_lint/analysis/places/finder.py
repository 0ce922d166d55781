"""Every place of one file, in calls, mappings, bindings, functions and comparisons."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import callers
from sup_lint.analysis.places.comparisons import Comparisons
from sup_lint.analysis.places.declared import declared_defaults
from sup_lint.analysis.places.in_calls import CallPlaces
from sup_lint.analysis.places.in_lexical_calls import places_in_call, places_in_function
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.places.place import Place
from sup_lint.analysis.places.secrets import HEADER_ENTRIES, is_claimed, is_secret, makes_keys, names_other_header
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.keys.names import (
    AUTH_HEADERS,
    HOST,
    QUERY_NAMES,
    is_key_header,
    is_key_name,
    is_loose_name,
    is_neutral_container,
    is_neutral_name,
    mentions_another,
    mentions_vendor,
    words_of,
)
from sup_lint.sources.language import family_of

# Entries that name the variable or option of which another entry is the value: {"name": …, "value": …}.
_NAMING_ENTRIES = (
    *("name", "key", "id", "Name", "Key", "env", "envVar", "envvar", "variable", "secretName", "provide"),
    *HEADER_ENTRIES,
)
_VALUE_ENTRIES = frozenset({"value", "default", "devdefault", "defaultvalue", "fallback", "initialvalue", "usevalue"})
# What holds a value that may change, made with the first one: of React, Vue, Svelte, Solid, Jotai.
_STATES = frozenset(
    """
    useState useRef useSignal useLocalStorage useSessionStorage createSignal ref shallowRef signal writable readable
    atom $state observable
    """.split()
)
_COMPARISONS = frozenset({"==", "!=", "in", "not in", "is", "is not"})


class PlaceFinder:
    """Finds the places of one file."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._flow = project.flow
        self._scopes = project.scopes(program)
        self._naming = Naming(program, project)
        self._calls = CallPlaces(program, project)
        self._comparisons = Comparisons(self._naming)
        self._is_lexical = family_of(program.language) == "lexical"

    def places(self) -> Iterator[Place]:
        """Yield every place, in source order; one expression may stand in several."""
        targets: set[int] = set()
        for node in self._program.nodes():
            target = node.target if isinstance(node, model.Bind | model.Loop) else None
            if isinstance(target, model.Mapping | model.Sequence):
                targets |= {id(each) for each in walk((target,))}  # a pattern: nothing is put in there
            match node:
                case model.Call():
                    yield from self._calls.in_call(node)
                    if self._is_lexical:
                        yield from places_in_call(node, self._naming)
                case model.Entry() if node.key is not None and id(node) not in targets:
                    yield from self._in_entry(node)
                case model.Bind() if node.value is not None:
                    yield from self._in_binding(node)
                case model.Function():
                    yield from self._in_function(node)
                    if self._is_lexical and node.decorators:
                        yield from places_in_function(node, self._naming, self._returns_of(node))
                case model.Sequence() if id(node) not in targets:
                    yield from self._in_sequence(node)
                case model.Operation() if node.operator in _COMPARISONS:
                    yield from self._in_comparison(node)
                case model.Match():
                    yield from self._in_match(node)
                case model.Choice():
                    yield from self._in_choice(node)
                case model.Join():
                    yield from self._in_join(node)

    # --- names ---------------------------------------------------------------------------------------------------

    def _in_entry(self, node: model.Entry) -> Iterator[Place]:
        assert node.key is not None
        name = self._naming.text(node.key)
        if not name:
            yield from self._in_entry_of_some(node)
            return
        parent = self._scopes.parents.get(id(node))
        container = self._naming.container_name(parent) if parent is not None else ""
        path = f"{container}.{name}" if container else name
        if isinstance(parent, model.Mapping) and (name.lower() in _VALUE_ENTRIES or is_secret(name)):
            path = self._named_beside(parent) or path  # {"name": "SUPERTONE_API_KEY", "value": …}
        if is_key_header(name) or is_key_name(path):
            kind = "header" if is_key_header(name) and "-" in name else "entry"
            yield Place(node.value, kind, name, certain=True, user=node)
            for default in declared_defaults(node.value):
                yield Place(default, "default", name, certain=True, user=node)
        elif names_other_header(parent):
            return  # {"header": "xi-api-key", "token": …}
        elif name.lower() in AUTH_HEADERS or is_neutral_name(name):
            certain = parent is not None and self._calls.names_vendor(parent)
            if not certain and (not is_neutral_container(container) or words_of(name) == ("key",)):
                return  # {"azure": {"api_key": …}}, {"key": …, "value": …}
            yield Place(node.value, "entry", name, certain=certain, user=node, shaped=certain)
        elif is_loose_name(name):
            certain = parent is not None and self._calls.names_vendor(parent)
            if certain or (is_neutral_container(container) and not is_claimed(node, name, self._scopes)):
                yield Place(node.value, "entry", name, certain=certain, user=node, shaped=certain)

    def _in_entry_of_some(self, node: model.Entry) -> Iterator[Place]:
        """An entry whose name depends on the object or the call: {self.header: self.secret}, {header: value}."""
        function = self._scopes.enclosing(node, model.Function)
        if (
            node.key is None
            or not isinstance(function, model.Function)
            or not self._depends_on_parameter(node.key, function)
        ):
            return
        for frame in callers.contexts(self._flow, function, self._program):
            texts = self._flow.evaluate(node.key, frame).texts()
            name = texts.pop() if len(texts) == 1 else ""
            if is_key_header(name):
                yield Place(node.value, "header", name, certain=True, user=node, frame=frame)

    def _depends_on_parameter(self, node: Node, function: model.Function) -> bool:
        root = node.value if isinstance(node, model.Attribute) else node
        return isinstance(root, model.Name) and any(parameter.name == root.id for parameter in function.parameters)

    def _named_beside(self, node: model.Mapping) -> str:
        texts = {self._naming.text(entry.key): self._naming.text(entry.value) for entry in node.entries if entry.key}
        return next((texts[key] for key in _NAMING_ENTRIES if is_key_name(texts.get(key, ""))), "")

    def _in_binding(self, node: model.Bind) -> Iterator[Place]:
        for target, value in _bound(node):
            if not isinstance(target, model.Name | model.Attribute | model.Subscript):
                continue
            name = self._naming.target_name(target)
            if not name:
                continue
            last = self._naming.last_part(target)
            if is_key_name(name) or is_key_header(last):
                kind = "header" if is_key_header(last) and "-" in last else "variable"
                if kind == "variable" and _is_filled_in(target, value):
                    kind = "default"
                yield Place(value, kind, last, certain=True, user=node)
                for default in declared_defaults(value):
                    yield Place(default, "default", last, certain=True, user=node)
            elif isinstance(target, model.Name) and (read := self._also_holds(target)):
                yield Place(value, "default", read, certain=True, user=node)
            elif self._in_class_of_keys(target):
                yield Place(value, "variable", name, certain=True, user=node, shaped=True)
            elif is_neutral_name(last) or last.lower() in AUTH_HEADERS:
                ours = mentions_vendor(name)  # class SupertoneConfig: token = …
                if ours or not mentions_another(name):
                    yield Place(value, "variable", last, certain=ours, user=node, shaped=ours)
            elif is_loose_name(last) and not mentions_another(name) and not is_claimed(node, last, self._scopes):
                yield Place(value, "variable", last, certain=False, user=node)

    def _also_holds(self, target: model.Name) -> str:
        """The name of the key that another assignment to the same variable reads."""
        position = self._scopes.position(target)
        for binding in position.scope.bindings.get(target.id, ())[:64]:  # a variable with more of them is no setting
            other = binding.node
            if (
                isinstance(other, model.Bind)
                # In one block the later assignment replaces the earlier.
                and binding.position.block is not position.block
                and other.value is not None
                and not isinstance(other.value, model.Name)
                and not binding.path
            ):
                name = self._naming.names_key(other.value)
                if is_key_name(name):
                    return name
        return ""

    def _in_class_of_keys(self, target: Node) -> bool:
        """Whether a class that is named after the keys encloses its constant: SupertoneKey.OWNER."""
        scope = self._scopes.position(target).scope
        return (
            isinstance(target, model.Name)
            and scope.kind == "class"
            and isinstance(scope.node, model.Class)
            and is_key_name(scope.node.name)
        )

    def _in_function(self, node: model.Function) -> Iterator[Place]:
        owner = self._scopes.enclosing(node, model.Class)
        prefix = owner.name if isinstance(owner, model.Class) else ""
        for parameter in node.parameters:
            if parameter.default is None:
                continue
            paths = (parameter.name, f"{node.name}.{parameter.name}", f"{prefix}.{parameter.name}")
            if any(is_key_name(path) for path in paths):
                yield Place(parameter.default, "default", parameter.name, certain=True, user=parameter)
            elif is_neutral_name(parameter.name):
                yield Place(parameter.default, "default", parameter.name, certain=False, user=parameter)
        is_certain_name = bool(node.name) and (is_key_name(node.name) or is_key_name(f"{prefix}.{node.name}"))
        if is_certain_name or (is_neutral_name(node.name) and not makes_keys(node)):
            certain = not is_neutral_name(node.name) or is_key_name(f"{prefix}.{node.name}")
            for each in self._returns_of(node):
                if each.value is not None:
                    yield Place(each.value, "return", node.name, certain=certain, user=each, shaped=True)

    def _returns_of(self, function: model.Function) -> Iterator[model.Return]:
        for each in walk(function.body):
            if isinstance(each, model.Return) and self._scopes.enclosing(each, model.Function) is function:
                yield each

    def _in_sequence(self, node: model.Sequence) -> Iterator[Place]:
        """Pairs such as ("x-sup-api-key", key), and options of a command line with their values."""
        for index, item in enumerate(node.items[:-1]):
            text = self._naming.text(item)
            if not text:
                continue
            name = text.lstrip("-")
            following = node.items[index + 1]
            pair = len(node.items) == 2 and (node.kind == "tuple" or self._lies_among_pairs(node))
            if is_key_header(name):
                kind = "header" if "-" in name and not text.startswith("-") else "argument"
                yield Place(following, kind, name, certain=True, user=node, shaped=not pair or "-" not in name)
            elif name.lower() in AUTH_HEADERS and pair:
                yield Place(following, "header", name, certain=False, user=node)
            elif is_neutral_name(name) and self._sequence_names_vendor(node):
                yield Place(following, "argument", name, certain=True, user=node, shaped=True)

    def _lies_among_pairs(self, node: model.Sequence) -> bool:
        """Whether a list is one of several pairs: [["x-sup-api-key", key], ["accept", "audio/wav"]]."""
        around = self._scopes.parents.get(id(node))
        return isinstance(around, model.Sequence) and all(
            isinstance(each, model.Sequence) and len(each.items) == 2 for each in around.items
        )

    def _sequence_names_vendor(self, node: model.Sequence) -> bool:
        return any(mentions_vendor(text) for item in node.items if (text := self._naming.text(item)))

    # --- comparisons ---------------------------------------------------------------------------------------------

    def _in_comparison(self, node: model.Operation) -> Iterator[Place]:
        yield from self._comparisons.compared(list(node.operands), node)

    def _in_choice(self, node: model.Choice) -> Iterator[Place]:
        """The other options beside one that reads the key: os.environ.get("SUPERTONE_API_KEY") or "…"."""
        name = next((name for option in node.options if is_key_name(name := self._naming.names_key(option))), "")
        if name:
            for option in node.options:
                yield Place(option, "default", name, certain=True, user=node)

    def _in_match(self, node: model.Match) -> Iterator[Place]:
        name = self._naming.names_key(node.subject)
        if name:
            for case in node.cases:
                for each in walk((case.pattern,)):
                    if isinstance(each, model.Literal):
                        certain = is_key_name(name) or is_key_header(name)
                        yield Place(each, "comparison", name, certain=certain, user=case)

    def _in_join(self, node: model.Join) -> Iterator[Place]:
        """Parts behind text that names the key: f"x-sup-api-key: {key}"."""
        for before, part in zip(node.parts, node.parts[1:], strict=False):
            text = self._naming.text(before)
            if not text or isinstance(part, model.Literal):
                continue
            tail = text[-120:].rstrip("\"'` ")
            if tail.endswith((":", "=")):
                name = tail[:-1].rstrip("\"'` ").rpartition(" ")[2].rpartition("?")[2].rpartition("&")[2].lstrip("\"'{")
                if is_key_header(name):
                    yield Place(part, "header", name, certain=True, user=node)
                elif name.lower() in QUERY_NAMES and HOST.search(text):
                    yield Place(part, "argument", name, certain=True, user=node)


def _is_filled_in(target: Node, value: Node) -> bool:
    """Whether an assignment only gives a variable a value if it has none: const { key = "…" } = options."""
    first = value.options[0] if isinstance(value, model.Choice) and value.how == "or" else None
    return isinstance(first, model.Name) and isinstance(target, model.Name) and first.id == target.id


def _bound(node: model.Bind) -> list[tuple[Node, Node]]:
    """The targets of an assignment, each with what it gets as far as that is spelled."""
    assert node.value is not None
    target, value = node.target, node.value
    if isinstance(target, model.Sequence) and isinstance(value, model.Sequence):
        return list(zip(target.items, value.items, strict=False))
    if isinstance(value, model.Call) and value.arguments and last_name(value.function) in _STATES:
        value = value.arguments[0].value  # const supertoneKey = ref("…")
        if isinstance(target, model.Sequence) and target.items:
            target = target.items[0]  # const [supertoneKey, setSupertoneKey] = useState("…")
    return [(target, value)]
