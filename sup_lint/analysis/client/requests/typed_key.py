"""Whether a client's code got a key from its user: typed into the page, or kept in the user's browser or device."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of
from sup_lint.analysis.program import Node, Program

if TYPE_CHECKING:
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes

# What keeps values for one user: of browsers, of extensions, of phones.
_STORES = re.compile(
    r"(?:^|[.\b])(?:localStorage|sessionStorage|AsyncStorage|EncryptedStorage|SecureStore|SecureStorage|MMKV|Keychain|Keytar|keytar"
    r"|Cookies?|cookieStore|Preferences|storage|localforage|idbKeyval|secureStorage|mmkv|browserStorage)(?:$|[.(\[])"
)
_ASKING = frozenset(
    """
    prompt useLocalStorage useLocalStorageState useSessionStorage useAsyncStorage useStorage useCookie useChromeStorage
    getItemAsync getGenericPassword getInternetCredentials text_input input getpass
    """.split()
)
# An element of the page, by what is asked for it.
_ELEMENTS = frozenset("getElementById querySelector getElementsByName closest $ jQuery val findViewById".split())
_STATES = frozenset("useState createSignal useSignal ref shallowRef reactive writable signal $state useRef".split())
_LISTENING = re.compile(
    r"^(?:on|@|v-on:)?(?:on)?(?:Change|Input|ChangeText|Blur|Submit|EndEditing|ValueChange)$", re.IGNORECASE
)
_DEEPEST = 8


def is_state(node: Node, program: Program, project: "Project") -> bool:
    """Whether an expression reads what a page's own state holds by now, whatever the state began with."""
    scopes = project.scopes(program)
    for each in model.walk((node,)):
        if isinstance(each, model.Name) and id(each) in scopes.parents:
            for binding in scopes.lookup(each.id, scopes.position(each)) or ():
                if isinstance(binding.value, model.Call) and last_name(binding.value.function) in _STATES:
                    return True
    return False


def is_from_user(node: Node, program: Program, project: "Project") -> bool:
    """Whether all that an expression takes besides literals comes from the client's user."""
    return _Typed(program, project).gives(node, _DEEPEST)


