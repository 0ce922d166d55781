"""What text shows of a value: the repr of containers, of objects of the project, of exceptions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow import calls, classes, objects, records
from sup_lint.analysis.dataflow.values import (
    UNKNOWN,
    Arguments,
    ClassValue,
    Constant,
    Entries,
    External,
    FunctionValue,
    InstanceValue,
    Items,
    Origin,
    Value,
    Values,
    as_text,
    sources_of,
)
from sup_lint.analysis.taint import script_objects

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_DEEPEST = 4
_MOST_TEXTS = 16
_SHOWING_BASES = frozenset(
    "BaseModel BaseSettings SQLModel RootModel NamedTuple namedtuple Struct Document Schema TypedDict dict".split()
)
_SHOWING_DECORATORS = frozenset(
    {"dataclass", "define", "frozen", "mutable", "attrs", "attr", "s", "dataclass_transform"}
)
_EXCEPTION_ENDINGS = ("Error", "Exception", "Warning", "Exit", "Interrupt", "Failure", "Failed", "Timeout", "Http404")
# The conversion of a template string of JavaScript, which shows nothing of objects.
TEXT = "text"
SECRET_TYPES = frozenset({"SecretStr", "SecretBytes", "Secret", "SecretField", "SecretType"})


def texts_of(flow: "Flow", value: Value, conversion: str = "", depth: int = 0) -> Iterator[Constant]:
    """Yield the texts with a secret in them that printing a value may give; the rest of each text is left out."""
    if depth > _DEEPEST:
        return
    match value:
        case Constant():
            if sources_of(value):
                yield value
        case Entries():
            pairs = [(repr(key), held) for key, held in value.entries.items()]
            for key, held in (*pairs, ("\N{HORIZONTAL ELLIPSIS}", value.rest)):
                for text in _texts_in(flow, held, depth):
                    yield Constant(f"{{{key}: {_quoted(text)}}}", text.origins)
        case Items():
            first = next(value.items[0].constants(), None) if len(value.items) == 2 else None
            for item in value.items:
                for text in _texts_in(flow, item, depth):
                    shown = f"({first.value!r}, {_quoted(text)})" if first is not None else f"[{_quoted(text)}]"
                    yield Constant(shown, text.origins)
        case InstanceValue():
            yield from _of_object(flow, value, conversion, depth)
        case External(arguments=Arguments() as arguments) if _shows_arguments(value.name):
            yield from _of_arguments(flow, arguments, depth)
        case External():
            properties = script_objects.printed(flow, value, is_nested=bool(conversion))
            if properties is not None:
                yield from texts_of(flow, properties, conversion, depth + 1)


def _texts_in(flow: "Flow", values: Values, depth: int) -> list[Constant]:
    found: list[Constant] = []
    for value in values:
        found += texts_of(flow, value, "r", depth + 1)
        if len(found) > _MOST_TEXTS:
            break
    return found[:_MOST_TEXTS]


def _quoted(text: Constant) -> str:
    shown = text.value if isinstance(text.value, str) else as_text(text.value)
    return str(shown) if isinstance(shown, str) and shown[:1] in "{[(" else repr(shown)


def shown(flow: "Flow", values: Values, conversion: str) -> Values:
    """The values as text shows them, where that gives a secret away; others as they are."""
    if all(isinstance(value, Constant) for value in values):
        return values
    if conversion == TEXT:
        values, conversion = script_objects.as_text_shows(flow, values), ""
    found: list[Value] = []
    for value in values:
        if isinstance(value, Constant):
            found.append(value)
        else:
            texts = list(texts_of(flow, value, conversion))[:_MOST_TEXTS]
            found += [_in_one(texts)] if texts else [value]
    return Values(tuple(found), values.exact)


def _in_one(texts: list[Constant]) -> Constant:
    origins: dict[Origin, None] = {origin: None for text in texts for origin in text.origins}
    return Constant(", ".join(str(as_text(text.value) or "") for text in texts), tuple(origins))


def is_exception(name: str) -> bool:
    """Whether a dotted name is that of an exception's class, as far as names tell."""
    last = name.rpartition(".")[2]
    return last[:1].isupper() and last.endswith(_EXCEPTION_ENDINGS)


def _shows_arguments(name: str) -> bool:
    """Whether the text of what a call makes shows the call's arguments: exceptions, the SDK's Security, partials."""
    made = name.removesuffix("()")
    return is_exception(made) or made.endswith((".Security", "SimpleNamespace", "functools.partial"))


