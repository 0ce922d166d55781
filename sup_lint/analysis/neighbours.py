"""What stands beside a value: signs that a key with a neutral name belongs to another vendor."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.dataflow import names
from sup_lint.analysis.dataflow.values import Constant, External
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.keys.names import (
    AUTH_HEADERS,
    HOST,
    PACKAGE,
    is_key_header,
    is_key_name,
    is_neutral_name,
    member_of_sdk,
    mentions_another,
    mentions_vendor,
    words_of,
)
from sup_lint.keys.schemes import is_anothers_scheme

# Clients of HTTP and settings libraries take any vendor's key.
_INDIFFERENT = frozenset(
    """
    requests httpx aiohttp urllib urllib3 http os builtins pydantic pydantic_settings dataclasses attr attrs click typer
    argparse streamlit gradio pytest unittest typing functools collections json yaml django flask fastapi starlette
    environs decouple dotenv logging websockets tornado pycurl niquests httplib2 grpc types enum pathlib subprocess
    base64 hmac secrets contextlib asyncio concurrent threading random itertools tenacity retry celery re string
    """.split()
)
_URL = ("http://", "https://", "wss://", "ws://")
_LONGEST_NAME = 120


def belongs_to_another(user: Node, program: Program, project: Project) -> bool:
    """Whether the neutral place of `user`, or any use of the variable or parameter it binds, is another vendor's."""
    if _is_foreign_context(user, program, project):
        return True
    if isinstance(user, model.Bind) and mentions_another(place_of(user.target)):
        return True
    name = ""
    if isinstance(user, model.Bind) and isinstance(user.target, model.Name):
        name = user.target.id
    elif isinstance(user, model.Parameter):
        name = user.name
    scopes = project.scopes(program)
    around = scopes.enclosing(user, model.Function) if isinstance(user, model.Parameter) else None
    for node in scopes.names.get(name, ()) if name else ():
        if isinstance(user, model.Bind) and node is user.target:
            continue
        if around is not None and not around.region.line <= node.region.line <= around.region.end_line:
            continue
        bindings = scopes.lookup(name, scopes.position(node)) or ()
        if any(binding.node is user for binding in bindings) and _is_foreign_context(node, program, project):
            return True
    return False


def _is_foreign_context(node: Node, program: Program, project: Project) -> bool:
    """Climb from `node` to its statement and look for another vendor's client, header or host."""
    scopes = project.scopes(program)
    child: Node = node
    current: Node | None = node
    is_nearest = True
    while current is not None:
        if is_nearest and isinstance(current, model.Mapping | model.Call):
            if is_anothers_scheme(_names_in(current)):
                return True
            is_nearest = not isinstance(current, model.Mapping)
        match current:
            case model.Entry(key=model.Literal(value=str() as name)) if current.value is child and _is_foreign_name(
                name
            ):
                return True
            case model.Argument(name=str() as name) if _is_foreign_name(name):
                return True
            case model.Call():
                if _is_foreign_call(current, program, project):
                    return True
            case model.Mapping():
                if _names_foreign_host(list(_own_texts(current))) or _names_provider(current):
                    return True
            case model.Bind() if current.value is child and (
                _is_foreign_name(last_name(current.target)) or mentions_another(place_of(current.target))
            ):
                return True
            case model.Function() if mentions_another(current.name):
                return True
            case model.Class():
                return mentions_another(current.name) or any(
                    _is_foreign_name(text) or _names_foreign_host([text])
                    for statement in current.body
                    if isinstance(statement, model.Bind)
                    and isinstance(statement.value, model.Literal)
                    and isinstance(text := statement.value.value, str)
                )
            case model.Function() | model.If() | model.Loop() | model.Try() | model.With():
                return False
        child, current = current, scopes.parents.get(id(current))
    return False


def _names_in(node: model.Mapping | model.Call) -> list[str]:
    """The names of the entries of a mapping, or of the arguments of a call."""
    if isinstance(node, model.Call):
        return [argument.name for argument in node.arguments if argument.name]
    keys = [entry.key.value for entry in node.entries if isinstance(entry.key, model.Literal)]
    return [key for key in keys if isinstance(key, str)]


def is_in_anothers_entry(constant: Constant, project: Project) -> bool:
    """Whether all that a constant is made from stands where a table holds another vendor's values."""
    return all(_is_anothers_literal(each.literal, each.program, project) for each in constant.origins)


