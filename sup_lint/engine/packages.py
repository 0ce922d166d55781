"""From packages to a report: bundles, apps and archives, all of which is shipped to clients."""

import os
import stat
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sup_lint.engine.known_keys import KeySearch, KnownKey
from sup_lint.engine.runner import Outcome, Progress, with_baseline
from sup_lint.keys.needles import is_suspect
from sup_lint.model.report import Failure, Report
from sup_lint.sources.archives import INSIDE, Member, is_archive, members
from sup_lint.sources.reading import read, reason, to_gate

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project
    from sup_lint.config import Config
    from sup_lint.model.finding import Finding
    from sup_lint.model.silenced import Silenced

# Version control is no part of what is shipped, even where it lies in the folder that is.
_SKIPPED = frozenset({".git", ".hg", ".svn"})
_PROGRESS_STEP = 64


def check_packages(
    paths: Sequence[str], config: "Config", *, known: Sequence[KnownKey] = (), on_progress: Progress | None = None
) -> Outcome:
    """Check folders, files and archives as what clients get; `known` keys are searched for in every byte.

    Nothing is left out because git ignores it or a setting excludes it. `on_progress` is called with the files done,
    the files known and the path at hand. Nothing is raised for a file: what can't be read becomes a failure. The
    baseline of the settings is applied, its entries are not judged; it raises BaselineError.
    """
    from sup_lint.analysis.depth import with_deep_stack

    def check() -> Outcome:
        return with_deep_stack(lambda: _Run(config, tuple(known), on_progress).outcome(paths))

    return with_baseline(check, config)


