"""The SARIF format: what the schema doesn't say."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sup_lint.catalogue import page
from sup_lint.cli.main import main
from sup_lint.model.finding import Excerpt
from sup_lint.model.inventory import Inventory
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.rules import RULES
from tests.keymaker import make_key
from tests.reporters.reports import finding, full_report, problems, rendered


def run_of(report: Report) -> Any:
    return json.loads(rendered("sarif", report))["runs"][0]


def first_result(**fields: Any) -> Any:
    return run_of(Report((finding(**fields),), files=1))["results"][0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_is_told_with_its_page(rule: Any) -> None:
    report = Report((finding(rule.code, rule.name, severity=rule.severity),), files=1)
    assert problems("sarif", rendered("sarif", report)) == []
    (told,) = run_of(report)["tool"]["driver"]["rules"]
    assert told["id"] == rule.code
    assert told["name"] == type(rule).__name__
    assert told["help"] == {"text": page(rule), "markdown": page(rule)}
    assert 20 < len(told["fullDescription"]["text"]) < 1024  # more is cut off by GitHub
    assert told["shortDescription"]["text"][1:] == rule.summary[1:]
    tags = told["properties"]["tags"]
    is_hygiene = rule.code.startswith("SUP0")
    assert ("security" in tags) is not is_hygiene
    assert ("security-severity" in told["properties"]) is not is_hygiene
    assert [tag for tag in tags if "cwe" in tag] == [f"external/cwe/cwe-{number}" for number in rule.cwe]


def test_results_find_their_rules() -> None:
    run = run_of(full_report())
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert {result["ruleId"] for result in run["results"]} == set(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_a_rule_of_another_version_is_told_by_name() -> None:
    report = Report((finding("SUP999", "key-in-sky"),), files=1)
    assert run_of(report)["tool"]["driver"]["rules"] == [{"id": "SUP999", "name": "KeyInSky"}]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("app/tts.py", "app/tts.py"),
        ("a b/한.py", "a%20b/%ED%95%9C.py"),
        ("50%#?.py", "50%25%23%3F.py"),
        ("c:d.py", "c%3Ad.py"),
        ("byte\udcff.py", "byte%FF.py"),
        ("half\ud83d.py", "half%ED%A0%BD.py"),
        ("app.whl!/tts.py", "app.whl!/tts.py"),
        ("../other/x.py", "../other/x.py"),
    ],
)
def test_relative_paths_lie_below_the_source_root(path: str, uri: str) -> None:
    place = first_result(path=path)["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("path", "uri"), [("/srv/a b.py", "file:///srv/a%20b.py"), ("C:/work/a.py", "file:///C:/work/a.py")]
)
def test_absolute_paths_are_uris_of_their_own(path: str, uri: str) -> None:
    assert first_result(path=path)["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_no_text_of_others_becomes_a_link() -> None:
    assert first_result(message="In [here](https://example.org) it is.", help="")["message"]["text"] == (
        "In [here\\](https://example.org) it is."
    )


def test_the_lines_around_are_left_out_where_they_do_not_surround() -> None:
    excerpt = Excerpt(3, ("one", "two"))
    for region, is_told in ((Region(3, 1, 4, 2), True), (Region(3, 1, 9, 2), False), (Region(2, 1, 3, 2), False)):
        place = first_result(region=region, excerpt=excerpt)["locations"][0]["physicalLocation"]
        assert ("contextRegion" in place) is is_told


def test_a_stretch_of_a_long_line_says_where_it_begins() -> None:
    place = first_result(region=Region(4, 30, 4, 40), excerpt=Excerpt(4, ("x" * 30,), 20))
    context = place["locations"][0]["physicalLocation"]["contextRegion"]
    assert context == {
        "startLine": 4,
        "endLine": 4,
        "startColumn": 20,
        "endColumn": 50,
        "snippet": {"text": "x" * 30},
    }


def test_a_key_of_the_history_is_told_with_its_commit() -> None:
    result = first_result(code="SUP105", rule="key-in-history", commit="9b7d")
    assert result["properties"]["commit"] == "9b7d"


def test_fingerprints_outlive_lines_that_move() -> None:
    def prints(*lines: int) -> list[str]:
        report = Report(tuple(finding(region=Region(line, 30, line, 40)) for line in lines), files=1)
        return [each["partialFingerprints"]["supLint/v1"] for each in run_of(report)["results"]]

    assert prints(4, 9) == prints(14, 29)
    assert len(set(prints(4, 9))) == 2
    assert prints(4) != [first_result(path="other.py")["partialFingerprints"]["supLint/v1"]]


def test_a_scan_is_a_category_of_its_own() -> None:
    assert run_of(Report(files=1))["automationDetails"]["id"] == "sup-lint/check/"
    assert run_of(Report(files=1, inventory=Inventory()))["automationDetails"]["id"] == "sup-lint/scan/"


def test_a_run_that_looked_at_nothing_has_failed() -> None:
    def is_successful(report: Report) -> bool:
        return bool(run_of(report)["invocations"][0]["executionSuccessful"])

    failures = (Failure("x.py", "vanished"),)
    assert is_successful(Report(files=0))
    assert is_successful(Report(failures=failures, files=2))
    assert not is_successful(Report(failures=failures, files=0))


def test_what_was_waved_through_is_suppressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    keys = [make_key(seed) for seed in range(4)]
    Path("a.py").write_text(
        f'SUPERTONE_API_KEY = "{keys[0]}"  # sup-lint: ignore[SUP101] -- revoked, {keys[0]} was ours\nSUPERTONE_KEY = "{keys[1]}"\n'
    )
    Path("b.py").write_text(f'SUPERTONE_API_KEY = "{keys[2]}"\n')
    Path("sup-lint.toml").write_text('[per-file-ignores]\n"b.py" = ["SUP101"]\n')
    run = CliRunner().invoke
    assert run(main, ["baseline", "write", "--reason", "known since May", "."]).exit_code == 0
    Path("c.py").write_text(f'SUPERTONE_API_KEY = "{keys[3]}"\n')
    done = run(main, ["check", "--format", "sarif", "--output", "x.sarif", "."])
    assert done.exit_code == 1
    assert done.stdout == ""
    text = Path("x.sarif").read_text()
    assert problems("sarif", text) == []
    assert not any(key in text for key in keys)
    told = {}
    for result in json.loads(text)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        (silenced,) = result.get("suppressions", [None])
        how = silenced and (silenced["kind"], silenced["properties"]["silencer"], silenced.get("justification"))
        told[place["artifactLocation"]["uri"], place["region"]["startLine"]] = how
    assert told == {
        ("a.py", 1): ("inSource", "comment", f"revoked, {keys[0][:2]}{'•' * 30} was ours"),
        ("a.py", 2): ("external", "baseline", "known since May"),
        ("b.py", 1): ("external", "settings", None),
        ("c.py", 1): None,
    }


def test_another_tool_reads_it(tmp_path: Path) -> None:
    """What sarif-tools makes of it, as its `csv` and `summary` commands do, is what was written."""
    loader = pytest.importorskip("sarif.loader")
    csv_op, summary_op = (pytest.importorskip(f"sarif.operations.{name}_op") for name in ("csv", "summary"))
    path = tmp_path / "x.sarif"
    path.write_text(rendered("sarif", full_report()), encoding="utf-8")
    files = loader.load_sarif_files(str(path))
    csv_op.generate_csv(files, str(tmp_path / "x.csv"), False)
    summary_op.generate_summary(files, str(tmp_path / "x.txt"), False)
    assert len((tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 9
    assert "error: 6" in (tmp_path / "x.txt").read_text(encoding="utf-8")
    records = loader.load_sarif_file(str(path)).get_records()
    expected = [*full_report().findings, *(each.finding for each in full_report().silenced)]
    assert sorted((each["Location"], each["Line"], each["Code"], each["Severity"]) for each in records) == sorted(
        (each.path, each.region.line, each.code, each.severity.value) for each in expected
    )


def test_what_was_waved_through_in_a_package_is_suppressed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.js").write_text(
        f'const client = new Supertone({{ apiKey: "{make_key(1)}" }}); // sup-lint: ignore[SUP201] -- a toy\n'
        'import { Supertone } from "@supertone/supertone";\n'
    )
    done = CliRunner().invoke(main, ["bundle", "--isolated", "--format", "sarif", "app.js"])
    assert done.exit_code == 0
    (result,) = json.loads(done.stdout)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "a toy"


def test_a_scan_of_several_repositories_tells_what_each_waves_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("one", "two")):
        Path(name).mkdir()
        Path(name, "a.py").write_text(f'SUPERTONE_API_KEY = "{make_key(number)}"  # sup-lint: ignore -- {name}\n')
    done = CliRunner().invoke(main, ["scan", "--format", "sarif", "one", "two"])
    results = json.loads(done.stdout)["runs"][0]["results"]
    assert {
        (each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], each["suppressions"][0]["justification"])
        for each in results
    } == {("one/a.py", "one"), ("two/a.py", "two")}
