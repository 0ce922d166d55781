"""Small projects, and the sinks that are found in them, told in one line each."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.project import Project
from sup_lint.analysis.sinks.finder import sinks
from sup_lint.analysis.sinks.sink import Sink
from sup_lint.model.region import Region


@dataclass(frozen=True)
class Case:
    """A source, or several by their paths, and the sinks of `main.py` (or `main.ts`).

    A sink is told as `a log: 'text', key, extra?`, with `?` behind what may be written and `!` behind what is written
    with its attributes; `+ caught` stands at the end where the exception being handled is written, too.
    """

    source: str | Mapping[str, str]
    found: tuple[str, ...]

    def check(self, folder: Path) -> None:
        """Write the files and compare."""
        assert [told for _, told in told_sinks(folder, self.source)] == list(self.found)


def case(source: str | Mapping[str, str], *found: str) -> Case:
    """A case with these sinks, in source order."""
    return Case(source, found)


def told_sinks(folder: Path, source: str | Mapping[str, str]) -> list[tuple[Sink, str]]:
    """The sinks of `main.py` (or `main.ts`), each with its line."""
    files = {"main.py": source} if isinstance(source, str) else source
    main = next(name for name in files if name.startswith("main."))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def work() -> list[tuple[Sink, str]]:
        project = Project(str(folder), lambda place: os.path.relpath(place, folder))
        program = project.add(str(folder / main), files[main].encode()).program
        assert program is not None, project.failures
        return [(sink, _told(sink, files[main])) for sink in sinks(program, project)]

    return with_deep_stack(work)


def _told(sink: Sink, text: str) -> str:
    written = ", ".join(
        _spelled(each.value.region, text) + "?" * (not each.sure) + "!" * each.deep for each in sink.written
    )
    line = f"{sink.channel}: {written}".rstrip() if written else sink.channel
    return line + " + caught" * sink.caught


def _spelled(region: Region, text: str) -> str:
    lines = text.split("\n")[region.line - 1 : region.end_line]
    lines[-1] = lines[-1][: region.end_column - 1]
    lines[0] = lines[0][region.column - 1 :]
    return "\n".join(lines)
