"""Sentences, and how they go on lines of a given width."""

from typing import TYPE_CHECKING

from sup_lint.reporters.glyphs import cells, visible

if TYPE_CHECKING:
    from sup_lint.model.fix import Fix


def fix_in_words(fix: "Fix") -> str:
    """What a fix does, what to type for it, and what may change then."""
    command = "--fix" if fix.kind.value == "safe" else "--fix --unsafe"
    return f"{fix.message} ({command}{f': {fix.caveat}' if fix.caveat else ''})"


def wrap(text: str, width: int) -> list[str]:
    """Break `text` between words so that no line is wider than `width` cells, longer words excepted.

    What stands between backticks is there to be copied: it is broken only if it does not fit on one line.
    """
    lines: list[str] = []
    line = ""
    for word in _words(visible(text), width):
        if not line:
            line = word
        elif cells(line) + 1 + cells(word) <= width:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def _words(text: str, width: int) -> list[str]:
    words: list[str] = []
    quoted = ""
    for word in text.split():
        quoted = f"{quoted} {word}" if quoted else word
        if quoted.count("`") % 2:
            continue
        words.extend([quoted] if cells(quoted) <= width else quoted.split())
        quoted = ""
    return words + quoted.split()
