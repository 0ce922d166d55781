"""A finding as a SARIF result."""

from sup_lint.model.finding import Finding
from sup_lint.model.silenced import Silenced, Silencer
from sup_lint.reporters.glyphs import visible
from sup_lint.reporters.sarif.fixes import fixes
from sup_lint.reporters.sarif.places import Json, message, physical

# Their related places are the way of the key to where it is reported.
_FLOWS = frozenset({"SUP202", "SUP205", "SUP301", "SUP302", "SUP304"})


def result(finding: Finding, rule: int, fingerprint: str, silenced: Silenced | None) -> Json:
    """The result for a finding of the run's rule number `rule`; `silenced` says what waves it through, if anything."""
    told: Json = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": message(" ".join(text for text in (finding.message, finding.help) if text)),
        "locations": [_here(finding)],
        "partialFingerprints": {"supLint/v1": fingerprint},
    }
    if finding.related:
        told["relatedLocations"] = [{"id": number} | each for number, each in enumerate(_others(finding), 1)]
        if finding.code in _FLOWS:
            steps = [*_others(finding), _here(finding) | {"message": message(finding.message)}]
            told["codeFlows"] = [{"threadFlows": [{"locations": [{"location": step} for step in steps]}]}]
    if proposed := fixes(finding):
        told["fixes"] = proposed
    if silenced is not None:
        told["suppressions"] = [_suppression(silenced)]
    return told | {"properties": _properties(finding)}


def _here(finding: Finding) -> Json:
    return {"physicalLocation": physical(finding.path, finding.region, finding.excerpt)}


def _others(finding: Finding) -> list[Json]:
    return [
        {"physicalLocation": physical(each.path, each.region, each.excerpt), "message": message(each.message)}
        for each in finding.related
    ]


def _suppression(silenced: Silenced) -> Json:
    kind = "inSource" if silenced.silencer is Silencer.COMMENT else "external"
    told: Json = {"kind": kind, "status": "accepted"}
    if silenced.reason:
        told["justification"] = visible(silenced.reason)
    return told | {"properties": {"silencer": silenced.silencer.value}}


def _properties(finding: Finding) -> Json:
    told: Json = {"confidence": finding.confidence.value, "checklist": finding.checklist.value}
    if finding.key is not None:
        told["key"] = {"preview": visible(finding.key.preview), "fingerprint": finding.key.fingerprint}
    if finding.commit is not None:
        told["commit"] = finding.commit
    if finding.fix is not None:
        told["fix"] = {"kind": finding.fix.kind.value, "message": visible(finding.fix.message)}
    return told
