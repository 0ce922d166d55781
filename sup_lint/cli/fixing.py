"""The options that mend what is found: `--fix`, `--unsafe`, `--diff`."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol

import click

from sup_lint.cli.output import bytes_to_stdout, to_file, to_stdout, width_of
from sup_lint.cli.running import STANDARD_STREAM, Choices, run, settings_for, watched
from sup_lint.cli.sentences import note, say
from sup_lint.reporters.prose import wrap

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.engine.fixing.applying import Fixing
    from sup_lint.engine.known_keys import KnownKey
    from sup_lint.engine.runner import Outcome, Progress
    from sup_lint.reporters.paint import Line

_CHANGES = 1
_FAILED = 2
_STYLES = {"-": "error", "+": "help", "@": "related"}

fix_options: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    click.option("--fix", "fixes", is_flag=True, help="Write the fixes that leave what the code does as it is."),
    click.option("--unsafe", is_flag=True, help="With --fix or --diff: the fixes too that may change what it does."),
    click.option(
        "--diff",
        is_flag=True,
        help="Show what --fix would change, and write nothing; keys are masked, so it is to read, not to apply.",
    ),
)


class Check(Protocol):
    """Looks at what the command line names, for some keys that are known."""

    def __call__(
        self, settings: "Config", known: "Sequence[KnownKey]", on_progress: "Progress | None" = None
    ) -> "Outcome": ...


class Request(NamedTuple):
    """What is to be fixed: what `shown` reports, judged by all that `whole` sees of the same files.

    `stdin` is the text of standard input and its name, where that is what is checked.
    """

    shown: Check
    whole: Check
    known: "tuple[KnownKey, ...]"
    unsafe: bool
    nothing: str
    stdin: tuple[str, bytes] | None = None


def refuse_fix_contradictions(*, fixes: bool, unsafe: bool, diff: bool, staged: bool) -> None:
    """Raise click.UsageError where the options that fix don't go together, or not with what is checked."""
    if unsafe and not (fixes or diff):
        raise click.UsageError("--unsafe goes with --fix or --diff only")
    if staged and (fixes or diff):
        raise click.UsageError(
            f"--staged and --{'fix' if fixes else 'diff'} contradict each other: a fix goes to the file in the work "
            "tree, and what is staged would stay as it is; leave --staged out, and stage the files again"
        )


def fix_files(context: click.Context, choices: Choices, request: Request) -> NoReturn:
    """Write what can be fixed, or print it where the text comes from standard input; then report what is left."""

    last: list[str] = []

    def look(settings: "Config", on_progress: "Progress | None") -> "Outcome":
        fixing = _fixing(request, settings, on_progress)
        _tell_left_alone(fixing)
        if request.stdin is not None:
            outcome = _print_fixed(request.stdin, fixing, request, settings)
        elif fixing.changes:
            outcome = _write_fixed(fixing, request, settings)
        else:
            outcome = _with_fixes(fixing.outcome, fixing)
        from sup_lint.cli.mended import left_copies, next_steps

        last.append(left_copies(outcome.report.findings, fixing.fixed, request.known))
        last.append(next_steps(fixing.fixed) if not choices.quiet else "")
        return outcome

    try:
        run(context, choices, look, nothing=request.nothing, on_stderr=request.stdin is not None)
    finally:
        for line in (line for text in last if text for line in wrap(text, width_of(sys.stderr))):
            note(line)


def _write_fixed(fixing: "Fixing", request: Request, settings: "Config") -> "Outcome":
    from sup_lint.engine.fixing.writing import WritingError, write

    try:
        write(fixing.changes)
    except WritingError as error:
        raise click.ClickException(str(error)) from None
    return _with_fixes(request.shown(settings, fixing.keys), fixing)


def show_difference(context: click.Context, choices: Choices, request: Request) -> NoReturn:
    """Show what `fix_files` would change, and write nothing.

    Exit code 0: nothing would change. 1: something would. 2: a path does not exist.
    """
    settings = settings_for(choices)
    fixing = watched(partial(_fixing, request), settings, choices)
    _tell_left_alone(fixing)
    _write_difference(fixing, choices)
    outcome = fixing.outcome
    for failure in outcome.report.failures:
        note(f"{failure.path}: {failure.reason}")
    for path in outcome.missing:
        say(f"{path}: this path does not exist")
    if not outcome.report.files:
        note(f"0 files checked: {request.nothing}")
    elif not choices.quiet:
        note(_forecast(fixing))
    if outcome.missing:
        context.exit(_FAILED)
    context.exit(_CHANGES if fixing.changes and not choices.exit_zero else 0)


def _fixing(request: Request, settings: "Config", on_progress: "Progress | None") -> "Fixing":
    from sup_lint.engine.fixing.applying import fix
    from sup_lint.engine.fixing.originals import OnDisk, OnStandardInput

    originals = OnDisk(settings.root) if request.stdin is None else OnStandardInput(*request.stdin)
    return fix(
        partial(request.shown, on_progress=on_progress),
        None if request.whole is request.shown else partial(request.whole, on_progress=on_progress),
        settings,
        originals,
        known=request.known,
        unsafe=request.unsafe,
    )


def _print_fixed(stdin: tuple[str, bytes], fixing: "Fixing", request: Request, settings: "Config") -> "Outcome":
    name, data = stdin
    place = os.path.abspath(name)
    after = next((change.after for change in fixing.changes if change.place == place), data)
    bytes_to_stdout(after)
    if not fixing.changes:
        return _with_fixes(fixing.outcome, fixing)
    from sup_lint.sources.files import rewritten

    with rewritten({place: after}):
        return _with_fixes(request.shown(settings, fixing.keys), fixing)


def _with_fixes(outcome: "Outcome", fixing: "Fixing") -> "Outcome":
    """What is left, with the account of what was fixed."""
    paths = tuple(change.path for change in fixing.changes)
    findings = fixing.without_refused(outcome.report.findings)
    report = outcome.report._replace(findings=findings, fixed=len(fixing.fixed), rewritten=paths)
    return outcome._replace(report=report)


def _tell_left_alone(fixing: "Fixing") -> None:
    for finding, reason in fixing.left_alone:
        note(f"{finding.path}:{finding.region.line}: not fixed: {reason}")


def _write_difference(fixing: "Fixing", choices: Choices) -> None:
    from sup_lint.cli.output import wants_color
    from sup_lint.reporters.paint import write

    if choices.output not in (None, STANDARD_STREAM):
        assert choices.output is not None
        to_file(choices.output, lambda out: write(_lines(fixing), out, color=choices.color == "always"))
    else:
        to_stdout(lambda out: write(_lines(fixing), out, color=wants_color(choices.color, out)))


def _lines(fixing: "Fixing") -> "Iterator[Line]":
    from sup_lint.engine.fixing.difference import difference
    from sup_lint.reporters.glyphs import visible

    for change in fixing.changes:
        for number, line in enumerate(difference(change, fixing.outcome.report.findings, fixing.outcome.in_clear)):
            yield [("strong" if number < 2 else _STYLES.get(line[:1], ""), visible(line))]


def _forecast(fixing: "Fixing") -> str:
    from sup_lint.reporters.summary import count

    if not fixing.changes:
        return "Nothing would be fixed."
    files = count(len(fixing.changes), "file")
    return f"{count(len(fixing.fixed), 'finding')} would be fixed in {files}."
