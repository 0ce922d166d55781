"""The verdicts on the vendor's checklist, and what each rests on."""

import pytest

from sup_lint.engine.checklist import Facts, checklist
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.inventory import (
    MESSAGE,
    ChecklistResult,
    Direction,
    HistoryFacts,
    KeyRecord,
    RepositoryRecord,
    Service,
    Verdict,
)
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from tests.reporters.inventories import (
    ACCEPTED,
    IN_HISTORY,
    IN_TREE,
    SEEN,
    SERVICES,
    change,
    exposure,
    finding,
    key,
    report,
)

CLIENT, SOURCE, ROTATION, SCOPE = Checklist.CLIENT, Checklist.SOURCE, Checklist.ROTATION, Checklist.SCOPE
PASS, FAIL, NOT_SEEN = Verdict.PASS, Verdict.FAIL, Verdict.NOT_SEEN


def judged(told: Report, facts: Facts = SEEN) -> dict[Checklist, ChecklistResult]:
    results = checklist(told, facts)
    assert [result.checklist for result in results] == [CLIENT, SOURCE, ROTATION, SCOPE]
    return {result.checklist: result for result in results}


def verdicts(told: Report, facts: Facts = SEEN) -> list[Verdict]:
    return [result.verdict for result in judged(told, facts).values()]


def test_a_clean_repository_passes_what_it_could_fail() -> None:
    assert verdicts(report(services=SERVICES)) == [PASS, PASS, PASS, PASS]


def test_nothing_seen_is_no_pass() -> None:
    assert verdicts(report(), Facts(has_history=True)) == [NOT_SEEN] * 4
    assert verdicts(Report(), Facts()) == [NOT_SEEN] * 4


@pytest.mark.parametrize(
    ("code", "rule", "failing"),
    [
        ("SUP101", "hardcoded-key", [SOURCE]),
        ("SUP103", "unprotected-env-file", [SOURCE]),
        ("SUP105", "key-in-history", [SOURCE]),
        ("SUP201", "key-in-client-code", [CLIENT]),
        ("SUP206", "key-header-from-browser", [CLIENT]),
        ("SUP301", "key-in-log", [SOURCE]),
        ("SUP401", "exposed-key-in-use", [ROTATION]),
        ("SUP501", "key-shared-by-services", [SCOPE]),
        ("SUP001", "unused-suppression", []),
    ],
)
@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_a_finding_fails_its_item(code: str, rule: str, failing: list[Checklist], severity: Severity) -> None:
    results = judged(report(finding(code, rule, "a/b.py", severity=severity, key=None), services=SERVICES))
    assert [item for item, result in results.items() if result.verdict is FAIL] == failing
    for item in failing:
        assert f"1 finding of {rule} ({code}): a/b.py:4." in results[item].evidence


def test_what_was_committed_fails_under_source_whichever_item_its_rule_names() -> None:
    committed = finding("SUP105", "key-in-history", "old.py", checklist=ROTATION)
    results = judged(report(committed, keys=(IN_HISTORY,)))
    assert (results[SOURCE].verdict, results[ROTATION].verdict) == (FAIL, FAIL)
    assert not any("SUP105" in sentence for sentence in results[ROTATION].evidence)


def test_a_note_is_evidence_and_no_failure() -> None:
    many = finding("SUP402", "too-many-keys", ".env", severity=Severity.NOTE)
    result = judged(report(many))[ROTATION]
    assert result.verdict is PASS
    assert "1 finding of too-many-keys (SUP402): .env:4." in result.evidence


@pytest.mark.parametrize("record", [IN_TREE, IN_HISTORY, ACCEPTED._replace(in_use=(".env",))])
def test_an_open_exposed_key_fails_rotation(record: KeyRecord) -> None:
    result = judged(report(keys=(record,)))[ROTATION]
    assert result.verdict is FAIL
    assert "runbook" in result.next_step


def test_where_the_exposed_keys_are_is_told() -> None:
    evidence = judged(report(keys=(IN_TREE, IN_HISTORY, ACCEPTED)))[ROTATION].evidence
    assert evidence[0] == (
        "2 keys exposed and not known to be revoked: 1 in the files of today (app/tts.py:4 and src/settings.js:1) and "
        "1 in the history only (deploy/my secrets.env)."
    )
    assert evidence[1] == "1 exposed key still in use: .env and $PROD_KEY."
    assert evidence[-1] == "1 exposed key accepted by comments, settings or the baseline."


