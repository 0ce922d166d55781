"""The entries of a mapping that a build puts in place of names: which of them hold the key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import Constant, Entries, Values
from sup_lint.analysis.program import Node, Program, walk
from sup_lint.analysis.publishing.carrying import Carrying
from sup_lint.analysis.publishing.inlined import Inlined
from sup_lint.analysis.publishing.unprefixed import spelled_path
from sup_lint.keys.names import is_key_name
from sup_lint.keys.publishing import published_by

if TYPE_CHECKING:
    from sup_lint.analysis.project import Project


class Replacements:
    """Looks at the mappings of one program."""

    def __init__(self, program: Program, project: "Project") -> None:
        self._program = program
        self._project = project
        self.carrying = Carrying(program, project)

    def within(
        self, value: Node, setting: str, tool: str, *, audience: str = "opens the page", is_replacing: bool = False
    ) -> Iterator[Inlined]:
        """The entries of a mapping that hold the key; for one that replaces code also those that are named for it."""
        display = self.carrying.resolved(value)
        if (parts := _put_together(display)) is not None:
            for part in parts:
                yield from self.within(part, setting, tool, audience=audience, is_replacing=is_replacing)
            return
        if not isinstance(display, model.Mapping):
            if names := self._computed(value):
                yield Inlined(value.region, setting, tool, audience, names)
            elif self.carrying.environment(value):
                yield Inlined(value.region, setting, tool, audience, sure=False)
            return
        for entry in display.entries:
            if entry.key is None:
                if not isinstance(self.carrying.resolved(entry.value), model.Mapping):
                    if self.carrying.environment(entry.value):
                        yield Inlined(entry.value.region, setting, tool, audience, sure=False)
                    continue
                yield from self.within(entry.value, setting, tool, audience=audience, is_replacing=is_replacing)
                continue
            name = name_of(entry.key)
            names = (name,) if is_key_name(name) else ()
            inner = self.carrying.resolved(entry.value)
            if isinstance(inner, model.Mapping):
                yield from self.within(inner, setting, tool, audience=audience, is_replacing=is_replacing)
            elif self.carrying.key(entry.value):
                yield Inlined(entry.value.region, setting, tool, audience, names)
            elif self.carrying.environment(entry.value):
                if is_replacing:
                    yield Inlined(entry.value.region, setting, tool, audience, sure=False)
            elif is_replacing and names and self._may_give(entry.value) and published_by(name) is None:
                yield Inlined(entry.value.region, setting, tool, audience, names)

    def _computed(self, value: Node) -> tuple[str, ...]:
        """The names of the key among what a function makes, or a mapping from elsewhere holds."""
        found: list[str] = []
        for each in self._project.flow.evaluate(value, self._project.flow.frame(self._program)):
            for key, held in each.entries.items() if isinstance(each, Entries) else ():
                last = last_part(str(key))
                if is_key_name(last) and published_by(last) is None and not _are_constants(held):
                    found.append(last)
        if any(
            isinstance(each, model.Subscript) and not isinstance(each.index, model.Literal) for each in walk((value,))
        ):
            # ["SUPERTONE_API_KEY"].map((name) => [name, process.env[name]])
            found += [each.names[0] for each in named_in(value, "", "")]
        return tuple(found)

    def _may_give(self, value: Node) -> bool:
        """Whether a value is more than a constant: undefined, "", JSON.stringify("")."""
        unknown = [
            each
            for each in walk((value,))
            if isinstance(each, model.Name | model.Attribute | model.Subscript)
            and spelled_path(each) not in {"undefined", "JSON", "JSON.stringify", "null", "String"}
        ]
        published = any(published_by(each.name) for each in unknown if isinstance(each, model.Attribute))
        return bool(unknown) and not published and not any(isinstance(each, model.Operation) for each in walk((value,)))


def _put_together(node: Node) -> list[Node] | None:
    """What a mapping is put together from: one of several, or several in one; None for other expressions."""
    match node:
        case model.Choice():
            return list(node.options)
        case model.Call() if last_name(node.function) in {"assign", "merge", "mergeConfig", "defu", "deepmerge"}:
            return [argument.value for argument in node.arguments]
    return None


def _are_constants(values: Values) -> bool:
    return bool(values.alternatives) and all(isinstance(each, Constant) for each in values)


def named_in(value: Node, setting: str, tool: str) -> Iterator[Inlined]:
    """The names of the key that a value spells."""
    for each in walk((value,)):
        match each:
            case model.Literal(value=str() as name) if is_key_name(name) and published_by(name) is None:
                yield Inlined(each.region, setting, tool, names=(name,))


def last_part(path: str) -> str:
    """The variable that a replaced expression reads: process.env.SUPERTONE_API_KEY."""
    return path.rpartition(".")[2].strip("_[]\"'%")


def name_of(key: Node) -> str:
    """The variable that an entry's key names, as in process.env.SUPERTONE_API_KEY; empty for none."""
    text = key.value if isinstance(key, model.Literal) else ""
    if isinstance(key, model.Join):
        text = "".join(str(part.value) for part in key.parts if isinstance(part, model.Literal))
    return last_part(text) if isinstance(text, str) else ""
