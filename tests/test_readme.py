"""The README says what the program does."""

import re
import tomllib
from pathlib import Path

from sup_lint.catalogue import table
from sup_lint.config import load
from sup_lint.engine.selection import RULE_NAMES
from sup_lint.rules import RULES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_rules_are_the_registry_s() -> None:
    shown = re.search(r"<!-- rules -->\n(.*?)<!-- /rules -->", README, re.DOTALL)
    assert shown is not None
    assert shown[1].strip() == table(RULES).strip()


def test_every_hook_is_named() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    for name in re.findall(r"^- id: (\S+)", hooks, re.MULTILINE):
        assert f"`{name}`" in README


def test_settings_are_valid(tmp_path: Path) -> None:
    settings = re.search(r"```toml\n(\[tool\.sup-lint\]\n.*?)```", README, re.DOTALL)
    assert settings is not None
    tomllib.loads(settings[1])
    (tmp_path / "pyproject.toml").write_text(settings[1], encoding="utf-8")
    config = load(str(tmp_path), explicit=None, isolated=False, rule_names=RULE_NAMES)
    assert config.exclude == ("vendor/",)
