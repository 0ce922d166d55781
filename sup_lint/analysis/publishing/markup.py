"""Published variables in the text of pages and components: %VITE_…%, and expressions outside their scripts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import Publisher, published_by

_IN_MARKUP = re.compile(r"%(\w{4,128})%|\b(?:import\.meta|process)\.env\??\.(\w{4,128})|<%[-=](?:[^%]|%(?!>)){0,200}")


class Mention(NamedTuple):
    """A published variable in markup: the offset of its name."""

    start: int
    name: str
    publisher: Publisher


def mentions(text: str, further: tuple[Publisher, ...]) -> Iterator[Mention]:
    """Yield the published variables that the text of a page puts in; those of its scripts, too."""
    for match in _IN_MARKUP.finditer(text):
        group = 1 if match[1] else 2
        for start, name in _names_of(match, group):
            publisher = published_by(name, further)
            if publisher is not None and not _is_in_comment(text, start):
                yield Mention(start, name, publisher)
    for match in _NUXT_PATH.finditer(text):
        if is_key_name(match[1] + match[2]) and not _is_in_comment(text, match.start()):
            yield Mention(match.start(2), match[2], _NUXT)


_NUXT = Publisher("", "Nuxt", "useRuntimeConfig().public")
_NUXT_PATH = re.compile(r"(?:\$config|runtimeConfig|useRuntimeConfig\(\))\.public\.((?:\w{1,60}\.){0,4})(\w{1,60})")


def _names_of(match: re.Match[str], group: int) -> Iterator[tuple[int, str]]:
    if match[group]:
        yield match.start(group), match[group]
    else:  # <%= VUE_APP_… %>
        for word in re.finditer(r"\w+", match[0]):
            yield match.start() + word.start(), word[0]


def _is_in_comment(text: str, offset: int) -> bool:
    line = text[text.rfind("\n", 0, offset) + 1 : offset].lstrip()
    return text.rfind("<!--", 0, offset) > text.rfind("-->", 0, offset) or line.startswith(("//", "*", "/*", "{/*"))
