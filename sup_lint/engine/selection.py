"""Which rules run, and which of their findings a project's settings wave through."""

import os
from collections.abc import Sequence

from sup_lint.config import Config, active_codes, codes_of
from sup_lint.model.finding import Finding
from sup_lint.rule import Rule
from sup_lint.rules import RULES
from sup_lint.sources.ignore import Exclusion

RULE_NAMES = {name: rule.code for rule in RULES for name in (rule.code, rule.name)}


def selected(rules: Sequence[Rule], config: Config) -> tuple[Rule, ...]:
    """The rules that `select` and `ignore` leave, in their order."""
    codes = active_codes(config, RULE_NAMES)
    return tuple(rule for rule in rules if rule.code in codes)


class PerFileIgnores:
    """The `per-file-ignores` and `exclude` settings, ready to be asked: a literal may lie in an excluded module."""

    def __init__(self, config: Config) -> None:
        self._root = config.root
        self._excluded = Exclusion(config.exclude)
        self._ignores = [
            (Exclusion([pattern]), codes_of(names, RULE_NAMES)) for pattern, names in config.per_file_ignores.items()
        ]

    def covers(self, finding: Finding) -> bool:
        """Whether the settings wave the finding through."""
        path = os.path.relpath(finding.path, self._root).replace(os.sep, "/")
        return self._excluded.file(path) or any(
            finding.code in codes and pattern.file(path) for pattern, codes in self._ignores
        )
