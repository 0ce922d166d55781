"""The command line with an engine that finds what a test wants found."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from sup_lint.config import Config
from sup_lint.engine.known_keys import KnownKey
from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding
from sup_lint.model.region import Region
from sup_lint.model.report import Report
from sup_lint.model.severity import Severity
from tests.command import invoke


@dataclass
class Outcome:
    """As the engine's."""

    report: Report
    missing: tuple[str, ...] = ()
    depths: tuple[tuple[str, str], ...] = ()
    is_void: bool = False


@dataclass
class Engine:
    """Gives `outcome` for whatever it is asked, or raises `error`; remembers what it was asked."""

    outcome: Outcome = field(default_factory=lambda: Outcome(Report(files=12)))
    error: BaseException | None = None
    calls: list[dict[str, Any]] = field(default_factory=list)

    def check_paths(
        self,
        paths: Sequence[str],
        config: Config,
        *,
        known: Sequence[KnownKey] = (),
        on_progress: Callable[[int, int, str], None] | None = None,
        remembers: bool = False,
        jobs: int | None = 1,
    ) -> Outcome:
        self.calls.append(
            {"paths": tuple(paths), "config": config, "known": known, "on_progress": on_progress, "jobs": jobs}
        )
        return self._answer()

    def check_stdin(self, data: bytes, name: str, config: Config, *, known: Sequence[KnownKey] = ()) -> Outcome:
        self.calls.append({"data": data, "name": name, "config": config, "known": known})
        return self._answer()

    def _answer(self) -> Outcome:
        if self.error is not None:
            raise self.error
        return self.outcome

    def finds(self, *severities: Severity, missing: tuple[str, ...] = (), **fields: Any) -> None:
        """Let the outcome hold one finding for each severity, and `fields` of the report."""
        findings = tuple(
            Finding(
                code="SUP101",
                rule="hardcoded-key",
                severity=severity,
                confidence=Confidence.HIGH,
                message="Wrong.",
                path="app/tts.py",
                region=Region(1, 7, 1, 17),
                checklist=Checklist.SOURCE,
                excerpt=Excerpt(1, ('KEY = "3f••••••"',)),
            )
            for severity in severities
        )
        self.outcome = Outcome(Report(findings=findings, **{"files": 12} | fields), missing)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    fake = Engine()
    module = ModuleType("sup_lint.engine.runner")
    vars(module).update(check_paths=fake.check_paths, check_stdin=fake.check_stdin)
    monkeypatch.setitem(sys.modules, "sup_lint.engine.runner", module)
    return fake


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Run `sup-lint` with arguments in an empty repository, whatever the environment says of terminals."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    tmp_path.joinpath(".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return invoke
