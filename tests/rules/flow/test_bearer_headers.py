"""Headers that are the key's or another's by the host they are sent to, and the arguments around them."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
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
    leak(
        "bearer-of-the-key-to-the-vendors-host",
        "SUP302",
        """
        import os

        import requests

        headers = {"Authorization": f"Bearer {os.environ['SUPERTONE_API_KEY']}"}
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
