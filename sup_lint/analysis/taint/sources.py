"""The expressions that give the key, or something that holds it."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes, records
from sup_lint.analysis.dataflow.engine import Flow
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    Frame,
    Given,
    InstanceValue,
    Items,
    Source,
    Values,
    as_text,
    one,
    sources_of,
)
from sup_lint.analysis.program import Node
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint import clients, containers, presence, rendering, script_objects, transformations
from sup_lint.analysis.taint.declarations import is_plain_type
from sup_lint.analysis.taint.learning import Learned
from sup_lint.analysis.taint.names import is_masking
from sup_lint.analysis.taint.recognition import Recognition
from sup_lint.analysis.taint.spread import Spread
from sup_lint.analysis.taint.stand_in import stand_in
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import is_key_header, is_key_name

if TYPE_CHECKING:
    from collections.abc import Hashable

MASKED = one(Constant("***"))
SECRET = External("pydantic.SecretStr()")
_SETTINGS = frozenset({"BaseSettings", "Settings", "Config", "EnvConfig"})


class KeySources:
    """Plants a stand-in for the key wherever a project's code gets hold of it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.flow = Flow(project, self)
        self.learned = Learned(project, project.flow)
        self.recognition = Recognition(project, self.flow, self.learned)
        self.spread = Spread(project, self.recognition.may_give_key)

    def learn(self) -> None:
        """Read what the programs loaded so far show."""
        for program in self.project.programs():
            self.learned.read(program)
        for program in self.project.programs():
            self.spread.read(program)

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
        named = self.recognition.named(node, frame)
        if named is None or (not carried and (self.is_harmless(values) or self.recognition.is_secret_field(node))):
            return values
        what, sure = named
        planted = self.secret(node, frame, what, sure=sure)
        kept = tuple(value for value in values if not isinstance(value, Constant | External))
        is_listed = isinstance(node, model.Call) and last_name(node.function) == "accessSecretVersion"
        if is_listed or last_name(node).lower().endswith("keys"):
            kept = (*kept, Items((one(planted),)))
        return Values((planted, *kept), exact=False)

    def _inside_secret(self, node: Node, frame: Frame) -> Values | None:
        """The part of a secret store's reply that holds the secret: response["SecretString"], version.payload.data."""
        match node:
            case (
                model.Subscript(index=model.Literal(value=str()))
                | model.Attribute(name="value" | "payload" | "data" | "plaintext" | "secret_value" | "secret_string")
                | model.Attribute(name="SecretString" | "Parameter" | "Value" | "secretValue" | "Plaintext")
            ):
                held = tuple(value for value in self.flow.evaluate(node.value, frame) if sources_of(value))
                return Values(held, exact=False) if held else None
        return None

    def _reads_whole(self, node: Node, frame: Frame, source: Source) -> bool:
        """Whether an expression reads the secret out of a container that it names itself: os.environ["…"]."""
        is_read = isinstance(node, model.Subscript | model.Call) or (
            isinstance(node, model.Attribute) and frame.program.language == "javascript"
        )
        if not is_read or source.program is not frame.program:
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
        if node.region in self.recognition.keys_in(frame.program):
            return one(self.secret(node, frame, "a literal"))
        return values

    def _of_mapping(self, node: model.Mapping, frame: Frame, values: Values) -> Values:
        """A mapping whose entries are named after the key, whatever their values come from."""
        planted: dict[Hashable, Values] = {}
        for value in values:
            for key, held in value.entries.items() if isinstance(value, Entries) else ():
                name = as_text(key) or ""
                is_ours = is_key_name(name) or is_key_header(name)
                if is_ours and not any(sources_of(each) for each in held) and not self.is_harmless(held):
                    entry = next((each.value for each in node.entries if self._entry_name(each) == name), node)
                    if presence.only_tells(entry):
                        continue
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
                    if is_plain_type(statement.annotation):
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
        if arguments.frame.program.language == "javascript":
            known = script_objects.called(self.flow, name, callee, arguments)
            if name.rpartition(".")[2].startswith("create"):
                return known  # createHash("sha256") is no digest yet
        else:
            known = transformations.called(self.flow, name, callee, arguments, node)
        if known is None:
            known = transformations.filled_in(self.flow, name, arguments)
        return MASKED if known is None and is_masking(name.rpartition(".")[2]) else known

    def shown(self, values: Values, conversion: str) -> Values:
        """The values as text shows them."""
        return rendering.shown(self.flow, values, conversion)
