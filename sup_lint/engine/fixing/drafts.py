"""The files as fixes would leave them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sup_lint.engine.fixing.originals import Originals, RefusalError
from sup_lint.engine.fixing.text import Edited, EditError, clash, edited, stretch
from sup_lint.model.finding import Finding
from sup_lint.model.fix import Addition, Edit, Fix
from sup_lint.model.region import Region
from sup_lint.sources.encoding import encode
from sup_lint.sources.reading import decode


class Change(NamedTuple):
    """A file as it was (None if there was none) and as it shall be.

    `path` is as the report names it, `place` absolute and without links.
    """

    path: str
    place: str
    before: bytes | None
    after: bytes


class Draft(NamedTuple):
    """The files that some fixes have changed, by their places: their new bytes and where everything went.

    `faults` says of each file that could not be changed why not.
    """

    contents: Mapping[str, bytes]
    edited: Mapping[str, Edited]
    faults: Mapping[str, str]

    def moved(self, place: str, region: Region) -> Region:
        """Where a region of a file is now."""
        return self.edited[place].moved(region) if place in self.edited else region


class Drafts:
    """What the files hold after the rounds of fixing so far; `texts` are those that the check saw.

    A file that has changed since then is refused.
    """

    def __init__(self, originals: Originals, texts: Mapping[str, str]) -> None:
        self._originals = originals
        self._texts = {originals.place(path): text for path, text in texts.items()}
        self._before: dict[str, bytes | None] = {}
        self._now: dict[str, bytes] = {}
        self._paths: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._decoded: dict[str, str] = {}
        self._refused: dict[str, str] = {}

    def place(self, path: str) -> str:
        """The absolute path of the file that a report names `path`."""
        return self._originals.place(path)

    def touched(self, fix: Fix) -> set[str]:
        """The places of the files that a fix changes."""
        return set(map(self.place, _paths(fix)))

    def refusal(self, fix: Fix) -> str:
        """Why a fix can't be made, with the name of the file; empty if it can."""
        for path in _paths(fix):
            place = self._load(path)
            if place in self._refused:
                return f"{path} {self._refused[place]}"
        for edit in fix.edits:
            try:
                stretch(edit, self._text(self.place(edit.path)))
            except EditError as error:
                return f"{edit.path} {error}"
        return ""

    def compatible(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the findings, the earlier ones first, whose fixes can be made at once."""
        taken: dict[str, set[Edit]] = {}
        chosen: list[Finding] = []
        for finding in findings:
            fix = finding.fix
            assert fix is not None
            if all(self._fits(edit, taken.get(self.place(edit.path), set())) for edit in fix.edits):
                chosen.append(finding)
                for edit in fix.edits:
                    taken.setdefault(self.place(edit.path), set()).add(edit)
        return chosen

    def _fits(self, edit: Edit, taken: set[Edit]) -> bool:
        if edit in taken:
            return True
        text = self._text(self.place(edit.path))
        mine = stretch(edit, text)
        return not any(clash(mine, stretch(each, text)) for each in taken if _may_clash(each.region, edit.region))

    def draft(self, findings: Sequence[Finding]) -> Draft:
        """The files with the fixes of some findings made in them, on top of the rounds before."""
        edits: dict[str, list[Edit]] = {}
        additions: dict[str, list[Addition]] = {}
        for finding in findings:
            assert finding.fix is not None
            for edit in finding.fix.edits:
                edits.setdefault(self.place(edit.path), []).append(edit)
            for addition in finding.fix.additions:
                additions.setdefault(self.place(addition.path), []).append(addition)
        contents: dict[str, bytes] = {}
        made: dict[str, Edited] = {}
        faults: dict[str, str] = {}
        for place in sorted({*edits, *additions}):
            data, text = self.data(place), self._text(place)
            try:
                new = edited(text, edits.get(place, ()), additions.get(place, ()))
            except EditError as error:
                faults[place] = str(error)
                continue
            written = encode(new.text, data) if new.text != text else data
            if written is None:
                faults[place] = "could not be written in the encoding that it has"
                continue
            made[place] = new
            contents[place] = written
        return Draft(contents, made, faults)

    def accept(self, draft: Draft) -> None:
        """Take a draft for what the files hold from now on."""
        self._now.update(draft.contents)
        for place in draft.contents:
            self._decoded.pop(place, None)

    def visible(self, draft: Draft | None = None) -> dict[str, bytes]:
        """The new bytes of all files, by every absolute path that the report may name them by."""
        contents = {**self._now, **(draft.contents if draft is not None else {})}
        return contents | {alias: contents[place] for alias, place in self._aliases.items() if place in contents}

    def path(self, place: str) -> str:
        """How the report names a file."""
        return self._paths.get(place, place)

    def data(self, place: str) -> bytes:
        """The bytes of a file as the rounds so far have left it."""
        return self._now.get(place, self._before.get(place) or b"")

    def changes(self) -> tuple[Change, ...]:
        """All files that differ from what they were, in the order of their paths."""
        found = [Change(self._paths[place], place, self._before[place], data) for place, data in self._now.items()]
        return tuple(sorted(change for change in found if change.before != change.after))

    def _load(self, path: str) -> str:
        place = self.place(path)
        self._aliases[os.path.abspath(path)] = place
        if place not in self._paths:
            self._paths[place] = path
            try:
                data = self._originals.read(path)
            except RefusalError as refusal:
                self._refused[place] = str(refusal)
                return place
            self._before[place] = data
            if place in self._texts and (data is None or decode(data) != self._texts[place]):
                self._refused[place] = "changed while it was checked"
        return place

    def _text(self, place: str) -> str:
        if place not in self._decoded:
            self._decoded[place] = decode(self.data(place))
        return self._decoded[place]


def _paths(fix: Fix) -> list[str]:
    return [*(edit.path for edit in fix.edits), *(addition.path for addition in fix.additions)]


def _may_clash(one: Region, other: Region) -> bool:
    """Whether the lines of two regions touch: only then is it worth counting characters."""
    return one.line <= other.end_line and other.line <= one.end_line
