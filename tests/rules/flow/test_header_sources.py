"""Headers that carry the key, in all forms."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "dictionary",
        "SUP302",
        """
        import logging
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Content-Type": "application/json"}
        logging.debug("headers: %s", [|headers|])
        """,
    ),
    clean(
        "dictionary-without-the-key",
        """
        import logging
        import os

        headers = {"Content-Type": "application/json", "Accept": "audio/wav"}
        logging.debug("headers: %s", headers)
        auth = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], **headers}
        logging.debug("accept: %s", auth["Accept"])
        logging.debug("type: %s", auth.get("Content-Type"))
        """,
    ),
    leak(
        "update",
        "SUP302",
        """
        import os

        headers = {"Accept": "audio/wav"}
        headers.update({"X-SUP-API-KEY": os.getenv("SUPERTONE_API_KEY")})
        print([|headers|])
        """,
    ),
    clean(
        "printed-before-the-update",
        """
        import os

        headers = {"Accept": "audio/wav"}
        print(headers)
        headers.update({"X-SUP-API-KEY": os.getenv("SUPERTONE_API_KEY")})
        """,
    ),
    leak(
        "subscript-with-a-constant-name",
        "SUP302",
        """
        import os

        HEADER_NAME = "x-sup-api-key"
        headers = dict()
        headers[HEADER_NAME] = os.environ["SUPERTONE_API_KEY"]
        print("sending", [|headers|])
        """,
    ),
    leak(
        "httpx-headers",
        "SUP302 SUP302",
        """
        import os

        import httpx

        headers = httpx.Headers({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        print([|headers|])
        print([|dict(headers)|])
        print(headers.keys())
        """,
    ),
    leak(
        "httpx-headers-raw",
        "SUP302",
        """
        import os

        import httpx

        headers = httpx.Headers({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        print([|headers.raw|])
        """,
    ),
    leak(
        "session-headers",
        "SUP302 SUP302",
        """
        import os

        import requests

        session = requests.Session()
        session.headers.update({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        print([|session.headers|])
        print([|dict(session.headers)|])
        """,
    ),
    clean(
        "session-headers-of-another-session",
        """
        import os

        import requests

        ours = requests.Session()
        ours.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        theirs = requests.Session()
        theirs.headers["Accept"] = "text/html"
        print(theirs.headers, ours.headers["User-Agent"], ours)
        """,
    ),
    leak(
        "client-headers",
        "SUP302",
        """
        import os

        import httpx

        with httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}) as client:
            print([|client.headers|])
            print(client)
        """,
    ),
    leak(
        "aiohttp-session-headers",
        "SUP302",
        """
        import os

        import aiohttp


        async def main():
            async with aiohttp.ClientSession(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}) as session:
                print([|session.headers|])
        """,
    ),
    leak(
        "list-of-tuples",
        "SUP302",
        """
        import os

        pairs = [("accept", "audio/wav"), ("x-sup-api-key", os.environ["SUPERTONE_API_KEY"])]
        print([|pairs|])
        print(pairs[0])
        """,
    ),
    leak(
        "bytes",
        "SUP302",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"].encode()
        raw_headers = {b"x-sup-api-key": key, b"accept": b"*/*"}
        print([|raw_headers|])
        """,
    ),
    leak(
        "header-builder",
        "SUP302",
        """
        import logging
        import os

        log = logging.getLogger(__name__)


        def _headers(extra=None):
            built = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            if extra:
                built.update(extra)
            return built


        log.info("headers %s", [|_headers({"accept": "audio/mpeg"})|])
        """,
    ),
    clean(
        "header-builder-without-the-key",
        """
        import logging
        import os

        log = logging.getLogger(__name__)


        def _accept_headers():
            return {"accept": "audio/mpeg"}


        def _headers():
            return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], **_accept_headers()}


        log.info("headers %s", _accept_headers())
        log.info("names %s", ", ".join(_headers()))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
