"""Whole containers that hold the key among other things: the environment, parsed options, local variables."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import UNKNOWN, Entries, External, Frame, Values, one
from sup_lint.analysis.program import Node
from sup_lint.analysis.taint import clients
from sup_lint.analysis.taint.outgoing import is_script_hook
from sup_lint.analysis.taint.script_defaults import with_defaults
from sup_lint.keys.names import HEADER, is_key_name

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sup_lint.analysis.taint.sources import KeySources

_ENVIRONMENTS = frozenset(
    """
    os.environ os.environb builtins.process.env process.env node:process.env builtins.globalThis.process.env
    builtins.Bun.env bun.env builtins.Deno.env.toObject() $env/dynamic/private.env dotenv.config().parsed
    streamlit.secrets
    """.split()
)
# Of these only what is published is there.
_PUBLISHED = frozenset({"builtins.import.meta.env", "$env/dynamic/public.env"})
_PARSERS = frozenset({"parse_args", "parse_known_args", "parse_intermixed_args"})
_NAMESPACES = frozenset({"builtins.locals()", "builtins.vars()", "builtins.globals()"})
_MOST_NAMES = 60


def whole(sources: "KeySources", node: Node, frame: Frame, values: Values) -> Values | None:
    """The entries of a container that `node` names, if it is one that holds the key; None for anything else."""
    for value in values:
        if isinstance(value, External):
            if value.name in _ENVIRONMENTS and sources.learned.variables:
                return one(_environment(sources, node, frame, sources.learned.variables))
            if value.name in _PUBLISHED and sources.learned.published:
                return one(_environment(sources, node, frame, sources.learned.published))
            if value.name in _NAMESPACES and isinstance(node, model.Call):
                return one(_variables(sources, node, frame, is_global="globals" in value.name))
            if isinstance(node, model.Call) and last_name(node.function) in _PARSERS:
                return _options(sources, frame)
    if isinstance(node, model.Name) and frame.program.language == "javascript":
        return _hooked_request(sources, node, frame) or with_defaults(sources, values)
    if isinstance(node, model.Attribute):
        return clients.headers(sources, node, frame, values)
    if isinstance(node, model.Call) and isinstance(node.function, model.Attribute):
        return clients.header_items(sources, node, frame)
    return None


def _hooked_request(sources: "KeySources", node: model.Name, frame: Frame) -> Values | None:
    """The request that a hook of the SDK's HTTPClient is handed; printing it shows its headers."""
    scopes = sources.project.scopes(frame.program)
    if "addHook" not in scopes.calls or not sources.learned.is_sent:
        return None
    for binding in scopes.lookup(node.id, scopes.position(node)) or ():
        function = scopes.parents.get(id(binding.node))
        if not isinstance(function, model.Function) or function.parameters[:1] != (binding.node,):
            continue
        if is_script_hook(scopes, function) and node.id not in {"res", "response"}:
            key = one(sources.secret(node, frame, "the headers of the request that is sent"))
            headers = Entries({HEADER: key}, UNKNOWN, any_case=True, by_name=True, by_methods=True)
            return one(Entries({"headers": one(headers)}, UNKNOWN))
    return None


def _environment(sources: "KeySources", node: Node, frame: Frame, variables: set[str]) -> Entries:
    held: dict[Hashable, Values] = {
        name: one(sources.secret(node, frame, f"the environment variable `{name}`")) for name in sorted(variables)
    }
    return Entries(held, UNKNOWN, by_name=True)


def _options(sources: "KeySources", frame: Frame) -> Values | None:
    """What a parser of the command line gives, if one of its options takes the key or is filled with it."""
    held: dict[Hashable, Values] = {}
    for call in sources.project.scopes(frame.program).calls.get("add_argument", ()):
        texts = [each.value.value for each in call.arguments if isinstance(each.value, model.Literal) and not each.name]
        names = [text.lstrip("-").replace("-", "_") for text in texts if isinstance(text, str)]
        names += [
            str(each.value.value)
            for each in call.arguments
            if each.name == "dest" and isinstance(each.value, model.Literal)
        ]
        if not names:
            continue
        for argument in call.arguments:
            if argument.name == "default":
                held[names[-1]] = sources.flow.evaluate(argument.value, frame)
        if any(is_key_name(name) for name in names):
            held[names[-1]] = one(sources.secret(call, frame, f"the option `{texts[0] if texts else names[-1]}`"))
    for call in sources.project.scopes(frame.program).calls.get("set_defaults", ()):
        held.update({each.name: sources.flow.evaluate(each.value, frame) for each in call.arguments if each.name})
    return one(Entries(held, UNKNOWN)) if held else None


def _variables(sources: "KeySources", node: model.Call, frame: Frame, *, is_global: bool) -> Entries:
    """The variables of a function, or the module's, where `locals()` or `globals()` is called."""
    scopes = sources.project.scopes(frame.program)
    scope = scopes.module if is_global else scopes.position(node).scope
    held: dict[Hashable, Values] = {}
    for name in list(scope.bindings)[:_MOST_NAMES]:
        if any(
            isinstance(each.node, model.Function | model.Class | model.Import | model.Imported)
            for each in scope.bindings[name]
        ):
            continue

        def spelled(name: str = name) -> model.Name:
            made = model.Name(node.region, name)
            scopes.adopt(made, node)
            return made

        variable = sources.flow.once(("variable", node, name), spelled)
        held[name] = sources.flow.evaluate(variable, frame)
    return Entries(held, UNKNOWN)
