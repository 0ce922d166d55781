"""The settings of a file, whatever it is written in."""

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.analysis.settings.manifests import unveiled
from sup_lint.analysis.settings.naming import named
from sup_lint.analysis.settings.nested import with_inner
from sup_lint.analysis.settings.readers import reader_of
from sup_lint.analysis.settings.setting import Setting

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile

_LARGEST = 4_000_000
# In these settings stand among commands, which no reader takes apart.
_AMONG_COMMANDS = frozenset({"dockerfile", "makefile"})
# What may be nothing but a key.
_PLAIN = frozenset({"text", ""})


class _Reading(NamedTuple):
    settings: list[Setting]
    problem: str
    veiled: frozenset[int] = frozenset()


# Several rules ask for the settings of the same file.
_KNOWN: WeakKeyDictionary["AnalysedFile", _Reading] = WeakKeyDictionary()


def settings_of(file: "AnalysedFile") -> list[Setting]:
    """The settings of a file in the order of their values; none for a file in a format that isn't known, or too large.

    Text that is no good JSON, XML or YAML gives the settings it seems to have.
    """
    return _reading(file).settings


def problem_of(file: "AnalysedFile") -> str:
    """Why the settings of a file could not be read whole, in a few words; empty if they could."""
    return _reading(file).problem


def is_all_settings(file: "AnalysedFile") -> bool:
    """Whether the settings of a file are all that it says: they could be read whole, without commands beside them."""
    return bool(settings_of(file)) and not problem_of(file) and file.language not in _AMONG_COMMANDS


def is_veiled(file: "AnalysedFile", start: int) -> bool:
    """Whether the settings say that the value at an offset, or behind a quote there, is not one in clear."""
    veiled = _reading(file).veiled
    return start in veiled or start + 1 in veiled


def _reading(file: "AnalysedFile") -> _Reading:
    known = _KNOWN.get(file)
    if known is None:
        known = _KNOWN[file] = _read(file)
    return known


def _read(file: "AnalysedFile") -> _Reading:
    read = reader_of(file.language)
    if len(file.text) > _LARGEST:
        return _Reading([], "it is too large for its settings to be told apart" if read is not None else "")
    if read is None:
        return _Reading(_whole(file) if file.language in _PLAIN and file.embedding is None else [], "")
    found: list[Setting] = []
    problem = ""
    try:
        for setting in read(file.text):
            found.append(setting)  # noqa: PERF402 - what came before a MalformedError is kept
    except MalformedError as error:
        problem = str(error)
    settings = named(with_inner(unveiled(found), file.text))
    return _Reading(settings, problem, frozenset(each.start for each in settings if each.encoding))


def _whole(file: "AnalysedFile") -> list[Setting]:
    from sup_lint.analysis.settings.whole import whole_settings

    return list(whole_settings(file.path, file.text))
