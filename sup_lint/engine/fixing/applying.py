"""Round after round of fixes, each one checked, until there is nothing more to fix."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.config import Config
from sup_lint.engine.fixing.drafts import Change, Draft, Drafts
from sup_lint.engine.fixing.law import identity, meets, offenders, unreadable
from sup_lint.engine.fixing.originals import Originals
from sup_lint.engine.runner import Outcome
from sup_lint.engine.seen import InClear
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.report import Report
from sup_lint.sources.files import rewritten

if TYPE_CHECKING:
    from sup_lint.engine.known_keys import KnownKey


# Looks at what it always looks at, with some settings, for some keys that are known.
Check = Callable[[Config, "Sequence[KnownKey]"], Outcome]
# Each round makes at least one fix; fixes that overlap need one each.
_MOST_ROUNDS = 20
_MOST_DRAFTS = 200
# Shorter keys stand in any text by chance.
_SHORTEST = 8


class LeftAlone(NamedTuple):
    """A finding whose fix was not made, and why, as half a sentence."""

    finding: Finding
    reason: str


class Fixing(NamedTuple):
    """What fixes make of the files of a run; nothing is written yet.

    `outcome` is the run's before any fix. `keys` are those that it has searched for: who checks what is left must
    search for them, too, since the literals that proved them may be gone. `refused` are the findings that were left
    alone, where they stand after the changes.
    """

    outcome: Outcome
    changes: tuple[Change, ...]
    fixed: tuple[Finding, ...]
    left_alone: tuple[LeftAlone, ...]
    keys: "tuple[KnownKey, ...]"
    refused: tuple[Finding, ...] = ()

    def without_refused(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings of a check after the changes; what was refused once is not offered again."""
        return tuple(
            replace(finding, fix=None)
            if finding.fix is not None and any(_is_same(finding, each) for each in self.refused)
            else finding
            for finding in findings
        )


def fix(
    shown: Check,
    whole: Check | None,
    config: Config,
    originals: Originals,
    *,
    known: "Sequence[KnownKey]" = (),
    unsafe: bool = False,
) -> Fixing:
    """Make the fixes of what `shown` reports, with `unsafe` those that are for a person to look at, too.

    `whole` looks at the same files and reports all that is in them, in changed lines or not; None if `shown` does. By
    that, and without the baseline, each fix is judged: one that doesn't do what it says, or does more, is left out, and
    the others are made.
    """
    outcome = shown(config, known)
    keys = tuple(dict.fromkeys((*known, *outcome.in_clear.keys)))
    wanted = [finding for finding in outcome.report.findings if _is_wanted(finding, unsafe=unsafe)]
    if not wanted:
        return Fixing(outcome, (), (), (), keys)
    plain = config._replace(baseline=None)
    complete = whole or shown
    report = outcome.report if whole is None and config.baseline is None else complete(plain, keys).report
    rounds = _Rounds(complete, plain, keys, Drafts(originals, outcome.in_clear.texts), outcome.in_clear)
    told = frozenset(map(identity, outcome.report.findings))
    untouched = [finding for finding in report.findings if identity(finding) not in told]
    fixed: list[Finding] = []
    refused: list[Finding] = []
    for _ in range(_MOST_ROUNDS):
        offered = map(_without_additions, report.findings) if originals.is_alone else report.findings
        candidates = [
            finding
            for finding in offered
            if _is_wanted(finding, unsafe=unsafe)
            and not any(_is_same(finding, each) for each in (*untouched, *refused))
        ]
        already = len(rounds.left_alone)
        kept = rounds.made(candidates, report)
        # What was left alone once is left alone for good, wherever it stands now.
        refused += [each.finding for each in rounds.left_alone[already:]]
        if kept is None:
            break
        findings, draft, after = kept
        fixed += findings
        drafts = rounds.drafts
        untouched = [_moved(finding, draft, drafts) for finding in untouched]
        refused = [_moved(finding, draft, drafts) for finding in refused]
        drafts.accept(draft)
        report = after
    changes = rounds.drafts.changes()
    rewritten_paths = {change.path for change in changes}
    # What proved a key may be gone: nobody is to be led there.
    keys = tuple(
        key._replace(proof=None) if key.proof is not None and key.proof.path in rewritten_paths else key for key in keys
    )
    return Fixing(outcome, changes, tuple(fixed), tuple(rounds.left_alone), keys, tuple(refused))


