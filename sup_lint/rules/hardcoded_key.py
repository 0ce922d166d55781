"""A literal key in source code."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import CONSOLE, VARIABLE
from sup_lint.model.finding import Checklist, Confidence, Finding, Related, Severity
from sup_lint.rule import Example, Rule, related

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.literal_keys import LiteralKey
    from sup_lint.analysis.project import Project

_USES = {
    "argument": "is passed as `{name}`",
    "header": "is the value of the header `{name}`",
    "variable": "is assigned to `{name}`",
    "default": "is the default of `{name}`",
    "environment": "is given for `{name}`",
    "comparison": "is compared with `{name}`",
    "return": "is returned by `{name}`",
    "entry": "is the value of `{name}`",
    "comment": "is left in a comment",
    "text": "stands in text, behind `{name}`",
}
_REMEDIES = {
    "default": f"drop the default and let the program stop when {VARIABLE} is missing",
    "environment": f"drop the literal: set {VARIABLE} outside the code, in the deployment's secret store",
    "comparison": "compare with the value from the environment, by hmac.compare_digest",
    "comment": "delete it here",
}


class HardcodedKey(Rule):
    """## What it does

    Reports a Supertone API key that is written into source code: in a call of the SDK, in a header, in a variable or
    setting, as the fallback of an environment variable, in a comparison, in a comment or docstring; also when it
    arrives there under a neutral name, from another module of the project, in pieces, or encoded.

    In a place made for the key (`Supertone(api_key=…)`, `x-sup-api-key`, `SUPERTONE_API_KEY`) any literal of eight
    characters or more counts unless it is a placeholder. Behind a neutral name (`API_KEY`, `key`) a literal counts
    when it looks like a key and the data flow, or the file's own header, host or import, ties it to Supertone.

    ## Why is this bad?

    Whoever can read the file can spend the account's credits: colleagues, contractors, everyone with access to the
    repository, a backup, a container image, or a laptop. Git keeps the key after the line is gone.

    ## What to do instead

    Revoke the key in the console first and issue a new one: what was committed is known. Then read it from the
    environment or a secret manager: `Supertone(api_key=os.environ["SUPERTONE_API_KEY"])`. Let the program stop when
    the variable is missing, without a fallback.

    ## Known limits

    Values that are computed by code outside the project, read from data files, or passed through a queue, a database
    or a callback registry are not followed. Analysis of a file is bounded; when it stops early, the report says so.
    """

    code: ClassVar[str] = "SUP101"
    name: ClassVar[str] = "hardcoded-key"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "a literal key in source code"
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every literal key that isn't part of a URL."""
        from sup_lint.analysis.literal_keys import literal_keys  # noqa: PLC0415 - paid only where a file is analysed

        for literal in literal_keys(file, project):
            if literal.kind != "url":
                yield self._finding(literal)

    def _finding(self, literal: "LiteralKey") -> Finding:
        use = _USES[literal.kind].format(name=_shown(literal.name, literal.value))
        if literal.certain:
            message = f"A Supertone API key is written into the source: it {use}."
        else:
            message = f"What looks like a Supertone API key is written into the source: it {use} in a file that calls Supertone."
        message += " Everyone who can read this file or its history can use the account."
        remedy = _REMEDIES.get(literal.kind, f'read it from the environment: os.environ["{VARIABLE}"]')
        return self.finding(
            literal.file,
            literal.region,
            message,
            help_text=f"Revoke the key at {CONSOLE} and issue a new one; then {remedy}.",
            key=literal.value,
            confidence=Confidence.HIGH if literal.certain else Confidence.MEDIUM,
            related=tuple(_related(literal)),
        )


def _related(literal: "LiteralKey") -> Iterator[Related]:
    for file, region in literal.pieces:
        yield related(file, region, "another piece of the key", literal.value)
    if literal.used_in is not literal.file or not _touches(literal):
        yield related(literal.used_in, literal.used_at, "the key is used here", literal.value)


def _touches(literal: "LiteralKey") -> bool:
    used, written = literal.used_at, literal.region
    return used.line <= written.line <= used.end_line


def _shown(name: str, key: str) -> str:
    return name.replace(key, "…")[:80]
