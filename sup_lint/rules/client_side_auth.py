"""A client that sends the key itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.client.key_requests import KeyRequest
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class ClientSideAuth(Rule):
    """## What it does

    Reports code that is shipped to clients and sends the Supertone key: with `fetch`, axios, XMLHttpRequest or another
    client, in the header `x-sup-api-key` or in another one to Supertone's host, or through the SDK
    (`new Supertone`, `new SupertoneCore`). Each request is reported once, at the key.

    A key that was written there is reported as `key-in-client-code`, one from a published variable as
    `public-env-key`; what is left for this rule are keys from anywhere else: a variable of the build, a global of the
    page, a property that the server fills, a reply of the server's.

    ## Why is this bad?

    What a client sends, it has: everyone can read the header in the browser's network panel, and take the key from
    there. The SDK runs in browsers without a warning.

    ## What to do instead

    Send the request to a server of yours, without the key. The server reads the key from its environment, calls
    Supertone, and gives back the audio; it can ask who is there, and count.

    ## How severe it is

    An error, unless one of these makes it a warning:

    - The key is the user's own, typed into the page or kept in the user's browser or phone. Nobody else's key is lost,
      but scripts of others in the page, extensions, and whoever uses the browser next can read it. Sending it to a
      server of yours in that header is no better: keep it there, in the user's session, and send it once.
    - It is not sure that the file is shipped to clients.

    ## Known limits

    A key in the body of a request is not reported. Keys that are handed through a store, a context or an event may be
    reported as errors although a user has typed them.
    """

    code: ClassVar[str] = "SUP203"
    name: ClassVar[str] = "client-side-auth"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.CLIENT
    summary: ClassVar[str] = "client code sends the key header or builds the SDK client with a key it holds"
    valid: ClassVar[tuple[Example, ...]] = ()
    invalid: ClassVar[tuple[Example, ...]] = ()

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every request of a client's with the key, and for every SDK client that it makes."""
        from sup_lint.analysis.client.key_requests import key_requests

        for request in key_requests(file, project):
            yield self.finding(
                file,
                request.region,
                _message(request),
                help_text=_remedy(request),
                severity=Severity.WARNING if request.is_users_own or not request.why.sure else None,
                confidence=Confidence.HIGH if request.why.sure else Confidence.MEDIUM,
                is_code=True,
            )


def _message(request: "KeyRequest") -> str:
    sends = f"sends the Supertone key in `{request.header}`" if request.header else "gives the Supertone key to the SDK"
    why = f"the file {request.why.reason}"
    if request.is_users_own:
        return (
            f"Code that is shipped to clients {sends}: {why}. The key is the user's own, but every script of the page "
            "or app, and everyone who uses the device, can read it."
        )
    return (
        f"Code that is shipped to clients {sends}: {why}. Everyone who {request.why.audience} can read the key from "
        "the request."
    )


def _remedy(request: "KeyRequest") -> str:
    if request.is_users_own:
        return (
            "Let the user hand the key over once to a server of yours that keeps it with the user's session and calls "
            "Supertone; if the client must keep it, say so to the user and never write it to localStorage."
        )
    return (
        "Call a server of yours instead, without the key, and let it read SUPERTONE_API_KEY from its environment and "
        "send the request. Revoke the key if clients ever got it."
    )
