"""What findings on redaction say, and how many there are."""

from pathlib import Path

import pytest

from tests.rules.redactions import SENDS, findings


def test_two_lists_are_two_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = 'SENSITIVE_HEADERS = ["authorization", "cookie"]\nREDACTED_FIELDS = ["authorization", "password"]\n'
    assert [each.region.line for each in findings(tmp_path, SENDS + lists, monkeypatch)] == [3, 4]


def test_a_list_of_many_users_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    masking = """\
from log import NAMES
def redact(headers):
    return {k: "***" if k.lower() in NAMES else v for k, v in headers.items()}
"""
    files = {"log.py": 'NAMES = {"authorization"}\n', "one.py": masking + SENDS, "two.py": masking + SENDS}
    found = findings(tmp_path, files, monkeypatch)
    assert [(each.path, each.region.line, each.region.column) for each in found] == [("log.py", 1, 9)]


def test_the_message_names_the_list_and_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = findings(tmp_path, SENDS + 'SENSITIVE_HEADERS = {"authorization", "cookie"}\n', monkeypatch)
    assert found.message == (
        "The list `SENSITIVE_HEADERS` hides `authorization` and `cookie`, but not `x-sup-api-key`: "
        "the Supertone key stays in clear."
    )
    assert '"x-sup-api-key"' in found.help
    assert found.severity.value == "warning"


def test_a_spelling_that_is_never_met_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = 'def redact(h):\n    return {k: "***" if k.lower() in {"X-Sup-Api-Key"} else v for k, v in h.items()}\n'
    (found,) = findings(tmp_path, SENDS + source, monkeypatch)
    assert "`X-Sup-Api-Key`, a spelling that it never meets" in found.message
    assert "lower case" in found.help
