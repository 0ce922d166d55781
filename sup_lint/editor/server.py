"""The language server: what the protocol asks, and how the session answers it."""

import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError
from pygls.lsp.server import LanguageServer

from sup_lint import __version__
from sup_lint.config import BASELINE, OWN_FILE, SHARED_FILE, ConfigError
from sup_lint.editor import actions
from sup_lint.editor.addresses import path_of, place_of
from sup_lint.editor.diagnostics import diagnostic, hover
from sup_lint.editor.documents import Document
from sup_lint.editor.options import overrides_of
from sup_lint.editor.positions import Encoding, region_of
from sup_lint.editor.requests import Silence, Silenced
from sup_lint.editor.session import Pace, Session
from sup_lint.editor.texts import Texts
from sup_lint.model.finding import Checklist, Finding

_WATCHED = (f"**/{{{SHARED_FILE},{OWN_FILE},{BASELINE},.gitignore}}",)
_MOST_HOVERED = 5
_MOST_COMMENTS = 200

_Answer = TypeVar("_Answer")


class Server(LanguageServer):
    """pygls' server without its habit of telling the client, or a log, what was in a message that it stumbled over."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log the kind of an error, and nothing of what it says: that may quote a document."""
        del source
        logging.getLogger(__name__).error("a message could not be handled: %s", type(error).__name__)


class Front:
    """Answers the protocol's requests for one client."""

    def __init__(self, server: Server, pace: Pace | None = None) -> None:
        self._server = server
        self.session = Session(self._show, self._complain, pace)
        self.was_shut_down = False
        self._comments: dict[tuple[int, Finding], Silenced | None] = {}

    # --- documents -------------------------------------------------------------------------------------------------

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

    # --- settings --------------------------------------------------------------------------------------------------

    def initialize(self, params: types.InitializeParams) -> None:
        """Take in the editor's options."""
        self._configure(params.initialization_options)

    def initialized(self, _params: types.InitializedParams) -> None:
        """Start the analysing process before it is needed; ask to be told when settings change on the disk."""
        self.session.warm_up(self._folder())
        workspace = self._server.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is None or not watching.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        named = types.Registration("sup-lint-settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self._server.client_register_capability(types.RegistrationParams([named]))

    def did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        """Take in the editor's options anew."""
        self._configure(params.settings)
        self.session.check_all()

    def look_again(self, _params: object) -> None:
        """Check all: files have changed on the disk, or folders came and went."""
        self.session.check_all()

    def shutdown(self, _params: None) -> None:
        """Stop checking; `exit` is to come."""
        self.was_shut_down = True
        self.session.end()

    # --- questions -------------------------------------------------------------------------------------------------

    async def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The pages of the rules whose findings lie under the pointer."""
        settled = await self.session.settled(params.text_document.uri)
        if settled is None:
            return None
        document, findings = settled
        point = types.Range(params.position, params.position)
        return hover(
            _touching(document, findings, point, self._encoding)[:_MOST_HOVERED], document.lines, self._encoding
        )

    async def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings in a range."""
        settled = await self.session.settled(params.text_document.uri)
        if settled is None:
            return []
        document, findings = settled
        only = params.context.only
        client = self._server.client_capabilities
        around = actions.Surroundings(Texts(self.session.documents), self._encoding, client)
        offered: list[types.CodeAction | None] = []
        if actions.wanted(types.CodeActionKind.QuickFix.value, only):
            for finding in _touching(document, findings, params.range, self._encoding):
                shown = diagnostic(finding, around.texts, self._encoding, client)
                offered.append(actions.quick_fix(finding, shown, around))
                comment = await self._comment(document, finding)
                if comment is not None:
                    offered.append(actions.ignore(finding, shown, comment.region, comment.text, around))
        if actions.wanted(actions.FIX_ALL, only):
            offered.append(actions.fix_all(findings, around))
        latest = self.session.documents.get(document.uri)
        if latest is None or latest.revision != document.revision:
            return []  # it was typed on meanwhile
        return [action for action in offered if action is not None]

    async def _comment(self, document: Document, finding: Finding) -> Silenced | None:
        if not finding.takes_comment or finding.checklist is Checklist.HYGIENE:
            return None
        asked = document.revision, finding
        if asked not in self._comments:  # editors ask again wherever the cursor goes
            answer = await self.session.analysis.ask(Silence(document.path, document.text, finding))
            while len(self._comments) >= _MOST_COMMENTS:
                self._comments.pop(next(iter(self._comments)))
            self._comments[asked] = answer if isinstance(answer, Silenced) else None
        return self._comments[asked]

    # --- what is told unasked --------------------------------------------------------------------------------------

    def _show(self, path: str) -> None:
        texts = Texts(self.session.documents)
        client = self._server.client_capabilities
        found = self.session.findings_at(path)
        shown = [diagnostic(finding, texts, self._encoding, client) for finding in found]
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(texts.address(path), shown, texts.version(path))
        )

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
    def _encoding(self) -> Encoding:
        return self._server.workspace.position_encoding or types.PositionEncodingKind.Utf16


def build(pace: Pace | None = None) -> tuple[Server, Front]:
    """A server that waits for its client, and what answers in it."""
    # pygls logs whole messages, documents and all.
    logging.getLogger("pygls").disabled = True
    for name in ("pygls.protocol.json_rpc", "pygls.protocol.language_server", "pygls.server", "pygls.io_"):
        logging.getLogger(name).disabled = True
    server = Server("sup-lint", __version__)
    front = Front(server, pace)
    own = server.protocol.fm.add_builtin_feature  # pygls' own copies of the documents count form feeds as line ends
    own(types.TEXT_DOCUMENT_DID_OPEN, front.did_open)
    own(types.TEXT_DOCUMENT_DID_CHANGE, front.did_change)
    own(types.TEXT_DOCUMENT_DID_CLOSE, front.did_close)
    options = types.CodeActionOptions(code_action_kinds=list(actions.KINDS))
    features: tuple[tuple[str, Callable[[Any], Any], object], ...] = (
        (types.TEXT_DOCUMENT_DID_SAVE, front.did_save, types.SaveOptions(include_text=False)),
        (types.INITIALIZE, front.initialize, None),
        (types.INITIALIZED, front.initialized, None),
        (types.SHUTDOWN, front.shutdown, None),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, front.did_change_configuration, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, front.look_again, None),
        (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, front.look_again, None),
    )
    for name, answer, given in features:
        server.feature(name, given)(_plain(answer))
    server.feature(types.TEXT_DOCUMENT_HOVER)(_guarded(front.hover))
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(_guarded(front.code_action))
    return server, front


def _plain(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A method as a function, which pygls can put its marks on."""

    def handle(params: Any = None) -> Any:
        return answer(params)

    return handle


def _guarded(answer: Callable[[Any], Awaitable[_Answer]]) -> Callable[[Any], Awaitable[_Answer]]:
    """A question whose failure says nothing of what stood in a document."""

    async def handle(params: Any) -> _Answer:
        try:
            return await answer(params)
        except Exception as error:
            raise JsonRpcInternalError(f"sup-lint could not answer ({type(error).__name__})") from None

    return handle


def _touching(document: Document, findings: list[Finding], given: types.Range, encoding: Encoding) -> list[Finding]:
    """The findings that a range, which may be a mere position, has something in common with."""
    region = region_of(document.lines, given, encoding)
    return [each for each in findings if each.region[:2] <= region[2:] and region[:2] <= each.region[2:]]
