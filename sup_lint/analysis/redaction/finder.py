"""Finds the redaction lists and filters of a project that hide other credentials and not the Supertone key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.program import Program
from sup_lint.analysis.project import Project

if TYPE_CHECKING:
    from sup_lint.analysis.redaction.incomplete import Incomplete

_COOKIES = frozenset({"cookie", "set-cookie", "cookies"})
# Both must occur in a file with such a list, so that others cost nothing.
_CREDENTIAL = re.compile(r"authorization|cookie|api[\\]?[-_. ]|apikey|token|secret|passw|x-sup", re.IGNORECASE)
_HINT = re.compile(
    r"redact|mask|scrub|saniti[sz]|sensitiv|hidden|hide|secret|censor|obfuscat|filter|deny|blocklist|blacklist|safe"
    r"|clean|confidential|anonymi|\*\*|xxx|debug|log|before_?send|beforepersist|afterrecord",
    re.IGNORECASE,
)
_FARTHEST = 3
_MOST_MODULES = 40


@dataclass(frozen=True, slots=True)
class Gap:
    """A list, pattern or comparison in `file` that hides `others`, and not the key."""

    file: AnalysedFile
    incomplete: "Incomplete"


def gaps(file: AnalysedFile, project: Project) -> Iterator[Gap]:
    """Yield the gaps in the redaction of `file`, and, where it is Supertone code, of the modules that it imports."""
    if file.program is None:
        return
    seen: set[int] = set()
    for program in _inspected(file, file.program, project):
        where = project.file_of(program)
        if not _may_redact(where.text):
            continue
        from sup_lint.analysis.redaction.judgement import Judge

        for incomplete in Judge(program, project).incomplete():
            if id(incomplete.node) not in seen:
                seen.add(id(incomplete.node))
                # A filter for cookies alone is no list of credentials.
                if not {name.lower() for name in incomplete.others} <= _COOKIES:
                    yield Gap(project.file_of(incomplete.program), incomplete)


def _may_redact(text: str) -> bool:
    return _CREDENTIAL.search(text) is not None and _HINT.search(text) is not None


def _inspected(file: AnalysedFile, program: Program, project: Project) -> Iterator[Program]:
    if file.is_tied:
        yield program
        yield from (module for module in _reached(program, project, lexical=True))
    elif _may_redact(file.text) and any(
        project.file_of(module).is_tied for module in _reached(program, project, lexical=False)
    ):
        yield program


def _reached(program: Program, project: Project, *, lexical: bool) -> Iterator[Program]:
    """The project's programs that a program imports, directly or through others, nearest first.

    With `lexical` a module is parsed only where its text may hold a redaction.
    """
    known = {id(program)}
    frontier = [program]
    for _ in range(_FARTHEST):
        following: list[Program] = []
        for importer in frontier:
            for module, level in _imports(importer, project):
                if lexical and not project.imports_matching(importer, module, level, _may_redact):
                    continue
                found = project.imported(importer, module, level)
                if found is not None and id(found) not in known and len(known) <= _MOST_MODULES:
                    known.add(id(found))
                    following.append(found)
                    yield found
        frontier = following


def _imports(program: Program, project: Project) -> list[tuple[str, int]]:
    """The modules that a program's import statements may lead to, with their leading dots."""

    def find() -> list[tuple[str, int]]:
        found: dict[tuple[str, int], None] = {}
        for bindings in project.scopes(program).module.bindings.values():
            for binding in bindings:
                match binding.node:
                    case model.Import(module=module):
                        found[module, 0] = None
                    case model.Imported(name=name) as imported:
                        statement = project.scopes(program).parents[id(imported)]
                        assert isinstance(statement, model.Import)
                        found[statement.module, statement.level] = None
                        found[f"{statement.module}.{name}".lstrip("."), statement.level] = None
        return list(found)

    return project.flow.once(("imports", program), find)
