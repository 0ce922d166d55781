"""`sup-lint scan`: look at whole repositories with their histories, and say how the checklist is kept."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from sup_lint.cli.known_keys import known_key_options, known_keys
from sup_lint.cli.running import STANDARD_STREAM, Choices, common_options, overrides, run
from sup_lint.config import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sup_lint.config import Config
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome, Progress
    from sup_lint.engine.scan.requests import Request
    from sup_lint.engine.scan.work import Job, JobResult

_LARGEST_LIST = 64 << 20


@click.command(short_help="Scan whole repositories with their histories.")
@click.argument("repositories", nargs=-1, metavar="[REPO]...", type=click.Path())
@common_options(
    *known_key_options,
    click.option(
        "--repos-from",
        multiple=True,
        metavar="FILE",
        type=click.Path(),
        help="Scan the repositories in FILE, too: a path or a URL a line; - is standard input.",
    ),
    click.option(
        "--executor",
        metavar="dask://HOST:PORT",
        help="Let the workers of a Dask cluster scan, which must see the same paths and URLs.",
    ),
    click.option(
        "--jobs", type=click.IntRange(1, 1024), metavar="N", help="Work with N processes.  [default: one a CPU]"
    ),
)
@click.pass_context
def scan(
    context: click.Context,
    /,
    *,
    repositories: tuple[str, ...],
    known_key_env: tuple[str, ...],
    known_keys_from: tuple[str, ...],
    repos_from: tuple[str, ...],
    executor: str | None,
    jobs: int | None,
    **options: Any,
) -> None:
    """Scan each REPO for Supertone API keys: its files, what any branch, tag, stash or reflog still reaches, and what
    is in use beside them (default: the repository of the current folder).

    A REPO is a work tree, a bare repository, a folder outside of git, or an address that git can clone, as a
    URL or as user@host:path. What is cloned lies in a temporary folder that only you can read, with the keys
    in it, until it is scanned; then it is removed, after an interrupt, too.

    Exit code 0: nothing found. 1: findings at or above --fail-on. 2: wrong usage or settings, a REPO that does
    not exist, none that could be scanned, or sup-lint itself failed. One of several that can't be scanned is
    named, and the others are.
    """
    if STANDARD_STREAM in repos_from and STANDARD_STREAM in known_keys_from:
        raise click.UsageError("standard input holds the repositories or the known keys, not both")
    if executor is not None:
        _refuse_to_send_keys(executor, known_key_env, known_keys_from)
    listed = [entry for file in dict.fromkeys(repos_from) for entry in _entries(file)]
    if repos_from and not listed and not repositories:
        raise click.UsageError("--repos-from: there is no repository in the list")
    known = known_keys(known_key_env, known_keys_from)
    choices = Choices(**options)
    from sup_lint.engine.workers import cpus

    count = jobs or cpus()

    def look(settings: "Config", on_progress: "Progress | None") -> "Outcome":
        from sup_lint.engine.runner import Outcome
        from sup_lint.engine.scan.merging import merge
        from sup_lint.engine.scan.requests import requests

        asked = requests(repositories if repositories or listed else (".",), listed)
        missing = [each for each in asked if each.is_argument and not each.remote and not os.path.lexists(each.path)]
        wanted = [each for each in asked if each not in missing]
        work = _jobs(wanted, choices, known, 1 if executor or len(wanted) > 1 else count)
        results = _results(work, executor, count, on_progress)
        report = merge(
            results,
            is_scope_checked=_is_active("SUP501", settings),
            is_rotation_checked=_is_active("SUP401", settings),
        )
        if results and all(result.scan is None for result in results):
            return Outcome(report, tuple(each.name for each in missing), is_void=True)
        return Outcome(report, tuple(each.name for each in missing))

    run(context, choices, look)


def _refuse_to_send_keys(executor: str, variables: "Sequence[str]", files: "Sequence[str]") -> None:
    from sup_lint.engine.scan.cluster import ClusterError, place_of

    try:
        place_of(executor)
    except ClusterError as error:
        raise click.UsageError(f"--executor: {error}") from None
    if variables or files:
        option = "--known-key-env" if variables else "--known-keys-from"
        raise click.UsageError(f"{option} and --executor contradict each other: known keys never leave this machine")


def _entries(file: str) -> "list[tuple[str, str]]":
    """The entries of a list, each with the folder that relative paths in it start from."""
    from sup_lint.engine.scan.requests import entries

    is_stream = file == STANDARD_STREAM
    try:
        if is_stream:
            if sys.stdin is None:
                raise click.UsageError("--repos-from: standard input is closed")
            data = sys.stdin.buffer.read(_LARGEST_LIST)
        else:
            with open(file, "rb") as source:
                data = source.read(_LARGEST_LIST)
    except OSError as error:
        reason = (error.strerror or "the system gives no reason").lower()
        raise click.UsageError(f"--repos-from: {quoted(file)} could not be read: {reason}") from None
    folder = "" if is_stream else os.path.dirname(os.path.abspath(file))
    return [(entry, folder) for entry in entries(os.fsdecode(data))]


def _jobs(wanted: "Sequence[Request]", choices: Choices, known: "tuple[KnownKey, ...]", inner: int) -> "list[Job]":
    from sup_lint.engine.scan.repository import Task
    from sup_lint.engine.scan.work import Job

    told = overrides(choices)
    if told.config is not None:
        told = told._replace(config=os.path.abspath(told.config))
    here = os.getcwd()
    return [Job(Task(each.path, each.name, told, known, inner), each.remote, working_directory=here) for each in wanted]


def _results(
    work: "Sequence[Job]", executor: str | None, count: int, on_progress: "Progress | None"
) -> "list[JobResult]":
    """Have the jobs done behind a guard that leaves nothing behind when somebody interrupts."""
    from sup_lint.cli.interrupts import Interrupted, Watched, interruptible, leave
    from sup_lint.cli.sentences import say
    from sup_lint.engine.scan.cluster import ClusterError
    from sup_lint.sources.git import cloning
    from sup_lint.sources.git.command import Git

    watched = Watched(on_progress)
    try:
        with interruptible():
            return _done(work, executor, count, watched)
    except ClusterError as error:
        raise click.ClickException(str(error)) from None
    except Interrupted as interruption:
        watched.stopped = True
        cloning.end_all()
        Git.end_all()
        say(f"interrupted: {_how_far(watched.latest, len(work), is_one=len(work) == 1 and executor is None)}")
        leave(interruption.code)


def _done(work: "Sequence[Job]", executor: str | None, count: int, watched: "Progress") -> "list[JobResult]":
    from dataclasses import replace

    from sup_lint.engine.scan.folders import private_folder
    from sup_lint.engine.scan.work import attempt

    if not work:
        return []
    if executor is not None:
        from sup_lint.engine.scan.cluster import dask_cluster
        from sup_lint.engine.scan.many import all_done

        return all_done(work, lambda _: dask_cluster(executor), watched)
    if len(work) == 1:
        return [attempt(work[0], watched)]
    from sup_lint.engine.scan.executors import local_processes
    from sup_lint.engine.scan.many import all_done

    with private_folder() as folder:
        return all_done(
            [replace(job, folder=folder) for job in work],
            lambda most: local_processes(min(count, most), folder),
            watched,
        )


def _how_far(latest: tuple[int, int, str] | None, total: int, *, is_one: bool) -> str:
    if not is_one:
        return f"{latest[0] if latest else 0} of {total} repositories scanned"
    from sup_lint.engine.scan.work import CLONING

    if latest is None:
        return "the scan had just begun"
    done, whole, what = latest
    if what in {"commits", "versions"}:
        return f"{done:,} of {whole:,} {what} of the history read"
    if what.startswith(CLONING):
        return f"still {what}"
    return f"{done:,} of {whole:,} files or versions looked at, the latest {what}"


def _is_active(code: str, settings: "Config") -> bool:
    from sup_lint.engine.selection import selected
    from sup_lint.rules import RULES

    return any(rule.code == code for rule in selected(RULES, settings))
