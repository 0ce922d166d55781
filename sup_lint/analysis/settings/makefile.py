"""Settings of Makefiles and Justfiles: the variables that they assign outside of recipes."""

import re
from collections.abc import Iterator

from sup_lint.analysis.settings.lines import logical_lines, value_span
from sup_lint.analysis.settings.setting import Setting

# Behind a target, too: deploy: export NAME = value
_ASSIGNMENT = re.compile(
    r"[\ufeff ]{0,40}(?:[\w./%\-]{1,120}[ ]{0,8}:[ ]{1,8})?(?:(?:export|override|private)[ \t]{1,8}){0,3}"
    r"(?P<name>[A-Za-z_][\w.\-]{0,120})[ \t]{0,40}(?:[?+!]|:{1,3})?=[ \t]{0,40}"
)


def settings(text: str) -> Iterator[Setting]:
    """Yield the variables that are assigned."""
    for start, end in logical_lines(text):
        assignment = _ASSIGNMENT.match(text, start, end)
        if assignment is None:
            continue
        first, last, _ = value_span(text, assignment.end(), end)
        if first < last:
            yield Setting((assignment["name"],), text[first:last], first, last, (1,))
