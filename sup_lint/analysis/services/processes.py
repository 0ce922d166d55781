"""Programs of a Procfile: they share the variables of one app."""

import re
from collections.abc import Iterator

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.services.layout import Layout, folder_of, joined
from sup_lint.analysis.services.naming import base_name, is_aside, is_generic, is_helper
from sup_lint.analysis.services.use import ServiceUse
from sup_lint.keys.names import VARIABLE

_LINE = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*:[ \t]*(\S[^\r\n]{0,500})", re.MULTILINE)
# Where a command goes first, or what it is told to work in.
_FOLDER = re.compile(r"(?:^|[\s;&(])(?:cd|--cwd|--prefix|--chdir|--dir|-C|--app-dir)[ =]\"?([\w./-]{1,200})")
_PATH = re.compile(r"(?:^|\s)(?:\./)?((?:[\w-]{1,80}/){1,6})[\w.-]{1,80}")
# A module's first package: gunicorn api.wsgi:app, python -m bot.main, celery -A jobs worker
_MODULE = re.compile(
    r"(?:-m|-A|--app|gunicorn|uvicorn|hypercorn|daphne)[ =](?:-[^\s]{1,40}\s){0,6}([A-Za-z_]\w{0,80})\b"
)


def uses(layout: Layout) -> Iterator[ServiceUse]:
    """Yield the process types of Procfiles whose programs use Supertone.

    All get the variables of one app. Those that run code of one folder or package are one program in several roles, and
    one service; so are those whose own code doesn't speak.
    """
    folders = {"."} | {top for path in layout.files if (top := path.partition("/")[0]) != path}
    for folder in sorted(folders):
        path = joined(folder, "Procfile")
        file = layout.file_at(path) if layout.has(path) and not is_aside(path) else None
        if file is not None:
            yield from _processes(path, file, layout)


def _processes(path: str, file: AnalysedFile, layout: Layout) -> Iterator[ServiceUse]:
    base = folder_of(path)
    lines = [line for line in _LINE.finditer(file.text) if not is_helper(line[1]) and line[1] != "release"]
    programs = [_program(line[2], base, layout) for line in lines]
    for line, folder in zip(lines, programs, strict=True):
        if layout.uses_supertone(folder):
            region = file.lines.region(line.start(1), line.end(1))
            # The types of a single program are its roles, and it is called like its folder.
            called = folder.rpartition("/")[2]
            is_single = len(set(programs)) == 1 and folder != "." and not is_generic(base_name(called))
            name = called if is_single else line[1]
            yield ServiceUse(name, file, region, ("variable", VARIABLE, path), "", "procfile", folder)


def _program(command: str, base: str, layout: Layout) -> str:
    """The folder of the program that a command starts; all that the Procfile is for if the command tells none."""
    for pattern in (_FOLDER, _PATH, _MODULE):
        for match in pattern.finditer(command):
            folder = joined(base, match[1])
            if folder.startswith("..") or folder == base or not layout.has_folder(folder):
                continue
            return _package(folder, base, layout)
    return base


def _package(folder: str, base: str, layout: Layout) -> str:
    """The package that a folder belongs to, or the folder itself."""
    around = folder
    while around not in {".", base}:
        if any(layout.has(joined(around, name)) for name in _MANIFESTS):
            return around
        around = folder_of(around)
    return folder


_MANIFESTS = ("package.json", "pyproject.toml", "requirements.txt", "go.mod", "Gemfile", "Cargo.toml", "pom.xml")
