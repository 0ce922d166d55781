"""Functions of minified code: which name is a parameter of which function, and where that is called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ARROW = re.compile(r"\s*=>\s*\(?")
_LIST = re.compile(r"\(([^()]{0,300})$")
_REST_OF_LIST = re.compile(r"[^()]{0,300}\)\s*(=>\s*\(?)?")
_CALLEE = re.compile(
    r"(?:(?:function\s*\*?\s*|async\s+)?([\w$#]+)\s*|([\w$.#]+)\s*[=:]\s*(?:async\s*)?(?:function\s*)?)$", re.ASCII
)
_ASSIGNED_TO = re.compile(r"([\w$.#]+)\s*[=:]\s*(?:async\s*)?$", re.ASCII)
_CLASS = re.compile(r"(?:\bclass\s+([\w$]+)|([\w$]+)\s*=\s*class\b)[^{};]{0,120}\{", re.ASCII)
_IMMEDIATELY = re.compile(r"\s*\)?\s*\(\s*")
_NO_FUNCTIONS = frozenset({"if", "for", "while", "switch", "catch", "with", "return"})
_ANONYMOUS = frozenset({"function", "async", ""})
_NEW = re.compile(r"\bnew\s+(?:[\w$]{1,60}\.)?$")
_CALL = re.compile(r"(?<![\w$])(?<!function )$")
_LONGEST_LEAD = 80
_BRACES = re.compile("[{}]")
_NEAR = 120_000
_FARTHEST_CLASS = 40_000
_LONGEST_BODY = 40_000
_MOST_CALLS = 40


@dataclass(frozen=True, slots=True)
class Parameter:
    """The parameter of a function, or a member of it: `index` counts from 0, `called` is empty for a nameless one."""

    called: str
    is_class: bool
    index: int
    member: str
    place: int
    body: int


def body_behind(text: str, start: int, end: int) -> int | None:
    """Where the body begins of the function that the name between two offsets is a parameter of; None if it is none.

    The brace that opens it lies before.
    """
    arrow = _ARROW.match(text, end)
    if arrow:
        return _inside(text, arrow.end())
    opened = _LIST.search(text, max(0, start - 301), start)
    rest = _REST_OF_LIST.match(text, end) if opened else None
    if opened is None or rest is None:
        return None
    if rest[1]:
        return _inside(text, rest.end())
    callee = _CALLEE.search(text, max(0, opened.start() - 80), opened.start())
    is_function = callee is not None and callee[1] not in _NO_FUNCTIONS
    return _inside(text, rest.end()) if is_function and text.startswith("{", rest.end()) else None


def _inside(text: str, body: int) -> int:
    return body + 1 if text.startswith("{", body) else body


def parameter_at(text: str, name: str, place: int, member: str = "") -> Parameter | None:
    """The parameter that the name at `place` is, or the one that it is taken from; None for what is none."""
    body = body_behind(text, place, place + len(name))
    if body is None:
        return None
    opened = _LIST.search(text, max(0, place - 301), place)
    inside, start = (opened[1], opened.start()) if opened else ("", place)  # x => …
    callee = _CALLEE.search(text, max(0, start - 80), start)
    called = (callee[1] or callee[2] or "") if callee else ""
    if callee and callee[1] in _ANONYMOUS:
        outer = _ASSIGNED_TO.search(text, max(0, callee.start(1) - 80), callee.start(1))
        called = outer[1] if outer else ""
    called = called.rpartition(".")[2]
    is_class = called == "constructor"
    if is_class:
        classes = list(_CLASS.finditer(text, max(0, place - _FARTHEST_CLASS), place))
        called = (classes[-1][1] or classes[-1][2]) if classes else ""
        if not called:
            return None
    if called in _NO_FUNCTIONS:
        return None
    before = re.sub(r"\{[^{}]*\}|\[[^\[\]]*\]", "", inside)
    taken = re.search(r"(?:([\w$]+)\s*:\s*|[{,]\s*)$", before) if "{" in before else None
    if taken:
        member = taken[1] or name
        before = before.partition("{")[0]
    return Parameter(called, is_class, before.count(","), member, place, body)


def calls_of(text: str, parameter: Parameter) -> Iterator[int]:
    """Where the arguments begin of the calls of a parameter's function."""
    if not parameter.called:
        end = _end_of(text, parameter.body)
        immediately = _IMMEDIATELY.match(text, end) if end else None
        if immediately:
            yield immediately.end()
        return
    # Short names serve many functions: those of other modules are not meant.
    is_near = len(parameter.called) <= 2 and not parameter.is_class
    start = max(0, parameter.place - _NEAR) if is_near else 0
    end = parameter.place + _NEAR if is_near else len(text)
    count = 0
    # A plain search first: short names occur everywhere, but are called in few places.
    for sign in (f"{parameter.called}(", f"{parameter.called})(", f"{parameter.called} ("):
        position = text.find(sign, start, end)
        while position >= 0 and count < _MOST_CALLS:
            lead = text[max(0, position - _LONGEST_LEAD) : position]
            if (_NEW if parameter.is_class else _CALL).search(lead):
                count += 1
                yield position + len(sign)
            position = text.find(sign, position + 1, end)


def _end_of(text: str, body: int) -> int | None:
    """The end of a function's body in braces."""
    depth = 1
    if not text.startswith("{", body - 1):
        return None
    for brace in _BRACES.finditer(text, body, body + _LONGEST_BODY):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None
