"""A key that is known, wherever it stands in a file: its places, and the findings on them."""

import re
from typing import NamedTuple

from sup_lint.analysis.bundle.literals import original
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.keys.encodings import occurrences
from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Finding
from sup_lint.rule import Rule, related

_MOST_PLACES = 100
_END_OF_MAP = re.compile(rb"[\s\"'\\]")
_WORDS = {
    "plain": "",
    "reversed": ", written backwards",
    "hex": ", as hexadecimal digits",
    "percent": ", percent-encoded",
    "base64": ", base64-encoded",
    "base64url": ", base64-encoded",
    "escaped": ", in escapes",
    "utf-16": ", in UTF-16",
    "split": ", cut into pieces",
}


class KnownPlace(NamedTuple):
    """Where a known key stands: offsets of characters in the file's text, and how it is encoded."""

    start: int
    end: int
    encoding: str


def holds(data: bytes, key: str) -> bool:
    """Whether the key stands in the bytes of a file, in any encoding."""
    return next(occurrences(data, key), None) is not None


def places(file: AnalysedFile, key: str) -> list[KnownPlace]:
    """The places in the text of a file where the key stands, in order and without overlaps."""
    is_binary = file.built is not None and file.built.is_binary
    data = file.data if is_binary else file.text.encode("utf-8", "surrogatepass")
    is_plain = is_binary or file.text.isascii()
    found = sorted(occurrences(data, key))[:_MOST_PLACES]
    # An inline map carries the original of a key that is reported where it stands in clear.
    in_clear = any(encoding == "plain" for _, _, encoding in found)
    kept: list[KnownPlace] = []
    last = -1
    for start, end, encoding in found:
        if start >= last and not (in_clear and encoding == "base64" and _lies_in_map(data, start)):
            last = end
            # From bytes of UTF-8 to characters; what stands for the key itself is ASCII.
            first = start if is_plain else len(data[:start].decode("utf-8", "surrogatepass"))
            kept.append(KnownPlace(first, first + end - start, encoding))
    return kept


def _lies_in_map(data: bytes, offset: int) -> bool:
    start = data.rfind(b"sourceMappingURL=data:", 0, offset)
    return start >= 0 and _END_OF_MAP.search(data, start, offset) is None


def finding_of(rule: Rule, file: AnalysedFile, project: Project, place: KnownPlace, key: str, variable: str) -> Finding:
    """The finding on one place of a known key; `variable` named it, or nothing if another file did."""
    start, end = place.start, place.end
    region = file.lines.region(start, end)
    whose = f"The key in ${variable}" if variable else "A Supertone API key, proven elsewhere in the package,"
    source = original(file, key, start, project) if file.built is not None and not file.built.is_binary else None
    return rule.finding(
        file,
        region,
        f"{whose} stands in what is shipped to clients{_WORDS[place.encoding]}. Everyone who gets the package can "
        "take it.",
        help_text=f"Revoke the key at {CONSOLE} and issue a new one for a server of yours; let the client call that "
        "server, and the server send the key.",
        key=key,
        related=(related(*source, "the original, as the source map tells", key),) if source is not None else (),
    )
