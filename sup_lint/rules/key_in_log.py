"""The key in a log call, in printed text, in telemetry."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInLog(Rule):
    """## What it does

    Reports a Supertone API key that reaches something people read: logging in all its forms, print and its friends,
    warnings, telemetry such as Sentry and OpenTelemetry, a Streamlit page, a file opened as a log. The key is
    followed from where it is read (the environment, a secret store, a parameter or setting that is named after it, a
    value that the code sends as `x-sup-api-key`) through variables, functions, attributes and modules of the project.

    ## Why is this bad?

    Logs are copied to more places than any other data: files, collectors, dashboards, tickets, chats. All who read
    them can spend the account's credits, and a key can't be taken out of a log again.

    ## What to do instead

    Leave the key out: log whether it is set, or its first four characters. If such a line ever ran in production,
    revoke the key in the console and issue a new one.

    ## Known limits

    What libraries outside the project do with a value isn't known: an unknown function is taken to hide the key.
    Callers of a function are followed to a limited depth. Up to four characters of a key are no finding, at either end
    (`visible-characters`). Redaction by a handler or filter of the logging system isn't taken into account.
    """

    code: ClassVar[str] = "SUP301"
    name: ClassVar[str] = "key-in-log"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "the key reaches a log, print, console, warning or telemetry call"
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every call that writes the key where people read it."""
        from sup_lint.analysis.taint.leaks import leaks

        for leak in leaks(file, project):
            if leak.sink.kind == "log" and not leak.in_headers:
                yield self.leak_finding(
                    leak,
                    project,
                    f"The Supertone API key is written to {leak.sink.channel}.",
                    help_text="Leave the key out of it, or show no more than its first four characters; revoke the key "
                    "if this ever ran where others can read it.",
                )
