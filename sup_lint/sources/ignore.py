"""Patterns in the syntax of .gitignore, decided as git decides them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from sup_lint.sources import wildcard


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
        self._runs = tuple(_Run(ignores, _either(names), _either(paths)) for ignores, names, paths in reversed(runs))

    def decide(self, path: str, *, directory: bool) -> bool | None:
        """Say whether the entry `path` is ignored; None if no pattern speaks of it.

        `path` is posix and relative to the place of the patterns. The entry alone is decided: that nothing
        below an ignored directory can be taken back is for the caller to see, who comes by the directory
        first.
        """
        name = path[path.rfind("/") + 1 :]
        if directory:
            path, name = path + wildcard.DIRECTORY, name + wildcard.DIRECTORY
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
        return self.directory(path[: max(path.rfind("/"), 0)]) or bool(self._patterns.decide(path, directory=False))


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
    end = f"{wildcard.DIRECTORY}?"
    if pattern.endswith("/"):
        pattern, end = pattern[:-1], wildcard.DIRECTORY
    with_path = "/" in pattern
    expression = wildcard.translate(pattern.removeprefix("/")) if pattern.strip("/") else None
    return None if expression is None else (ignores, with_path, expression + end)
