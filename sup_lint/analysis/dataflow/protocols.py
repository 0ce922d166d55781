"""What the evaluator needs of others: of the project, and of those who know where secrets come from."""

from typing import Protocol

from sup_lint.analysis import program as model
from sup_lint.analysis.dataflow.values import Arguments, External, Frame, InstanceValue, Values
from sup_lint.analysis.program import Node, Program
from sup_lint.analysis.scopes import Scopes


class Modules(Protocol):
    """The project: programs, their indexes, and where imports lead."""

    def scopes(self, program: Program) -> Scopes:
        """The index of a program."""
        ...

    def programs(self) -> list[Program]:
        """Every program loaded so far."""
        ...

    def imported(self, program: Program, module: str, level: int) -> Program | None:
        """The program that an import statement in `program` leads to; None for one outside the project."""
        ...

    def sharing(self, program: Program, name: str) -> list[Program]:
        """The other programs whose `name` the program may use without importing it."""
        ...

    def settings(self) -> list[Program]:
        """The programs that a framework's settings object is made from."""
        ...


class Sources(Protocol):
    """Where secrets come from. Each method gives None, or the values as they are, where no secret does."""

    def planted(self, node: Node, frame: Frame, values: Values) -> Values:
        """The values of an expression, with the secret that it gives."""
        ...

    def member(self, value: InstanceValue, name: str, held: Values | None) -> Values | None:
        """The values of an object's attribute, with the secret that it holds."""
        ...

    def attribute(self, value: External, name: str) -> Values | None:
        """What the attribute of something outside the project holds."""
        ...

    def called(self, name: str, callee: External, arguments: Arguments, node: model.Call | None) -> Values | None:
        """What a function outside the project returns."""
        ...

    def shown(self, values: Values, conversion: str) -> Values:
        """The values as text shows them: containers and objects with secrets in them, too."""
        ...
