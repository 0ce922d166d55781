"""Which findings a baseline accepts, and which of its entries are stale."""

import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.baseline.accepting import accept
from sup_lint.engine.baseline.changing import changed, entries_for
from sup_lint.engine.baseline.file import Baseline, load_baseline, new_baseline
from sup_lint.engine.seen import Seen
from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding, Related
from sup_lint.model.masked_key import mask
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from tests.keymaker import make_key

DAY = "2027-01-31"


def found(
    path: str,
    line: int = 1,
    *,
    seed: int | None = 1,
    rule: str = "hardcoded-key",
    source: str = "print(key)",
    **fields: object,
) -> Finding:
    """A finding on the key number `seed`, or on keyless source text."""
    return Finding(
        code="SUP101",
        rule=rule,
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message="Wrong.",
        path=path,
        region=Region(line, 3, line, 3 + len(source)),
        checklist=Checklist.SOURCE,
        key=mask(make_key(seed)) if seed is not None else None,
        excerpt=Excerpt(line - 1, ("above", f"  {source}  # beside", "below")),
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def holding(folder: Path, findings: Sequence[Finding], expires: str = "") -> Baseline:
    """A baseline that accepts findings, written to a folder and read again."""
    empty = new_baseline(str(folder / ".sup-lint-baseline"))
    entries = [replace(each, expires=expires) for each in entries_for(findings, empty)]
    Path(empty.path).write_text(changed(empty, {}, entries), encoding="utf-8")
    return load_baseline(empty.path)


def accepted(baseline: Baseline, findings: Sequence[Finding], seen: Seen | None = None, day: str = DAY) -> Report:
    report = Report(tuple(findings), files=3)
    return accept(report, baseline, seen or Seen(), Config(root=str(Path(baseline.path).parent)), day=day)


def places(report: Report) -> list[tuple[str, int]]:
    return [(finding.path, finding.region.line) for finding in report.findings]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


class TestFindings:
    def test_without_a_baseline_nothing_changes(self, here: Path) -> None:
        report = Report((found("a.py"),))
        assert accept(report, None, Seen(), Config(root=str(here))) is report

    @pytest.mark.parametrize("seed", [1, None])
    def test_line_and_message_may_change(self, here: Path, seed: int | None) -> None:
        baseline = holding(here, [found("a.py", 4, seed=seed)])
        report = accepted(baseline, [found("a.py", 90, seed=seed)])
        assert (report.findings, report.baselined) == ((), 1)

    @pytest.mark.parametrize(
        "other",
        [found("a.py", seed=2), found("a.py", rule="key-in-config"), found("a.py", seed=None), found("b.py")],
        ids=["key", "rule", "no key", "path"],
    )
    def test_another_finding_is_new(self, here: Path, other: Finding) -> None:
        touch(here, "a.py")
        report = accepted(holding(here, [found("a.py")]), [other])
        assert (len(report.findings), report.baselined) == (1, 0)

    def test_white_space_in_a_region_without_a_key_may_change(self, here: Path) -> None:
        baseline = holding(here, [found("a.py", seed=None, source="print(key,  id)")])
        assert not accepted(baseline, [found("a.py", seed=None, source="print(key, id)")]).findings
        assert accepted(baseline, [found("a.py", seed=None, source="print(key, ix)")]).findings

    def test_what_stands_beside_a_region_may_change(self, here: Path) -> None:
        baseline = holding(here, [found("a.py", seed=None)])
        excerpt = Excerpt(1, ("if x: print(key)  # no more",))
        moved = replace(found("a.py", seed=None), excerpt=excerpt, region=Region(1, 7, 1, 17))
        assert not accepted(baseline, [moved]).findings

    def test_more_than_the_count_are_reported_the_last_ones(self, here: Path) -> None:
        baseline = holding(here, [found("a.py", 1), found("a.py", 5)])
        report = accepted(baseline, [found("a.py", line) for line in (2, 6, 9)])
        assert (places(report), report.baselined) == ([("a.py", 9)], 2)

    def test_paths_start_from_the_baseline_wherever_the_run_is(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        touch(here, "app/tts/a.py")
        baseline = holding(here, [found("app/tts/a.py")])
        monkeypatch.chdir(here / "app")
        assert not accepted(baseline, [found("tts/a.py")]).findings
        assert not accepted(baseline, [found(str(here / "app/tts/a.py"))]).findings
        assert accepted(baseline, [found("app/tts/a.py")]).findings

    def test_a_baseline_in_a_folder_names_what_lies_beside_it(self, here: Path) -> None:
        touch(here, "ci/x", "app/a.py")
        baseline = holding(here / "ci", [])
        (entry,) = entries_for([found("app/a.py")], baseline)
        assert entry.path == "../app/a.py"
        baseline = baseline._replace(entries={2: entry})
        assert not accepted(baseline, [found("app/a.py")]).findings

    def test_the_summary_counts_on(self, here: Path) -> None:
        report = Report((found("a.py"),), suppressed=2, baselined=3)
        config = Config(root=str(here))
        assert accept(report, holding(here, [found("a.py")]), Seen(), config, day=DAY).baselined == 4


class TestRenames:
    def test_a_renamed_file_is_followed(self, here: Path) -> None:
        touch(here, "new/b.py")
        report = accepted(holding(here, [found("a.py")]), [found("new/b.py")])
        assert (report.findings, report.baselined) == ((), 1)

    def test_a_copy_is_new_while_the_old_file_is_there(self, here: Path) -> None:
        touch(here, "a.py", "b.py")
        report = accepted(holding(here, [found("a.py")]), [found("b.py")])
        assert places(report) == [("b.py", 1)]

    def test_a_second_copy_is_new(self, here: Path) -> None:
        touch(here, "b.py", "c.py")
        report = accepted(holding(here, [found("a.py")]), [found("b.py"), found("c.py")])
        assert (places(report), report.baselined) == ([("c.py", 1)], 1)

    def test_the_tree_that_was_looked_at_says_what_is_gone(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py")])
        asked: list[str] = []

        def in_the_index(path: str) -> bool:
            asked.append(path)
            return False

        assert not accepted(baseline, [found("b.py")], Seen(exists=in_the_index)).findings
        assert asked == [str(here / "a.py")]

    def test_in_the_history_the_old_path_need_not_be_gone(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py", rule="key-in-history", commit="abc")])
        assert not accepted(baseline, [found("old.py", rule="key-in-history", commit="def")]).findings

    def test_an_entry_that_is_over_is_the_last_choice(self, here: Path) -> None:
        touch(here, "c.py")
        baseline = holding(here, [])
        (entry,) = entries_for([found("c.py")], baseline)
        expired, alive = (replace(entry, path="a.py", expires="2026-01-01"), replace(entry, path="b.py"))
        baseline = baseline._replace(entries={2: expired, 3: alive})
        assert accepted(baseline, [found("c.py")]).baselined == 1


class TestExpiry:
    @pytest.mark.parametrize(("day", "counts"), [("2027-01-30", False), (DAY, True), ("2031-05-01", True)])
    def test_from_the_day_on_a_finding_counts_again_and_says_so(self, here: Path, day: str, counts: bool) -> None:
        baseline = holding(here, [found("a.py")], expires=DAY)
        report = accepted(baseline, [found("a.py")], day=day)
        assert report.baselined == (0 if counts else 1)
        assert [finding.message for finding in report.findings] == (
            ["Wrong. .sup-lint-baseline accepted this, but only until 2027-01-31."] if counts else []
        )

    def test_an_expired_entry_that_matches_is_not_stale(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py")], expires="2026-01-01")
        report = accepted(baseline, [found("a.py")], whole(here, "a.py"))
        assert [finding.code for finding in report.findings] == ["SUP101"]


def whole(root: Path, *files: str, **fields: object) -> Seen:
    return Seen(files, str(root), **fields)  # type: ignore[arg-type]


def stale(
    baseline: Baseline,
    seen: Seen,
    findings: Sequence[Finding] = (),
    failures: Sequence[Failure] = (),
    **settings: object,
) -> list[str]:
    """The messages of the findings on stale entries."""
    root = Path(baseline.path).parent
    config = Config(root=str(root))._replace(**settings)  # type: ignore[arg-type]
    report = accept(Report(tuple(findings), tuple(failures)), baseline, seen, config, day=DAY)
    return [finding.message for finding in report.findings if finding.code == "SUP001"]


class TestStaleEntries:
    def test_it_is_told_with_its_line_and_what_to_do(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py")])
        report = accepted(baseline, [], Seen(["a.py"]))
        (finding,) = report.findings
        (line,) = baseline.entries
        assert (finding.code, finding.path, finding.region.line) == ("SUP001", ".sup-lint-baseline", line)
        assert finding.region.end_column == len(baseline.lines[line - 1])
        assert "`hardcoded-key` in a.py" in finding.message
        assert "sup-lint baseline prune" in finding.help

    def test_fewer_than_the_count(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py"), found("a.py", 2), found("a.py", 3)])
        (message,) = stale(baseline, Seen(["a.py"]), [found("a.py")])
        assert "accepts 3 findings of `hardcoded-key` in a.py, where 1 is left" in message

    def test_the_file_was_not_looked_at(self, here: Path) -> None:
        touch(here, "a.py", "b.py")
        assert stale(holding(here, [found("a.py")]), Seen(["b.py"])) == []

    def test_the_file_is_gone(self, here: Path) -> None:
        touch(here, "b.py")
        baseline = holding(here, [found("a.py")])
        assert stale(baseline, Seen(["b.py", "a.py"])) == []
        (message,) = stale(baseline, whole(here, "b.py"))
        assert "a.py, a file that is gone" in message

    def test_the_file_lies_beside_the_tree(self, here: Path) -> None:
        touch(here, "app/b.py")
        assert stale(holding(here, [found("a.py")]), whole(here / "app", "app/b.py")) == []

    def test_the_file_or_its_folder_could_not_be_read(self, here: Path) -> None:
        touch(here, "app/a.py")
        baseline = holding(here, [found("app/a.py")])
        for path in ("app/a.py", "app", "app/", "."):
            assert stale(baseline, whole(here, "app/a.py"), failures=[Failure(path, "is locked")]) == []
        assert stale(baseline, whole(here, "app/a.py"), failures=[Failure("ap", "is locked")])

    def test_the_rule_did_not_run(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py")])
        assert stale(baseline, Seen(["a.py"]), ignore=("SUP101",)) == []
        assert stale(baseline, Seen(["a.py"]), select=("SUP3", "SUP001")) == []
        assert stale(baseline, Seen(["a.py"]), select=("SUP1", "SUP001"))

    def test_nobody_asked_for_stale_entries(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py")])
        assert stale(baseline, Seen(["a.py"]), ignore=("unused-suppression",)) == []
        assert stale(baseline, Seen(["a.py"]), per_file_ignores={".sup-lint-baseline": ("SUP001",)}) == []

    def test_no_rule_has_the_name_any_more(self, here: Path) -> None:
        touch(here, "a.py")
        assert stale(holding(here, [found("a.py", rule="shouted-key")]), Seen(["a.py"]))

    def test_the_rest_of_the_project_leads_to_it(self, here: Path) -> None:
        touch(here, "a.py")
        logged = holding(here, [found("a.py", seed=None, rule="key-in-log")])
        assert stale(logged, Seen(["a.py"])) == []
        assert stale(logged, whole(here, "a.py"))
        used = found("a.py", related=(Related("b.py", Region(1, 1, 1, 2), "the key is used here"),))
        assert stale(holding(here, [used]), Seen(["a.py"])) == []
        assert stale(holding(here, [used]), whole(here, "a.py"))
        alone = found("a.py", related=(Related("a.py", Region(1, 1, 1, 2), "the key is used here"),))
        assert stale(holding(here, [alone]), Seen(["a.py"]))

    def test_a_copy_takes_a_run_that_knows_the_key(self, here: Path) -> None:
        touch(here, "a.py")
        baseline = holding(here, [found("a.py", is_copy=True)])
        assert stale(baseline, whole(here, "a.py")) == []
        assert stale(baseline, whole(here, "a.py", keys=[mask(make_key(2)).fingerprint])) == []
        assert stale(baseline, whole(here, "a.py", keys=[mask(make_key(1)).fingerprint]))

    def test_git_was_not_there(self, here: Path) -> None:
        touch(here, ".env")
        baseline = holding(here, [found(".env", rule="unprotected-env-file")])
        assert stale(baseline, whole(here, ".env")) == []
        subprocess.run(["git", "init", "-q", "."], check=True)
        assert stale(baseline, Seen([".env"]))

    def test_the_history_was_not_read(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from sup_lint.rule import Reach
        from sup_lint.rules import RULES

        rule = next(rule for rule in RULES if rule.name == "key-in-config")
        monkeypatch.setattr(type(rule), "reach", Reach.HISTORY)
        touch(here, "a.py")
        baseline = holding(here, [found("a.py", rule="key-in-config", commit="abc")])
        assert stale(baseline, whole(here, "a.py")) == []
        assert stale(baseline, whole(here, "a.py", has_history=True))

    def test_a_file_that_was_renamed_is_not_gone(self, here: Path) -> None:
        touch(here, "b.py")
        assert stale(holding(here, [found("a.py")]), whole(here, "b.py"), [found("b.py")]) == []
