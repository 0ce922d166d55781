"""The files of one run as a whole: each parsed once, imports led to their files, one data flow over all."""

import os
import posixpath
from collections.abc import Callable

from sup_lint.analysis.dataflow.engine import Flow
from sup_lint.analysis.embedded.files import EmbeddedFiles
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.lowering import lower
from sup_lint.analysis.mishaps import give_program, tried
from sup_lint.analysis.program import Program
from sup_lint.analysis.scopes import Scopes
from sup_lint.keys.needles import is_suspect
from sup_lint.model.report import Failure
from sup_lint.sources import files
from sup_lint.sources.django_settings import settings_places
from sup_lint.sources.imports import Imports
from sup_lint.sources.includes import included
from sup_lint.sources.language import family_of, language_of
from sup_lint.sources.pages import PageScripts
from sup_lint.sources.reading import decode, to_gate
from sup_lint.sources.trials import is_test

# A module that is larger holds data, not settings that code imports.
_LARGEST_IMPORT = 4_000_000


class Project:
    """`root` bounds where imports lead, `display` turns an absolute path into the one that reports show.

    `lowering` turns a file's path, text and language into its program; `lower` does, unless somebody remembers.
    """

    def __init__(
        self,
        root: str,
        display: Callable[[str], str],
        *,
        visible_characters: int = 4,
        delivered: str | None = None,
        lowering: Callable[[str, str, str], Program | None] = lower,
    ) -> None:
        self.root = os.path.abspath(root)
        self.imports = Imports(root)
        self.failures: dict[str, Failure] = {}
        self.flow = Flow(self)
        # So many characters of a key may be shown: enough to tell keys apart, too few to help a thief.
        self.visible_characters = visible_characters
        # Why all files of the run are shipped to clients, as a sentence without a subject; None where each is asked.
        self.delivered = delivered
        self.read_beside: Callable[[str], bytes | None] = _read_or_none
        self._display = display
        self._lower = lowering
        self._files: dict[str, AnalysedFile | None] = {}
        self._programs: list[Program] = []
        self._scopes: dict[int, Scopes] = {}
        self._places: dict[int, str] = {}
        self._suspect: dict[str, bool] = {}
        self._settings: list[str] | None = None
        self._given_up: set[str] = set()
        self._including: set[int] = set()
        self._shared: dict[tuple[str, str], list[Program]] = {}
        self._shared_up_to = 0
        self._pages = PageScripts(self.root)
        self._embedded: dict[str, list[AnalysedFile]] = {}

    # --- files ---------------------------------------------------------------------------------------------------

    def add(self, path: str, data: bytes) -> AnalysedFile:
        """Analyse a file from its bytes; a parser's failure is noted, and the file has no program then."""
        place = os.path.abspath(path)
        known = self._files.get(place)
        if known is not None:
            return known
        shown = self._display(place)
        language = language_of(path, data[:1024].partition(b"\n")[0]) or ""
        file = self._as_text(place, shown, language, data)
        if file.built is None or file.built.is_readable:
            failure = give_program(file, self._lower)
            if failure is not None and (file.built is None or failure.is_own):
                self.failures[shown] = failure
            if failure is not None and file.built is not None:  # looked at without a parser, too
                self._files[place] = file
                return file
        if file.program is not None and file.program.gaps and file.built is None:
            line = file.program.gaps[0].line
            reason = f"could not be parsed whole (see line {line}); what is left out was checked as text only"
            self.failures[shown] = Failure(shown, reason)
        self._keep(file, place)
        mishap = tried(lambda: self._add_embedded(file, place))
        if mishap is not None:
            reason = f"{mishap.reason}; what lies in it was checked as text only"
            self.failures.setdefault(shown, Failure(shown, reason, mishap.is_own))
        return file

    def _add_embedded(self, host: AnalysedFile, place: str) -> None:
        embedded = EmbeddedFiles(host)
        for number, inner in enumerate(embedded.files):
            self._keep(inner, f"{place}#{number}")
            self._embedded.setdefault(host.path, []).append(inner)
        if embedded.failure:
            self.failures.setdefault(host.path, Failure(host.path, embedded.failure))

    def _keep(self, file: AnalysedFile, place: str) -> None:
        self._files[place] = file
        if file.program is not None:
            self._places[id(file.program)] = place
            self._programs.append(file.program)

    def within(self, file: AnalysedFile) -> list[AnalysedFile]:
        """What is embedded in a file: the Python of a page, the cells of a notebook, the code of a document."""
        return [inner for inner in self._embedded.get(file.path, ()) if inner is not file]

    def _as_text(self, place: str, shown: str, language: str, data: bytes) -> AnalysedFile:
        from sup_lint.analysis.bundle.built import built_output

        built = built_output(place, data, language, is_delivered=self.delivered is not None)
        if built is not None and built.is_binary:
            from sup_lint.analysis.bundle.binary import to_text

            return AnalysedFile(shown, to_text(data), language, built=built, data=data)
        return AnalysedFile(shown, decode(data), language, built=built)

    def beside(self, file: AnalysedFile, specifier: str) -> AnalysedFile | None:
        """The file that built code names by a path relative to itself: another chunk, a source map."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), specifier.partition("?")[0]))
        if path.startswith("/") and not file.path.startswith("/"):
            return None
        place = os.path.abspath(path)
        if place not in self._files:
            data = self.read_beside(path)
            if data is None:
                return None
            return self.add(path, data)
        return self._files[place]

    def shown(self, place: str) -> str:
        """An absolute path as reports show it."""
        return self._display(place)

    def is_test(self, file: AnalysedFile) -> bool:
        """Whether a file belongs to the tests of the project, by its path below the root."""
        return is_test(os.path.relpath(os.path.abspath(file.path), self.root).replace(os.sep, "/"))

    def files(self) -> list[AnalysedFile]:
        """The files analysed so far."""
        return [file for file in self._files.values() if file is not None]

    def file_of(self, program: Program) -> AnalysedFile:
        """The file that a program was made from."""
        file = self._files[self._places[id(program)]]
        assert file is not None
        return file

    def file_at(self, place: str) -> AnalysedFile | None:
        """The file at an absolute path, analysed if it wasn't yet; None where there is none, or too large a one."""
        return self._loaded(place) if place in self._files or files.is_file(place) else None

    def _loaded(self, place: str) -> AnalysedFile | None:
        if place not in self._files:
            self._files[place] = None  # while it loads, and if it can't be read
            try:
                data = files.read(place)
            except OSError:
                return None
            if len(data) > _LARGEST_IMPORT:
                return None
            del self._files[place]
            return self.add(place, data)
        return self._files[place]

    def give_up(self, file: AnalysedFile) -> None:
        """Note that a question about a key in `file` took too long to be answered to the end."""
        self._given_up.add(file.path)

    def gave_up(self, file: AnalysedFile) -> bool:
        """Whether something was given up in `file`."""
        return file.path in self._given_up

    # --- what the data flow asks ---------------------------------------------------------------------------------

    def programs(self) -> list[Program]:
        """Every program loaded so far."""
        return list(self._programs)

    def scopes(self, program: Program) -> Scopes:
        """The index of a program, made when first asked for."""
        found = self._scopes.get(id(program))
        if found is None:
            found = self._scopes[id(program)] = Scopes(program)
        return found

    def imported(self, program: Program, module: str, level: int) -> Program | None:
        """The program that an import of `module` with `level` leading dots in `program` leads to, if it is here."""
        place = self._place_of_import(program, module, level)
        if place is None:
            return None
        file = self._loaded(place)
        return file.program if file is not None else None

    def _place_of_import(self, program: Program, module: str, level: int) -> str | None:
        """The file that an import leads to; None for one outside the project."""
        importer = self._places.get(id(program), self.root)
        if program.language == "javascript":
            return self.imports.scripts.place(importer, module)
        return self.imports.modules.place(importer, module, level)

    def sharing(self, program: Program, name: str) -> list[Program]:
        """The other files in a language such as Kotlin or Go that bind `name`: it is seen without an import of it.

        Files that `program` takes in by their paths are loaded for it. In JavaScript: the scripts of the same page.
        """
        if program.language == "javascript":
            return self._beside_in_pages(program, name)
        if family_of(program.language) != "lexical":
            return []
        if id(program) not in self._including:
            self._including.add(id(program))
            for place in included(self._places[id(program)], program.text, self.root):
                self._loaded(place)
        for each in self._programs[self._shared_up_to :]:
            if family_of(each.language) == "lexical":
                scopes = self.scopes(each)
                for bound in {*scopes.module.bindings, *(definition.name for definition in scopes.classes)}:
                    self._shared.setdefault((each.language, bound), []).append(each)
        self._shared_up_to = len(self._programs)
        return [each for each in self._shared.get((program.language, name), ()) if each is not program]

    def _beside_in_pages(self, program: Program, name: str) -> list[Program]:
        """The programs of the same pages that may make `name` a global; no other is parsed."""
        place = self._places[id(program)].partition("#")[0]
        files = [self._loaded(each) for each in self._pages.making_global(place, program.text, name)]
        programs = [file.program for file in files if file is not None and file.program is not None]
        return [each for each in programs if each is not program]

    def settings(self) -> list[Program]:
        """The modules that Django's settings may be made from: settings.py, and what lies in settings folders."""
        if self._settings is None:
            self._settings = [place for place in settings_places(self.root) if self._loaded(place) is not None]
        files = [self._files[place] for place in self._settings]
        return [file.program for file in files if file is not None and file.program is not None]

    def imports_matching(self, program: Program, module: str, level: int, wanted: Callable[[str], bool]) -> bool:
        """Whether such an import leads to a file of the project with text that is `wanted`; the file isn't parsed."""
        place = self._place_of_import(program, module, level)
        if place is None:
            return False
        known = self._files.get(place)
        if known is not None:
            return wanted(known.text)
        try:
            data = files.read(place)
        except OSError:
            return False
        return len(data) <= _LARGEST_IMPORT and wanted(decode(data))

    def imports_suspect(self, program: Program, module: str, level: int) -> bool:
        """Whether such an import leads to a file of the project that names Supertone; the file isn't parsed."""
        place = self._place_of_import(program, module, level)
        if place is None:
            return False
        if place not in self._suspect:
            try:
                self._suspect[place] = is_suspect(to_gate(files.read(place)))
            except OSError:
                self._suspect[place] = False
        return self._suspect[place]


def _read_or_none(path: str) -> bytes | None:
    try:
        return files.read(path)
    except OSError:
        return None
