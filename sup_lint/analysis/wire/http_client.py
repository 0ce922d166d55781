"""`http.client` at a debug level: it prints the headers of every request that goes through it."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import classes
from sup_lint.analysis.dataflow.values import ClassValue, External, InstanceValue
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.arguments import argument
from sup_lint.analysis.wire.switch import State, Switch
from sup_lint.analysis.wire.view import View
from sup_lint.keys.names import HEADER, HOST, PACKAGE

_CONNECTIONS = ("HTTPConnection", "HTTPSConnection")
# Libraries that send by http.client; httpx, aiohttp and the SDK don't.
_SENDERS = frozenset(
    """
    requests requests_toolbelt requests_cache requests_futures requests_html requests_oauthlib cloudscraper httplib2
    """.split()
)
_URLLIB = frozenset({"urllib.request", "urllib2", "six.moves.urllib.request"})
_POOLS = ("PoolManager", "ProxyManager", "HTTPSConnectionPool", "HTTPConnectionPool", "connection_from_url")


def switches(view: View, file: AnalysedFile) -> Iterator[Switch]:
    """Yield where a program lets `http.client` print, if Supertone's headers go that way."""
    found: list[tuple[Node, State]] = []
    for store in view.scopes.attribute_stores.get("debuglevel", ()):
        target = store.target
        kind = _connection(view, target.value)
        if kind == "class" or (kind == "object" and file.is_tied):
            found.append((store.value, view.switched(store.value, target)))
    for definition in view.scopes.classes:
        if any(name.endswith(_CONNECTIONS) for name in _external_bases(view, definition)):
            for each in definition.body:
                match each:
                    case model.Bind(target=model.Name(id="debuglevel"), value=Node() as value):
                        found.append((value, view.switched(value, each)))
    if file.is_tied:
        found += _objects(view)
    found = [
        (value, state) for value, state in found if state in {State.ON, State.MAYBE} and not _restores(view, value)
    ]
    if found and _sends(view.project):
        for value, state in found:
            yield Switch(value.region, "http.client", state.severity)


def _restores(view: View, level: Node) -> bool:
    """Whether a level is the one that was set before."""
    return any(name.endswith(".debuglevel") for name in view.names(level))


def _objects(view: View) -> Iterator[tuple[Node, State]]:
    """Single connections and handlers: `connection.set_debuglevel(1)`, `HTTPSHandler(debuglevel=1)`."""
    for call in view.scopes.calls.get("set_debuglevel", ()):
        level = argument(call, "level", position=0)
        if level is not None and isinstance(call.function, model.Attribute) and _connection(view, call.function.value):
            yield level, view.switched(level, call)
    for call, names in view.calls_of("HTTPHandler", "HTTPSHandler"):
        level = argument(call, "debuglevel", position=0)
        # logging has an HTTPHandler, too.
        if level is not None and any("urllib" in name.split(".") or name.startswith("urllib2.") for name in names):
            yield level, view.switched(level, call)


def _connection(view: View, node: Node) -> str:
    """Whether an expression holds the `class` of http.client's connections, or an `object` of it; empty if neither."""
    for value in view.values(node):
        match value:
            case External(name=name) if name.endswith(_CONNECTIONS):
                return "class"
            case External(name=name, call=call) if name.endswith(tuple(f"{each}()" for each in _CONNECTIONS)):
                return "" if call is not None and _leads_elsewhere(call) else "object"
            case ClassValue() | InstanceValue():
                made_of = value if isinstance(value, ClassValue) else value.made_of
                if any(name.endswith(_CONNECTIONS) for name in classes.external_bases(view.flow, made_of)):
                    return "class" if made_of is value else "object"
    return ""


def _leads_elsewhere(call: model.Call) -> bool:
    """Whether a connection is made to a spelled host that isn't the vendor's."""
    host = argument(call, "host", position=0)
    if not isinstance(host, model.Literal) or not isinstance(host.value, str):
        return False
    return "." in host.value and HOST.search(host.value) is None and not host.value.startswith("127.")


def _external_bases(view: View, definition: model.Class) -> set[str]:
    if not definition.bases:
        return set()
    return classes.external_bases(view.flow, ClassValue(view.program, definition))


def _sends(project: Project) -> bool:
    """Whether Supertone code sends by http.client, itself or through a module that it imports."""
    return any(
        _sends_itself(project, file.program)
        or any(_imports_sender(each) or _makes_connection(project, each) for each in _imported(project, file.program))
        for file in project.files()
        if file.program is not None and file.is_tied and not _sends_by_sdk(file)
    )


def _sends_by_sdk(file: AnalysedFile) -> bool:
    """Whether the SDK does the sending: neither the header nor the host is spelled where it is imported."""
    assert file.program is not None
    imports_sdk = any(each.module.partition(".")[0] == PACKAGE and not each.level for each in _imports(file.program))
    return imports_sdk and HEADER not in file.text.lower() and HOST.search(file.text) is None


def _sends_itself(project: Project, program: Program) -> bool:
    return _imports_sender(program) or _makes_connection(project, program)


def _makes_connection(project: Project, program: Program) -> bool:
    calls = project.scopes(program).calls
    if any(name in calls for name in (*_CONNECTIONS, *_POOLS)):
        return True
    bases = {last_name(base.value) for each in project.scopes(program).classes for base in each.bases}
    if not bases.isdisjoint(_CONNECTIONS):
        return True
    view = View(project, program)
    return any("urllib3.request" in names for _, names in view.calls_of("request"))


def _imports_sender(program: Program) -> bool:
    for each in _imports(program):
        modules = {each.module, *(f"{each.module}.{name.name}" for name in each.names)}
        if not each.level and (each.module.partition(".")[0] in _SENDERS or modules & _URLLIB):
            return True
    return False


def _imported(project: Project, program: Program) -> list[Program]:
    found = [project.imported(program, each.module, each.level) for each in _imports(program)]
    return [each for each in found if each is not None]


def _imports(program: Program) -> list[model.Import]:
    return [node for node in program.nodes() if isinstance(node, model.Import)]
