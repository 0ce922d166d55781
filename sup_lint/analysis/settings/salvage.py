"""Settings of text that its parser does not take whole: what it told, and what the lines seem to set."""

from collections.abc import Iterable

from sup_lint.analysis.settings import ini
from sup_lint.analysis.settings.setting import Setting

# Of longer texts only the lines are read: people don't write them, and a parser that finds its way through errors takes
# seconds for them.
LARGEST = 256_000


def salvaged(told: Iterable[Setting], text: str) -> list[Setting]:
    """The settings that a parser told of a damaged text, and those of its lines, in order.

    Where both see a value, the line counts: behind an error a parser loses its way among the tables.
    """
    found = {setting.start: setting for setting in told}
    offset = max((number for setting in found.values() for number in setting.within), default=0)
    for setting in ini.settings(text):
        found[setting.start] = setting._replace(within=tuple(number + offset for number in setting.within))
    return [found[start] for start in sorted(found)]
