"""Baselines: which secrets people have accepted, in the files that detect-secrets reads and writes, too."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sup_lint.config import ConfigError
from sup_lint.detecting.filters import DEFAULT, own_filters
from sup_lint.detecting.layout import DETECTOR, SECRET_TYPE, SHIM, SHIM_URL, portable
from sup_lint.detecting.secrets import Secret
from sup_lint.sources.reading import decode, read

_Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline file: its path as it was given, its text, and what it holds."""

    path: str
    text: str
    content: Mapping[str, Any]

    @property
    def accepted(self) -> frozenset[tuple[str, str]]:
        """The path (posix) and the digest of each secret in it.

        The type is left aside: a value that somebody accepted in a file as a random string is nothing new when we
        know it for a key.
        """
        return frozenset(
            (portable(path), str(entry.get("hashed_secret", "")))
            for path, entries in self.content["results"].items()
            for entry in entries
        )

    @property
    def names_detector(self) -> bool:
        """Whether detect-secrets itself looks for Supertone's keys when it uses this baseline."""
        return any(entry.get("name") == DETECTOR for entry in self.content.get("plugins_used", ()))


def load_baseline(path: str) -> Baseline:
    """Read a baseline, of whichever version. Raises ConfigError if it can't be read or is none."""
    try:
        text = decode(read(path))
    except OSError as error:
        raise ConfigError(f"the baseline {path} {error}") from None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ConfigError(f"the baseline {path} is no JSON; `detect-secrets scan` writes such files") from None
    if not _is_baseline(content):
        raise ConfigError(f"{path} is no baseline of detect-secrets: it has no list of results by file")
    return Baseline(path, text, content)


def _is_baseline(content: object) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("results"), dict):
        return False
    lists = [*content["results"].values(), content.get("plugins_used", []), content.get("filters_used", [])]
    return all(isinstance(each, list) and all(isinstance(entry, dict) for entry in each) for each in lists)


def new_content(*, all_plugins: bool) -> dict[str, Any]:
    """A baseline without results, made in the working directory: portable, and without anything that changes by itself.

    With the shim in place detect-secrets can load the detector from every checkout; without it the name alone says what
    was looked for, which is enough for `sup-lint detect-secrets hook`.
    """
    from detect_secrets.__version__ import VERSION

    plugins: list[_Entry] = [detector_entry() if os.path.isfile(SHIM) else {"name": DETECTOR}]
    if all_plugins:
        plugins += _built_in_plugins()
    return {
        "version": VERSION,
        "plugins_used": _by(plugins, "name"),
        "filters_used": [{"path": path} for path in DEFAULT] if all_plugins else own_filters(()),
        "results": {},
    }


def detector_entry() -> _Entry:
    """How a baseline names the detector so that detect-secrets can load it on every machine."""
    return {"name": DETECTOR, "path": SHIM_URL}


def with_results(
    content: Mapping[str, Any],
    found: Iterable[Secret],
    *,
    scanned: Iterable[str],
    types: frozenset[str],
    line_numbers: bool,
) -> dict[str, Any]:
    """A baseline's content once the files `scanned` were searched for secrets of `types`, and hold what was `found`.

    What is not found any more in these files goes, and so does what was accepted of these types in files that are gone
    from the working directory. Everything else stays, marks of an audit included. Content without a change is given
    back as it is, version and time included.
    """
    searched = {portable(name) for name in scanned}
    known: dict[tuple[str, str, str], _Entry] = {}
    results: dict[str, dict[tuple[str, str], _Entry]] = {}
    for name, entries in content["results"].items():
        path = portable(name)
        for entry in entries:
            identity = (str(entry.get("hashed_secret", "")), str(entry.get("type", "")))
            known[path, *identity] = entry
            if identity[1] not in types or (path not in searched and os.path.isfile(path)):
                results.setdefault(path, {})[identity] = dict(entry)
    for secret in sorted(found):
        path, identity = portable(secret.path), (secret.digest, secret.type)
        if identity in results.get(path, {}):
            continue
        entry = _entry(secret, known.get((path, *identity), {}), line_numbers=line_numbers)
        results.setdefault(path, {})[identity] = entry
    listed = {path: sorted(results[path].values(), key=_place) for path in sorted(results)}
    before = {
        path: sorted(map(dict, entries), key=_place)
        for path, entries in sorted((portable(name), entries) for name, entries in content["results"].items())
    }
    if listed == before:
        return dict(content)
    changed = {**content, "results": listed}
    if "generated_at" in content:
        import time

        changed["generated_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return changed


def has_line_numbers(content: Mapping[str, Any]) -> bool:
    """Whether a baseline tells lines, as detect-secrets does unless it is told to be slim."""
    return any("line_number" in entry for entries in content["results"].values() for entry in entries)


def render(content: Mapping[str, Any]) -> str:
    """The text of a baseline, as detect-secrets writes it."""
    return json.dumps(content, indent=2) + "\n"


def _entry(secret: Secret, before: _Entry, *, line_numbers: bool) -> _Entry:
    entry: _Entry = {
        "type": secret.type,
        "filename": portable(secret.path),
        "hashed_secret": secret.digest,
        "is_verified": bool(before.get("is_verified", False)),
    }
    if line_numbers:
        entry["line_number"] = secret.line
    if "is_secret" in before:
        entry["is_secret"] = before["is_secret"]
    return entry


def _place(entry: Mapping[str, Any]) -> tuple[int, str, str]:
    return int(entry.get("line_number", 0) or 0), str(entry.get("hashed_secret", "")), str(entry.get("type", ""))


def _built_in_plugins() -> list[_Entry]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    detectors: dict[str, Any] = get_mapping_from_secret_type_to_class()
    return [detector().json() for type_, detector in detectors.items() if type_ != SECRET_TYPE]


def _by(entries: list[_Entry], key: str) -> list[_Entry]:
    return sorted(entries, key=lambda entry: str(entry[key]).lower())
