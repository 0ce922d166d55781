"""The traps that a baseline of detect-secrets may hold: plugins that do not load, filters that hide keys."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sup_lint.detecting.baseline import Baseline
from sup_lint.detecting.filters import (
    ALLOWLIST,
    DEFAULT,
    EXCLUDED_FILES,
    EXCLUDED_LINES,
    EXCLUDED_SECRETS,
    HIDING,
    VERIFICATION,
    patterns_of,
)
from sup_lint.detecting.layout import DETECTOR, SHIM, SHIM_URL
from sup_lint.detecting.reach import Probes, matched, some
from sup_lint.detecting.trap import Trap
from sup_lint.sources.reading import decode, read

_SCHEME = "file://"
_ABSOLUTE = re.compile(r"[/\\~]|[A-Za-z]:[/\\]")
_VERIFIED_ONLY = 3


def plugin_traps(baseline: Baseline, root: str, *, theirs: bool) -> Iterator[Trap]:
    """The plugins of a baseline that do not load, here or elsewhere; `theirs`: detect-secrets itself reads it."""
    built_in = _built_in_names()
    for entry in baseline.content.get("plugins_used", ()):
        name, url = str(entry.get("name", "")), entry.get("path")
        line = line_of(baseline, f'"{url or name}"')
        if url is not None:
            yield from _path_traps(baseline.path, line, name, str(url), root)
        elif name not in built_in and (theirs or name != DETECTOR):
            yield Trap(
                baseline.path,
                line,
                "plugin-not-loadable",
                f"The baseline uses {name} and does not say where it is: detect-secrets has no detector of this name "
                "and ends with a TypeError.",
                _plugin(DETECTOR, SHIM_URL)
                if name == DETECTOR
                else f"{_plugin(name, 'file://FILE')} with the FILE that defines it, or delete the entry",
            )


def missing_detector(path: str, line: int) -> Trap:
    """Nothing looks for Supertone's keys."""
    return Trap(
        path,
        line,
        "detector-missing",
        "Nothing looks for Supertone keys here: detect-secrets has no detector for them, and its general ones never "
        "see the usual lines. Add our detector to plugins_used, or the hook sup-lint-detect-secrets to pre-commit.",
        _plugin(DETECTOR, SHIM_URL),
    )


def path_option_traps(path: str, line: int, option: str, root: str) -> Iterator[Trap]:
    """What is wrong with the FILE of `-p FILE`."""
    if _ABSOLUTE.match(option):
        yield Trap(
            path,
            line,
            "absolute-plugin-path",
            f"The hook loads a detector from {option}, which is there on one machine only.",
            f"-p, {SHIM}",
        )
    elif not os.path.isfile(os.path.join(root, option)):
        yield _missing_file(path, line, option, f"-p, {SHIM}")


def filter_traps(baseline: Baseline, probes: Probes, disabled: frozenset[str]) -> Iterator[Trap]:
    """The filters of a baseline that hide keys, but those that the command line of a hook has `disabled`."""
    if "filters_used" not in baseline.content:
        for path in DEFAULT:
            if path in HIDING and path not in disabled:
                yield Trap(
                    baseline.path,
                    1,
                    "filter-hides-keys",
                    f"Without filters_used all filters are on, and {_short(path)} {HIDING[path]}.",
                    f'add "filters_used": [{{"path": "{ALLOWLIST}"}}]',
                )
        return
    entries = [entry for entry in baseline.content["filters_used"] if entry.get("path") not in disabled]
    for entry in entries:
        path = str(entry.get("path", ""))
        line = line_of(baseline, f'"{path}"')
        if path in HIDING:
            yield Trap(
                baseline.path,
                line,
                "filter-hides-keys",
                f"The filter {_short(path)} {HIDING[path]}.",
                f'delete this entry: {{"path": "{path}"}}',
            )
        elif path == VERIFICATION and _number(entry.get("min_level")) >= _VERIFIED_ONLY:
            yield Trap(
                baseline.path,
                line_of(baseline, '"min_level"'),
                "only-verified",
                "Only secrets that a service has confirmed are reported, and nobody asks Supertone: no key ever is.",
                '"min_level": 2',
            )
        yield from _pattern_traps(baseline, entry, probes)
    if not any(entry.get("path") == ALLOWLIST for entry in baseline.content["filters_used"]):
        yield Trap(
            baseline.path,
            line_of(baseline, '"filters_used"'),
            "comments-ignored",
            "The filter that heeds `# pragma: allowlist secret` is off: such comments have no effect.",
            f'add to filters_used: {{"path": "{ALLOWLIST}"}}',
        )


