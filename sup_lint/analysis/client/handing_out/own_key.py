"""Whether a key is the user's own: typed into the page, sent with the request, kept in the user's session."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.values import Source
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.analysis.taint.leaks import Leak

_ASKING = frozenset(
    """
    text_input text_area input getpass prompt ask password_input get_argument get_body_argument get_query_argument
    get_cookie get_secure_cookie get_signed_cookie parse_body readBody getQuery getHeader getCookie
    """.split()
)
# What the browser sends with a request, and where a server keeps what one user has given it.
_USERS = frozenset(
    """
    request req session session_state cookies localStorage sessionStorage websocket form query_params websockets
    browser_state
    """.split()
)
_OBJECTS = frozenset({"self", "cls", "this"})
_DEEPEST = 6
TYPED = "what a user types"
ON_SCREEN = "the page"


def is_returned_to_owner(leak: "Leak", project: "Project") -> bool:
    """Whether a leak gives a user's own key back to the user, other than in clear on the screen."""
    if leak.sink.channel == ON_SCREEN and leak.source.what == TYPED:
        return False
    return is_users_own(leak.source, project)


def is_users_own(source: "Source", project: "Project") -> bool:
    """Whether the key at a source was given by the client that gets it back."""
    if source.what in {TYPED, "the headers of incoming requests"} or source.what.startswith("the header "):
        return True
    return _is_given(source.node, project.scopes(source.program), _DEEPEST)


def _is_given(node: Node | None, scopes: "Scopes", depth: int) -> bool:
    """Whether an expression reads what a client has sent."""
    if node is None or depth == 0:
        return False
    match node:
        case model.Call():
            if last_name(node.function) in _ASKING:
                return True
            inner = node.function.value if isinstance(node.function, model.Attribute) else None
            return _is_given(inner, scopes, depth - 1)
        case model.Attribute() | model.Subscript():
            return (isinstance(node, model.Attribute) and node.name in _USERS) or _is_given(
                node.value, scopes, depth - 1
            )
        case model.Await():
            return _is_given(node.value, scopes, depth - 1)
        case model.Choice():
            return _is_given(node.options[0], scopes, depth - 1)
        case model.Name():
            if node.id in _USERS:
                return True
            if id(node) not in scopes.parents:
                return False
            bindings = scopes.lookup(node.id, scopes.position(node)) or ()
            return bool(bindings) and all(
                (isinstance(each.node, model.Parameter) and _is_filled_by_request(each.node, scopes))
                or (each.value is not None and _is_given(each.value, scopes, depth - 1))
                for each in bindings
            )
    return False


def _is_filled_by_request(parameter: model.Parameter, scopes: "Scopes") -> bool:
    """Whether a framework fills a parameter from a request: it belongs to a decorated function and isn't injected."""
    function = scopes.parents.get(id(parameter))
    if not isinstance(function, model.Function) or not function.decorators or parameter.name in _OBJECTS:
        return False
    default = parameter.default
    return not (isinstance(default, model.Call) and last_name(default.function) in {"Depends", "Provide"})
