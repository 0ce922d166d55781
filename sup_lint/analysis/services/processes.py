"""Programs of a Procfile: they share the variables of one app."""

import re
from collections.abc import Iterator

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import is_aside, is_helper
from sup_lint.analysis.services.use import ServiceUse
from sup_lint.keys.names import VARIABLE

_LINE = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*:[ \t]*(\S[^\r\n]{0,500})", re.MULTILINE)
# Where a command goes first, or what it is told to work in.
_FOLDER = re.compile(r"(?:^|[\s;&(])(?:cd|--cwd|--prefix|--chdir|--dir|-C|--app-dir)[ =]\"?([\w./-]{1,200})")
_PATH = re.compile(r"(?:^|\s)(?:\./)?((?:[\w-]{1,80}/){1,6})[\w.-]{1,80}")


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the process types of Procfiles whose programs use Supertone.

    All get the variables of one app. Those that run code of one folder are one program in several roles, and one
    service.
    """
    folders = {"."} | {top for path in layout.files if (top := path.partition("/")[0]) != path}
    for folder in sorted(folders):
        path = joined(folder, "Procfile")
        file = layout.file_at(path) if layout.has(path) and not is_aside(path) else None
        if file is not None:
            yield from _processes(path, file, layout)


def _processes(path: str, file: AnalysedFile, layout: Layout) -> Iterator[ServiceUse]:
    base = folder_of(path)
    for line in _LINE.finditer(file.text):
        name, command = line[1], line[2]
        if is_helper(name) or name == "release":
            continue
        folder = _program(command, base, layout)
        if layout.uses_supertone(folder):
            region = file.lines.region(line.start(1), line.end(1))
            yield ServiceUse(name, file, region, ("variable", VARIABLE, path), "", "procfile", folder)


def _program(command: str, base: str, layout: Layout) -> str:
    """The folder of the program that a command starts: a package of its own, or all that the Procfile is for."""
    for pattern in (_FOLDER, _PATH):
        for match in pattern.finditer(command):
            folder = joined(base, match[1])
            while folder not in {".", base} and not folder.startswith(".."):
                if any(layout.has(joined(folder, name)) for name in _MANIFESTS):
                    return folder
                folder = folder_of(folder)
    return base


_MANIFESTS = ("package.json", "pyproject.toml", "requirements.txt", "go.mod", "Gemfile", "Cargo.toml", "pom.xml")
