"""Hooks that HTTP clients call with their requests and replies."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
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
            print(response.status_code)
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
            logging.info("< %s %s", response.status_code, response.headers["x-audio-length"])


        hooks = {"request": [log_request], "response": [log_response]}
        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}, event_hooks=hooks)
        """,
    ),
    clean(
        "headers-of-the-response-in-a-hook",
        """
        import logging
        import os

        import httpx


        def log_response(response: httpx.Response):
            logging.info("< %s %s", response.status_code, response.headers)


        hooks = {"response": [log_response]}
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
            print(response.status_code)
            print([|response.request.headers|])


        session = requests.Session()
        session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        session.hooks["response"].append(dump)
        session.get("https://supertoneapi.com/v1/voices")
        """,
    ),
    clean(
        "headers-of-the-response-in-a-hook-of-requests",
        """
        import os

        import requests


        def dump(response, *args, **kwargs):
            print(response.status_code, response.headers)


        session = requests.Session()
        session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        session.hooks["response"].append(dump)
        """,
    ),
    clean(
        "headers-of-a-typed-response",
        """
        import os

        import httpx


        def report(response: httpx.Response):
            print(response.status_code, response.headers)


        with httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}) as client:
            report(client.get("https://supertoneapi.com/v1/voices"))
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
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
