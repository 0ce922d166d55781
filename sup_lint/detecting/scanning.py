"""Files searched by detect-secrets: with our detector as we read files, and with its own as it does.

Two passes, since a filter holds for all detectors: those that hide Supertone's keys keep its own detectors quiet.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sup_lint.detecting.comments import FILTER
from sup_lint.detecting.filters import NON_TEXT_FILE, own_filters, their_filters
from sup_lint.detecting.layout import DETECTOR, SECRET_TYPE
from sup_lint.detecting.secrets import Secret, digest_of
from sup_lint.keys.needles import NEEDLE
from sup_lint.model.report import Failure
from sup_lint.sources.reading import decode, read, to_gate


class Scan(NamedTuple):
    """What a scan found, in order; what it could not read; and the types of secrets that it looked for."""

    secrets: list[Secret]
    failures: list[Failure]
    types: frozenset[str]


def scan(names: Sequence[str], baseline: Mapping[str, Any] | None = None, *, all_plugins: bool = False) -> Scan:
    """Search the files `names`, relative to the working directory, for Supertone's keys.

    `baseline` is the content of one whose patterns of excluded files, lines and secrets hold. `all_plugins` lets
    detect-secrets' own detectors search, too, with the baseline's settings, offline. Raises ConfigError for a
    pattern that is no regular expression.
    """
    baseline = baseline or {}
    texts: dict[str, str] = {}
    failures = []
    for name in names:
        try:
            data = read(name)
        except OSError as error:
            failures.append(Failure(name, str(error)))
            continue
        # Without a sign of Supertone the detector finds nothing, and detect-secrets need not even be imported.
        if NEEDLE.search(to_gate(data).lower()):
            texts[name] = decode(data)
    filters = own_filters(baseline.get("filters_used", ()))
    found = set(_with_our_detector(texts, filters)) if texts else set()
    types = frozenset({SECRET_TYPE})
    if all_plugins:
        unreadable = {failure.path for failure in failures}
        theirs, their_types = _with_their_detectors([name for name in names if name not in unreadable], baseline)
        found |= theirs
        types |= their_types
    return Scan(sorted(found), failures, types)


def _with_our_detector(texts: Mapping[str, str], filters: list[dict[str, Any]]) -> Iterator[Secret]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import transient_settings

    from sup_lint.detect_secrets_plugin import SupertoneKeyDetector

    # The table is filled once in a process; a path in the settings comes too late when something was scanned before.
    detectors: dict[str, Any] = get_mapping_from_secret_type_to_class()
    detectors[SECRET_TYPE] = SupertoneKeyDetector
    filters = [*filters, {"path": FILTER}]
    with (
        transient_settings({"plugins_used": [{"name": DETECTOR}], "filters_used": filters}) as settings,
        _reading(texts),
    ):
        # It cannot be left out in a baseline, and passes over source maps and style sheets by their names.
        settings.disable_filters(NON_TEXT_FILE)
        for name, text in texts.items():
            lines = io.StringIO(text, newline=None).read().split("\n")
            yield from _secrets(name, lines, scan_file(name))


def _with_their_detectors(names: Sequence[str], baseline: Mapping[str, Any]) -> tuple[set[Secret], frozenset[str]]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import transient_settings

    detectors: Mapping[str, Any] = get_mapping_from_secret_type_to_class()
    built_in = {
        kind.__name__: type_
        for type_, kind in detectors.items()
        if kind.__module__.startswith("detect_secrets.plugins.")
    }
    used = [
        entry for entry in baseline.get("plugins_used", ()) if entry.get("name") in built_in and "path" not in entry
    ]
    plugins = used or [{"name": name} for name in built_in]
    settings = {"plugins_used": plugins, "filters_used": their_filters(baseline.get("filters_used"))}
    found: set[Secret] = set()
    with transient_settings(settings):
        for name in names:
            found.update(_secrets(name, (), scan_file(name)))
    return found, frozenset(built_in[str(entry["name"])] for entry in plugins)


def _secrets(name: str, lines: Sequence[str], found: Iterable[Any]) -> Iterator[Secret]:
    for secret in found:
        number = secret.line_number
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        yield Secret(name, number, secret.type, digest_of(secret.secret_value), secret.secret_value, text)


@contextmanager
def _reading(texts: Mapping[str, str]) -> Iterator[None]:
    """Let detect-secrets read `texts`, line by line as they are.

    It would open files in the encoding of the system and pass over in silence what does not decode, such as UTF-16, or
    Korean text on an English Windows; and what it can parse as YAML or INI it would read without the comments.
    """
    from detect_secrets.core import scan as scanning

    replaced = vars(scanning)["get_transformed_file"]
    # What stands in the module is found before the built-in of this name.
    vars(scanning).update(
        open=lambda name: io.StringIO(texts[name], newline=None),
        get_transformed_file=lambda *_, **__: None,
    )
    try:
        yield
    finally:
        vars(scanning)["get_transformed_file"] = replaced
        del vars(scanning)["open"]
