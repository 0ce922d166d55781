"""A key in clear in what is shipped to clients."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Checklist, Confidence, Finding, Related
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule, related

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_keys import LiteralKey
    from sup_lint.analysis.project import Project


class KeyInClientCode(Rule):
    """## What it does

    Reports a Supertone API key written into code that is shipped to clients: pages and single-page apps, browser
    extensions, mobile and desktop apps, and their built bundles.

    ## Why is this bad?

    Whoever opens the page or installs the app has the file, and so the key. Minifying hides nothing: the header's name
    stands beside the key.

    ## What to do instead

    Let the client ask a server of yours, and let that server send the key: it reads it from its environment. Revoke a
    key that was shipped; there is no taking it back.

    ## Known limits

    Whether a file is shipped to clients is told from the project: its dependencies, its folders and its imports.
    """

    code: ClassVar[str] = "SUP201"
    name: ClassVar[str] = "key-in-client-code"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = "a literal key in client-side source, a built bundle, a source map or a package"
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every literal key in a file that is shipped to clients."""
        from sup_lint.analysis.client.shipping import shipped_at
        from sup_lint.analysis.literal_keys import literal_keys

        for literal in literal_keys(file, project):
            why = shipped_at(literal.file, literal.region, project)
            if why is not None and literal.used_in is literal.file and literal.kind not in {"comment", "text"}:
                why = shipped_at(literal.file, literal.used_at, project)  # what only a loader uses stays with it
            if why is not None:
                yield self.finding(
                    literal.file,
                    literal.region,
                    f"A Supertone API key is written into code that is shipped to clients: the file {why.reason}. "
                    f"Everyone who {why.audience} can take the key.",
                    help_text=f"Revoke the key at {CONSOLE} and issue a new one for a server of yours; let the client "
                    "call that server, and the server send the key.",
                    key=literal.value,
                    confidence=Confidence.HIGH if literal.certain and why.sure else Confidence.MEDIUM,
                    related=tuple(_related(literal)),
                )


def _related(literal: "LiteralKey") -> Iterator[Related]:
    """Where the key of built code comes from, and where it is used if that is another file."""
    if literal.original is not None:
        yield related(*literal.original, "the original, as the source map tells", literal.value)
    for file, region in literal.pieces:
        yield related(file, region, "another piece of the key", literal.value)
    if literal.used_in is not literal.file:
        yield related(literal.used_in, literal.used_at, "the key is used here", literal.value)
