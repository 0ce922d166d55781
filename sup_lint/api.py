"""sup-lint from Python: check paths or a text, explain a rule. What stands in `__all__` is stable; the rest is not.

Nothing that is given back holds a key in clear: a finding has a `MaskedKey`, two characters and a salted fingerprint.
Checks read files and run git, and nothing else: no code of the project, no network, no output. Several at a time may
run in processes, not in threads: paths are named relative to the working directory, which threads share.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sup_lint.config import ConfigError
from sup_lint.model.finding import Checklist, Confidence, Excerpt, Finding, Related
from sup_lint.model.fix import Addition, Edit, Fix, Safety
from sup_lint.model.masked_key import MaskedKey
from sup_lint.model.region import Region
from sup_lint.model.report import Failure, Report
from sup_lint.model.severity import Severity
from sup_lint.model.silenced import Silenced, Silencer

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey

__all__ = [
    "Addition",
    "Checklist",
    "Confidence",
    "ConfigError",
    "Edit",
    "Excerpt",
    "Failure",
    "Finding",
    "Fix",
    "MaskedKey",
    "Region",
    "Related",
    "Report",
    "Safety",
    "Severity",
    "Silenced",
    "Silencer",
    "check_paths",
    "check_text",
    "explain",
]

AnyPath = str | os.PathLike[str]


def check_paths(
    paths: AnyPath | Iterable[AnyPath],
    *,
    config: AnyPath | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    isolated: bool = False,
    known_keys: Iterable[str] = (),
) -> Report:
    """Check files and folders, as `sup-lint check` does.

    The settings are those of the file `config`, or those found from the working directory upwards; `isolated` looks at
    none, and at no baseline. `select` and `ignore` name rules by code (`"SUP101"`), name (`"hardcoded-key"`) or family
    (`"SUP1"`), and say it over the settings. `known_keys` are keys in clear that are searched for in every byte; they
    are kept nowhere.

    Gives the findings, sorted by path, place and code, and a failure for each file that could not be read or parsed
    and for each path that does not exist. Lines and columns start at 1, columns count characters (code points).

    Raises ConfigError for settings, a baseline or a rule name that can't be used, and for `config` with `isolated`;
    ValueError for a known key that can be none, TypeError for one string in place of several keys.
    """
    from sup_lint.engine.runner import check_paths as check

    named = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    settings = _settings(os.getcwd(), config, select, ignore, isolated=isolated)
    outcome = check([os.fspath(path) for path in named], settings, known=_known(known_keys))
    return outcome.report.with_missing(outcome.missing)


def check_text(
    text: str,
    path: AnyPath,
    *,
    config: AnyPath | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    isolated: bool = False,
    known_keys: Iterable[str] = (),
) -> Report:
    """Check `text` as if it were saved at `path`, which need not exist: its name tells the language.

    What it imports, and who imports it, is looked for around `path`, on the disk; so are the settings, from its folder
    upwards. The report has findings at other paths, too, where the text makes a literal there a key. All else is as for
    `check_paths`.
    """
    from sup_lint.engine.unsaved import check_unsaved

    if not isinstance(text, str):
        raise TypeError(f"check_text takes a text as str, not {type(text).__name__}: decode it first")
    place = os.path.abspath(os.fspath(path))
    settings = _settings(os.path.dirname(place), config, select, ignore, isolated=isolated)
    return check_unsaved(place, {place: text}, settings, known=_known(known_keys)).report


def explain(rule: str) -> str:
    """The page of a rule, given by code or name, as Markdown; the table of a family, given as `SUP3`.

    Raises ConfigError with the nearest name.
    """
    from sup_lint.catalogue import pages
    from sup_lint.rules import RULES

    return pages(rule, RULES)


def _settings(
    start: str, config: AnyPath | None, select: Iterable[str], ignore: Iterable[str], *, isolated: bool
) -> "Config":
    from sup_lint.config import codes_of
    from sup_lint.engine.selection import RULE_NAMES
    from sup_lint.overrides import Overrides, settings_of

    if config is not None and isolated:
        raise ConfigError("`config` and `isolated` contradict each other")
    chosen, left_out = tuple(select), tuple(ignore)
    codes_of((*chosen, *left_out), RULE_NAMES)
    named = os.path.abspath(os.fspath(config)) if config is not None else None
    return settings_of(start, Overrides(named, isolated, chosen, left_out), RULE_NAMES)


def _known(keys: Iterable[str]) -> "list[KnownKey]":
    from sup_lint.engine.known_keys import SHORTEST, KnownKey, may_be_known

    if isinstance(keys, str | bytes):
        raise TypeError("known_keys takes several keys, in a list or tuple, and was given one string")
    given = list(keys)
    if not all(map(may_be_known, given)):
        raise ValueError(f"a known key is no key: under {SHORTEST} characters, with spaces, or a placeholder")
    return [KnownKey(key, "among those given") for key in dict.fromkeys(given)]
