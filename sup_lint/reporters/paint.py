"""Styled lines, written plain or in colour. Layout is decided before; this only paints."""

from collections.abc import Iterable
from typing import TextIO

# A line is its segments; a segment is a style, one of STYLES or "", and a text without control characters.
Segment = tuple[str, str]
Line = list[Segment]

STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "strong": "bold",
    "place": "bold blue",
    "related": "cyan",
    "help": "bold green",
    "quiet": "dim",
}


def write(lines: Iterable[Line], out: TextIO, *, color: bool) -> None:
    """Write `lines` to `out`; with `color`, in the sixteen colours that every terminal's theme has."""
    if color:
        _write_coloured(lines, out)
        return
    out.writelines("".join(text for _, text in line) + "\n" for line in lines)


def _write_coloured(lines: Iterable[Line], out: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=out,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=True,
    )
    for line in lines:
        console.print(Text.assemble(*((text, STYLES.get(style, "")) for style, text in line)))
