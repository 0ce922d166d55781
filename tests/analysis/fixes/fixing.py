"""What the tests of fixes share: files with keys in them, and what they are once their fixes are made."""

import itertools
import random
import re
from pathlib import Path

from sup_lint.analysis.depth import with_deep_stack
from sup_lint.analysis.fixes.literal import literal_fix
from sup_lint.analysis.literal_keys import literal_keys
from sup_lint.analysis.project import Project
from sup_lint.model.fix import Edit, Fix, Safety
from sup_lint.sources.lines import LineIndex
from tests.keymaker import HEX

KEYS = {
    "": "".join(random.Random(20260101).choices(HEX, k=32)),
    "2": "".join(random.Random(20260102).choices(HEX, k=32)),
}


def filled(text: str) -> str:
    """A text with its `«key»` and `«key2»` filled in."""
    return re.sub(r"«key(\d?)»", lambda match: KEYS[match[1]], text)


def fixes(files: dict[str, str], folder: Path) -> list[Fix | None]:
    """The fixes of all keys in all files of a project, in the order of the files; `folder` is the working directory."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(filled(text).encode())

    def found() -> list[Fix | None]:
        project = Project(str(folder), lambda place: Path(place).relative_to(folder).as_posix())
        analysed = [project.add(str(folder / name), (folder / name).read_bytes()) for name in files]
        # A file's keys are told for each of the files that use them.
        literals = {
            (literal.file.path, literal.region): literal for file in analysed for literal in literal_keys(file, project)
        }
        return [literal_fix(literal, project) for literal in literals.values()]

    return with_deep_stack(found)


def applied(text: str, path: str, made: list[Fix | None], *, unsafe: bool = True) -> str:
    """The text of the file at `path` with the edits of all fixes made, equal ones once."""
    edits: dict[Edit, None] = {}
    for fix in made:
        if fix is not None and (unsafe or fix.kind is Safety.SAFE):
            edits.update(dict.fromkeys(each for each in fix.edits if each.path == path))
    lines = LineIndex(text)
    ends = "\r\n" if "\r\n" in text else "\n"
    spans = [
        (lines.offset(*each.region[:2]), lines.offset(*each.region[2:]), each.text.replace("\n", ends))
        for each in edits
    ]
    spans.sort(key=lambda span: span[:2])
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans)), "edits overlap"
    for start, end, put in reversed(spans):
        text = text[:start] + put + text[end:]
    return text


def fixed(files: dict[str, str], folder: Path, *, unsafe: bool = True) -> dict[str, str]:
    """The files of a project with all fixes made; no fix may show a key."""
    made = fixes(files, folder)
    assert not any(key in repr(made) for key in KEYS.values())
    return {name: applied(filled(text), name, made, unsafe=unsafe) for name, text in files.items()}
