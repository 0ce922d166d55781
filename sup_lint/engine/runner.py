"""From paths to a report."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.keys.needles import is_suspect, may_hold_key
from sup_lint.model.report import Failure, Report
from sup_lint.sources.discovery import discover
from sup_lint.sources.language import language_of, may_be_read
from sup_lint.sources.reading import read, to_gate

if TYPE_CHECKING:
    from sup_lint.config import Config

Progress = Callable[[int, int, str], None]
_PROGRESS_STEP = 256
_HEAD = 1024
_SAMPLE = 8192
_BUILDING = (
    "config vite webpack rollup rsbuild rspack vue craco astro esbuild next nuxt app. docusaurus gatsby quasar tsup"
    " tsdown build package.json pubspec.yaml .spec"
).split()


class Outcome(NamedTuple):
    """A run's report, the paths that it was given but that don't exist, and how deep files were looked at.

    `depths` names each file that got further than the prefilter.
    """

    report: Report
    missing: tuple[str, ...] = ()
    depths: tuple[tuple[str, str], ...] = ()


class _Gated(NamedTuple):
    """What the first look at the bytes leaves: suspects with their bytes, the other files' names, failures."""

    suspects: list[tuple[str, bytes]]
    others: list[str]
    failures: list[Failure]
    files: int


def check_paths(paths: Sequence[str], config: "Config", *, on_progress: Progress | None = None) -> Outcome:
    """Check files and folders.

    `on_progress` is called with the files done, the files
    known and the path at hand. Nothing is raised for a file: what can't be read or parsed becomes a failure.
    """
    found = discover(paths, root=config.root, exclude=config.exclude, wanted=may_be_read)
    gated = _gate(found.files, on_progress)
    failures = [*found.failures, *gated.failures]
    whole_tree = any(_holds(path, config.root) for path in paths)
    if not gated.suspects and (whole_tree or not _lead_to_suspects(gated.others, config)):
        return Outcome(Report(failures=tuple(failures), files=gated.files), tuple(found.missing))
    from sup_lint.engine.inspection import inspect

    report, depths = inspect(gated.suspects, gated.others, config, whole_tree=whole_tree, on_progress=on_progress)
    merged = Report(
        report.findings,
        tuple(sorted({*failures, *report.failures}, key=lambda failure: failure.path)),
        gated.files,
        report.suppressed,
        report.baselined,
    )
    return Outcome(merged, tuple(found.missing), depths)


def check_stdin(data: bytes, name: str, config: "Config") -> Outcome:
    """Check the text of standard input as if it stood in the file `name`, whose name also tells the language."""
    from sup_lint.engine.inspection import inspect

    if not _is_looked_at(name, data) or not (is_suspect(to_gate(data)) or may_hold_key(data)):
        return Outcome(Report(files=1))
    report, depths = inspect([(name, data)], [], config, whole_tree=False, on_progress=None)
    return Outcome(report._replace(files=1), (), depths)


def _holds(path: str, root: str) -> bool:
    """Whether a path is a folder with all of `root` in it."""
    folder = os.path.abspath(path)
    return os.path.isdir(folder) and os.path.commonpath([folder, os.path.abspath(root)]) == folder


def _gate(paths: Iterable[str], on_progress: Progress | None) -> _Gated:
    """Read every file once and keep those that name Supertone; this loop is where the time of a big run goes."""
    suspects: list[tuple[str, bytes]] = []
    others: list[str] = []
    failures: list[Failure] = []
    count = 0
    paths = list(paths)
    for path in paths:
        try:
            data = read(path)
        except FileNotFoundError:  # deleted since it was listed, or deleted but still tracked
            continue
        except OSError as error:
            failures.append(Failure(path, str(error)))
            continue
        count += 1
        if on_progress is not None and count % _PROGRESS_STEP == 0:
            on_progress(count, len(paths), path)
        named = "supertone" in path.lower()
        if (named or is_suspect(to_gate(data))) and _is_looked_at(path, data):
            suspects.append((path, data))
        else:
            others.append(path)
    return _Gated(suspects, others, failures, count)


def _is_looked_at(path: str, data: bytes) -> bool:
    """Whether a file is in a known language, or text at all."""
    return language_of(path, data[:_HEAD]) is not None or b"\0" not in to_gate(data[:_SAMPLE])


def _may_be_settings(path: str) -> bool:
    """Whether a file may be a build tool's settings by its name: they take variables without naming them."""
    name = path[path.rfind("/") + 1 :]
    return any(word in name for word in _BUILDING)


def _holds_key(path: str) -> bool:
    try:
        return may_hold_key(read(path))
    except OSError:
        return False


def _lead_to_suspects(paths: Sequence[str], config: "Config") -> bool:
    """Whether files that name nothing of Supertone may hand a key to others of the project that do."""
    if not any(_may_be_settings(path) or _holds_key(path) for path in paths):
        return False
    from sup_lint.engine.connections import connections
    from sup_lint.sources.imports import Imports

    return bool(connections([], list(paths), Imports(config.root), config, whole_tree=False))
