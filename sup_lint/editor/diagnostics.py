"""Findings as diagnostics of the protocol, and as what is shown when the pointer rests on one."""

from lsprotocol import types

from sup_lint.editor.positions import Encoding, range_of
from sup_lint.editor.texts import Texts
from sup_lint.model.finding import Finding
from sup_lint.model.severity import Severity
from sup_lint.sources.lines import LineIndex

SOURCE = "sup-lint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_UNUSED = "unused-suppression"


def diagnostic(
    finding: Finding, lines: LineIndex, texts: Texts, encoding: Encoding, client: types.ClientCapabilities
) -> types.Diagnostic:
    """A finding in a text with these lines as a diagnostic, with as much as the client says that it can show."""
    shown = client.text_document.publish_diagnostics if client.text_document is not None else None
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(texts.address(each.path), texts.range(each.path, each.region, encoding)),
            each.message,
        )
        for each in finding.related
    ]
    is_tagged = finding.rule == _UNUSED and shown is not None and shown.tag_support is not None
    return types.Diagnostic(
        range=range_of(lines, finding.region, encoding),
        message="\n".join(filter(None, (finding.message, finding.help))),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=related if related and shown is not None and shown.related_information else None,
        tags=[types.DiagnosticTag.Unnecessary] if is_tagged else None,
    )


def hover(findings: list[Finding], lines: LineIndex, encoding: Encoding) -> types.Hover | None:
    """What there is to read about findings at one place, as Markdown; the range is the first one's."""
    from sup_lint.catalogue import find, page
    from sup_lint.rules import RULES

    if not findings:
        return None
    parts: list[str] = []
    for finding in findings:
        told = [f"**{finding.rule}** ({finding.code}, {finding.severity.value})", finding.message, finding.help]
        if finding.key is not None:
            told.append(f"Key: `{finding.key.preview}`, fingerprint `{finding.key.fingerprint}`")
        parts.append("\n\n".join(filter(None, told)))
    parts += [page(find(code, RULES)).rstrip() for code in dict.fromkeys(finding.code for finding in findings)]
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts)),
        range_of(lines, findings[0].region, encoding),
    )