class _Run:
    """One run: the findings so far, and what could not be looked at."""

    def __init__(self, config: "Config", known: tuple[KnownKey, ...], on_progress: Progress | None) -> None:
        from sup_lint.engine.selection import selected
        from sup_lint.rules import RULES

        self._config = config._replace(exclude=())
        self._known = known
        self._on_progress = on_progress
        self._rules = tuple(rule for rule in selected(RULES, self._config) if rule.name == "key-in-client-code")
        self._findings: dict[str, list[Finding]] = {}
        self._failures: dict[tuple[str, str], Failure] = {}
        self._depths: dict[str, str] = {}
        self._secrets: set[str] = set()
        self._proven: dict[str, KnownKey] = {}
        self._suppressed = 0
        self._silenced: dict[Silenced, None] = {}
        self._delivered = ""

    def outcome(self, paths: Sequence[str]) -> Outcome:
        missing = [path for path in paths if not os.path.lexists(path)]
        present = [path for path in paths if os.path.lexists(path)]
        files = {file: path for path in reversed(present) for file in self._files(path)}
        count = self._look(files, self._known)
        # What one file proves to be a key is wanted in all of them, in any disguise.
        if self._proven:
            self._look(files, tuple(self._proven.values()), only_known=True)
        findings = sorted(
            (each for beside in self._findings.values() for each in beside), key=lambda finding: finding.position
        )
        failures = sorted(self._failures.values())
        report = Report(tuple(findings), tuple(failures), count, self._suppressed, silenced=tuple(self._silenced))
        from sup_lint.engine.concealment import concealed

        # Files may be called by a key, too.
        report, depths = concealed((report, tuple(self._depths.items())), self._secrets)
        return Outcome(report, tuple(missing), depths)

    # --- files -----------------------------------------------------------------------------------------------------

    def _files(self, path: str) -> Iterator[str]:
        """The regular files that a path of the command line names, or that lie below it."""
        if not os.path.isdir(path):
            yield path.replace(os.sep, "/")
            return
        for folder, folders, names in os.walk(path, onerror=self._unreadable):
            folders[:] = sorted(name for name in folders if name not in _SKIPPED)
            for name in sorted(names):
                place = os.path.join(folder, name)
                if stat.S_ISREG(os.lstat(place).st_mode):
                    yield os.path.normpath(place).replace(os.sep, "/")

    def _unreadable(self, error: OSError) -> None:
        self._fail(Failure(str(error.filename), reason(error)))

    def _fail(self, failure: Failure) -> None:
        self._failures[failure.path, failure.reason] = failure

    def _units(self, path: str) -> Iterator[tuple[str, bytes]]:
        """A file with its bytes; of an archive every member."""
        try:
            if not is_archive(path):
                yield path, read(path)
                return
            with open(path, "rb") as source:
                if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                    self._fail(Failure(path, "is not a regular file"))
                    return
                for found in members(path, source):
                    if isinstance(found, Member):
                        yield found
                    else:
                        self._fail(found)
        except OSError as error:
            self._fail(Failure(path, reason(error)))

    def _beside(self, path: str) -> bytes | None:
        """The bytes of another file of the package."""
        outer, inside, _ = path.partition(INSIDE)
        if not inside:
            try:
                return read(path) if os.path.isfile(path) else None
            except OSError:
                return None
        return next((data for place, data in self._units(outer) if place == path), None)

    # --- looking -----------------------------------------------------------------------------------------------------

    def _look(self, files: dict[str, str], known: tuple[KnownKey, ...], *, only_known: bool = False) -> int:
        """Look at files, each with the path of the command line that it belongs to; gives how many there were."""
        from sup_lint.analysis.bundle.binary import is_suspect_in_utf16

        search = KeySearch(known) if known else None
        count = 0
        for done, path in enumerate(files):
            self._delivered = (
                f"is part of {files[path]}, which clients get"
                if is_archive(path)
                else ("is what clients get" if files[path] == path else f"lies in {files[path]}, which clients get")
            )
            for shown, data in self._units(path):
                count += 1
                if self._on_progress is not None and (count % _PROGRESS_STEP == 0 or done == 0):
                    self._on_progress(done, len(files), shown)
                gate = to_gate(data)
                if not only_known and (is_suspect(gate) or is_suspect_in_utf16(data)):
                    self._analyse(shown, data)
                if search is not None and (held := search.found_in(gate)):
                    self._take_copies(shown, data, held)
        return count

    def _analyse(self, path: str, data: bytes) -> None:
        """Ask the rule about a file that names Supertone."""
        from sup_lint.analysis.literal_keys import literal_keys
        from sup_lint.analysis.mishaps import ask
        from sup_lint.engine.copies import proofs
        from sup_lint.engine.inspection import keep

        project = self._project()
        file = project.add(path, data)
        found: dict[str, list[Finding]] = {}

        def look(each: "AnalysedFile") -> None:
            for rule in self._rules:
                for finding in rule.check(each, project):
                    keep(finding, found)
            for key in proofs(literal_keys(each, project)):
                self._proven.setdefault(key.value, key)

        # The text of a sound notebook is its cells and outputs, which are asked about.
        is_wrapping = file.language == "notebook" and not file.is_malformed
        for each in (*(() if is_wrapping else (file,)), *project.within(file)):
            ask(each, project, partial(look, each))
        self._take([finding for beside in found.values() for finding in beside], project, file)
        self._depths[file.path] = "built output" if file.built is not None else "program" if file.program else "text"

    def _take_copies(self, path: str, data: bytes, keys: "list[KnownKey]") -> None:
        """Take the findings on known keys that stand in a file."""
        from sup_lint.engine.copies import copies

        project = self._project()
        file = project.add(path, data)
        self._take(list(copies(file, keys, self._rules, project)), project, file)

    def _project(self) -> "Project":
        from sup_lint.analysis.project import Project
        from sup_lint.engine.inspection import displayed

        config = self._config
        project = Project(
            config.root, displayed, visible_characters=config.visible_characters, delivered=self._delivered
        )
        project.read_beside = self._beside
        return project

    def _take(self, found: "list[Finding]", project: "Project", file: "AnalysedFile") -> None:
        from sup_lint.engine.inspection import keep_copy, report_of

        self._secrets.update(secret for each in project.files() for secret in each.secrets)
        report = report_of(found, [file], project, self._config, self._rules)
        for finding in report.findings:
            keep_copy(finding, self._findings)
        for failure in project.failures.values():
            self._fail(failure)
        self._suppressed += report.suppressed
        self._silenced |= dict.fromkeys(report.silenced)
