"""Literals that only stand in for a variable which the Python around them reads: they are dropped."""

import re
from typing import TYPE_CHECKING

from sup_lint.analysis import program as model
from sup_lint.analysis.bindings import last_name
from sup_lint.analysis.dataflow.values import External
from sup_lint.analysis.fixes.naming.fallbacks import Standing
from sup_lint.analysis.fixes.python.access import environment_at
from sup_lint.analysis.fixes.python.statements import (
    binds_again,
    is_checked,
    may_give_none,
    setting_dropped,
)
from sup_lint.analysis.fixes.python.targets import Form
from sup_lint.analysis.taint.environment import is_environment
from sup_lint.model.region import Region

if TYPE_CHECKING:
    from sup_lint.analysis.fixes.naming.fallbacks import Fallback
    from sup_lint.analysis.fixes.python.statements import Found
    from sup_lint.analysis.fixes.python.targets import Target
    from sup_lint.analysis.literal_key import LiteralKey
    from sup_lint.analysis.project import Project
    from sup_lint.analysis.scopes import Scopes
    from sup_lint.model.fix import Edit


_RAISING = re.compile(r"(?:decouple|environs|environ|starlette\.config|prettyconf)\b")
_OPTIONS = frozenset({"option", "argument", "Option", "Argument", "add_argument", "add_option"})
_OR = re.compile(r"[\s\\]*\bor\b[\s\\]*")


def without_fallback(
    fallback: "Fallback", target: "Target", literal: "LiteralKey", project: "Project"
) -> "Found | None":
    """The change that drops a fallback; None where the literal is best replaced like any other.

    What is left fails without the variable, at once, or where the code around asks for it.
    """
    if target.form is Form.WITHIN:
        return None
    dropping = _Dropping(fallback, literal, project)
    match fallback.standing:
        case Standing.DEFAULT:
            return dropping.default()
        case Standing.FIELD:
            return dropping.field()
        case Standing.OTHERWISE:
            return dropping.choice()
        case Standing.TERNARY:
            return dropping.ternary()
        case Standing.HANDLER:
            return dropping.handler()
        case Standing.GUARD:
            return dropping.guard()
        case Standing.SETTING:
            return setting_dropped(fallback, target, literal, project) or dropping.set_default()
        case Standing.ENTRY:
            return None


