"""What would mend a finding, as a SARIF fix."""

from sup_lint.model.finding import Finding
from sup_lint.model.fix import Edit, Fix
from sup_lint.reporters.machine_text import well_formed
from sup_lint.reporters.sarif.places import Json, artifact, message, span


def fixes(finding: Finding) -> list[Json]:
    """The finding's fix, if it edits files.

    A line that belongs into a file whose end only the disk knows can't be said as a replacement: the description
    asks for it.
    """
    fix = finding.fix
    if fix is None or not fix.edits:
        return []
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path, []).append(edit)
    changes = [
        {"artifactLocation": artifact(path), "replacements": [_replacement(edit) for edit in edits]}
        for path, edits in by_path.items()
    ]
    return [
        {
            "description": message(_description(fix)),
            "artifactChanges": changes,
            "properties": {"kind": fix.kind.value},
        }
    ]


def _description(fix: Fix) -> str:
    text = f"{fix.message[:1].upper()}{fix.message[1:]}"
    text += "".join(f"; put the line `{addition.line}` into {addition.path}" for addition in fix.additions)
    return f"{text}. It may not leave all as it was: {fix.caveat}." if fix.caveat else f"{text}."


def _replacement(edit: Edit) -> Json:
    told: Json = {"deletedRegion": span(edit.region)}
    return told | {"insertedContent": {"text": well_formed(edit.text)}} if edit.text else told
