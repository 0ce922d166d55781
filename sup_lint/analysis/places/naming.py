"""What the expressions of a program are called: full names, names of keys, texts that are names."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.places.sdk import SdkCalls
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.keys.names import AUTH_HEADERS, is_key_header, is_key_name, is_neutral_name, mentions_vendor, words_of

_READING = frozenset(
    """
    getenv get pop env config getattr get_env str getlist getItem getOrThrow getOrDefault header headers required
    require_env param query cookie Getenv LookupEnv fetch var env_var option_env fromEnvironment property findProperty
    environmentVariable
    """.split()
)
# Functions and methods that give what they are given in another form.
_CONVERTING = frozenset({"String", "from", "encode", "trim", "toString", "strip", "ofNullable", "Some"})
# Methods that give what they are called on, whatever they are given.
_KEEPING = frozenset({"takeIf", "takeUnless", "also", "expect", "ok_or", "ok_or_else", "filter"})
# Words in the names of constants that hold a header's or variable's name.
_NAMING = frozenset({"header", "headers", "key", "apikey", "name", "env", "var", "variable", "auth", "field", "param"})
_SCOPE_WORDS = frozenset({"self", "cls", "this", "settings", "config"})


class Naming:
    """Names the expressions of one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._project = project
        self._flow = project.flow
        self._scopes = project.scopes(program)
        self._frame = self._flow.frame(program)
        self._sdk = SdkCalls(program, project)
        # By the node and the depth that it is followed to, since two variables may be bound to each other in many
        # places; with the nodes, so that their identities stay theirs.
        self._keys: dict[tuple[int, int], tuple[Node, str]] = {}

    def container_name(self, node: Node | None) -> str:
        """The path of names around a mapping or call: `providers.supertone` for `providers = {"supertone": {…}}`."""
        parts: list[str] = []
        child: Node | None = node
        while child is not None:
            parent = self._scopes.parents.get(id(child))
            match parent:
                case model.Entry() if parent.key is not None and parent.value is child:
                    parts.append(self.text(parent.key) or "")
                case model.Bind() if parent.value is child:
                    parts.append(self.target_name(parent.target))
                    break
                case model.Argument():
                    if parent.name:
                        parts.append(parent.name)
                case model.Call() if isinstance(child, model.Argument) and mentions_vendor(last_name(parent.function)):
                    parts.append(last_name(parent.function))  # new SupertoneClient({ apiKey: … })
                case model.Mapping() | model.Sequence() | model.Call() | model.Choice():
                    pass
                case _:
                    break
            child = parent
        return ".".join(part for part in reversed(parts) if part)

    def target_name(self, target: Node) -> str:
        """The full name of an assignment's target, with the class around it: `SupertoneSettings.api_key`."""
        path = self._dotted(target)
        if not path:
            return ""
        owner = self._owner_name(target)
        return f"{owner}.{path}" if owner else path

    def _owner_name(self, node: Node) -> str:
        scope = self._scopes.position(node).scope
        owner = scope.node if scope.kind == "class" and isinstance(node, model.Name) else None
        root = node
        while isinstance(root, model.Attribute | model.Subscript):
            root = root.value
        if owner is None and isinstance(root, model.Name) and root.id in {"self", "cls", "this"}:
            owner = self._scopes.enclosing(node, model.Class)
        return owner.name if isinstance(owner, model.Class) else ""

    def names_key(self, node: Node, depth: int = 0) -> str:
        """The name of the key that an expression reads: a variable, an attribute, an entry, an environment variable.

        A variable of whatever name is followed to what it is bound to.
        """
        key = id(node), depth
        if key not in self._keys:
            self._keys[key] = node, self._names_key(node, depth)
        return self._keys[key][1]

    def _names_key(self, node: Node, depth: int) -> str:
        match node:
            case model.Name() | model.Attribute() | model.Subscript():
                path = self.target_name(node)
                last = self.last_part(node)
                if is_key_name(path) or is_key_header(last):
                    return path if is_key_name(path) else last
                if isinstance(node, model.Name) and depth < 4:
                    for binding in self._scopes.lookup(node.id, self._scopes.position(node)) or ():
                        if isinstance(binding.node, model.Bind) and binding.value is not None:
                            part = binding.path[-1] if binding.path else None
                            if isinstance(part, str):  # const { SUPERTONE_API_KEY: key } = process.env
                                if is_key_name(part) or is_key_header(part):
                                    return part
                                continue
                            if binding.path:
                                continue
                            name = self.names_key(binding.value, depth + 1)
                            if is_key_name(name) or is_key_header(name):
                                return name
                return last if is_neutral_name(last) else ""
            case model.Call():
                if last_name(node.function) in _READING or {"get", "header"} & set(words_of(last_name(node.function))):
                    for argument in node.arguments[:2]:
                        text = self.text(argument.value)
                        if text and (is_key_name(text) or is_key_header(text)):
                            return text
                if isinstance(node.function, model.Attribute) and not node.arguments:
                    return self.names_key(node.function.value, depth + 1)  # key.get_secret_value(), key.strip()
                if isinstance(node.function, model.Attribute) and node.function.name in _KEEPING:
                    return self.names_key(node.function.value, depth + 1)
                if last_name(node.function) in _CONVERTING and len(node.arguments) == 1:  # Buffer.from(key)
                    return self.names_key(node.arguments[0].value, depth + 1)
                return ""
            case model.Choice():
                return next((name for option in node.options if (name := self.names_key(option, depth + 1))), "")
            case model.Await() | model.Formatted() | model.Bind() if node.value is not None:
                return self.names_key(node.value, depth + 1)
        return ""

    def text(self, node: Node) -> str:
        """The text of a literal or of a constant that stands for it; empty if it isn't known."""
        if isinstance(node, model.Literal):
            value = node.value
            if isinstance(value, bytes):
                value = value.decode("latin-1")
            return value if isinstance(value, str) and len(value) <= 200 else ""
        if self.may_hold_name(node):
            # A parameter that takes several names says nothing of the value beside it.
            texts = self._flow.glance(node, self._frame).texts()
            text = texts.pop() if len(texts) == 1 else ""
            return text if is_key_header(text) or text.lower() in AUTH_HEADERS else ""
        return ""

    def may_hold_name(self, node: Node) -> bool:
        """Whether it is worth asking if an expression spells the header's or variable's name: HEADER, name.encode()."""
        match node:
            case model.Name():
                bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
                if any(isinstance(binding.value, model.Literal) for binding in bindings):
                    return True
                return self._sounds_like_name(node.id) and self._leads_to_suspect(node)
            case model.Attribute():
                return self._sounds_like_name(node.name) and self._leads_to_suspect(node)
            case model.Join():
                return all(isinstance(part, model.Literal) for part in node.parts)
            case model.Call(
                function=model.Attribute(name="lower" | "upper" | "encode" | "title" | "capitalize") as function
            ):
                return isinstance(function.value, model.Literal) or self.may_hold_name(function.value)
        return False

    def _sounds_like_name(self, name: str) -> bool:
        return name.isupper() or bool(_NAMING & set(words_of(name)))

    def _leads_to_suspect(self, node: Node) -> bool:
        """Whether an expression starts here or in a module that names Supertone; no module is parsed for less."""
        root = node
        while isinstance(root, model.Attribute):
            root = root.value
        if not isinstance(root, model.Name):
            return True
        for binding in self._scopes.lookup(root.id, self._scopes.position(root)) or ():
            match binding.node:
                case model.Import(module=module):
                    return self._sdk.names_suspect(module, 0)
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
                text = self.text(target.index)
                return f"{base}.{text}" if base and text else base or text
        return ""

    def last_part(self, target: Node) -> str:
        """The last name of a target: the variable, the attribute, or the key of the subscript."""
        match target:
            case model.Name():
                return target.id
            case model.Attribute():
                return target.name
            case model.Subscript():
                return self.text(target.index) or self.last_part(target.value)
        return ""
