"""Calls of secret stores that are given what to read as options: { SecretId: "supertone-api-key" }."""

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.program import Node
from sup_lint.analysis.taint.names import reads
from sup_lint.keys.names import is_key_name

_NAMING = frozenset({"name", "Name", "SecretId", "secretId", "secretName", "key", "id", "path", "parameterName"})


def stored_secret(node: model.Call) -> str:
    """The name of the secret that a call reads; empty for other calls."""
    called = last_name(node.function)
    for argument in node.arguments[:2]:
        value: Node = argument.value
        if called == "send" and isinstance(value, model.Call) and reads(last_name(value.function)):
            return next((name for each in value.arguments if (name := _named(each.value))), "")
        if reads(called) and not called[:1].isupper() and (name := _named(value)):
            return name
    return ""


def _named(options: Node) -> str:
    for entry in options.entries if isinstance(options, model.Mapping) else ():
        if isinstance(entry.key, model.Literal) and entry.key.value in _NAMING:
            text = entry.value.value if isinstance(entry.value, model.Literal) else None
            # projects/x/secrets/supertone-api-key/versions/latest
            for part in text.split("/") if isinstance(text, str) and " " not in text else ():
                if is_key_name(part):
                    return part
    return ""
