"""Every place of one file, in calls, mappings, bindings, functions and comparisons."""

from collections.abc import Iterator
from dataclasses import replace

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import parameters
from sup_lint.analysis.dataflow.values import Entries
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.places.place import Place
from sup_lint.analysis.places.sdk import SdkCalls
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.scopes import Scopes
from sup_lint.keys.names import (
    AUTH_HEADERS,
    HOST,
    PACKAGE,
    QUERY_NAMES,
    is_key_header,
    is_key_name,
    is_neutral_container,
    is_neutral_name,
    mentions_another,
    mentions_vendor,
    words_of,
)

# Functions whose arguments are a name and, right behind it, a value or default.
_PAIRING = frozenset(
    """
    getenv get pop setdefault getattr setattr setenv putenv add_header putheader add append header set set_header
    add_unredirected_header env config get_env getenv_or environ str setitem __setitem__ setdefault_env
    get_secret getstr insert replace_header setRequestHeader update_header secret
    """.split()
)
_OPTION_VALUES = frozenset("default default_value fallback initial const value header_value default_factory".split())
_PROVIDING = frozenset({"provider", "vendor", "engine", "service", "backend", "name", "type", "tts", "platform", "api"})
_COMPARING = frozenset(
    {
        "compare_digest",
        "assertEqual",
        "assertEquals",
        "assertNotEqual",
        "assertIn",
        "assertNotIn",
        "assertIs",
        "assert_equal",
        "eq_",
    }
)
_COMPARISONS = frozenset({"==", "!=", "in", "not in", "is", "is not"})


