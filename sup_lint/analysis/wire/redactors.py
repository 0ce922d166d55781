"""Filters, formatters and callbacks that take the key out of what is logged."""

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue, InstanceValue, Value
from sup_lint.analysis.program import Node, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.wire.loggers import is_standard_logger, logger_names
from sup_lint.analysis.wire.view import View, views
from sup_lint.keys.names import HEADER, is_key_header, is_key_name, words_of

_REDACTING = frozenset(
    """
    redact redacts redacted redacting redaction redactor redactors mask masks masked masking masker scrub scrubs
    scrubbed scrubbing scrubber sanitize sanitizes sanitized sanitizer sanitise sanitised sanitiser censor censored
    obfuscate obfuscated hide anonymize anonymise
    """.split()
)


def sounds_redacting(name: str) -> bool:
    """Whether a name says that something is taken out."""
    return not _REDACTING.isdisjoint(words_of(name))


def names_key(view: View, node: Node, depth: int = 0) -> bool:
    """Whether an expression, or what its names stand for, spells the header's or the variable's name."""
    for each in walk((node,)):
        if isinstance(each, model.Literal) and isinstance(each.value, str | bytes):
            text = each.value if isinstance(each.value, str) else each.value.decode("latin-1")
            if len(text) <= 2000 and (HEADER in text.lower() or is_key_header(text) or is_key_name(text)):
                return True
        elif isinstance(each, model.Name | model.Attribute) and depth < 2:
            for value in view.values(each):
                if isinstance(value, FunctionValue | ClassValue | InstanceValue) and is_redactor(
                    view, value, depth + 1
                ):
                    return True
            if isinstance(each, model.Name):
                bindings = view.scopes.module.bindings.get(each.id, ())
                bound = [binding.value for binding in bindings if binding.value is not None]
                if any(names_key(view, value, depth + 1) for value in bound):
                    return True
            if HEADER in {text.lower() for text in view.values(each).texts()}:
                return True
    return False


def is_redactor(view: View, value: Value, depth: int = 0) -> bool:
    """Whether a filter, formatter or callback names Supertone's header; what lies outside the project, by its name."""
    match value:
        case InstanceValue():
            return is_redactor(view, value.made_of, depth)
        case ClassValue() | FunctionValue():
            return names_key(View(view.project, value.program), value.node, depth)
        case External():
            return sounds_redacting(value.name)
    return False


def redacts(project: Project, name: str | None, folder: str | None = None) -> bool:
    """Whether a redacting filter or formatter is put on the logger of that name, or on any handler.

    With `folder`, a posix path, only the programs near to it count: a repository may hold several services.
    """
    for view in views(project):
        if folder is not None and not _is_near(view.program.path.rpartition("/")[0], folder):
            continue
        for call in (*view.scopes.calls.get("addFilter", ()), *view.scopes.calls.get("setFormatter", ())):
            if isinstance(call.function, model.Attribute) and call.arguments:
                owners = view.values(call.function.value)
                if any(_takes_records(project, owner, name) for owner in owners) and any(
                    is_redactor(view, each) for each in view.values(call.arguments[0].value)
                ):
                    return True
        for node in view.program.nodes():
            # "()" names the class of a filter in the mapping for dictConfig.
            if isinstance(node, model.Entry) and isinstance(node.key, model.Literal) and node.key.value == "()":
                values = view.values(node.value)
                if any(is_redactor(view, each) for each in values) or any(map(sounds_redacting, values.texts())):
                    return True
    return False


def _is_near(folder: str, other: str) -> bool:
    """Whether two folders are the same, one inside the other, or beside each other."""
    parts, others = folder.split("/") if folder else [], other.split("/") if other else []
    shared = 0
    for one, another in zip(parts, others, strict=False):
        if one != another:
            break
        shared += 1
    return shared >= min(len(parts), len(others)) - 1


def _takes_records(project: Project, owner: Value, name: str | None) -> bool:
    """Whether the records of a logger come through `owner`: itself, or a handler."""
    if isinstance(owner, InstanceValue):
        return owner.made_of.node.name.endswith("Handler")
    if not isinstance(owner, External):
        return False
    if owner.name.endswith("Handler()") or "handlers" in owner.name:
        return True
    if not is_standard_logger(owner):
        return False
    names = logger_names(project, owner)
    return name in names if name is not None else not names
