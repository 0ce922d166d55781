"""Which files a program takes in by their paths: Dart's imports, #include, require_relative and their like."""

import os
import re
from collections.abc import Iterator

from sup_lint.sources import files

_INCLUDE = re.compile(
    r"""
    ^[ \t]{0,40} (?: \#[ \t]{0,8}(?:include|import) | import | export | part | require_relative | require_once | require
      | include_once | include | source | \. )
    [ \t]{0,8} \(? [ \t]{0,8} (?: (?:__DIR__|dirname\(__FILE__\)) [ \t]{0,8} \. [ \t]{0,8} )?
    ["'] (?P<path>[^"'\r\n]{1,300}) ["']
    """,
    re.MULTILINE | re.VERBOSE,
)
_PACKAGE = re.compile(r"package:(\w{1,100})/(.{1,300})")
_MOST = 60


def included(importer: str, text: str, root: str) -> Iterator[str]:
    """Yield the files below `root`, by absolute paths, that the text of the file `importer` takes in."""
    folder = os.path.dirname(importer)
    for number, match in enumerate(_INCLUDE.finditer(text)):
        if number == _MOST:
            return
        path = match["path"]
        package = _PACKAGE.fullmatch(path)
        if package is not None:
            place = _in_package(folder, package[1], package[2], root)
        else:
            place = os.path.normpath(os.path.join(folder, path.lstrip("/") if "__" in match[0] else path))
        for candidate in (place, f"{place}.rb") if place else ():
            if candidate.startswith(root.rstrip(os.sep) + os.sep) and files.is_file(candidate):
                yield candidate
                break


def _in_package(folder: str, name: str, path: str, root: str) -> str:
    """The file of a Dart package of the project, if the package around the importing file is that one."""
    while folder.startswith(root):
        if files.is_file(os.path.join(folder, "pubspec.yaml")):
            text = files.text_start(os.path.join(folder, "pubspec.yaml"), 100_000)
            named = re.search(r"^name:[ \t]*[\"']?(\w{1,100})", text, re.MULTILINE)
            return os.path.join(folder, "lib", path) if named is not None and named[1] == name else ""
        if folder == root or folder == os.path.dirname(folder):
            break
        folder = os.path.dirname(folder)
    return ""
