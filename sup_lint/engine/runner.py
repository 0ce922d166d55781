"""From paths to a report."""

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.engine.gating import PROGRESS_STEP, Gated, gate
from sup_lint.engine.seen import InClear, Seen, WorkTree
from sup_lint.keys.needles import is_suspect, may_hold_key
from sup_lint.model.report import Failure, Report
from sup_lint.sources.discovery import discover
from sup_lint.sources.files import is_folder, names, read, view
from sup_lint.sources.ignore import Exclusion
from sup_lint.sources.language import language_of
from sup_lint.sources.reading import to_gate

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.inspection import Inspection
    from sup_lint.engine.known_keys import KnownKey

Progress = Callable[[int, int, str], None]
_BUILDING = (
    "config vite webpack rollup rsbuild rspack vue craco astro esbuild next nuxt app. docusaurus gatsby quasar tsup"
    " tsdown build package.json pubspec.yaml .spec"
).split()


class Outcome(NamedTuple):
    """A run's report, the paths that it was given but that don't exist, and how deep files were looked at.

    `depths` names each file that got further than the prefilter. `seen` is what a baseline is judged by. `is_void`
    tells that nothing could be looked at. `in_clear` is what fixes take besides the report.
    """

    report: Report
    missing: tuple[str, ...] = ()
    depths: tuple[tuple[str, str], ...] = ()
    seen: Seen = Seen()
    is_void: bool = False
    in_clear: InClear = InClear()


class Inspected(NamedTuple):
    """What was seen of whole trees, what could not be read, how many files were looked at, and for which keys."""

    inspection: "Inspection"
    failures: list[Failure]
    files: int
    seen: Seen
    keys: "list[KnownKey]"


def check_paths(
    paths: Sequence[str],
    config: "Config",
    *,
    known: "Sequence[KnownKey]" = (),
    on_progress: Progress | None = None,
    remembers: bool = False,
    jobs: int | None = 1,
) -> Outcome:
    """Check files and folders; `known` keys, and those that a file proves to be keys, are searched for in every byte.

    `on_progress` is called with the files done, the files known and the path at hand. Nothing is raised for a file:
    what can't be read or parsed becomes a failure. The baseline of the settings is applied; it raises BaselineError.
    `remembers` lets clean verdicts be taken from the user's cache, and be put there; it is for the only check of a
    process, since what an earlier one has found out is not asked of the files again. `jobs` is how many processes may
    read the files at most (None: as many as pay).
    """
    return with_baseline(
        lambda: _check_paths(paths, config, known, on_progress, remembers=remembers, jobs=jobs), config
    )


def with_baseline(check: Callable[[], Outcome], config: "Config") -> Outcome:
    """Check, and leave out what the baseline of the settings accepts. Raises BaselineError before anything else."""
    if config.baseline is None:
        return check()
    from sup_lint.engine.baseline.accepting import accept
    from sup_lint.engine.baseline.file import load_baseline

    baseline = load_baseline(config.baseline)
    outcome = check()
    return outcome._replace(report=accept(outcome.report, baseline, outcome.seen, config))


def _check_paths(
    paths: Sequence[str],
    config: "Config",
    known: "Sequence[KnownKey]",
    on_progress: Progress | None,
    *,
    remembers: bool,
    jobs: int | None,
) -> Outcome:
    found = discover(paths, root=config.root, exclude=config.exclude, wanted=_any)
    gated = gate(found.files, on_progress, jobs)
    failures = [*found.failures, *gated.failures]
    whole_tree = any(_holds(path, config.root) for path in paths)
    private = _private_files(config, set(found.files)) if whole_tree else []
    seen = _seen(found.files, gated, config, whole_tree=whole_tree)
    if not (gated.suspects or known or private) and (whole_tree or not _lead_to_suspects(gated.others, config)):
        return Outcome(Report(failures=tuple(failures), files=gated.files), tuple(found.missing), seen=seen)
    from sup_lint.analysis.depth import with_deep_stack
    from sup_lint.model.masked_key import mask

    def look() -> tuple[Report, tuple[tuple[str, str], ...], int, list[str], InClear]:
        inspection, files, keys = _inspect(
            gated, config, known, private, whole_tree=whole_tree, on_progress=on_progress
        )
        if whole_tree:
            inspection.look_at_repository()
        report = inspection.report()
        fingerprints = [mask(key.value).fingerprint for key in keys]
        return report, inspection.depths, files, fingerprints, inspection.in_clear(report, keys)

    memory = None
    if remembers and gated.suspects and not (known or private or view()):
        from sup_lint.engine.verdicts import Memory

        memory = Memory(paths, gated.suspects, [*gated.others, *gated.media], config)
        if memory.is_clean():
            depths = tuple((path, "cached") for path, _ in gated.suspects)
            report = Report(failures=tuple(failures), files=gated.files)
            return Outcome(report, tuple(found.missing), depths, seen)
    with memory.watching() if memory is not None else nullcontext():
        report, depths, files, keys, in_clear = with_deep_stack(look)
    if memory is not None and report == Report(files=report.files):
        memory.keep()
    merged = report._replace(
        failures=tuple(sorted({*failures, *report.failures}, key=lambda failure: failure.path)), files=files
    )
    return Outcome(merged, tuple(found.missing), depths, seen._replace(keys=keys), in_clear=in_clear)


