"""The notation of the readers' cases: «…» around each value, and what a reader makes of them."""

from collections.abc import Callable, Iterator

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.setting import Setting

Reader = Callable[[str], Iterator[Setting]]


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans between them."""
    plain = ""
    spans = []
    for piece in text.split("«"):
        inner, closed, rest = piece.partition("»")
        if closed:
            spans.append((len(plain), len(plain) + len(inner)))
        plain += inner + rest
    return plain, spans


def told(settings: Reader, text: str) -> tuple[list[Setting], str]:
    """What a reader yields, and why it took the text for malformed; empty if it didn't."""
    found: list[Setting] = []
    try:
        for setting in settings(text):
            found.append(setting)  # noqa: PERF402 - what came before the error is kept
    except MalformedError as error:
        return found, str(error)
    return found, ""


def assert_told(settings: Reader, marked: str, expected: dict[str, str] | list[tuple[str, str]]) -> list[Setting]:
    """Assert that a reader finds the marked values, in their order, under the paths and with the values expected."""
    text, spans = unmarked(marked)
    found, problem = told(settings, text)
    assert not problem
    pairs = list(expected.items()) if isinstance(expected, dict) else expected
    assert [(each.dotted, each.value) for each in found] == pairs
    assert [(each.start, each.end) for each in found] == spans
    return found
