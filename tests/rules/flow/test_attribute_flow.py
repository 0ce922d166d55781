"""The key through attributes of objects."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "attribute-across-methods",
        "SUP301",
        """
        import logging
        import os


        class Narrator:
            def __init__(self):
                self._auth = os.environ["SUPERTONE_API_KEY"]
                self.voice = "adam"

            def speak(self, text):
                logging.debug("speaking %s with %s", text, self.voice)
                logging.debug("as %s", [|self._auth|])
        """,
    ),
    leak(
        "attribute-filled-outside-of-the-constructor",
        "SUP301",
        """
        import os


        class Narrator:
            _auth = None

            def configure(self):
                self._auth = os.environ["SUPERTONE_API_KEY"]

            def status(self):
                print("auth", [|self._auth|])
        """,
    ),
    leak(
        "class-attribute",
        "SUP301 SUP301",
        """
        import os


        class Config:
            VOICE = "adam"
            CREDENTIAL = os.environ["SUPERTONE_API_KEY"]


        print(Config.VOICE)
        print([|Config.CREDENTIAL|])
        print([|Config().CREDENTIAL|])
        """,
    ),
    leak(
        "property",
        "SUP301 SUP302",
        """
        import os
        from functools import cached_property


        class Client:
            @property
            def credential(self):
                return os.environ["SUPERTONE_API_KEY"]

            @cached_property
            def headers(self):
                return {"x-sup-api-key": self.credential, "accept": "audio/wav"}

            @property
            def has_credential(self):
                return bool(self.credential)


        client = Client()
        print(client.has_credential)
        print([|client.credential|])
        print([|client.headers|])
        """,
    ),
    clean(
        "property-that-masks",
        """
        import os


        class Client:
            def __init__(self):
                self._key = os.environ["SUPERTONE_API_KEY"]

            @property
            def shown_key(self):
                return self._key[:4] + "…"

            def __repr__(self):
                return f"Client(key={self.shown_key})"


        client = Client()
        print(client, client.shown_key)
        """,
    ),
    leak(
        "repr-that-shows-the-key",
        "SUP301 SUP301",
        """
        import os


        class Client:
            def __init__(self, key):
                self.key = key

            def __repr__(self):
                return f"Client({self.key!r})"


        client = Client(os.environ["SUPERTONE_API_KEY"])
        print([|client|])
        print([|f"made {client}"|])
        """,
    ),
    leak(
        "object-in-an-object",
        "SUP301",
        """
        import os


        class Settings:
            def __init__(self):
                self.tts = TtsSettings(os.environ["SUPERTONE_API_KEY"])


        class TtsSettings:
            def __init__(self, token):
                self.token = token
                self.voice = "adam"


        settings = Settings()
        print(settings.tts.voice)
        print([|settings.tts.token|])
        """,
    ),
    leak(
        "setattr-and-getattr",
        "SUP301",
        """
        import os


        class Settings:
            pass


        settings = Settings()
        setattr(settings, "token", os.environ["SUPERTONE_API_KEY"])
        print([|getattr(settings, "token")|])
        """,
        missed="getattr of what setattr set",
    ),
    leak(
        "setattr",
        "SUP301",
        """
        import os


        class Settings:
            pass


        settings = Settings()
        setattr(settings, "token", os.environ["SUPERTONE_API_KEY"])
        print([|settings.token|])
        """,
    ),
    leak(
        "getattr",
        "SUP301 SUP301",
        """
        import os


        class Settings:
            def __init__(self):
                self.token = os.environ["SUPERTONE_API_KEY"]


        settings = Settings()
        print([|getattr(settings, "token")|])
        print([|getattr(settings, "token", None)|])
        """,
    ),
    clean(
        "getattr-of-another-name",
        """
        import os


        class Settings:
            def __init__(self):
                self.token = os.environ["SUPERTONE_API_KEY"]
                self.voice = "adam"


        settings = Settings()
        print(getattr(settings, "voice"), hasattr(settings, "token"))
        """,
    ),
    leak(
        "class-method-as-constructor",
        "SUP301",
        """
        import os


        class Client:
            def __init__(self, key, voice):
                self.key = key
                self.voice = voice

            @classmethod
            def from_env(cls):
                return cls(os.environ["SUPERTONE_API_KEY"], os.environ.get("SUPERTONE_VOICE_ID", "adam"))


        client = Client.from_env()
        print(client.voice)
        print([|client.key|])
        """,
    ),
    leak(
        "singleton-and-logger-of-self",
        "SUP302",
        """
        import logging
        import os

        import requests


        class TTSService:
            def __init__(self):
                self.logger = logging.getLogger(self.__class__.__name__)
                self.session = requests.Session()
                self.session.headers.update({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})

            def call(self, path):
                self.logger.debug("GET %s with %s", path, [|self.session.headers|])
                reply = self.session.get(f"https://supertoneapi.com/{path}")
                self.logger.debug("%s %s", reply.status_code, reply.headers)
                return reply


        service = TTSService()
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
