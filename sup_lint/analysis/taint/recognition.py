"""Which expressions give the key, by what they are called and where they stand."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow import calls
from sup_lint.analysis.dataflow.engine import Flow
from sup_lint.analysis.dataflow.values import (
    External,
    Frame,
    FunctionValue,
    as_text,
)
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint import rendering
from sup_lint.analysis.taint.declarations import is_annotated_otherwise, is_built, metadata
from sup_lint.analysis.taint.environment import is_environment, is_surely_environment
from sup_lint.analysis.taint.learning import Learned, item_places
from sup_lint.analysis.taint.names import is_masking, reads
from sup_lint.analysis.taint.secret_stores import stored_secret
from sup_lint.keys.names import is_key_header, is_key_name, is_neutral_name, mentions_vendor, words_of
from sup_lint.model.region import Region

_PROMPTS = frozenset({"getpass", "input", "prompt", "text_input", "ask", "password_input"})
# Names and attributes of what may hold the key among other things.
_WHOLE = frozenset({"environ", "environb", "locals", "vars", "globals", "parse_args", "dotenv_values"})
_HOLDING = _WHOLE | {
    "headers", "_headers", "default_headers", "META", "raw_headers", "header_items", "sdk_configuration",
    "parse_known_args", "secrets", "config", "session_state", "env", "_options", "defaults", "toObject", "parsed",
}  # fmt: skip
_LONGEST_TEXT = 80
_SETTERS = frozenset({"set", "on", "handle", "update", "save", "toggle", "clear", "remove", "validate"})
# What a chain goes on with that reads a variable: env.get("SUPERTONE_API_KEY").required().asString().
_CHECKING = frozenset({"required", "asString", "toString", "trim", "default", "unwrap", "asPortNumber"})
_REVEALING = frozenset({"get_secret_value", "reveal", "expose"})


class Recognition:
    """Recognises the sources in the programs of a project, with what was learned from them."""

    def __init__(self, project: Project, flow: Flow, learned: Learned) -> None:
        self.project = project
        self.flow = flow
        self.learned = learned
        self._naming: dict[int, Naming] = {}
        self._literals: dict[int, set[Region]] = {}
        self._secret_fields: tuple[int, frozenset[str]] = (0, frozenset())

    def may_give_key(self, node: Node, program: Program) -> bool:
        """Whether an expression may be a source, by a look at its names alone."""
        match node:
            case model.Name(id=name):
                return name in _WHOLE or self._is_suspicious(name, node, program)
            case model.Attribute(name=name):
                return name in _HOLDING or self._is_suspicious(name, node, program)
            case model.Literal(value=str() | bytes() as value):
                text = as_text(value) or ""
                if not text or len(text) > _LONGEST_TEXT:
                    return False
                is_named = is_key_name(text) or is_key_header(text) or text in self.learned.variables
                is_vendors = "://" not in text and mentions_vendor(text)
                return is_named or is_vendors or (node.raw != "" and node.region in self.keys_in(program))
            case model.Subscript() | model.Call():
                return id(node) in self.learned.expressions
        return False

    def _is_suspicious(self, name: str, node: Node, program: Program) -> bool:
        if "apikey" in words_of(name) or is_key_name(name) or is_key_header(name) or self.learned.holds(name):
            return True
        return isinstance(node, model.Attribute) and is_key_name(self.naming(program).target_name(node))

    def keys_in(self, program: Program) -> set[Region]:
        """Where keys in clear stand in a program."""
        known = self._literals.get(id(program))
        if known is None:
            self._literals[id(program)] = known = set()
            file = self.project.file_of(program)
            for tied in self.project.files() if not file.is_tied else [file]:
                # Only what Supertone's own files use is a key in a module that doesn't name it.
                if tied.is_tied and tied.program is not None:
                    known |= {each.region for each in literal_keys(tied, self.project) if each.file is file}
        return known

    def naming(self, program: Program) -> Naming:
        """The names of a program's expressions."""
        if id(program) not in self._naming:
            self._naming[id(program)] = Naming(program, self.project)
        return self._naming[id(program)]

    def named(self, node: Node, frame: Frame) -> tuple[str, bool] | None:
        """What an expression is called that gives the key, and whether that is sure; None for others."""
        naming = self.naming(frame.program)
        match node:
            case model.Name():
                return self._of_name(node, frame, naming)
            case model.Attribute():
                path = naming.target_name(node)
                if id(node) in self.learned.expressions or is_key_name(path):
                    return self._read_as_attribute(node), True
                if node.name in self.learned.variables and is_environment(node.value):
                    return self._read_as_attribute(node), True
                place = (id(self.project.scopes(frame.program).position(node).scope), place_of(node))
                if place[1] and place in self.learned.places:
                    return f"`{place[1]}`, which is sent as the key", True
                owner = self._owner_of_self(node, frame)
                if owner is not None and (id(owner), node.name) in self.learned.attributes:
                    return f"`{place_of(node)}`", True
            case model.Subscript():
                if isinstance(node.index, model.Slice):
                    return None
                text = naming.text(node.index)
                path = naming.target_name(node)
                if (text and (is_key_name(path) or is_key_header(text))) or text in self.learned.variables:
                    return self._read_from(node.value, text), True
                if id(node) in self.learned.expressions or self._is_sent_item(node.value, node.index, frame):
                    return "a value that is sent as the key", True
            case model.Call():
                return self._of_call(node, frame)
        return None

    def _read_as_attribute(self, node: model.Attribute) -> str:
        if is_surely_environment(node.value):
            return f"the environment variable `{node.name}`"
        return f"`{place_of(node) or node.name}`"

    def _is_sent_item(self, container: Node, key: Node, frame: Frame) -> bool:
        scopes = self.project.scopes(frame.program)
        return isinstance(key, model.Literal) and any(
            place in self.learned.places for place in item_places(scopes, container, key)
        )

    def _read_from(self, container: Node, text: str) -> str:
        if is_surely_environment(container):
            return f"the environment variable `{text}`"
        return f"the header `{text}`" if is_key_header(text) and "-" in text else f"`{text}`"

    def _of_name(self, node: model.Name, frame: Frame, naming: Naming) -> tuple[str, bool] | None:
        path = naming.target_name(node)
        scopes = self.project.scopes(frame.program)
        bindings = scopes.lookup(node.id, scopes.position(node)) or ()
        if is_masking(node.id):
            return None
        if is_key_name(path) or is_key_header(node.id):
            if any(isinstance(each.node, model.Import | model.Function | model.Class) for each in bindings):
                return None
            if any(isinstance(each.value, model.Function | model.Class) and not each.path for each in bindings):
                return None  # const getSupertoneApiKey = () => …
            if bindings and all(is_built(each.value) for each in bindings):
                return None  # a name put together: supertone_key = f"audio/{name}.wav"
            is_imported = any(isinstance(each.node, model.Imported) for each in bindings)
            if is_imported and not node.id.isupper() and reads(words_of(node.id)[0]):
                return None  # a function: from vault import get_supertone_api_key
            if bindings and words_of(node.id)[0] in _SETTERS:
                return None  # const [supertoneKey, setSupertoneKey] = useState("")
            is_parameter = any(isinstance(each.node, model.Parameter) for each in bindings)
            if is_parameter and any(is_annotated_otherwise(each.node) for each in bindings):
                return None
            return f"the parameter `{node.id}`" if is_parameter else f"`{node.id}`", True
        if not bindings and (id(scopes.module), node.id) in self.learned.places:
            return f"`{node.id}`, which is sent as the key", True
        for binding in bindings:
            if (id(binding.node), node.id) in self.learned.bindings:
                return f"`{node.id}`, which is sent as the key", True
            if isinstance(binding.node, model.Parameter) and self._parameter_holds(binding.node, node, frame):
                return f"the parameter `{node.id}`", True
        return None

    def _parameter_holds(self, parameter: model.Parameter, node: model.Name, frame: Frame) -> bool:
        """A parameter that a framework fills with the key, or a neutral one of something that is named Supertone's."""
        if rendering.names_secret_type(parameter.annotation) or is_annotated_otherwise(parameter):
            return False
        for call in (parameter.default, *metadata(parameter.annotation)):
            if isinstance(call, model.Call) and self._names_key(call, frame):
                return True
        scopes = self.project.scopes(frame.program)
        function = scopes.parents.get(id(parameter))
        if not isinstance(function, model.Function):
            return False
        for decorator in function.decorators:
            if isinstance(decorator, model.Call) and last_name(decorator.function) in {"option", "argument"}:
                texts = [each.value.value for each in decorator.arguments if isinstance(each.value, model.Literal)]
                options = [text.lstrip("-").replace("-", "_") for text in texts if isinstance(text, str)]
                if node.id in options and any(is_key_name(text) for text in options):
                    return True
        if not is_neutral_name(node.id) or "apikey" not in words_of(node.id):
            return False
        owner = scopes.enclosing(parameter, model.Class)
        names = [function.name, owner.name if isinstance(owner, model.Class) else ""]
        return any(mentions_vendor(name) for name in names)

    def _names_key(self, call: model.Call, frame: Frame) -> bool:
        """Header(alias="x-sup-api-key"), Option(envvar="SUPERTONE_API_KEY"), Depends(APIKeyHeader(name=…))."""
        for argument in call.arguments:
            value = argument.value
            if isinstance(value, model.Literal) and isinstance(value.value, str):
                name = value.value.lstrip("-").replace("--", "")
                if argument.name in {None, "alias", "envvar", "env", "name", "validation_alias"} and (
                    is_key_header(name) or is_key_name(name)
                ):
                    return True
            if last_name(call.function) in {"Depends", "Security"}:
                for held in self.project.flow.evaluate(value, self.project.flow.frame(frame.program)):
                    if isinstance(held, External) and held.call is not None and self._names_key(held.call, frame):
                        return True
        return False

    def _of_call(self, node: model.Call, frame: Frame) -> tuple[str, bool] | None:
        called = last_name(node.function)
        if not called or is_masking(called):
            return None
        if called in _REVEALING and isinstance(node.function, model.Attribute) and not node.arguments:
            return self.named(node.function.value, frame)
        texts = [text for argument in node.arguments[:3] if (text := self._text(argument.value, frame))]
        if not texts and (stored := stored_secret(node)):
            return f"the secret `{stored}`", True
        if called in _CHECKING and isinstance(node.function, model.Attribute) and not node.arguments:
            inner = node.function.value
            return self._of_call(inner, frame) if isinstance(inner, model.Call) else None
        if called in _PROMPTS and any(mentions_vendor(text) and "key" in text.lower() for text in texts):
            return "what a user types", True
        texts = [text for text in texts if " " not in text]
        if len(texts) > 1 and is_key_name(texts[1]) and texts[1].isupper():
            return None  # names.get("supertone_api_key", "SUPERTONE_API_KEY") gives a name
        if reads(called) and not called[:1].isupper():
            for text in texts:
                if is_key_name(text) or is_key_header(text) or text in self.learned.variables:
                    if called == "getenv" or "environ" in place_of(node.function) or called.lower() == "env":
                        return f"the environment variable `{text}`", True
                    return f"what `{called}()` reads as `{text}`", True
            if len(texts) > 1 and is_key_name(".".join(texts)):
                return f"what `{called}()` reads", True
            if is_key_name(called):
                return f"what `{called}()` returns", True
        elif is_key_name(called) and words_of(called)[:1] == ("supertone",) and not self._puts_together(node, frame):
            return f"what `{called}()` returns", True
        first = node.arguments[0].value if node.arguments else None
        container = node.function.value if isinstance(node.function, model.Attribute) and called == "get" else None
        if container is not None and first is not None and self._is_sent_item(container, first, frame):
            return "a value that is sent as the key", True
        if id(node) in self.learned.expressions:
            return "a value that is sent as the key", True
        if called in {"read", "read_text", "readline", "read_bytes"} and isinstance(node.function, model.Attribute):
            for opened in self.flow.evaluate(node.function.value, frame):
                if isinstance(opened, External) and opened.call is not None and opened.arguments is not None:
                    paths = [self._text(each.value, opened.arguments.frame) for each in opened.call.arguments[:1]]
                    if any(is_key_name(path.rpartition("/")[2].partition(".txt")[0].lstrip(".")) for path in paths):
                        return "a key file", True
        return None

    def _puts_together(self, node: model.Call, frame: Frame) -> bool:
        """Whether a function of the project builds what it returns from text: a cache's key, say."""
        return any(
            isinstance(value, FunctionValue) and any(is_built(each) for each in calls.results_of(value.node)[0])
            for value in self.flow.evaluate(node.function, frame)
        )

    def _text(self, node: Node, frame: Frame) -> str:
        """A short text that an argument is, also through a variable or parameter."""
        if isinstance(node, model.Literal):
            value = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            return value if isinstance(value, str) and len(value) <= 200 else ""
        if isinstance(node, model.Name | model.Attribute):
            texts = self.flow.evaluate(node, frame).texts()
            return texts.pop() if len(texts) == 1 else ""
        return ""

    def _owner_of_self(self, node: model.Attribute, frame: Frame) -> model.Class | None:
        if isinstance(node.value, model.Name) and node.value.id in {"self", "cls", "this"}:
            owner = self.project.scopes(frame.program).enclosing(node, model.Class)
            return owner if isinstance(owner, model.Class) else None
        return None

    def is_secret_field(self, node: Node) -> bool:
        """Whether an attribute is declared as a type that masks itself, in whatever class has it."""
        if not isinstance(node, model.Attribute):
            return False
        programs = self.project.programs()
        if self._secret_fields[0] != len(programs):
            found: set[str] = set()
            for program in programs:
                for owner in self.project.scopes(program).classes:
                    found |= {
                        each.target.id
                        for each in owner.body
                        if isinstance(each, model.Bind)
                        and isinstance(each.target, model.Name)
                        and rendering.names_secret_type(each.annotation)
                    }
            self._secret_fields = (len(programs), frozenset(found))
        return node.name in self._secret_fields[1]
