"""Which quotes of a shell stand around a place."""

import re
from typing import NamedTuple

_HEREDOC = re.compile(r"<<(?!<)(?P<dash>-?)[ \t]*(?P<quote>[\"'\\]?)(?P<word>[A-Za-z_]\w{0,60})")
_PLAIN = re.compile(r"[^\\'\"`$#()<\n]+")
_WORD_STARTS = frozenset(" \t\n;&|()")


class Quotes(NamedTuple):
    """`kind` is plain, double, single, ansi (`$'…'`), heredoc, verbatim (a heredoc with a quoted end) or comment.

    `start` is the offset of what opens them.
    """

    kind: str
    start: int


def quotes_at(text: str, offset: int) -> Quotes:
    """The quotes around the character at an offset of a script; it is read from its beginning, once."""
    around: list[Quotes] = [Quotes("plain", 0)]
    heredocs: list[re.Match[str]] = []
    position = 0
    while position < offset:
        inner = around[-1]
        character = text[position]
        if inner.kind == "single":
            end = text.find("'", position)
            if end < 0 or end >= offset:
                return inner
            around.pop()
            position = end + 1
        elif character == "\\":
            position += 2
        elif inner.kind == "ansi":
            if character == "'":
                around.pop()
            position += 1
        elif character == '"':
            if inner.kind == "double":
                around.pop()
            else:
                around.append(Quotes("double", position))
            position += 1
        elif text.startswith("$(", position):
            around.append(Quotes("parenthesis", position))
            position += 2
        elif character == "`":
            if inner.kind == "backtick":
                around.pop()
            else:
                around.append(Quotes("backtick", position))
            position += 1
        elif inner.kind == "double":
            position += 1
        elif text.startswith("$'", position):
            around.append(Quotes("ansi", position))
            position += 2
        elif character == "'":
            around.append(Quotes("single", position))
            position += 1
        elif character == "(" and inner.kind == "parenthesis":
            around.append(Quotes("parenthesis", position))
            position += 1
        elif character == ")" and inner.kind == "parenthesis":
            around.pop()
            position += 1
        elif character == "#" and (position == 0 or text[position - 1] in _WORD_STARTS):
            end = _line_end(text, position)
            if offset < end:
                return Quotes("comment", position)
            position = end
        elif character == "<" and (heredoc := _HEREDOC.match(text, position)):
            heredocs.append(heredoc)
            position = heredoc.end() + bool(heredoc["quote"] in {'"', "'"} and heredoc["quote"])
        elif character == "\n" and heredocs:
            position += 1
            for heredoc in heredocs:
                end = _body_end(text, position, heredoc)
                if offset < end:
                    return Quotes("verbatim" if heredoc["quote"] else "heredoc", position)
                position = end
            heredocs.clear()
        else:
            plain = _PLAIN.match(text, position)
            position = plain.end() if plain else position + 1
    inner = around[-1]
    return inner if inner.kind in {"double", "single", "ansi"} else Quotes("plain", inner.start)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _body_end(text: str, position: int, heredoc: re.Match[str]) -> int:
    """Where the line that ends a heredoc begins; the end of the text if there is none."""
    tabs = r"\t*" if heredoc["dash"] else ""
    end = re.compile(rf"^{tabs}{heredoc['word']}[ \t]*\r?$", re.MULTILINE).search(text, position)
    return end.start() if end else len(text)
