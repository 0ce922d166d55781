"""The key across the modules of a project."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "imported-under-another-name",
        "SUP301",
        {
            "config.py": """
            import os

            SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"
            """,
            "main.py": """
            from config import SUPERTONE_API_KEY as K
            from config import VOICE

            print(VOICE)
            print([|K|])
            """,
        },
    ),
    clean(
        "imported-neighbour",
        {
            "config.py": """
            import os

            SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"
            K = "ko"
            """,
            "main.py": """
            import config
            from config import K, VOICE

            print(VOICE, K, config, config.VOICE, dir(config))
            """,
        },
    ),
    leak(
        "attribute-of-a-module",
        "SUP301 SUP301",
        {
            "config.py": """
            import os

            TTS_SECRET = os.environ["SUPERTONE_API_KEY"]
            """,
            "main.py": """
            import config
            import config as settings

            print([|config.TTS_SECRET|])
            print([|settings.TTS_SECRET|])
            """,
        },
    ),
    leak(
        "package-with-relative-imports",
        "SUP301",
        {
            "speech/__init__.py": """
            from .client import connect
            """,
            "speech/settings/__init__.py": """
            from .keys import credential
            """,
            "speech/settings/keys.py": """
            import os


            def credential():
                return os.environ["SUPERTONE_API_KEY"]
            """,
            "speech/client.py": """
            from supertone import Supertone

            from .settings import credential
            from . import settings


            def connect():
                print("connecting as", [|settings.credential()|])
                return Supertone(api_key=credential())
            """,
        },
    ),
    leak(
        "class-of-another-module",
        "SUP301 SUP302",
        {
            "tts/client.py": """
            class TtsClient:
                def __init__(self, key):
                    self.key = key
                    self.headers = {"x-sup-api-key": key}
            """,
            "tts/__init__.py": "",
            "app.py": """
            import os

            from tts.client import TtsClient

            client = TtsClient(os.environ["SUPERTONE_API_KEY"])
            print([|client.key|])
            print([|client.headers|])
            """,
        },
    ),
    leak(
        "settings-object-of-another-module",
        "SUP301 SUP301",
        {
            "app/core/config.py": """
            from pydantic_settings import BaseSettings


            class Settings(BaseSettings):
                SUPERTONE_API_KEY: str = ""
                PROJECT_NAME: str = "narrator"


            settings = Settings()
            """,
            "app/core/__init__.py": "",
            "app/__init__.py": "",
            "app/main.py": """
            import logging

            from app.core.config import settings

            logger = logging.getLogger("uvicorn")
            logger.info("starting %s", settings.PROJECT_NAME)
            logger.info("settings %s", [|settings|])
            logger.info("key %s", [|settings.SUPERTONE_API_KEY|])
            """,
        },
    ),
    leak(
        "star-import",
        "SUP301",
        {
            "config.py": """
            import os

            TTS_SECRET = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"
            """,
            "main.py": """
            from config import *

            print(VOICE)
            print([|TTS_SECRET|])
            """,
        },
    ),
    leak(
        "circular-imports",
        "SUP301",
        {
            "first.py": """
            import os

            import second

            SECRET = os.environ["SUPERTONE_API_KEY"]


            def run():
                second.show()
            """,
            "second.py": """
            import first


            def show():
                print([|first.SECRET|])
            """,
        },
    ),
    leak(
        "fallback-import",
        "SUP301",
        {
            "local_settings.py": """
            import os

            TTS_SECRET = os.environ["SUPERTONE_API_KEY"]
            """,
            "main.py": """
            try:
                from local_settings import TTS_SECRET
            except ImportError:
                TTS_SECRET = ""

            print([|TTS_SECRET|])
            """,
        },
    ),
    clean(
        "name-of-a-module-function-of-another-project-part",
        {
            "speech.py": """
            import os

            from supertone import Supertone


            def token():
                return os.environ["SUPERTONE_API_KEY"]


            client = Supertone(api_key=token())
            """,
            "lexer.py": """
            def token():
                return "identifier"


            print(token())
            """,
            "main.py": """
            import lexer
            import speech

            print(lexer.token(), speech.client)
            """,
        },
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
