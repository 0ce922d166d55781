"""Texts of settings with their values marked, and what a reader makes of them."""

from collections.abc import Callable, Iterable

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.setting import Setting

Reader = Callable[[str], Iterable[Setting]]


def read(reader: Reader, text: str) -> tuple[list[Setting], str]:
    """The settings that a reader yields, and what it says against the text at the end."""
    found: list[Setting] = []
    try:
        for setting in reader(text):
            found.append(setting)  # noqa: PERF402 - those before the exception are wanted
    except MalformedError as error:
        return found, str(error)
    return found, ""


def assert_read(reader: Reader, marked: str, expected: dict[str, str], problem: str = "") -> None:
    """Assert that a reader finds the values marked by « », in their order, with these dotted paths and values."""
    text = marked.replace("«", "").replace("»", "")
    raw = [piece.partition("»")[0] for piece in marked.split("«")[1:]]
    found, said = read(reader, text)
    found.sort(key=lambda each: each.start)
    assert [text[each.start : each.end] for each in found] == raw
    assert [(each.dotted, each.value) for each in found] == list(expected.items())
    assert said == problem