class _Dropping:
    """The ways to drop one fallback."""

    def __init__(self, fallback: "Fallback", literal: "LiteralKey", project: "Project") -> None:
        assert literal.file.program is not None
        self.fallback = fallback
        self.file = literal.file
        self.project = project
        self.scopes: Scopes = project.scopes(literal.file.program)

    # --- calls -----------------------------------------------------------------------------------------------------

    def default(self) -> "Found | None":
        """`os.getenv("K", "…")`, `config("K", default="…")`, `click.option(envvar="K", default="…")`."""
        call, argument = self.fallback.node, self.fallback.child
        assert isinstance(call, model.Call)
        assert isinstance(argument, model.Argument)
        if self._reads_environment(call):
            if may_give_none(call, self.scopes):
                return self._dropped(call, argument)
            return self._read_loudly(call)
        if last_name(call.function) in _OPTIONS or self._raises(call) or self._is_settings_field(call):
            return self._dropped(call, argument)
        return None

    def field(self) -> "Found | None":
        """A field of pydantic's settings: without its default it must be given by the environment."""
        bind, value = self.fallback.node, self.fallback.child
        assert isinstance(bind, model.Bind)
        if bind.annotation is None or bind.value is None:
            return None
        if isinstance(value, model.Argument):
            assert isinstance(bind.value, model.Call)
            return self._dropped(bind.value, value)
        region = Region(*bind.annotation.region[2:], *bind.region[2:])
        between = self._source(Region(*bind.annotation.region[2:], *bind.value.region[:2]))
        if not re.fullmatch(r"[\"']?\s*=\s*", between):
            return None
        return [(region, "")], self._message(), (), ""

    def _message(self) -> str:
        if not self.fallback.variable:
            return "drop the default: what fills in the settings must give the key"
        return f"drop the fallback: {self.fallback.variable} must be set"

    def _reads_environment(self, call: model.Call) -> bool:
        function = call.function
        if last_name(function) == "getenv":
            return True
        is_read = isinstance(function, model.Attribute) and function.name in {"get", "pop"}
        return is_read and isinstance(function, model.Attribute) and is_environment(function.value)

    def _raises(self, call: model.Call) -> bool:
        values = list(self.project.flow.evaluate(call.function, self.project.flow.frame(self.scopes.program)))
        return bool(values) and all(isinstance(each, External) and _RAISING.match(each.name) for each in values)

    def _is_settings_field(self, call: model.Call) -> bool:
        around = self.scopes.enclosing(call, model.Class)
        return (
            last_name(call.function) == "Field"
            and isinstance(around, model.Class)
            and any("Settings" in last_name(base.value) for base in around.bases)
        )

    def _dropped(self, call: model.Call, argument: model.Argument) -> "Found | None":
        position = call.arguments.index(argument)
        region = argument.region
        if position:
            region = Region(*call.arguments[position - 1].region[2:], *argument.region[2:])
            if "#" in self._source(region):
                return None
        elif len(call.arguments) > 1:
            region = Region(*argument.region[:2], *call.arguments[1].region[:2])
        return [(region, "")], self._message(), (), ""

    def _read_loudly(self, call: model.Call) -> "Found | None":
        """The call as a subscript of the environment: `os.environ["K"]`."""
        first = next((each for each in call.arguments if each.name in (None, "key")), None)
        if first is None:
            return None
        name = first.value.region
        function = call.function
        edits: tuple[Edit, ...] = ()
        if isinstance(function, model.Attribute):
            mapping = self._source(function.value.region)
            mapping = f"{mapping}.environ" if function.name == "getenv" else mapping
            if function.name == "pop":
                argument = self.fallback.child
                return self._dropped(call, argument) if isinstance(argument, model.Argument) else None
        else:
            environment = environment_at(call, self.file, self.project)
            if environment is None:
                return None
            mapping, edits = environment
        spelled = self._source(name)
        opened = Region(*call.region[:2], *name[:2])
        closed = Region(*name[2:], *call.region[2:])
        if "#" in self._source(opened) or "#" in self._source(closed):
            return None
        return [(opened, f"{mapping}["), (closed, "]")], f"read the key from {mapping}[{spelled}]", edits, ""

    def set_default(self) -> "Found | None":
        """`key = os.environ.setdefault("K", "…")`."""
        call = self.fallback.node
        is_read = isinstance(call, model.Call) and last_name(call.function) == "setdefault"
        return self._read_loudly(call) if is_read and isinstance(call, model.Call) else None

    # --- choices and statements ------------------------------------------------------------------------------------

    def choice(self) -> "Found | None":
        """`os.environ.get("K") or "…"`."""
        choice, child = self.fallback.node, self.fallback.child
        assert isinstance(choice, model.Choice)
        position = choice.options.index(child)
        before = choice.options[position - 1]
        between = Region(*before.region[2:], *child.region[:2])
        if child is not choice.options[-1] or not _OR.fullmatch(self._source(between)):
            return None
        dropped = Region(*before.region[2:], *child.region[2:])
        if not isinstance(before, model.Call) or not self._reads_environment(before):
            is_read = isinstance(before, model.Call) and self._raises(before)
            return ([(dropped, "")], self._message(), (), "") if is_read else None
        parent = self.scopes.parents.get(id(choice))
        if isinstance(parent, model.Bind) and is_checked(parent, self.scopes):
            return [(dropped, "")], self._message(), (), ""
        loud = self._read_loudly(before)
        if loud is None:
            return None
        return [*loud[0], (dropped, "")], *loud[1:]

    def ternary(self) -> "Found | None":
        """`os.environ["K"] if "K" in os.environ else "…"`."""
        choice, child = self.fallback.node, self.fallback.child
        assert isinstance(choice, model.Choice)
        other = next(each for each in choice.options if each is not child)
        before = Region(*choice.region[:2], *other.region[:2])
        behind = Region(*other.region[2:], *choice.region[2:])
        if "#" in self._source(choice.region):
            return None
        if isinstance(other, model.Subscript):
            return [(before, ""), (behind, "")], f"read the key from {self._source(other.region)}", (), ""
        if isinstance(other, model.Call) and self._reads_environment(other):
            loud = self._read_loudly(other)
            return None if loud is None else ([(before, ""), *loud[0], (behind, "")], *loud[1:])
        return None

    def handler(self) -> "Found | None":
        """`except KeyError: key = "…"`: what went wrong may be told."""
        handler, bind = self.fallback.node, self.fallback.child
        assert isinstance(handler, model.Handler)
        attempt = self.scopes.parents.get(id(handler))
        if handler.body[-1] is not bind or not isinstance(attempt, model.Try) or len(attempt.body) != 1:
            return None
        return [(bind.region, "raise")], self._message(), (), ""

    def guard(self) -> "Found | None":
        """`if not key: key = "…"`."""
        branch, bind = self.fallback.node, self.fallback.child
        assert isinstance(branch, model.If)
        if branch.body[-1] is not bind or binds_again(bind, self.scopes):
            return None
        text = f'raise RuntimeError("{self.fallback.variable} is not set")'
        return [(bind.region, text)], self._message(), (), ""

    def _source(self, region: Region) -> str:
        lines = self.file.lines
        return self.file.text[lines.offset(*region[:2]) : lines.offset(*region[2:])].replace("\r\n", "\n")
