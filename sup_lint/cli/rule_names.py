"""The names of the rules, for settings that speak of them."""

from collections.abc import Iterator, Mapping
from functools import cached_property


class RuleNames(Mapping[str, str]):
    """The code for every code and name; the rules are imported when the first is asked for."""

    def __getitem__(self, name: str) -> str:
        return self._codes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    @cached_property
    def _codes(self) -> dict[str, str]:
        from sup_lint.catalogue import names
        from sup_lint.rules import RULES

        return names(RULES)
