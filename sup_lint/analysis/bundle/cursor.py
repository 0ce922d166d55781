"""A place in the text of a program that a reader moves on from, and the little that it knows of brackets."""

import re
from collections.abc import Iterator
from itertools import islice

_FARTHEST = 8000
_SPACE = re.compile(r"(?:\s|/\*(?:[^*]|\*(?!/)){0,400}+\*/)*+")
_BRACKETS = re.compile(r"""[()\[\]{}]|"(?:[^"\\\n]|\\.){0,2000}+"|'(?:[^'\\\n]|\\.){0,2000}+'|`[^`\\]{0,2000}+`""")
_OBJECT = re.compile(
    r"""\{(?:[^{}"']|"(?:[^"\\\n]|\\.){0,600}+"|'(?:[^'\\\n]|\\.){0,600}+'|\{[^{}]{0,400}\}){0,2000}+"""
)


class Lost(Exception):  # noqa: N818 - the end of what is known, not an error
    """The text is no expression that is known here."""


class Cursor:
    """A place in `text`, which goes on for a bounded number of characters."""

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.position = position
        self.end = min(len(text), position + _FARTHEST)

    def after_space(self) -> int:
        """The place behind the white space and comments that begin here."""
        match = _SPACE.match(self.text, self.position)
        return match.end() if match else self.position

    def skip_space(self) -> None:
        """Go behind white space and comments. Raises Lost at the end."""
        self.position = self.after_space()
        if self.position >= self.end:
            raise Lost

    def peek(self, sign: str) -> bool:
        """Whether `sign` stands here."""
        return self.text.startswith(sign, self.position)

    def expect(self, sign: str) -> None:
        """Go behind `sign`. Raises Lost if something else comes."""
        self.skip_space()
        if not self.peek(sign):
            raise Lost
        self.position += len(sign)

    def skip_brackets(self) -> None:
        """Go behind the bracket that closes the one at the position; strings in between are stepped over."""
        depth = 0
        for match in islice(_BRACKETS.finditer(self.text, self.position, self.end), 2000):
            if match[0] in "([{":
                depth += 1
            elif match[0] in ")]}":
                depth -= 1
                if depth <= 0:
                    self.position = match.end()
                    return
        raise Lost


def member_at(text: str, position: int, names: re.Pattern[str]) -> Iterator[int]:
    """Where the values of the members of the object at `position` begin whose names match; the object is not nested."""
    match = _OBJECT.match(text, position)
    for member in names.finditer(text, position, match.end()) if match else ():
        yield member.end()
