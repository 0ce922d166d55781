"""`sup-lint init`: the hook, the pipeline's step, `.gitignore` and `.env.example`, shown as a diff first."""

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, TextIO

import click

from sup_lint.cli.output import to_file, to_stdout, wants_color, width_of
from sup_lint.cli.sentences import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sup_lint.reporters.paint import Line
    from sup_lint.setting_up.change import Advice, Change
    from sup_lint.setting_up.plan import Plan

_NOT_ALL = 1
# As `setting_up.plan.PARTS`, which is imported when it is needed.
_PARTS = ("hook", "ci", "gitignore", "env-example")
_STYLES = {"+++": "strong", "---": "strong", "@@": "place", "+": "help", "-": "error"}


@click.command(short_help="Set a repository up.")
@click.argument("folder", default=".", type=click.Path())
@click.option("--only", multiple=True, type=click.Choice(_PARTS), help="Set only this up; repeatable.")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--repo", metavar="URL", help="The git repository to take sup-lint from, in hook and pipeline.")
@click.pass_context
def init(
    context: click.Context, /, *, folder: str, only: tuple[str, ...], diff: bool, yes: bool, repo: str | None
) -> None:
    """Set sup-lint up in the repository that FOLDER belongs to (default: the current folder).

    \b
    hook         .pre-commit-config.yaml runs it before each commit
    ci           a workflow of GitHub, or a job of GitLab, runs it on each change
    gitignore    git ignores .env and its like
    env-example  .env.example names the variable of the key

    What is there stays as it is. The changes are shown first; they are written when you say so, or with --yes.

    Exit code 0: all is set up. 1: not all is set up: something would change and was not written, or is left to do by
    hand. 2: wrong usage, or a file that could not be written.
    """
    from sup_lint.setting_up.origin import origin
    from sup_lint.setting_up.place import Place, is_git_folder
    from sup_lint.setting_up.plan import PARTS, plan

    if diff and yes:
        raise click.UsageError("--diff and --yes contradict each other")
    if not os.path.isdir(folder):
        raise click.UsageError(f"{folder}: there is no such folder")
    if is_git_folder(folder):
        raise click.UsageError(f"{folder} lies in what git keeps its history in: run it in the work tree")
    _refuse_secret(repo)
    place = Place(folder)
    planned = plan(place, origin(repo), only or PARTS)
    if planned.changes:
        to_stdout(partial(_show, planned.changes, color=wants_color("auto", sys.stdout)))
    _advise(planned.advice)
    if not place.has_git:
        note(f"{place.root} is not in a git repository: the hook needs one (`git init`).")
    if not planned.changes:
        to_stdout(lambda out: out.writelines(["Nothing to do: all of it is there.\n"] if not planned.advice else []))
    elif diff or not (yes or _agreed(len(planned.changes))):
        context.exit(_NOT_ALL)
    else:
        _write(planned, place.root)
    context.exit(_NOT_ALL if planned.advice else 0)


def _refuse_secret(repo: str | None) -> None:
    from sup_lint.sources.git.remotes import remote

    if repo is None:
        return
    found = remote(repo)
    if found is None:
        raise click.UsageError("--repo takes an address that git can clone, such as https://host/team/sup-lint")
    if found.password or (found.user and found.url.startswith("http")):
        raise click.UsageError("--repo: the address holds a user or password, and would be committed; leave them out")


def _show(changes: "tuple[Change, ...]", out: TextIO, *, color: bool) -> None:
    from sup_lint.reporters.paint import write

    write((line for change in changes for line in _painted(change)), out, color=color)


def _painted(change: "Change") -> "Iterator[Line]":
    from sup_lint.reporters.glyphs import visible

    for line in change.diff():
        style = next((style for start, style in _STYLES.items() if line.startswith(start)), "")
        yield [(style, visible(line))]


def _advise(advice: "tuple[Advice, ...]") -> None:
    from sup_lint.reporters.prose import wrap

    for each in advice:
        for line in wrap(f"By hand: {each.sentence}{':' if each.lines else '.'}", width_of(sys.stderr)):
            note(line)
        for line in each.lines:
            note(f"    {line}")


def _agreed(count: int) -> bool:
    """Whether somebody at a terminal says yes; where nobody is, they are told how to say it."""
    if sys.stdin is None or not sys.stdin.isatty():
        note("Nothing was written. To write it: sup-lint init --yes")
        return False
    return click.confirm(f"Write {'this file' if count == 1 else f'these {count} files'}?", err=True)


def _write(planned: "Plan", root: str) -> None:
    for change in planned.changes:
        path = os.path.join(root, change.path)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        except OSError as error:
            raise click.ClickException(f"{change.path}: its folder could not be made: {error.strerror}") from None
        if os.path.commonpath([os.path.realpath(path), root]) != root:
            raise click.ClickException(f"{change.path}: a link leads out of the repository, so it was left alone")
        to_file(path, partial(_text, change.after))
    written = ", ".join(change.path for change in planned.changes)
    to_stdout(lambda out: out.writelines([f"Written: {written}.\n"]))
    if any(change.path == ".pre-commit-config.yaml" for change in planned.changes):
        note("Next: pre-commit install")


def _text(text: str, out: TextIO) -> None:
    out.write(text)
