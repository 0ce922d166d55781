"""Whose section of a document a place lies in: the heading above it, or the line that it is indented below, says so."""

import functools
import re
from bisect import bisect_left
from typing import NamedTuple

from sup_lint.keys.names import may_mention_another, mentions_another, mentions_vendor, words_of


class _Heading(NamedTuple):
    start: int
    end: int
    level: int
    title: str


_HEADING = re.compile(
    r"""
    ^[ ]{0,3} (?P<marks>\#{1,6}|={1,6}) [ \t]{1,4} (?P<title>[^\r\n]{1,100}) $               # Markdown, AsciiDoc
  | ^(?P<over>[^\s\#=\-|>][^\r\n]{0,80}) \r?\n (?P<line>={3,80}|-{3,80}|~{3,80}|\^{3,80}|"{3,80}) [ \t]{0,4} \r?$
  | <(?P<tag>h[1-6]|dt|summary|legend|caption)(?:\s[^<>\r\n]{0,200})?> (?P<inner>[^\r\n]{1,160}?) </(?P=tag)>
    """,
    re.VERBOSE | re.MULTILINE,
)
# A line that is a title of the lines below it: "ElevenLabs:", "- Azure", "**Clova**", "[openai]".
_LEAD = re.compile(r"(?:[ \t>]|[-*+•](?=[ \t]))*")
_TITLE = re.compile(r"(?P<bold>\*{1,3}|_{1,2}|\[)?(?P<title>[^:=,;|!?\"'`(){}\[\]*]{2,50})(?P<end>[:*_\]]{0,4})\s*")
_MOST_WORDS = 4
_LINES = 30
_REACH = 2000
# Names of vendors that are words of any title, too, unless the title is hardly anything else.
_ORDINARY = frozenset({"together", "segment", "fish", "resemble", "replicate", "slack", "stripe", "notion", "comet"})


def is_in_anothers(text: str, start: int) -> bool:
    """Whether `start` lies in a section, or below a title, of another vendor; what stands nearest to it decides."""
    if not _may_mention_another(text):
        return False
    below = _by_titles(text, start)
    return _by_headings(text, start) if below is None else below


_may_mention_another = functools.lru_cache(maxsize=4)(may_mention_another)


@functools.lru_cache(maxsize=4096)
def _is_anothers(title: str) -> bool | None:
    """Whether a title names another vendor (and not ours); None if it names none."""
    if mentions_vendor(title):
        return False
    words = words_of(title)
    if len(words) > 2:
        title = " ".join(word for word in title.split() if word.lower() not in _ORDINARY)
    return True if mentions_another(title) else None


@functools.lru_cache(maxsize=4)
def _headings(text: str) -> tuple[_Heading, ...]:
    found: list[_Heading] = []
    lines: list[str] = []  # the characters of underlines, in the order of their first use
    for match in _HEADING.finditer(text):
        if match["marks"]:
            level, title = len(match["marks"]), match["title"]
        elif match["line"]:
            if match["line"][0] not in lines:
                lines.append(match["line"][0])
            level, title = 1 + lines.index(match["line"][0]), match["over"]
        else:
            level, title = int(match["tag"][1]) if match["tag"][1].isdigit() else 7, match["inner"]
        found.append(_Heading(*match.span(), level, title))
    return tuple(found)


def _by_headings(text: str, start: int) -> bool:
    headings = _headings(text)
    level = 8
    index = bisect_left(headings, start, key=lambda heading: heading.start)
    for heading in reversed(headings[max(0, index - 200) : index]):
        if level == 1:
            break
        if heading.level >= level:
            continue
        level = heading.level
        named = _is_anothers(heading.title)
        if named is not None:
            return named and not mentions_vendor(text[max(heading.end, start - _REACH) : start])
    return False


def _by_titles(text: str, start: int) -> bool | None:
    """What the lines above say that are indented less, or begin the paragraph."""
    first = text.rfind("\n", 0, start) + 1
    own = lowest = _indentation(text[first : min(start, first + 200)])
    blanks = 0
    above = text[max(0, first - _REACH) : first].splitlines()
    for line in reversed(above[-_LINES:]):
        if not line.strip():
            blanks += 1
            if blanks > 1 and not lowest:
                break
            continue
        indentation = _indentation(line)
        title = _TITLE.fullmatch(line, indentation) if indentation <= lowest else None
        if title and len(title["title"].split()) <= _MOST_WORDS:
            marked = bool(title["bold"] or title["end"])
            if indentation < lowest or (lowest == own and (marked or not blanks)):
                named = _is_anothers(title["title"])
                if named is not None:
                    return named
        lowest = min(lowest, indentation)
    return None


def _indentation(line: str) -> int:
    """The characters before the first word of a line, the mark of a list's item among them."""
    lead = _LEAD.match(line)
    return lead.end() if lead else 0
