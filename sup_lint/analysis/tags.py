"""The tags of a page that something stands in."""

import re
from typing import TYPE_CHECKING

from sup_lint.keys.schemes import is_anothers_scheme

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.model.region import Region

_LANGUAGES = frozenset({"html", "vue", "svelte", "astro"})
_LONGEST = 4_000
_ATTRIBUTE = re.compile(r"(?<![\w.:-]):?(?P<name>[\w.:-]{1,100})(?=\s{0,8}=)")


def is_in_anothers_tag(file: "AnalysedFile", region: "Region") -> bool:
    """Whether a value is an attribute of a tag whose other attributes are another vendor's: `data-app-id`."""
    if file.language not in _LANGUAGES:
        return False
    offset = file.lines.offset(region.line, region.column)
    start = file.text.rfind("<", max(0, offset - _LONGEST), offset)
    end = file.text.find(">", offset, offset + _LONGEST)
    if min(start, end) < 0 or ">" in file.text[start:offset]:
        return False
    return is_anothers_scheme(match["name"] for match in _ATTRIBUTE.finditer(file.text, start, end))
