"""Plain text with a form of its own: what Terraform plans, and mail with its characters spelled in numbers."""

import re
from collections.abc import Iterator

from sup_lint.analysis.embedded.embedding import Piece
from sup_lint.analysis.embedded.passage import Passage, added, joined, taken
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_text
from sup_lint.analysis.settings.naming import VALUES
from sup_lint.keys.names import is_key_name

_LARGEST = 2_000_000
_MARK = r"[ \t]{0,40}(?:(?:[+~-]|-/\+|\+/-)[ \t]{1,4})?"
_RESOURCE = re.compile(rf'^{_MARK}resource "[\w-]{{1,100}}" "(?P<name>[\w-]{{1,200}})" \{{[ \t]*+\r?$', re.MULTILINE)
_BLOCK_END = re.compile(r"^[ \t]{0,4}\}", re.MULTILINE)
# value = "…", or "…" -> "…" for what changes.
_TEXT = r'"[^"\r\n]{1,600}"'
_ATTRIBUTE = re.compile(
    rf"^{_MARK}(?P<name>\w{{1,100}})[ \t]{{1,80}}=[ \t](?P<value>{_TEXT})(?:[ ]->[ ](?P<new>{_TEXT}))?", re.MULTILINE
)
_NAMING = frozenset({"name", "key", "secret_name", "secret_id", "variable_name"})
_QUOTED_PRINTABLE = re.compile(r"^Content-Transfer-Encoding:[ \t]{0,8}quoted-printable", re.IGNORECASE | re.MULTILINE)
_SPELLED = re.compile(r"=(?P<end>[ \t]{0,8}\r?\n)|(?:=[0-9A-Fa-f]{2}){1,8}")


def embedded(text: str) -> Iterator[EmbeddedText]:
    """Yield the values that a plan of Terraform gives a key's resource, and a mail as its reader sees it."""
    if len(text) > _LARGEST:
        return
    if 'resource "' in text:
        yield from _planned(text)
    if _QUOTED_PRINTABLE.search(text):
        yield embedded_text("text", _read(text))


def _planned(text: str) -> Iterator[EmbeddedText]:
    resources = list(_RESOURCE.finditer(text))
    ends = [*(each.start() for each in resources), len(text)][1:]
    for resource, following in zip(resources, ends, strict=True):
        end = _BLOCK_END.search(text, resource.end(), following)
        attributes = list(_ATTRIBUTE.finditer(text, resource.end(), end.start() if end else following))
        names = [resource["name"], *(each["value"].strip('"') for each in attributes if each["name"] in _NAMING)]
        name = next(filter(is_key_name, names), "")
        for each in attributes if name else ():
            for group in ("value", "new"):
                if each["name"] in VALUES and each[group] is not None:
                    line = (added(f"{name.rpartition('/')[2]} = "), taken(text, *each.span(group)))
                    yield embedded_text("text", joined(line))


def _read(text: str) -> Passage:
    """The text with its soft line ends taken out and its characters decoded."""
    parts: list[Passage] = []
    position = 0
    for match in _SPELLED.finditer(text):
        parts.append(taken(text, position, match.start()))
        position = match.end()
        if match["end"] is None:
            meant = bytes.fromhex(match[0].replace("=", "")).decode("utf-8", "replace")
            parts.append(Passage(meant, (Piece(0, match.start(), len(meant), len(match[0])),)))
    return joined((*parts, taken(text, position)))
