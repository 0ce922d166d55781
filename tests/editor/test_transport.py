"""Over a socket one editor of this machine is served, and nobody else."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue

import pytest

from sup_lint.editor.transport import LOOPBACK, serve_tcp

TIMEOUT = 30.0


@contextmanager
def served() -> Iterator[tuple[int, "Queue[int]"]]:
    """A server's port, and where its exit code will be."""
    ports: Queue[int] = Queue()
    codes: Queue[int] = Queue()
    thread = threading.Thread(target=lambda: codes.put(serve_tcp(0, ports.put)), daemon=True)
    thread.start()
    yield ports.get(timeout=TIMEOUT), codes
    thread.join(TIMEOUT)
    assert not thread.is_alive()


def message(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def received(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    pieces = []
    while piece := connection.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


def test_the_first_client_is_served_to_its_end() -> None:
    with served() as (port, codes), socket.create_connection((LOOPBACK, port), TIMEOUT) as connection:
        connection.sendall(message(b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}'))
        answer = connection.recv(1 << 16)
        assert b'"result": null' in answer
        with socket.create_connection((LOOPBACK, port), TIMEOUT) as second:
            assert received(second) == b""
        connection.sendall(message(b'{"jsonrpc": "2.0", "method": "exit"}'))
        assert received(connection) == b""
        assert codes.get(timeout=TIMEOUT) == 0


@pytest.mark.parametrize("params", [b'{"textDocument": 5}', b"[]", b'"x"', b"{}"])
def test_a_request_with_wrong_parameters_is_answered(params: bytes) -> None:
    with served() as (port, _), socket.create_connection((LOOPBACK, port), TIMEOUT) as connection:
        asked = b'{"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": %s}' % params
        connection.sendall(message(asked))
        answer = json.loads(connection.recv(1 << 16).partition(b"\r\n\r\n")[2])
        assert (answer["id"], answer["error"]["code"]) == (7, -32602)
        # It goes on, and a notification is answered by nothing.
        connection.sendall(message(b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": 5}'))
        connection.sendall(message(b'{"jsonrpc": "2.0", "id": 8, "method": "shutdown"}'))
        answer = json.loads(connection.recv(1 << 16).partition(b"\r\n\r\n")[2])
        assert (answer["id"], answer["result"]) == (8, None)
        connection.sendall(message(b'{"jsonrpc": "2.0", "method": "exit"}'))


def introduced(process: int) -> bytes:
    body: dict[str, object] = {"processId": process, "rootUri": None, "capabilities": {}}
    return message(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": body}).encode())


def test_an_editor_whose_process_is_gone_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(serve_tcp.__globals__, "_LOOK", 0.02)
    with (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor,
        served() as (port, codes),
        socket.create_connection((LOOPBACK, port), TIMEOUT) as connection,
    ):
        connection.sendall(introduced(editor.pid))
        assert b"capabilities" in connection.recv(1 << 16)
        assert codes.empty()
        editor.kill()
        editor.wait()
        received(connection)
        assert codes.get(timeout=TIMEOUT) == 1


def test_a_process_of_another_machine_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(serve_tcp.__globals__, "_LOOK", 0.0)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    with served() as (port, codes), socket.create_connection((LOOPBACK, port), TIMEOUT) as connection:
        connection.sendall(introduced(gone.pid))
        assert b"capabilities" in connection.recv(1 << 16)
        connection.sendall(message(b'{"jsonrpc": "2.0", "id": 2, "method": "shutdown"}'))
        assert b'"result": null' in connection.recv(1 << 16)
        connection.sendall(message(b'{"jsonrpc": "2.0", "method": "exit"}'))
        assert codes.get(timeout=TIMEOUT) == 0


def test_a_page_in_a_browser_is_not_listened_to() -> None:
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}'
    with served() as (port, codes), socket.create_connection((LOOPBACK, port), TIMEOUT) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\n" + message(body))
        assert b"jsonrpc" not in received(connection)
        assert codes.get(timeout=TIMEOUT) == 1


def test_a_client_that_is_gone_ends_it() -> None:
    with served() as (port, codes):
        with socket.create_connection((LOOPBACK, port), TIMEOUT) as connection:
            connection.sendall(b"Content-Length: 999\r\n\r\n{")
        assert codes.get(timeout=TIMEOUT) == 1
