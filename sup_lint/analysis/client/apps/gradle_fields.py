"""Fields of an Android build that take the key along: buildConfigField, resValue, manifestPlaceholders."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.client.folders import Folders, folders_of, place_of
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.settings import properties
from sup_lint.keys.names import is_key_name, is_neutral_name

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

_FIELDS = frozenset({"buildConfigField", "resValue", "resourceValue", "BuildConfigField"})
_PLACEHOLDERS = frozenset({"manifestPlaceholders", "addManifestPlaceholders"})
_PLUGIN = ("secrets-gradle-plugin", "secrets_gradle_plugin", "mapsplatform.secrets")
# What the plugin reads when it is told nothing else.
_PROPERTIES = ("local.properties", "secrets.properties", "local.defaults.properties", "secrets.defaults.properties")
_INSTALLS = "installs the app"


def gradle_fields(file: "AnalysedFile", program: Program, project: "Project") -> Iterator[Inlined]:
    """Yield the values that a build script puts into the app where they are the key, other than literal ones."""
    for node in program.nodes():
        match node:
            case model.Call() if last_name(node.function) in _FIELDS and len(node.arguments) >= 2:
                yield from _field(node)
            case model.Call() if last_name(node.function) in _PLACEHOLDERS:
                yield from _placeholders(node)
            case model.Bind() if node.value is not None and _holds_placeholders(node.target):
                if isinstance(node.target, model.Subscript):
                    yield from _placeholder(_text(node.target.index), node.value)
                else:
                    yield from _placeholders(node.value)
            case model.Literal(value=str() as text) if any(sign in text for sign in _PLUGIN):
                yield from _plugin(node, file, folders_of(project))
            case model.Call() if last_name(node.function) == "alias" and node.arguments:
                path = ".".join(each.name for each in walk((node.arguments[0],)) if isinstance(each, model.Attribute))
                if "secrets" in path.lower():
                    yield from _plugin(node.arguments[0].value, file, folders_of(project))


def _field(node: model.Call) -> Iterator[Inlined]:
    name, value = (_text(node.arguments[-2].value), node.arguments[-1].value)
    if _is_taken(name, value):
        yield Inlined(value.region, f"`{last_name(node.function)}`", "Gradle", _INSTALLS, (name,))


def _holds_placeholders(target: Node) -> bool:
    if isinstance(target, model.Subscript):
        target = target.value
    return last_name(target) in _PLACEHOLDERS


def _placeholders(node: Node) -> Iterator[Inlined]:
    for each in walk((node,)):
        match each:
            case model.Entry() if each.key is not None:
                yield from _placeholder(_text(each.key), each.value)
            case model.Sequence(kind="tuple") if len(each.items) == 2:
                yield from _placeholder(_text(each.items[0]), each.items[1])


def _placeholder(name: str, value: Node) -> Iterator[Inlined]:
    if _is_taken(name, value):
        yield Inlined(value.region, "`manifestPlaceholders`", "Gradle", _INSTALLS, (name,))


def _is_taken(name: str, value: Node) -> bool:
    """Whether a field is the key's, and its value comes from elsewhere: a literal is reported as one."""
    if all(isinstance(each, model.Literal) for each in walk((value,)) if not isinstance(each, model.Join)):
        return False
    return is_key_name(name) or (is_neutral_name(name) and _reads_key(value))


def _reads_key(value: Node) -> bool:
    for each in walk((value,)):
        text = _text(each) or (each.id if isinstance(each, model.Name) else "")
        if text and is_key_name(text):
            return True
    return False


def _plugin(node: Node, file: "AnalysedFile", folders: Folders) -> Iterator[Inlined]:
    """The plugin that makes a field of every property, where one of these is the key."""
    for folder in folders.above(place_of(file)):
        for name in _PROPERTIES:
            for setting in properties.settings(folders.text(folder, name)):
                if is_key_name(setting.dotted):
                    yield Inlined(node.region, f"the secrets plugin, from {name}", "Gradle", _INSTALLS, (setting.name,))
                    return


def _text(node: Node) -> str:
    return node.value if isinstance(node, model.Literal) and isinstance(node.value, str) else ""
