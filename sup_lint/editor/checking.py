"""What the analysing process does for the server: check a document among the unsaved texts around it."""

import os
from dataclasses import replace

from sup_lint.config import Config, ConfigError
from sup_lint.editor.requests import Check, Checked
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Fix
from sup_lint.overrides import Overrides, settings_of


class Checker:
    """Checks documents; where settings can't be used, those hold that last could be."""

    def __init__(self) -> None:
        self._last_good: dict[tuple[str, Overrides], Config] = {}

    def check(self, asked: Check) -> Checked:
        """Check a document. The working directory is the root of its settings from then on."""
        folder = _existing(os.path.dirname(asked.path))
        settings, problem = self._settings(folder, asked.overrides)
        try:
            found = _findings(asked, settings)
        except ConfigError as error:  # the baseline
            problem = problem or str(error)
            found = _findings(asked, settings._replace(baseline=None))
        return Checked(found, problem)

    def _settings(self, folder: str, overrides: Overrides) -> tuple[Config, str]:
        from sup_lint.engine.selection import RULE_NAMES

        try:
            # What the message calls the file is relative to the working directory.
            os.chdir(folder)
            found = settings_of(folder, overrides, RULE_NAMES)
        except ConfigError as error:
            default = Config(_existing(folder))
            return self._last_good.get((folder, overrides), default), f"{folder}: {error}"
        self._last_good[folder, overrides] = found
        return found, ""


def _findings(asked: Check, settings: Config) -> tuple[Finding, ...]:
    from sup_lint.engine.unsaved import check_unsaved

    os.chdir(_existing(settings.root))  # messages name files relative to it
    report = check_unsaved(asked.path, asked.texts, settings).report
    return tuple(_located(finding, asked) for finding in report.findings)


def _located(finding: Finding, asked: Check) -> Finding:
    """A finding with absolute paths, and without the lines that an editor has anyway."""
    path = os.path.abspath(finding.path)
    if path not in asked.texts and not os.path.lexists(path):
        path = asked.path  # a key in the name is masked by now
    related = tuple(replace(each, path=os.path.abspath(each.path), excerpt=None) for each in finding.related)
    fix = _located_fix(finding.fix) if finding.fix is not None else None
    return replace(finding, path=path, related=related, fix=fix, excerpt=None)


def _located_fix(fix: Fix) -> Fix:
    return replace(
        fix,
        edits=tuple(replace(each, path=os.path.abspath(each.path)) for each in fix.edits),
        additions=tuple(replace(each, path=os.path.abspath(each.path)) for each in fix.additions),
    )


def _existing(folder: str) -> str:
    """The folder itself, or the closest one above it that there is."""
    while not os.path.isdir(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return folder
