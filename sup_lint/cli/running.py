"""What the commands that look for keys have in common: their options, their settings, and how they report."""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TextIO, TypeVar

import click

from sup_lint.cli.completing import rule_names
from sup_lint.cli.main import VERBOSE
from sup_lint.cli.output import DEFAULT_WIDTH, to_file, to_stream, wants_color, width_of
from sup_lint.cli.rule_names import RuleNames
from sup_lint.cli.sentences import note, say, without_keys
from sup_lint.config import FORMATS, Config, ConfigError, codes_of
from sup_lint.model.severity import Severity
from sup_lint.overrides import Overrides, settings_of
from sup_lint.reporters import reporter
from sup_lint.reporters.prose import wrap
from sup_lint.reporters.summary import summary

if TYPE_CHECKING:
    from sup_lint.engine.runner import Outcome, Progress
    from sup_lint.model.report import Report

STANDARD_STREAM = "-"
NO_FILES = "the paths hold no file that sup-lint reads, or all of them are ignored."
# Formats that say something when there are no findings, too.
_DOCUMENTS = frozenset({"json", "html", "sarif", "github", "gitlab", "gitlab-secret-detection", "junit", "agent"})
# Formats that tell of failures where they are read, and the one that has the summary, too.
_WITH_FAILURES = frozenset({"json", "github", "agent"})
_WITH_SUMMARY = "agent"
_FOUND = 1
_FAILED = 2

_Result = TypeVar("_Result")
_Option = Callable[[Callable[..., Any]], Callable[..., Any]]


class Choices(NamedTuple):
    """What the common options of a command line say."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    config: str | None
    isolated: bool
    baseline: str | None
    quiet: bool
    verbose: bool
    color: str = "auto"
    format_: str | None = None
    output: str | None = None
    fail_on: str | None = None
    exit_zero: bool = False


_REPORT_OPTIONS: tuple[_Option, ...] = (
    click.option("--format", "format_", type=click.Choice(FORMATS), help="How to report.  [default: pretty]"),
    click.option("--output", metavar="FILE", type=click.Path(), help="Write the report to FILE, whole or not at all."),
)
_RULE_OPTIONS: tuple[_Option, ...] = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Run only these rules, comma-separated.",
        shell_complete=rule_names,
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULES",
        help="Leave these rules out, comma-separated.",
        shell_complete=rule_names,
    ),
)
_EXIT_OPTIONS: tuple[_Option, ...] = (
    click.option(
        "--fail-on",
        type=click.Choice([severity.value for severity in Severity]),
        help="The least severity that gives exit code 1.  [default: warning]",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
)
_SETTINGS_OPTIONS: tuple[_Option, ...] = (
    click.option("--config", metavar="FILE", type=click.Path(), help="Take the settings from FILE."),
    click.option("--isolated", is_flag=True, help="Look at no settings file, and at no baseline but a named one."),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(),
        help="The file of accepted findings.  [default: .sup-lint-baseline]",
    ),
)
_QUIET = click.option("--quiet", is_flag=True, help="No summary and no progress bar.")
_LAST_OPTIONS: tuple[_Option, ...] = (
    _QUIET,
    click.option("--verbose", is_flag=True, help="Say how deep each file was looked at, and how long it took."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to colour."),
)


def common_options(*own: _Option) -> _Option:
    """Give a command the common options; its `own` stand between those on what is reported and those on how."""
    return _options(*_REPORT_OPTIONS, *_RULE_OPTIONS, *_EXIT_OPTIONS, *_SETTINGS_OPTIONS, *own, *_LAST_OPTIONS)


def checking_options(*own: _Option) -> _Option:
    """Give a command that checks and does not report the options on which rules run and on the settings."""
    verbose = click.option("--verbose", is_flag=True, help="Say how deep each file was looked at.")
    return _options(*_RULE_OPTIONS, *_SETTINGS_OPTIONS, *own, _QUIET, verbose)


def _options(*options: _Option) -> _Option:
    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def run(
    context: click.Context,
    choices: Choices,
    check: "Callable[[Config, Progress | None], Outcome]",
    *,
    nothing: str = NO_FILES,
    on_stderr: bool = False,
) -> NoReturn:
    """Let `check` look for keys with the settings that hold, report what it found, and exit.

    `nothing` says why no file was checked if none was. With `on_stderr` the report goes there: standard output is for
    something else.

    Exit code 0: nothing found. 1: findings at or above the threshold. 2: a path does not exist, nothing could be looked
    at, or sup-lint itself failed.
    """
    context.meta[VERBOSE] = choices.verbose
    output = None if choices.output == STANDARD_STREAM else choices.output
    _refuse_output(output)
    started = time.perf_counter()
    settings = settings_for(choices)
    loaded = time.perf_counter()
    outcome = watched(check, settings, choices)
    checked = time.perf_counter()
    try:
        stream = sys.stderr if on_stderr else sys.stdout
        report = outcome.report.with_missing(map(without_keys, outcome.missing))
        _write(report, settings.format, output or stream, choices, _nothing(outcome, nothing))
    finally:
        # Whatever becomes of the report, these are told: a file that nobody looked at must not seem clean.
        for path in outcome.missing:
            say(f"{path}: this path does not exist")
    if choices.verbose:
        for path, depth in outcome.depths:
            note(f"{path}: {depth}")
        times = {
            "settings": loaded - started,
            "check": checked - loaded,
            "report": time.perf_counter() - checked,
        }
        note("; ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in times.items()))
    if outcome.missing or outcome.is_void or any(failure.is_own for failure in outcome.report.failures):
        context.exit(_FAILED)
    context.exit(_FOUND if outcome.report.fails(settings.fail_on) and not choices.exit_zero else 0)


def _nothing(outcome: "Outcome", reason: str) -> str:
    """What to say if no file was checked."""
    inventory = outcome.report.inventory
    if inventory is None or not (inventory.unscanned or outcome.missing):
        return f"0 files checked: {reason}"
    scanned = len(inventory.repositories)
    total = scanned + len(inventory.unscanned) + len(outcome.missing)
    told = f"{scanned:,} of {total:,} {'repository' if total == 1 else 'repositories'} could be scanned"
    return f"{told}, and 0 files checked: {reason}" if scanned else f"{told}."


def _refuse_output(output: str | None) -> None:
    if output is not None and not (os.path.exists(output) or os.path.isdir(os.path.dirname(os.path.realpath(output)))):
        # Told before the work is done, not after.
        raise click.UsageError(f"--output: the folder of {output} does not exist")
    if output is not None and os.path.isdir(output):
        raise click.UsageError(f"--output: {output} is a folder")


def overrides(choices: Choices) -> Overrides:
    """What the options say over the settings. Raises ConfigError for a rule that there isn't."""
    if choices.config is not None and choices.isolated:
        raise click.UsageError("--config and --isolated contradict each other")
    return Overrides(
        choices.config,
        choices.isolated,
        _rules("--select", choices.select) if choices.select else (),
        _rules("--ignore", choices.ignore) if choices.ignore else (),
        Severity(choices.fail_on) if choices.fail_on else None,
        choices.format_,
        os.path.abspath(choices.baseline) if choices.baseline is not None else None,
    )


