"""What is embedded in a file, each piece as a file of its own with the host's path."""

import os
from collections.abc import Iterator

from sup_lint.analysis.embedded.embedding import Embedding
from sup_lint.analysis.embedded.reading import EmbeddedText, embedded_in, joined_texts
from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.lowering import ParseError, lower
from sup_lint.analysis.settings.malformed import MalformedError
from sup_lint.keys.names import is_tied, mentions_vendor
from sup_lint.model.region import Region

# What a page has in which Python runs.
_PYTHON_IN_PAGES = (
    "py-script",
    'type="py',
    "type='py",
    "type=py",
    "mpy",
    "text/python",
    "runpython",
    "stlite",
    "gradio-",
)


class EmbeddedFiles:
    """The files that lie in `host`, programs lowered; `failure` says in a sentence without a subject what could not be
    taken out, and is empty otherwise.

    A host that is not in its own format is marked as malformed; a notebook belongs to Supertone code if what lies in it
    does.
    """

    def __init__(self, host: AnalysedFile) -> None:
        self.failure = ""
        self.files: list[AnalysedFile] = []
        self._host = host
        if host.language == "html":
            self.files += _python_of_page(host)
        if host.built is None:
            self._take_apart()

    def _take_apart(self) -> None:
        host = self._host
        texts: list[EmbeddedText] = []
        try:
            for text in embedded_in(host):
                texts.append(text)  # noqa: PERF402 - what came before a MalformedError is kept
        except MalformedError as error:
            host.is_malformed = True
            self.failure = f"could not be read ({error}); it was checked as text only"
        if host.language == "notebook" and not host.is_malformed:
            # Its own text is escaped, and full of pictures.
            host.is_tied = mentions_vendor(os.path.basename(host.path)) or any(is_tied(each.text) for each in texts)
        for text in texts:
            self._take(text)

    def _take(self, text: EmbeddedText) -> None:
        host = self._host
        embedding = Embedding(host, text.pieces, text.parts, is_example=text.is_example)
        inner = AnalysedFile(host.path, text.text, text.language, embedding=embedding)
        try:
            inner.program = lower(host.path, text.text, text.language)
        except ParseError:
            if text.alternatives:
                self._take_one_by_one(text.alternatives)
                return
            # An example with an ellipsis in the wrong place is no fault of the document.
            if not inner.is_example and not self.failure:
                where = inner.place_name(Region(1, 1, 1, 1)).partition(",")[0]
                self.failure = f"could not be parsed in {where or 'a part of it'}; that was checked as text only"
        self.files.append(inner)

    def _take_one_by_one(self, parts: tuple[EmbeddedText, ...]) -> None:
        """A cell that is no good hides no other, nor what others hand on to each other."""
        broken = [part for part in parts if not _is_parsed(part, self._host.path)]
        good = [part for part in parts if part not in broken]
        for part in (*((joined_texts(good),) if good and broken else good), *broken):
            self._take(part)


def _python_of_page(page: AnalysedFile) -> Iterator[AnalysedFile]:
    """The Python that a page runs in the browser, as a file with the page's text."""
    lowered = page.text.lower()
    if any(sign in lowered for sign in _PYTHON_IN_PAGES):
        from sup_lint.analysis.python.embedded import parse_page

        program = parse_page(page.path, page.text)
        if program is not None:
            yield AnalysedFile(page.path, page.text, "python", program)


def _is_parsed(text: EmbeddedText, path: str) -> bool:
    try:
        lower(path, text.text, text.language)
    except ParseError:
        return False
    return True
