"""The fix of a key in clear in Python: `os.environ["SUPERTONE_API_KEY"]` in its place."""

from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.client.shipping import shipped
from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.fixes.naming.fallbacks import fallback_of
from sup_lint.analysis.fixes.naming.variables import variable_caveat, variable_for
from sup_lint.analysis.fixes.python.access import access_at
from sup_lint.analysis.fixes.python.fallbacks import without_fallback
from sup_lint.analysis.fixes.python.magics import magic_fix
from sup_lint.analysis.fixes.python.shell import in_shell
from sup_lint.analysis.fixes.python.strings import added_up, interpolated, occurrences, quote_at, spelled_out
from sup_lint.analysis.fixes.python.targets import Form, target_of
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.fixes.python.targets import Target
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.model.fix import Edit
    from sup_lint.model.region import Region

PLACEHOLDER = "<your-supertone-api-key>"
_SILENCED = f"put {PLACEHOLDER} in the key's place"
# What says which default an option has that is not given: a missing variable must not stop the program then.
_OPTIONS = frozenset({"add_argument", "add_option", "option", "argument", "Option", "Argument"})


class _Change(NamedTuple):
    """What is to be put where, further edits that it needs, and a sentence on it in the imperative."""

    replacements: "Iterable[tuple[Region, str]]"
    message: str
    edits: "tuple[Edit, ...]" = ()
    caveat: str = ""


def python_fix(literal: "LiteralKey", project: "Project") -> Fix | None:
    """What takes a key out of Python source; None where no expression may stand, or the key has several sources."""
    magic = magic_fix(literal)
    if magic is not None:
        return magic
    change = _change(literal, project)
    if change is None:
        return None
    replacements = list(change.replacements)
    if not all(_is_spelled_there(literal.file, region) for region, _ in replacements):
        return None
    edits = [edit(literal.file, region, text) for region, text in replacements]
    if not all(edits):
        return None
    caveat = change.caveat
    made = (*change.edits, *(each for each in edits if each is not None))
    if any(secret in each.text for each in made for secret in literal.file.host.secrets):
        return None
    return Fix(Safety.UNSAFE if caveat else Safety.SAFE, change.message, made, caveat=caveat)


def _is_spelled_there(file: "AnalysedFile", region: "Region") -> bool:
    """Whether the host of embedded code has the code itself at a region: a notebook's `%env` is other code there."""
    host, place = file.host, file.on_disk(region)
    if host is file:
        return True
    written = host.text[host.lines.offset(*place[:2]) : host.lines.offset(*place[2:])]
    meant = file.text[file.lines.offset(*region[:2]) : file.lines.offset(*region[2:])]
    if written == meant or host.language != "notebook":
        return written == meant
    import json

    try:
        return bool(json.loads(f'"{written}"') == meant)
    except ValueError:
        return False


def _change(literal: "LiteralKey", project: "Project") -> _Change | None:
    file = literal.file
    if literal.kind == "comment" or file.program is None:
        return _silenced(literal, literal.region) if file.program is not None else None
    target = target_of(literal, project)
    if target is None:
        return None
    if target.form is Form.SILENT:
        return _Change([(each, PLACEHOLDER) for each in occurrences(target, literal)], _SILENCED)
    if shipped(literal.file, project) is not None:
        return None  # there is no environment of ours where clients run it
    fallback = fallback_of(literal, project)
    if fallback is not None:
        found = without_fallback(fallback, target, literal, project)
        if found is not None:
            return _Change(*found)
    variable = variable_for(literal, project)
    caveat = variable_caveat(literal, project)
    if target.form is Form.WITHIN and (shell := in_shell(target, literal, project, variable)) is not None:
        return _Change([(target.region, shell)], f"let the shell put in {shell}", caveat=caveat)
    return _read(target, literal, project, variable, caveat)


def _silenced(literal: "LiteralKey", region: "Region") -> _Change | None:
    """The placeholder for a key in a comment or in a docstring."""
    lines = literal.file.lines
    start, end = lines.offset(*region[:2]), lines.offset(*region[2:])
    found = literal.file.text.find(literal.value, start, end)
    if found < 0:
        return None
    place = lines.region(found, found + len(literal.value))
    return _Change([(place, PLACEHOLDER)], _SILENCED)


def _read(target: "Target", literal: "LiteralKey", project: "Project", variable: str, caveat: str) -> _Change | None:
    is_within = target.form is Form.WITHIN
    is_bytes = is_within and target.is_bytes
    quote = quote_at(target.node, literal, project, inside=is_within and not is_bytes)
    if quote is None:
        return None
    access = access_at(target.node, literal, project, variable, quote)
    if access is None:
        return None
    expression = access.expression
    if _is_option_default(target, literal, project) and access.optional:
        expression = access.optional
    message = "read the key from " + expression.replace("'", '"')
    if not is_within:
        text = spelled_out(target, quote, expression)
        return None if text is None else _Change([(target.region, text)], message, access.edits, caveat)
    if is_bytes:
        replacements = added_up(target, literal, project, f"{expression}.encode()")
    else:
        replacements = interpolated(target, literal, project, expression)
    return None if replacements is None else _Change(replacements, message, access.edits, caveat)


def _is_option_default(target: "Target", literal: "LiteralKey", project: "Project") -> bool:
    """Whether the key is the default of an option of the command line: --help and the option work without it."""
    assert literal.file.program is not None
    match list(project.scopes(literal.file.program).ancestors(target.node))[:2]:
        case [model.Argument(name=name) as argument, model.Call() as call] if last_name(call.function) in _OPTIONS:
            return name == "default" or (name is None and call.arguments[0] is argument)
    return False
