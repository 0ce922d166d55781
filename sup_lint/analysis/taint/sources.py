"""The expressions that give the key, or something that holds it."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow import calls, classes, records
from sup_lint.analysis.dataflow.engine import Flow
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    Frame,
    FunctionValue,
    Given,
    InstanceValue,
    Items,
    Source,
    Values,
    as_text,
    one,
    sources_of,
)
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint import clients, containers, presence, rendering, transformations
from sup_lint.analysis.taint.learning import Learned, item_places
from sup_lint.analysis.taint.names import is_masking, reads
from sup_lint.analysis.taint.spread import Spread
from sup_lint.analysis.taint.stand_in import stand_in
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import is_key_header, is_key_name, is_neutral_name, mentions_vendor, words_of
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from collections.abc import Hashable

MASKED = one(Constant("***"))
SECRET = External("pydantic.SecretStr()")
_PROMPTS = frozenset({"getpass", "input", "prompt", "text_input", "ask", "password_input"})
_SETTINGS = frozenset({"BaseSettings", "Settings", "Config", "EnvConfig"})
# Names and attributes of what may hold the key among other things.
_WHOLE = frozenset({"environ", "environb", "locals", "vars", "globals", "parse_args", "dotenv_values"})
_HOLDING = _WHOLE | {
    "headers", "_headers", "default_headers", "META", "raw_headers", "header_items", "sdk_configuration",
    "parse_known_args", "secrets", "config", "session_state",
}  # fmt: skip
_LONGEST_TEXT = 80
_REVEALING = frozenset({"get_secret_value", "reveal", "expose"})


class KeySources:
    """Plants a stand-in for the key wherever a project's code gets hold of it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.flow = Flow(project, self)
        self.learned = Learned(project, project.flow)
        self._naming: dict[int, Naming] = {}
        self._literals: dict[int, set[Region]] = {}
        self._secret_fields: tuple[int, frozenset[str]] = (0, frozenset())
        self.spread = Spread(project, self.may_give_key)

    def learn(self) -> None:
        """Read what the programs loaded so far show."""
        for program in self.project.programs():
            self.learned.read(program)
        for program in self.project.programs():
            self.spread.read(program)

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
                return is_named or is_vendors or (node.raw != "" and node.region in self._keys_in(program))
            case model.Subscript() | model.Call():
                return id(node) in self.learned.expressions
        return False

    def _is_suspicious(self, name: str, node: Node, program: Program) -> bool:
        if "apikey" in words_of(name) or is_key_name(name) or is_key_header(name) or self.learned.holds(name):
            return True
        return isinstance(node, model.Attribute) and is_key_name(self.naming(program).target_name(node))

    # --- expressions ---------------------------------------------------------------------------------------------

    def planted(self, node: Node, frame: Frame, values: Values) -> Values:
        """The values of an expression, with the stand-in where it gives the key."""
        match node:
            case model.Literal(value=str() | bytes()):
                return self._of_literal(node, frame, values)
            case model.Mapping():
                return self._of_mapping(node, frame, values)
            case model.Name() | model.Attribute() | model.Subscript() | model.Call():
                pass
            case _:
                return values
        held = containers.whole(self, node, frame, values)
        if held is None:
            held = self._with_secret(node, frame, values)
        if isinstance(node, model.Name | model.Attribute) and any(
            isinstance(value, Entries | Items) or sources_of(value) for value in held
        ):
            scopes = self.project.scopes(frame.program)
            if presence.is_absent(scopes, node):
                return Values(tuple(value for value in held if not sources_of(value)), exact=False)
            return presence.of_possible_type(scopes, node, held)
        return held

    def _with_secret(self, node: Node, frame: Frame, values: Values) -> Values:
        """The values of an expression, with the stand-in if its name or place says that it gives the key."""
        carried = [source for value in values for source in sources_of(value)]
        if not carried and (inner := self._inside_secret(node, frame)) is not None:
            return inner
        if carried and not self._reads_whole(node, frame, carried[0]):
            return values
        named = self._named(node, frame)
        if named is None or (not carried and (self.is_harmless(values) or self._is_secret_field(node))):
            return values
        what, sure = named
        planted = self.secret(node, frame, what, sure=sure)
        kept = tuple(value for value in values if not isinstance(value, Constant | External))
        if last_name(node).lower().endswith("keys"):
            kept = (*kept, Items((one(planted),)))
        return Values((planted, *kept), exact=False)

    def _inside_secret(self, node: Node, frame: Frame) -> Values | None:
        """The part of a secret store's reply that holds the secret: response["SecretString"], version.payload.data."""
        match node:
            case (
                model.Subscript(index=model.Literal(value=str()))
                | model.Attribute(name="value" | "payload" | "data" | "plaintext" | "secret_value" | "secret_string")
            ):
                held = tuple(value for value in self.flow.evaluate(node.value, frame) if sources_of(value))
                return Values(held, exact=False) if held else None
        return None

    def _reads_whole(self, node: Node, frame: Frame, source: Source) -> bool:
        """Whether an expression reads the secret out of a container that it names itself: os.environ["…"]."""
        if not isinstance(node, model.Subscript | model.Call) or source.program is not frame.program:
            return False
        return any(each is node for each in self.project.scopes(frame.program).ancestors(source.node))

    def secret(self, node: Node, frame: Frame, what: str, *, sure: bool = True) -> Constant:
        """The stand-in for the key that `node` gives; the same one each time."""
        return self.flow.once(("stand-in", node, what), lambda: stand_in(node, frame, what, sure=sure))

    def _of_literal(self, node: model.Literal, frame: Frame, values: Values) -> Values:
        """A literal that is a key in clear."""
        text = as_text(node.value)
        if text is None or len(text) < 8 or not node.raw:
            return values
        if node.region in self._keys_in(frame.program):
            return one(self.secret(node, frame, "a literal"))
        return values

    def _keys_in(self, program: Program) -> set[Region]:
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

    def _of_mapping(self, node: model.Mapping, frame: Frame, values: Values) -> Values:
        """A mapping whose entries are named after the key, whatever their values come from."""
        planted: dict[Hashable, Values] = {}
        for value in values:
            for key, held in value.entries.items() if isinstance(value, Entries) else ():
                name = as_text(key) or ""
                is_ours = is_key_name(name) or is_key_header(name)
                if is_ours and not any(sources_of(each) for each in held) and not self.is_harmless(held):
                    entry = next((each.value for each in node.entries if self._entry_name(each) == name), node)
                    planted[key] = one(self.secret(entry, frame, f"the entry `{name}`"))
        if not planted:
            return values
        return Values(
            tuple(
                Entries({**each.entries, **planted}, each.rest, each.any_case) if isinstance(each, Entries) else each
                for each in values
            ),
            values.exact,
        )

    def _entry_name(self, entry: model.Entry) -> str:
        return (as_text(entry.key.value) or "") if isinstance(entry.key, model.Literal) else ""

    def naming(self, program: Program) -> Naming:
        """The names of a program's expressions."""
        if id(program) not in self._naming:
            self._naming[id(program)] = Naming(program, self.project)
        return self._naming[id(program)]

    def _named(self, node: Node, frame: Frame) -> tuple[str, bool] | None:
        """What an expression is called that gives the key, and whether that is sure; None for others."""
        naming = self.naming(frame.program)
        match node:
            case model.Name():
                return self._of_name(node, frame, naming)
            case model.Attribute():
                path = naming.target_name(node)
                if id(node) in self.learned.expressions or is_key_name(path):
                    return f"`{place_of(node) or node.name}`", True
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

    def _is_sent_item(self, container: Node, key: Node, frame: Frame) -> bool:
        scopes = self.project.scopes(frame.program)
        return isinstance(key, model.Literal) and any(
            place in self.learned.places for place in item_places(scopes, container, key)
        )

    def _read_from(self, container: Node, text: str) -> str:
        if "environ" in place_of(container):
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
            if bindings and all(_is_built(each.value) for each in bindings):
                return None  # a name put together: supertone_key = f"audio/{name}.wav"
            is_imported = any(isinstance(each.node, model.Imported) for each in bindings)
            if is_imported and node.id.islower() and reads(node.id.partition("_")[0]):
                return None  # a function: from vault import get_supertone_api_key
            is_parameter = any(isinstance(each.node, model.Parameter) for each in bindings)
            if is_parameter and any(_is_annotated_otherwise(each.node) for each in bindings):
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
        if rendering.names_secret_type(parameter.annotation) or _is_annotated_otherwise(parameter):
            return False
        for call in (parameter.default, *_metadata(parameter.annotation)):
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
            return self._named(node.function.value, frame)
        texts = [text for argument in node.arguments[:3] if (text := self._text(argument.value, frame))]
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
            isinstance(value, FunctionValue) and any(_is_built(each) for each in calls.results_of(value.node)[0])
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
        if isinstance(node.value, model.Name) and node.value.id in {"self", "cls"}:
            owner = self.project.scopes(frame.program).enclosing(node, model.Class)
            return owner if isinstance(owner, model.Class) else None
        return None

    def is_harmless(self, values: Values) -> bool:
        """Whether nothing among the values can be a key: placeholders, masked secrets, objects."""
        if not values.alternatives:
            return False
        for value in values:
            if isinstance(value, Constant):
                text = as_text(value.value)
                if text is not None and is_key_in_certain_place(text):
                    return False
            elif isinstance(value, External) and value.name != SECRET.name:
                return False
        # An empty default may be filled in elsewhere; what isn't text at all is never the key.
        return values.exact or not any(isinstance(value, Constant | External) for value in values)

    def _is_secret_field(self, node: Node) -> bool:
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

    # --- what the evaluator asks ---------------------------------------------------------------------------------

    def member(self, value: InstanceValue, name: str, held: Values | None) -> Values | None:
        """The values of an object's attribute; a field declared to hold the key holds it."""
        for made_of in classes.lineage(self.flow, value.made_of):
            for statement in made_of.node.body:
                if (
                    isinstance(statement, model.Bind)
                    and isinstance(statement.target, model.Name)
                    and statement.target.id == name
                ):
                    bases = {base.rpartition(".")[2] for base in classes.external_bases(self.flow, value.made_of)}
                    is_filled = bool(bases & _SETTINGS) or statement.value is None
                    is_ours = self._is_key_field(made_of, statement, name)
                    if rendering.names_secret_type(statement.annotation):
                        return self._sealed(statement, made_of, name, held, is_ours=is_ours)
                    if not is_ours and (id(made_of.node), name) not in self.learned.attributes:
                        continue
                    if _is_plain_type(statement.annotation):
                        continue
                    known = held if held is not None else UNKNOWN
                    if any(sources_of(each) for each in known):
                        return known
                    is_given = bool(records.field_arguments(self.flow, value, name))
                    may_be_set = not is_given and (is_filled or statement.annotation is not None)
                    if may_be_set or not self.is_harmless(known):
                        frame = self.flow.frame(made_of.program)
                        planted = self.secret(statement.target, frame, f"the field `{name}`")
                        return Values((planted,), exact=False)
        # A field's value is its default only until someone sets it.
        is_plain = held is not None and all(isinstance(each, Constant) for each in held)
        return Values(held.alternatives, exact=False) if held is not None and is_plain else held

    def _is_key_field(self, made_of: ClassValue, statement: model.Bind, name: str) -> bool:
        """Whether a field holds the key by its name, with the prefix of its settings, or by its alias."""
        if is_key_name(name) or is_key_name(f"{made_of.node.name}.{name}"):
            return True
        texts = [
            argument.value.value
            for each in model.walk((statement.value,) if statement.value is not None else ())
            if isinstance(each, model.Call)
            for argument in each.arguments
            if isinstance(argument.value, model.Literal) and argument.name not in {"description", "title", "default"}
        ]
        if any(isinstance(text, str) and (is_key_name(text) or is_key_header(text)) for text in texts):
            return True
        for other in made_of.node.body:
            if isinstance(other, model.Bind) and last_name(other.target) == "model_config" and other.value is not None:
                for each in model.walk((other.value,)):
                    if isinstance(each, model.Argument) and each.name == "env_prefix":
                        return isinstance(each.value, model.Literal) and is_key_name(f"{each.value.value}{name}")
        return False

    def _sealed(
        self, statement: model.Bind, made_of: ClassValue, name: str, held: Values | None, *, is_ours: bool
    ) -> Values:
        """A field of a type that masks itself; what it was made with comes out when it is revealed."""
        made = tuple(each for each in held or () if isinstance(each, External) and each.arguments is not None)
        if made:
            return Values(made, exact=False)
        if not is_ours and (id(made_of.node), name) not in self.learned.attributes:
            return one(SECRET)
        frame = self.flow.frame(made_of.program)
        region = statement.target.region
        inner = one(self.secret(statement.target, frame, f"the field `{name}`"))
        given = self.flow.once(
            ("sealed", statement), lambda: Arguments((model.Argument(region, Given(region, inner)),), frame)
        )
        return one(External(SECRET.name, arguments=given))

    def attribute(self, value: External, name: str) -> Values | None:
        """What an attribute of a client, a request or a response holds."""
        return clients.attribute(self, value, name)

    def called(self, name: str, callee: External, arguments: Arguments, node: model.Call | None) -> Values | None:
        """What a function outside the project makes of a secret."""
        known = transformations.called(self.flow, name, callee, arguments, node)
        return MASKED if known is None and is_masking(name.rpartition(".")[2]) else known

    def shown(self, values: Values, conversion: str) -> Values:
        """The values as text shows them."""
        return rendering.shown(self.flow, values, conversion)


def _is_built(node: Node | None) -> bool:
    """Whether an expression puts text together with words of its own in it."""
    return isinstance(node, model.Join) and any(
        isinstance(part, model.Literal) and sum(letter.isalpha() for letter in str(part.value)) > 2
        for part in node.parts
    )


def _is_plain_type(annotation: Node | None) -> bool:
    return isinstance(annotation, model.Name) and annotation.id in {"bool", "int", "float", "datetime", "date"}


def _is_annotated_otherwise(parameter: Node) -> bool:
    return isinstance(parameter, model.Parameter) and (
        _is_plain_type(parameter.annotation) or rendering.names_secret_type(parameter.annotation)
    )


def _metadata(annotation: Node | None) -> tuple[Node, ...]:
    """The calls inside `Annotated[str, Header(…)]`."""
    if annotation is None:
        return ()
    return tuple(each for each in model.walk((annotation,)) if isinstance(each, model.Call))
