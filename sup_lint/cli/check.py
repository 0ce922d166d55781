"""`sup-lint check`: look at files and folders, report what was found."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sup_lint.cli.changes import NOTHING_CHANGED, NOTHING_STAGED, change_options, look_at_changes, refuse_contradictions
from sup_lint.cli.fixing import Check, Request, fix_files, fix_options, refuse_fix_contradictions, show_difference
from sup_lint.cli.known_keys import known_key_options, known_keys
from sup_lint.cli.running import NO_FILES, STANDARD_STREAM, Choices, common_options, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome, Progress


@click.command(short_help="Check files and folders.")
@click.argument("paths", nargs=-1, type=click.Path())
@common_options(
    *change_options,
    click.option("--stdin-filename", metavar="NAME", help="Read standard input as if it were the file NAME."),
    *known_key_options,
    *fix_options,
    click.option(
        "--jobs",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Read files with up to N processes, where there are very many.  [default: one an idle CPU]",
    ),
    click.option("--no-cache", is_flag=True, help="Neither use nor write the cache of clean verdicts."),
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
    fixes: bool,
    unsafe: bool,
    diff: bool,
    jobs: int | None,
    no_cache: bool,
    **options: Any,
) -> None:
    """Check PATHS, files or folders, for Supertone API keys (default: the current folder).

    With --staged or --since, PATHS narrow down what is checked of the repository.

    With --fix, what can be fixed is, and what is left is reported; the fixed text of standard input goes to standard
    output.

    Exit code 0: nothing found, or left. 1: findings at or above --fail-on; with --diff: something would change.
    2: wrong usage or settings, a path that does not exist, or sup-lint itself failed.
    """
    if stdin_filename is not None and paths not in {(), (STANDARD_STREAM,)}:
        raise click.UsageError("--stdin-filename reads standard input and takes no PATHS")
    if stdin_filename is None and STANDARD_STREAM in paths:
        raise click.UsageError("to read standard input, say what it is with --stdin-filename NAME")
    if stdin_filename is not None and STANDARD_STREAM in known_keys_from:
        raise click.UsageError("standard input holds the file to check or the known keys, not both")
    refuse_contradictions(staged=staged, since=since, all_lines=all_lines, stdin_filename=stdin_filename)
    refuse_fix_contradictions(fixes=fixes, unsafe=unsafe, diff=diff, staged=staged)
    known = known_keys(known_key_env, known_keys_from)
    choices = Choices(**options)
    # Whoever fixes looks several times, and the cache is for one look.
    remembers = not (no_cache or fixes or diff)
    checks = _checks(
        paths,
        staged=staged,
        since=since,
        all_lines=all_lines,
        stdin_filename=stdin_filename,
        remembers=remembers,
        jobs=jobs,
    )
    if fixes or diff:
        request = Request(checks.shown, checks.whole, known, unsafe, checks.nothing, checks.stdin)
        (show_difference if diff else fix_files)(context, choices, request)

    def look(settings: "Config", on_progress: "Progress | None") -> "Outcome":
        return checks.shown(settings, known, on_progress)

    run(context, choices, look, nothing=checks.nothing)


class _Checks(NamedTuple):
    """Ways to look at what the command line names: as it says, and at all lines of the same files.

    `nothing` says why there may be no such file; `stdin` is the name and the text of standard input.
    """

    shown: Check
    whole: Check
    nothing: str = NO_FILES
    stdin: tuple[str, bytes] | None = None


def _checks(
    paths: tuple[str, ...],
    *,
    staged: bool,
    since: str | None,
    all_lines: bool,
    stdin_filename: str | None,
    remembers: bool,
    jobs: int | None,
) -> _Checks:
    if staged or since is not None:
        changes = partial(look_at_changes, paths=paths, since=since)
        nothing = NOTHING_STAGED if staged else NOTHING_CHANGED
        whole = partial(changes, all_lines=True)
        return _Checks(whole if all_lines else partial(changes, all_lines=False), whole, nothing)
    if stdin_filename is None:
        look = partial(_look_at_paths, paths or (".",), remembers, jobs)
        return _Checks(look, look)
    if sys.stdin is None:
        raise click.UsageError("--stdin-filename reads standard input, but that is closed")
    stdin = stdin_filename, sys.stdin.buffer.read()
    look = partial(_look_at_text, *stdin)
    return _Checks(look, look, stdin=stdin)


def _look_at_paths(
    paths: tuple[str, ...],
    remembers: bool,
    jobs: int | None,
    settings: "Config",
    known: "Sequence[KnownKey]",
    on_progress: "Progress | None" = None,
) -> "Outcome":
    from sup_lint.engine.runner import check_paths

    return check_paths(paths, settings, known=known, on_progress=on_progress, remembers=remembers, jobs=jobs)


def _look_at_text(
    name: str, data: bytes, settings: "Config", known: "Sequence[KnownKey]", on_progress: "Progress | None" = None
) -> "Outcome":
    from sup_lint.engine.runner import check_stdin
    from sup_lint.sources.files import rewritten_bytes

    del on_progress
    fixed = rewritten_bytes(name)
    return check_stdin(data if fixed is None else fixed, name, settings, known=known)
