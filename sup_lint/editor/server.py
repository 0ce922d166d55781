"""The language server as pygls runs it: quiet about what it is told, and with documents of its own."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from sup_lint import __version__
from sup_lint.editor import actions
from sup_lint.editor.front import Front
from sup_lint.editor.session import Pace

_Answer = TypeVar("_Answer")
# They log whole messages, documents and all, and what exceptions say.
_TALKATIVE = ("pygls", "asyncio")


class Server(LanguageServer):
    """pygls' server without its habit of telling the client, or a log, what was in a message that it stumbled over."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log the kind of an error, and nothing of what it says: that may quote a document."""
        del source
        logging.getLogger(__name__).error("a message could not be handled: %s", type(error).__name__)


class Protocol(LanguageServerProtocol):
    """pygls' protocol, which answers a request with wrong parameters, too: a client may wait for ever."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Take a message apart. Raises JsonRpcException for one that can't be, once its sender has been told."""
        try:
            return super().structure_message(data)
        except JsonRpcException:
            number = data.get("id")
            if isinstance(number, int | str) and "method" in data:
                refused = JsonRpcInvalidParams("these parameters are not what the method takes")
                self._send_response(number, error=refused.to_response_error())
            raise


def build(pace: Pace | None = None) -> tuple[Server, Front]:
    """A server that waits for its client, and what answers in it."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
    notebook = types.NotebookDocumentFilterWithNotebook(
        notebook=types.NotebookDocumentFilterNotebookType("jupyter-notebook")
    )
    server = Server(
        "sup-lint",
        __version__,
        protocol_cls=Protocol,
        notebook_document_sync=types.NotebookDocumentSyncOptions([notebook]),
    )
    front = Front(server, pace)
    own = server.protocol.fm.add_builtin_feature  # pygls' own copies of the documents count form feeds as line ends
    own(types.TEXT_DOCUMENT_DID_OPEN, front.did_open)
    own(types.TEXT_DOCUMENT_DID_CHANGE, front.did_change)
    own(types.TEXT_DOCUMENT_DID_CLOSE, front.did_close)
    own(types.NOTEBOOK_DOCUMENT_DID_OPEN, front.did_open_notebook)
    own(types.NOTEBOOK_DOCUMENT_DID_CHANGE, front.did_change_notebook)
    own(types.NOTEBOOK_DOCUMENT_DID_CLOSE, front.did_close_notebook)
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
