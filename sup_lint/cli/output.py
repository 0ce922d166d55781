"""Where the report goes: standard output or a file, with colour or without, how wide."""

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

import click

from sup_lint.cli.characters import take_doubles
from sup_lint.cli.sentences import hush

DEFAULT_WIDTH = 80
_LEAST_WIDTH = 40
# What a shell reports of a program that the closing of a pipe has ended: 128 and the number of SIGPIPE.
_PIPE_CLOSED = 141


def wants_color(choice: str, stream: TextIO | None) -> bool:
    """Whether to colour what goes to `stream`; `choice` is `always`, `never` or `auto`.

    `auto` heeds NO_COLOR, then FORCE_COLOR, then asks whether `stream` is a terminal that is not dumb.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO | None) -> int:
    """How many cells a line of `stream` has: COLUMNS, else what the terminal says, else 80."""
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() else 0
    if not width and stream is not None:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            width = 0
    return max(width, _LEAST_WIDTH) if width else DEFAULT_WIDTH


def to_stdout(write: Callable[[TextIO], None]) -> None:
    """Let `write` write to standard output. A reader that has gone ends the program as quietly as it left."""
    to_stream(sys.stdout, write)


def to_stream(out: TextIO | None, write: Callable[[TextIO], None]) -> None:
    """Let `write` write to standard output or standard error; see `to_stdout`."""
    if out is None:  # closed by the caller: the exit code is all that is wanted
        return
    take_doubles(out)
    try:
        write(out)
        out.flush()
    except BrokenPipeError:
        hush(out.fileno())
        raise click.exceptions.Exit(_PIPE_CLOSED) from None
    except OSError as error:
        hush(out.fileno())
        name = "standard error" if out is sys.stderr else "standard output"
        raise click.ClickException(f"{name} could not be written: {error.strerror}") from None


def bytes_to_stdout(data: bytes) -> None:
    """Write bytes to standard output as they are; see `to_stdout`."""

    def write(out: TextIO) -> None:
        out.buffer.write(data)

    to_stdout(write)


def to_file(path: str, write: Callable[[TextIO], None]) -> None:
    """Let `write` write the file at `path`: whole or not at all, keeping its mode.

    What a link points to is written; a device or pipe is written to, not replaced.
    Raises click.ClickException.
    """
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            # By the name that was given: /dev/stdout leads to no path where a pipe or a socket stands behind it.
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                write(file)
            return
        _replace(os.path.realpath(path), write)
    except OSError as error:
        raise click.ClickException(f"{path}: could not be written: {error.strerror}") from None


def _replace(target: str, write: Callable[[TextIO], None]) -> None:
    from sup_lint.sources.writing import Replacement

    replacement = Replacement(target)
    try:
        text = io.TextIOWrapper(replacement.out, encoding="utf-8", newline="\n")
        write(text)
        text.flush()
        text.detach()
    except BaseException:
        replacement.discard()
        raise
    replacement.finish()
    replacement.take_place()
