"""The suspects of a run, analysed together: rules, suppressions, per-file ignores."""

import os
import re
from collections.abc import Callable, Iterable

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.project import Project
from sup_lint.analysis.suppression import Suppressions
from sup_lint.config import Config
from sup_lint.engine.selection import PerFileIgnores, selected
from sup_lint.keys.formats import SHAPED_LITERAL
from sup_lint.keys.names import NEEDLE
from sup_lint.model.finding import Finding
from sup_lint.model.report import Failure, Report
from sup_lint.rule import Rule
from sup_lint.rules import RULES
from sup_lint.sources.discovery import discover
from sup_lint.sources.language import language_of, may_be_python
from sup_lint.sources.reading import read, to_gate

Progress = Callable[[int, int, str], None]
_TAKES_A_KEY = re.compile(rb"def\s+\w+\s*\([^)]{0,2000}(?:key|token|auth|credential|secret|header)", re.IGNORECASE)


def inspect(
    suspects: list[tuple[str, bytes]],
    others: list[str],
    config: Config,
    *,
    whole_tree: bool,
    on_progress: Progress | None,
) -> Report:
    """Analyse the suspects, and of the other checked files those that the suspects are connected with.

    `whole_tree` says that a folder was checked, so that the suspects are all there are; otherwise the project is
    searched for those which a checked file may hand a key to.
    """
    return with_deep_stack(lambda: _inspect(suspects, others, config, whole_tree, on_progress))


def _inspect(
    suspects: list[tuple[str, bytes]],
    others: list[str],
    config: Config,
    whole_tree: bool,
    on_progress: Progress | None,
) -> Report:
    project = Project(config.root, _displayed)
    checked: list[AnalysedFile] = []
    for path, data in suspects:
        checked.append(project.add(path, data))
    connected: list[AnalysedFile] = []
    if not whole_tree and others:
        connected = _related_suspects(others, suspects, config, project)
    for path, data in _callers([*checked, *connected], others):
        checked.append(project.add(path, data))
    rules = selected(RULES, config)
    findings: dict[tuple[str, tuple[int, ...]], Finding] = {}
    total = len(checked) + len(connected)
    for number, file in enumerate([*checked, *connected]):
        if on_progress is not None:
            on_progress(number, total, file.path)
        project.flow.start()
        for rule in rules:
            for finding in rule.check(file, project):
                _keep(finding, findings)
        if project.flow.exhausted:
            reason = "is too large to be analysed to the end; keys that are put together late may be missed"
            project.failures.setdefault(file.path, Failure(file.path, reason))
    return _report(findings.values(), checked, project, config, rules)


def _keep(finding: Finding, findings: dict[tuple[str, tuple[int, ...]], Finding]) -> None:
    """One finding a place: the first rule's, and of one rule the more confident."""
    place = (finding.path, (*finding.region,))
    known = findings.get(place)
    if known is None or (known.code == finding.code and known.confidence != finding.confidence == "high"):
        findings[place] = finding


def _report(
    findings: Iterable[Finding], checked: list[AnalysedFile], project: Project, config: Config, rules: tuple[Rule, ...]
) -> Report:
    by_path = {file.path: file for file in project.files()}
    active = frozenset(name.lower() for rule in rules for name in (rule.code, rule.name))
    known = frozenset(name.lower() for rule in RULES for name in (rule.code, rule.name))
    suppressions = {path: Suppressions(file, active, known) for path, file in by_path.items()}
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
    failures = tuple(project.failures[path] for path in sorted(project.failures))
    return Report(tuple(sorted(kept, key=lambda finding: finding.position)), failures, len(checked), suppressed)


def _related_suspects(
    others: list[str], suspects: list[tuple[str, bytes]], config: Config, project: Project
) -> list[AnalysedFile]:
    """The project's suspects that import one of the checked files which hold key-shaped literals, or the reverse.

    One pass over the project's bytes, made only when such a file was passed by name.
    """
    holders = [path for path in others if _holds_shape(path)]
    if not holders:
        return []
    stems = {_stem(path) for path in holders}
    texts = b"\n".join(_bytes(path) for path in holders)
    known = {os.path.abspath(path) for path, _ in suspects}
    found: list[AnalysedFile] = []
    for path in discover([config.root], root=config.root, exclude=config.exclude, wanted=may_be_python).files:
        if os.path.abspath(path) in known:
            continue
        data = _bytes(path)
        if NEEDLE.search(to_gate(data).lower()) is None or language_of(path, data[:1024]) != "python":
            continue
        if any(stem.encode() in data for stem in stems) or _stem(path).encode() in texts:
            found.append(project.add(path, data))
    return found


def _callers(files: list[AnalysedFile], others: list[str]) -> Iterable[tuple[str, bytes]]:
    """The other checked files that import a suspect which takes keys from its callers, and that hold what may be one."""
    taking = {
        _stem(file.path)
        for file in files
        if file.is_tied and _TAKES_A_KEY.search(file.text.encode("utf-8", "surrogateescape"))
    }
    names = {name for stem in taking for name in (stem, stem.rpartition("/")[2]) if name}
    if not names:
        return
    pattern = re.compile(rb"\b(?:" + b"|".join(re.escape(os.fsencode(name)) for name in sorted(names)) + rb")\b")
    for path in others:
        data = _bytes(path)
        if pattern.search(data) and SHAPED_LITERAL.search(data):
            yield path, data


def _stem(path: str) -> str:
    """The name by which other modules import a file: for a package's __init__ its folder's."""
    folder, _, name = path.replace(os.sep, "/").rpartition("/")
    stem = name.partition(".")[0]
    return folder.rpartition("/")[2] if stem == "__init__" else stem


def _holds_shape(path: str) -> bool:
    return SHAPED_LITERAL.search(_bytes(path)) is not None


def _bytes(path: str) -> bytes:
    try:
        return read(path)
    except OSError:
        return b""


def _displayed(place: str) -> str:
    """The path as reports show it: posix, relative to the working directory where the file lies below it."""
    relative = os.path.relpath(place)
    shown = place if relative.startswith("..") else relative
    return shown.replace(os.sep, "/")
