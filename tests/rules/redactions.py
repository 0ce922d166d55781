"""Small projects with redactions, and what is said of them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.finding import Finding

SENDS = """\
import requests
requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})
"""


def findings(folder: Path, files: str | Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """The findings on redaction in `files`: one source, or several by their paths."""
    monkeypatch.chdir(folder)
    for name, text in ({"example.py": files} if isinstance(files, str) else files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    report = check_paths(["."], Config(root=str(folder))).report
    assert not report.failures
    return [finding for finding in report.findings if finding.code == "SUP305"]
