"""`sup-lint check`: look at files and folders, report what was found."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from sup_lint.cli.changes import NOTHING_CHANGED, NOTHING_STAGED, change_options, look_at_changes, refuse_contradictions
from sup_lint.cli.known_keys import known_key_options, known_keys
from sup_lint.cli.running import STANDARD_STREAM, Choices, common_options, run

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.runner import Outcome, Progress


@click.command(short_help="Check files and folders.")
@click.argument("paths", nargs=-1, type=click.Path())
@common_options(
    *change_options,
    click.option("--stdin-filename", metavar="NAME", help="Read standard input as if it were the file NAME."),
    *known_key_options,
)
@click.pass_context
def check(
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    staged: bool,
    since: str | None,
    all_lines: bool,
    stdin_filename: str | None,
    known_key_env: tuple[str, ...],
    known_keys_from: tuple[str, ...],
    **options: Any,
) -> None:
    """Check PATHS, files or folders, for Supertone API keys (default: the current folder).

    With --staged or --since, PATHS narrow down what is checked of the repository.

    Exit code 0: nothing found. 1: findings at or above --fail-on. 2: wrong usage or settings, a path that
    does not exist, or sup-lint itself failed.
    """
    if stdin_filename is not None and paths not in {(), (STANDARD_STREAM,)}:
        raise click.UsageError("--stdin-filename reads standard input and takes no PATHS")
    if stdin_filename is None and STANDARD_STREAM in paths:
        raise click.UsageError("to read standard input, say what it is with --stdin-filename NAME")
    if stdin_filename is not None and STANDARD_STREAM in known_keys_from:
        raise click.UsageError("standard input holds the file to check or the known keys, not both")
    refuse_contradictions(staged=staged, since=since, all_lines=all_lines, stdin_filename=stdin_filename)
    known = known_keys(known_key_env, known_keys_from)
    if staged or since is not None:
        changes = partial(look_at_changes, paths=paths, since=since, all_lines=all_lines, known=known)
        run(context, Choices(**options), changes, nothing=NOTHING_STAGED if staged else NOTHING_CHANGED)

    def look(settings: "Config", on_progress: "Progress | None") -> "Outcome":
        if stdin_filename is None:
            from sup_lint.engine.runner import check_paths

            return check_paths(paths or (".",), settings, known=known, on_progress=on_progress)
        from sup_lint.engine.runner import check_stdin

        if sys.stdin is None:
            raise click.UsageError("--stdin-filename reads standard input, but that is closed")
        return check_stdin(sys.stdin.buffer.read(), stdin_filename, settings, known=known)

    run(context, Choices(**options), look)
