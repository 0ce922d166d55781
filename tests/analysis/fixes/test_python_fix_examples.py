"""The rule's own examples, fixed: they are Python still, and nothing is left to find but what no edit mends."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.rules.hardcoded_key import HardcodedKey
from tests.analysis.fixes.fixing import applied, fixes
from tests.rules.examples import files_of, unmarked

EXAMPLES = [
    {name: unmarked(name, text)[0] for name, text in files_of(example).items()}
    for example in HardcodedKey.invalid
    if all(name.endswith(".py") for name in files_of(example))
]
# A pattern takes no expression, and what is no Python takes no fix.
UNFIXED = ("case ", "def broken(:")


@pytest.mark.parametrize("files", EXAMPLES)
def test_example(files: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = fixes(dict(files), tmp_path)
    assert made
    if any(each in text for each in UNFIXED for text in files.values()):
        assert not any(made)
        return
    assert all(made)
    after = {name: applied(text, name, made) for name, text in files.items()}
    for name, text in after.items():
        compile(text, name, "exec")
    again = tmp_path / "again"
    again.mkdir()
    monkeypatch.chdir(again)
    assert not fixes(after, again)
