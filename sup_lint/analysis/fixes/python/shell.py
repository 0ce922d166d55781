"""Command lines for a shell within Python: the shell can put the variable in itself."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name, place_of

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.python.targets import Target
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project

_SHELLS = frozenset({"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"})
_WITH_SHELL = frozenset({"run", "call", "check_call", "check_output", "Popen"})


def in_shell(target: "Target", literal: "LiteralKey", project: "Project", variable: str) -> str | None:
    """How a shell reads the variable in the place of the key; None where none does: `'…'`, a list of arguments.

    It is a shell of POSIX that is meant: what such programs start, `curl -H "…"`, stands in no other's quotes.
    """
    node, program = target.node, literal.file.program
    if program is None or not isinstance(node, model.Literal) or not isinstance(node.value, str):
        return None
    match list(project.scopes(program).ancestors(node))[:2]:
        case [model.Argument(), model.Call() as call] if call.arguments[0].value is node and _is_shell(call):
            pass
        case _:
            return None
    before, _, behind = node.value.partition(literal.value)
    if literal.value in behind or _is_quoted(before) or "\\" in before:
        return None
    return f"${{{variable}}}" if behind[:1].isalnum() or behind[:1] == "_" else f"${variable}"


def _is_shell(call: model.Call) -> bool:
    if any(each.name == "env" or each.spread for each in call.arguments):
        return False  # the variable may not be in there
    if place_of(call.function) in _SHELLS:
        return True
    has_shell = any(
        each.name == "shell" and isinstance(each.value, model.Literal) and each.value.value is True
        for each in call.arguments
    )
    return has_shell and last_name(call.function) in _WITH_SHELL


def _is_quoted(before: str) -> bool:
    """Whether single quotes are open behind a text: a shell replaces nothing in them."""
    quote = ""
    for character in before:
        if character in "\"'" and quote in ("", character):
            quote = "" if quote else character
    return quote == "'"