class _Rounds:
    """Tries fixes out on drafts of the files."""

    def __init__(
        self, whole: Check, config: Config, keys: "tuple[KnownKey, ...]", drafts: Drafts, in_clear: InClear
    ) -> None:
        self.drafts = drafts
        self.left_alone: list[LeftAlone] = []
        self._whole = whole
        self._config = config
        self._keys = keys
        self._secrets = [secret for secret in in_clear.secrets if len(secret) >= _SHORTEST]
        self._before = Report()
        self._tried = 0
        self._last: tuple[list[Finding], Draft, Report] | None = None

    def made(self, candidates: Sequence[Finding], before: Report) -> tuple[list[Finding], Draft, Report] | None:
        """Those of the fixes that can be made at once and keep the law, the files with them, and what is left then."""
        possible: list[Finding] = []
        for finding in sorted(candidates, key=lambda each: (_kind(each) is Safety.UNSAFE, each.position)):
            assert finding.fix is not None
            why = "its fix would write a key" if self._holds_key(finding.fix) else self.drafts.refusal(finding.fix)
            if why:
                self.left_alone.append(LeftAlone(finding, why))
            else:
                possible.append(finding)
        self._before, self._last = before, None
        kept = self._kept([], self.drafts.compatible(possible))
        if not kept:
            return None
        if self._last is None or self._last[0] != kept:
            self._judged(kept)
        return self._last

    def _kept(self, base: list[Finding], fixes: list[Finding]) -> list[Finding]:
        """`base`, which keeps the law, and as many of the fixes as keep it, too."""
        if not fixes:
            return base
        if self._tried >= _MOST_DRAFTS:
            self.left_alone += [LeftAlone(finding, "too many other fixes failed") for finding in fixes]
            return base
        blamed = self._judged([*base, *fixes])
        if not blamed:
            return [*base, *fixes]
        guilty = [finding for finding in fixes if finding in blamed] or fixes
        if len(fixes) == 1:
            why = next(iter(blamed.values()))
            self.left_alone.append(LeftAlone(fixes[0], blamed.get(fixes[0], why)))
            return base
        if len(guilty) < len(fixes):
            innocent = [finding for finding in fixes if finding not in blamed]
            return self._kept(self._kept(base, innocent), guilty)
        middle = len(fixes) // 2
        return self._kept(self._kept(base, fixes[:middle]), fixes[middle:])

    def _judged(self, fixes: list[Finding]) -> dict[Finding, str]:
        """The fixes that break the law if these are made together, and some that may, with the reason."""
        self._tried += 1
        draft = self.drafts.draft(fixes)
        faults = dict(draft.faults) or unreadable(draft, self.drafts, self._config)
        if faults:
            return {
                finding: f"after its fix {self.drafts.path(place)} {why}"
                for place, why in faults.items()
                for finding in fixes
                if finding.fix is not None and place in self.drafts.touched(finding.fix)
            }
        with rewritten(self.drafts.visible(draft)):
            after = self._whole(self._config, self._keys).report
        blamed = offenders(fixes, self._before, after, draft, self.drafts)
        if not blamed:
            self._last = fixes, draft, after
        return blamed

    def _holds_key(self, fix: Fix) -> bool:
        """Whether a fix would write a key, in clear or in a disguise."""
        texts = [*(edit.text for edit in fix.edits), *(addition.line for addition in fix.additions)]
        if any(secret in text for secret in self._secrets for text in texts):
            return True
        if not self._keys:
            return False
        from sup_lint.engine.known_keys import KeySearch

        search = KeySearch(self._keys)
        return any(search.found_in(text.encode("utf-8", "surrogatepass")) for text in texts)


def _is_wanted(finding: Finding, *, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or finding.fix.kind is Safety.SAFE)


def _kind(finding: Finding) -> Safety | None:
    return finding.fix.kind if finding.fix is not None else None


def _is_same(one: Finding, other: Finding) -> bool:
    """Whether two findings, of two checks, are about the same thing."""
    return one.path == other.path and one.code == other.code and meets(one.region, other.region)


def _without_additions(finding: Finding) -> Finding:
    """A finding with the edits of its fix only; without a fix if there are none."""
    if finding.fix is None or not finding.fix.additions:
        return finding
    return replace(finding, fix=replace(finding.fix, additions=()) if finding.fix.edits else None)


def _moved(finding: Finding, draft: Draft, drafts: Drafts) -> Finding:
    return replace(finding, region=draft.moved(drafts.place(finding.path), finding.region))
