"""A key in a URL's query string or on a command line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE, HEADER
from sup_lint.model.finding import Checklist, Confidence, Finding, Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class KeyInUrl(Rule):
    """## What it does

    Reports a Supertone API key that is passed in the query string of a URL, or in the arguments of a program that is
    started; whether the key is a literal or comes from the environment.

    ## Why is this bad?

    URLs are written to the access logs of every server and proxy on the way, to browser histories and to error
    reports. Arguments of a program are visible to every user of the machine (`ps`) and land in audit logs.

    ## What to do instead

    Send the key in the header `x-sup-api-key`; the API takes it from nowhere else. Give a program its key in its
    environment or on its standard input (`curl --header @-`). Revoke a key that was sent in a URL.

    ## Known limits

    URLs that are put together by code outside the project are not seen. A literal key in the arguments of a program
    is reported as `hardcoded-key`.
    """

    code: ClassVar[str] = "SUP104"
    name: ClassVar[str] = "key-in-url"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "the key passed in a query string or on a command line"
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every key in a query string, and for keys other than literals on a command line."""
        from sup_lint.analysis.exposures import exposures  # noqa: PLC0415 - paid only where a file is analysed
        from sup_lint.analysis.literal_keys import literal_keys  # noqa: PLC0415

        for literal in literal_keys(file, project):
            if literal.kind == "url":
                yield self.finding(
                    literal.file,
                    literal.region,
                    "A Supertone API key is written into the query string of a URL: into the source, and into the "
                    "log of every server and proxy that sees the request.",
                    help_text=f"Revoke the key at {CONSOLE} and issue a new one; then send it in the header `{HEADER}`, "
                    "read from the environment.",
                    key=literal.value,
                    confidence=Confidence.HIGH if literal.certain else Confidence.MEDIUM,
                )
        for exposure in exposures(file, project):
            if exposure.in_url:
                message = "The Supertone API key is passed in the query string of a URL, which servers and proxies log."
                remedy = f"Send the key in the header `{HEADER}` instead; revoke it if such a URL was ever requested."
            else:
                message = "The Supertone API key is passed on a command line, which every user of the machine can read."
                remedy = "Pass it in the environment of the program, or on its standard input (curl --header @-)."
            yield self.finding(file, exposure.region, message, help_text=remedy)
