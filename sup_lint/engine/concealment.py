"""Keys in names: a path, a branch or a tag that is called by one must not show it."""

from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from sup_lint.engine.texts import with_texts
from sup_lint.model.masked_key import mask

_Value = TypeVar("_Value")
# Shorter ones stand in names by chance.
_SHORTEST = 12


def concealed(value: _Value, secrets: Collection[str]) -> _Value:
    """A value of the model without the `secrets`, keys in clear, in any of its texts: they are masked."""
    wanted = [secret for secret in secrets if len(secret) >= _SHORTEST]
    everything = "\n".join(_texts(value)) if wanted else ""
    shown = sorted((secret for secret in wanted if secret in everything), key=len, reverse=True)
    if not shown:
        return value

    def without(text: str) -> str:
        for secret in shown:
            if secret in text:
                text = text.replace(secret, mask(secret).preview)
        return text

    return with_texts(value, without)


def _texts(value: Any) -> Iterator[str]:
    found: list[str] = []

    def take(text: str) -> str:
        found.append(text)
        return text

    with_texts(value, take)
    yield from found