class PlaceFinder:
    """Finds the places of one file."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._flow = project.flow
        self._scopes: Scopes = project.scopes(program)
        self._sdk = SdkCalls(program, project)
        self._naming = Naming(program, project)

    def places(self) -> Iterator[Place]:
        """Yield every place, in source order; one expression may stand in several."""
        for node in walk(self._program.body):
            match node:
                case model.Call():
                    yield from self._in_call(node)
                case model.Entry() if node.key is not None:
                    yield from self._in_entry(node)
                case model.Bind() if node.value is not None:
                    yield from self._in_binding(node)
                case model.Function():
                    yield from self._in_function(node)
                case model.Sequence():
                    yield from self._in_sequence(node)
                case model.Operation() if node.operator in _COMPARISONS:
                    yield from self._in_comparison(node)
                case model.Match():
                    yield from self._in_match(node)
                case model.Choice():
                    yield from self._in_choice(node)
                case model.Join():
                    yield from self._in_join(node)

    # --- calls ---------------------------------------------------------------------------------------------------

    def _in_call(self, node: model.Call) -> Iterator[Place]:
        sdk = self._sdk.constructs_client(node)
        callee = last_name(node.function)
        if sdk:
            yield from self._constructor(node)
        if callee in _COMPARING and len(node.arguments) > 1:
            yield from self._compared([argument.value for argument in node.arguments[:2]], node)
        if callee == "parametrize" and len(node.arguments) > 1:
            yield from self._parametrized(node)
        pairing = callee in _PAIRING or bool({"env", "header"} & set(words_of(callee)))
        names = [self._naming.text(argument.value) for argument in node.arguments]
        named_option = neutral_option = ""
        for index, (argument, text) in enumerate(zip(node.arguments, names, strict=True)):
            option = text.lstrip("-") if text else ""
            if option and (is_key_name(option) or is_key_header(option)):
                named_option = named_option or option
                following = node.arguments[index + 1] if index + 1 < len(node.arguments) else None
                if following is not None and not following.name and not following.spread:
                    kind = "header" if is_key_header(option) and "-" in option else "environment"
                    yield Place(following.value, kind, option, certain=True, user=node, shaped=not pairing)
            elif index and text and is_neutral_name(option) and is_key_name(f"{names[index - 1]}.{option}"):
                # set_password("supertone", "api_key", …)
                for following in node.arguments[index + 1 : index + 2]:
                    yield Place(following.value, "environment", option, certain=True, user=node, shaped=True)
            elif option and not index and not argument.name and is_neutral_name(option):
                neutral_option = option
            elif option.lower() in AUTH_HEADERS and index + 1 < len(node.arguments):
                yield Place(node.arguments[index + 1].value, "header", option, certain=False, user=node)
            if argument.name and not (sdk and argument.name in {"api_key", "apiKey"}):
                yield from self._keyword(argument, callee, node)
        if callee in {"dict", "fromkeys"} and any(not argument.name for argument in node.arguments):
            yield from self._in_made_mapping(node)
        if callee in {"startswith", "endswith"} and isinstance(node.function, model.Attribute):
            for place in self._compared(
                [node.function.value, *(argument.value for argument in node.arguments[:1])], node
            ):
                yield replace(place, shaped=True)
        if not named_option:
            named_option = self._declared_name(node)
        if named_option or neutral_option:
            for argument in node.arguments:
                is_default = (argument.name or "").startswith(("default", "fallback"))
                if is_default or (named_option and argument.name in _OPTION_VALUES):
                    kind = "default" if is_default else "environment"
                    name = named_option or neutral_option
                    yield Place(argument.value, kind, name, certain=bool(named_option), user=node)
        if named_option:
            first = node.arguments[0] if node.arguments else None
            if callee in {"Option", "Argument", "Field", "Header", "Query"} and first is not None and not first.name:
                yield Place(first.value, "default", named_option, certain=True, user=node)

    def _in_made_mapping(self, node: model.Call) -> Iterator[Place]:
        """The headers of a mapping that a call makes: dict(zip(names, values)), dict.fromkeys(names, value)."""
        for value in self._flow.evaluate(node, self._flow.frame(self._program)):
            for key in value.entries if isinstance(value, Entries) else ():
                if isinstance(key, str) and is_key_header(key):
                    made = _subscript(self._scopes, node, model.Literal(node.region, key))
                    yield Place(made, "header", key, certain=True, user=node)

    def _parametrized(self, node: model.Call) -> Iterator[Place]:
        """The values that a test takes for a parameter named after the key."""
        given = node.arguments[0].value
        texts = (
            [self._naming.text(item) for item in given.items]
            if isinstance(given, model.Sequence)
            else self._naming.text(given).split(",")
        )
        names = [text.strip() for text in texts]
        rows = node.arguments[1].value
        for index, name in enumerate(names):
            if is_key_name(name) and isinstance(rows, model.Sequence):
                for row in rows.items:
                    cells = row.items if isinstance(row, model.Sequence) and len(names) > 1 else (row,)
                    if index < len(cells):
                        yield Place(cells[index], "argument", name, certain=True, user=node)

    def _declared_name(self, node: model.Call) -> str:
        """The key's name that a neighbour gives an option or field: `option("--key", envvar="SUPERTONE_API_KEY")`."""
        for argument in node.arguments:
            value = argument.value
            texts = [self._naming.text(value)]
            if isinstance(value, model.Sequence):
                texts = [self._naming.text(item) for item in value.items]
            elif isinstance(value, model.Call):  # AliasChoices("SUPERTONE_API_KEY", …)
                texts = [self._naming.text(item.value) for item in value.arguments]
            for text in texts:
                if text and is_key_name(text.lstrip("-")):
                    return text.lstrip("-")
        return ""

    def _constructor(self, node: model.Call) -> Iterator[Place]:
        for index, argument in enumerate(node.arguments):
            if argument.name in {"api_key", "apiKey"} or (index == 0 and not argument.name and not argument.spread):
                yield Place(argument.value, "argument", f"{last_name(node.function)}()", certain=True, user=node)
            elif argument.spread:
                key = model.Literal(argument.region, "api_key" if argument.spread == "**" else 0)
                yield Place(
                    _subscript(self._scopes, argument, key),
                    "argument",
                    f"{last_name(node.function)}()",
                    certain=True,
                    user=node,
                )

    def _keyword(self, argument: model.Argument, callee: str, node: model.Call) -> Iterator[Place]:
        name = argument.name or ""
        path = f"{callee}.{name}" if mentions_vendor(callee) else name
        container = self._naming.container_name(node)
        full = f"{container}.{name}" if container else path
        if is_key_name(name) or is_key_name(path) or is_key_name(full):
            yield Place(argument.value, "argument", name, certain=True, user=node)
        elif is_neutral_name(name) and words_of(name) != ("key",):  # key= sorts, and asks caches
            certain = self._sibling_names_vendor(node)
            yield Place(argument.value, "argument", name, certain=certain, user=node, shaped=certain)

    def _sibling_names_vendor(self, node: Node) -> bool:
        """Whether a neighbour says whose key it is: `{"provider": "supertone", "api_key": …}`."""
        pairs: list[tuple[str, Node]] = []
        if isinstance(node, model.Call):
            pairs = [(argument.name or "provider", argument.value) for argument in node.arguments]
        elif isinstance(node, model.Mapping):
            pairs = [(self._naming.text(entry.key), entry.value) for entry in node.entries if entry.key is not None]
        return any(
            name.lower() in _PROVIDING
            and isinstance(value, model.Literal)
            and isinstance(value.value, str)
            and words_of(value.value) == (PACKAGE,)
            for name, value in pairs
        )

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
        if isinstance(parent, model.Mapping) and name.lower() in {"value", "default"}:
            path = self._named_beside(parent) or path  # {"name": "SUPERTONE_API_KEY", "value": …}
        if is_key_header(name) or is_key_name(path):
            kind = "header" if is_key_header(name) and "-" in name else "entry"
            yield Place(node.value, kind, name, certain=True, user=node)
        elif name.lower() in AUTH_HEADERS or is_neutral_name(name):
            certain = parent is not None and self._sibling_names_vendor(parent)
            if not certain and (not is_neutral_container(container) or words_of(name) == ("key",)):
                return  # {"azure": {"api_key": …}}, {"key": …, "value": …}
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
        for frame in parameters.contexts(self._flow, function, self._program):
            texts = self._flow.evaluate(node.key, frame).texts()
            name = texts.pop() if len(texts) == 1 else ""
            if is_key_header(name):
                yield Place(node.value, "header", name, certain=True, user=node, frame=frame)

    def _depends_on_parameter(self, node: Node, function: model.Function) -> bool:
        root = node.value if isinstance(node, model.Attribute) else node
        return isinstance(root, model.Name) and any(parameter.name == root.id for parameter in function.parameters)

    def _named_beside(self, node: model.Mapping) -> str:
        texts = {self._naming.text(entry.key): self._naming.text(entry.value) for entry in node.entries if entry.key}
        return next((texts[key] for key in ("name", "key", "id", "Name", "Key") if is_key_name(texts.get(key, ""))), "")

    def _in_binding(self, node: model.Bind) -> Iterator[Place]:
        assert node.value is not None
        targets = [(node.target, node.value)]
        if isinstance(node.target, model.Sequence) and isinstance(node.value, model.Sequence):
            targets = list(zip(node.target.items, node.value.items, strict=False))
        for target, value in targets:
            if not isinstance(target, model.Name | model.Attribute | model.Subscript):
                continue
            name = self._naming.target_name(target)
            if not name:
                continue
            last = self._naming.last_part(target)
            if is_key_name(name) or is_key_header(last):
                kind = "header" if is_key_header(last) and "-" in last else "variable"
                yield Place(value, kind, last, certain=True, user=node)
            elif isinstance(target, model.Name) and (read := self._also_holds(target)):
                yield Place(value, "default", read, certain=True, user=node)
            elif self._in_class_of_keys(target):
                yield Place(value, "variable", name, certain=True, user=node, shaped=True)
            elif is_neutral_name(last) or last.lower() in AUTH_HEADERS:
                ours = mentions_vendor(name)  # class SupertoneConfig: token = …
                if ours or not mentions_another(name):
                    yield Place(value, "variable", last, certain=ours, user=node, shaped=ours)

    def _also_holds(self, target: model.Name) -> str:
        """The name of the key that another assignment to the same variable reads."""
        position = self._scopes.position(target)
        for binding in position.scope.bindings.get(target.id, ()):
            other = binding.node
            if (
                isinstance(other, model.Bind)
                # In one block the later assignment replaces the earlier.
                and binding.position.block is not position.block
                and other.value is not None
                and not binding.path
            ):
                name = self._naming.names_key(other.value)
                if is_key_name(name) and not isinstance(other.value, model.Name):
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
        if node.name and (is_key_name(node.name) or is_key_name(f"{prefix}.{node.name}") or is_neutral_name(node.name)):
            certain = not is_neutral_name(node.name) or is_key_name(f"{prefix}.{node.name}")
            for each in walk(node.body):
                if (
                    isinstance(each, model.Return)
                    and each.value is not None
                    and self._scopes.enclosing(each, model.Function) is node
                ):
                    yield Place(each.value, "return", node.name, certain=certain, user=each, shaped=True)

    def _in_sequence(self, node: model.Sequence) -> Iterator[Place]:
        """Pairs such as ("x-sup-api-key", key), and options of a command line with their values."""
        for index, item in enumerate(node.items[:-1]):
            text = self._naming.text(item)
            if not text:
                continue
            name = text.lstrip("-")
            following = node.items[index + 1]
            pair = len(node.items) == 2 and node.kind == "tuple"
            if is_key_header(name):
                kind = "header" if "-" in name and not text.startswith("-") else "argument"
                yield Place(following, kind, name, certain=True, user=node, shaped=not pair or "-" not in name)
            elif name.lower() in AUTH_HEADERS and pair:
                yield Place(following, "header", name, certain=False, user=node)
            elif is_neutral_name(name) and self._sequence_names_vendor(node):
                yield Place(following, "argument", name, certain=True, user=node, shaped=True)

    def _sequence_names_vendor(self, node: model.Sequence) -> bool:
        return any(mentions_vendor(text) for item in node.items if (text := self._naming.text(item)))

    # --- comparisons ---------------------------------------------------------------------------------------------

    def _in_comparison(self, node: model.Operation) -> Iterator[Place]:
        yield from self._compared(list(node.operands), node)

    def _compared(self, operands: list[Node], user: Node) -> Iterator[Place]:
        for operand in operands:
            name = self._naming.names_key(operand)
            if not name:
                continue
            certain = is_key_name(name) or is_key_header(name)
            for other in operands:
                if other is operand:
                    continue
                items = other.items if isinstance(other, model.Sequence) else (other,)
                for item in items:
                    yield Place(item, "comparison", name, certain=certain, user=user)

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


def _subscript(scopes: Scopes, argument: model.Argument | model.Call, key: model.Literal) -> model.Subscript:
    """`mapping["api_key"]` for the mapping that `**mapping` spreads."""
    value = argument.value if isinstance(argument, model.Argument) else argument
    node = model.Subscript(argument.region, value, key)
    scopes.adopt(node, argument)
    return node
