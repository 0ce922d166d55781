"""The JSON format, field by field, since others build on it."""

import io
import json
from collections.abc import Callable
from typing import Any

from sup_lint import __version__
from sup_lint.model.finding import Finding, Related
from sup_lint.model.fix import Fix, Safety
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.reporters.json_v1 import render


def rendered(report: Report) -> tuple[str, Any]:
    out = io.StringIO()
    render(report, out, color=True, width=10)
    return out.getvalue(), json.loads(out.getvalue())


def test_every_field_of_schema_1(make_finding: Callable[..., Finding]) -> None:
    full = make_finding(
        message="Wrong.",
        related=(Related("app/config.py", Region(2, 7, 2, 20), "the key is defined here"),),
        commit="1f2e",
        fix=Fix(Safety.SAFE, "Read it from the environment"),
    )
    bare = make_finding(message="Wrong.", key=None, region=Region(1, 1, 2, 3))
    report = Report(findings=(full, bare), failures=(Failure("x.py", "too deep"),), files=12, suppressed=3, baselined=1)
    shared = {
        "code": "SUP101",
        "rule": "hardcoded-key",
        "severity": "error",
        "confidence": "high",
        "message": "Wrong.",
        "path": "app/tts.py",
        "checklist": "source",
    }
    assert rendered(report)[1] == {
        "schema": 1,
        "version": __version__,
        "findings": [
            shared
            | {"line": 4, "column": 30, "end_line": 4, "end_column": 40}
            | {"key": {"preview": "3f…", "fingerprint": "0f" * 8}, "commit": "1f2e"}
            | {"fix": {"kind": "safe", "message": "Read it from the environment"}}
            | {"related": [{"path": "app/config.py", "line": 2, "column": 7, "message": "the key is defined here"}]},
            shared
            | {"line": 1, "column": 1, "end_line": 2, "end_column": 3}
            | {"key": None, "commit": None, "fix": None, "related": []},
        ],
        "failures": [{"path": "x.py", "reason": "too deep"}],
        "summary": {"files": 12, "findings": 2, "suppressed": 3, "baselined": 1},
    }


def test_no_file_name_can_break_the_encoding(make_finding: Callable[..., Finding]) -> None:
    path = "한글\udcff\x1b[31m\n.py"
    text, document = rendered(Report(findings=(make_finding(path=path),)))
    assert text.isascii()
    assert "\x1b" not in text
    assert document["findings"][0]["path"] == path
