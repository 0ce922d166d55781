"""A script as plain text: what in it is code, what comment, string or markup; read without a parser."""

import re
from dataclasses import dataclass
from functools import cached_property

from sup_lint.sources.files import read
from sup_lint.sources.language import family_of, language_of
from sup_lint.sources.reading import decode

# Generated scripts are larger; nobody wrote them by hand, and nothing is learned from their imports.
LARGEST = 1_500_000
MARKUP = frozenset({"html", "vue", "svelte", "astro"})

# What isn't closed goes on to the end of its line, or of the text, so that each character is looked at once.
_TOKEN = re.compile(
    r"""(?P<comment>//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|<!--(?:[^-]|-(?!->))*+(?:-->|\Z))"""
    r"""|"(?:[^"\\\r\n]|\\(?:.|\Z))*+"?|'(?:[^'\\\r\n]|\\(?:.|\Z))*+'?"""
    r"""|(?P<template>`(?:[^`\\]|\\(?:.|\Z))*+(?:`|\Z))""",
    re.DOTALL,
)
_INSERTED = re.compile(r"\$\{[^{}`]*\}")
_VISIBLE = re.compile(r"[^\r\n]")
_DIRECTIVE = re.compile(r"""\s*(?:;\s*)?(?:"([^"\r\n]{0,80})"|'([^'\r\n]{0,80})')\s*(?=[;\r\n]|\Z|[a-z])""")
_MOST_DIRECTIVES = 8
_SCRIPT_TYPE = re.compile(r"""\btype\s*=\s*["']?([\w/+.-]{1,60})""", re.IGNORECASE)
_SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]{1,300})"|'([^']{1,300})'|([^\s"'>]{1,300}))""", re.IGNORECASE)
_SCRIPT_TYPES = frozenset(
    {"module", "text/javascript", "application/javascript", "text/babel", "text/jsx", "jsx", "ts"}
)


@dataclass(frozen=True, slots=True)
class Element:
    """A `<script>` element: where its code starts and ends, and the file it names."""

    start: int
    end: int
    source: str


@dataclass(frozen=True)
class ScriptText:
    """One file of JavaScript's family; `path` is absolute."""

    path: str
    language: str
    text: str

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The `<script>` elements of a file of markup that hold JavaScript."""
        return tuple(_elements(self.text)) if self.language in MARKUP else ()

    @cached_property
    def frontmatter(self) -> tuple[int, int]:
        """The stretch of an Astro file that runs while the page is built; empty in other files."""
        if self.language != "astro" or not self.text.lstrip().startswith("---"):
            return 0, 0
        start = self.text.index("---") + 3
        end = self.text.find("\n---", start)
        return (start, end) if end >= 0 else (start, len(self.text))

    @cached_property
    def plain(self) -> str:
        """The scripts without comments; what is left out is blank, so that offsets hold."""
        return _TOKEN.sub(lambda match: _blank(match[0]) if match["comment"] else match[0], self._scripts)

    @cached_property
    def code(self) -> str:
        """The scripts without comments and the text of strings; what is inserted into templates is kept."""
        return _TOKEN.sub(_without_text, self._scripts)

    @cached_property
    def directives(self) -> frozenset[str]:
        """The directives at the top: use client."""
        found: set[str] = set()
        position = 0 if self.language not in MARKUP else len(self.text)
        if self.text.startswith("#!"):
            position = self.text.find("\n") + 1 or len(self.text)
        for _ in range(_MOST_DIRECTIVES):
            match = _DIRECTIVE.match(self.plain, position)
            if match is None:
                break
            found.add(match[1] or match[2] or "")
            position = match.end()
        return frozenset(found)

    @cached_property
    def _scripts(self) -> str:
        if self.language not in MARKUP:
            return self.text
        kept = [self.frontmatter, *((each.start, each.end) for each in self.elements)]
        pieces: list[str] = []
        position = 0
        for start, end in sorted(kept):
            if start >= position:
                pieces += [_blank(self.text[position:start]), self.text[start:end]]
                position = end
        return "".join([*pieces, _blank(self.text[position:])])


def read_script(path: str) -> ScriptText | None:
    """The script in a file; None if it can't be read, is too large, or is no file of JavaScript's family."""
    try:
        data = read(path)
    except OSError:
        return None
    language = language_of(path, data[:1024].partition(b"\n")[0]) or ""
    if len(data) > LARGEST or family_of(language) != "javascript":
        return None
    return ScriptText(path, language, decode(data))


def _elements(text: str) -> list[Element]:
    found: list[Element] = []
    lowered = text.lower()
    if len(lowered) != len(text):  # some letters have no single one in lower case
        lowered = text
    position = 0
    while (start := lowered.find("<script", position)) >= 0:
        opened = lowered.find(">", start)
        if opened < 0:
            break
        closed = lowered.find("</script", opened)
        end = closed if closed >= 0 else len(text)
        attributes = text[start:opened]
        kind = _SCRIPT_TYPE.search(attributes)
        if kind is None or kind[1].lower() in _SCRIPT_TYPES:
            source = _SOURCE.search(attributes)
            named = next((group for group in source.groups() if group), "") if source else ""
            found.append(Element(opened + 1, end, named))
        position = end + 1
    return found


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text)


def _without_text(match: re.Match[str]) -> str:
    if not match["template"]:
        return _blank(match[0])
    pieces: list[str] = []
    position = 0
    for inserted in _INSERTED.finditer(match[0]):
        pieces += [_blank(match[0][position : inserted.start()]), inserted[0]]
        position = inserted.end()
    return "".join([*pieces, _blank(match[0][position:])])
