"""Which files of the project a file imports, read from its bytes: it need not be parsed."""

import os
import re
from collections.abc import Iterator

from sup_lint.sources.language import family_of, language_of
from sup_lint.sources.modules import ModuleFinder
from sup_lint.sources.scripts import ScriptFinder

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+(\.{0,10})([\w.]*)[ \t]+import[ \t]*(\([^)]{0,4000}\)|[^\n#;]{1,1000})"
    rb"|import[ \t]+([^\n#;]{1,500}))",
    re.MULTILINE,
)
# import … from "…", export … from "…", import "…", import("…"), require("…")
_SPECIFIER = re.compile(
    rb"""\b(from|import|require)\s{0,20}\(?\s{0,20}["'`]([^"'`\n\\]{1,300})["'`]""",
)
_KEYWORD = re.compile(rb"\b(?:import|export)(?:\s{1,20}(type)\b)?")
# The names between `import type` and `from` may be many.
_LONGEST_CLAUSE = 2_000


class Imports:
    """Reads imports, and finds the files that they lead to below `root`, an absolute path."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)
        self.modules = ModuleFinder(root)
        self.scripts = ScriptFinder(root)

    def targets(self, path: str, data: bytes) -> set[str]:
        """The files, by absolute paths, that the file `path` with the bytes `data` imports when it runs."""
        importer = os.path.abspath(path)
        language = language_of(path, data[:1024]) or ""
        if family_of(language) == "javascript":
            places = [self.scripts.place(importer, name) for name in specifiers(data)]
        elif language == "python":
            places = list(self._of_python(importer, data))
        else:
            return set()
        return {place for place in places if place is not None and place != importer}

    def _of_python(self, importer: str, data: bytes) -> Iterator[str | None]:
        for module, level, names in _statements(data):
            for wanted in (module, *(f"{module}.{name}".lstrip(".") for name in names)):
                yield self.modules.place(importer, wanted, level) if wanted or level else None


def specifiers(data: bytes) -> Iterator[str]:
    """What JavaScript or TypeScript imports by name or path; nothing that is imported for its types alone."""
    end = 0
    for match in _SPECIFIER.finditer(data):
        if match[1] != b"from" or not _is_type(data[max(end, match.start() - _LONGEST_CLAUSE) : match.start()]):
            yield match[2].decode("utf-8", "replace")
        end = match.end()


def _is_type(clause: bytes) -> bool:
    """Whether the last `import` or `export` in front of `from` takes types."""
    keywords = _KEYWORD.findall(clause)
    return bool(keywords) and bool(keywords[-1])


def _statements(data: bytes) -> Iterator[tuple[str, int, list[str]]]:
    for match in _IMPORT.finditer(data):
        if match[4]:
            for part in match[4].decode("utf-8", "replace").split(","):
                yield part.split(" as ")[0].strip(), 0, []
        else:
            names = match[3].decode("utf-8", "replace").strip("() \t\\").split(",")
            cleaned = [name.split(" as ")[0].strip() for name in names]
            yield (
                match[2].decode("utf-8", "replace"),
                len(match[1]),
                [name for name in cleaned if name.isidentifier()],
            )
