"""What a component that runs on the server hands to the page: props of client components, elements of HTML."""

import re
from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.scopes import Scopes
from sup_lint.analysis.sinks.sink import Sink, Written

_KIND = "client"
_ELEMENTS = frozenset(
    """
    div span p a button input meta script form label textarea select option pre code h1 h2 h3 h4 h5 h6 li ul td audio
    iframe body html head main section article header footer title template slot img link
    """.split()
)
_CLIENT = "use client"
_INTERACTIVE = re.compile(
    r"\b(?:useState|useEffect|useReducer|useRef|useContext|createSignal)\s{0,5}[(<]|\bon[A-Z]\w{2,30}=\{"
)
# Files of Next's app folder, and modules, that only a server uses.
_PAGES = frozenset({"page", "layout", "template", "_document", "not-found", "default"})
_OF_SERVERS = frozenset(
    """
    server-only next/headers next/server react-dom/server hono hono/jsx express @kitajs/html preact-render-to-string
    """.split()
)


def props_for_clients(program: Program, project: Project) -> Iterator[Sink]:
    """Yield the elements of a server component that are sent: those of HTML, and those of client components."""
    if not program.path.endswith((".jsx", ".tsx", ".js", ".mdx")) or _says_client(program) or _is_interactive(program):
        return
    is_page = _is_page(program)
    scopes = project.scopes(program)
    imported = {
        each.alias: node.module
        for node in program.nodes()
        if isinstance(node, model.Import)
        for each in node.names
        if node.module
    }
    for node in program.nodes():
        if not isinstance(node, model.Call) or not isinstance(node.function, model.Name):
            continue
        name = node.function.id
        props, children = _parts(node)
        if name in _ELEMENTS and (is_page or _is_in_async(node, scopes)):
            channel, sent = "the page", [*props, *children]
        elif props and _is_client_component(program, imported.get(name), project):
            channel, sent = f"a prop of the client component <{name}>", props
        else:
            continue
        # What isn't sent are functions, and elements within, which are looked at by themselves.
        written = tuple(
            Written(each, deep=True)
            for each in sent
            if not isinstance(each, model.Function | model.Literal) and not _is_element(each)
        )
        if written and scopes.enclosing(node, model.Function) is not None:
            yield Sink(node, channel, _KIND, written)


def _is_interactive(program: Program) -> bool:
    """Whether components of a file have state or handle events, which only the browser does."""
    return _INTERACTIVE.search(program.text) is not None


def _is_page(program: Program) -> bool:
    """Whether a file is rendered on a server as far as its name and its imports tell."""
    if program.path.rpartition("/")[2].partition(".")[0] in _PAGES:
        return True
    return any(isinstance(node, model.Import) and node.module in _OF_SERVERS for node in program.body)


def _is_in_async(node: Node, scopes: Scopes) -> bool:
    """Whether a component is asynchronous, which only those of a server are."""
    return any(isinstance(each, model.Function) and each.is_async for each in scopes.ancestors(node))


def _parts(element: model.Call) -> tuple[list[Node], list[Node]]:
    """The values of an element's properties, and what stands between its tags."""
    props: list[Node] = []
    children: list[Node] = []
    for argument in element.arguments[:1]:
        for entry in argument.value.entries if isinstance(argument.value, model.Mapping) else ():
            name = entry.key.value if isinstance(entry.key, model.Literal) else None
            if name == "children" and isinstance(entry.value, model.Sequence):
                children += entry.value.items
            else:
                props.append(entry.value)
    return props, children


def _is_client_component(program: Program, module: str | None, project: Project) -> bool:
    """Whether a component comes from a module that says 'use client'."""
    if module is None:
        return False
    other = project.imported(program, module, 0)
    return other is not None and _says_client(other)


def _says_client(program: Program) -> bool:
    for statement in program.body:
        if not isinstance(statement, model.Evaluate) or not isinstance(statement.value, model.Literal):
            return False
        if statement.value.value == _CLIENT:
            return True
    return False


def _is_element(node: Node) -> bool:
    return isinstance(node, model.Call) and (
        last_name(node.function) in _ELEMENTS or last_name(node.function)[:1].isupper()
    )
