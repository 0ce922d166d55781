"""Patterns in the syntax of .gitignore, decided as git decides them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_POSIX_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t-\\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_NEVER = "(?!)"


class _Run(NamedTuple):
    """Neighbouring patterns that all ignore, or all take back: their order does not matter."""

    ignores: bool
    by_name: re.Pattern[str] | None
    by_path: re.Pattern[str] | None


class Patterns:
    """The patterns of one .gitignore file, or of one setting; the last one that matches decides."""

    __slots__ = ("_runs",)

    def __init__(self, lines: Iterable[str]) -> None:
        """Take lines with or without line ends. A line that git would not understand matches nothing."""
        runs: list[tuple[bool, list[str], list[str]]] = []
        for line in lines:
            parsed = _parse(line)
            if parsed is None:
                continue
            ignores, with_path, expression = parsed
            if not runs or runs[-1][0] != ignores:
                runs.append((ignores, [], []))
            _, by_name, by_path = runs[-1]
            (by_path if with_path else by_name).append(expression)
        self._runs = tuple(
            _Run(ignores, _either(names), _either(paths)) for ignores, names, paths in reversed(runs)
        )

    def decide(self, path: str, *, directory: bool) -> bool | None:
        """Say whether the entry `path` is ignored; None if no pattern speaks of it.

        `path` is posix and relative to the place of the patterns. The entry alone is decided: that nothing
        below an ignored directory can be taken back is for the caller to see, who comes by the directory
        first.
        """
        name = path[path.rfind("/") + 1 :]
        if directory:
            path, name = f"{path}/", f"{name}/"
        for ignores, by_name, by_path in self._runs:
            if (by_name and by_name.fullmatch(name)) or (by_path and by_path.fullmatch(path)):
                return ignores
        return None


class Exclusion:
    """The files that a setting excludes, with all that lies below an excluded directory."""

    __slots__ = ("_directories", "_patterns")

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = Patterns(patterns)
        self._directories: dict[str, bool] = {"": False}

    def directory(self, path: str) -> bool:
        """Whether the directory `path`, posix and relative to the root of the patterns, is excluded."""
        known = self._directories.get(path)
        if known is None:
            ends = [at for at, character in enumerate(path) if character == "/"]
            known = any(self._patterns.decide(path[:end], directory=True) for end in (*ends, len(path)))
            self._directories[path] = known
        return known

    def file(self, path: str) -> bool:
        """Whether the file `path`, posix and relative to the root of the patterns, is excluded."""
        return self.directory(path[: max(path.rfind("/"), 0)]) or bool(
            self._patterns.decide(path, directory=False)
        )


def _either(expressions: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(expressions), re.DOTALL) if expressions else None


def _parse(line: str) -> tuple[bool, bool, str] | None:
    """Split a line into whether it ignores, whether it speaks of paths (else names), and its expression."""
    pattern = line.removesuffix("\n").removesuffix("\r")
    if pattern.startswith("#"):
        return None
    bare = pattern.rstrip(" ")
    escaped = len(bare) - len(bare.rstrip("\\"))
    pattern = bare + " " if escaped % 2 and len(bare) < len(pattern) else bare
    ignores = not pattern.startswith("!")
    pattern = pattern if ignores else pattern[1:]
    end = "/?"
    if pattern.endswith("/"):
        pattern, end = pattern[:-1], "/"
    with_path = "/" in pattern
    expression = _translate(pattern.removeprefix("/")) if pattern.strip("/") else None
    return None if expression is None else (ignores, with_path, expression + end)


def _translate(pattern: str) -> str | None:
    """Turn a pattern into a regular expression; None if it can match nothing.

    What stands between two stars may settle at its first place, since the star after it takes whatever
    follows. Atomic groups (`(?>…)`) say so; without them a hostile pattern with many stars would run for
    ever.
    """
    done: list[str] = []  # up to the last `**/`
    star = ""  # the last `**/` or `*`, with what it is
    part: list[str] = []  # after the last star
    level: list[str] = []  # after the last `**/`, up to the last `*`
    at, length = 0, len(pattern)

    def settle() -> None:
        nonlocal part
        text = "".join(part)
        level.append(f"(?>{star}{text})" if star else text)
        part = []

    across = ""
    while at < length:
        character = pattern[at]
        at += 1
        if character == "*":
            begin = at - 1
            while at < length and pattern[at] == "*":
                at += 1
            double = at - begin >= 2 and (begin == 0 or pattern[begin - 1] == "/")
            settle()
            if double and at == length:
                star = ".*"
            elif double and pattern[at] == "/":
                at += 1
                segment = "".join(level)
                done.append(f"(?>{across}{segment})" if across else segment)
                level, star, across = [], "", "(?:.*?/)??"
            else:
                star = "[^/]*?"
        elif character == "?":
            part.append("[^/]")
        elif character == "[":
            found = _bracket(pattern, at)
            if found is None:
                return None
            expression, at = found
            part.append(expression)
        elif character == "\\":
            if at == length:
                return None
            part.append(re.escape(pattern[at]))
            at += 1
        else:
            part.append(re.escape(character))
    return "".join((*done, across, *level, star, *part))


def _bracket(pattern: str, at: int) -> tuple[str, int] | None:
    """Translate the bracket expression whose `[` stands before `at`; give it and the place after it."""
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    first, items, length = at, [], len(pattern)
    while at < length and (pattern[at] != "]" or at == first):
        if pattern.startswith("[:", at) and (end := pattern.find(":]", at + 2)) > 0:
            if pattern[at + 2 : end] not in _POSIX_CLASSES:
                return None
            items.append(_POSIX_CLASSES[pattern[at + 2 : end]])
            at = end + 2
            continue
        at += pattern[at] == "\\"
        low = high = pattern[at : at + 1]
        at += 1
        if pattern.startswith("-", at) and at + 1 < length and pattern[at + 1] != "]":
            at += 1
            at += pattern[at] == "\\"
            high = pattern[at : at + 1]
            at += 1
        if low <= high:
            items.append(re.escape(low) if low == high else f"{re.escape(low)}-{re.escape(high)}")
    if at >= length:
        return None
    if not items:
        return ("[^/]" if negated else _NEVER), at + 1
    return f"(?!/)[{'^' if negated else ''}{''.join(items)}]", at + 1
