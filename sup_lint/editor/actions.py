"""What an editor offers to do about findings: their fixes, all safe ones at once, a comment that waves one through."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lsprotocol import types

from sup_lint.editor.positions import Encoding, range_of
from sup_lint.editor.texts import Texts
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.region import Region

FIX_ALL = "source.fixAll.sup-lint"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)


class Surroundings(NamedTuple):
    """What edits are made for: the texts as the client shows them, and what it can do."""

    texts: Texts
    encoding: Encoding
    client: types.ClientCapabilities


def wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether actions of a kind are asked for: all are, or those of a kind that it is one of."""
    return not only or any(kind == str(_value(each)) or kind.startswith(f"{_value(each)}.") for each in only)


def quick_fix(finding: Finding, shown: types.Diagnostic, around: Surroundings) -> types.CodeAction | None:
    """The fix of one finding; None if it has none, or none that the client can apply."""
    fix = finding.fix
    edit = workspace_edit([fix], around) if fix is not None else None
    if fix is None or edit is None:
        return None
    title = fix.message[:1].upper() + fix.message[1:]
    if fix.kind is Safety.UNSAFE:
        title += f" (look at it: {fix.caveat})" if fix.caveat else " (look at it: it may change what the code does)"
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        edit=edit,
        is_preferred=fix.kind is Safety.SAFE,
    )


def fix_all(findings: Iterable[Finding], around: Surroundings) -> types.CodeAction | None:
    """All safe fixes of a document that don't get in each other's way; None if there are none."""
    safe = [each.fix for each in findings if each.fix is not None and each.fix.kind is Safety.SAFE]
    edit = workspace_edit(_compatible(safe), around) if safe else None
    if edit is None:
        return None
    return types.CodeAction(title="Apply all safe fixes of sup-lint", kind=FIX_ALL, edit=edit)


def ignore(
    finding: Finding, shown: types.Diagnostic, region: Region, text: str, around: Surroundings
) -> types.CodeAction | None:
    """The comment that silences a finding, once it is known where it goes."""
    edit = workspace_edit([Fix(Safety.SAFE, "", (Edit(finding.path, region, text),))], around)
    if edit is None:
        return None
    return types.CodeAction(
        title=f"Ignore {finding.rule} on this line",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown],
        edit=edit,
    )


def workspace_edit(fixes: Sequence[Fix], around: Surroundings) -> types.WorkspaceEdit | None:
    """The edits of fixes, equal ones made once; None where the client can't make a file that they need."""
    texts = around.texts
    edits = list(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    additions = list(dict.fromkeys(each for fix in fixes for each in fix.additions))
    by_path: dict[str, list[types.TextEdit]] = {}
    for edit in sorted(edits, key=lambda each: (each.path, each.region)):
        written = edit.text.replace("\n", texts.newline(edit.path))
        place = range_of(texts.lines(edit.path), edit.region, around.encoding)
        by_path.setdefault(edit.path, []).append(types.TextEdit(place, written))
    for path, text, region in _appended(additions, texts):
        place = range_of(texts.lines(path), region, around.encoding)
        by_path.setdefault(path, []).append(types.TextEdit(place, text))
    if not by_path:
        return None
    workspace = around.client.workspace
    can = workspace.workspace_edit if workspace is not None else None
    created = [path for path in by_path if not texts.exists(path)]
    if can is None or not can.document_changes:
        if created:
            return None
        return types.WorkspaceEdit(changes={texts.address(path): made for path, made in by_path.items()})
    if created and types.ResourceOperationKind.Create not in (can.resource_operations or ()):
        return None
    options = types.CreateFileOptions(ignore_if_exists=True)
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        types.CreateFile(uri=texts.address(path), options=options) for path in created
    ]
    for path, made in by_path.items():
        named = types.OptionalVersionedTextDocumentIdentifier(texts.address(path), texts.version(path))
        changes.append(types.TextDocumentEdit(named, [*made]))
    return types.WorkspaceEdit(document_changes=changes)


def _appended(additions: Iterable[Addition], texts: Texts) -> Iterable[tuple[str, str, Region]]:
    """The text to put at the end of each file, and where that is; nothing for a line that stands there."""
    by_path: dict[str, list[str]] = {}
    for each in additions:
        lines = texts.lines(each.path)
        standing = {lines.line_text(number).rstrip() for number in range(1, lines.line_count + 1)}
        if each.line.rstrip() not in standing:
            by_path.setdefault(each.path, []).append(each.line)
    for path, added in by_path.items():
        lines, newline = texts.lines(path), texts.newline(path)
        last = lines.line_count
        text = lines.line_text(last)
        column = len(text) + 1
        yield (
            path,
            (newline if text else "") + "".join(f"{line}{newline}" for line in added),
            Region(last, column, last, column),
        )


def _compatible(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be applied together, the first of two that can't."""
    taken: list[Edit] = []
    chosen: list[Fix] = []
    for fix in fixes:
        fresh = [edit for edit in fix.edits if edit not in taken]
        if not any(_collide(edit, other) for edit in fresh for other in taken):
            taken += fresh
            chosen.append(fix)
    return chosen


def _collide(edit: Edit, other: Edit) -> bool:
    if edit.path != other.path:
        return False
    start, end = edit.region[:2], edit.region[2:]
    other_start, other_end = other.region[:2], other.region[2:]
    return start < other_end and other_start < end


def _value(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