def excluding_traps(path: str, line: int, kind: str, pattern: str, probes: Probes, change: str) -> Iterator[Trap]:
    """What an exclusion of files, lines or secrets (`kind` is the filter) leaves out that holds keys."""
    if kind == EXCLUDED_FILES:
        names = matched(pattern, probes.names)
        if names:
            yield Trap(
                path,
                line,
                "files-excluded",
                f"The pattern `{pattern}` leaves out {some(names)}, where keys are most often.",
                change,
            )
    elif kind in {EXCLUDED_LINES, EXCLUDED_SECRETS}:
        lines = kind == EXCLUDED_LINES
        if matched(pattern, probes.lines if lines else probes.keys):
            what = "lines such as `SUPERTONE_API_KEY=…`" if lines else "values that look like Supertone keys"
            yield Trap(path, line, "keys-excluded", f"The pattern `{pattern}` leaves out {what}.", change)


def line_of(baseline: Baseline, literal: str) -> int:
    """The number of the first line that holds a text as it was written in JSON; 1 if none does."""
    escaped = json.dumps(literal[1:-1]) if literal.startswith('"') else literal
    at = baseline.text.find(escaped)
    return baseline.text.count("\n", 0, at) + 1 if at >= 0 else 1


def _path_traps(path: str, line: int, name: str, url: str, root: str) -> Iterator[Trap]:
    file = url.removeprefix(_SCHEME)
    portable = SHIM_URL if name == DETECTOR else _relative_url(file, root)
    change = f'"path": "{portable}"'
    if not url.startswith(_SCHEME):
        yield Trap(
            path,
            line,
            "plugin-not-loadable",
            f"The path of {name} does not begin with {_SCHEME}: detect-secrets cuts off as many characters unseen, "
            "and ends with a FileNotFoundError.",
            change,
        )
    elif _ABSOLUTE.match(file):
        yield Trap(
            path,
            line,
            "absolute-plugin-path",
            f"{name} is to be loaded from {file}, which is there on one machine only: on every other one "
            "detect-secrets ends with a FileNotFoundError.",
            change,
        )
    elif not os.path.isfile(os.path.join(root, file)):
        yield _missing_file(path, line, file, change)
    elif not _defines(os.path.join(root, file), name):
        yield Trap(
            path,
            line,
            "plugin-not-loadable",
            f"{file} has no class {name}: detect-secrets ends with a TypeError.",
            change,
        )


def _missing_file(path: str, line: int, file: str, change: str) -> Trap:
    return Trap(
        path,
        line,
        "plugin-file-missing",
        f"There is no {file} here: detect-secrets ends with an error before it has looked at anything.",
        change,
    )


def _pattern_traps(baseline: Baseline, entry: Mapping[str, Any], probes: Probes) -> Iterator[Trap]:
    kind = str(entry.get("path", ""))
    if isinstance(entry.get("pattern"), str):
        text = str(entry["pattern"])
        yield Trap(
            baseline.path,
            line_of(baseline, f'"{text}"'),
            "pattern-is-text",
            "The pattern is a text where a list is wanted: detect-secrets takes every character of it for a pattern, "
            "and leaves out nearly everything.",
            f'"pattern": {json.dumps([text])}',
        )
        return
    for pattern in patterns_of(entry):
        line = line_of(baseline, f'"{pattern}"')
        change = f"delete {json.dumps(pattern)}, or narrow it"
        yield from excluding_traps(baseline.path, line, kind, pattern, probes, change)


def _relative_url(file: str, root: str) -> str:
    """The URL of a file of the repository, relative to it; of any other one, what it would be if it were there."""
    real = os.path.realpath(file)
    inside = real.startswith(os.path.join(os.path.realpath(root), ""))
    name = os.path.relpath(real, os.path.realpath(root)) if inside else os.path.basename(file.replace("\\", "/"))
    return _SCHEME + name.replace(os.sep, "/")


def _defines(file: str, name: str) -> bool:
    """Whether a Python file names a class; it is read, not run."""
    try:
        return re.search(rf"\b{re.escape(name)}\b", decode(read(file))) is not None
    except OSError:
        return False


def _built_in_names() -> frozenset[str]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    detectors: Mapping[str, Any] = get_mapping_from_secret_type_to_class()
    # Ours is among them only where somebody has installed it into detect-secrets' own package.
    return frozenset(
        each.__name__ for each in detectors.values() if each.__module__.startswith("detect_secrets.plugins.")
    )


def _plugin(name: str, url: str) -> str:
    return f'{{"name": "{name}", "path": "{url}"}}'


def _short(path: str) -> str:
    return path.removeprefix("detect_secrets.filters.")


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
