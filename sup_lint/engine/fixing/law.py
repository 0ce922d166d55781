"""What must hold of fixes: what they mend is gone, nothing new has come, and every file reads as well as before."""

from collections.abc import Iterable, Mapping, Sequence

from sup_lint.config import Config
from sup_lint.engine.fixing.drafts import Draft, Drafts
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.region import Region
from sup_lint.model.report import Report

_MADE = "would still be what a tool makes, and makes again"


def unreadable(draft: Draft, drafts: Drafts, config: Config) -> dict[str, str]:
    """The places of the files that could be parsed before the draft and can't after it, with the reason.

    So are those of built output, which nobody should edit.
    """
    from sup_lint.analysis.depth import with_deep_stack

    new = {drafts.path(place): data for place, data in draft.contents.items()}
    places = {drafts.path(place): place for place in draft.contents}

    def look() -> dict[str, str]:
        broken = _problems(new, config)
        if broken:
            old = _problems({path: drafts.data(places[path]) for path in broken}, config)
            broken = {path: why for path, why in broken.items() if path not in old or why == _MADE}
        return broken

    return {places[path]: why for path, why in with_deep_stack(look).items()}


def _problems(files: Mapping[str, bytes], config: Config) -> dict[str, str]:
    """What keeps a file from being read whole, or from being edited; only the files that have something."""
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.settings.view import problem_of

    found: dict[str, str] = {}
    for path, data in files.items():
        project = Project(config.root, lambda _, shown=path: shown)  # type: ignore[misc]
        file = project.add(path, data)
        if file.built is not None:
            found[path] = _MADE
        elif project.failures:
            found[path] = next(iter(project.failures.values())).reason
        elif problem := problem_of(file):
            found[path] = f"could not be read whole ({problem})"
    return found


def offenders(
    fixed: Sequence[Finding], before: Report, after: Report, draft: Draft, drafts: Drafts
) -> dict[Finding, str]:
    """The findings whose fixes the next check speaks against, with the reason.

    Where something has come that no single fix can be blamed for, all that touch its file are named; if none does, all.
    """
    found: dict[Finding, str] = {}
    left = _by_place(after.findings, drafts)
    for finding in fixed:
        place = drafts.place(finding.path)
        region = draft.moved(place, finding.region)
        if any(each.code == finding.code and meets(each.region, region) for each in left.get(place, ())):
            found[finding] = "its fix would leave it as it is"
    reasons = {
        place: f"its fix would bring something new to {path}: {why}"
        for place, path, why in _news(fixed, before, after, draft, drafts)
    }
    for place, why in reasons.items():
        touching = [finding for finding in fixed if finding.fix is not None and place in drafts.touched(finding.fix)]
        for finding in touching or fixed:
            found.setdefault(finding, why)
    return found


def _news(
    fixed: Sequence[Finding], before: Report, after: Report, draft: Draft, drafts: Drafts
) -> Iterable[tuple[str, str, str]]:
    """The place and the path of each file with something that was not there before, and what it is."""
    known = _by_place(before.findings, drafts)
    mended = frozenset(map(identity, fixed))
    for finding in after.findings:
        # A comment that has nothing to silence any more is a consequence, and the next round's.
        if finding.checklist is Checklist.HYGIENE:
            continue
        place = drafts.place(finding.path)
        for old in known.get(place, ()):
            # One finding a place: another rule's may have stood behind the one that is mended, and is the next round's.
            may_stay = identity(old) not in mended or finding.code != old.code
            if may_stay and meets(draft.moved(place, old.region), finding.region):
                break
        else:
            yield place, finding.path, f"{finding.rule} in line {finding.region.line}"
    failed = {failure.path for failure in before.failures}
    for failure in after.failures:
        if failure.path not in failed:
            yield drafts.place(failure.path), failure.path, failure.reason


def identity(finding: Finding) -> tuple[str, Region, str]:
    """What tells a finding from all others of the same check."""
    return finding.position


def meets(one: Region, other: Region) -> bool:
    """Whether two regions overlap, or are the same empty one."""
    return one == other or one.overlaps(other)


def _by_place(findings: Iterable[Finding], drafts: Drafts) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(drafts.place(finding.path), []).append(finding)
    return found
