"""What the protocol asks of the server, and how the session answers it."""

import os
from collections.abc import Mapping
from dataclasses import replace

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from sup_lint.config import BASELINE, OWN_FILE, SHARED_FILE, ConfigError
from sup_lint.editor import actions
from sup_lint.editor.addresses import path_of, place_of
from sup_lint.editor.client_process import is_running
from sup_lint.editor.diagnostics import diagnostic, hover
from sup_lint.editor.documents import Document
from sup_lint.editor.notebooks import Notebooks
from sup_lint.editor.options import SECTION, overrides_of
from sup_lint.editor.positions import Encoding, region_of
from sup_lint.editor.requests import Insertion, Silence
from sup_lint.editor.session import Pace, Session
from sup_lint.editor.texts import Texts
from sup_lint.model.finding import Checklist, Finding

_WATCHED = (f"**/{{{SHARED_FILE},{OWN_FILE},{BASELINE},.gitignore}}",)
_NOTEBOOK = ".ipynb"
_MOST_HOVERED = 5
_MOST_COMMENTS = 200


class Front:
    """Answers the protocol's requests for one client."""

    def __init__(self, server: LanguageServer, pace: Pace | None = None) -> None:
        self._server = server
        self.session = Session(self._show, self._complain, pace)
        self.notebooks = Notebooks()
        self.was_shut_down = False
        self._client_process: int | None = None
        self._comments: dict[tuple[str, int, Finding], Insertion | None] = {}

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take in a document; one that is no file is left alone."""
        given = params.text_document
        place = place_of(given.uri, given.language_id, self._folder())
        if place is not None:
            self.session.documents.open(given.uri, place, given.text, given.version)
            self.session.check(given.uri, spreads=True)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take in what was typed."""
        given = params.text_document
        if self.session.documents.change(given.uri, given.version, params.content_changes, self._encoding):
            self.session.check(given.uri, self.session.pace.typing, spreads=True)

    def did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """Check at once; a file of settings holds from now on."""
        uri = params.text_document.uri
        path = path_of(uri)
        if path is not None and os.path.basename(path) in (SHARED_FILE, OWN_FILE, BASELINE):
            self.session.check_all()
        elif self.session.documents.get(uri) is not None:
            self.session.check(uri, spreads=True)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Let go of a document."""
        self.session.close(params.text_document.uri)

    def did_open_notebook(self, params: types.DidOpenNotebookDocumentParams) -> None:
        """Take in a notebook."""
        self.notebooks.open(params)
        self._check_notebook(params.notebook_document.uri)

    def did_change_notebook(self, params: types.DidChangeNotebookDocumentParams) -> None:
        """Take in what was typed into its cells, and which of them came and went."""
        for cell in self.notebooks.change(params, self._encoding):
            self._publish(cell, [], None)
        self._check_notebook(params.notebook_document.uri, self.session.pace.typing)

    def did_close_notebook(self, params: types.DidCloseNotebookDocumentParams) -> None:
        """Let go of a notebook."""
        for cell in self.notebooks.close(params.notebook_document.uri):
            self._publish(cell, [], None)
        self.session.close(params.notebook_document.uri)

    def _check_notebook(self, uri: str, delay: float = 0.0) -> None:
        written = self.notebooks.written(uri)
        place = place_of(uri, "", self._folder())
        if written is not None and place is not None:
            name = place if place.endswith(_NOTEBOOK) else place + _NOTEBOOK
            self.session.documents.open(uri, name, written.text, 0)
            self.session.check(uri, delay, spreads=True)

    def _in_cells(self, uri: str, findings: list[Finding]) -> dict[str, list[Finding]]:
        """Findings in the file that a notebook was written as, by the cells that they belong in."""
        found: dict[str, list[Finding]] = {cell.uri: [] for cell in self.notebooks.cells(uri)}
        written = self.notebooks.written(uri)
        if written is None:
            return found
        for finding in findings:
            place = written.in_cell(finding.region)
            if place is not None:
                cell, region = place
                found[cell.uri].append(replace(finding, path=cell.path, region=region, related=(), fix=None))
        return found

    def initialize(self, params: types.InitializeParams) -> None:
        """Take in the editor's options, and which process it is."""
        self._configure(params.initialization_options)
        # An id that means nothing from the first is one of another machine, or of outside this container.
        if params.process_id is not None and is_running(params.process_id):
            self._client_process = params.process_id

    @property
    def is_orphaned(self) -> bool:
        """Whether the editor's process was there, and is gone."""
        return self._client_process is not None and not is_running(self._client_process)

    def initialized(self, _params: types.InitializedParams) -> None:
        """Start the analysing process before it is needed; ask to be told when settings change on the disk."""
        self.session.warm_up(self._folder())
        workspace = self._client.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        named = types.Registration("sup-lint-settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self._server.client_register_capability(types.RegistrationParams([named]))

    def did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        """Take in the editor's options anew; many editors send none, or those of all servers."""
        if isinstance(params.settings, Mapping) and SECTION in params.settings:
            self._configure(params.settings)
        self.session.check_all()

    def look_again(self, _params: object) -> None:
        """Check all: files have changed on the disk, or folders came and went."""
        self.session.check_all()

    def shutdown(self, _params: None) -> None:
        """Stop checking; `exit` is to come."""
        self.was_shut_down = True
        self.session.end()

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The pages of the rules whose findings lie under the pointer."""
        settled = await self._settled(params.text_document.uri)
        if settled is None:
            return None
        document, findings = settled
        point = types.Range(params.position, params.position)
        return hover(
            _touching(document, findings, point, self._encoding)[:_MOST_HOVERED], document.lines, self._encoding
        )

    async def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings in a range."""
        settled = await self._settled(params.text_document.uri)
        if settled is None:
            return []
        document, findings = settled
        is_cell = self.notebooks.holding(document.uri) is not None
        documents = self.notebooks.documents if is_cell else self.session.documents
        only = params.context.only
        around = actions.Surroundings(Texts(documents), self._encoding, self._client)
        offered: list[types.CodeAction | None] = []
        if actions.wanted(types.CodeActionKind.QuickFix.value, only):
            for finding in _touching(document, findings, params.range, self._encoding):
                shown = diagnostic(finding, document.lines, around.texts, self._encoding, self._client)
                offered.append(actions.quick_fix(finding, shown, around))
                comment = await self._comment(document, finding)
                if comment is not None:
                    offered.append(actions.ignore(finding, shown, comment.region, comment.text, around))
        if actions.wanted(actions.FIX_ALL, only):
            offered.append(actions.fix_all(findings, around))
        latest = documents.get(document.uri)
        if latest is None or latest.revision != document.revision:
            return []  # it was typed on meanwhile
        # Two findings in one line have one comment.
        return list({(each.title, repr(each.edit)): each for each in offered if each is not None}.values())

    async def _settled(self, uri: str) -> tuple[Document, list[Finding]] | None:
        """A document, or a cell of a notebook, and what was found in this version of it."""
        notebook = self.notebooks.holding(uri)
        if notebook is None:
            return await self.session.settled(uri)
        settled = await self.session.settled(notebook)
        cell = self.notebooks.documents.get(uri)
        if settled is None or cell is None:
            return None
        return cell, self._in_cells(notebook, settled[1])[uri]

    async def _comment(self, document: Document, finding: Finding) -> Insertion | None:
        if not finding.takes_comment or finding.checklist is Checklist.HYGIENE:
            return None
        asked = document.uri, document.revision, finding
        if asked not in self._comments:  # editors ask again wherever the cursor goes
            answer = await self.session.analysis.ask(Silence(document.path, document.text, finding))
            while len(self._comments) >= _MOST_COMMENTS:
                self._comments.pop(next(iter(self._comments)))
            self._comments[asked] = answer if isinstance(answer, Insertion) else None
        return self._comments[asked]

    def _show(self, path: str) -> None:
        texts = Texts(self.session.documents)
        found = self.session.findings_at(path)
        uri = texts.address(path)
        cells = self.notebooks.cells(uri)
        if not cells:
            shown = [diagnostic(each, texts.lines(path), texts, self._encoding, self._client) for each in found]
            self._publish(uri, shown, texts.version(path))
            return
        by_cell = self._in_cells(uri, found)
        for cell in cells:
            inner = by_cell[cell.uri]
            shown = [diagnostic(each, cell.lines, texts, self._encoding, self._client) for each in inner]
            self._publish(cell.uri, shown, cell.version)

    def _publish(self, uri: str, shown: list[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, shown, version))

    def _complain(self, sentence: str) -> None:
        shown = types.ShowMessageParams(types.MessageType.Warning, f"sup-lint: {sentence}")
        self._server.window_show_message(shown)

    def _configure(self, given: object) -> None:
        try:
            self.session.overrides = overrides_of(given, self._folder())
        except ConfigError as error:
            self.session.complain(str(error))

    def _folder(self) -> str:
        """The first folder of the workspace that is one on the disk."""
        workspace = self._server.workspace
        addresses = [*workspace.folders, *((workspace.root_uri,) if workspace.root_uri else ())]
        return next(filter(None, map(path_of, addresses)), os.getcwd())

    @property
    def _client(self) -> types.ClientCapabilities:
        return self._server.client_capabilities

    @property
    def _encoding(self) -> Encoding:
        return self._server.workspace.position_encoding or types.PositionEncodingKind.Utf16


def _touching(document: Document, findings: list[Finding], given: types.Range, encoding: Encoding) -> list[Finding]:
    """The findings that a range, which may be a mere position, has something in common with."""
    region = region_of(document.lines, given, encoding)
    return [each for each in findings if each.region[:2] <= region[2:] and region[:2] <= each.region[2:]]
