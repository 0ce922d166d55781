"""Elements between brackets, such as arguments: taken out with their comma, added in their neighbours' style."""

from typing import TYPE_CHECKING

from sup_lint.analysis import program as model

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.leaks.source import Source
    from sup_lint.analysis.program import Node
    from sup_lint.model.fix import Edit

_CLOSING = frozenset(")]}")


def elements(container: "Node") -> "tuple[Node, ...]":
    """The elements of a call, a mapping or a sequence, in source order."""
    match container:
        case model.Call(arguments=found):
            return found
        case model.Mapping(entries=found):
            return found
        case model.Sequence(items=found):
            return found
    return ()


def _whole(source: "Source", container: "Node", element: "Node") -> tuple[int, int]:
    """The span of an element with the parentheses around it."""
    start, end = source.span(element)
    first, last = source.span(container)
    if not (isinstance(container, model.Sequence) and container.kind == "tuple"):
        first, last = first + 1, last - 1
    while True:
        before = len(source.text[:start].rstrip()) - 1
        behind = source.after_blanks(end)
        is_within = first <= before and behind < last
        if not is_within or source.text[before] != "(" or source.text[behind] != ")":
            return start, end
        start, end = before, behind + 1


def without(source: "Source", container: "Node", element: "Node") -> "Edit | None":
    """The edit that takes an element and its comma out; None where the text around isn't as simple as that."""
    several = elements(container)
    index = next((number for number, each in enumerate(several) if each is element), None)
    if index is None:
        return None
    start, end = _whole(source, container, element)
    following = source.after_blanks(end)
    if source.text[following : following + 1] == ",":
        return _with_following_comma(source, container, index, start, following + 1)
    if source.text[following : following + 1] not in _CLOSING:
        return None
    if not index:
        return source.edit(start, end, "")
    before = _whole(source, container, several[index - 1])[1]
    if source.text[before:start].strip() != ",":
        # Behind a comment: the comma before it stays.
        behind = source.line_end(end, with_comment=True)
        is_line = source.begins_line(start) and behind is not None
        return source.edit(source.line_start(start), behind or end, "") if is_line else source.edit(start, end, "")
    if _is_pair(source, container):
        return source.edit(source.text.index(",", before) + 1, end, "")
    return source.edit(before, end, "")


def _is_pair(source: "Source", container: "Node") -> bool:
    """Whether this is a tuple of two in Python: what is left of it needs a comma."""
    is_tuple = isinstance(container, model.Sequence) and container.kind == "tuple" and len(container.items) == 2
    return is_tuple and source.is_python


def _with_following_comma(source: "Source", container: "Node", index: int, start: int, behind: int) -> "Edit | None":
    several = elements(container)
    line_end = source.line_end(behind, with_comment=True)
    if source.begins_line(start) and line_end is not None:
        return source.edit(source.line_start(start), line_end, "")
    if index == 0 and _is_pair(source, container):
        first, last = _whole(source, container, several[1])
        if source.text[source.after_blanks(last) :][:1] != ",":
            return source.edit(start, last, f"{source.text[first:last]},")
    if index + 1 < len(several):
        following = _whole(source, container, several[index + 1])[0]
        if not source.text[behind:following].strip():
            return source.edit(start, following, "")
        return source.edit(start, behind, "")
    if index:
        before = _whole(source, container, several[index - 1])[1]
        if source.text[before:start].strip() == ",":
            return source.edit(before, behind - 1, "")
    return source.edit(start, behind, "")


def appended(source: "Source", container: "Node", text: str) -> "Edit | None":
    """The edit that puts `text` behind the last element, on a line of its own if that has one."""
    several = elements(container)
    if not several:
        return _into_empty(source, container, text)
    last = several[-1]
    start, end = _whole(source, container, last)
    if source.text[end - 1 : end] == ",":
        return None
    is_on_own_line = source.begins_line(start) and (
        len(several) == 1 or _whole(source, container, several[-2])[1] <= source.line_start(start)
    )
    behind = source.after_blanks(end)
    following = source.text[behind : behind + 1]
    is_bare = isinstance(container, model.Sequence) and container.kind == "tuple" and not is_on_own_line
    if following not in _CLOSING and following != "," and not is_bare:
        return None
    if not is_on_own_line:
        return source.edit(end, end, f", {text}")
    indentation = source.text[source.line_start(start) : start]
    if following != ",":
        if source.text[end:behind].strip():  # a comment on it
            return source.edit(start, start, f"{text},\n{indentation}")
        return source.edit(end, end, f",\n{indentation}{text}")
    line_end = source.line_end(behind + 1, with_comment=True)
    if line_end is None:
        return source.edit(end, end, f", {text}")
    content_end = len(source.text[:line_end].rstrip("\r\n"))
    return source.edit(content_end, content_end, f"\n{indentation}{text},")


def _into_empty(source: "Source", container: "Node", text: str) -> "Edit | None":
    end = source.span(container)[1] - 1
    before = source.text[:end].rstrip()
    if source.text[end : end + 1] not in _CLOSING or before[-1:] not in {"(", "[", "{"}:
        return None
    return source.edit(end, end, text)
