"""The filters of detect-secrets, and what they do to the lines that hold Supertone keys."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sup_lint.config import ConfigError, quoted

ALLOWLIST = "detect_secrets.filters.allowlist.is_line_allowlisted"
GIBBERISH = "detect_secrets.filters.gibberish.should_exclude_secret"
VERIFICATION = "detect_secrets.filters.common.is_ignored_due_to_verification_policies"
NON_TEXT_FILE = "detect_secrets.filters.heuristic.is_non_text_file"
EXCLUDED_FILES = "detect_secrets.filters.regex.should_exclude_file"
EXCLUDED_LINES = "detect_secrets.filters.regex.should_exclude_line"
EXCLUDED_SECRETS = "detect_secrets.filters.regex.should_exclude_secret"
_REGULAR_EXPRESSIONS = "detect_secrets.filters.regex."

# What a filter hides from the detector, by the filter's name. `is_likely_id_string` is not here: it spares detectors
# like ours; nor are those that drop values which are no keys for us, either.
HIDING: Mapping[str, str] = {
    "detect_secrets.filters.heuristic.is_indirect_reference": (
        'drops every line that assigns a call, such as `client = Supertone(api_key="…")` and '
        '`os.environ.get("SUPERTONE_API_KEY", "…")`, before any detector sees it'
    ),
    "detect_secrets.filters.heuristic.is_potential_uuid": "drops keys in the form of a UUID",
    "detect_secrets.filters.heuristic.is_swagger_file": (
        'passes over every file with "swagger" in its path, where keys stand as defaults of an API description'
    ),
    GIBBERISH: "takes keys for gibberish or for words as its model pleases, and drops them",
}
# What detect-secrets turns on by itself, the two of the files' kinds apart.
DEFAULT = (
    ALLOWLIST,
    "detect_secrets.filters.heuristic.is_indirect_reference",
    "detect_secrets.filters.heuristic.is_likely_id_string",
    "detect_secrets.filters.heuristic.is_lock_file",
    "detect_secrets.filters.heuristic.is_not_alphanumeric_string",
    "detect_secrets.filters.heuristic.is_potential_uuid",
    "detect_secrets.filters.heuristic.is_prefixed_with_dollar_sign",
    "detect_secrets.filters.heuristic.is_sequential_string",
    "detect_secrets.filters.heuristic.is_swagger_file",
    "detect_secrets.filters.heuristic.is_templated_secret",
)
_OFFLINE = ("detect_secrets.filters.allowlist.", "detect_secrets.filters.heuristic.", _REGULAR_EXPRESSIONS)


def own_filters(configured: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The filters to find Supertone keys with: the allowlist comments, and of those in a baseline what people excluded.

    What detect-secrets guesses about a line or a value is left out: the detector knows better. Raises ConfigError for a
    pattern that is no regular expression.
    """
    excluded = [_checked(entry) for entry in configured if str(entry.get("path", "")).startswith(_REGULAR_EXPRESSIONS)]
    return [{"path": ALLOWLIST}, *sorted(excluded, key=lambda entry: str(entry["path"]))]


def their_filters(configured: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """The filters to let detect-secrets' own detectors run with: the baseline's, or the default ones (None).

    Left out are those that ask the network, and those that run code of the repository.
    """
    if configured is None:
        return [{"path": path} for path in DEFAULT]
    return [_checked(entry) for entry in configured if str(entry.get("path", "")).startswith(_OFFLINE)]


def patterns_of(entry: Mapping[str, Any]) -> list[str]:
    """The regular expressions of a filter, whether given as a list or as one."""
    pattern = entry.get("pattern", [])
    return [pattern] if isinstance(pattern, str) else [str(each) for each in pattern]


def _checked(entry: Mapping[str, Any]) -> dict[str, Any]:
    if "pattern" not in entry:
        return dict(entry)
    for pattern in patterns_of(entry):
        try:
            re.compile(pattern)
        except re.error:
            raise ConfigError(
                f"the pattern {quoted(pattern)} of the filter {entry['path']} in the baseline is no regular expression"
            ) from None
    return {**entry, "pattern": patterns_of(entry)}
