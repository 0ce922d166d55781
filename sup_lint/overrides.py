"""What a command line says over the settings of a project, in a form that can be handed to other processes."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sup_lint.config import Config, load
from sup_lint.model.severity import Severity


class Overrides(NamedTuple):
    """What a command line says over the settings of whatever project: where they are, and some of their values.

    `select` replaces the settings' choice of rules, ignored ones included; `ignore` adds to the latter.
    `baseline` is an absolute path.
    """

    config: str | None = None
    isolated: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    format: str | None = None
    baseline: str | None = None


def settings_of(
    start_dir: str,
    overrides: Overrides,
    rule_names: Mapping[str, str],
    *,
    held: Callable[[str], bytes | None] | None = None,
) -> Config:
    """The settings that hold in `start_dir`, as `load` finds them, and over them what the command line says.

    Of a project that is not on the disk `held` gives the bytes of a file at its root. Raises ConfigError.
    """
    config = load(start_dir, explicit=overrides.config, isolated=overrides.isolated, rule_names=rule_names, held=held)
    if overrides.select:
        config = config._replace(select=overrides.select, ignore=())
    if overrides.ignore:
        config = config._replace(ignore=config.ignore + overrides.ignore)
    if overrides.fail_on:
        config = config._replace(fail_on=overrides.fail_on)
    if overrides.baseline:
        config = config._replace(baseline=overrides.baseline)
    return config._replace(format=overrides.format) if overrides.format else config
