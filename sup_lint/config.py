"""The settings of a project: where they are looked for, what they may say, which rules they name."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from sup_lint.model.severity import Severity

FORMATS = (
    "pretty",
    "concise",
    "json",
    "html",
    "sarif",
    "github",
    "gitlab",
    "gitlab-secret-detection",
    "junit",
    "agent",
)
OWN_FILE = "sup-lint.toml"
SHARED_FILE = "pyproject.toml"

BASELINE = ".sup-lint-baseline"

_KEYS = ("select", "ignore", "per-file-ignores", "exclude", "fail-on", "format", "visible-characters", "baseline")
# More of a key than this would be of use to a thief.
_MOST_VISIBLE = 7
# Shorter than any key that is recognised by its shape, longer than any rule's name has to be.
_HARMLESS_LENGTH = 20
_CODE_LENGTH = len("SUP101")

_Value = TypeVar("_Value")


class ConfigError(Exception):
    """The settings cannot be used; the message is one sentence that says which and why."""


class UnknownRuleError(ConfigError):
    """No rule has this code or name."""


class Config(NamedTuple):
    """What a run is told. Patterns have gitignore syntax and are relative to `root`, an absolute directory.

    Rules stand as they were written, by code, name or family; `codes_of` and `active_codes` resolve them.
    `visible_characters` of a key may be shown. `baseline` is an absolute path, None where none is to be used. A named
    tuple, since a dataclass takes a millisecond of every start to build.
    """

    root: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    format: str = FORMATS[0]
    visible_characters: int = 4
    baseline: str | None = None


def load(
    start_dir: str,
    *,
    explicit: str | None,
    isolated: bool,
    rule_names: Mapping[str, str],
    held: Callable[[str], bytes | None] | None = None,
) -> Config:
    """Find and check the settings that hold in `start_dir`.

    Takes the file named `explicit` if there is one; otherwise the nearest settings in `start_dir` and the
    directories above it, up to the root of the repository. `isolated` looks at no settings at all, and at no
    baseline. The baseline is the one that the settings name, or the file `BASELINE` at the root if there is one.
    `rule_names` gives the code for every code and name, and is asked only when settings name rules. Where `held` gives
    files by their names, `start_dir` is the root, and what lies there on the disk, or above it, means nothing.

    Raises ConfigError.
    """
    if held is not None and explicit is None:
        found = Config(os.path.abspath(start_dir)) if isolated else _held(start_dir, held, rule_names)
    else:
        found = _found(start_dir, explicit=explicit, isolated=isolated, rule_names=rule_names)
    if isolated or found.baseline is not None:
        return found
    default = os.path.join(found.root, BASELINE)
    is_there = held(BASELINE) is not None if held is not None else os.path.lexists(default)
    return found._replace(baseline=default) if is_there else found


def _held(root: str, held: Callable[[str], bytes | None], rule_names: Mapping[str, str]) -> Config:
    root = os.path.abspath(root)
    for name, read in ((OWN_FILE, _own_table), (SHARED_FILE, _shared_table)):
        data = held(name)
        table = read(data, name) if data is not None else None
        if table is not None:
            return _build(table, name, root, rule_names)
    return Config(root=root)


def _found(start_dir: str, *, explicit: str | None, isolated: bool, rule_names: Mapping[str, str]) -> Config:
    if explicit is not None:
        return _load_explicit(start_dir, explicit, rule_names)
    here = directory = os.path.abspath(start_dir)
    while True:
        if not isolated:
            for name, read in ((OWN_FILE, _own_table), (SHARED_FILE, _shared_table)):
                path = os.path.join(directory, name)
                if not os.path.isfile(path):
                    continue
                shown = os.path.relpath(path, here)
                table = read(_read(path, shown), shown)
                if table is not None:
                    return _build(table, shown, directory, rule_names)
        parent = os.path.dirname(directory)
        if os.path.lexists(os.path.join(directory, ".git")):
            return Config(root=directory)
        if parent == directory:
            return Config(root=here)
        directory = parent


def codes_of(written: Iterable[str], rule_names: Mapping[str, str]) -> frozenset[str]:
    """The codes of the rules in `written`: by code, name, or family: how codes start (`SUP1`, `SUP1xx`).

    Raises UnknownRuleError with the nearest name.
    """
    return frozenset(code for word in written for code in _codes_of_word(word, rule_names))


def active_codes(config: Config, rule_names: Mapping[str, str]) -> frozenset[str]:
    """The codes of the rules that run: the selected ones, or all, without the ignored ones."""
    selected = codes_of(config.select, rule_names) if config.select else frozenset(rule_names.values())
    return selected - codes_of(config.ignore, rule_names)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` most likely stands for, whatever its case, or None when none is near."""
    import difflib

    by_lower = {candidate.lower(): candidate for candidate in candidates}
    matches = difflib.get_close_matches(word.strip().lower(), by_lower, n=1)
    return by_lower[matches[0]] if matches else None


def quoted(word: str) -> str:
    """`word` as an error message may repeat it: a misplaced key is cut down to two characters, control characters are
    escaped."""
    if len(word) >= _HARMLESS_LENGTH and any(character.isdigit() for character in word):
        word = f"{word[:2]}…"
    shown = "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in word)
    return f'"{shown}"'


