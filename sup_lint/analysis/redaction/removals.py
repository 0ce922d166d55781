"""Headers that JavaScript hides one by one: `delete headers.authorization`, `{ ...headers, cookie: "***" }`."""

from collections.abc import Iterator

from sup_lint.analysis import program as model
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.project import Project
from sup_lint.analysis.redaction.purpose import Purposes
from sup_lint.analysis.redaction.subject import Subject
from sup_lint.analysis.redaction.vocabulary import is_credential_header, is_ours


class Removal:
    """The entries that one piece of code hides: the first node that does, and the names."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.names: list[str] = []


class Removals:
    """Finds the removals of one program."""

    def __init__(self, program: Program, project: Project) -> None:
        self._program = program
        self._project = project
        self._scopes = project.scopes(program)
        self._purposes = Purposes(program, project)

    def incomplete(self) -> Iterator[tuple[Node, list[str]]]:
        """Yield what hides headers with the credentials of others and not the key, and those headers."""
        by_owner: dict[int, Removal] = {}
        for node in self._program.nodes():
            match node:
                case model.Mapping():
                    yield from self._overridden(node)
                case model.Delete(target=model.Subscript(value=subject, index=model.Literal(value=str() as name))):
                    self._take(by_owner, node, subject, name)
                case model.Bind(
                    target=model.Subscript(value=subject, index=model.Literal(value=str() as name)),
                    value=model.Node() as value,
                ) if self._hides(value):
                    self._take(by_owner, node, subject, name)
        for removal in by_owner.values():
            if not any(is_ours(name) for name in removal.names):
                others = [name for name in removal.names if is_credential_header(name)]
                if others:
                    yield removal.node, list(dict.fromkeys(others))

    def _hides(self, value: Node) -> bool:
        """Whether a value takes the place of a secret: a mask, or nothing."""
        return self._purposes.masks(value) or (isinstance(value, model.Literal) and value.value is None)

    def _take(self, by_owner: dict[int, Removal], node: Node, subject: Node, name: str) -> None:
        """Note an entry that is hidden, if it is one of headers that are about to be shown."""
        if not self._purposes.says_showing(node) or Subject(self._program, subject, self._project).is_without_key:
            return
        function = self._scopes.enclosing(node, model.Function)
        removal = by_owner.setdefault(id(function), Removal(node))
        removal.names.append(name)

    def _overridden(self, node: model.Mapping) -> Iterator[tuple[Node, list[str]]]:
        """`{ ...headers, authorization: "***" }`: a copy in which some entries are masked."""
        spread = [entry.value for entry in node.entries if entry.key is None]
        names = [
            str(entry.key.value)
            for entry in node.entries
            if isinstance(entry.key, model.Literal) and self._purposes.masks(entry.value)
        ]
        others = [name for name in names if is_credential_header(name)]
        if not spread or not others or any(is_ours(name) for name in names):
            return
        subject = Subject(self._program, spread[0], self._project)
        if subject.is_headers and not subject.is_without_key and not subject.is_incoming:
            yield node, others
