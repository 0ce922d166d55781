"""The options that narrow a check down to changes: what is staged, or what differs from a commit."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome, Progress

NOTHING_STAGED = "nothing is staged that sup-lint reads."
NOTHING_CHANGED = "nothing has changed that sup-lint reads."

change_options: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--staged", is_flag=True, help="Check what the index holds of the files that differ from HEAD."),
    click.option(
        "--since",
        metavar="REV",
        help="Check the files that differ from the commit REV, and report what is in changed lines; for a pull request "
        "write BRANCH..., with the three dots of git diff.",
    ),
    click.option("--all-lines", is_flag=True, help="With --since, report what is in any line of the changed files."),
)


def refuse_contradictions(*, staged: bool, since: str | None, all_lines: bool, stdin_filename: str | None) -> None:
    """Raise click.UsageError where options that narrow a check down don't go together, or not with standard input."""
    if staged and since is not None:
        raise click.UsageError("--staged and --since contradict each other")
    if all_lines and since is None:
        raise click.UsageError("--all-lines goes with --since only")
    if stdin_filename is not None and (staged or since is not None):
        raise click.UsageError(f"--stdin-filename and {'--staged' if staged else '--since'} contradict each other")


def look_at_changes(
    settings: "Config",
    known: "Sequence[KnownKey]",
    on_progress: "Progress | None" = None,
    *,
    paths: tuple[str, ...],
    since: str | None,
    all_lines: bool,
) -> "Outcome":
    """Check what is staged, or what has changed `since` a commit. Raises click.ClickException if git can't tell."""
    from sup_lint.engine.changes import ChangesError, check_since, check_staged
    from sup_lint.sources.git.command import GitError
    from sup_lint.sources.git.revisions import RevisionError

    try:
        if since is None:
            return check_staged(paths, settings, known=known, on_progress=on_progress)
        return check_since(paths, since, settings, all_lines=all_lines, known=known, on_progress=on_progress)
    except (ChangesError, GitError, RevisionError) as error:
        raise click.ClickException(f"{'--staged' if since is None else '--since'}: {error}") from None
