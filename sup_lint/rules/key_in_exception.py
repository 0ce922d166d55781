"""The key in the message of an exception."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInException(Rule):
    """## What it does

    Reports a Supertone API key, or headers that carry it, put into an exception: its arguments, the message of an
    `assert`, a note, what a constructor hands to its base class.

    ## Why is this bad?

    An exception's message goes wherever the exception goes: into the log, the error tracker, the terminal of a user,
    often into the reply of a server.

    ## What to do instead

    Say what is wrong without the value: `raise ValueError("SUPERTONE_API_KEY is too short")`. Revoke the key if such
    an exception was ever raised in production.

    ## Known limits

    An attribute of an exception that its message doesn't show is not reported. Exceptions that code outside the project
    makes of its arguments aren't seen.
    """

    code: ClassVar[str] = "SUP304"
    name: ClassVar[str] = "key-in-exception"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "the key or such headers are put into an exception message"
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every exception that is given the key."""
        from sup_lint.analysis.taint.leaks import leaks

        for leak in leaks(file, project):
            if leak.sink.kind == "exception":
                what = (
                    "Headers with the Supertone API key in them are" if leak.in_headers else "The Supertone API key is"
                )
                yield self.leak_finding(
                    leak,
                    project,
                    f"{what} put into an exception, whose message goes to logs, error trackers and users.",
                    help_text="Say what is wrong without the value; revoke the key if this was ever raised where others "
                    "can read it.",
                )
