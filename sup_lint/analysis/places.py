"""The places of a program where a Supertone key belongs, and what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow import objects
from sup_lint.analysis.dataflow.values import ClassValue, External, Partial
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.scopes import Scopes, last_name
from sup_lint.keys.names import (
    AUTH_HEADERS,
    PACKAGE,
    SDK_CLASSES,
    is_key_header,
    is_key_name,
    is_neutral_container,
    is_neutral_name,
    mentions_vendor,
    words_of,
)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An expression that should yield a key.

    `kind` is argument, header, variable, default, environment, option, comparison, return or entry; `name` is the
    name that holds the key. A `certain` place is made for a Supertone key whatever its shape; elsewhere a literal
    must look like a key, and something must tie it to Supertone. `shaped` asks for the shape in a certain place, too.
    `user` is the node that the place belongs to.
    """

    value: Node
    kind: str
    name: str
    certain: bool
    user: Node
    shaped: bool = False


# Functions whose arguments are a name and, right behind it, a value or default.
_PAIRING = frozenset(
    """
    getenv get pop setdefault getattr setattr setenv putenv add_header putheader add append header set set_header
    add_unredirected_header env config get_env getenv_or environ str setitem __setitem__ setdefault_env
    get_secret getstr insert replace_header setRequestHeader update_header secret
    """.split()
)
_OPTION_VALUES = frozenset({"default", "default_value", "fallback", "initial", "const", "value", "default_factory"})
_COMPARING = frozenset({"compare_digest", "assertEqual", "assertEquals", "assert_equal", "eq_"})
_COMPARISONS = frozenset({"==", "!=", "in", "not in", "is", "is not"})
_READING = frozenset({"getenv", "get", "pop", "env", "config", "getattr", "get_env", "str", "getlist"})
# Words in the names of constants that hold a header's or variable's name.
_NAMING = frozenset({"header", "headers", "key", "apikey", "name", "env", "var", "variable", "auth", "field", "param"})
_SCOPE_WORDS = frozenset({"self", "cls", "this", "settings", "config"})


