"""Settings in XML: property lists, resources and manifests of Android, configuration of .NET."""

import html
import re
from collections.abc import Iterator

from sup_lint.analysis.settings.setting import Setting

_MARKUP = re.compile(
    r"<!--|<!\[CDATA\[|<(?P<closing>/?)(?P<tag>[A-Za-z_][\w.:-]{0,100})(?P<attributes>(?:\s[^<>]{0,4000})?)>|<[?!][^<>]{0,4000}>"
)
_ATTRIBUTE = re.compile(r"""([\w.:-]{1,100})\s{0,8}=\s{0,8}(?:"([^"]{0,4000})"|'([^']{0,4000})')""")
# Attributes that name what an element or another attribute of it holds, without their prefix.
_NAMING = ("name", "key", "id")
_VALUES = frozenset({"value", "default", "defaultValue"})
_DEEPEST = 200


def settings(text: str) -> Iterator[Setting]:
    """Yield the values of elements and attributes, each under the name that is given to it."""
    path: list[str] = []
    key = ""  # of a property list: what the element before said
    begin: int | None = None  # of the text of the innermost element
    position = 0
    while match := _MARKUP.search(text, position):
        position = match.end()
        if match[0] == "<!--":
            position = (text.find("-->", position) + 3) if text.find("-->", position) >= 0 else len(text)
            continue
        if match[0] == "<![CDATA[":
            end = text.find("]]>", position)
            position = end if end >= 0 else len(text)
            continue
        tag = match["tag"]
        if tag is None:
            continue
        if match["closing"]:
            if begin is not None:
                if tag == "key":
                    key = _said(text[begin : match.start()])
                elif path:
                    yield from _element(text, begin, match.start(), tuple(path), key)
                    key = ""
            if path:
                path.pop()
            begin = None
            continue
        attributes = match["attributes"] or ""
        name = _name_given(attributes)
        yield from _attributes(match, attributes, (*path, name or tag))
        begin = None
        if tag != "key" and attributes.endswith("/"):
            key = ""  # <key>…</key><true/>
        if not attributes.endswith("/") and len(path) < _DEEPEST:
            path.append(name or (key if tag == "dict" and key else tag))
            begin = position


def _name_given(attributes: str) -> str:
    given = {match[1].rpartition(":")[2]: match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(attributes)}
    return next((given[name] for name in _NAMING if given.get(name)), "")


def _attributes(element: re.Match[str], attributes: str, path: tuple[str, ...]) -> Iterator[Setting]:
    offset = element.start("attributes")
    for match in _ATTRIBUTE.finditer(attributes):
        group = 2 if match[2] is not None else 3
        name = match[1].rpartition(":")[2]
        if name in _NAMING:
            continue
        full = path if name in _VALUES else (*path, name)
        yield Setting(full, html.unescape(match[group]), offset + match.start(group), offset + match.end(group))


def _element(text: str, begin: int, end: int, path: tuple[str, ...], key: str) -> Iterator[Setting]:
    """The text of an element without others in it."""
    if text.startswith("<![CDATA[", begin):
        begin, end = begin + 9, text.rfind("]]>", begin, end) if text.rfind("]]>", begin, end) >= 0 else end
    raw = text[begin:end]
    start = begin + len(raw) - len(raw.lstrip())
    stop = start + len(raw.strip())
    if start < stop:
        yield Setting((*path[:-1], key) if key else path, _said(text[start:stop]), start, stop)


def _said(raw: str) -> str:
    return html.unescape(raw.strip())
