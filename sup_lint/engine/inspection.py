"""The suspects of a run, analysed together: rules, suppressions, per-file ignores."""

import os
from collections.abc import Callable, Iterable

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.analysis.settings.view import problem_of
from sup_lint.analysis.suppression import Suppressions
from sup_lint.config import Config
from sup_lint.engine.connections import connections
from sup_lint.engine.selection import PerFileIgnores, selected
from sup_lint.model.finding import Confidence, Finding
from sup_lint.model.report import Failure, Report
from sup_lint.rule import Rule
from sup_lint.rules import RULES
from sup_lint.sources.reading import read

Progress = Callable[[int, int, str], None]


def inspect(
    suspects: list[tuple[str, bytes]],
    others: list[str],
    config: Config,
    *,
    whole_tree: bool,
    on_progress: Progress | None,
) -> tuple[Report, tuple[tuple[str, str], ...]]:
    """Analyse the suspects, and of the other checked files those that the suspects are connected with.

    `whole_tree` says that a folder was checked, so that the suspects are all there are; otherwise the project is
    searched for those which a checked file may hand a key to. Gives the report, and how deep each file was looked at.
    """
    return with_deep_stack(lambda: _inspect(suspects, others, config, whole_tree, on_progress))


def _inspect(
    suspects: list[tuple[str, bytes]],
    others: list[str],
    config: Config,
    whole_tree: bool,
    on_progress: Progress | None,
) -> tuple[Report, tuple[tuple[str, str], ...]]:
    project = Project(config.root, displayed, visible_characters=config.visible_characters)
    checked: list[AnalysedFile] = []
    for path, data in suspects:
        checked.append(project.add(path, data))
    connected = [
        project.add(path, read(path))
        for path in connections(checked, others, project.imports, config, whole_tree=whole_tree)
    ]
    inner = [each for file in checked for each in project.within(file)]
    rules = selected(RULES, config)
    findings: dict[str, list[Finding]] = {}
    everything_to_check = [*checked, *inner, *connected]
    for number, file in enumerate(everything_to_check):
        if on_progress is not None:
            on_progress(number, len(everything_to_check), file.path)
        project.flow.start()
        is_minified = file.built is not None and not file.built.is_readable
        for rule in rules:
            if (is_minified and not rule.covers_built_output) or (file.is_example and not rule.covers_documents):
                continue
            for finding in rule.check(file, project):
                keep(finding, findings)
        if (problem := problem_of(file)) and file in checked:
            reason = f"could not be read whole ({problem}); it was checked as text, too"
            project.failures.setdefault(file.path, Failure(file.path, reason))
        if project.gave_up(file) and file in checked:
            reason = (
                "was not followed to the end, since its data flow is too wide; a key that is put together may be missed"
            )
            project.failures.setdefault(file.path, Failure(file.path, reason))
    everything = [finding for beside in findings.values() for finding in beside]
    depths = tuple((file.path, "text" if file.program is None else "program") for file in project.files())
    return report_of(everything, checked, project, config, rules), depths


def keep(finding: Finding, findings: dict[str, list[Finding]]) -> None:
    """One finding a literal: the more confident, then the more specific rule's, which is the later one's."""
    beside = findings.setdefault(finding.path, [])
    for index, known in enumerate(beside):
        if known.region.overlaps(finding.region):
            if _rank(finding) > _rank(known):
                beside[index] = finding
            return
    beside.append(finding)


def _rank(finding: Finding) -> tuple[bool, str]:
    return finding.confidence == Confidence.HIGH, finding.code


def report_of(
    findings: Iterable[Finding],
    checked: list[AnalysedFile],
    project: Project,
    config: Config,
    rules: tuple[Rule, ...],
) -> Report:
    """The report on the files that were checked: their findings less what comments and settings wave through."""
    by_path: dict[str, AnalysedFile] = {}
    for file in project.files():
        by_path.setdefault(file.path, file)  # a page comes before the Python in it
    active = frozenset(name.lower() for rule in rules for name in (rule.code, rule.name))
    known = frozenset(name.lower() for rule in RULES for name in (rule.code, rule.name))
    suppressions = {path: Suppressions(file, active, known, project.within(file)) for path, file in by_path.items()}
    kept: list[Finding] = []
    suppressed = 0
    for finding in findings:
        if suppressions[finding.path].silences(finding):
            suppressed += 1
        else:
            kept.append(finding)
    for file in checked:
        for rule in rules:
            for finding in rule.check_suppressions(file, suppressions[file.path]):
                if suppressions[file.path].silences(finding):
                    suppressed += 1
                else:
                    kept.append(finding)
    ignores = PerFileIgnores(config)
    kept = [finding for finding in kept if not ignores.covers(finding)]
    # What a module that was only imported fails at is for the run that checks it.
    failures = tuple(project.failures[file.path] for file in checked if file.path in project.failures)
    return Report(tuple(sorted(kept, key=lambda finding: finding.position)), failures, len(checked), suppressed)


def displayed(place: str) -> str:
    """The path as reports show it: posix, relative to the working directory where the file lies below it."""
    relative = os.path.relpath(place)
    shown = place if relative.startswith("..") else relative
    return shown.replace(os.sep, "/")
