"""One client's session: what it has open, what was found there, and when it is looked for again."""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from sup_lint.editor.documents import Document, Documents
from sup_lint.editor.process import OVERDUE, Analysis
from sup_lint.editor.requests import Answer, Check, Checked, Failed
from sup_lint.model.finding import Finding
from sup_lint.overrides import Overrides

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things may take, in seconds.

    A document is checked `typing` after the last change, the other open ones, which may depend on it, `others` after
    it. A check may take `limit`, and one of a text that has changed since only `outdated` more. A request for what was
    found waits for `answer` at most.
    """

    typing: float = 0.2
    others: float = 1.0
    limit: float = 20.0
    outdated: float = 2.0
    answer: float = 10.0


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one revision of a document, by the paths that it was found at."""

    revision: int
    findings: Mapping[str, tuple[Finding, ...]]


class Session:
    """Checks what is open, one document after the other, the newest text of each.

    `show` is called with a path whose findings may have changed, `complain` with a sentence for the user; both in the
    event loop.
    """

    def __init__(
        self,
        show: Callable[[str], None],
        complain: Callable[[str], None],
        pace: Pace | None = None,
        analysis: Analysis | None = None,
    ) -> None:
        self.documents = Documents()
        self.overrides = Overrides()
        self.pace = pace or Pace()
        self.analysis = analysis or Analysis(self.pace.limit)
        self._show = show
        self._complain = complain
        self._complained: set[str] = set()
        self._results: dict[str, Result] = {}
        self._due: dict[str, float] = {}
        self._spreading: set[str] = set()
        self._slow: set[str] = set()
        self._running: str | None = None
        self._changed = asyncio.Event()
        self._done = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None
        self._first: asyncio.Task[Answer] | None = None

    def warm_up(self, folder: str) -> None:
        """Have the analysing process started, with what it needs for most files imported, before it is waited for."""
        place = os.path.join(folder, "unsaved.py")
        asked = Check(place, {place: "import supertone\n"}, self.overrides)
        self._first = asyncio.create_task(self.analysis.ask(asked))

    def check(self, uri: str, delay: float = 0.0, *, spreads: bool = False) -> None:
        """Check a document after a delay in seconds, and then the other ones if it `spreads`."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())
        if uri in self._slow and delay:
            delay = max(delay, self.pace.limit)
        self._due[uri] = asyncio.get_running_loop().time() + delay
        if spreads:
            self._spreading.add(uri)
        if self._running == uri:
            asyncio.get_running_loop().call_later(self.pace.outdated, self._give_up, uri, self._results.get(uri))
        self._changed.set()

    def check_all(self) -> None:
        """Check every open document again: settings, or files on the disk, have changed."""
        self._complained.clear()
        for document in self.documents:
            self.check(document.uri)

    def close(self, uri: str) -> None:
        """Forget a document and what was found there."""
        document = self.documents.close(uri)
        self._due.pop(uri, None)
        self._spreading.discard(uri)
        self._slow.discard(uri)
        result = self._results.pop(uri, None)
        for path in {*(result.findings if result is not None else ()), *((document.path,) if document else ())}:
            self._show(path)
        self._check_others(uri)  # they see the file on the disk again

    def findings_at(self, path: str) -> list[Finding]:
        """What is known of a path: from its own check if it is open, otherwise from those of the open documents."""
        document = self.documents.at(path)
        if document is not None:
            own = self._results.get(document.uri)
            return list(own.findings.get(path, ())) if own is not None else []
        found: dict[tuple[object, ...], Finding] = {}
        for result in self._results.values():
            for finding in result.findings.get(path, ()):
                found.setdefault((finding.code, finding.region), finding)
        return sorted(found.values(), key=lambda finding: finding.position)

    async def settled(self, uri: str) -> tuple[Document, list[Finding]] | None:
        """A document and what was found in this very version of it; None if that can't be had in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.pace.answer), self._done:
                while (document := self.documents.get(uri)) is not None:
                    result = self._results.get(uri)
                    if result is not None and result.revision == document.revision:
                        return document, list(result.findings.get(document.path, ()))
                    if self._running != uri:
                        self.check(uri)
                        self._due[uri] = 0.0  # before all others
                    await self._done.wait()
        return None

    def end(self) -> None:
        """Stop checking."""
        if self._task is not None:
            self._task.cancel()
        self.analysis.end()

    async def close_down(self) -> None:
        """Stop checking, and see the analysing process out."""
        self.end()
        await self.analysis.wait()

    async def _work(self) -> None:
        while True:
            uri = await self._next()
            document = self.documents.get(uri)
            if document is None:
                continue
            self._running = uri
            answer = await self.analysis.ask(Check(document.path, self.documents.texts(), self.overrides))
            self._running = None
            latest = self.documents.get(uri)
            if latest is None or latest.revision != document.revision:
                continue  # closed, or due again
            try:
                self._judge(document, answer)
            except Exception as error:  # one document must not end the checks of all
                _LOG.warning("findings could not be shown: %s", type(error).__name__)
            async with self._done:
                self._done.notify_all()

    def _judge(self, document: Document, answer: Answer) -> None:
        self._slow.discard(document.uri)
        if isinstance(answer, Checked):
            self._take(document, answer)
            return
        if answer == OVERDUE:
            self._slow.add(document.uri)
            self.complain(
                f"{os.path.basename(document.path)} takes too long to check, and is not checked while you type"
            )
        elif isinstance(answer, Failed):
            _LOG.warning("a document could not be checked: %s", answer.kind)
        self._take(document, Checked())

    async def _next(self) -> str:
        """The document that is due next, once it is."""
        while True:
            self._changed.clear()
            if self._due:
                uri = min(self._due, key=self._due.__getitem__)
                left = self._due[uri] - asyncio.get_running_loop().time()
                if left <= 0:
                    del self._due[uri]
                    return uri
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), left)
            else:
                await self._changed.wait()

    def _take(self, document: Document, answer: Checked) -> None:
        if answer.problem:
            self.complain(answer.problem)
        by_path: dict[str, tuple[Finding, ...]] = {document.path: ()}
        for finding in answer.findings:
            by_path[finding.path] = (*by_path.get(finding.path, ()), finding)
        before = self._results.get(document.uri)
        self._results[document.uri] = Result(document.revision, by_path)
        for path in {*by_path, *(before.findings if before is not None else ())}:
            self._show(path)
        if document.uri in self._spreading:
            self._spreading.discard(document.uri)
            self._check_others(document.uri)

    def _check_others(self, uri: str) -> None:
        for other in self.documents:
            if other.uri != uri and other.uri not in self._due:
                self.check(other.uri, self.pace.others)

    def complain(self, sentence: str) -> None:
        """Tell the user something, once until settings change."""
        if sentence not in self._complained:
            self._complained.add(sentence)
            self._complain(sentence)

    def _give_up(self, uri: str, before: Result | None) -> None:
        """End the check of a text that has changed since, if it is still at it."""
        if self._running == uri and self._results.get(uri) is before and uri in self._due:
            self.analysis.end()