def inspect(
    paths: Sequence[str],
    config: "Config",
    *,
    known: "Sequence[KnownKey]",
    private: Sequence[tuple[str, bytes]],
    on_progress: Progress | None,
) -> Inspected:
    """Look at whole trees for a scan, which has more to ask of what was seen.

    `private` are the paths and bytes of files that git ignores, as it should: what they hold is wanted nowhere else.
    Call it where there is room for deep recursion (`analysis.depth`).
    """
    found = discover(paths, root=config.root, exclude=config.exclude, wanted=_any)
    gated = gate(found.files, on_progress)
    inspection, files, keys = _inspect(gated, config, known, private, whole_tree=True, on_progress=on_progress)
    seen = _seen(found.files, gated, config, whole_tree=True)
    return Inspected(inspection, [*found.failures, *gated.failures], files, seen, keys)


def _seen(files: Collection[str], gated: Gated, config: "Config", *, whole_tree: bool) -> Seen:
    there = files if not gated.absent else frozenset(files).difference(gated.absent)
    root = os.path.realpath(config.root).replace(os.sep, "/") if whole_tree else None
    return Seen(there, root, exists=WorkTree())


def _inspect(
    gated: Gated,
    config: "Config",
    known: "Sequence[KnownKey]",
    private: Sequence[tuple[str, bytes]],
    *,
    whole_tree: bool,
    on_progress: Progress | None,
) -> "tuple[Inspection, int, list[KnownKey]]":
    from sup_lint.engine.inspection import Inspection

    inspection = Inspection(config, whole_tree=whole_tree, on_progress=on_progress)
    inspection.look_at(gated.suspects, gated.others)
    keys = [*known, *inspection.proven(private)]
    return inspection, _search(keys, gated, inspection, on_progress), keys


def check_stdin(data: bytes, name: str, config: "Config", *, known: "Sequence[KnownKey]" = ()) -> Outcome:
    """Check the text of standard input as if it stood in the file `name`, whose name also tells the language."""
    return with_baseline(lambda: _check_stdin(data, name, config, known), config)


def _check_stdin(data: bytes, name: str, config: "Config", known: "Sequence[KnownKey]") -> Outcome:
    from sup_lint.analysis.depth import with_deep_stack
    from sup_lint.engine.inspection import Inspection

    if not known and not (is_suspect(to_gate(data)) or may_hold_key(data)):
        return Outcome(Report(files=1), seen=Seen(exists=WorkTree()))

    def look() -> tuple[Report, InClear]:
        inspection = Inspection(config, whole_tree=False, on_progress=None)
        inspection.look_at([(name, data)], [])
        keys = [*known, *inspection.proven()]
        if keys:
            inspection.search(name, data, keys)
        report = inspection.report()
        return report, inspection.in_clear(report, keys)

    report, in_clear = with_deep_stack(look)
    return Outcome(report._replace(files=1), seen=Seen(exists=WorkTree()), in_clear=in_clear)


def _any(path: str) -> bool:
    """Whether a file is wanted: every one may hold a copy of a key that is proven elsewhere."""
    del path
    return True


def _private_files(config: "Config", listed: set[str]) -> list[tuple[str, bytes]]:
    """The environment files of a project that git ignores, as it should: what they hold is wanted nowhere else.

    What the settings exclude proves nothing.
    """
    try:
        dotenv = sorted(name for name in names(config.root) if language_of(name) == "dotenv")
    except OSError:
        return []
    excluded = Exclusion(config.exclude)
    paths = [os.path.relpath(os.path.join(config.root, name)) for name in dotenv if not excluded.file(name)]
    files = [(path, _bytes(path)) for path in paths if path not in listed]
    return [(path, data) for path, data in files if is_suspect(to_gate(data))]


def _bytes(path: str) -> bytes:
    try:
        return read(path)
    except OSError:
        return b""


def _search(keys: "Sequence[KnownKey]", gated: Gated, inspection: "Inspection", on_progress: Progress | None) -> int:
    """Search all files for the keys, pictures and packages, too; gives how many files were looked at at all."""
    if not keys:
        return gated.files
    from sup_lint.engine.known_keys import KeySearch

    search = KeySearch(keys)
    for path, data in gated.suspects:
        if held := search.found_in(to_gate(data)):
            inspection.search(path, data, held)
    count = 0
    unread = [*gated.others, *gated.media]
    for number, path in enumerate(unread):
        if on_progress is not None and number % PROGRESS_STEP == 0:
            on_progress(number, len(unread), path)
        try:
            data = read(path)
        except OSError:  # told already, or a picture that nobody asked for
            continue
        count += 1
        if held := search.found_in(to_gate(data)):
            inspection.search(path, data, held)
    return len(gated.suspects) + count


def _holds(path: str, root: str) -> bool:
    """Whether a path is a folder with all of `root` in it."""
    folder = os.path.abspath(path)
    return is_folder(folder) and os.path.commonpath([folder, os.path.abspath(root)]) == folder


def _may_be_settings(path: str) -> bool:
    """Whether a file may be a build tool's settings by its name: they take variables without naming them."""
    name = path[path.rfind("/") + 1 :]
    return any(word in name for word in _BUILDING)


def _holds_key(path: str) -> bool:
    return may_hold_key(_bytes(path))


def _lead_to_suspects(paths: Sequence[str], config: "Config") -> bool:
    """Whether files that name nothing of Supertone may hand a key to others of the project that do."""
    if not any(_may_be_settings(path) or _holds_key(path) for path in paths):
        return False
    from sup_lint.engine.connections import connections
    from sup_lint.sources.imports import Imports

    return bool(connections([], list(paths), Imports(config.root), config, whole_tree=False))
