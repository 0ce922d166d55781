"""Texts and paths as programs can read them: whatever a file is called, the document stays well-formed."""

import re

from sup_lint.reporters.glyphs import glyph, visible

_DRIVE = re.compile(r"[A-Za-z]:/")
# What may stand in the path of a URI as it is, besides letters and digits (RFC 3986); the `!` leads into archives.
_SAFE_IN_URI = "/!$&'()*+,;=@~"


def well_formed(text: str) -> str:
    """`text` with its lone surrogates, which strict readers of JSON refuse, as escapes such as `\\xff`."""
    if text.isascii():
        return text
    return "".join(glyph(character) if "\ud800" <= character <= "\udfff" else character for character in text)


def visible_lines(lines: tuple[str, ...]) -> str:
    """Source lines as one text with a line end after each, and all that could harm a terminal escaped."""
    return "".join("\t".join(map(visible, line.rstrip("\r\n").split("\t"))) + "\n" for line in lines)


def is_absolute(path: str) -> bool:
    """Whether a path with forward slashes is absolute, be it that of a file on Windows."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def uri(path: str) -> str:
    """The URI of a file: relative for a relative path, and made of the bytes that the file's name has on the disk."""
    from urllib.parse import quote

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte
        data = path.encode("utf-8", "surrogatepass")
    if path.startswith("/"):
        return f"file://{quote(data, safe=_SAFE_IN_URI)}"
    if _DRIVE.match(path):
        return f"file:///{quote(data, safe=_SAFE_IN_URI + ':')}"
    return quote(data, safe=_SAFE_IN_URI)
