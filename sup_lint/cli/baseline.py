"""`sup-lint baseline`: accept what is there now, and drop what is gone."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from sup_lint.cli.known_keys import known_key_options, known_keys
from sup_lint.cli.main import VERBOSE
from sup_lint.cli.output import to_file, to_stdout, width_of
from sup_lint.cli.running import Choices, checking_options, overrides, settings_for, watched
from sup_lint.cli.sentences import note, say
from sup_lint.config import BASELINE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sup_lint.config import Config
    from sup_lint.engine.baseline.file import Baseline
    from sup_lint.engine.baseline.writing import Plan
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome

_FAILED = 2
_history = click.option("--history", is_flag=True, help="Scan the whole repository, its history included.")
_dry_run = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")


@click.group(subcommand_metavar="COMMAND [ARGS]...", short_help="Accept what is there now.")
def baseline() -> None:
    """Keep a baseline: a file of findings that are accepted for now, so that only new ones are reported.

    It stands in .sup-lint-baseline at the root of the project, or where --baseline or the setting says, and is meant
    to be committed. A key in it is as exposed as before: revoke it all the same.
    """


@baseline.command(short_help="Accept the findings of today.")
@click.argument("paths", nargs=-1, type=click.Path())
@checking_options(
    click.option("--reason", metavar="TEXT", help="Why these findings are accepted."),
    click.option("--expires", metavar="DATE", help="The day, such as 2027-01-31, from which they count again."),
    _history,
    _dry_run,
    *known_key_options,
)
@click.pass_context
def write(
    context: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    reason: str | None,
    expires: str | None,
    history: bool,
    dry_run: bool,
    known_key_env: tuple[str, ...],
    known_keys_from: tuple[str, ...],
    **options: Any,
) -> None:
    """Accept what `sup-lint check PATHS` finds now (default: the current folder): add it to the baseline.

    With --history it is what `sup-lint scan` finds in the repository; a key in the history is accepted once revoked.

    What stands there stays as it is. Exit code 0: done. 2: wrong usage or settings, a path that does not exist, or a
    file that could not be written.
    """
    from sup_lint.engine.baseline.writing import accepting, refuse_date, refuse_reason

    for complaint in (refuse_reason(reason), refuse_date(expires)):
        if complaint:
            raise click.UsageError(complaint)
    choices = Choices(**options)
    settings = _settings(context, choices)
    old = _read(settings, may_be_new=True)
    if history and paths:
        raise click.UsageError("--history scans the whole repository and takes no PATHS")
    known = known_keys(known_key_env, known_keys_from)
    outcome = _scan(settings, choices, known) if history else _check(context, paths or (".",), settings, choices, known)
    plan = accepting(outcome, old, settings, reason=reason or "", expires=expires or "")
    _finish(plan, old, choices, dry_run=dry_run)


@baseline.command(short_help="Drop what is gone.")
@checking_options(_history, _dry_run, *known_key_options)
@click.pass_context
def prune(
    context: click.Context,
    /,
    *,
    history: bool,
    dry_run: bool,
    known_key_env: tuple[str, ...],
    known_keys_from: tuple[str, ...],
    **options: Any,
) -> None:
    """Check the whole project, drop what the baseline accepts and is gone, and let the rest follow renamed files.

    What the check can't tell stays: entries of rules that are not selected, and of files that could not be read. Exit
    codes are those of `write`.
    """
    from sup_lint.engine.baseline.writing import pruning

    choices = Choices(**options)
    settings = _settings(context, choices)
    old = _read(settings, may_be_new=False)
    known = known_keys(known_key_env, known_keys_from)
    outcome = (
        _scan(settings, choices, known) if history else _check(context, (settings.root,), settings, choices, known)
    )
    plan = pruning(outcome, old, settings)
    _finish(plan, old, choices, dry_run=dry_run)


def _settings(context: click.Context, choices: Choices) -> "Config":
    """The settings, with the baseline to work on."""
    context.meta[VERBOSE] = choices.verbose
    if choices.isolated and choices.baseline is None:
        raise click.UsageError("--isolated looks at no baseline: name one with --baseline FILE")
    settings = settings_for(choices)
    return settings._replace(baseline=settings.baseline or os.path.join(settings.root, BASELINE))


def _read(settings: "Config", *, may_be_new: bool) -> "Baseline":
    from sup_lint.engine.baseline.file import load_baseline, new_baseline

    path = str(settings.baseline)
    return new_baseline(path) if may_be_new and not os.path.lexists(path) else load_baseline(path)


def _scan(settings: "Config", choices: Choices, known: "tuple[KnownKey, ...]") -> "Outcome":
    """Scan the project's repository without a baseline. Raises click.ClickException if git can't read it."""
    from sup_lint.engine.scan.repository import Task, scan_for_baseline
    from sup_lint.sources.git.command import GitError

    task = Task(settings.root, os.path.basename(settings.root), overrides(choices), known, os.cpu_count() or 1)
    try:
        outcome = watched(lambda _, on_progress: scan_for_baseline(task, on_progress), settings, choices)
    except GitError as error:
        raise click.ClickException(f"{settings.root}: the history {error}") from None
    for failure in outcome.report.failures:
        note(f"{failure.path}: {failure.reason}")
    return outcome


def _check(
    context: click.Context,
    paths: "Sequence[str]",
    settings: "Config",
    choices: Choices,
    known: "tuple[KnownKey, ...]",
) -> "Outcome":
    """Check without a baseline. A path that does not exist ends the run: what is missing can't be accepted."""
    from sup_lint.engine.runner import check_paths

    def look(settings: "Config", on_progress: "Callable[[int, int, str], None] | None") -> "Outcome":
        return check_paths(paths, settings._replace(baseline=None), known=known, on_progress=on_progress)

    outcome = watched(look, settings, choices)
    if choices.verbose:
        for path, depth in outcome.depths:
            note(f"{path}: {depth}")
    for failure in outcome.report.failures:
        note(f"{failure.path}: {failure.reason}")
    for path in outcome.missing:
        say(f"{path}: this path does not exist")
    if outcome.missing:
        context.exit(_FAILED)
    return outcome


def _finish(plan: "Plan", old: "Baseline", choices: Choices, *, dry_run: bool) -> None:
    """Write the new text of the baseline if there is one, then say what has changed."""
    from sup_lint.reporters.glyphs import visible
    from sup_lint.reporters.prose import wrap

    text = plan.text
    if text is not None and not dry_run:
        _refuse_changed(old)
        to_file(old.path, lambda out: out.writelines([text]))
    told = [visible(line) for line in plan.lines]
    if not choices.quiet:
        told += [line for sentence in plan.summary for line in wrap(sentence, width_of(sys.stdout))]
        told += ["Dry run: nothing was written."] if dry_run else []
    to_stdout(lambda out: out.writelines(f"{line}\n" for line in told))


def _refuse_changed(old: "Baseline") -> None:
    """Raise click.ClickException if the file is no longer what was read: what another wrote must not be lost."""
    try:
        with open(old.path, "rb") as file:
            now: bytes | None = file.read()
    except FileNotFoundError:
        now = None
    except OSError as error:
        raise click.ClickException(f"{old.shown}: could not be read: {error.strerror}") from None
    if now != old.data:
        raise click.ClickException(f"{old.shown}: changed while the check ran, so it was left alone; run this again")
