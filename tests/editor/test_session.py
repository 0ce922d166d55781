"""Checks keep pace with typing: the newest text counts, and nothing that hangs holds up the rest."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from lsprotocol.types import PositionEncodingKind, TextDocumentContentChangeWholeDocument

from sup_lint.editor.process import OVERDUE, Analysis
from sup_lint.editor.requests import Answer, Check, Checked, Failed, Request, Silence
from sup_lint.editor.session import Pace, Session
from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.region import Region
from sup_lint.model.severity import Severity

QUICK = Pace(typing=0.01, others=0.02, limit=5.0, outdated=0.02, answer=2.0)


def finding(path: str, line: int = 1) -> Finding:
    region = Region(line, 1, line, 2)
    return Finding("SUP101", "hardcoded-key", Severity.ERROR, Confidence.HIGH, "M.", path, region, Checklist.SOURCE)


class Fake(Analysis):
    """Finds something in each line `leak PATH`; hangs at the word `hang` until it is ended."""

    def __init__(self) -> None:
        super().__init__(1.0)
        self.asked: list[tuple[str, str]] = []
        self.answers: dict[str, Answer] = {}
        self.ended = asyncio.Event()

    async def ask(self, request: Request) -> Answer:
        assert isinstance(request, Check)
        text = request.texts[request.path]
        self.asked.append((request.path, text))
        self.ended.clear()
        if text == "hang":
            await self.ended.wait()
            return Failed("ended")
        if text in self.answers:
            return self.answers[text]
        lines = enumerate(text.splitlines(), 1)
        return Checked(tuple(finding(line.split()[1], number) for number, line in lines if line.startswith("leak")))

    def end(self) -> None:
        self.ended.set()


class Told:
    """A session and what it told."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.complaints: list[str] = []
        self.fake = Fake()
        self.session = Session(self.shown.append, self.complaints.append, QUICK, self.fake)

    def open(self, name: str, text: str) -> None:
        self.session.documents.open(f"file://{name}", name, text, 1)
        self.session.check(f"file://{name}", spreads=True)

    def type(self, name: str, text: str) -> None:
        change = TextDocumentContentChangeWholeDocument(text)
        self.session.documents.change(f"file://{name}", 2, [change], PositionEncodingKind.Utf16)
        self.session.check(f"file://{name}", QUICK.typing, spreads=True)

    def lines(self, name: str) -> list[int]:
        return [each.region.line for each in self.session.findings_at(name)]

    async def settle(self, name: str) -> None:
        assert await self.session.settled(f"file://{name}") is not None


def run(scenario: Callable[[Told], Awaitable[Any]]) -> None:
    async def within() -> None:
        told = Told()
        try:
            await scenario(told)
        finally:
            await told.session.close_down()

    asyncio.run(asyncio.wait_for(within(), 30))


def test_of_several_versions_typed_at_once_the_last_is_checked() -> None:
    async def scenario(told: Told) -> None:
        told.open("/a", "one")
        for number in range(5):
            told.type("/a", f"leak /a {number}")
        await told.settle("/a")
        assert told.fake.asked[-1] == ("/a", "leak /a 4")
        assert len(told.fake.asked) == 1
        assert told.lines("/a") == [1]

    run(scenario)


def test_a_check_of_a_text_that_has_changed_since_is_given_up() -> None:
    async def scenario(told: Told) -> None:
        told.open("/a", "hang")
        await asyncio.sleep(0.01)
        told.type("/a", "leak /a")
        await told.settle("/a")
        assert [text for _, text in told.fake.asked] == ["hang", "leak /a"]
        assert (told.lines("/a"), told.complaints) == ([1], [])

    run(scenario)


def test_another_document_is_checked_again_since_it_may_depend_on_what_was_typed() -> None:
    async def scenario(told: Told) -> None:
        told.open("/a", "a")
        told.open("/b", "b")
        await told.settle("/a")
        await told.settle("/b")
        await asyncio.sleep(0.2)
        told.fake.asked.clear()
        told.type("/a", "aa")
        await asyncio.sleep(0.2)
        assert told.fake.asked == [("/a", "aa"), ("/b", "b")]
        told.session.close("file:///a")
        await asyncio.sleep(0.2)
        assert told.fake.asked[2:] == [("/b", "b")]

    run(scenario)


def test_findings_elsewhere_are_shown_while_a_document_that_leads_to_them_is_open() -> None:
    async def scenario(told: Told) -> None:
        told.open("/a", "leak /config")
        told.open("/b", "leak /config\nleak /b")
        await told.settle("/a")
        await told.settle("/b")
        assert (told.lines("/config"), told.lines("/b")) == ([1], [2])
        told.session.close("file:///a")
        assert told.lines("/config") == [1]
        told.shown.clear()
        told.session.close("file:///b")
        assert (told.lines("/config"), sorted(told.shown)) == ([], ["/b", "/config"])
        told.open("/config", "mended")
        told.open("/b", "leak /config")
        await told.settle("/config")
        await told.settle("/b")
        assert told.lines("/config") == []  # what is open knows best

    run(scenario)


def test_what_takes_too_long_is_told_once_and_not_tried_at_every_keystroke() -> None:
    async def scenario(told: Told) -> None:
        told.fake.answers = {"slow": OVERDUE, "slower": OVERDUE}
        told.open("/big.py", "slow")
        await told.settle("/big.py")
        told.type("/big.py", "slower")
        await asyncio.sleep(0.1)
        assert [text for _, text in told.fake.asked] == ["slow"]
        told.session.check("file:///big.py")
        await told.settle("/big.py")
        assert told.complaints == ["big.py takes too long to check, and is not checked while you type"]

    run(scenario)


def test_a_crash_ends_one_check_and_settings_that_are_wrong_are_told_once() -> None:
    async def scenario(told: Told) -> None:
        told.fake.answers = {"crash": Failed("ValueError"), "x": Checked(problem="sup-lint.toml: is not valid")}
        told.open("/a", "leak /a")
        await told.settle("/a")
        told.type("/a", "crash")
        await told.settle("/a")
        assert told.lines("/a") == []
        for text in ("x", "leak /a", "x"):
            told.type("/a", text)
            await told.settle("/a")
        assert told.complaints == ["sup-lint.toml: is not valid"]
        told.session.check_all()
        await asyncio.sleep(0.1)
        assert len(told.complaints) == 2

    run(scenario)


def test_a_question_about_a_document_that_is_closed_meanwhile_or_hangs_has_no_answer() -> None:
    async def scenario(told: Told) -> None:
        assert await told.session.settled("file:///none") is None
        told.open("/a", "hang")
        asking = asyncio.create_task(told.session.settled("file:///a"))
        await asyncio.sleep(0.01)
        assert await asking is None

    run(scenario)


def test_the_process_is_ended_at_the_limit_and_another_one_answers() -> None:
    async def scenario() -> None:
        analysis = Analysis(0.001)
        assert await analysis.ask(Check("/a.py", {"/a.py": ""}, Session(print, print).overrides)) == OVERDUE
        analysis = Analysis(60)
        # What is asked here makes no sense: the process answers all the same, and says nothing of what it was.
        assert await analysis.ask(Silence("/a.py", "", finding("/a.py", 9))) == Failed("IndexError")
        asking = asyncio.create_task(analysis.ask(Check("/a.py", {"/a.py": ""}, Session(print, print).overrides)))
        await asyncio.sleep(0)
        asking.cancel()
        assert await analysis.ask(Silence("/a.py", "", finding("/a.py", 9))) == Failed("IndexError")
        analysis.end()
        await analysis.wait()

    asyncio.run(asyncio.wait_for(scenario(), 120))
