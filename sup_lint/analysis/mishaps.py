"""What goes wrong with one file stays with that file: a bug of ours, or work that never comes to an end."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sup_lint.analysis.lowering import ParseError
from sup_lint.analysis.patience import OutOfPatienceError, bounded
from sup_lint.model.report import Failure

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.program import Program
    from sup_lint.analysis.project import Project

# Processor seconds for one file: a hundred times what the largest module of the standard library takes.
PATIENCE = 60.0
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Mishap(NamedTuple):
    """What went wrong, as a sentence without a subject; `is_own` says that the fault is not the file's."""

    reason: str
    is_own: bool


def tried(work: Callable[[], None]) -> Mishap | None:
    """Do some work on a file; give what went wrong, or None. Raises what is meant for the run as a whole: an interrupt,
    or what git complains of."""
    from sup_lint.sources.git.command import GitError

    try:
        with bounded(PATIENCE):
            work()
    except OutOfPatienceError:
        return Mishap(f"took more than {PATIENCE:.0f} seconds to analyse", is_own=False)
    except GitError:
        raise
    except Exception as error:
        told = f"{type(error).__name__}{_place(error)}"
        return Mishap(f"could not be analysed, since sup-lint itself failed ({told})", is_own=True)
    return None


def give_program(file: "AnalysedFile", lowering: "Callable[[str, str, str], Program | None]") -> Failure | None:
    """Lower a file with `lowering`; where that fails, the file has no program, and this is why."""
    refused: list[ParseError] = []

    def lowered() -> None:
        try:
            file.program = lowering(file.path, file.text, file.language)
        except ParseError as error:
            refused.append(error)

    mishap = tried(lowered)
    if mishap is not None:
        return Failure(file.path, f"{mishap.reason}; it was checked as text only", mishap.is_own)
    if refused:
        return Failure(file.path, f"could not be parsed ({refused[0]}); it was checked as text only")
    return None


def ask(file: "AnalysedFile", project: "Project", look: Callable[[], None]) -> None:
    """Let `look` look at a file. If that fails, the file has no program any more, and is looked at as text.

    What went wrong is noted as the file's failure.
    """
    mishap = tried(look)
    if mishap is None:
        return
    rest = "it was not checked to the end"
    if file.program is not None:
        file.program = None
        if tried(look) is None:
            rest = "it was checked as text only"
    project.failures[file.path] = Failure(file.path, f"{mishap.reason}; {rest}", mishap.is_own)


def _place(error: BaseException) -> str:
    """Where in this package an error came from. What the error itself says may hold anything, and is not shown."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        file = os.path.abspath(trace.tb_frame.f_code.co_filename)
        if file.startswith(_PACKAGE + os.sep):
            place = f" at {os.path.relpath(file, os.path.dirname(_PACKAGE))}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
