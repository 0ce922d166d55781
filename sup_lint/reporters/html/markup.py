"""Markup that cannot be mixed up with text: whatever is not markup already is escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from sup_lint.keys.names import CONSOLE
from sup_lint.reporters.glyphs import cells, visible

_VOID = frozenset({"br", "input", "meta"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")
# What is to be typed stands between backticks. No address is a link but the one that everybody has to go to.
_SPECIAL = re.compile(rf"`([^`]{{1,2000}})`|({re.escape(CONSOLE)})")


@dataclass(frozen=True, slots=True)
class Markup:
    """Markup as it goes into the page."""

    source: str


Child = Markup | str | None
Value = str | int | bool | None


def text(plain: str) -> Markup:
    """Plain text, harmless: on one line, without controls, bidi overrides or anything that is markup."""
    return Markup(escape(visible(plain)))


def joined(children: Iterable[Child]) -> Markup:
    """The children one after the other; strings are text, None is nothing."""
    return Markup("".join((child if isinstance(child, Markup) else text(child)).source for child in children if child))


def element(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element with its children: strings are text.

    Of attributes a closing underscore is dropped and others are hyphens (`class_`, `aria_label`); True is an attribute
    without a value, False and None are none. Neither names nor values of styles and handlers come here: the page's
    policy forbids both.
    """
    assert _NAME.fullmatch(name), name
    given = {key: value for key, value in attributes.items() if value is not None and value is not False}
    head = "".join(f" {_attribute(key, value)}" for key, value in given.items())
    if name in _VOID:
        return Markup(f"<{name}{head}>")
    return Markup(f"<{name}{head}>{joined(children).source}</{name}>")


def _attribute(key: str, value: Value) -> str:
    name = key.rstrip("_").replace("_", "-")
    assert _NAME.fullmatch(name), name
    assert name != "style", name
    assert not name.startswith("on"), name
    return name if value is True else f'{name}="{text(str(value)).source}"'


def prose(sentences: str) -> Markup:
    """Sentences with what stands between backticks as code, and the vendor's console as a link."""
    parts: list[Child] = []
    end = 0
    for match in _SPECIAL.finditer(sentences):
        parts.append(sentences[end : match.start()])
        parts.append(element("code", match[1]) if match[1] else link(CONSOLE, CONSOLE.removeprefix("https://")))
        end = match.end()
    return joined([*parts, sentences[end:]])


def link(target: str, *children: Child) -> Markup:
    """A link that tells the other side nothing."""
    return element("a", *children, href=target, rel="noopener noreferrer")


def shortened(plain: str, most: int) -> str:
    """`plain` made visible, in at most `most` cells: of a path the end says more than the beginning."""
    shown = visible(plain)
    if cells(shown) <= most:
        return shown
    kept = shown[-most:]
    while cells(kept) > most - 1:
        kept = kept[1:]
    return f"…{kept}"