def _is_anothers_literal(literal: Node, program: Program, project: Project) -> bool:
    """Whether a literal stands in a table's entry for another vendor: {"supertone": {…}, "azure": {"key": …}}."""
    scopes = project.scopes(program)
    child: Node = literal
    for current in scopes.ancestors(literal):
        match current:
            case model.Entry(key=model.Literal(value=str() as name)) if current.value is child:
                if is_key_header(name) or is_key_name(name):
                    return False
                if _is_anothers(name):
                    return True
            case model.Mapping() if _names_provider(current):
                return True
            case model.Sequence(items=(model.Literal(value=str() as name), _)) if _is_anothers(name):
                return True  # ["azure", "…"]
            case model.Choice(options=options) if any(
                _is_anothers(_spelled(each, program, project)) for each in options if each is not child
            ):
                return True  # process.env.AZURE_KEY || "…"
            case model.Call(arguments=(model.Argument(value=model.Literal(value=str() as name)), _, *_)):
                if _is_anothers(name):
                    return True  # os.environ.get("AZURE_KEY", "…")
            case model.Function() | model.Class() | model.Bind():
                return False
        child = current
    return False


def _spelled(node: Node, program: Program, project: Project) -> str:
    """How a node begins in the source: enough for a name in it."""
    line = project.file_of(program).lines.line_text(node.region.line)
    end = node.region.end_column - 1 if node.region.end_line == node.region.line else len(line)
    return line[node.region.column - 1 : min(end, node.region.column + _LONGEST_NAME)]


def _is_anothers(name: str) -> bool:
    return mentions_another(name) and not mentions_vendor(name)


def _names_provider(node: model.Mapping) -> bool:
    """Whether an entry beside says that all of it is another vendor's: {"provider": "azure", "key": …}."""
    for entry in node.entries:
        match entry:
            case model.Entry(key=model.Literal(value=str() as key), value=model.Literal(value=str() as value)):
                if key.lower() in {"provider", "vendor", "engine", "service", "backend", "name"} and mentions_another(
                    value
                ):
                    return True
    return False


def _is_foreign_name(name: str) -> bool:
    """A name that says it holds a key, but not a neutral one nor ours: xi-api-key, OPENAI_API_KEY."""
    if not name or is_key_header(name) or is_key_name(name) or is_neutral_name(name) or name.lower() in AUTH_HEADERS:
        return False
    words = words_of(name)
    return bool(words) and (words[-1] in {"apikey", "token"} or (words[-1] == "key" and "subscription" in words))


def _is_foreign_call(node: model.Call, program: Program, project: Project) -> bool:
    texts = [text for argument in node.arguments for text in _texts_of(argument.value, program, project)]
    if _names_foreign_host(texts):
        return True
    function = node.function
    while isinstance(function, model.Attribute):
        function = function.value
    if not isinstance(function, model.Name):
        return False
    scopes = project.scopes(program)
    for binding in scopes.lookup(function.id, scopes.position(function)) or ():
        if isinstance(binding.node, model.Import | model.Imported):
            for value in names.bound(project.flow, binding, project.flow.frame(program)):
                if isinstance(value, External):
                    if program.language != "python":
                        return _is_foreign_module(value.name)
                    root = value.name.partition(".")[0]
                    if root != PACKAGE and root not in _INDIFFERENT and PACKAGE not in words_of(root):
                        return True
    return False


def _is_foreign_module(dotted: str) -> bool:
    """Whether JavaScript imports another vendor's package: most packages are nobody's."""
    return mentions_another(dotted) and not member_of_sdk(dotted)


def _texts_of(node: Node, program: Program, project: Project) -> list[str]:
    """The URL that an argument holds, as far as its beginning is known."""
    if isinstance(node, model.Join) and node.parts:
        return _texts_of(node.parts[0], program, project)
    if isinstance(node, model.Formatted):
        return _texts_of(node.value, program, project)
    if isinstance(node, model.Literal | model.Name | model.Attribute):
        return sorted(project.flow.evaluate(node, project.flow.frame(program)).texts())
    return []


def _own_texts(node: model.Mapping) -> list[str]:
    return [
        entry.value.value
        for entry in node.entries
        if isinstance(entry.value, model.Literal) and isinstance(entry.value.value, str)
    ]


def _names_foreign_host(texts: list[str]) -> bool:
    urls = [text for text in texts if text.startswith(_URL)]
    return bool(urls) and not any(HOST.search(url) or _is_local(url) for url in urls)


def _is_local(url: str) -> bool:
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    return host in {"", "localhost", "127.0.0.1", "[::1]", "testserver", "test"} or host.endswith(
        (".local", ".internal", ".test")
    )
