"""What the JSON format says of a scan, field by field."""

import io
import json
from typing import Any

from sup_lint.model.report import Report
from sup_lint.reporters.json_v1 import render
from tests.reporters.inventories import IN_HISTORY, SERVICES, SHIPPED, full_report, report


def document(told: Report) -> dict[str, Any]:
    out = io.StringIO()
    render(told, out, color=False, width=80)
    loaded: dict[str, Any] = json.loads(out.getvalue())
    return loaded


def test_only_a_scan_has_the_fields() -> None:
    fields = {"repositories", "checklist", "keys", "services", "runbooks"}
    assert set(document(full_report())) - set(document(Report())) == fields
    assert document(full_report())["schema"] == 1


def test_every_field_of_a_scan() -> None:
    told = document(report(keys=(IN_HISTORY, SHIPPED), services=SERVICES[1:]))
    assert told["repositories"] == [
        {
            "name": "narration",
            "history": {
                "commits": 5000,
                "versions": 14210,
                "size": 88_000_000,
                "refs": 23,
                "shallow": False,
                "partial": False,
            },
        }
    ]
    assert [(each["checklist"], each["verdict"]) for each in told["checklist"]] == [
        ("client", "pass"),
        ("source", "pass"),
        ("rotation", "fail"),
        ("scope", "pass"),
    ]
    assert set(told["checklist"][0]) == {"checklist", "item", "verdict", "evidence", "next_step"}
    first = {
        "direction": "added",
        "path": "deploy/my secrets.env",
        "commit": {"id": "4ed65fc700000000000000000000000000000000", "date": "2025-08-14T12:00:00+09:00"},
    }
    last = {
        "direction": "removed",
        "path": "deploy/my secrets.env",
        "commit": {"id": "d59c23c900000000000000000000000000000000", "date": "2025-09-01T12:00:00+09:00"},
    }
    key = {"preview": "40…", "fingerprint": IN_HISTORY.key.fingerprint}
    history = {
        "repository": None,
        "first": first,
        "at_boundary": False,
        "changes": [first, last],
        "change_count": 2,
        "in_head": False,
        "refs": ["origin/old", "stash@{0}"],
        "ref_count": 2,
        "versions": 3,
        "messages": 0,
    }
    assert told["keys"][0] == {
        "key": key,
        "proven": True,
        "accepted": False,
        "places": [],
        "exposures": [history],
        "in_use": [],
        "services": [],
        "repositories": [],
    }
    assert told["keys"][1]["places"] == [{"path": "web/src/App.jsx", "line": 9, "column": 12, "code": "SUP201"}]
    assert told["keys"][1]["exposures"] == []
    assert told["services"][1] == {
        "name": "narrator",
        "path": "k8s/narrator.yaml",
        "source": "the secret tts/api-key",
        "key": None,
    }
    assert told["services"][0]["key"]["preview"] == "3f…"
    assert [book["key"]["preview"] for book in told["runbooks"]] == ["40…", "41…"]
    assert [book["situation"] for book in told["runbooks"]] == ["in the history only", "shipped to clients"]
    step = told["runbooks"][0]["steps"][4]
    assert set(step) == {"title", "detail", "commands"}
    assert step["commands"] == ["git filter-repo --invert-paths '--path=deploy/my secrets.env'"]
