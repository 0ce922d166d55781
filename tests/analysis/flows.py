"""Small projects, and what the data flow says that the arguments of `sink(…)` in them hold."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.program import Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.taint.leaks import key_sources

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow
    from sup_lint.analysis.dataflow.values import Values


@dataclass(frozen=True)
class Held:
    """What all the sinks of `main.py` hold together."""

    values: list[object]
    origins: set[str]  # the source text of the literals that the values are made from
    exact: bool
    exhausted: bool


@dataclass(frozen=True)
class Case:
    """One source, or several by their paths, and the constants that reach `sink(…)` in `main.py`.

    Without `origins` the values are literals, and their own origins. `loaded` are further files that the run checks.
    """

    source: str | Mapping[str, str]
    values: list[object]
    origins: list[str] | None = None
    loaded: list[str] = field(default_factory=list)

    def check(self, folder: Path) -> None:
        """Write the files and compare."""
        found = held(folder, self.source, self.loaded)
        assert sorted(map(repr, set(found.values))) == sorted(map(repr, self.values))
        assert found.origins == set(map(repr, self.values) if self.origins is None else self.origins)
        assert not found.exhausted


def held(
    folder: Path, source: str | Mapping[str, str], loaded: list[str] | None = None, *, is_close: bool = False
) -> Held:
    """Evaluate the first argument of every `sink(…)` of `main.py` (or `.js`, `.ts`).

    `loaded` files are analysed before. With `is_close` tests are decided and the order of changes is kept, as where a
    secret is followed.
    """
    files = {"main.py": source} if isinstance(source, str) else source
    main = next(name for name in files if name.startswith("main."))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def work() -> Held:
        project = Project(str(folder), lambda place: os.path.relpath(place, folder))
        for name in loaded or ():
            project.add(str(folder / name), files[name].encode())
        program = project.add(str(folder / main), files[main].encode()).program
        assert program is not None, project.failures
        return _gathered(project, program, _close_flow(project) if is_close else project.flow)

    return with_deep_stack(work)


def _close_flow(project: Project) -> "Flow":
    sources = key_sources(project)
    sources.learn()
    sources.flow.start()
    return sources.flow


def _gathered(project: Project, program: Program, flow: "Flow") -> Held:
    results: list[Values] = []
    exhausted = False
    for call in project.scopes(program).calls["sink"]:
        results.append(flow.evaluate(call.arguments[0].value, flow.frame(program)))
        exhausted = exhausted or flow.exhausted
    constants = [constant for values in results for constant in values.constants()]
    origins = {origin.literal.raw for constant in constants for origin in constant.origins}
    is_exact = all(values.exact for values in results)
    return Held([constant.value for constant in constants], origins, is_exact, exhausted)
