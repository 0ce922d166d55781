"""What a Dart compiler and its generators write into an app: String.fromEnvironment, envied."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.keys.names import is_key_header, is_key_name

_INSTALLS = "installs the app"


def compiled_in(program: Program) -> Iterator[Inlined]:
    """Yield the names by which a Dart program takes the key in when it is compiled."""
    for node in program.nodes():
        match node:
            case model.Call(function=model.Attribute(value=model.Name(id="String"), name="fromEnvironment")):
                for argument in node.arguments[:1]:
                    if _names_key(argument.value):
                        yield _inlined(argument.value, "`String.fromEnvironment`", "Dart")
            case model.Class():
                yield from _generated(node)


def _generated(node: model.Class) -> Iterator[Inlined]:
    """The fields of a class that envied fills from a dotenv file, in clear."""
    calls = [each for each in node.decorators if isinstance(each, model.Call) and last_name(each.function) == "Envied"]
    if not calls or any(_is_obfuscated(call) for call in calls):
        return
    hidden = False
    for statement in node.body:
        match statement:
            case model.Evaluate(value=model.Call() as call) if last_name(call.function) == "EnviedField":
                hidden = _is_obfuscated(call)
                for argument in call.arguments:
                    if argument.name == "varName" and _names_key(argument.value) and not hidden:
                        yield _inlined(argument.value, "`envied`", "build_runner")
                        hidden = True
            case model.Bind(target=model.Name() as target):
                if is_key_name(target.id) and not hidden and isinstance(statement.value, model.Attribute):
                    yield _inlined(target, "`envied`", "build_runner")
                hidden = False


def _is_obfuscated(call: model.Call) -> bool:
    return any(
        argument.name == "obfuscate" and isinstance(argument.value, model.Literal) and argument.value.value is True
        for argument in call.arguments
    )


def _names_key(node: Node) -> bool:
    text = node.value if isinstance(node, model.Literal) else None
    return isinstance(text, str) and (is_key_name(text) or is_key_header(text))


def _inlined(node: Node, setting: str, tool: str) -> Inlined:
    name = node.id if isinstance(node, model.Name) else str(getattr(node, "value", ""))
    return Inlined(node.region, setting, tool, _INSTALLS, (name,))