class PlaceFinder:
    """Finds the places of one file."""

    def __init__(self, file: AnalysedFile, program: Program, project: Project) -> None:
        self._file = file
        self._program = program
        self._project = project
        self._flow = project.flow
        self._scopes: Scopes = project.scopes(program)
        self._frame = self._flow.frame(program)

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
        sdk = self._is_sdk(node)
        callee = last_name(node.function)
        if sdk:
            yield from self._constructor(node)
        if callee in _COMPARING and len(node.arguments) > 1:
            yield from self._compared([argument.value for argument in node.arguments[:2]], node)
        if callee == "parametrize" and len(node.arguments) > 1:
            yield from self._parametrized(node)
        pairing = callee in _PAIRING or bool({"env", "header"} & set(words_of(callee)))
        names = [self._text(argument.value) for argument in node.arguments]
        named_option = ""
        for index, (argument, text) in enumerate(zip(node.arguments, names, strict=True)):
            option = text.lstrip("-") if text else ""
            if option and (is_key_name(option) or is_key_header(option)):
                named_option = named_option or option
                following = node.arguments[index + 1] if index + 1 < len(node.arguments) else None
                if following is not None and not following.name and not following.spread:
                    kind = "header" if is_key_header(option) and "-" in option else "environment"
                    yield Place(following.value, kind, option, certain=True, user=node, shaped=not pairing)
            elif option.lower() in AUTH_HEADERS and index + 1 < len(node.arguments):
                yield Place(node.arguments[index + 1].value, "header", option, certain=False, user=node)
            if argument.name and not (sdk and argument.name in {"api_key", "apiKey"}):
                yield from self._keyword(argument, callee, node)
        if not named_option:
            named_option = self._declared_name(node)
        if named_option:
            for argument in node.arguments:
                if argument.name in _OPTION_VALUES:
                    yield Place(argument.value, "default", named_option, certain=True, user=node)
            first = node.arguments[0] if node.arguments else None
            if callee in {"Option", "Argument"} and first is not None and not first.name:
                yield Place(first.value, "default", named_option, certain=True, user=node)

    def _parametrized(self, node: model.Call) -> Iterator[Place]:
        """The values that a test takes for a parameter named after the key."""
        given = node.arguments[0].value
        texts = [self._text(item) for item in given.items] if isinstance(given, model.Sequence) else self._text(given).split(",")
        names = [text.strip() for text in texts]
        rows = node.arguments[1].value
        for index, name in enumerate(names):
            if is_key_name(name) and isinstance(rows, model.Sequence):
                for row in rows.items:
                    cells = row.items if isinstance(row, model.Sequence) and len(names) > 1 else (row,)
                    if index < len(cells):
                        yield Place(cells[index], "argument", name, certain=True, user=node)

    def _declared_name(self, node: model.Call) -> str:
        """The neutral name of an option or field that its neighbours tie: `option("--api-key", envvar="SUPERTONE_API_KEY")`."""
        for argument in node.arguments:
            value = argument.value
            texts = [self._text(value)]
            if isinstance(value, model.Sequence):
                texts = [self._text(item) for item in value.items]
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
                yield Place(_subscript(self._scopes, argument, key), "argument", f"{last_name(node.function)}()", certain=True, user=node)

    def _keyword(self, argument: model.Argument, callee: str, node: model.Call) -> Iterator[Place]:
        name = argument.name or ""
        path = f"{callee}.{name}" if mentions_vendor(callee) else name
        container = self._container_name(node)
        full = f"{container}.{name}" if container else path
        if is_key_name(name) or is_key_name(path) or is_key_name(full):
            yield Place(argument.value, "argument", name, certain=True, user=node)
        elif is_neutral_name(name):
            certain = self._sibling_names_vendor(node)
            yield Place(argument.value, "argument", name, certain=certain, user=node, shaped=certain)

    def _sibling_names_vendor(self, node: Node) -> bool:
        """Whether a neighbour says whose key it is: `{"provider": "supertone", "api_key": …}`."""
        values: list[Node] = []
        if isinstance(node, model.Call):
            values = [argument.value for argument in node.arguments]
        elif isinstance(node, model.Mapping):
            values = [entry.value for entry in node.entries]
        texts = [each.value for each in values if isinstance(each, model.Literal) and isinstance(each.value, str)]
        return any(words_of(text)[:1] == (PACKAGE,) and len(words_of(text)) <= 3 for text in texts)

    def _is_sdk(self, node: model.Call) -> bool:
        function = node.function
        if isinstance(function, model.Attribute) and function.name == "__init__":
            return self._is_super(function.value, node)
        if not self._may_be_sdk(function):
            return False
        for value in self._flow.evaluate(function, self._frame):
            match value:
                case External():
                    root, _, rest = value.name.partition(".")
                    last = rest.rpartition(".")[2]
                    if root == PACKAGE and last in SDK_CLASSES:
                        return True
                    # An import that leads nowhere from here, under the SDK's own name.
                    if root != PACKAGE and last == "Supertone" and mentions_vendor(root):
                        return True
                    if value.name == "builtins.Supertone" or value.name.endswith(").Supertone"):
                        return True
                case ClassValue():
                    if self._descends_from_sdk(value):
                        return True
                case Partial():
                    if any(isinstance(each, External) and each.name.startswith(f"{PACKAGE}.") for each in value.function):
                        return True
        return False

    def _may_be_sdk(self, function: Node, depth: int = 0) -> bool:
        """Whether it is worth evaluating a callee: cheap, so that no imported module is parsed for nothing."""
        name = last_name(function)
        if name in SDK_CLASSES or mentions_vendor(name):
            return True
        root = function
        while isinstance(root, model.Attribute):
            root = root.value
        if not isinstance(root, model.Name) or depth > 8:
            return isinstance(root, model.Call)
        for binding in self._scopes.lookup(root.id, self._scopes.position(root)) or ():
            node = binding.node
            match node:
                case model.Import():
                    if self._names_suspect(node.module, 0):
                        return True
                case model.Imported():
                    statement = self._scopes.parents[id(node)]
                    assert isinstance(statement, model.Import)
                    if self._names_suspect(f"{statement.module}.{node.name}", 0) or self._project.imports_suspect(
                        self._program, statement.module, statement.level
                    ):
                        return True
                case model.Class():
                    if node.bases:
                        return True
                case _ if binding.value is not None and self._may_be_sdk(binding.value, depth + 1):
                    return True
        return False

    def _names_suspect(self, module: str, level: int) -> bool:
        return any(mentions_vendor(part) for part in module.split(".")) or self._project.imports_suspect(
            self._program, module, level
        )

    def _is_super(self, receiver: Node, node: model.Call) -> bool:
        """`super().__init__(…)` or `Supertone.__init__(self, …)` in a subclass of the SDK's client."""
        if not (isinstance(receiver, model.Call) and last_name(receiver.function) == "super"):
            return False
        owner = self._scopes.enclosing(node, model.Class)
        return isinstance(owner, model.Class) and self._descends_from_sdk(ClassValue(self._program, owner), own=False)

    def _descends_from_sdk(self, value: ClassValue, *, own: bool = True) -> bool:
        if own and any(method.name == "__init__" for method in objects.methods_of(value.node)):
            return False
        names = objects.external_bases(self._flow, value)
        return any(name.partition(".")[0] == PACKAGE and name.rpartition(".")[2] in SDK_CLASSES for name in names)

    # --- names ---------------------------------------------------------------------------------------------------

    def _in_entry(self, node: model.Entry) -> Iterator[Place]:
        assert node.key is not None
        name = self._text(node.key)
        if not name:
            return
        parent = self._scopes.parents.get(id(node))
        container = self._container_name(parent) if parent is not None else ""
        path = f"{container}.{name}" if container else name
        if is_key_header(name) or is_key_name(path):
            kind = "header" if is_key_header(name) and "-" in name else "entry"
            yield Place(node.value, kind, name, certain=True, user=node)
        elif name.lower() in AUTH_HEADERS or is_neutral_name(name):
            certain = parent is not None and self._sibling_names_vendor(parent)
            if not certain and not is_neutral_container(container):
                return  # {"azure": {"key": …}}
            yield Place(node.value, "entry", name, certain=certain, user=node, shaped=certain)

    def _container_name(self, node: Node | None) -> str:
        """The path of names around a mapping or call: `providers.supertone` for `providers = {"supertone": {…}}`."""
        parts: list[str] = []
        child: Node | None = node
        while child is not None:
            parent = self._scopes.parents.get(id(child))
            match parent:
                case model.Entry() if parent.key is not None and parent.value is child:
                    parts.append(self._text(parent.key) or "")
                case model.Bind() if parent.value is child:
                    parts.append(self._target_name(parent.target))
                    break
                case model.Argument():
                    if parent.name:
                        parts.append(parent.name)
                case model.Mapping() | model.Sequence() | model.Call() | model.Choice():
                    pass
                case _:
                    break
            child = parent
        return ".".join(part for part in reversed(parts) if part)

    def _target_name(self, target: Node) -> str:
        """The full name of an assignment's target, with the class around it: `SupertoneSettings.api_key`."""
        path = self._dotted(target)
        if not path:
            return ""
        owner = self._owner_name(target)
        return f"{owner}.{path}" if owner else path

    def _owner_name(self, node: Node) -> str:
        scope = self._scopes.position(node).scope
        owner = scope.node if scope.kind == "class" else None
        root = node
        while isinstance(root, model.Attribute | model.Subscript):
            root = root.value
        if owner is None and isinstance(root, model.Name) and root.id in {"self", "cls"}:
            owner = self._scopes.enclosing(node, model.Class)
        return owner.name if isinstance(owner, model.Class) else ""

    def _in_binding(self, node: model.Bind) -> Iterator[Place]:
        assert node.value is not None
        targets = [(node.target, node.value)]
        if isinstance(node.target, model.Sequence) and isinstance(node.value, model.Sequence):
            targets = list(zip(node.target.items, node.value.items, strict=False))
        for target, value in targets:
            if not isinstance(target, model.Name | model.Attribute | model.Subscript):
                continue
            name = self._target_name(target)
            if not name:
                continue
            last = self._last_part(target)
            if is_key_name(name) or is_key_header(last):
                kind = "header" if is_key_header(last) and "-" in last else "variable"
                yield Place(value, kind, last, certain=True, user=node)
            elif isinstance(target, model.Name) and (read := self._also_holds(target, node)):
                yield Place(value, "default", read, certain=True, user=node)
            elif self._in_class_of_keys(target):
                yield Place(value, "variable", name, certain=True, user=node, shaped=True)
            elif is_neutral_name(last) or last.lower() in AUTH_HEADERS:
                yield Place(value, "variable", last, certain=False, user=node)

    def _also_holds(self, target: model.Name, node: model.Bind) -> str:
        """The name of the key that another assignment to the same variable reads."""
        position = self._scopes.position(target)
        for binding in position.scope.bindings.get(target.id, ()):
            other = binding.node
            if isinstance(other, model.Bind) and other is not node and other.value is not None and not binding.path:
                name = self.names_key(other.value)
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
                if isinstance(each, model.Return) and each.value is not None and self._scopes.enclosing(each, model.Function) is node:
                    yield Place(each.value, "return", node.name, certain=certain, user=each, shaped=True)

    def _in_sequence(self, node: model.Sequence) -> Iterator[Place]:
        """Pairs such as ("x-sup-api-key", key), and options of a command line with their values."""
        for index, item in enumerate(node.items[:-1]):
            text = self._text(item)
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
        return any(mentions_vendor(text) for item in node.items if (text := self._text(item)))

    # --- comparisons ---------------------------------------------------------------------------------------------

    def _in_comparison(self, node: model.Operation) -> Iterator[Place]:
        yield from self._compared(list(node.operands), node)

    def _compared(self, operands: list[Node], user: Node) -> Iterator[Place]:
        for operand in operands:
            name = self.names_key(operand)
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
        name = next((name for option in node.options if is_key_name(name := self.names_key(option))), "")
        if name:
            for option in node.options:
                yield Place(option, "default", name, certain=True, user=node)

    def _in_match(self, node: model.Match) -> Iterator[Place]:
        name = self.names_key(node.subject)
        if name:
            for case in node.cases:
                for each in walk((case.pattern,)):
                    if isinstance(each, model.Literal):
                        certain = is_key_name(name) or is_key_header(name)
                        yield Place(each, "comparison", name, certain=certain, user=case)

    def names_key(self, node: Node, depth: int = 0) -> str:
        """The name of the key that an expression reads: a variable, an attribute, an entry, an environment variable.

        A variable of whatever name is followed to what it is bound to.
        """
        match node:
            case model.Name() | model.Attribute() | model.Subscript():
                path = self._target_name(node)
                last = self._last_part(node)
                if is_key_name(path) or is_key_header(last):
                    return path if is_key_name(path) else last
                if isinstance(node, model.Name) and depth < 4:
                    for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
                        if isinstance(binding.node, model.Bind) and binding.value is not None and not binding.path:
                            name = self.names_key(binding.value, depth + 1)
                            if is_key_name(name) or is_key_header(name):
                                return name
                return last if is_neutral_name(last) else ""
            case model.Call():
                if last_name(node.function) in _READING or {"get", "header"} & set(words_of(last_name(node.function))):
                    for argument in node.arguments[:2]:
                        text = self._text(argument.value)
                        if text and (is_key_name(text) or is_key_header(text)):
                            return text
                if isinstance(node.function, model.Attribute) and not node.arguments:
                    return self.names_key(node.function.value, depth + 1)  # key.get_secret_value(), key.strip()
                return ""
            case model.Choice():
                return next((name for option in node.options if (name := self.names_key(option, depth + 1))), "")
            case model.Await() | model.Formatted() | model.Bind() if node.value is not None:
                return self.names_key(node.value, depth + 1)
        return ""

    def _in_join(self, node: model.Join) -> Iterator[Place]:
        """Parts behind text that names the key: f"x-sup-api-key: {key}"."""
        for before, part in zip(node.parts, node.parts[1:], strict=False):
            text = self._text(before)
            if not text or isinstance(part, model.Literal):
                continue
            tail = text[-120:].rstrip("\"'` ")
            if tail.endswith((":", "=")):
                name = tail[:-1].rstrip("\"'` ").rpartition(" ")[2].rpartition("?")[2].rpartition("&")[2].lstrip("\"'{")
                if is_key_header(name):
                    yield Place(part, "header", name, certain=True, user=node)

    def _text(self, node: Node) -> str:
        """The text of a literal or of a constant that stands for it; empty if it isn't known."""
        if isinstance(node, model.Literal):
            value = node.value
            if isinstance(value, bytes):
                value = value.decode("latin-1")
            return value if isinstance(value, str) and len(value) <= 200 else ""
        if self._may_hold_name(node):
            # A parameter that takes several names says nothing of the value beside it.
            texts = self._flow.evaluate(node, self._frame).texts()
            text = texts.pop() if len(texts) == 1 else ""
            return text if is_key_header(text) or text.lower() in AUTH_HEADERS else ""
        return ""

    def _may_hold_name(self, node: Node) -> bool:
        """Whether it is worth asking if an expression spells the header's or variable's name: HEADER, name.encode()."""
        match node:
            case model.Name():
                bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
                if any(isinstance(binding.value, model.Literal) for binding in bindings):
                    return True
                return self._sounds_like_name(node.id) and self._leads_to_suspect(node)
            case model.Attribute():
                return self._sounds_like_name(node.name) and self._leads_to_suspect(node)
            case model.Call(function=model.Attribute(name="lower" | "upper" | "encode" | "title" | "capitalize") as function):
                return isinstance(function.value, model.Literal) or self._may_hold_name(function.value)
        return False

    def _sounds_like_name(self, name: str) -> bool:
        return name.isupper() or bool(_NAMING & set(words_of(name)))

    def _leads_to_suspect(self, node: Node) -> bool:
        """Whether an expression starts in this file or in a module that names Supertone; no module is parsed for less."""
        root = node
        while isinstance(root, model.Attribute):
            root = root.value
        if not isinstance(root, model.Name):
            return True
        for binding in self._scopes.lookup(root.id, self._scopes.position(root)) or ():
            match binding.node:
                case model.Import(module=module):
                    return self._names_suspect(module, 0)
                case model.Imported(name=name) as imported:
                    statement = self._scopes.parents[id(imported)]
                    assert isinstance(statement, model.Import)
                    dotted, level = f"{statement.module}.{name}".lstrip("."), statement.level
                    return any(
                        self._project.imports_suspect(self._program, module, level)
                        for module in (statement.module, dotted)
                    )
        return True

    def _dotted(self, target: Node) -> str:
        match target:
            case model.Name():
                return target.id
            case model.Attribute():
                base = self._dotted(target.value)
                return target.name if base in _SCOPE_WORDS or not base else f"{base}.{target.name}"
            case model.Subscript():
                base = self._dotted(target.value)
                text = self._text(target.index)
                return f"{base}.{text}" if base and text else base or text
        return ""

    def _last_part(self, target: Node) -> str:
        match target:
            case model.Name():
                return target.id
            case model.Attribute():
                return target.name
            case model.Subscript():
                return self._text(target.index) or self._last_part(target.value)
        return ""


def _subscript(scopes: Scopes, argument: model.Argument, key: model.Literal) -> model.Subscript:
    """`mapping["api_key"]` for the mapping that `**mapping` spreads."""
    node = model.Subscript(argument.region, argument.value, key)
    scopes.adopt(node, argument)
    return node
