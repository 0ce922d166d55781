"""What fuzzing starts from: the seeds that are kept, and the examples of all rules."""

import re
from collections.abc import Iterator
from pathlib import Path

from sup_lint.rules import RULES
from sup_lint.sources.language import language_of
from tests.fuzz.analysis import EVERYTHING, NAMES
from tests.fuzz.planted import MARK, NEXT_FILE

SEEDS = Path(__file__).parent / "seeds"


def seeds(target: str) -> list[bytes]:
    """The seeds of a target, in order."""
    return [path.read_bytes() for path in sorted(SEEDS.glob(f"{target}/*"))]


def examples(target: str) -> Iterator[bytes]:
    """The rules' examples whose files the target looks at, as its inputs; none for a target that takes no files."""
    names = {"projects": EVERYTHING, "bundles": EVERYTHING}.get(target, NAMES.get(target, ()))
    by_language = {language_of(name): name for name in reversed(names)}
    for rule in RULES:
        for example in (*rule.valid, *rule.invalid):
            files = {"app.py": example} if isinstance(example, str) else example
            found = {
                by_language[language]: _plain(text)
                for name, text in files.items()
                if (language := language_of(name)) in by_language
            }
            if found:
                yield NEXT_FILE.join(f"{name}\n".encode() + text for name, text in found.items())


def _plain(text: str) -> bytes:
    return re.sub(r"«key(?:\|\w+)?»", MARK.decode(), text.replace("[|", "").replace("|]", "")).encode()
