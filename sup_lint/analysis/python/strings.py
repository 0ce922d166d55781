"""The text that Python's string syntax spells: quotes, prefixes, escapes, and the fields of % and str.format."""

import ast
import re
import string
import warnings
from collections.abc import Iterator
from typing import NamedTuple

_QUOTES = re.compile(r"([A-Za-z]*)('''|\"\"\"|'|\")")
_PERCENT = re.compile(
    r"%(?:\((?P<name>[^)]*)\))?(?P<flags>[#0\- +]*)(?P<size>(?:\*|\d+)?(?:\.(?:\*|\d*))?)[hlL]?"
    r"(?P<type>[diouxXeEfFgGcrsa%])"
)


def value_of(raw: str) -> str | bytes:
    """The value of one string literal with its prefix and quotes; never raises, for a bad escape the raw content."""
    match = _QUOTES.match(raw)
    if not match:
        return raw
    prefix, quote = match[1].lower(), match[2]
    content = raw[match.end() : len(raw) - len(quote)]
    if "\\" in content and "r" not in prefix:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = ast.literal_eval(raw)
        except (ValueError, SyntaxError, MemoryError):
            pass
        else:
            return value if isinstance(value, str | bytes) else content
    content = content.replace("\r\n", "\n") if "\r" in content else content
    return content.encode("utf-8", "surrogateescape") if "b" in prefix else content


def template_text(raw: str, prefix: str) -> str:
    """The text between the fields of an f-string or t-string whose prefix and quotes are `prefix` and not in `raw`."""
    text = raw.replace("{{", "{").replace("}}", "}")
    if "\\" in text and "r" not in prefix.lower():
        value = value_of('"""' + text.replace('"', '\\"') + '"""')
        return value if isinstance(value, str) else text
    return text


class Field(NamedTuple):
    """One piece of a format: literal text, or (when `text` is None) the argument that `key` names.

    `key` is a position or a name; `path` is what follows it in str.format (`.attr`, `[index]`); `stars` counts the
    positions before it that only give a width or a precision.
    """

    text: str | None
    key: int | str = 0
    path: tuple[tuple[bool, str | int], ...] = ()
    conversion: str = ""
    specification: str = ""
    stars: int = 0

    def moved(self, by: int) -> "Field":
        """The field in a template before which others take `by` positions."""
        return self._replace(key=self.key + by) if isinstance(self.key, int) else self


def percent_fields(template: str) -> Iterator[Field]:
    """Split a %-template."""
    position = count = 0
    for match in _PERCENT.finditer(template):
        if match.start() > position:
            yield Field(template[position : match.start()])
        position = match.end()
        if match["type"] == "%":
            yield Field("%")
            continue
        conversion = match["type"] if match["type"] in "ra" else ""
        stars = match["size"].count("*")
        # A star's size isn't known here; without one the value is shown whole.
        specification = f"%{match['flags']}{match['size']}{match['type']}" if match["size"] and not stars else ""
        if match["type"] not in "sra" and not specification:
            specification = f"%{match['flags']}{match['type']}"
        if match["name"] is not None:
            yield Field(None, match["name"], (), conversion, specification)
        else:
            yield Field(None, count + stars, (), conversion, specification, stars)
            count += 1 + stars
    if position < len(template):
        yield Field(template[position:])


def format_fields(template: str) -> Iterator[Field]:
    """Split a str.format template. Raises ValueError where Python would."""
    count = 0
    for text, name, specification, conversion in string.Formatter().parse(template):
        if text:
            yield Field(text)
        if name is None:
            continue
        first, path = _field_path(name)
        if first == "":
            first, count = count, count + 1
        yield Field(None, first, path, conversion or "", specification or "")


def _field_path(name: str) -> tuple[int | str, tuple[tuple[bool, str | int], ...]]:
    head = re.match(r"[^.\[]*", name)
    first = head[0] if head else ""
    path: list[tuple[bool, str | int]] = []
    for attribute, index in re.findall(r"\.([^.\[]+)|\[([^\]]*)\]", name[len(first) :]):
        path.append((True, attribute) if attribute else (False, int(index) if index.isdigit() else index))
    return (int(first) if first.isdigit() else first), tuple(path)
