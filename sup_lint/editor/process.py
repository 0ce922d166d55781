"""The analysing process, seen from the server: started when it is needed, ended when it takes too long."""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process

from sup_lint.editor.requests import Answer, Failed, Request
from sup_lint.editor.worker import LENGTH

OVERDUE = Failed("overdue")
_ENDED = Failed("ended")


class Analysis:
    """Asks one thing after the other; `limit` is the time for each, in seconds, the start of the process included."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._ended: list[Process] = []
        self._exchanges: set[asyncio.Task[Answer]] = set()

    async def ask(self, request: Request) -> Answer:
        """The answer; `OVERDUE` after the limit, another Failed if the process broke down or was ended.

        Who asked may be cancelled; the exchange goes on, or its answer would be taken for that to the next request.
        """
        exchange = asyncio.create_task(self._ask(request))
        self._exchanges.add(exchange)
        exchange.add_done_callback(self._exchanges.discard)
        return await asyncio.shield(exchange)

    async def _ask(self, request: Request) -> Answer:
        async with self._turn:
            try:
                async with asyncio.timeout(self._limit):
                    return await self._exchange(request)
            except TimeoutError:
                self.end()
                return OVERDUE
            except (EOFError, OSError):
                self.end()
                return _ENDED

    def end(self) -> None:
        """End the process, whatever it is at; the next request starts another one."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            self._ended.append(process)

    async def wait(self) -> None:
        """Wait for the processes that were ended to be gone."""
        for process in self._ended:
            await process.wait()
        self._ended.clear()

    async def _exchange(self, request: Request) -> Answer:
        process = self._process
        if process is None or process.returncode is not None:
            # -P: the folder that the editor runs in may hold a sup_lint, or a json.py, that nobody should run.
            command = (sys.executable, "-P", "-m", "sup_lint.editor.worker")
            process = self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        assert process.stdin is not None
        assert process.stdout is not None
        data = pickle.dumps(request)
        process.stdin.write(len(data).to_bytes(LENGTH, "big") + data)
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
        answer: Answer = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - it is this program's own
        return answer