def settings_for(choices: Choices) -> Config:
    """The settings that hold in the working directory, and over them what the options say. Raises ConfigError."""
    try:
        start = os.getcwd()
    except OSError:
        raise ConfigError("the working directory does not exist any more") from None
    return settings_of(start, overrides(choices), RuleNames())


def _rules(option: str, given: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(word.strip() for value in given for word in value.split(",") if word.strip())
    if not words:
        raise ConfigError(f"{option} names no rule")
    try:
        codes_of(words, RuleNames())
    except ConfigError as error:
        raise ConfigError(f"{option}: {error}") from None
    return words


def watched(check: "Callable[[Config, Progress | None], _Result]", settings: Config, choices: Choices) -> _Result:
    """Run the check, behind a progress bar where somebody looks at one."""
    if choices.quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return check(settings, None)
    from sup_lint.cli.progress import ProgressBar

    with ProgressBar(sys.stderr, color=wants_color(choices.color, sys.stderr)) as bar:
        return check(settings, bar.update)


def _write(report: "Report", format_: str, output: str | TextIO | None, choices: Choices, nothing: str) -> None:
    """Findings go to `output`, a file's path or a stream, all that machines do not read to standard error.

    In the pretty format the summary is the last line of the report.
    """
    color, quiet = choices.color, choices.quiet
    if isinstance(output, str):
        to_file(output, partial(reporter(format_), report, color=color == "always", width=DEFAULT_WIDTH))
    elif report.findings or report.inventory is not None or format_ in _DOCUMENTS:
        paint = wants_color(color, output)
        to_stream(output, partial(reporter(format_), report, color=paint, width=width_of(output)))
    if format_ not in _WITH_FAILURES:
        for failure in report.failures:
            if not failure.is_missing:  # told as the mistake that it is
                note(f"{failure.path}: {failure.reason}")
    if not report.files:
        note(nothing)
    elif not quiet and format_ == "pretty" and not isinstance(output, str):
        lines = wrap(summary(report), width_of(output))
        to_stream(output, lambda out: out.writelines(f"{line}\n" for line in lines))
    elif not quiet and (format_ != _WITH_SUMMARY or isinstance(output, str)):
        note(summary(report))
