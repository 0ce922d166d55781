"""The HTML report in a real browser: for eyes and ears, by keyboard, on paper, without scripts, under attack."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sup_lint.model.inventory import Direction, Service
from sup_lint.model.report import Failure, Report
from sup_lint.reporters.html.document import render
from tests.reporters.inventories import (
    FINDINGS,
    IN_TREE,
    SERVICES,
    change,
    exposure,
    finding,
    full_report,
    key,
    place,
    report,
)

LOOK = Path(__file__).parent / "browser" / "look.mjs"
SCHEMES = ("light", "dark", "narrow")
EVIL = (
    "</script><script>window.attacked = 1</script>",
    "</style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "a\u202etxt.exe\x00\x1b[31m\r\n\t<b>\udcff&lt;",
)

Look = Callable[..., dict[str, Any]]


@pytest.fixture
def look(browser_modules: Path, chromium: str, tmp_path: Path) -> Look:
    """Writes a report, lets the visits that are named open it, and gives what each of them saw."""

    def open_(told: Report, *visits: str) -> dict[str, Any]:
        page = tmp_path / "report.html"
        with page.open("w", encoding="utf-8") as out:
            render(told, out, color=False, width=80)
        command = ("node", str(LOOK), str(browser_modules), chromium, page.as_uri(), *visits)
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert run.returncode == 0, run.stderr
        seen: dict[str, Any] = json.loads(run.stdout)
        if "attack" not in visits:
            assert set(seen["met"].pop("requests")) == {page.as_uri()}
            assert {name: met for name, met in seen["met"].items() if met} == {}
        return seen

    return open_


FULL = full_report()
PLAIN = Report(FINDINGS[:2], (Failure("x.py", "too deep"),), files=3)
HOSTILE = report(
    *(finding("SUP101", "hardcoded-key", evil, message=evil, help=f"`{evil}` {evil}", commit=evil) for evil in EVIL),
    keys=tuple(
        IN_TREE._replace(
            key=key(number),
            places=(place(evil),),
            exposure=exposure(change(Direction.ADDED, evil, "2026-01-01"), refs=(evil,)),
            in_use=(evil,),
            services=(evil,),
            repositories=(evil, "b"),
        )
        for number, evil in enumerate(EVIL)
    ),
    services=tuple(Service(evil, evil, evil) for evil in EVIL),
)._replace(failures=tuple(Failure(evil, evil) for evil in EVIL))


@pytest.mark.parametrize(
    ("told", "schemes"),
    # Colours and widths are those of what is in a full report.
    [(FULL, SCHEMES), (PLAIN, SCHEMES[:1]), (HOSTILE, SCHEMES[-1:]), (Report(), SCHEMES[:1])],
    ids=["full", "plain", "hostile", "empty"],
)
def test_nobody_is_shut_out_and_nothing_goes_wrong(look: Look, told: Report, schemes: tuple[str, ...]) -> None:
    seen = look(told, *schemes)
    for scheme in schemes:
        assert seen[scheme]["violations"] == []
        assert seen[scheme]["overflow"] == 0
        assert {"color-contrast", "document-title", "heading-order", "region"} <= set(seen[scheme]["passes"])


def test_everything_works_by_keyboard(look: Look) -> None:
    seen = look(FULL, "keyboard")["keyboard"]
    everything = [finding.path for finding in FINDINGS]
    assert (seen["first"], seen["skipped"]) == ("skip", "report")
    assert seen["outline"] == "solid"
    assert seen["before"] == {"count": "8 findings shown.", "paths": everything}
    client = ["src/settings.js", "web/src/App.jsx"]
    assert seen["item"] == {"value": "client", "count": "2 of 8 findings shown.", "paths": client}
    assert seen["rule"] == {"value": "unused-suppression", "count": "1 of 8 findings shown.", "paths": ["app/old.py"]}
    assert seen["path"] == {"count": "2 of 8 findings shown.", "paths": client}
    assert seen["none"] == {"count": "0 of 8 findings shown.", "paths": []}
    assert seen["reset"] == seen["before"]
    assert seen["jump"] == {"value": "client", "count": "2 of 8 findings shown.", "paths": client}
    assert (seen["folded"], seen["unfolded"]) == (True, True)


@pytest.mark.parametrize("visit", ["paper", "scriptless"])
def test_on_paper_and_without_scripts_everything_is_there(look: Look, visit: str) -> None:
    seen = look(FULL, visit)[visit]
    assert FULL.inventory is not None
    assert seen["findings"] == len(FINDINGS)
    assert seen["filters"] == 0
    assert seen["steps"] == sum(len(book.steps) for book in FULL.inventory.runbooks)
    assert seen["rows"] == len(SERVICES) + sum(
        len(record.exposure.changes) for record in FULL.inventory.keys if record.exposure
    )
    if visit == "paper":
        assert (seen["paper"], seen["pdf"]) == ("rgb(255, 255, 255)", "%PDF-")


def test_hostile_names_stay_text(look: Look) -> None:
    seen = look(HOSTILE, "text")["text"]
    assert (seen["strangers"], seen["scripts"], seen["handlers"]) == (0, 1, [])
    assert seen["hosts"] == ["", "console.supertoneapi.com"]
    for shown in (*EVIL[:3], "a\\u202etxt.exe\\x00\\x1b[31m\\r\\n\\t<b>\\xff&lt;"):
        assert shown in seen["text"]


def test_the_policy_stops_what_would_load_send_or_run(look: Look) -> None:
    seen = look(PLAIN, "attack")["attack"]
    assert not seen["succeeded"]
    directives = {"img-src", "connect-src", "style-src-elem", "style-src-attr", "require-trusted-types-for"}
    assert directives <= set(seen["stopped"])