class _Typed:
    """Tells it in one program."""

    def __init__(self, program: Program, project: "Project") -> None:
        self._program = program
        self._project = project
        self._scopes: Scopes = project.scopes(program)

    def gives(self, node: Node | None, depth: int) -> bool:
        """Whether an expression gives what the user has typed or kept."""
        if node is None or depth == 0:
            return False
        match node:
            case model.Await() | model.Formatted():
                return self.gives(node.value, depth)
            case model.Join():
                return self._all(node.parts, depth)
            case model.Choice():
                return self._all(node.options, depth)
            case model.Call():
                return self._of_call(node, depth)
            case model.Attribute() | model.Subscript():
                return self._of_member(node, depth)
            case model.Name():
                return self._of_name(node, depth)
        return False

    def _all(self, nodes: tuple[Node, ...], depth: int) -> bool:
        several = [each for each in nodes if not isinstance(each, model.Literal)]
        return bool(several) and all(self.gives(each, depth - 1) for each in several)

    def _of_call(self, node: model.Call, depth: int) -> bool:
        called = last_name(node.function)
        if called in _ASKING or _STORES.search(place_of(node.function)):
            return True
        if isinstance(node.function, model.Attribute):  # input.value.trim()
            return self.gives(node.function.value, depth - 1) or _is_element(node)
        if called == "String":
            return any(self.gives(each.value, depth - 1) for each in node.arguments)
        # `apiKey()` of a signal.
        return isinstance(node.function, model.Name) and not node.arguments and self._of_name(node.function, depth - 1)

    def _of_member(self, node: model.Attribute | model.Subscript, depth: int) -> bool:
        place = place_of(node)
        if _STORES.search(place):
            return True
        name = node.name if isinstance(node, model.Attribute) else ""
        base = node.value
        if name in {"value", "current"}:
            if _is_element(base) or last_name(base) in {"target", "currentTarget", "current"}:
                return True
            if isinstance(base, model.Name):  # of an element, or of a reactive value
                return self._is_element_bound(base) or self._of_name(base, depth - 1)
        if self._is_model(place, name):
            return True
        stores = self._scopes.stores.get(place, ()) if place else ()
        if any(self.gives(store.value, depth - 1) for store in stores):
            return True
        return self.gives(base, depth - 1) if isinstance(base, model.Call | model.Await | model.Name) else False

    def _is_element_bound(self, node: model.Name) -> bool:
        bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
        return any(binding.value is not None and _is_element(binding.value) for binding in bindings)

    def _of_name(self, node: model.Name, depth: int) -> bool:
        if id(node) not in self._scopes.parents:
            return False
        if self._is_model(node.id, node.id):
            return True
        bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
        return any(self._of_binding(node.id, binding.node, binding.value, depth - 1) for binding in bindings)

    def _of_binding(self, name: str, node: Node, value: Node | None, depth: int) -> bool:
        if isinstance(node, model.Parameter):
            return self._of_parameter(node, depth)
        if isinstance(value, model.Call) and last_name(value.function) in _STATES:
            initial = value.arguments[0].value if value.arguments else None
            if initial is not None and self._of_initial(initial, depth):
                return True
            if isinstance(node, model.Bind):
                return self._is_set_by_user(node.target, name, depth)
        return self.gives(value, depth)

    def _of_initial(self, node: Node, depth: int) -> bool:
        """What a state begins with, also by a function: useState(() => localStorage.getItem("…"))."""
        if isinstance(node, model.Function):
            return any(
                isinstance(each, model.Return) and self.gives(each.value, depth - 1) for each in model.walk(node.body)
            )
        return self.gives(node, depth - 1)

    def _is_set_by_user(self, target: Node, name: str, depth: int) -> bool:
        """Whether the state's setter takes what is typed: setKey(event.target.value), onChangeText={setKey}."""
        setters = {each.id for each in model.walk((target,)) if isinstance(each, model.Name) and each.id != name}
        for setter in setters:
            for call in self._scopes.calls.get(setter, ()):
                if call.arguments and self.gives(call.arguments[0].value, depth - 1):
                    return True
            for use in self._scopes.names.get(setter, ()):
                if _listens(self._scopes.parents.get(id(use))):
                    return True
        return any(self.gives(store.value, depth - 1) for store in self._scopes.stores.get(f"{name}.value", ()))

    def _of_parameter(self, parameter: model.Parameter, depth: int) -> bool:
        """A parameter that a store's callback is given, or that all callers fill from the user."""
        function = self._scopes.parents.get(id(parameter))
        if not isinstance(function, model.Function):
            return False
        argument = self._scopes.parents.get(id(function))
        if _listens(argument):  # onChangeText={(text) => …}
            return parameter is function.parameters[0]
        call = self._scopes.parents.get(id(argument)) if isinstance(argument, model.Argument) else None
        if isinstance(call, model.Call):
            if _STORES.search(place_of(call.function)):
                return True
            if isinstance(call.function, model.Attribute) and call.function.name == "then":
                return self.gives(call.function.value, depth - 1)
        given = list(self._given(function, parameter))
        return bool(given) and all(_Typed(program, self._project).gives(value, depth - 2) for program, value in given)

    def _given(self, function: model.Function, parameter: model.Parameter) -> Iterator[tuple[Program, Node]]:
        """What the calls of a function in the programs loaded so far pass for a parameter."""
        name = function.name or self._bound_name(function)
        parameters = [each for each in function.parameters if each.name != "this"]
        if not name or parameter not in parameters:
            return
        index = parameters.index(parameter)
        for program in self._project.programs():
            for call in self._project.scopes(program).calls.get(name, ()):
                plain = [each.value for each in call.arguments if not each.name and not each.spread]
                yield from ((program, value) for value in plain[index : index + 1])

    def _bound_name(self, function: model.Function) -> str:
        around = self._scopes.parents.get(id(function))
        return last_name(around.target) if isinstance(around, model.Bind) else ""

    def _is_model(self, place: str, name: str) -> bool:
        """Whether a field of a form writes what an expression reads: v-model="typed", bind:value={key}."""
        text = self._program.text
        if "v-model" not in text and "bind:value" not in text and "ngModel" not in text:
            return False
        wanted = re.escape(name or place)
        binding = r"""(?:v-model[\w.:-]{0,40}=["']|bind:value=\{\s{0,10}|ngModel\)?\]?=["'])"""
        pattern = rf"""{binding}(?:[\w$]{{1,40}}\.){{0,4}}{wanted}[\s"'}}]"""
        return bool(name) and re.search(pattern, text) is not None


def _listens(node: Node | None) -> bool:
    """Whether a property of an element takes a function that is called with what the user types."""
    match node:
        case model.Argument(name=str() as name) | model.Entry(key=model.Literal(value=str() as name)):
            return _LISTENING.match(name) is not None
    return False


def _is_element(node: Node) -> bool:
    """Whether an expression looks an element of the page up, or asks one for its text."""
    if isinstance(node, model.Attribute):
        return node.name in {"elements", "form"} or _is_element(node.value)
    if isinstance(node, model.Subscript):
        return _is_element(node.value)
    return isinstance(node, model.Call) and last_name(node.function) in _ELEMENTS
