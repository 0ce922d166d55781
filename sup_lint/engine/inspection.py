"""The suspects of a run, analysed together: rules, suppressions, per-file ignores."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sup_lint.analysis.excerpt import masked
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.mishaps import ask
from sup_lint.analysis.project import Project
from sup_lint.analysis.settings.view import problem_of
from sup_lint.analysis.suppression import Suppressions
from sup_lint.config import Config
from sup_lint.engine.concealment import concealed
from sup_lint.engine.connections import connections
from sup_lint.engine.copies import copies, proofs
from sup_lint.engine.known_keys import KnownKey
from sup_lint.engine.seen import InClear
from sup_lint.engine.selection import PerFileIgnores, selected
from sup_lint.model.finding import Confidence, Finding
from sup_lint.model.masked_key import mask
from sup_lint.model.report import Failure, Report
from sup_lint.model.silenced import Silenced, Silencer
from sup_lint.rule import Rule
from sup_lint.rules import RULES
from sup_lint.sources.files import read

if TYPE_CHECKING:
    from sup_lint.analysis.repository import HeldKey

Progress = Callable[[int, int, str], None]
# An account has three keys: thousands of them are somebody's test data.
_MOST_PROVEN = 100


class Inspection:
    """The files of one run analysed together, and the findings on them so far.

    `whole_tree` says that a folder is checked, so that the suspects are all there are; otherwise the project is
    searched for those which a checked file may hand a key to. What it does recurses as deep as source nests: call it
    where there is room (`analysis.depth`).
    """

    def __init__(self, config: Config, *, whole_tree: bool, on_progress: Progress | None) -> None:
        self.project = Project(config.root, displayed, visible_characters=config.visible_characters)
        self.rules = selected(RULES, config)
        self._config = config
        self._whole_tree = whole_tree
        self._on_progress = on_progress
        self._checked: dict[AnalysedFile, None] = {}
        self._findings: dict[str, list[Finding]] = {}
        self._on_repository: list[Finding] | None = None

    def look_at(self, suspects: list[tuple[str, bytes]], others: list[str]) -> None:
        """Ask the rules about the suspects, and about those of the other checked files that they are connected with."""
        project = self.project
        suspected = [project.add(path, data) for path, data in suspects]
        self._checked.update(dict.fromkeys(suspected))
        reached = connections(suspected, others, project.imports, self._config, whole_tree=self._whole_tree)
        connected = [project.add(path, data) for path in reached if (data := _read_or_none(path)) is not None]
        inner = [each for file in suspected for each in project.within(file)]
        everything = [*suspected, *inner, *connected]
        for number, file in enumerate(everything):
            if self._on_progress is not None:
                self._on_progress(number, len(everything), file.path)
            ask(file, project, partial(self._ask, file))
            if file in self._checked:
                self._note_failures(file)

    def _ask(self, file: AnalysedFile) -> None:
        if file.language == "notebook" and not file.is_malformed:
            return  # its cells and outputs are asked about
        self.project.flow.start()
        is_minified = file.built is not None and not file.built.is_readable
        for rule in self.rules:
            if (is_minified and not rule.covers_built_output) or (file.is_prose and not rule.covers_documents):
                continue
            for finding in rule.check(file, self.project):
                keep(finding, self._findings)

    def _note_failures(self, file: AnalysedFile) -> None:
        failures = self.project.failures
        if problem := problem_of(file):
            reason = f"could not be read whole ({problem}); it was checked as text, too"
            failures.setdefault(file.path, Failure(file.path, reason))
        if self.project.gave_up(file):
            reason = (
                "was not followed to the end, since its data flow is too wide; a key that is put together may be missed"
            )
            failures.setdefault(file.path, Failure(file.path, reason))

    def proven(self, private: Sequence[tuple[str, bytes]] = ()) -> list[KnownKey]:
        """The keys that a finding proves to be keys: in a certain place, in the shape of one, and not waved through.

        So do the `private` files, which are no part of the run: the environment files that git ignores.
        """
        found: dict[str, KnownKey] = {}
        if any(finding.key is not None for beside in self._findings.values() for finding in beside):
            kept = {finding.key for finding in self.found().findings}
            for file in self._checked:
                for each in (file, *self.project.within(file)):
                    for key in proofs(literal_keys(each, self.project)):
                        if mask(key.value) in kept:
                            found.setdefault(key.value, key)
        for path, data in private:
            for key in proofs(literal_keys(self.project.add(path, data), self.project)):
                found.setdefault(key.value, key)
        return list(found.values())[:_MOST_PROVEN]

    def search(self, path: str, data: bytes, keys: Sequence[KnownKey]) -> None:
        """Add the findings on the known keys in a file, wherever no other finding tells of them."""
        file = self.project.add(path, data)
        self._checked.setdefault(file)
        for finding in copies(file, keys, self.rules, self.project):
            keep_copy(finding, self._findings)

    def look_at_repository(self, keys: "Sequence[HeldKey]" = ()) -> None:
        """Ask the rules about the repository as a whole, once all of it has been looked at.

        Only a scan knows the `keys` with all that has become of them.
        """
        from sup_lint.analysis.repository import Repository

        repository = Repository(self.project, list(self._checked), keys)
        self._on_repository = [finding for rule in self.rules for finding in rule.check_repository(repository)]

    @property
    def checked(self) -> list[AnalysedFile]:
        """The files that were asked about, or in which a known key was looked for."""
        return list(self._checked)

    @property
    def depths(self) -> tuple[tuple[str, str], ...]:
        """How deep each file was looked at."""
        depths = tuple(
            (file.path, "text" if file.program is None else "program")
            for file in self.project.files()
            if file.embedding is None
        )
        return concealed(depths, self.secrets())

    def report(self) -> Report:
        """What was found so far, less what comments and settings wave through, and without a key in any name."""
        return concealed(self.found(), self.secrets())

    def found(self, waved_through: list[Finding] | None = None) -> Report:
        """What `report` gives, but with the paths as they are; what is waved through is added to `waved_through`."""
        everything = [finding for beside in self._findings.values() for finding in beside]
        # A comment for a rule that wasn't asked is not in vain.
        asked = self.rules if self._on_repository is not None else tuple(filter(_looks_at_files, self.rules))
        everything += self._on_repository or ()
        return report_of(everything, list(self._checked), self.project, self._config, asked, waved_through)

    def secrets(self) -> set[str]:
        """The keys in clear that stand in the files looked at."""
        return {secret for file in self.project.files() for secret in file.secrets}

    def in_clear(self, report: Report, keys: Sequence[KnownKey]) -> InClear:
        """What fixing the findings of `report` takes, and nobody else should see; `keys` were searched for."""
        edited = {edit.path for finding in report.findings if finding.fix is not None for edit in finding.fix.edits}
        if not any(finding.fix is not None for finding in report.findings):
            return InClear()
        files = self.project.files()
        pieces = {piece for file in files for piece in file.secret_pieces}
        texts = {file.path: file.text for file in reversed(files) if file.embedding is None and file.path in edited}
        return InClear(keys, self.secrets(), pieces, texts)


def _looks_at_files(rule: Rule) -> bool:
    """Whether a rule is asked about each file, and not about the repository as a whole."""
    return type(rule).check_repository is Rule.check_repository


def _read_or_none(path: str) -> bytes | None:
    try:
        return read(path)
    except OSError:  # gone since the first look
        return None


def keep(finding: Finding, findings: dict[str, list[Finding]]) -> None:
    """One finding a literal: the more confident, then the more specific rule's, which is the later one's."""
    beside = findings.setdefault(finding.path, [])
    for index, known in enumerate(beside):
        if known.region.overlaps(finding.region):
            if _rank(finding) > _rank(known):
                beside[index] = finding
            return
    beside.append(finding)


def keep_copy(finding: Finding, findings: dict[str, list[Finding]]) -> None:
    """A known key where no finding stands; one that does says more than this one, but is certain now."""
    beside = findings.setdefault(finding.path, [])
    known = next((each for each in beside if each.region.overlaps(finding.region)), None)
    if known is None:
        beside.append(finding)
    elif known.key is not None and known.key == finding.key:
        beside[beside.index(known)] = replace(known, confidence=Confidence.HIGH)


def _rank(finding: Finding) -> tuple[bool, str]:
    return finding.confidence == Confidence.HIGH, finding.code


def report_of(
    findings: Iterable[Finding],
    checked: list[AnalysedFile],
    project: Project,
    config: Config,
    rules: tuple[Rule, ...],
    waved_through: list[Finding] | None = None,
) -> Report:
    """The report on the files that were checked: their findings less what comments and settings wave through.

    The latter are added to `waved_through`.
    """
    by_path: dict[str, AnalysedFile] = {}
    for file in project.files():
        by_path.setdefault(file.path, file)  # a page comes before the Python in it
    active = frozenset(name.lower() for rule in rules for name in (rule.code, rule.name))
    known = frozenset(name.lower() for rule in RULES for name in (rule.code, rule.name))
    suppressions = {path: Suppressions(file, active, known, project.within(file)) for path, file in by_path.items()}
    told: list[Finding] = []
    silenced: list[Finding] = []
    for finding in findings:
        # A version in the history is not the file that lies at its path today.
        is_silenced = finding.commit is None and suppressions[finding.path].silences(finding)
        (silenced if is_silenced else told).append(finding)
    for file in checked:
        for rule in rules:
            for finding in rule.check_suppressions(file, suppressions[file.path]):
                (silenced if suppressions[file.path].silences(finding) else told).append(finding)
    ignores = PerFileIgnores(config)
    kept: list[Finding] = []
    ignored: list[Finding] = []
    for finding in told:
        (ignored if ignores.covers(finding) else kept).append(finding)
    if waved_through is not None:
        waved_through += [*silenced, *ignored]
    waved = [
        *(Silenced(each, Silencer.COMMENT, _reason(each, by_path[each.path], suppressions)) for each in silenced),
        *(Silenced(each, Silencer.SETTINGS) for each in ignored),
    ]
    # What a module that was only imported fails at is for the run that checks it.
    failures = tuple(project.failures[file.path] for file in checked if file.path in project.failures)
    return Report(
        tuple(sorted(kept, key=lambda finding: finding.position)),
        failures,
        len(checked),
        len(silenced),
        silenced=tuple(sorted(waved, key=lambda each: each.finding.position)),
    )


def _reason(finding: Finding, file: AnalysedFile, suppressions: Mapping[str, Suppressions]) -> str:
    """Why a comment silences the finding; some write the old key there."""
    text = suppressions[finding.path].reason(finding).strip()
    return masked(text, file.host.secrets, pieces=file.host.secret_pieces) if text else ""


def displayed(place: str) -> str:
    """The path as reports show it: posix, relative to the working directory where the file lies below it."""
    relative = os.path.relpath(place)
    shown = place if relative.startswith("..") else relative
    return shown.replace(os.sep, "/")
