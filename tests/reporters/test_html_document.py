"""The page as it is stored: its policy, its parts, and no key in it."""

import base64
import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from sup_lint.cli.main import main
from sup_lint.model.finding import Excerpt, Finding
from sup_lint.model.inventory import RepositoryRecord
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.reporters.html.document import render
from tests.keymaker import make_key
from tests.reporters.inventories import ACCEPTED, FINDINGS, IN_HISTORY, IN_TREE, SERVICES, full_report, report


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


def rendered(told: Report) -> str:
    out = io.StringIO()
    render(told, out, color=False, width=80)
    return out.getvalue()


def digest(page: str, tag: str) -> str:
    (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_the_policy_lets_through_the_page_s_own_style_and_script_alone() -> None:
    page = rendered(full_report())
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert policy.replace("&#x27;", "'").split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest(page, 'style')}'",
        f"script-src 'sha256-{digest(page, 'script')}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    # A policy holds for what follows it.
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_is_loaded_from_anywhere() -> None:
    page = rendered(full_report())
    assert re.findall(r"\bsrc=|url\(|@import|<link|<img", page) == []
    assert set(re.findall(r'href="([^#"][^"]*)"', page)) == {"https://console.supertoneapi.com"}


def test_the_same_report_is_the_same_page_in_ascii() -> None:
    page = rendered(full_report())
    assert page == rendered(full_report())
    assert page.isascii()
    assert '<time datetime="2026-01-01T00:00:00Z">2026-01-01 00:00 UTC</time>' in page


@pytest.mark.parametrize("epoch", ["", "soon", "9" * 40, "-1"])
def test_without_a_moment_of_its_own_the_page_is_dated_today(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert re.search(r'<time datetime="20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ">', rendered(Report()))


def sections(page: str) -> list[str]:
    return re.findall(r'<section id="([a-z]+)"', page)


def test_a_scan_has_all_sections_and_a_check_has_its_findings() -> None:
    everything = ["checklist", "findings", "keys", "timeline", "services", "runbooks", "failures"]
    assert sections(rendered(full_report())) == everything
    assert sections(rendered(Report(FINDINGS, (Failure("x.py", "too deep"),)))) == ["findings", "failures"]
    assert "There are no findings." in rendered(Report(files=3))


def test_ids_are_unique_and_links_within_the_page_lead_somewhere() -> None:
    page = rendered(report(*FINDINGS, keys=(IN_TREE, IN_HISTORY, ACCEPTED), services=SERVICES))
    ids = re.findall(r' id="(.*?)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#(.*?)"', page)) <= set(ids)
    for referred in re.findall(r'aria-labelledby="(.*?)"', page):
        assert set(referred.split()) <= set(ids)


def test_the_region_is_marked_in_its_lines(make_finding: Callable[..., Finding]) -> None:
    excerpt = Excerpt(3, ("def f(a):\r\n", "\treturn g(a,\n", "\t  b)\n"))
    page = rendered(Report((make_finding(excerpt=excerpt, region=Region(4, 9, 5, 6)),)))
    assert "def f(a):\n" in page
    assert "    return <mark>g(a,</mark>\n" in page
    assert "<mark>b)</mark>\n" in page


def test_a_stretch_of_a_long_line_is_marked_where_it_lies(make_finding: Callable[..., Finding]) -> None:
    excerpt = Excerpt(1, ('x:"3f•••"',), 1000)
    page = rendered(Report((make_finding(excerpt=excerpt, region=Region(1, 1002, 1, 1009)),)))
    assert "&#8230;x:<mark>&quot;3f&#8226;&#8226;&#8226;&quot;</mark>" in page


def test_the_title_names_what_was_scanned() -> None:
    many = tuple(RepositoryRecord(f"r{number}") for number in range(1200))
    assert "<title>Supertone API keys in narration</title>" in rendered(report())
    assert "<title>Supertone API keys in 1,200 repositories</title>" in rendered(report(repositories=many))
    assert "<title>Supertone API keys</title>" in rendered(Report())


def test_no_key_gets_into_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [make_key(number) for number in range(3)]
    (tmp_path / "tts.py").write_text(
        f'from supertone import Supertone\nclient = Supertone(api_key="{keys[0]}")  # not {keys[1]}\n', encoding="utf-8"
    )
    (tmp_path / ".env").write_text(f"SUPERTONE_API_KEY={keys[2]}\n", encoding="utf-8")
    (tmp_path / "page.js").write_text(
        f"document.title = ''\nfetch('https://supertoneapi.com', {{headers: {{'x-sup-api-key': '{keys[0]}'}}}})\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "html", "--output", "report.html"])
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert page.count('class="finding"') >= 3
    for key in keys:
        for start in range(len(key) - 5):
            assert key[start : start + 6] not in page
        assert base64.b64encode(key.encode()).decode() not in page


def test_a_clean_run_is_a_page_on_standard_output_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "html"])
    assert (result.exit_code, result.stdout[:15]) == (0, "<!doctype html>")


def test_repositories_that_were_not_scanned_are_no_files_that_were_read() -> None:
    told = report()
    assert told.inventory is not None
    inventory = told.inventory._replace(unscanned=("gone",))
    gone, broken = Failure("gone", "does not exist"), Failure("x.py", "too deep")
    page = rendered(told._replace(inventory=inventory, failures=(gone, broken)))
    not_scanned = (
        "<p>These repositories were not scanned at all.</p><ul><li><code>gone</code>: does not exist</li></ul>"
    )
    assert not_scanned in page
    assert "<li><code>x.py</code>: too deep</li>" in page.partition("These files were read")[2]
    assert "These files were read" not in rendered(told._replace(inventory=inventory, failures=(gone,)))


def test_a_key_in_a_message_is_placed_there(make_finding: Callable[..., Finding]) -> None:
    page = rendered(Report((make_finding(commit="0123456789abcdef", path="commit message"),)))
    assert "in the message of commit <code>0123456789</code>" in page
    assert "<code>commit message" not in page
