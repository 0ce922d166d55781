"""The tables of sinks, and the ways into them: by what a callee is, or by what its receiver is called."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from sup_lint.analysis.sinks import complaints, loggers, pages, printing, replies, telemetry, widgets
from sup_lint.analysis.sinks.row import Row
from sup_lint.analysis.sinks.signature import Signature, parse
from sup_lint.analysis.sinks.words import is_logger_name, last_word

# Packages that are looked for in files that do not import them by name: in every file something of them may arrive.
_STANDARD = frozenset("builtins logging sys getpass pprint traceback warnings argparse syslog".split())

# What may follow a package's name in a dotted one: in JavaScript a module of the package, too.
_BEHIND = frozenset("./(")
_MOST_NAMES = 4096


@dataclass(frozen=True, slots=True)
class Function:
    """A function that writes, as one row of the table has it."""

    package: str
    channel: str
    signature: Signature
    kind: str
    receivers: frozenset[str]


class Table:
    """The functions of one language that write.

    Those of the `standard` packages are looked for in files that do not import them by name, too. `bare` takes from a
    dotted name what only says where it was found.
    """

    def __init__(self, rows: Iterable[Row], standard: frozenset[str], bare: Callable[[str], str] | None = None) -> None:
        self._standard = standard
        self._bare = bare
        self._functions: dict[str, list[Function]] = defaultdict(list)
        self._by_origin: dict[str, Function | None] = {}
        self._methods: dict[frozenset[str] | None, frozenset[str]] = {}
        for row in rows:
            receivers = frozenset(row.receivers.split())
            for package in row.packages.split() or [""]:
                function = Function(package, row.channel, parse(row.signature), row.kind, receivers)
                for method in row.methods.split():
                    self._functions[method].append(function)
        for each in self._functions.values():
            # Those of the most narrow package first.
            each.sort(key=lambda function: -len(function.package))

    def methods_of(self, roots: frozenset[str] | None) -> frozenset[str]:
        """The last names worth a look in a file that imports these packages (None: it may have any).

        Single words of a package, such as streamlit's `text`, have other meanings in files that don't import it; names
        of several words, such as `set_attribute`, hardly ever.
        """
        known = self._methods.get(roots)
        if known is None:
            known = self._methods[roots] = frozenset(
                method
                for method, functions in self._functions.items()
                if roots is None
                or _has_several_words(method)
                or any(self._is_at_hand(function, roots) for function in functions)
            )
        return known

    def _is_at_hand(self, function: Function, roots: frozenset[str]) -> bool:
        root = function.package.partition(".")[0]
        return root in self._standard or root in roots

    def by_origin(self, name: str) -> Function | None:
        """The function of a dotted name from outside the project: `rich.console.Console().print`."""
        if name not in self._by_origin:
            if len(self._by_origin) > _MOST_NAMES:
                self._by_origin.clear()
            self._by_origin[name] = self._found(name if self._bare is None else self._bare(name))
        return self._by_origin[name]

    def _found(self, name: str) -> Function | None:
        last = name.rpartition(".")[2]
        for each in self._functions.get("()", ()) if self._bare is not None else ():
            # A package that is a function, or what calling it has given: debug("app")("…").
            behind = name.removeprefix(each.package)
            if name == each.package or (name.endswith("()") and behind != name and behind[:1] in _BEHIND):
                return each
        for each in self._functions.get(last, ()):
            package = each.package
            if package == "builtins" and name.count(".") > 1:
                continue  # a method of a name that nothing binds
            if package and name.startswith(package) and name[len(package) :][:1] in _BEHIND:
                return each
        return None

    def by_receiver(self, method: str, receiver: str) -> Function | None:
        """The function of this name on a receiver that only its identifier is known of."""
        for each in self._functions.get(method, ()):
            if not each.receivers:
                continue
            if "logger" in each.receivers and is_logger_name(receiver):
                return each
            if "*" in each.receivers or receiver in each.receivers or last_word(receiver) in each.receivers:
                return each
        return None


def _has_several_words(method: str) -> bool:
    return "_" in method or not (method.islower() or method.isupper() or method.istitle())


@cache
def table_of(language: str) -> Table:
    """The table of a program's language."""
    if language == "javascript":
        from sup_lint.analysis.sinks.javascript import rows

        return Table(rows.ROWS, rows.STANDARD, rows.bare)
    modules = (loggers, printing, telemetry, pages, complaints, replies, widgets)
    return Table([row for module in modules for row in module.ROWS], _STANDARD)