def _codes_of_word(word: str, rule_names: Mapping[str, str]) -> Iterable[str]:
    known = {name.lower(): code for name, code in rule_names.items()}
    wanted = word.strip().lower()
    if wanted in known:
        return (known[wanted],)
    start = wanted.rstrip("x")
    whole_family = len(wanted) == _CODE_LENGTH or start == wanted
    if start.startswith("sup") and whole_family and (start == "sup" or start[3:].isdecimal()):
        family = {code for name, code in known.items() if name.startswith(start)}
        if family:
            return family
    near = nearest(word, rule_names)
    advice = f'did you mean "{near}"?' if near else "`sup-lint explain` lists the rules"
    raise UnknownRuleError(f"no rule is called {quoted(word)}; {advice}")


def _load_explicit(start_dir: str, explicit: str, rule_names: Mapping[str, str]) -> Config:
    path = os.path.join(os.path.abspath(start_dir), explicit)
    data = _read(path, explicit)
    shared = os.path.basename(path) == SHARED_FILE
    table = _shared_table(data, explicit) if shared else _own_table(data, explicit)
    if table is None:
        raise ConfigError(f"{explicit}: has no [tool.sup-lint] table")
    return _build(table, explicit, os.path.dirname(path), rule_names)


def _read(path: str, shown: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise ConfigError(f"{shown}: this settings file does not exist") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise ConfigError(f"{shown}: could not be read: {reason}") from None


def _own_table(data: bytes, shown: str) -> dict[str, object] | None:
    table = _parse(data, shown)
    if "tool" in table:
        raise ConfigError(f"{shown}: settings stand at the top level of this file, not under [tool.sup-lint]")
    return table


def _shared_table(data: bytes, shown: str) -> dict[str, object] | None:
    # Hardly a pyproject.toml has such a table: most runs get by without a TOML parser, also where sup-lint is
    # only a dependency.
    if b"sup-lint" not in data or not re.search(rb"sup-lint[\"']?[ \t]*[].=]", data):
        return None
    tool = _parse(data, shown).get("tool")
    table = tool.get("sup-lint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{shown}: tool.sup-lint must be a table")
    return table


def _parse(data: bytes, shown: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: is not UTF-8") from None
    except RecursionError:
        raise ConfigError(f"{shown}: is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        # The rest of the parser's message may repeat what stands in the file.
        place = re.search(r"\(at (line \d+, column \d+|end of document)\)$", str(error))
        raise ConfigError(f"{shown}: is not valid TOML{f' (at {place[1]})' if place else ''}") from None


def _build(table: Mapping[str, object], shown: str, root: str, rule_names: Mapping[str, str]) -> Config:
    for key in table:
        if key not in _KEYS:
            near = nearest(key.replace("_", "-"), _KEYS)
            advice = f'did you mean "{near}"?' if near else f"the settings are {', '.join(_KEYS)}"
            raise ConfigError(f"{shown}: there is no setting {quoted(key)}; {advice}")

    def value(key: str, check: Callable[[object, str], _Value], default: _Value) -> _Value:
        return check(table[key], f"{shown}: {key}") if key in table else default

    def rules(given: object, place: str) -> tuple[str, ...]:
        names = _strings(given, place)
        try:
            codes_of(names, rule_names)
        except UnknownRuleError as error:
            raise ConfigError(f"{place}: {error}") from None
        return names

    def rules_by_pattern(given: object, place: str) -> dict[str, tuple[str, ...]]:
        if not isinstance(given, dict):
            raise ConfigError(f"{place} must be a table of patterns, each with an array of rules")
        return {pattern: rules(names, f"{place}.{quoted(pattern)}") for pattern, names in given.items()}

    if table.get("select") == []:
        raise ConfigError(f"{shown}: select is empty, so that no rule would run; leave it out to run all")
    return Config(
        root=root,
        select=value("select", rules, ()),
        ignore=value("ignore", rules, ()),
        per_file_ignores=value("per-file-ignores", rules_by_pattern, {}),
        exclude=value("exclude", _strings, ()),
        fail_on=Severity(value("fail-on", _choice(tuple(Severity)), "warning")),
        format=value("format", _choice(FORMATS), FORMATS[0]),
        visible_characters=value("visible-characters", _visible, 4),
        baseline=value("baseline", _file_below(root), None),
    )


def _strings(given: object, place: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise ConfigError(f"{place} must be an array of strings")
    return tuple(given)


def _visible(given: object, place: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= _MOST_VISIBLE:
        raise ConfigError(f"{place} must be a number from 0 to {_MOST_VISIBLE}: so much of a key a log may show")
    return given


def _file_below(root: str) -> Callable[[object, str], str | None]:
    def check(given: object, place: str) -> str | None:
        if not isinstance(given, str) or not given.strip() or "\0" in given:
            raise ConfigError(f"{place} must be the path of a file")
        return os.path.normpath(os.path.join(root, given))

    return check


def _choice(choices: tuple[str, ...]) -> Callable[[object, str], str]:
    def check(given: object, place: str) -> str:
        if isinstance(given, str) and given in choices:
            return given
        near = nearest(given, choices) if isinstance(given, str) else None
        advice = f'; did you mean "{near}"?' if near else ""
        raise ConfigError(f"{place} must be one of {', '.join(choices)}{advice}")

    return check
