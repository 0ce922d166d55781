"""What is said on standard error: one sentence for each mistake, and nothing that could hold a key."""

import os
import re
import sys

import click

from sup_lint.cli.characters import take_doubles
from sup_lint.config import quoted
from sup_lint.reporters.glyphs import visible

_TYPED_KEY = r"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def say(sentence: str) -> None:
    """Write one line that bears the program's name. What looks like a key, in whatever was typed, is cut down."""
    note(f"sup-lint: {without_keys(sentence)}")


def without_keys(typed: str) -> str:
    """What somebody typed, with all cut down in it that looks like a key."""
    return re.sub(_TYPED_KEY, lambda match: f"{match[0][:2]}…", typed)


def note(text: str) -> None:
    """Write one line as it is, made harmless for the terminal."""
    if sys.stderr is not None:
        take_doubles(sys.stderr)
    try:
        click.echo(visible(text), err=True)
    except OSError:
        # Nobody listens on standard error: nothing is left to say, not even by the interpreter as it ends.
        hush(2)


def hush(descriptor: int) -> None:
    """Send all that is still buffered for a broken stream nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def sentence_of(error: Exception) -> str:
    """What an expected error has to say."""
    if not isinstance(error, click.UsageError):
        return error.format_message() if isinstance(error, click.ClickException) else str(error)
    command = error.ctx.command_path if error.ctx else "sup-lint"
    if isinstance(error, click.NoSuchOption):
        # Worded differently by every version of click.
        near = error.possibilities[0] if error.possibilities else None
        advice = f"; did you mean {quoted(near)}?" if near else ""
        text = f"there is no option {quoted(error.option_name)}{advice}"
    else:
        text = " ".join(error.format_message().split())
        # click repeats the values that it refuses.
        text = re.sub("'([^']*)'", lambda match: quoted(match[1]), text)
    return f"{text[:1].lower()}{text[1:].rstrip('.')} (see `{command} --help`)"


def internal_error(error: BaseException, *, verbose: bool) -> None:
    """Report an error that is sup-lint's own. What it carries may hold anything, and is not shown."""
    places = _places(error)
    own = [place for inside, place in places if inside]
    where = f" at {own[-1]}" if own else ""
    advice = "" if verbose else ", with what --verbose adds"
    say(
        f"internal error: {type(error).__name__}{where}; "
        f"the check is not complete, please report this to the developers of sup-lint{advice}"
    )
    link: BaseException | None = error
    while verbose and link is not None:
        note(f"{type(link).__name__}, raised through:")
        for _, place in _places(link):
            note(f"  {place}")
        link = link.__cause__ or link.__context__


def _places(error: BaseException) -> list[tuple[bool, str]]:
    """Whether it is in this package, and where, for every frame that `error` came through, innermost last."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        file = os.path.abspath(code.co_filename)
        inside = file.startswith(_PACKAGE + os.sep)
        shown = os.path.relpath(file, os.path.dirname(_PACKAGE)) if inside else file
        places.append((inside, f"{shown}:{trace.tb_lineno} in {code.co_name}"))
        trace = trace.tb_next
    return places