def test_a_key_that_somebody_decided_on_is_told_and_passes() -> None:
    result = judged(report(keys=(ACCEPTED,)))[ROTATION]
    assert result.verdict is PASS
    assert result.evidence == (
        "No key that is still open was exposed in 5,000 commits (14,210 file versions).",
        "1 exposed key accepted by comments, settings or the baseline.",
    )


def test_a_key_of_a_finding_that_no_record_lists_is_open_too() -> None:
    found = (
        finding("SUP102", "key-in-config", "a.yaml", key=key(7)),
        finding("SUP301", "key-in-log", "a.py", key=key(8)),
    )
    result = judged(report(*found, keys=(IN_TREE,)))[ROTATION]
    assert "1 other key written down where the findings say." in result.evidence
    assert judged(report(found[0]))[ROTATION].verdict is FAIL
    assert judged(report(found[1]))[ROTATION].verdict is PASS


def test_a_key_that_was_never_exposed_passes() -> None:
    assert judged(report(keys=(KeyRecord(key(0), in_use=(".env",)),)))[ROTATION].verdict is PASS


def test_without_the_whole_history_rotation_is_not_seen() -> None:
    without = judged(report(), SEEN._replace(has_history=False))
    assert without[ROTATION].verdict is NOT_SEEN
    assert "the history was not read" in without[ROTATION].evidence[0]
    assert without[SOURCE].evidence[1] == "The history was not looked at."
    shallow = RepositoryRecord("r", HistoryFacts(1, 40, 9_000, 1, is_shallow=True))
    result = judged(report(repositories=(shallow,)), SEEN._replace(is_shallow=True))[ROTATION]
    assert result.verdict is NOT_SEEN
    assert result.evidence[0].startswith("No key was exposed in 1 commit (40 file versions), but the clone is shallow")
    assert judged(report(keys=(IN_HISTORY,)), SEEN._replace(is_shallow=True))[ROTATION].verdict is FAIL


@pytest.mark.parametrize(
    ("services", "verdict"),
    [
        ((), NOT_SEEN),
        ((Service("api", "a.yaml", "the secret a"),), NOT_SEEN),
        ((Service("api", "a.yaml", "the secret a"), Service("web", "b.yaml", "the secret b")), PASS),
        ((Service("api", "a.env", "", key(1)), Service("web", "b.env", "", key(2))), PASS),
        (
            (Service("api", "a.env", "the variable K", key(1)), Service("web", "b.env", "the variable L", key(1))),
            NOT_SEEN,
        ),
        ((Service("api", "a.yaml", ""), Service("web", "b.yaml", "")), NOT_SEEN),
        ((Service("api", "a.yaml", "the secret a"), Service("api", "b.yaml", "the secret b")), NOT_SEEN),
    ],
)
def test_scope_passes_with_different_keys_or_references(services: tuple[Service, ...], verdict: Verdict) -> None:
    assert judged(report(services=services))[SCOPE].verdict is verdict


def test_a_key_of_several_repositories_is_evidence() -> None:
    shared = IN_TREE._replace(repositories=("one", "two"))
    assert "1 key held by several repositories: one and two." in judged(report(keys=(shared,)))[SCOPE].evidence


def test_rules_that_did_not_run_let_nothing_pass() -> None:
    facts = SEEN._replace(left_out=frozenset({"SUP201", "SUP204", "SUP302", "SUP105", "SUP501"}))
    results = judged(report(services=SERVICES), facts)
    assert [result.verdict for result in results.values()] == [NOT_SEEN] * 4
    assert results[CLIENT].evidence == ("The rules SUP201 and SUP204 did not run.",)
    assert results[SOURCE].evidence == ("The rules SUP105 and SUP302 did not run.",)
    failing = judged(report(finding("SUP202", "public-env-key", ".env")), facts)
    assert failing[CLIENT].verdict is FAIL


