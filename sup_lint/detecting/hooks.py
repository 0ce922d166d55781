"""The hooks of `.pre-commit-config.yaml` that run detect-secrets or us, with the lines they stand in."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sup_lint.config import ConfigError
from sup_lint.sources.reading import decode, read

CONFIG = ".pre-commit-config.yaml"
_THEIR_COMMAND = re.compile(r"\bdetect-secrets-hook\b|\bdetect_secrets\.pre_commit_hook\b")
_OUR_COMMAND = re.compile(r"\bsup-lint\s+detect-secrets\s+hook\b|\bsup_lint\s+detect-secrets\s+hook\b")
_THEIR_ID = "detect-secrets"
_OUR_ID = "sup-lint-detect-secrets"
_LOCAL = frozenset({"local", "meta"})
# The options of detect-secrets-hook that take no value.
_FLAGS = frozenset({"-v", "--verbose", "--json", "-n", "--no-verify", "--only-verified", "--"})
_SHORT = {"-p": "--plugin", "-f": "--filter", "-n": "--no-verify", "-c": "--cores"}


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook. `settings` are its keys with those of its repository above them, `lines` where each key stands."""

    id: str
    ours: bool
    line: int
    local: bool
    settings: Mapping[str, Any]
    lines: Mapping[str, int]

    @property
    def args_line(self) -> int:
        """The line of its arguments, or its own where it has none."""
        return self.lines.get("args", self.line)

    @property
    def arguments(self) -> list[str]:
        """Its arguments, those in the entry of a local hook included."""
        words = str(self.settings.get("entry", "")).split() if self.local else []
        return words + strings(self.settings.get("args"))

    def values(self, option: str) -> list[str]:
        """What an option, by its long name, is given; an empty text for each time it stands without a value."""
        found: list[str] = []
        words = self.arguments
        for index, word in enumerate(words):
            name, equals, value = word.partition("=")
            if _SHORT.get(name, name) != option:
                continue
            following = words[index + 1] if index + 1 < len(words) else ""
            found.append(value if equals else "" if word in _FLAGS else following)
        return found

    @property
    def baselines(self) -> list[str]:
        """The baselines that it is told of; detect-secrets heeds the last one."""
        return [os.path.normpath(name).replace(os.sep, "/") for name in self.values("--baseline") if name]

    @property
    def dependencies(self) -> list[str]:
        """What is installed beside it."""
        return strings(self.settings.get("additional_dependencies"))

    @property
    def has_own_environment(self) -> bool:
        """Whether pre-commit installs what it needs; otherwise it runs in the environment that the user is in."""
        return not self.local or str(self.settings.get("language", "")) == "python"


@dataclass(frozen=True, slots=True)
class HookConfig:
    """A `.pre-commit-config.yaml`: its hooks that find secrets, and what holds for all hooks."""

    hooks: tuple[Hook, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def load_hooks(path: str) -> HookConfig:
    """Read a `.pre-commit-config.yaml`. Raises ConfigError if it can't be read or is no YAML."""
    import yaml

    try:
        text = decode(read(path))
    except OSError as error:
        raise ConfigError(f"{path} {error}") from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            return HookConfig()
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 1})" if mark else ""
        raise ConfigError(f"{path} is not valid YAML{place}") from None
    except RecursionError:
        raise ConfigError(f"{path} is nested too deeply") from None
    if not isinstance(content, dict):
        raise ConfigError(f"{path} is no configuration of pre-commit: it has no list of repositories")
    hooks = []
    for repository, node in _items(content.get("repos"), _child(root, "repos")):
        for hook, hook_node in _items(repository.get("hooks"), _child(node, "hooks")):
            kind = _kind(str(repository.get("repo", "")), hook)
            if kind is not None:
                local = str(repository.get("repo", "")) in _LOCAL
                settings = {"rev": repository.get("rev"), **hook}
                lines = _lines(node) | _lines(hook_node)
                hooks.append(Hook(str(hook.get("id", "")), kind, _line(hook_node), local, settings, lines))
    return HookConfig(tuple(hooks), content, _lines(root))


def strings(value: object) -> list[str]:
    """The texts of a list in YAML; those of anything else are none."""
    return [str(each) for each in value] if isinstance(value, list) else []


def _kind(repository: str, hook: Mapping[str, Any]) -> bool | None:
    """True for a hook of ours, False for one of detect-secrets, None for any other."""
    identity, entry = str(hook.get("id", "")), str(hook.get("entry", ""))
    if _OUR_COMMAND.search(entry) or (identity == _OUR_ID and repository not in _LOCAL):
        return True
    if _THEIR_COMMAND.search(entry) or (identity == _THEIR_ID and repository not in _LOCAL):
        return False
    return None


def _items(values: object, node: Any) -> list[tuple[dict[str, Any], Any]]:
    """The mappings of a list, each with its node."""
    if not isinstance(values, list) or node is None:
        return []
    return [(value, child) for value, child in zip(values, node.value, strict=True) if isinstance(value, dict)]


def _child(node: Any, key: str) -> Any:
    for name, value in node.value:
        if name.value == key:
            return value
    return None


def _lines(node: Any) -> dict[str, int]:
    return {str(name.value): _line(name) for name, _ in node.value}


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1
