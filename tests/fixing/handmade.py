"""Fixes made by hand, so that what applies them is tested whatever the rules offer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sup_lint.analysis.file import AnalysedFile
from sup_lint.config import Config
from sup_lint.engine.fixing.applying import Fixing, fix
from sup_lint.engine.fixing.originals import OnDisk
from sup_lint.engine.runner import Outcome, check_paths
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.region import Region
from sup_lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sup_lint.engine.known_keys import KnownKey

ENVIRONMENT = 'os.environ["SUPERTONE_API_KEY"]'
Fixer = Callable[[Finding, AnalysedFile], Fix | None]


def from_environment(finding: Finding, file: AnalysedFile) -> Fix:
    """Read a literal of Python from the environment."""
    edits = [Edit(finding.path, finding.region, ENVIRONMENT)]
    if "import os\n" not in file.text.replace("\r\n", "\n").replace("\r", "\n"):
        edits.append(Edit(finding.path, Region(1, 1, 1, 1), "import os\n"))
    return Fix(Safety.SAFE, f"read the key from {ENVIRONMENT}", tuple(edits))


def example_beside(finding: Finding, file: AnalysedFile) -> Fix:
    """The same, and the variable named where a newcomer looks for it."""
    made = from_environment(finding, file)
    return replace(made, additions=(Addition(".env.example", "SUPERTONE_API_KEY="),))


def install(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fixer]:
    """Let a table, by codes, make the fixes of findings; the rules' own are put aside."""
    table: dict[str, Fixer] = {}
    finding_of = Rule.finding

    def finding(self: Rule, file: AnalysedFile, region: Region, message: str, **fields: Any) -> Finding:
        found = finding_of(self, file, region, message, **fields)
        fixer = table.get(found.code)
        return replace(found, fix=fixer(found, file.host) if fixer is not None else None)

    monkeypatch.setattr(Rule, "finding", finding)
    return table


def fixing_of(*paths: str, config: Config | None = None, unsafe: bool = False) -> Fixing:
    """The fixing of files and folders, by default of the working directory."""
    settings = config or Config(root=str(Path.cwd()))

    def look(settings: Config, known: "Sequence[KnownKey]") -> Outcome:
        return check_paths(paths or (".",), settings, known=known)

    return fix(look, None, settings, OnDisk(settings.root), unsafe=unsafe)
