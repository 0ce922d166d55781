"""A key as it is spelled in a file of settings, and what stands around it there."""

import bisect
import re
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sup_lint.analysis.fixes.editing import edit
from sup_lint.analysis.settings.remarks import remarks_in
from sup_lint.analysis.settings.view import settings_of
from sup_lint.model.fix import Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.settings.setting import Setting

_QUOTES = ('\\"', '"', "'")
_OPENING = re.compile(r"[{\[]")
_CLOSING = re.compile(r"[}\]]")
# A mark at the start of a value by which YAML takes it for something other than plain text.
_NOT_PLAIN = re.compile(r"[{}\[\]%@`&*!|>#\"',?:-]|.*(?:: |\s#)")
# Before a value on lines of its own; a remark may stand behind the mark.
_BLOCK = re.compile(
    r"(?<=[ \t])[|>][-+0-9]{0,2}(?P<remark>[ \t]{0,40}(?:[ \t]#[^\r\n]{0,200})?)\r?\n[ \t\r\n]{0,200}\Z"
)
_DOCUMENT = re.compile(r"^---(?=\s)[^\n]*\n?", re.MULTILINE)
_ITEM = re.compile(r"[\[,][ \t]{0,80}(?P<item>[A-Za-z_][\w.-]{0,120}=)\Z")
_ITEM_END = re.compile(r"[ \t]{0,80}[,\]]")
# Where the comments of a file stand; each key of it asks.
_REMARKS: WeakKeyDictionary["AnalysedFile", list[tuple[int, int]]] = WeakKeyDictionary()


class HeldText(NamedTuple):
    """A key from offset `start` to `end`, its quotes at `first` and `last`; `setting` is what holds it, if any does.

    `is_whole` if the setting says nothing but the key.
    """

    file: "AnalysedFile"
    value: str
    start: int
    end: int
    quote: str
    setting: "Setting | None"

    @property
    def first(self) -> int:
        """Where the quotes begin, or the key without quotes."""
        return self.start - len(self.quote)

    @property
    def last(self) -> int:
        """The offset behind the quotes, or behind the key without quotes."""
        return self.end + len(self.quote)

    @property
    def is_whole(self) -> bool:
        """Whether the setting says nothing but the key."""
        return self.setting is not None and (self.setting.start, self.setting.end) == (self.start, self.end)

    @property
    def block(self) -> re.Match[str] | None:
        """The mark of a block of YAML, `>-`, that holds nothing but the key, up to the key; with its `remark`."""
        if self.quote or not self.is_whole or self.file.language != "yaml" or self.before.strip():
            return None
        return _BLOCK.search(self.file.text, max(0, self.start - 500), self.start)

    @property
    def line_start(self) -> int:
        """The offset at which the line of the key begins."""
        return _line_start(self.file.text, self.start)

    @property
    def before(self) -> str:
        """What stands before the key and its quotes in their line."""
        return self.file.text[self.line_start : self.first]

    @property
    def behind(self) -> str:
        """What stands behind the key and its quotes in their line."""
        return self.file.text[self.last : line_end(self.file.text, self.last)].rstrip("\r")

    @property
    def document(self) -> str:
        """The document of YAML that the key stands in: a file may have several."""
        content = self.file.text
        starts = [0, *(match.end() for match in _DOCUMENT.finditer(content)), len(content)]
        place = bisect.bisect_right(starts, self.start)
        return content[starts[place - 1] : starts[place]]

    @property
    def is_in_remark(self) -> bool:
        """Whether it stands in a comment."""
        if self.file not in _REMARKS:
            _REMARKS[self.file] = [(start, start + len(text)) for start, text in remarks_in(self.file)]
        return any(start <= self.start < end for start, end in _REMARKS[self.file])

    def fix(self, start: int, end: int, text: str, message: str, caveat: str = "") -> Fix | None:
        """The fix that puts `text` in place of what stands between two offsets; unsafe with a caveat."""
        made = edit(self.file, self.file.lines.region(start, end), text)
        kind = Safety.UNSAFE if caveat else Safety.SAFE
        return None if made is None else Fix(kind, message, (made,), caveat=caveat)


def held(literal: "LiteralKey") -> HeldText | None:
    """How a key stands in a file of settings; None where it isn't spelled out: in base64, for instance."""
    file = literal.file
    lines, region = file.lines, literal.region
    first, last = lines.offset(region.line, region.column), lines.offset(region.end_line, region.end_column)
    start = file.text.find(literal.value, first, last)
    if start < 0:
        return None
    end = start + len(literal.value)
    quote = next((each for each in _QUOTES if file.text[:start].endswith(each) and file.text.startswith(each, end)), "")
    setting = next((each for each in settings_of(file) if each.start <= start and end <= each.end), None)
    return HeldText(file, literal.value, start, end, quote, setting)


def in_yaml(text: HeldText, reference: str) -> tuple[int, int, str] | None:
    """Where a reference goes in a file of YAML, and how it is spelled there; None where quotes would be needed, and
    something else stands beside the key."""
    if text.quote == "'" and "'" in reference:
        return text.first, text.last, f'"{reference}"'
    if text.quote == '"' and '"' in reference:
        return text.first, text.last, f"'{reference}'"
    if text.block is not None:
        return text.start, text.end, reference
    item = _ITEM.search(text.before)
    if item is not None and not text.quote and _is_in_flow(text) and _ITEM_END.match(text.behind):
        mark = "'" if '"' in reference else '"'
        return text.line_start + item.start("item"), text.end, f"{mark}{item['item']}{reference}{mark}"
    if text.quote or not text.is_whole:
        is_quoted = text.quote != "" or _is_in_quotes(text, reference)
        return (text.start, text.end, reference) if is_quoted or not _is_in_flow(text) else None
    if _is_in_flow(text) or _NOT_PLAIN.match(reference):
        mark = "'" if '"' in reference else '"'
        return text.start, text.end, f"{mark}{reference}{mark}"
    return text.start, text.end, reference


def line_end(text: str, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _is_in_quotes(text: HeldText, reference: str) -> bool:
    """Whether quotes that the reference doesn't have are open before the key in its line."""
    return any(text.before.count(mark) % 2 == 1 and mark not in reference for mark in "\"'")


def _is_in_flow(text: HeldText) -> bool:
    """Whether braces or brackets are open before it in its line."""
    before = text.before
    return len(_OPENING.findall(before)) > len(_CLOSING.findall(before))
