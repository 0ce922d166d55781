"""The key through functions: parameters, results, callbacks."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "parameter-and-result",
        "SUP301 SUP301",
        """
        import os


        def trimmed(text):
            return text.strip()


        def show(label, text):
            print(label, [|text|])


        secret = trimmed(os.environ["SUPERTONE_API_KEY"])
        show("secret", secret)
        print([|trimmed(secret)|])
        """,
    ),
    clean(
        "parameter-of-another-call",
        """
        import os


        def show(label, text):
            print(label)
            return len(text)


        def length(text):
            return len(text)


        show("secret", os.environ["SUPERTONE_API_KEY"])
        print(length(os.environ["SUPERTONE_API_KEY"]))
        """,
    ),
    leak(
        "default-arguments",
        "SUP301 SUP301",
        """
        import os


        def connect(token=os.environ.get("SUPERTONE_API_KEY"), *, voice="adam"):
            print("connect", voice)
            print("connect", [|token|])


        shout = lambda text=os.environ["SUPERTONE_API_KEY"]: print([|text|])
        """,
    ),
    leak(
        "spread-arguments",
        "SUP301 SUP301",
        """
        import logging
        import os


        def positional(*args):
            logging.debug("args %s", [|args|])


        def named(**kwargs):
            logging.debug("kwargs %s", [|kwargs|])
            logging.debug("voice %s", kwargs.get("voice"))


        positional("adam", os.environ["SUPERTONE_API_KEY"])
        named(voice="adam", credential=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    clean(
        "spread-arguments-of-another-call",
        """
        import logging
        import os

        from supertone import Supertone


        def trace(*args, **kwargs):
            logging.debug("args %s %s", args, kwargs)


        trace("adam", language="ko")
        options = {"api_key": os.environ["SUPERTONE_API_KEY"]}
        client = Supertone(**options)
        """,
    ),
    leak(
        "decorator-that-logs-arguments",
        "SUP301",
        """
        import functools
        import logging
        import os


        def logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                logging.debug("%s called with %s", function.__name__, [|args|])
                return function(*args, **kwargs)

            return wrapper


        @logged
        def connect(token):
            return token


        connect(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "decorator-that-logs-results",
        "SUP302",
        """
        import functools
        import logging
        import os


        def traced(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                result = function(*args, **kwargs)
                logging.debug("returned %r", [|result|])
                return result

            return wrapper


        @traced
        def build_headers():
            return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}


        build_headers()
        """,
    ),
    clean(
        "decorator-that-logs-the-name",
        """
        import functools
        import logging
        import os
        import time


        def timed(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                start = time.perf_counter()
                result = function(*args, **kwargs)
                logging.debug("%s(%d arguments) took %.2f", function.__name__, len(args), time.perf_counter() - start)
                return result

            return wrapper


        @timed
        def connect(token):
            return {"x-sup-api-key": token}


        connect(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "partial",
        "SUP301 SUP301",
        """
        import os
        from functools import partial


        def call(token, path):
            print(path)
            print("token", [|token|])


        voices = partial(call, os.environ["SUPERTONE_API_KEY"])
        voices("/v1/voices")
        log = partial(print, "supertone:")
        log([|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    leak(
        "lambda",
        "SUP301 SUP301",
        """
        import os

        get_key = lambda: os.environ["SUPERTONE_API_KEY"]
        print([|get_key()|])
        debug = lambda value: print("debug:", [|value|])
        debug(get_key())
        """,
    ),
    clean(
        "lambda-not-called",
        """
        import os

        from supertone import Supertone

        get_key = lambda: os.environ["SUPERTONE_API_KEY"]
        client = Supertone(api_key=get_key)
        print(get_key, callable(get_key))
        """,
    ),
    leak(
        "callback",
        "SUP301",
        """
        import os


        def with_key(callback):
            return callback(os.environ["SUPERTONE_API_KEY"])


        def announce(value):
            print("got", [|value|])


        with_key(announce)
        """,
    ),
    leak(
        "event-hooks-of-httpx",
        "SUP302 SUP302",
        """
        import os

        import httpx


        def log_request(request):
            print(request.method, request.url)
            print([|request.headers|])


        def log_response(response):
            print(response.status_code, response.headers)
            print([|response.request.headers|])


        client = httpx.Client(
            headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]},
            event_hooks={"request": [log_request], "response": [log_response]},
        )
        """,
    ),
    clean(
        "event-hooks-that-log-lines",
        """
        import logging
        import os

        import httpx


        def log_request(request):
            logging.info("> %s %s %s", request.method, request.url, request.headers["content-type"])


        def log_response(response):
            logging.info("< %s %s", response.status_code, response.headers)


        hooks = {"request": [log_request], "response": [log_response]}
        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}, event_hooks=hooks)
        """,
    ),
    leak(
        "hooks-of-requests",
        "SUP302",
        """
        import os

        import requests


        def dump(response, *args, **kwargs):
            print(response.headers)
            print([|response.request.headers|])


        session = requests.Session()
        session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        session.hooks["response"].append(dump)
        session.get("https://supertoneapi.com/v1/voices")
        """,
    ),
    leak(
        "trace-of-aiohttp",
        "SUP302",
        """
        import logging
        import os

        import aiohttp


        async def on_start(session, context, params):
            logging.debug("start %s %s", params.method, params.url)
            logging.debug("start %s", [|params.headers|])


        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(on_start)


        async def main():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            async with aiohttp.ClientSession(headers=headers, trace_configs=[trace]) as session:
                await session.get("https://supertoneapi.com/v1/voices")
        """,
    ),
    leak(
        "generator",
        "SUP301",
        """
        import os


        def settings():
            yield "voice", "adam"
            yield "key", os.environ["SUPERTONE_API_KEY"]


        for name, value in settings():
            print(name)
            print([|value|])
        """,
    ),
    clean(
        "generator-of-names",
        """
        import os


        def settings():
            for name in ("SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"):
                if os.environ.get(name):
                    yield name


        print(", ".join(settings()))
        """,
    ),
    leak(
        "coroutine",
        "SUP301 SUP301",
        """
        import asyncio
        import os


        async def load():
            await asyncio.sleep(0)
            return os.environ["SUPERTONE_API_KEY"]


        async def main():
            key = await load()
            print([|key|])
            first, = await asyncio.gather(load())
            print([|asyncio.run(load())|])
        """,
    ),
    clean(
        "coroutine-object",
        """
        import asyncio
        import os


        async def load():
            return os.environ["SUPERTONE_API_KEY"]


        async def main():
            task = asyncio.ensure_future(load())
            await task
            print(task.done(), load)
        """,
    ),
    leak(
        "context-manager-class",
        "SUP302",
        """
        import os


        class Auth:
            def __enter__(self):
                return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}

            def __exit__(self, *failure):
                return False


        with Auth() as headers:
            print([|headers|])
        """,
    ),
    leak(
        "nested-function-and-nonlocal",
        "SUP301",
        """
        import os


        def outer():
            secret = None

            def load():
                nonlocal secret
                secret = os.environ["SUPERTONE_API_KEY"]

            load()
            print("loaded", [|secret|])
        """,
    ),
    leak(
        "global-that-a-function-fills",
        "SUP301",
        """
        import os

        _cache = None


        def init():
            global _cache
            _cache = os.environ["SUPERTONE_API_KEY"]


        def debug():
            print("cache", [|_cache|])
        """,
    ),
    leak(
        "cached-function",
        "SUP301",
        """
        import os
        from functools import lru_cache


        @lru_cache(maxsize=1)
        def credential():
            return os.environ["SUPERTONE_API_KEY"].strip()


        print([|credential()|], credential.cache_info())
        """,
    ),
    leak(
        "map-and-filter",
        "SUP301 SUP301",
        """
        import os

        names = ["SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"]
        print([|list(map(os.getenv, names))|])
        for value in filter(None, [os.environ["SUPERTONE_API_KEY"]]):
            print([|value|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
