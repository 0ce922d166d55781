"""Findings to report."""

from collections.abc import Callable
from typing import Any

import pytest

from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity

MakeFinding = Callable[..., Finding]


@pytest.fixture
def make_finding() -> MakeFinding:
    """Build a finding; every field may be given."""

    def build(**fields: Any) -> Finding:
        masked = "3f" + "•" * 6
        defaults: dict[str, Any] = {
            "code": "SUP101",
            "rule": "hardcoded-key",
            "severity": Severity.ERROR,
            "confidence": Confidence.HIGH,
            "message": "A Supertone API key stands in the source; whoever reads the repository can use it.",
            "path": "app/tts.py",
            "region": Region(4, 30, 4, 40),
            "checklist": Checklist.SOURCE,
            "help": 'Revoke this key, then read the new one from the environment: `os.environ["SUPERTONE_API_KEY"]`.',
            "key": MaskedKey("3f…", "0f" * 8),
            "excerpt": Excerpt(3, ("def client():", f'    return Supertone(api_key="{masked}")')),
        }
        return Finding(**(defaults | fields))

    return build
