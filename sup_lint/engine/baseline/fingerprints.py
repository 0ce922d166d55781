"""What an entry knows a finding by: a salted digest of its key's fingerprint, or of its source text without keys."""

from sup_lint.engine.baseline.entries import grouped
from sup_lint.model.baseline import Entry
from sup_lint.model.finding import Finding

_LENGTH = 8


def fingerprint(finding: Finding, salt: bytes) -> str:
    """What stays the same of a finding when lines move: its key, or else the text of its region."""
    if finding.key is not None:
        return key_fingerprint(finding.key.fingerprint, salt)
    return _digest(b"text", region_text(finding), salt)


def key_fingerprint(fingerprint: str, salt: bytes) -> str:
    """The fingerprint, in a baseline with this salt, of a finding whose key has a MaskedKey's `fingerprint`."""
    return _digest(b"key", fingerprint, salt)


def order(entry: Entry, salt: bytes) -> int:
    """Where an entry belongs among others: a number of 64 bits that is as good as random."""
    import hashlib

    told = "\0".join(entry.identity).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8, key=salt, person=b"place").digest())


def region_text(finding: Finding) -> str:
    """The source text of a finding's region as its excerpt has it, keys masked, with single spaces."""
    excerpt, region = finding.excerpt, finding.region
    if excerpt is None:
        return ""
    cut = excerpt.column - 1
    pieces = []
    for number, line in enumerate(excerpt.lines, excerpt.line):
        if region.line <= number <= region.end_line:
            start = max(region.column - 1 - cut, 0) if number == region.line else 0
            end = max(region.end_column - 1 - cut, 0) if number == region.end_line else len(line)
            pieces.append(line[start:end])
    return " ".join(" ".join(pieces).split())


def _digest(kind: bytes, text: str, salt: bytes) -> str:
    import hashlib

    data = text.encode("utf-8", "surrogatepass")
    return grouped(hashlib.blake2b(data, digest_size=_LENGTH, key=salt, person=kind).hexdigest())
