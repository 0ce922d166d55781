"""A small client of the language server protocol over a real process; it keeps every byte that the server writes."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from sup_lint.sources.lines import LineIndex

TIMEOUT = 60.0
CAPABILITIES = {
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "notebookDocument": {"synchronization": {}},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True, "tagSupport": {"valueSet": [1]}}},
}


class Client:
    """Starts `sup-lint server` and talks to it; as a context manager it says goodbye, or ends the process."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.raw = bytearray()
        self.diagnostics: dict[str, dict[str, Any]] = {}
        self.messages: list[str] = []
        self.registered: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sup_lint", "server", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._arrived: Queue[dict[str, Any] | None] = Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def initialize(self, *folders: Path, options: object = None, encodings: list[str] | None = None) -> dict[str, Any]:
        """Introduce the client; gives the server's capabilities."""
        capabilities: dict[str, Any] = {**CAPABILITIES}
        if encodings is not None:
            capabilities["general"] = {"positionEncodings": encodings}
        answer = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folders[0].as_uri() if folders else None,
                "workspaceFolders": [{"uri": each.as_uri(), "name": each.name} for each in folders],
                "capabilities": capabilities,
                "initializationOptions": options,
            },
        )
        self.tell("initialized", {})
        found: dict[str, Any] = answer["capabilities"]
        return found

    def open(self, uri: str, text: str, language: str = "python") -> None:
        self._versions[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, *changes: Mapping[str, Any]) -> None:
        """Send changes as they are given; one without a range is the whole text."""
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def diagnosed(self, uri: str, accept: Callable[[list[dict[str, Any]]], bool] | None = None) -> list[dict[str, Any]]:
        """The diagnostics of the version that was sent last, once they are there, and as they are accepted."""

        def is_there() -> bool:
            shown = self.diagnostics.get(uri)
            if shown is None or (uri in self._versions and shown.get("version") != self._versions[uri]):
                return False
            return accept is None or accept(shown["diagnostics"])

        self.wait(is_there)
        found: list[dict[str, Any]] = self.diagnostics[uri]["diagnostics"]
        return found

    def codes(self, uri: str) -> list[str]:
        return [each["code"] for each in self.diagnosed(uri)]

    def actions(self, uri: str, where: Mapping[str, Any], only: list[str] | None = None) -> list[dict[str, Any]]:
        context: dict[str, Any] = {"diagnostics": []}
        if only is not None:
            context["only"] = only
        params = {"textDocument": {"uri": uri}, "range": where, "context": context}
        found: list[dict[str, Any]] = self.ask("textDocument/codeAction", params)
        return found

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        number = self._number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        answer: list[dict[str, Any]] = []

        def is_answer(message: dict[str, Any]) -> None:
            if message.get("id") == number and "method" not in message:
                answer.append(message)

        self.wait(lambda: bool(answer), is_answer)
        assert "error" not in answer[0], answer[0]["error"]["message"]
        return answer[0]["result"]

    def tell(self, method: str, params: object) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def end(self) -> int:
        """Say goodbye; gives the exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(TIMEOUT)

    def wait(self, is_done: Callable[[], bool], see: Callable[[dict[str, Any]], None] | None = None) -> None:
        """Take in messages until something holds."""
        until = time.monotonic() + TIMEOUT
        while not is_done():
            try:
                message = self._arrived.get(timeout=max(until - time.monotonic(), 0.01))
            except Empty:
                raise AssertionError("the server did not say what was waited for") from None
            assert message is not None, "the server is gone"
            self._take(message)
            if see is not None:
                see(message)

    def _take(self, message: dict[str, Any]) -> None:
        match message.get("method"):
            case "textDocument/publishDiagnostics":
                self.diagnostics[message["params"]["uri"]] = message["params"]
            case "window/showMessage":
                self.messages.append(message["params"]["message"])
            case "client/registerCapability":
                self.registered += [each["method"] for each in message["params"]["registrations"]]
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})

    def _send(self, message: object) -> None:
        body = json.dumps(message).encode()
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def _read(self) -> None:
        out = self.process.stdout
        assert out is not None
        while line := out.readline():
            self.raw += line
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif not line.strip():
                body = out.read(length)
                self.raw += body
                self._arrived.put(json.loads(body))
        self._arrived.put(None)


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with edits made as a client makes them: all of them speak of the text as it was, in UTF-16."""
    lines = LineIndex(text)

    def offset(position: dict[str, int]) -> int:
        line = lines.line_text(position["line"] + 1)
        before = line.encode("utf-16-le")[: 2 * position["character"]].decode("utf-16-le")
        return lines.offset(position["line"] + 1, len(before) + 1)

    placed = [(offset(each["range"]["start"]), offset(each["range"]["end"]), each["newText"]) for each in edits]
    for start, end, new in sorted(placed, key=lambda each: each[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text
