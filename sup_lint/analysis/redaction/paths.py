"""Paths into what is logged, as pino's `redact` takes them: `req.headers["x-api-key"]`, `*.password`."""

import re

from sup_lint.analysis.redaction.vocabulary import is_credential, is_ours

_SEGMENT = re.compile(r"""\[\s{0,4}(?:"([^"]{1,80})"|'([^']{1,80})'|([^\]"']{1,80}))\s{0,4}\]|([^.\[\]]{1,80})""")
# A path that ends here hides all that is below.
_WHOLE = frozenset({"headers", "header", "*", "**", "config", "request", "req", "rawHeaders", "requestHeaders"})


def segments(path: str) -> list[str]:
    """The names along a path."""
    return [next(part for part in match.groups() if part is not None) for match in _SEGMENT.finditer(path[:400])]


def hides_header(path: str) -> bool:
    """Whether a path leads to the key's header, or to all headers."""
    names = segments(path)
    return bool(names) and (is_ours(names[-1]) or names[-1] in _WHOLE)


def others_in(paths: list[str]) -> list[str]:
    """The credentials of others that paths lead to, by their last names."""
    return [names[-1] for path in paths if (names := segments(path)) and is_credential(names[-1])]
