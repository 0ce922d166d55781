"""How the server and its client talk: over standard input and output, or over a socket on this machine."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from pygls.io_ import StdoutWriter, run_async

from sup_lint.editor.front import Front
from sup_lint.editor.server import build

LOOPBACK = "127.0.0.1"
_BLOCK = 1 << 16
_INTERRUPTED = 130
# So often, in seconds, is it looked whether the editor's process is still there.
_LOOK = 3.0


def serve_stdio() -> int:
    """Serve the client at standard input until it says `exit` or is gone; gives the exit code.

    That is 0 if `shutdown` came before the end, 1 if not, 130 after Ctrl-C. Only the protocol is written to standard
    output: whatever else is printed goes to standard error.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return _run(_stdio(StdoutWriter(out)))


def serve_tcp(port: int, announce: Callable[[int], None]) -> int:
    """Serve the first client that connects to a port of the loopback interface, 0 for any; `announce` is told which.

    Gives the exit code, as `serve_stdio` does. Raises OSError if the port can't be had.
    """
    return _run(_tcp(port, announce))


def _run(serving: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(serving)
    except KeyboardInterrupt:
        return _INTERRUPTED


async def _stdio(writer: StdoutWriter) -> int:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()

    def pump() -> None:
        """Pass on what comes in; a thread that may wait for ever, and that nobody waits for."""
        try:
            while data := os.read(0, _BLOCK):
                loop.call_soon_threadsafe(reader.feed_data, data)
            loop.call_soon_threadsafe(reader.feed_eof)
        except (OSError, RuntimeError):  # closed, or the loop is
            return

    threading.Thread(target=pump, daemon=True).start()
    return await _talk(reader, writer, reader.feed_eof)


async def _tcp(port: int, announce: Callable[[int], None]) -> int:
    loop = asyncio.get_running_loop()
    code: asyncio.Future[int] = loop.create_future()
    is_taken = False

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal is_taken
        if is_taken:
            writer.close()
            return
        is_taken = True
        found = await _talk(_Headed(reader), writer, reader.feed_eof)
        if not code.done():
            code.set_result(found)

    listening = await asyncio.start_server(connected, LOOPBACK, port)
    announce(listening.sockets[0].getsockname()[1])
    try:
        return await code
    finally:
        listening.close()


class _Headed:
    """What comes over a socket, up to the first line that is no header of the protocol: any page in a browser may send
    a request to a port of this machine, and its body, too, has a Content-Length."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def readline(self) -> bytes:
        """A line of a message's head; nothing once one is something else."""
        line = await self._reader.readline()
        return line if not line.strip() or line.lower().startswith(b"content-") else b""

    async def readexactly(self, count: int) -> bytes:
        """The body of a message, in bytes."""
        return await self._reader.readexactly(count)


async def _talk(reader: asyncio.StreamReader | _Headed, writer: Any, hang_up: Callable[[], None]) -> int:
    """Serve one client to the end, which `hang_up` brings about; gives the exit code."""
    server, front = build()
    server.protocol.set_writer(writer)
    stopped = threading.Event()
    watching = asyncio.create_task(_watch(front, hang_up))
    try:
        await run_async(stop_event=stopped, reader=reader, protocol=server.protocol, error_handler=_unheard)
    except (SystemExit, EOFError, OSError, ValueError):
        pass  # `exit` was said, or the client broke off in the middle of a message
    finally:
        watching.cancel()
        await front.session.close_down()
        writer.close()
    return 0 if front.was_shut_down else 1


async def _watch(front: Front, hang_up: Callable[[], None]) -> None:
    """Hang up once the editor's process is gone; its end of the pipe may be open still, in a child of it."""
    while not front.is_orphaned:
        await asyncio.sleep(_LOOK)
    hang_up()


def _unheard(error: Exception, source: object) -> None:
    """Tell of a message that made no sense, and nothing of what it said."""
    del source
    print(f"sup-lint: a message could not be read: {type(error).__name__}", file=sys.stderr)  # noqa: T201
