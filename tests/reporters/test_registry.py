"""Which formats there are."""

import subprocess
import sys

import pytest

from sup_lint.config import FORMATS
from sup_lint.reporters import REPORTERS, reporter


def test_the_settings_know_the_same_formats() -> None:
    assert tuple(REPORTERS) == FORMATS


@pytest.mark.parametrize("name", REPORTERS)
def test_each_is_a_function_of_its_own_module(name: str) -> None:
    assert getattr(reporter(name), "__module__", None) == REPORTERS[name]


def test_plain_text_needs_no_rich() -> None:
    program = (
        "import io, sys; from sup_lint.reporters import reporter; from sup_lint.model.report import Report;"
        "[reporter(name)(Report(), io.StringIO(), color=False, width=80) for name in ('pretty', 'concise')];"
        "print([name for name in ('rich', 'json', 'textwrap') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
