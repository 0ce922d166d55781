"""Which entries of a baseline hide nothing, as far as a run could see that."""

from collections.abc import Iterator

from sup_lint.config import Config, active_codes
from sup_lint.engine.baseline.file import Baseline
from sup_lint.engine.baseline.matching import Match
from sup_lint.engine.baseline.paths import Paths
from sup_lint.engine.seen import Seen
from sup_lint.model.baseline import Entry, StaleEntry
from sup_lint.model.report import Failure


def stale_entries(
    baseline: Baseline, matched: Match, seen: Seen, failures: tuple[Failure, ...], config: Config
) -> Iterator[StaleEntry]:
    """Yield the entries with fewer findings than they accept, where the run would have seen these.

    That takes a rule that ran; a file that was looked at without a failure, or is gone from a tree that was looked
    at whole; and whatever else the rule needs (`Reach`).
    """
    idle = [line for line, count in matched.left.items() if count]
    judge = _Judge(baseline, seen, failures, config) if idle else None
    for line in idle:
        entry = baseline.entries[line]
        if judge is not None and judge.is_seen(entry):
            yield StaleEntry(entry, line, entry.count - matched.left[line], judge.is_gone(entry))


class _Judge:
    """Knows whether a run would have seen the findings of an entry."""

    def __init__(self, baseline: Baseline, seen: Seen, failures: tuple[Failure, ...], config: Config) -> None:
        self._baseline = baseline
        self._seen = seen
        self._failed = [failure.path.rstrip("/") for failure in failures]
        self._config = config
        self._paths = Paths(baseline.folder)
        self._files = frozenset(seen.files)

    def is_gone(self, entry: Entry) -> bool:
        return not self._seen.exists(self._paths.absolute(entry.path))

    def is_seen(self, entry: Entry) -> bool:
        """Whether the run would have seen the findings of an entry. The rules are imported for few."""
        return (self._seen.has_history or self._looked_at(entry)) and self._rule_saw(entry)

    def _looked_at(self, entry: Entry) -> bool:
        """Whether the run looked at an entry's file to its end, or would have if that were still there."""
        shown = self._paths.shown(entry.path)
        if any(path in (shown, ".") or shown.startswith(f"{path}/") for path in self._failed):
            return False
        if shown not in self._files and self._seen.root is None:
            return False
        # Beside a tree that was looked at whole, what is gone may lie under another name.
        return self._is_in_tree(entry) if self.is_gone(entry) else shown in self._files

    def _is_in_tree(self, entry: Entry) -> bool:
        root = self._seen.root
        return root is not None and self._paths.absolute(entry.path).startswith(f"{root.rstrip('/')}/")

    def _rule_saw(self, entry: Entry) -> bool:
        from sup_lint.engine.selection import RULE_NAMES
        from sup_lint.rule import Reach
        from sup_lint.rules import RULES

        rule = next((rule for rule in RULES if rule.name == entry.rule), None)
        if rule is not None and rule.code not in active_codes(self._config, RULE_NAMES):
            return False
        if rule is not None and rule.reach is Reach.HISTORY:
            return self._seen.has_history
        if not self._looked_at(entry):
            return False
        if self.is_gone(entry):
            return True
        if rule is None:
            return True  # nobody will ever find anything for it
        if entry.needs == "key" and not self._knew(entry):
            return False
        if rule.reach is Reach.GIT:
            from sup_lint.sources.work_tree import status

            return status(self._paths.absolute(entry.path)) is not None
        return self._is_in_tree(entry) or (rule.reach is Reach.FILE and entry.needs != "tree")

    def _knew(self, entry: Entry) -> bool:
        from sup_lint.engine.baseline.fingerprints import key_fingerprint

        return entry.fingerprint in {key_fingerprint(key, self._baseline.salt) for key in self._seen.keys}