@pytest.mark.parametrize("item", [CLIENT, SOURCE, ROTATION, SCOPE])
@pytest.mark.parametrize(
    ("services", "facts"),
    [
        (SERVICES, SEEN),
        ((), SEEN._replace(has_history=False)),
        ((), SEEN._replace(is_shallow=True)),
        ((), Facts(has_history=True)),
        (SERVICES, SEEN._replace(left_out=frozenset({"SUP201", "SUP101", "SUP401", "SUP501"}))),
    ],
)
def test_what_is_accepted_is_told_of_its_own_item_and_nothing_is_denied(
    item: Checklist, services: tuple[Service, ...], facts: Facts
) -> None:
    told = report(services=services)._replace(suppressed=1, baselined=1)
    results = judged(told, facts._replace(accepted={item: 2}))
    naming = [each for each in results if any("accepted by" in sentence for sentence in results[each].evidence)]
    assert naming == [item]
    assert results[item].evidence[-1] == "2 findings accepted by comments, settings or the baseline."
    # A key that was accepted anywhere has been exposed.
    for told_of in (item, ROTATION):
        for sentence in results[told_of].evidence:
            assert not sentence.startswith(("No key was", "No key stands", "No code", "Nothing that"))
            assert ": no key" not in sentence


def test_without_anything_accepted_it_is_said_plainly() -> None:
    results = judged(report(services=SERVICES), SEEN._replace(accepted={SOURCE: 0}))
    assert results[SOURCE].evidence[0] == "14 files concern Supertone: no key is written down or logged."
    assert not any("accepted" in sentence for result in results.values() for sentence in result.evidence)


def test_a_key_that_the_baseline_accepts_is_not_denied_under_source() -> None:
    evidence = judged(report(keys=(ACCEPTED,)))[SOURCE].evidence
    assert evidence[0] == (
        "14 files concern Supertone: apart from what was accepted, no key is written down or logged."
    )
    assert evidence[1].startswith("Apart from what was accepted, no key was found in 5,000 commits")


def test_unread_files_are_told_beside_a_pass() -> None:
    results = judged(report()._replace(failures=(Failure("broken.py", "is nested too deeply"),)))
    assert results[SOURCE].verdict is PASS
    assert results[SOURCE].evidence[-1] == "1 file could not be checked in full: broken.py."


def of_repositories(told: Report, *unscanned: str, is_any_scanned: bool = True) -> Report:
    """The report with repositories that could not be scanned."""
    assert told.inventory is not None
    inventory = told.inventory._replace(unscanned=unscanned)
    if not is_any_scanned:
        inventory = inventory._replace(repositories=())
    failures = (*told.failures, *(Failure(name, "could not be scanned") for name in unscanned))
    return told._replace(inventory=inventory, failures=failures)


def test_repositories_that_were_not_scanned_are_no_files() -> None:
    results = judged(of_repositories(report(services=SERVICES), "gone", "lost"))
    for result in results.values():
        assert result.evidence[-1] == "2 repositories not scanned: gone and lost."
        assert not any("in full" in sentence for sentence in result.evidence)
    assert judged(of_repositories(report(), "gone"))[SOURCE].evidence[-1] == "1 repository not scanned: gone."


def test_where_no_repository_could_be_scanned_nothing_is_said_of_keys() -> None:
    results = judged(of_repositories(report(), "gone", "lost", is_any_scanned=False), Facts())
    assert {result.evidence for result in results.values()} == {("0 of 2 repositories could be scanned.",)}
    assert {result.verdict for result in results.values()} == {NOT_SEEN}


def test_a_place_in_the_history_is_named_with_its_repository() -> None:
    gone = IN_HISTORY.exposure
    assert gone is not None
    record = IN_HISTORY._replace(exposure=gone._replace(repository="bot"))
    evidence = judged(report(keys=(record,)))[ROTATION].evidence
    assert "in the history only (deploy/my secrets.env in bot)" in evidence[0]


def test_a_message_is_no_path() -> None:
    told = exposure(change(Direction.ADDED, MESSAGE, "2026-01-01"))
    short = told.first.commit.short
    found = finding("SUP105", "key-in-history", MESSAGE, commit=told.first.commit.id)
    results = judged(report(found, keys=(KeyRecord(key(0), exposure=told),)))
    assert f"in the history only (the message of commit {short})" in results[ROTATION].evidence[0]
    assert results[SOURCE].evidence[0].endswith(f": the message of commit {short}.")


def test_long_lists_are_cut() -> None:
    found: list[Finding] = [finding("SUP101", "hardcoded-key", f"app/{number}.py") for number in range(40)]
    assert judged(report(*found))[SOURCE].evidence[0] == (
        "40 findings of hardcoded-key (SUP101): app/0.py:4, app/1.py:4, app/2.py:4 and 37 more."
    )


def test_a_key_in_the_tree_and_in_the_history_counts_once() -> None:
    assert judged(report(keys=(IN_TREE,)))[ROTATION].evidence[0].startswith("1 key exposed")
