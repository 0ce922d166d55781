"""What a test of a name decides: that the entry is masked, that it is left out, or something that hides nothing."""

from typing import NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.comparison import iterating_call
from sup_lint.analysis.redaction.definitions import Definitions
from sup_lint.analysis.redaction.vocabulary import CALLBACKS, is_mask, says_hiding, says_keeping, says_showing

_LOGGING = frozenset(
    "debug info warning warn error exception critical log print pprint echo secho write dumps dump emit".split()
)
_SCRIPT_ASKING = frozenset({"some", "every", "find", "findIndex"})
_ASKING = _SCRIPT_ASKING | {"any", "all", "bool", "Boolean"}
_FILTERING = frozenset({"filter", "filterfalse"})


class Purpose(NamedTuple):
    """`kind` is mask, drop, or check for a test that hides nothing; `subject` is what the names are taken from."""

    kind: str
    subject: Node | None = None


class Purposes:
    """Tells the purposes of the tests in one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._scopes = project.scopes(program)
        self._program = program
        self._definitions = Definitions(project)

    def of(self, test: Node, *, is_negative: bool, depth: int = 0) -> Purpose:
        """What the truth of `test` decides; `is_negative` says that it is true for names that are not listed."""
        child = test
        negative = is_negative
        for parent in self._scopes.ancestors(test):
            match parent:
                case model.Operation(operator="not"):
                    negative = not negative
                case model.Choice(how="ternary", test=condition, options=(yes, no)):
                    if condition is not child:
                        return Purpose("check")
                    hidden, shown = (no, yes) if negative else (yes, no)
                    return self._replaced(parent, hidden, shown)
                case model.Choice() | model.Argument() | model.Bind(how=":="):
                    pass
                case model.Call() if last_name(parent.function) in _ASKING:
                    pass
                case model.Comprehension(kind="generator" | "list") if parent.element is child:
                    pass
                case model.Clause():
                    if child is parent.iterable:
                        return Purpose("check")
                    return self._dropped(parent, parent.iterable) if negative else Purpose("check")
                case model.If(test=condition) if condition is child:
                    hidden_body, shown_body = (
                        (parent.otherwise, parent.body) if negative else (parent.body, parent.otherwise)
                    )
                    return self._branched(parent, hidden_body, shown_body)
                case model.Return() if self._asks(parent):
                    pass  # names.some((name) => key.includes(name))
                case model.Function() if not parent.name and iterating_call(self._scopes, parent) is not None:
                    pass
                case model.Return():
                    return self._returned(parent, negative=negative)
                case model.Bind(target=model.Name(id=name)) if depth < 2:
                    return self._named(parent, name, negative=negative, depth=depth)
                case _:
                    return Purpose("check")
            child = parent
        return Purpose("check")

    def _asks(self, statement: model.Return) -> bool:
        """Whether what a function returns is an answer to `some` or `every` around it."""
        function = self._scopes.enclosing(statement, model.Function)
        call = iterating_call(self._scopes, function) if isinstance(function, model.Function) else None
        return call is not None and last_name(call.function) in _SCRIPT_ASKING

    def loop(self, loop: model.Loop) -> Purpose:
        """What a loop over a list of names does with each: it takes them out of a mapping, or masks them there."""
        return self.each(loop.target.id if isinstance(loop.target, model.Name) else "", loop.body, loop)

    def each(self, name: str, body: tuple[Node, ...], loop: Node) -> Purpose:
        """What is done with each `name` of a list in the body of a loop."""
        for node in walk(body) if name else ():
            match node:
                case model.Bind(target=model.Subscript(value=subject, index=index), value=value) if value is not None:
                    if _is_name(index, name) and self.masks(value):
                        return Purpose("mask", subject)
                case model.Delete(target=model.Subscript(value=subject, index=index)) if _is_name(index, name):
                    return self._dropped(loop, subject)
                case model.Call(function=model.Attribute(name="pop", value=subject), arguments=(first, *_)):
                    if _is_name(first.value, name):
                        return self._dropped(loop, subject)
        return Purpose("check")

    def case(self, case: model.Case) -> Purpose:
        """What one case of a match over a name does with it."""
        return self._branched(case, case.body, ())

    def masks(self, node: Node) -> bool:
        """Whether an expression is what is put in the place of a secret: `***`, `mask(value)`, MASK."""
        match node:
            case model.Literal(value=str() | bytes() as text):
                return is_mask(text if isinstance(text, str) else text.decode("latin-1"))
            case model.Name() | model.Attribute():
                name = last_name(node)
                if says_hiding(name) and (name.isupper() or not isinstance(node, model.Name)):
                    return True
                return any(is_mask(text) for text in self._definitions.texts(self._program, node))
            case model.Call():
                return says_hiding(last_name(node.function))
            case model.Join():
                return any(self.masks(part) for part in node.parts)
            case model.Operation(operator="*"):
                return any(isinstance(each, model.Literal) and isinstance(each.value, str) for each in node.operands)
            case model.Sequence(items=(_, *_)) if node.kind in {"tuple", "list"}:
                return self.masks(node.items[-1])
        return False

    def says_showing(self, node: Node) -> bool:
        """Whether something around a node says that what is made there is to be shown: a name, or a call that logs."""
        for around in self._scopes.ancestors(node):
            match around:
                case model.Function(name=name) | model.Class(name=name):
                    if says_showing(name) or name in CALLBACKS:
                        return True
                case model.Bind(target=target):
                    if says_showing(last_name(target)):
                        return True
                case model.Call(function=function, arguments=arguments):
                    if last_name(function) in _LOGGING | CALLBACKS:
                        return True
                    first = arguments[0].value if arguments else None
                    if isinstance(first, model.Literal) and first.value in CALLBACKS:
                        return True  # server.any().on("beforePersist", …)
                case model.Argument(name=str() as name) if says_showing(name):
                    return True
                case model.Entry(key=model.Literal(value=str() as name)) if self._scopes.is_javascript:
                    if says_showing(name) or name in CALLBACKS:
                        return True
        return False

    # --- the places of a decision --------------------------------------------------------------------------------

    def _replaced(self, choice: Node, hidden: Node, shown: Node) -> Purpose:
        # Of what is shown, a function may mask the parts: `"***" if key in NAMES else redact(value)`.
        is_deep = isinstance(shown, model.Call) and not isinstance(hidden, model.Call)
        if self.masks(hidden) and (is_deep or not self.masks(shown)):
            return Purpose("mask", self._subject(choice))
        return Purpose("check")

    def _dropped(self, node: Node, subject: Node | None) -> Purpose:
        return Purpose("drop", subject) if self.says_showing(node) else Purpose("check")

    def _branched(self, branch: model.If | model.Case, hidden: tuple[Node, ...], shown: tuple[Node, ...]) -> Purpose:
        subject = self._subject(branch)
        for node in walk(hidden):
            match node:
                case model.Bind(value=value) if value is not None and self.masks(value):
                    return Purpose("mask", subject)
                case model.Return(value=value) if value is not None and self.masks(value):
                    return Purpose("mask", subject)
                case model.Yield(value=value) if value is not None and self.masks(value):
                    return Purpose("mask", subject)
                case model.Call(function=model.Attribute(name="append" | "add" | "setdefault")):
                    if any(self.masks(argument.value) for argument in node.arguments):
                        return Purpose("mask", subject)
        if subject is None:
            return Purpose("check")
        if any(isinstance(node, model.Jump) and node.kind == "continue" for node in hidden):
            return self._dropped(branch, subject)
        if not hidden and any(_copies(node) for node in walk(shown)):
            return self._dropped(branch, subject)
        return Purpose("check")

    def _returned(self, statement: model.Return, *, negative: bool) -> Purpose:
        """A predicate: `is_sensitive(name)`, or a lambda given to filter()."""
        function = self._scopes.enclosing(statement, model.Function)
        if not isinstance(function, model.Function):
            return Purpose("check")
        bound = self._scopes.parents.get(id(function))
        name = function.name
        if not name and isinstance(bound, model.Bind):  # const isSensitive = (name) => …
            name = last_name(bound.target)
        if name:
            if says_hiding(name) and not negative:
                return Purpose("mask")
            if says_keeping(name) and negative:
                return self._dropped(statement, None)
            return Purpose("check")
        argument = self._scopes.parents.get(id(function))
        call = self._scopes.parents.get(id(argument)) if argument is not None else None
        if isinstance(call, model.Call) and last_name(call.function) in _FILTERING and negative:
            of_method = call.function.value if isinstance(call.function, model.Attribute) else None
            is_method = of_method is not None and self._scopes.is_javascript
            return self._dropped(call, of_method if is_method else call.arguments[-1].value)
        return Purpose("check")

    def _named(self, statement: model.Bind, name: str, *, negative: bool, depth: int) -> Purpose:
        scope = self._scopes.position(statement).scope
        for use in self._scopes.names.get(name, ()):
            if use is not statement.target and self._scopes.position(use).scope is scope:
                purpose = self.of(use, is_negative=negative, depth=depth + 1)
                if purpose.kind != "check":
                    return purpose
        return Purpose("check")

    def _subject(self, node: Node) -> Node | None:
        """The iterable of the loop or comprehension around: what the names are taken from."""
        child = node
        for around in self._scopes.ancestors(node):
            match around:
                case model.Loop(iterable=iterable) if iterable is not None and child is not iterable:
                    return iterable
                case model.Comprehension(clauses=clauses):
                    return clauses[-1].iterable
                case model.Function(name=name) if name:
                    return None
                case model.Function() if (call := iterating_call(self._scopes, around)) is not None:
                    return call.function.value if isinstance(call.function, model.Attribute) else None
            child = around
        return None


def _is_name(node: Node, name: str) -> bool:
    return isinstance(node, model.Name) and node.id == name


def _copies(node: Node) -> bool:
    match node:
        case model.Bind(target=model.Subscript()) | model.Yield():
            return True
        case model.Call(function=model.Attribute(name="append" | "add" | "setdefault")):
            return True
    return False
