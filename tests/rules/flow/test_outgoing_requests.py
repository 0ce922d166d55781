"""The headers of requests that a program sends, and of their replies."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "response-request-headers-of-requests",
        "SUP302",
        """
        import os

        import requests

        url = "https://supertoneapi.com/v1/voices"
        response = requests.get(url, headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}, timeout=5)
        print([|response.request.headers|])
        print(response.headers, response.request.url, response.request.method)
        """,
    ),
    leak(
        "response-request-headers-of-httpx",
        "SUP302",
        """
        import logging
        import os

        import httpx

        logger = logging.getLogger(__name__)


        async def fetch():
            async with httpx.AsyncClient(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}) as client:
                response = await client.get("https://supertoneapi.com/v1/voices")
                logger.debug("sent %s", [|response.request.headers|])
                logger.debug("got %s", response.headers)
        """,
    ),
    leak(
        "request-info-of-aiohttp",
        "SUP302",
        """
        import os

        import aiohttp


        async def fetch():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            async with aiohttp.ClientSession() as session:
                async with session.get("https://supertoneapi.com/v1/voices", headers=headers) as resp:
                    print([|resp.request_info.headers|])
                    print(resp.headers, resp.status)
        """,
    ),
    leak(
        "request-of-urllib",
        "SUP302 SUP302",
        """
        import os
        import urllib.request

        request = urllib.request.Request("https://supertoneapi.com/v1/voices")
        request.add_header("x-sup-api-key", os.environ["SUPERTONE_API_KEY"])
        print([|request.headers|])
        print([|request.header_items()|])
        with urllib.request.urlopen(request) as reply:
            print(reply.headers, reply.status)
        """,
    ),
    leak(
        "prepared-request",
        "SUP302 SUP302",
        """
        import os

        import requests

        req = requests.Request("GET", "https://supertoneapi.com/v1/voices")
        req.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        prepared = req.prepare()
        print([|prepared.headers|])
        print(prepared.url, prepared.method, prepared.body)
        print([|req.headers|])
        """,
    ),
    leak(
        "prepared-by-a-session",
        "SUP302",
        """
        import os

        import requests

        with requests.Session() as session:
            session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
            prepared = session.prepare_request(requests.Request("GET", "https://supertoneapi.com/v1/credits"))
            print("->", prepared.method, [|prepared.headers|])
            print("<-", session.send(prepared).headers)
        """,
    ),
    clean(
        "response-to-a-request-without-the-key",
        """
        import os

        import requests
        from supertone import Supertone

        client = Supertone(os.environ["SUPERTONE_API_KEY"])
        page = requests.get("https://example.com/", headers={"Accept": "text/html"}, timeout=5)
        print(page.headers)
        print(page.request.headers["Accept"])
        """,
    ),
    clean(
        "response-of-the-vendor",
        """
        import os

        import requests

        key = os.environ["SUPERTONE_API_KEY"]
        response = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key}, timeout=5)
        print(response, response.headers, response.headers["x-audio-length"], response.json())
        print(response.request, response.request.headers["User-Agent"], response.raw, response.text[:200])
        """,
    ),
    leak(
        "error-with-its-request",
        "SUP302",
        """
        import logging
        import os

        from supertone import Supertone, errors

        log = logging.getLogger(__name__)
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        try:
            client.voices.list_voices()
        except errors.SupertoneError as err:
            log.error("failed: %s", [|err.raw_response.request.headers|])
        """,
    ),
    clean(
        "error-without-its-request",
        """
        import logging
        import os

        from supertone import Supertone, errors

        log = logging.getLogger(__name__)
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        try:
            client.voices.list_voices()
        except errors.SupertoneError as err:
            log.error("failed: %s %r %s", str(err), err, vars(err))
            print(err.headers, err.body, err.raw_response, err.status_code, err.raw_response.headers)
            log.exception("failed")
        """,
    ),
    leak(
        "error-of-httpx-with-its-request",
        "SUP302",
        """
        import os

        import httpx

        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        try:
            client.get("https://supertoneapi.com/v1/voices").raise_for_status()
        except httpx.HTTPStatusError as exc:
            print(exc, exc.response.headers, exc.request.url)
            print([|exc.request.headers|])
        """,
    ),
    leak(
        "request-of-urllib-with-headers",
        "SUP302 SUP302",
        """
        import os
        from urllib.request import Request, urlopen

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        request = Request("https://supertoneapi.com/v1/voices", headers=headers)
        print([|request.headers|])
        print([|request.header_items()|])
        print(request.full_url, request.get_method())
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
