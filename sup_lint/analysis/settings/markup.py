"""Settings in XML: property lists, resources and manifests of Android, configuration of .NET and Java."""

import html
import re
from collections.abc import Iterator

from sup_lint.analysis.settings import binary_plist, properties
from sup_lint.analysis.settings.malformed import MalformedError, is_template
from sup_lint.analysis.settings.setting import DEEPEST, Setting

_MARKUP = re.compile(
    r"<!--|<!\[CDATA\[|<(?P<closing>/?)(?P<tag>[A-Za-z_][\w.:-]{0,100})(?P<attributes>(?:\s[^<>]{0,4000})?)>"
    r"|<[?!][^<>]{0,4000}>"
)
_ATTRIBUTE = re.compile(r"""([\w.:-]{1,100})\s{0,8}=\s{0,8}(?:"([^"]{0,4000})"|'([^']{0,4000})')""")
# Attributes that name what an element or another attribute of it holds, without their prefix.
_NAMING = ("name", "key", "id")
_VALUES = frozenset({"value", "default", "defaultValue"})


class _Element:
    """An element that is open: the name it goes by, and the number of what stands in it."""

    __slots__ = ("name", "number")

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.number = number


def settings(text: str) -> Iterator[Setting]:
    """Yield the values of elements and attributes, each under the name that is given to it.

    Raises MalformedError at the end if the text is not well-formed, or declares entities, which are never expanded.
    """
    if text.startswith(binary_plist.MAGIC):
        yield from binary_plist.settings(text)
        return
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):  # an app.config of another kind
        yield from properties.settings(text)
        return
    yield from _elements(text)
    problem = _problem(text)
    if problem and not is_template(text):
        raise MalformedError(problem)


def _elements(text: str) -> Iterator[Setting]:
    is_property_list = "<plist" in text or "<dict" in text
    path: list[_Element] = []
    key = ""  # of a property list: what the element before said
    begin: int | None = None  # of the text of the innermost element
    position = count = 0
    while match := _MARKUP.search(text, position):
        position = match.end()
        if match[0] == "<!--":
            end = text.find("-->", position)
            position = end + 3 if end >= 0 else len(text)
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
                if tag == "key" and is_property_list:
                    key = html.unescape(text[begin : match.start()].strip())
                elif path:
                    yield from _content(text, begin, match.start(), path, key)
                    key = ""
            if path:
                path.pop()
            begin = None
            continue
        attributes = match["attributes"] or ""
        name = _name_given(attributes)
        count += 1
        element = _Element(name or (key if tag == "dict" and key else tag), count)
        if "=" in attributes:
            yield from _attributes(match, attributes, [*path, _Element(name or tag, count)])
        begin = None
        if tag != "key" and attributes.endswith("/"):
            key = ""  # <key>…</key><true/>
        if not attributes.endswith("/") and len(path) < DEEPEST:
            path.append(element)
            begin = position
            if tag == "dict":
                key = ""


def _name_given(attributes: str) -> str:
    given = {match[1].rpartition(":")[2]: match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(attributes)}
    return next((given[name] for name in _NAMING if given.get(name)), "")


def _attributes(match: re.Match[str], attributes: str, path: list[_Element]) -> Iterator[Setting]:
    offset = match.start("attributes")
    names = tuple(element.name for element in path)
    within = tuple(element.number for element in path)
    for attribute in _ATTRIBUTE.finditer(attributes):
        group = 2 if attribute[2] is not None else 3
        name = attribute[1].rpartition(":")[2]
        if name in _NAMING:
            continue
        full = names if name in _VALUES else (*names, name)
        span = (offset + attribute.start(group), offset + attribute.end(group))
        yield Setting(full, html.unescape(attribute[group]), *span, within)


def _content(text: str, begin: int, end: int, path: list[_Element], key: str) -> Iterator[Setting]:
    """The text of an element without others in it, a member of the element around it."""
    if text.startswith("<![CDATA[", begin):
        begin, end = begin + 9, text.rfind("]]>", begin, end) if text.rfind("]]>", begin, end) >= 0 else end
    raw = text[begin:end]
    start = begin + len(raw) - len(raw.lstrip())
    stop = start + len(raw.strip())
    if start < stop:
        names = tuple(element.name for element in path)
        within = tuple(element.number for element in path[:-1])
        yield Setting((*names[:-1], key) if key else names, html.unescape(text[start:stop]), start, stop, within)


def _problem(text: str) -> str:
    """What is wrong with text as XML, as its parser says; nothing is expanded or fetched."""
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> None:
        raise MalformedError("declares entities, which are not expanded")

    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), True)
    except MalformedError as error:
        return str(error)
    except expat.ExpatError as error:
        skipped = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        return f"line {error.lineno + text.count(chr(10), 0, skipped)} is no XML"
    return ""
