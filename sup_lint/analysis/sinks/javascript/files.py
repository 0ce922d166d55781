"""Node's, Deno's and Bun's files as sinks: those whose names or modes say that they are logs."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import ClassValue, Constant, External, FunctionValue
from sup_lint.analysis.program import Node
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.files import channel_by_name, file_channel
from sup_lint.analysis.sinks.sink import Sink, Written
from sup_lint.analysis.sinks.words import receiver_name

_APPENDING = frozenset({"appendFile", "appendFileSync"})
_ON_PATH = _APPENDING | {
    *("writeFile", "writeFileSync", "outputFile", "outputFileSync", "writeJson", "writeJsonSync", "outputJson"),
    *("outputJsonSync", "writeJSON", "writeTextFile", "writeTextFileSync"),
}
_ON_STREAM = frozenset({"write", "end"})
WRITING = _ON_PATH | _ON_STREAM
_PACKAGES = frozenset(
    "fs fs/promises fs-extra graceful-fs node:fs node:fs/promises builtins.Deno Deno jsonfile write-file-atomic".split()
)


def written(callees: Callees, call: model.Call) -> Sink | None:
    """The sink that a call of one of the names in `WRITING` is; None where what it writes to is for programs."""
    name = last_name(call.function)
    values = callees.evaluate(call.function)
    if any(isinstance(value, FunctionValue | ClassValue) for value in values) or not call.arguments:
        return None
    if name in _ON_STREAM:
        if not isinstance(call.function, model.Attribute):
            return None
        channel = _stream_channel(callees, call.function.value)
        return Sink(call, channel, "log", (Written(call.arguments[0].value),)) if channel else None
    names = [value.name for value in values if isinstance(value, External)]
    is_known = any(_package_of(each) in _PACKAGES for each in names)
    if len(call.arguments) < 2 or not (is_known or (not names and last_name(call.function) in _ON_PATH)):
        return None
    channel = file_channel(callees, call.arguments[0].value, "a" if _appends(callees, call) else "w")
    return Sink(call, channel, "log", (Written(call.arguments[1].value),)) if channel else None


def _package_of(name: str) -> str:
    """The package of a dotted name, `fs` for `fs.promises.appendFile`."""
    return name.rpartition(".")[0].removesuffix(".promises").removesuffix(".default") or name


def _appends(callees: Callees, call: model.Call) -> bool:
    """Whether a file is added to: by the function's name, or by `{ flag: "a" }`."""
    if last_name(call.function) in _APPENDING:
        return True
    return any(_flag(callees, argument.value).startswith("a") for argument in call.arguments[1:])


def _flag(callees: Callees, options: Node) -> str:
    for entry in options.entries if isinstance(options, model.Mapping) else ():
        match entry:
            case model.Entry(key=model.Literal(value="flag" | "flags"), value=value):
                return next(iter(sorted(callees.evaluate(value).texts())), "")
            case model.Entry(key=model.Literal(value="append"), value=model.Literal(value=True)):
                return "a"
    return ""


def _stream_channel(callees: Callees, node: Node) -> str | None:
    """The channel of a stream that is written to; None for one that isn't for people."""
    values = callees.evaluate(node)
    for value in values:
        if isinstance(value, External) and value.name.endswith("createWriteStream()"):
            if value.call is None or not callees.has(value.call) or not value.call.arguments:
                return None
            mode = "a" if any(_flag(callees, each.value)[:1] == "a" for each in value.call.arguments[1:]) else "w"
            return file_channel(callees, value.call.arguments[0].value, mode)
    if any(not isinstance(value, Constant) for value in values):
        return None
    return channel_by_name(receiver_name(node))
