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
        "SUP302 SUP302 SUP302",
        """
        import os

        import httpx

        headers = httpx.Headers({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        print([|headers|])
        print([|headers.raw|])
        print([|dict(headers)|])
        print(headers.keys())
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
        "bearer-to-the-vendors-host",
        "SUP301 SUP302",
        """
        import os

        import requests

        token = os.environ["TTS_TOKEN"]
        headers = {"Authorization": f"Bearer {token}"}
        print("token", [|token|])
        print("headers", [|headers|])
        requests.post("https://api.supertoneapi.com/v1/text-to-speech/x", headers=headers, timeout=5)
        """,
    ),
    clean(
        "bearer-to-another-host",
        """
        import os

        import requests
        from supertone import Supertone

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        token = os.environ["SLACK_TOKEN"]
        headers = {"Authorization": f"Bearer {token}"}
        print("headers", headers, token)
        requests.post("https://slack.com/api/chat.postMessage", headers=headers, timeout=5)
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
    leak(
        "command-line-for-curl",
        "SUP301",
        """
        import os
        import shlex

        command = ["curl", "-H", f"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}", "https://supertoneapi.com/v1/voices"]
        print("+", [|shlex.join(command)|])
        """,
    ),
    clean(
        "headers-of-another-vendor",
        """
        import os

        import requests

        eleven_headers = {"xi-api-key": os.environ["ELEVENLABS_API_KEY"]}
        sup_headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        print(eleven_headers)
        requests.get("https://supertoneapi.com/v1/voices", headers=sup_headers, timeout=5)
        requests.get("https://api.elevenlabs.io/v1/voices", headers=eleven_headers, timeout=5)
        """,
    ),
    leak(
        "keyword-arguments-for-a-request",
        "SUP302",
        """
        import os

        import requests

        options = {"headers": {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}, "timeout": 10}
        print("requests.get with", [|options|])
        requests.get("https://supertoneapi.com/v1/voices", **options)
        """,
    ),
    clean(
        "other-keyword-arguments-for-a-request",
        """
        import os

        import requests

        options = {"headers": {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}, "timeout": 10}
        print("timeout", options["timeout"], list(options["headers"]))
        requests.get("https://supertoneapi.com/v1/voices", **options)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
