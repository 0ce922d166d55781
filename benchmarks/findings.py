"""Whether a contestant found what was planted, told by the files that it names."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from measuring import Result

PATHS = re.compile(r"[\w./-]{1,4096}")


def named_files(printed: str, directory: Path) -> set[str]:
    """What may be file names in a report, relative to the directory that it is about."""
    for place in {str(directory), str(directory.resolve())}:
        printed = printed.replace(f"{place}/", "")
    return {match.group().removeprefix("./").rstrip(".") for match in PATHS.finditer(printed)}


def found(result: Result, planted: Sequence[str] | None, directory: Path) -> str:
    """How many of the files with a key a report names, and how many others: `9 of 10, 3 others`."""
    if planted is None or not result.contestant.reports:
        return ""
    if result.cut:
        return "?"
    named = named_files(result.output, directory)
    # In a history a file may be named from the repository's folder on or from the one around it.
    by_planted = {name: {other for other in named if f"/{other}".endswith(f"/{name}")} for name in planted}
    of_planted = sum(map(bool, by_planted.values()))
    # os.path, because pathlib raises for what is too long to be a name.
    others = sum(
        os.path.isfile(directory / name) for name in named.difference(*by_planted.values()) if not name.startswith("/")
    )
    parts = [f"{of_planted} of {len(planted)}"] if planted else []
    if others:
        parts.append(f"{others} {'other' if others == 1 else 'others'}")
    return ", ".join(parts) or "nothing"
