"""Whether libcst can take a source: what would take the process down, or never come back, is told beforehand.

libcst's parser needs time and memory quadratic in the depth of brackets, worse than quadratic time in the length of
one chain of operators, attributes, calls and subscripts, and exponential time in the nesting of a match pattern.
"""

import re

# CPython's tokenizer takes no more either, so no working module is refused.
_DEEPEST = 200
# 2 000 links take about 4 s; an operator that is a word nests to its right and needs memory as brackets do.
_LONGEST_CHAIN = 2000
_LINKS_OF_A_WORD = 4
# Every bracket in a pattern doubles the time, every brace takes it times four: 18 doublings are about 2 s.
_MOST_DOUBLINGS = 18

# All quantifiers are possessive and an end that is missing matches, too: linear on any text.
_TEXT_OR_COMMENT = re.compile(
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?+'''
    r"""|'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?+"""
    r"""|"(?:[^"\\\n]++|\\.)*+"?+"""
    r"""|'(?:[^'\\\n]++|\\.)*+'?+"""
    r"|\#[^\n]*+",
    re.DOTALL,
)
_RECURSIVE_WORD = re.compile(r"\b(?:not|else|lambda|await|yield)\b")
_NO_STRUCTURE = re.compile(r"[^()\[\]{}\n,;.+\-*/%|&^~@]+")
_NESTED_FIELD = re.compile(r"""\{[^{}'"]{0,200}\b(?:[fFtT][rR]?|[rR][fFtT])['"]""")
_CASE = re.compile(r"^[ \t\f]*case\b(?![ \t]*[=.,:)\]}])", re.MULTILINE)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def too_complex(text: str) -> str:
    """Say in a few words why libcst should not be given this text, whose lines end with ``\\n``; empty if it may."""
    if "\0" in text:
        return "it contains null bytes"
    if text.count("{") > _DEEPEST and any(_opens_fields(part) for part in text.split("}")):
        return f"it nests more than {_DEEPEST} replacement fields"
    skeleton = _TEXT_OR_COMMENT.sub("", text).replace("\\\n", " ")
    if _CASE.search(skeleton) and _pattern_doublings(skeleton) > _MOST_DOUBLINGS:
        return "it nests the brackets of a match pattern too deep"
    words = sum(skeleton.count(word) for word in ("not ", "else ", "lambda", "await ", "yield "))
    if words * _LINKS_OF_A_WORD > _LONGEST_CHAIN:
        skeleton = _RECURSIVE_WORD.sub("~" * _LINKS_OF_A_WORD, skeleton)
    return _too_long(_NO_STRUCTURE.sub("", skeleton))


def _opens_fields(text: str) -> bool:
    """Whether replacement fields nest in text without a closing brace; the skeleton lacks their strings."""
    return text.count("{") > _DEEPEST and len(_NESTED_FIELD.findall(text)) > _DEEPEST


def _too_long(skeleton: str) -> str:
    """Look at the depth of brackets, and at the length of each chain between the separators of its depth."""
    links = [0]
    longest = 0
    for character in skeleton:
        if character in _OPENING:
            if len(links) > _DEEPEST:
                return f"it nests more than {_DEEPEST} brackets"
            links.append(0)
        elif character in _CLOSING:
            if len(links) > 1:
                longest = max(longest, links.pop())
            links[-1] += 1  # a call or a subscript is a link, too
        elif character in ",;" or (character == "\n" and len(links) == 1):
            longest = max(longest, links[-1])
            links[-1] = 0
        elif character != "\n":
            links[-1] += 1
    return "it chains thousands of operators" if max(longest, *links) > _LONGEST_CHAIN else ""


def _pattern_doublings(skeleton: str) -> int:
    most = 0
    for start in _CASE.finditer(skeleton):
        open_brackets: list[int] = []
        for position in range(start.end(), len(skeleton)):
            character = skeleton[position]
            if character in _OPENING:
                open_brackets.append(2 if character == "{" else 1)
                most = max(most, sum(open_brackets))
                if most > _MOST_DOUBLINGS:
                    return most
            elif character in _CLOSING and open_brackets:
                open_brackets.pop()
            elif character == "\n" and not open_brackets:
                break
    return most
