"""Streams and files as sinks: the terminal's, and files whose names or modes say that they are logs."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Constant, External
from sup_lint.analysis.program import Node
from sup_lint.analysis.sinks.callees import Callees
from sup_lint.analysis.sinks.words import last_word, receiver_name, words_in

_OPENERS = frozenset("open fdopen".split())
_OPENING_PACKAGES = frozenset("builtins io codecs aiofiles gzip bz2 lzma pathlib anyio smart_open fsspec os".split())
_PATHS = frozenset("Path PurePath PosixPath WindowsPath AnyioPath str fspath abspath realpath expanduser".split())
_UNCHANGED = frozenset("resolve absolute expanduser as_posix encode strip".split())
_LAST_PART = frozenset("join joinpath with_name with_suffix with_stem format".split())
# What a file that people read to see what happened is called.
_LOGS = frozenset("log logs logfile syslog debug trace traces dump dumps history audit stderr stdout".split())
_OUTPUTS = frozenset({"out", "output", "outputs"})
# What is written there is kept on purpose: a finding of other rules, if any.
_KEPT = frozenset(
    """
    env environ config configuration conf cfg settings credentials credential secret secrets key keys apikey token
    tokens rc bashrc zshrc profile netrc npmrc pypirc vault keyring toml ini properties pem
    """.split()
)
_TERMINALS = {"sys.stdout": "standard output", "sys.stderr": "standard error"}
_TERMINALS |= {"sys.__stdout__": "standard output", "sys.__stderr__": "standard error"}
_NAMED_TERMINALS = {"stdout": "standard output", "stderr": "standard error"}
UNNAMED = "a log file"


def stream_channel(callees: Callees, node: Node) -> str | None:
    """The channel that a stream writes to; None for one that isn't for people. Empty where the default is meant."""
    values = callees.evaluate(node)
    for value in values:
        if isinstance(value, External):
            found = _terminal(value.name)
            if found is None and value.call is not None and callees.has(value.call) and _opens(value):
                found = opened_channel(callees, value.call)
            if found is None and value.call is None:
                found = channel_by_name(value.name.rpartition(".")[2])
            if found is not None:
                return found
    if isinstance(node, model.Literal) and node.value is None:
        return ""
    if any(not isinstance(value, Constant) for value in values):
        return None
    return channel_by_name(receiver_name(node))


def descriptor_channel(callees: Callees, node: Node) -> str | None:
    """The channel of a file descriptor: 1, 2, or a stream's `fileno()`."""
    for value in callees.evaluate(node):
        if isinstance(value, Constant) and value.value in {1, 2}:
            return "standard output" if value.value == 1 else "standard error"
        if isinstance(value, External):
            return _terminal(value.name)
    return None


def opened_channel(callees: Callees, call: model.Call) -> str | None:
    """The channel of a file that a call such as `open(path, mode)` or `path.open(mode)` opens."""
    function = call.function
    arguments = [each for each in call.arguments if not each.name and not each.spread]
    path: Node | None = arguments[0].value if arguments else None
    modes = arguments[1:]
    if isinstance(function, model.Attribute) and not _is_module(callees, function.value):
        path, modes = function.value, arguments
    named = {each.name: each.value for each in call.arguments if each.name}
    path = named.get("file", path)
    mode = named.get("mode", modes[0].value if modes else None)
    if path is None or mode is None:
        return None
    known = sorted(callees.evaluate(mode).texts())
    return file_channel(callees, path, known[0] if known else "w")


def file_channel(callees: Callees, path: Node, mode: str) -> str | None:
    """The channel of a file at `path` that is opened in `mode`; None for one that is no log."""
    if not set(mode) & set("wax+"):
        return None
    name, is_whole = file_name(callees, path)
    base = name.replace("\\", "/").rpartition("/")[2]
    folders = name.replace("\\", "/").lower().split("/")[:-1]
    words = set(words_in(base))
    if "b" in mode:
        is_log = base.endswith(".log")
    else:
        is_log = bool(words & _LOGS) or bool({"log", "logs"} & set(folders))
        if not is_log and not words & _KEPT:
            is_log = mode.startswith("a") or (is_whole and bool(words & _OUTPUTS))
    if not is_log:
        return None
    return f"the file {base}" if is_whole and base else UNNAMED


def file_name(callees: Callees, node: Node, depth: int = 0) -> tuple[str, bool]:
    """What is known of a file's path, and whether that is its whole last part; else the names of variables speak."""
    texts = sorted(callees.evaluate(node).texts())
    if texts:
        return texts[0], True
    if depth < 8:
        # In JavaScript path.resolve(folder, name) is a function.
        resolving = {"resolve"} if callees.scopes.is_javascript else set[str]()
        match node:
            case model.Operation(operator="/", operands=(left, right)):
                name, is_whole = file_name(callees, right, depth + 1)
                around = file_name(callees, left, depth + 1)[0]
                return f"{around}/{name}", is_whole
            case model.Join():
                known = [part.value for part in node.parts if isinstance(part, model.Literal)]
                text = "-".join(str(each) for each in known)
                is_whole = bool(known) and isinstance(node.parts[-1], model.Literal) and "/" in str(known[-1])
                return text, is_whole
            case model.Call(function=model.Attribute() as function) if function.name in _UNCHANGED - resolving:
                return file_name(callees, function.value, depth + 1)
            case model.Call(arguments=(*_, last)) if last_name(node.function) in _PATHS | _LAST_PART | resolving:
                name, is_whole = file_name(callees, last.value, depth + 1)
                if callees.scopes.is_javascript:
                    folders = [file_name(callees, each.value, depth + 1)[0] for each in node.arguments[:-1]]
                    name = "/".join([*folders, name])
                return name, is_whole and last_name(node.function) != "with_suffix"
            case model.Name():
                for value in callees.evaluate(node):
                    if isinstance(value, External) and value.call is not None and callees.has(value.call):
                        return file_name(callees, value.call, depth + 1)
                bindings = callees.scopes.lookup(node.id, callees.scopes.position(node)) or ()
                for binding in bindings:
                    if binding.value is not None and not binding.path and isinstance(binding.node, model.Bind):
                        name, is_whole = file_name(callees, binding.value, depth + 1)
                        return (name, is_whole) if is_whole else (f"{name}-{node.id}", False)
    return last_name(node), False


def _terminal(name: str) -> str | None:
    for each, channel in _TERMINALS.items():
        if name == each or name.startswith(f"{each}."):
            return channel
    return None


def _opens(value: External) -> bool:
    package, _, rest = value.name.partition(".")
    return rest.rpartition(".")[2].removesuffix("()") in _OPENERS and package in _OPENING_PACKAGES


def _is_module(callees: Callees, node: Node) -> bool:
    return any(isinstance(value, External) and value.call is None for value in callees.evaluate(node))


def channel_by_name(name: str) -> str | None:
    """The channel of a stream that only its name is known of: `stderr`, `log_file`."""
    if last_word(name) in _NAMED_TERMINALS:
        return _NAMED_TERMINALS[last_word(name)]
    words = set(words_in(name))
    return UNNAMED if words & _LOGS - {"history", "trace", "dump"} else None
