"""What a finding is known by from one run to the next, for services that keep track of findings."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from sup_lint.engine.baseline.fingerprints import region_text
from sup_lint.model.finding import Finding

_DIGITS = 32


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """A fingerprint of 32 hex digits for each finding, no two alike.

    It is made of the rule, the path, and the key or else the source text without keys: lines that move don't change it.
    Findings that are equal in these are told apart by their order.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for finding in findings:
        what = (
            finding.code,
            finding.path,
            finding.key.fingerprint if finding.key is not None else region_text(finding),
        )
        told = "\0".join((*what, str(seen[what]))).encode("utf-8", "surrogatepass")
        found.append(hashlib.sha256(told).hexdigest()[:_DIGITS])
        seen[what] += 1
    return found
