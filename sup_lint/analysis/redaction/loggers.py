"""What pino, and frameworks that log with it, take out of objects: `pino({ redact: ["headers.authorization"] })`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.client.folders import folders_of
from sup_lint.analysis.dataflow import calls
from sup_lint.analysis.dataflow.values import Entries, External, FunctionValue, Items, Origin, Values, as_text
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.paths import segments
from sup_lint.sources import files

if TYPE_CHECKING:
    from sup_lint.analysis.dataflow.engine import Flow

_ROOTS = frozenset(
    """
    pino pino-http fastify express-pino-logger koa-pino-logger hono-pino nestjs-pino hapi-pino pino-caller
    restify-pino-logger @fastify/fastify pino-lambda
    """.split()
)
# What these are handed goes to the logger that the application sets up.
_FRONTS = ("@nestjs/common.", "nestjs-pino.")
# Options under which the options of a logger, or a logger itself, are given.
_INNER = ("logger", "loggerInstance", "pinoHttp", "instance")
_SUFFIXES = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".tsx", ".jsx")
_SKIPPED = frozenset({"node_modules", "dist", "build", "coverage", "out", ".git", ".next"})
_MOST_FILES = 400
_LARGEST = 200_000
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Path:
    """The names along a path, and the literals that spell it."""

    names: tuple[str, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Redaction:
    """What a logger hides: `paths` from the object that is logged, which lies under the key `nested` if there is one.

    `censors` are the functions that make what is put in the place of a value; without any, nothing of it stays.
    """

    paths: tuple[Path, ...]
    nested: str = ""
    censors: tuple[FunctionValue, ...] = ()


def redaction_of(flow: "Flow", project: Project, program: Program, call: model.Call) -> Redaction | None:
    """What the logger that `call` writes with takes out of the object it is handed; None if nothing is known of it.

    A logger that isn't made in the project's sight, such as `request.log` or one that was injected, is the one that
    the package around the program sets up.
    """
    frame = flow.frame(program)
    # A child is told with its first entries what it hides besides its parent.
    logger: Node = call if last_name(call.function) == "child" else call.function
    if isinstance(logger, model.Subscript):
        logger = logger.value
    values = [value for value in flow.evaluate(logger, frame) if isinstance(value, External)]
    if not values and isinstance(call.function, model.Attribute):
        values = [value for value in flow.evaluate(call.function.value, frame) if isinstance(value, External)]
    made = [value for value in values if _root(value) in _ROOTS and not value.name.startswith(_FRONTS)]
    if made:
        return _together([found for value in made if (found := _of_logger(flow, value, 0)) is not None])
    if values and not any(value.name.startswith(_FRONTS) for value in values):
        return None
    return flow.once(("redaction", _package(project, program)), lambda: _of_package(flow, project, program))


def _root(value: External) -> str:
    return value.name.partition(".")[0].removesuffix("()")


def _together(found: list[Redaction]) -> Redaction | None:
    if not found:
        return None
    nested = next((each.nested for each in found if each.nested), "")
    return Redaction(
        tuple(path for each in found for path in each.paths),
        nested,
        tuple(censor for each in found for censor in each.censors),
    )


def _of_logger(flow: "Flow", logger: External, depth: int) -> Redaction | None:
    """What a logger hides by the options that it, or else the one that it is a child of, was made with."""
    around: External | None = logger
    while around is not None:
        if around.arguments is not None:
            for values in calls.evaluated(flow, around.arguments)[0]:
                found = _of_options(flow, values, depth + 1)
                if found is not None:
                    return found
        around = around.owner
    return None


def _of_options(flow: "Flow", options: Values, depth: int) -> Redaction | None:
    found: list[Redaction] = []
    for value in options if depth < _DEEPEST else ():
        if isinstance(value, External) and _root(value) in _ROOTS:
            inner = _of_logger(flow, value, depth)
            found += [inner] if inner is not None else []
        if not isinstance(value, Entries):
            continue
        if "redact" in value.entries:
            nested = next(iter(sorted(value.entries["nestedKey"].texts())), "") if "nestedKey" in value.entries else ""
            found.append(_read(value.entries["redact"], nested))
            continue
        for name in _INNER:
            inner = _of_options(flow, value.entries[name], depth + 1) if name in value.entries else None
            found += [inner] if inner is not None else []
    return _together(found)


def _read(redact: Values, nested: str = "") -> Redaction:
    """`redact: [path, …]`, or `redact: { paths, censor, remove }`."""
    paths: list[Path] = []
    censors: list[FunctionValue] = []
    for value in redact:
        if isinstance(value, Items):
            for item in value.items:
                for constant in item.constants():
                    names = segments(as_text(constant.value) or "")
                    paths += [Path(tuple(names), constant.origins)] if names else []
        elif isinstance(value, Entries):
            inner = _read(value.entries["paths"]) if "paths" in value.entries else Redaction(())
            paths += inner.paths
            if "censor" in value.entries and not _is_removing(value):
                censors += [each for each in value.entries["censor"] if isinstance(each, FunctionValue)]
    return Redaction(tuple(paths), nested, tuple(censors))


def _is_removing(value: Entries) -> bool:
    return "remove" in value.entries and any(each.value is True for each in value.entries["remove"].constants())


# --- the loggers of a package ------------------------------------------------------------------------------------


def _package(project: Project, program: Program) -> str:
    """The folder of the nearest package.json, or the project's root."""
    folders = folders_of(project)
    place = os.path.abspath(project.file_of(program).path)
    return next((each for each in folders.above(place) if "package.json" in folders.names(each)), folders.root)


def _of_package(flow: "Flow", project: Project, program: Program) -> Redaction | None:
    """What the loggers hide that the scripts of a package set up, all of them together."""
    found: list[Redaction] = []
    own = {id(program): program}
    for place in _scripts(_package(project, program)):
        file = project.file_at(place)
        if file is not None and file.program is not None:
            own.setdefault(id(file.program), file.program)
    for each in own.values():
        for node in walk(each.body) if "redact" in each.text else ():
            if isinstance(node, model.Mapping):
                entries = {entry.key.value: entry for entry in node.entries if isinstance(entry.key, model.Literal)}
                if "redact" in entries:
                    found.append(_read(flow.evaluate(entries["redact"].value, flow.frame(each))))
    return _together(found)


def _scripts(folder: str) -> Iterator[str]:
    """The scripts below a folder that set up such a logger, as far as their texts tell."""
    count = 0
    for around, folders, names in files.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        if around != folder and "package.json" in names:
            folders.clear()
            continue
        for name in sorted(names):
            if not name.endswith(_SUFFIXES):
                continue
            count += 1
            if count > _MOST_FILES:
                return
            place = os.path.join(around, name)
            if _sets_up(place):
                yield place


def _sets_up(place: str) -> bool:
    try:
        data = files.read_start(place, _LARGEST)
    except OSError:
        return False
    return b"redact" in data and any(sign in data.lower() for sign in (b"pino", b"fastify"))
