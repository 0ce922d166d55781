"""Methods and functions that write to streams and files: what they are given says whether people read it."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.files import descriptor_channel, file_channel, stream_channel
from sup_lint.analysis.sinks.signature import parse, read
from sup_lint.analysis.sinks.sink import Sink, Written

_ON_STREAM = frozenset({"write", "writelines"})
_ON_PATH = {"write_text": "w", "write_bytes": "wb"}
_ON_TABLE = frozenset({"writerow", "writerows"})
DUMPING = frozenset({"dump", "safe_dump", "dump_all", "safe_dump_all", "round_trip_dump"})
WRITING = _ON_STREAM | _ON_PATH.keys() | _ON_TABLE | DUMPING
DUMPERS = frozenset(
    """
    json simplejson ujson rapidjson yaml ruamel oyaml toml tomlkit tomli_w pickle dill cloudpickle jsonpickle marshal
    joblib
    """.split()
)
_DEEP = frozenset({"pickle", "dill", "cloudpickle", "jsonpickle", "joblib"})


def written_to_file(callees: Callees, call: model.Call) -> Sink | None:
    """The sink that a call of one of the names in `WRITING` is; None where what it writes to is for programs."""
    function = call.function
    name = last_name(function)
    values = callees.evaluate(function)
    if any(isinstance(value, FunctionValue | ClassValue) for value in values):
        return None
    names = [value.name for value in values if isinstance(value, External)]
    arguments = tuple(call.arguments)
    channel: str | None = None
    if name in DUMPING:
        package = next((root for each in names if (root := each.partition(".")[0]) in DUMPERS), None)
        reading = read(parse("obj stream>" if package else ""), _renamed(arguments))
        if reading.stream is not None:
            channel = stream_channel(callees, reading.stream)
        written = [Written(each.value, each.sure, package in _DEEP) for each in reading.written]
        return Sink(call, channel, "log", tuple(written)) if channel and written else None
    if "os.write" in names and len(arguments) > 1:
        channel, arguments = descriptor_channel(callees, arguments[0].value), arguments[1:]
    elif not isinstance(function, model.Attribute):
        return None
    elif name in _ON_STREAM:
        channel = stream_channel(callees, function.value)
    elif name in _ON_PATH:
        channel = file_channel(callees, function.value, _ON_PATH[name])
    else:
        for value in callees.evaluate(function.value):
            if (
                isinstance(value, External)
                and value.call is not None
                and callees.has(value.call)
                and value.name.startswith("csv.")
            ):
                streams = [each.value for each in value.call.arguments if each.name in {None, "csvfile", "f"}]
                channel = stream_channel(callees, streams[0]) if streams else None
    if not channel or not arguments or arguments[0].name in {"encoding", "errors"}:
        return None
    return Sink(call, channel, "log", (Written(arguments[0].value),))


def _renamed(arguments: tuple[model.Argument, ...]) -> list[model.Argument]:
    """The arguments of a function that dumps, under the same names for all packages."""
    names = {"data": "obj", "value": "obj", "documents": "obj", "fp": "stream", "file": "stream", "f": "stream"}
    return [
        model.Argument(each.region, each.value, names.get(each.name or "", each.name), each.spread)
        for each in arguments
    ]
