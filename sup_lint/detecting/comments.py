"""sup-lint's own ignore comments, as a filter of detect-secrets."""

import re
from typing import Any

# Of the rules those that report a key in clear.
_RULES = frozenset(
    """
    sup101 hardcoded-key sup102 key-in-config sup104 key-in-url sup201 key-in-client-code
    """.split()
)
_IGNORE = re.compile(
    r"(?P<mark>#|//|/\*|--|;|<!--)\s{0,8}sup-lint:\s{0,8}ignore(?:\[(?P<rules>[^\]]{0,400})\])?", re.IGNORECASE
)
FILTER = f"{__name__}.is_ignored"


def is_ignored(line: str, context: Any) -> bool:
    """Whether a comment at the end of the line, or alone on the one before, silences a rule for keys in clear.

    The names of the parameters are detect-secrets' way to say what it is to hand over; `context` is its `CodeSnippet`.
    """
    before = context.previous_line
    return _silences(line) or (_IGNORE.match(before.strip()) is not None and _silences(before))


def _silences(line: str) -> bool:
    found = _IGNORE.search(line)
    if found is None:
        return False
    return found["rules"] is None or any(rule.strip().lower() in _RULES for rule in found["rules"].split(","))
