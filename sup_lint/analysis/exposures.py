"""Expressions that put the key, wherever it comes from, into a URL's query string or on a command line."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import ClassValue, External, FunctionValue, Values
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.places.naming import Naming
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.queries import MAKERS, Queries, Setting
from sup_lint.keys.formats import is_key_in_certain_place
from sup_lint.keys.names import (
    HOST,
    QUERY_NAMES,
    is_key_header,
    is_key_name,
    is_neutral_name,
    mentions_vendor,
    words_of,
)
from sup_lint.model.region import Region


class Exposure(NamedTuple):
    """Where a key that is no literal is passed: in a URL, or (not `in_url`) on a command line."""

    region: Region
    in_url: bool


# A query string's name stands in the last characters of what goes before its value.
_LONGEST_NAME = 256
_QUERY_END = re.compile(r"[?&]([\w\-]{2,40})=$")
_STARTING = frozenset(
    """
    run Popen call check_call check_output system popen create_subprocess_exec create_subprocess_shell getoutput
    getstatusoutput spawn spawnl spawnv spawnlp spawnvp execv execl execvp execlp open_process run_process sh
    exec execSync execFile execFileSync spawnSync execa execaSync execaCommand execaCommandSync execAsync execPromise
    Command $ $$ shell
    """.split()
)
_STARTERS = frozenset({"subprocess", "os", "asyncio", "pexpect", "sh", "invoke", "fabric", "anyio", "trio", "plumbum"})
_SCRIPT_STARTERS = (
    "child_process.", "node:child_process.", "execa", "zx.", "shelljs.", "builtins.Deno.Command", "builtins.Bun.",
    "bun.", "cross-spawn", "tinyexec.", "nano-spawn", "node-pty.",
)  # fmt: skip
_PROGRAMS = frozenset({"curl", "wget", "http", "https", "httpie", "supertone", "xh"})


def exposures(file: AnalysedFile, project: Project) -> Iterator[Exposure]:
    """Yield the exposures of a file in source order, each expression once."""
    if file.program is None:
        return
    finder = _ExposureFinder(file, file.program, project)
    seen: set[Region] = set()
    for exposure in finder.exposures():
        if exposure.region not in seen:
            seen.add(exposure.region)
            yield exposure


class _ExposureFinder:
    def __init__(self, file: AnalysedFile, program: Program, project: Project) -> None:
        self._file = file
        self._program = program
        self._flow = project.flow
        self._scopes = project.scopes(program)
        self._frame = project.flow.frame(program)
        self._naming = Naming(program, project)
        self._queries = Queries(program, project)

    def exposures(self) -> Iterator[Exposure]:
        for node in self._program.nodes():
            match node:
                case model.Join():
                    yield from self._in_url(node)
                case model.Mapping() | model.Sequence():
                    yield from self._in_query(node)
                case model.Call():
                    if last_name(node.function) in MAKERS:
                        yield from self._in_query(node)
                    elif last_name(node.function) in _STARTING and self._starts_program(node):
                        yield from self._on_command_line(node)
                    elif (setting := self._queries.setting(node)) is not None:
                        yield from self._set_in_query(setting)

    # --- URLs ----------------------------------------------------------------------------------------------------

    def _in_url(self, node: model.Join) -> Iterator[Exposure]:
        text = ""
        for part in node.parts:
            query = _QUERY_END.search(text[-_LONGEST_NAME:])
            if query and not isinstance(part, model.Literal):
                name = query[1].lower()
                unknown = "://" not in text and self._file.is_tied and "apikey" in words_of(name)
                vendor = HOST.search(text) is not None or unknown
                if (name in QUERY_NAMES or is_key_name(name)) and self._is_key(
                    part, vendor=vendor, anything=HOST.search(text) is not None
                ):
                    yield Exposure(_shown(part), in_url=True)
            texts = sorted(self._flow.evaluate(part, self._frame).texts())
            text += texts[0] if texts else "\0"

    def _in_query(self, node: model.Mapping | model.Sequence | model.Call) -> Iterator[Exposure]:
        pairs = list(_pairs(node))
        call = node if isinstance(node, model.Call) else self._queries.call_with(node) if pairs else None
        if call is None or not pairs:
            return
        urls = self._queries.urls_of(call)
        ours = any(HOST.search(url) for url in urls)
        for name, value in pairs:
            if name.lower() in QUERY_NAMES or is_key_name(name):
                # Where the host isn't known, only a name that leaves no doubt counts: tokens page and sign in, too.
                vendor = ours or (not urls and self._file.is_tied and "apikey" in words_of(name))
                if self._is_key(value, vendor=vendor, anything=ours):
                    yield Exposure(value.region, in_url=True)

    def _set_in_query(self, setting: Setting) -> Iterator[Exposure]:
        name = self._naming.text(setting.name)
        if name.lower() in QUERY_NAMES or is_key_name(name):
            ours = any(HOST.search(url) for url in setting.urls)
            unknown = not setting.urls and self._file.is_tied and "apikey" in words_of(name)
            if self._is_key(setting.value, vendor=ours or unknown, anything=ours):
                yield Exposure(setting.value.region, in_url=True)

    # --- command lines -------------------------------------------------------------------------------------------

    def _on_command_line(self, node: model.Call) -> Iterator[Exposure]:
        positional = [argument for argument in node.arguments if argument.name in {None, "args", "cmd"}]
        for argument in positional:
            items = self._command_items(argument.value)
            if items is None:
                items = [item for each in positional for item in self._listed(each.value)]
                yield from self._in_items(items)
                return
            yield from self._in_items(items)

    def _starts_program(self, node: model.Call) -> bool:
        """Whether a call such as run(…) starts a program: its module says so, or its first word."""
        callees = self._flow.evaluate(node.function, self._frame)
        if any(isinstance(value, FunctionValue | ClassValue) for value in callees):
            return False
        for value in callees:
            if isinstance(value, External) and (
                value.name.partition(".")[0] in _STARTERS or value.name.startswith(_SCRIPT_STARTERS)
            ):
                return True
        first = node.arguments[0].value if node.arguments else None
        items = self._command_items(first) if first is not None else None
        texts = self._queries.beginnings(items[0] if items else first) if first is not None else []
        return any(text.split(" ")[0].rpartition("/")[2] in _PROGRAMS for text in texts)

    def _listed(self, node: Node) -> list[Node]:
        """The arguments in a list, spawn("curl", ["-H", …]), or the argument itself."""
        values = [node]
        if isinstance(node, model.Name):
            bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
            values += [each.value for each in bindings if each.value is not None and not each.path]
        lists = [each for each in values if isinstance(each, model.Sequence)]
        return [item for each in lists for item in each.items] if lists else [node]

    def _command_items(self, node: Node) -> list[Node] | None:
        if isinstance(node, model.Sequence):
            return list(node.items)
        if isinstance(node, model.Name):
            bindings = self._scopes.lookup(node.id, self._scopes.position(node)) or ()
            lists = [binding.value for binding in bindings if isinstance(binding.value, model.Sequence)]
            if lists:
                return [item for each in lists for item in each.items]
            joins: list[Node] = [binding.value for binding in bindings if isinstance(binding.value, model.Join)]
            return joins or None
        if isinstance(node, model.Join):
            return [node]
        if isinstance(node, model.Call) and node.arguments:  # shlex.split(f"curl …")
            return self._command_items(node.arguments[0].value)
        return None

    def _in_items(self, items: list[Node]) -> Iterator[Exposure]:
        words = [next(iter(sorted(self._flow.evaluate(item, self._frame).texts())), "") for item in items]
        vendor = any(
            HOST.search(word) or mentions_vendor(word) or is_key_header(word.partition(":")[0]) for word in words
        )
        for index, item in enumerate(items):
            before = words[index - 1].lstrip("-") if index else ""
            named = is_key_name(before) or is_key_header(before) or (vendor and is_neutral_name(before))
            if isinstance(item, model.Join):
                for first, part in zip(item.parts, item.parts[1:], strict=False):
                    if isinstance(part, model.Literal) or not isinstance(first, model.Literal):
                        continue
                    head = str(first.value)
                    ours = (
                        vendor
                        or bool(HOST.search(head))
                        or is_key_header(head.rpartition(" ")[2].rstrip(": '\"=").strip("'\""))
                    )
                    if self._is_key(part, vendor=ours):
                        yield Exposure(_shown(part), in_url=bool(_QUERY_END.search(head)))
            elif not isinstance(item, model.Literal) and index and self._is_key(item, vendor=named or vendor):
                yield Exposure(item.region, in_url=False)

    # --- what is a key -------------------------------------------------------------------------------------------

    def _is_key(self, node: Node, *, vendor: bool, anything: bool = False) -> bool:
        """Whether an expression holds the key by its name or by where its value comes from.

        In a `vendor`'s context a neutral name is enough, and in a place that only takes a key, `anything` is. Values
        that are only placeholders are none.
        """
        value = node.value if isinstance(node, model.Formatted) else node
        if isinstance(value, model.Literal):
            return anything and isinstance(value.value, str) and is_key_in_certain_place(value.value)
        name = self._naming.names_key(value)
        values = self._flow.evaluate(value, self._frame)
        if anything or (name and (is_key_name(name) or is_key_header(name) or (vendor and is_neutral_name(name)))):
            return not self._is_harmless(values)
        return any(
            isinstance(each, External) and each.call is not None and self._reads_key(each.call) for each in values
        )

    def _reads_key(self, call: model.Call) -> bool:
        return any(
            isinstance(argument.value, model.Literal)
            and isinstance(argument.value.value, str)
            and is_key_name(argument.value.value)
            for argument in call.arguments[:2]
        )

    def _is_harmless(self, values: Values) -> bool:
        constants = list(values.constants())
        return (
            values.exact
            and len(constants) == len(values.alternatives) > 0
            and not any(isinstance(each.value, str) and is_key_in_certain_place(each.value) for each in constants)
        )


def _shown(part: Node) -> Region:
    """The expression between the braces, not the braces."""
    return part.value.region if isinstance(part, model.Formatted) else part.region


def _pairs(node: model.Mapping | model.Sequence | model.Call) -> Iterator[tuple[str, Node]]:
    """The names and values of a mapping, of a list of tuples, or of keyword arguments."""
    match node:
        case model.Mapping():
            for entry in node.entries:
                if isinstance(entry.key, model.Literal) and isinstance(entry.key.value, str):
                    yield entry.key.value, entry.value
        case model.Sequence():
            for item in node.items:
                match item:
                    case model.Sequence(items=(model.Literal(value=str() as name), value)):
                        yield name, value
        case model.Call():
            for argument in node.arguments:
                if argument.name:
                    yield argument.name, argument.value
