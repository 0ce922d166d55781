"""Sinks that are reached in a roundabout way: other names, queues, threads, tasks."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "level-by-name",
        "SUP301 SUP301 SUP301",
        """
        import logging
        import os

        logger = logging.getLogger(__name__)


        def note(level, number):
            key = os.environ["SUPERTONE_API_KEY"]
            getattr(logger, level)("key %s", [|key|])
            getattr(logger, "info")([|key|])
            logger.log(number, "key %s", [|key|])
        """,
    ),
    leak(
        "bound-method-of-a-logger",
        "SUP301 SUP301",
        """
        import logging
        import os

        say = logging.getLogger("tts").info
        say("key %s", [|os.environ["SUPERTONE_API_KEY"]|])
        write = print
        write([|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    clean(
        "method-that-does-not-log",
        """
        import os

        from supertone import Supertone

        connect = Supertone
        client = connect(os.environ["SUPERTONE_API_KEY"])
        remember = {}.__setitem__
        remember("key", os.environ["SUPERTONE_API_KEY"])
        getattr(client, "voices").list_voices()
        """,
    ),
    leak(
        "queue",
        "SUP301",
        """
        import os
        import queue

        jobs = queue.Queue()
        jobs.put(os.environ["SUPERTONE_API_KEY"])
        while not jobs.empty():
            print("job", [|jobs.get()|])
        """,
    ),
    clean(
        "queue-of-texts",
        """
        import os
        import queue

        from supertone import Supertone

        jobs = queue.Queue()
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        jobs.put({"text": "hello", "voice": "adam"})
        while not jobs.empty():
            print("job", jobs.get())
        """,
    ),
    leak(
        "thread",
        "SUP301 SUP301",
        """
        import os
        import threading


        def work(credential, text):
            print("text", text)
            print("credential", [|credential|])


        key = os.environ["SUPERTONE_API_KEY"]
        thread = threading.Thread(target=work, args=(key, "hello"))
        thread.start()
        threading.Thread(target=print, args=([|key|],)).start()
        """,
    ),
    leak(
        "executor",
        "SUP301 SUP301",
        """
        import logging
        import os
        from concurrent.futures import ThreadPoolExecutor

        log = logging.getLogger(__name__)


        def work(credential):
            log.info("working with %s", [|credential|])


        key = os.environ["SUPERTONE_API_KEY"]
        with ThreadPoolExecutor() as executor:
            executor.submit(work, key)
            executor.submit(log.info, [|key|])
        """,
    ),
    clean(
        "executor-with-texts",
        """
        import logging
        import os
        from concurrent.futures import ThreadPoolExecutor

        from supertone import Supertone

        log = logging.getLogger(__name__)
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])


        def work(client, text):
            log.info("working on %s with %s", text, client)


        with ThreadPoolExecutor() as executor:
            executor.submit(work, client, "hello")
            executor.submit(log.info, "submitted")
        """,
    ),
    leak(
        "task",
        "SUP301 SUP301",
        """
        import asyncio
        import os


        async def announce(credential):
            print("credential", [|credential|])


        async def main():
            key = os.environ["SUPERTONE_API_KEY"]
            task = asyncio.create_task(announce(key))
            await task
            await asyncio.to_thread(print, [|key|])
        """,
    ),
    clean(
        "task-that-sends",
        """
        import asyncio
        import os

        import httpx


        async def fetch(credential, path):
            async with httpx.AsyncClient() as client:
                reply = await client.get(f"https://supertoneapi.com{path}", headers={"x-sup-api-key": credential})
                print(path, reply.status_code, reply.headers)


        async def main():
            key = os.environ["SUPERTONE_API_KEY"]
            await asyncio.gather(*(asyncio.create_task(fetch(key, path)) for path in ("/v1/voices", "/v1/usage")))
        """,
    ),
    leak(
        "dispatch-table",
        "SUP301",
        """
        import logging
        import os

        WRITERS = {"info": logging.info, "debug": logging.debug}


        def write(level):
            WRITERS[level]("key: %s", [|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    leak(
        "queue-of-asyncio",
        "SUP301",
        """
        import asyncio
        import os


        async def main():
            jobs = asyncio.Queue()
            await jobs.put(os.environ["SUPERTONE_API_KEY"])
            job = await jobs.get()
            print("job", [|job|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
