"""A line of a baseline: an entry as a JSON object with its fields in a fixed order."""

import json
import re
from dataclasses import fields
from typing import Any, NoReturn

from sup_lint.config import ConfigError, nearest, quoted
from sup_lint.model.baseline import Entry

FORMAT = 1
_FORMAT_FIELD = "sup-lint-baseline"
_SALT_FIELD = "salt"
_FINGERPRINT = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){3}")
_SALT = re.compile(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){7}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEEDS = ("tree", "key")
_MOST = 1_000_000
_FIELDS = tuple(field.name for field in fields(Entry))
_REQUIRED = ("rule", "path", "fingerprint", "count")


class BaselineError(ConfigError):
    """The baseline cannot be used; the message is one sentence that says where and why."""


def grouped(digits: str) -> str:
    """Hex digits in groups of four: other scanners take a long row of them for a secret."""
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def header_line(salt: bytes) -> str:
    """The first line of a baseline, without its end."""
    return _written({_FORMAT_FIELD: FORMAT, _SALT_FIELD: grouped(salt.hex())})


def entry_line(entry: Entry) -> str:
    """The line of an entry, without its end; fields that say nothing are left out."""
    values = {name: getattr(entry, name) for name in _FIELDS}
    return _written({name: value for name, value in values.items() if value})


def parse_header(line: str) -> bytes:
    """The salt that the first line holds. Raises BaselineError whose message lacks the place."""
    try:
        told = _object(line)
    except BaselineError:
        told = {}
    if _FORMAT_FIELD not in told:
        raise BaselineError("this is no baseline of sup-lint, whose first line tells its format and salt")
    version, salt = told[_FORMAT_FIELD], told.get(_SALT_FIELD)
    if version != FORMAT or isinstance(version, bool):
        raise BaselineError(f"the format of this baseline is unknown; this version of sup-lint knows format {FORMAT}")
    if not isinstance(salt, str) or not _SALT.fullmatch(salt) or len(told) != 2:
        raise BaselineError("the first line is damaged; take it from the history of the file")
    return bytes.fromhex(salt.replace("-", ""))


def parse_entry(line: str) -> Entry:
    """The entry that a line holds. Raises BaselineError whose message lacks the place."""
    told = _object(line)
    for name in told:
        if name not in _FIELDS:
            near = nearest(name, _FIELDS)
            advice = f'did you mean "{near}"?' if near else f"the fields are {', '.join(_FIELDS)}"
            _refuse(f"an entry has no field {quoted(name)}; {advice}")
    for name in _REQUIRED:
        if name not in told:
            _refuse(f"this entry lacks the field {name}")
    for name, value in told.items():
        if name == "count":
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
                _refuse("count must be a number from 1 on")
        elif not isinstance(value, str) or not value:
            _refuse(f"{name} must be a text")
    entry = Entry(**told)
    if not _FINGERPRINT.fullmatch(entry.fingerprint):
        _refuse("fingerprint must be 16 hexadecimal digits in groups of four, as `sup-lint baseline write` makes it")
    if entry.path.startswith("/") or ("\\" in entry.path and ":" in entry.path):
        _refuse("path must be relative to the folder of the baseline")
    if entry.expires and not is_date(entry.expires):
        _refuse("expires must be a date such as 2027-01-31")
    if entry.needs and entry.needs not in _NEEDS:
        _refuse(f"needs must be one of {', '.join(_NEEDS)}")
    return entry


def is_date(text: str) -> bool:
    """Whether a text is a date of the calendar in the form 2027-01-31."""
    from datetime import date

    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _refuse(sentence: str) -> NoReturn:
    raise BaselineError(sentence)


def _object(line: str) -> dict[str, Any]:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, Any]:
        told = dict(pairs)
        if len(told) != len(pairs):
            _refuse("this line has a field twice")
        return told

    try:
        told = json.loads(line, object_pairs_hook=unique)
    except (ValueError, RecursionError):
        _refuse("this line is no entry: it must hold one JSON object, or be a comment behind #")
    if not isinstance(told, dict):
        _refuse("this line is no entry: it must hold one JSON object, or be a comment behind #")
    return told


def _written(values: dict[str, Any]) -> str:
    """A JSON object in one line; what can't be printed, or is no Unicode at all, is escaped."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else json.dumps(character)[1:-1] for character in text)
