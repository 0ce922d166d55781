"""The table of Python's sinks, and the ways into it: by what a callee is, or by what its receiver is called."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from sup_lint.analysis.sinks import complaints, loggers, pages, printing, replies, telemetry, widgets
from sup_lint.analysis.sinks.signature import Signature, parse
from sup_lint.analysis.sinks.words import is_logger_name, last_word

# Packages that are looked for in files that do not import them by name: in every file something of them may arrive.
_STANDARD = frozenset("builtins logging sys getpass pprint traceback warnings argparse syslog".split())


@dataclass(frozen=True, slots=True)
class Function:
    """A function that writes, as one row of the table has it."""

    package: str
    channel: str
    signature: Signature
    kind: str
    receivers: frozenset[str]


@cache
def _functions() -> dict[str, list[Function]]:
    """The functions by their last names; those of the most narrow package first."""
    found: dict[str, list[Function]] = defaultdict(list)
    for row in (
        *loggers.ROWS,
        *printing.ROWS,
        *telemetry.ROWS,
        *pages.ROWS,
        *complaints.ROWS,
        *replies.ROWS,
        *widgets.ROWS,
    ):
        receivers = frozenset(row.receivers.split())
        for package in row.packages.split() or [""]:
            function = Function(package, row.channel, parse(row.signature), row.kind, receivers)
            for method in row.methods.split():
                found[method].append(function)
    for each in found.values():
        each.sort(key=lambda function: -len(function.package))
    return found


@cache
def methods_of(roots: frozenset[str] | None) -> frozenset[str]:
    """The last names worth a look in a file that imports these packages (None: it may have any).

    Single words of a package, such as streamlit's `text`, have other meanings in files that don't import it; names of
    several words, such as `set_attribute`, hardly ever.
    """
    return frozenset(
        method
        for method, functions in _functions().items()
        if roots is None or "_" in method or any(_is_at_hand(function.package, roots) for function in functions)
    )


def _is_at_hand(package: str, roots: frozenset[str]) -> bool:
    root = package.partition(".")[0]
    return root in _STANDARD or root in roots


@lru_cache(4096)
def by_origin(name: str) -> Function | None:
    """The function of a dotted name from outside the project: `rich.console.Console().print`."""
    for each in _functions().get(name.rpartition(".")[2], ()):
        package = each.package
        if package == "builtins" and name.count(".") > 1:
            continue  # a method of a name that nothing binds
        if package and name.startswith(package) and name[len(package) :][:1] in {".", "("}:
            return each
    return None


def by_receiver(method: str, receiver: str) -> Function | None:
    """The function of this name on a receiver that only its identifier is known of."""
    for each in _functions().get(method, ()):
        if not each.receivers:
            continue
        if "logger" in each.receivers and is_logger_name(receiver):
            return each
        if "*" in each.receivers or receiver in each.receivers or last_word(receiver) in each.receivers:
            return each
    return None
