"""Lines of a notebook that set a variable of the environment: `%env SUPERTONE_API_KEY=…`, `%set_env`."""

import re
from typing import TYPE_CHECKING

from sup_lint.model.fix import Edit, Fix, Safety

if TYPE_CHECKING:
    from sup_lint.analysis.literal_key import LiteralKey

# A line of a cell as JSON spells it, from its start up to the value, and what may follow the value in it.
_SETTING = re.compile(
    r"(?<!\\)(?:\"|\\n)(?P<indent>(?:[ ]|\\t){0,200})%(?:set_)?env[ \t]{1,80}(?P<name>[A-Za-z_]\w{0,120})"
    r"(?:[ \t]{0,80}=[ \t]{0,80}|[ \t]{1,80})(?:\\\"|')?\Z"
)
_REST = re.compile(r"(?:\\\"|')?[ \t]{0,80}(?P<end>(?:\\r)?\\n)?(?P<closing>\")?")
_LONGEST = 800


def magic_fix(literal: "LiteralKey") -> Fix | None:
    """Drop the line that gives a variable its key, `pass` for it within a block; None for any other line."""
    host = literal.file.host
    if host is literal.file or host.language != "notebook" or host.is_malformed:
        return None
    place = literal.file.on_disk(literal.region)
    start = host.text.find(literal.value, *(host.lines.offset(*each) for each in (place[:2], place[2:])))
    if start < 0:
        return None
    before = _SETTING.search(host.text, max(0, start - _LONGEST), start)
    behind = _REST.match(host.text, start + len(literal.value))
    if before is None or behind is None or not (behind["end"] or behind["closing"]):
        return None
    if before["indent"]:
        first, last, text = before.end("indent"), behind.start("end") if behind["end"] else behind.end() - 1, "pass"
    else:
        first, last, text = before.start("indent"), behind.end() - bool(behind["closing"]), ""
    region = host.lines.region(first, last)
    line = host.lines.line_text(region.line)
    is_whole = region.line == region.end_line and line[: region.column - 1].strip() == '"'
    if not text and is_whole and line[region.end_column - 1 :].strip() == '",':
        region = region._replace(column=1, end_line=region.line + 1, end_column=1)
    message = f"drop the key: {before['name']} must be set outside the notebook"
    return Fix(Safety.SAFE, message, (Edit(host.path, region, text),))
