"""Neutral names, which are the key's because they are sent as the key."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "token-parameter-sent-in-the-header",
        "SUP301",
        """
        import requests


        def voices(token):
            print([|f"calling with {token}"|])
            return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": token}, timeout=10)
        """,
    ),
    clean(
        "page-token-beside-the-key",
        """
        import requests


        def voices(token, next_page_token=None):
            print(f"page {next_page_token}")
            return requests.get(
                "https://supertoneapi.com/v1/voices",
                headers={"x-sup-api-key": token},
                params={"next_page_token": next_page_token},
                timeout=10,
            )
        """,
    ),
    leak(
        "neutral-name-given-to-the-sdk-in-a-closure",
        "SUP301",
        """
        from supertone import Supertone


        def factory(credential):
            def build():
                print("building with", [|credential|])
                return Supertone(api_key=credential)

            return build
        """,
    ),
    leak(
        "neutral-attribute-of-a-dataclass",
        "SUP301 SUP301",
        """
        from dataclasses import dataclass

        import httpx


        @dataclass
        class Credentials:
            account: str
            token: str


        def fetch(credentials: Credentials):
            print("fetching for", [|credentials|])
            print("token", [|credentials.token|], "of", credentials.account)
            httpx.get("https://supertoneapi.com/v1/usage", headers={"X-Sup-Api-Key": credentials.token})
        """,
        missed="a parameter's annotation says whose attribute it is that is sent",
    ),
    leak(
        "neutral-attribute-of-self",
        "SUP301",
        """
        import logging

        from supertone import Supertone


        class Speaker:
            def __init__(self, token, voice):
                self._token = token
                self._voice = voice

            def connect(self):
                logging.info("connecting as %s", [|self._token|])
                logging.info("voice %s", self._voice)
                return Supertone(api_key=self._token)
        """,
    ),
    clean(
        "same-name-in-another-class",
        """
        import logging

        from supertone import Supertone


        class Speaker:
            def __init__(self, token):
                self.token = token
                self.client = Supertone(api_key=token)


        class Lexer:
            def __init__(self, token):
                self.token = token

            def step(self):
                logging.debug("token %s", self.token)


        def parse(token):
            logging.debug("token %s", token)
        """,
    ),
    leak(
        "module-constant-sent-as-the-key",
        "SUP301",
        """
        import os

        import requests

        TOKEN = os.getenv("MY_TTS")
        print("MY_TTS", [|os.getenv("MY_TTS")|])
        session = requests.Session()
        session.headers["x-sup-api-key"] = TOKEN
        """,
    ),
    leak(
        "loop-over-a-pool-of-keys",
        "SUP301",
        """
        from supertone import Supertone


        def pick(pool):
            for candidate in pool:
                print("trying", [|candidate|])
                yield Supertone(api_key=candidate)
        """,
    ),
    clean(
        "entry-of-the-same-name-in-another-mapping",
        """
        import requests


        def voices(account, parsed):
            print("next word", parsed["token"])
            headers = {"x-sup-api-key": account["token"]}
            return requests.get("https://supertoneapi.com/v1/voices", headers=headers, timeout=10)
        """,
    ),
    clean(
        "method-of-the-object-that-gives-the-key",
        """
        from supertone import Supertone


        def connect(provider):
            print("asking", provider, provider.region)
            return Supertone(api_key=provider.current_token())
        """,
    ),
    leak(
        "neutral-attribute-of-an-unknown-object",
        "SUP301",
        """
        import httpx


        def fetch(account):
            print("token", [|account.token|], "of", account.name)
            httpx.get("https://supertoneapi.com/v1/usage", headers={"X-Sup-Api-Key": account.token})
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