def _of_arguments(flow: "Flow", arguments: Arguments, depth: int) -> Iterator[Constant]:
    positional, named = calls.evaluated(flow, arguments)
    for values in (*positional, *named.values()):
        yield from _texts_in(flow, values, depth)


def _of_object(flow: "Flow", value: InstanceValue, conversion: str, depth: int) -> Iterator[Constant]:
    made_of = value.made_of
    if made_of.program.language == "javascript":
        yield from _of_script_object(flow, value, depth)
        return
    wanted = ("__repr__",) if conversion == "r" else ("__str__", "__format__", "__repr__")
    for name in wanted:
        method = objects.member(flow, value, name)
        functions = [each for each in method or () if isinstance(each, FunctionValue)]
        if functions:
            nothing = Arguments((), flow.frame(made_of.program))
            for function in functions:
                yield from _texts_in(flow, calls.returned(flow, function, nothing), depth)
            return
    bases = classes.external_bases(flow, made_of)
    if any(is_exception(base) for base in bases):
        yield from _of_exception(flow, value, depth)
    elif shows_fields(flow, made_of, bases):
        for name in records.fields_of(flow, made_of) or list(_made_with(value)):
            if name not in hidden_fields(flow, made_of):
                for text in _texts_in(flow, objects.member(flow, value, name) or UNKNOWN, depth):
                    yield Constant(f"{made_of.node.name}({name}={_quoted(text)})", text.origins)


def _of_script_object(flow: "Flow", value: InstanceValue, depth: int) -> Iterator[Constant]:
    """The properties of an object, and the message of an error."""
    if any(is_exception(base) for base in classes.external_bases(flow, value.made_of)):
        yield from _of_exception(flow, value, depth)
    for name, held in records.as_entries(flow, value).entries.items():
        for text in _texts_in(flow, held, depth):
            yield Constant(f"{value.made_of.node.name} {{ {name}: {_quoted(text)} }}", text.origins)


def _made_with(value: InstanceValue) -> Iterator[str]:
    for argument, _ in value.arguments.all() if value.arguments is not None else ():
        if argument.name:
            yield argument.name


def _of_exception(flow: "Flow", value: InstanceValue, depth: int) -> Iterator[Constant]:
    """The message: what the constructor hands to the base class, or else what it was given itself."""
    constructors = [each for each in objects.member(flow, value, "__init__") or () if isinstance(each, FunctionValue)]
    if not constructors:
        if value.arguments is not None:
            yield from _of_arguments(flow, value.arguments, depth)
        return
    for function in constructors:
        scopes = flow.modules.scopes(function.program)
        frame = calls.frame_of_call(flow, function, value.arguments or Arguments((), flow.frame(function.program)))
        for call in scopes.calls.get("__init__", ()):
            if scopes.enclosing(call, model.Function) is function.node:
                yield from _of_arguments(flow, Arguments(call.arguments, frame), depth)


def shows_fields(flow: "Flow", made_of: ClassValue, bases: set[str]) -> bool:
    """Whether the objects of a class show their fields: data classes, pydantic's models, named tuples."""
    if any(base.rpartition(".")[2] in _SHOWING_BASES for base in bases):
        return True
    for each in classes.lineage(flow, made_of):
        for decorator in each.node.decorators:
            if classes.decorator_name(decorator) in _SHOWING_DECORATORS:
                return not _says_no(decorator, "repr")
    return False


def hidden_fields(flow: "Flow", made_of: ClassValue) -> set[str]:
    """The fields that a repr leaves out or masks: `field(repr=False)`, `SecretStr`."""
    found: set[str] = set()
    for each in classes.lineage(flow, made_of):
        for statement in each.node.body:
            if not isinstance(statement, model.Bind) or not isinstance(statement.target, model.Name):
                continue
            is_hidden = statement.value is not None and _says_no(statement.value, "repr")
            if is_hidden or names_secret_type(statement.annotation):
                found.add(statement.target.id)
    return found


def _says_no(node: model.Node, option: str) -> bool:
    """Whether a field or class is declared with `repr=False`, or with a function that makes its own text."""
    return isinstance(node, model.Call) and any(
        argument.name == option and not (isinstance(argument.value, model.Literal) and argument.value.value is True)
        for argument in node.arguments
    )


def names_secret_type(annotation: model.Node | None) -> bool:
    """Whether an annotation says that the value masks itself: `SecretStr | None`, `"SecretStr"`."""
    for node in model.walk((annotation,)) if annotation is not None else ():
        if last_name(node) in SECRET_TYPES:
            return True
        if isinstance(node, model.Literal) and isinstance(node.value, str) and node.value.split("[")[0] in SECRET_TYPES:
            return True
    return False
