"""A container while statements put entries in and take them out."""

from collections.abc import Hashable

from sup_lint.analysis.dataflow.values import Entries, Items, Values, sources_of, union


class Changing:
    """A container while events change it."""

    def __init__(self, value: Items | Entries) -> None:
        self.any_case = isinstance(value, Entries) and value.any_case
        self.by_methods = isinstance(value, Entries) and value.by_methods
        self.items = list(value.items) if isinstance(value, Items) else None
        self.entries: dict[Hashable, Values] = dict(value.entries) if isinstance(value, Entries) else {}
        self.rest = [value.rest] if isinstance(value, Entries) else []

    def value(self) -> Items | Entries:
        """The container as it is now."""
        if self.items is not None:
            return Items(tuple(self.items))
        return Entries(self.entries, union(self.rest), self.any_case, by_methods=self.by_methods)

    def put(self, key: object, values: Values, *, surely: bool) -> None:
        """Put values under a key, or append them where there is none."""
        if self.items is not None:
            if key is None:
                self.items.append(values)
            elif isinstance(key, int) and -len(self.items) <= key < len(self.items):
                self.items[key] = values if surely else union([self.items[key], values])
        elif isinstance(key, str | bytes | int):
            known = self._spelled(key)
            if known is not None and not surely:
                values = union([self.entries[known], values])
            self.entries[known if known is not None else key] = values
        elif key is None:
            self.rest.append(values)

    def take(self, key: object) -> None:
        """Take an entry out."""
        known = self._spelled(key) if isinstance(key, str | bytes | int) else None
        if known is not None:
            del self.entries[known]

    def take_secrets(self) -> None:
        """Take out the entries that hold a secret, whatever they are called."""
        for key, values in list(self.entries.items()):
            if any(sources_of(value) for value in values):
                del self.entries[key]

    def empty(self) -> None:
        """Take everything out."""
        self.entries.clear()
        self.rest = []
        if self.items is not None:
            self.items.clear()

    def _spelled(self, key: object) -> Hashable | None:
        """A key as the mapping has it."""
        for known in self.entries:
            if known == key or (
                self.any_case and isinstance(known, str) and isinstance(key, str) and known.lower() == key.lower()
            ):
                return known
        return None
