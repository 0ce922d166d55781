"""Names that a file gives to a value beside it: `name: SUPERTONE_API_KEY` with `value: …`, options in a list."""

from sup_lint.analysis.settings.setting import Setting


def named(settings: list[Setting]) -> list[Setting]:
    """The settings, each under all the names that the file gives it."""
    return settings
