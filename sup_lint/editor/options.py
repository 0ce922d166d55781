"""What an editor's own settings say over those of a project."""

import os
from collections.abc import Mapping

from sup_lint.config import ConfigError, nearest, quoted
from sup_lint.overrides import Overrides

SECTION = "sup-lint"
_NAMES = ("config", "isolated", "select", "ignore", "baseline")


def overrides_of(given: object, folder: str) -> Overrides:
    """What `given` says, a mapping or such a mapping below the name `sup-lint`; paths are relative to `folder`.

    Raises ConfigError with one sentence that names the option.
    """
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if given is None:
        return Overrides()
    if not isinstance(given, Mapping):
        raise ConfigError("the editor's options for sup-lint must be a table")
    for name in given:
        if name not in _NAMES:
            near = nearest(str(name), _NAMES)
            advice = f'did you mean "{near}"?' if near else f"the options are {', '.join(_NAMES)}"
            raise ConfigError(f"the editor gives sup-lint an option {quoted(str(name))}; {advice}")
    found = Overrides(
        config=_path(given, "config", folder),
        isolated=given.get("isolated") is True,
        select=_rules(given, "select"),
        ignore=_rules(given, "ignore"),
        baseline=_path(given, "baseline", folder),
    )
    if found.config is not None and found.isolated:
        raise ConfigError("the editor's options config and isolated for sup-lint contradict each other")
    return found


def _path(given: Mapping[str, object], name: str, folder: str) -> str | None:
    value = given.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or "\0" in value:
        raise ConfigError(f"the editor's option {name} for sup-lint must be a path")
    return os.path.normpath(os.path.join(folder, value))


def _rules(given: Mapping[str, object], name: str) -> tuple[str, ...]:
    from sup_lint.config import codes_of
    from sup_lint.engine.selection import RULE_NAMES

    value = given.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ConfigError(f"the editor's option {name} for sup-lint must be an array of rules")
    try:
        codes_of(value, RULE_NAMES)
    except ConfigError as error:
        raise ConfigError(f"the editor's option {name} for sup-lint: {error}") from None
    return tuple(value)
