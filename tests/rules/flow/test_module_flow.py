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
            "config.py": '''
            import os

            SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"
            ''',
            "main.py": '''
            from config import SUPERTONE_API_KEY as K
            from config import VOICE

            print(VOICE)
            print([|K|])
            ''',
        },
    ),
    clean(
        "imported-neighbour",
        {
            "config.py": '''
            import os

            SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"
            K = "ko"
            ''',
            "main.py": '''
            import config
            from config import K, VOICE

            print(VOICE, K, config, config.VOICE, dir(config))
            ''',
        },
    ),
    leak(
        "attribute-of-a-module",
        "SUP301 SUP301",
        {
            "config.py": '''
            import os

            TTS_SECRET = os.environ["SUPERTONE_API_KEY"]
            ''',
            "main.py": '''
            import config
            import config as settings

            print([|config.TTS_SECRET|])
            print([|settings.TTS_SECRET|])
            ''',
        },
    ),
    leak(
        "package-with-relative-imports",
        "SUP301",
        {
            "speech/__init__.py": '''
            from .client import connect
            ''',
            "speech/settings/__init__.py": '''
            from .keys import credential
            ''',
            "speech/settings/keys.py": '''
            import os


            def credential():
                return os.environ["SUPERTONE_API_KEY"]
            ''',
            "speech/client.py": '''
            from supertone import Supertone

            from .settings import credential
            from . import settings


            def connect():
                print("connecting as", [|settings.credential()|])
                return Supertone(api_key=credential())
            ''',
        },
    ),
    leak(
        "helper-that-does-not-name-the-vendor",
        "SUP301",
        {
            "debugging.py": '''
            import logging

            log = logging.getLogger("debug")


            def show(label, value):
                log.debug("%s = %r", label, [|value|])
            ''',
            "main.py": '''
            import os

            from debugging import show

            show("voice", "adam")
            show("key", os.environ["SUPERTONE_API_KEY"])
            ''',
        },
    ),
    clean(
        "helper-that-is-given-something-else",
        {
            "debugging.py": '''
            import logging

            log = logging.getLogger("debug")


            def show(label, value):
                log.debug("%s = %r", label, value)


            def check(value):
                log.debug("%d characters", len(value))
            ''',
            "main.py": '''
            import os

            from debugging import check, show

            show("voice", os.environ["SUPERTONE_VOICE_ID"])
            check(os.environ["SUPERTONE_API_KEY"])
            ''',
        },
    ),
    leak(
        "helper-that-logs-headers",
        "SUP302",
        {
            "net/http.py": '''
            import logging

            import requests

            logger = logging.getLogger(__name__)


            def get_json(url, headers=None):
                logger.info("GET %s", url)
                logger.debug("headers: %s", [|headers|])
                reply = requests.get(url, headers=headers, timeout=10)
                logger.debug("reply: %s", reply.headers)
                return reply.json()
            ''',
            "net/__init__.py": "",
            "voices.py": '''
            import os

            from net.http import get_json


            def voices():
                headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
                return get_json("https://supertoneapi.com/v1/voices", headers=headers)
            ''',
        },
    ),
    leak(
        "logs-an-imported-header-builder",
        "SUP302",
        {
            "auth.py": '''
            import os


            def build_headers():
                return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            ''',
            "main.py": '''
            import logging

            from auth import build_headers

            logging.basicConfig(level=logging.DEBUG)
            logging.debug("headers: %s", [|build_headers()|])
            ''',
        },
    ),
    clean(
        "logs-an-imported-builder-of-other-headers",
        {
            "auth.py": '''
            import os


            def build_headers():
                return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}


            def accept_headers():
                return {"accept": "audio/wav"}
            ''',
            "main.py": '''
            import logging

            from auth import accept_headers, build_headers

            logging.debug("headers: %s", accept_headers())
            logging.debug("names: %s", list(build_headers()))
            ''',
        },
    ),
    leak(
        "class-of-another-module",
        "SUP301 SUP302",
        {
            "tts/client.py": '''
            class TtsClient:
                def __init__(self, key):
                    self.key = key
                    self.headers = {"x-sup-api-key": key}
            ''',
            "tts/__init__.py": "",
            "app.py": '''
            import os

            from tts.client import TtsClient

            client = TtsClient(os.environ["SUPERTONE_API_KEY"])
            print([|client.key|])
            print([|client.headers|])
            ''',
        },
    ),
    leak(
        "key-named-neutrally-in-the-other-module",
        "SUP301",
        {
            "settings.py": '''
            import os

            API_KEY = os.environ["TTS_API_KEY"]
            DEBUG = True
            ''',
            "tts.py": '''
            import requests
            from settings import API_KEY


            def voices():
                print("with", [|API_KEY|])
                return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": API_KEY}, timeout=3)
            ''',
        },
    ),
    leak(
        "neutral-key-logged-where-it-is-read",
        "SUP301",
        {
            "settings.py": '''
            import os

            API_KEY = os.environ["TTS_API_KEY"]
            print("key is", [|API_KEY|])
            ''',
            "tts.py": '''
            import requests
            from settings import API_KEY


            def voices():
                return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": API_KEY}, timeout=3)
            ''',
        },
    ),
    clean(
        "keys-of-two-vendors-in-the-other-module",
        {
            "settings.py": '''
            import os

            API_KEY = os.environ["TTS_API_KEY"]
            OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]
            print("openai", OPENAI_API_KEY)
            ''',
            "tts.py": '''
            import requests
            from settings import API_KEY, OPENAI_API_KEY


            def voices():
                print("openai", OPENAI_API_KEY)
                return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": API_KEY}, timeout=3)
            ''',
        },
    ),
    leak(
        "imported-logger",
        "SUP301",
        {
            "log.py": '''
            import logging


            def get_logger(name):
                return logging.getLogger(name)


            log = get_logger("app")
            ''',
            "main.py": '''
            import os

            from log import get_logger, log

            log.info("key %s", [|os.environ["SUPERTONE_API_KEY"]|])
            get_logger(__name__).info("voice %s", os.environ["SUPERTONE_VOICE_ID"])
            ''',
        },
    ),
    leak(
        "settings-object-of-another-module",
        "SUP301 SUP301",
        {
            "app/core/config.py": '''
            from pydantic_settings import BaseSettings


            class Settings(BaseSettings):
                SUPERTONE_API_KEY: str = ""
                PROJECT_NAME: str = "narrator"


            settings = Settings()
            ''',
            "app/core/__init__.py": "",
            "app/__init__.py": "",
            "app/main.py": '''
            import logging

            from app.core.config import settings

            logger = logging.getLogger("uvicorn")
            logger.info("starting %s", settings.PROJECT_NAME)
            logger.info("settings %s", [|settings|])
            logger.info("key %s", [|settings.SUPERTONE_API_KEY|])
            ''',
        },
    ),
    leak(
        "helper-two-modules-away",
        "SUP301",
        {
            "out.py": '''
            def emit(line):
                print([|line|])
            ''',
            "report.py": '''
            from out import emit


            def table(rows):
                for name, value in rows.items():
                    emit(f"{name}: {value}")
            ''',
            "main.py": '''
            import os

            from report import table

            table({"key": os.environ["SUPERTONE_API_KEY"], "voice": "adam"})
            ''',
        },
    ),
    leak(
        "star-import",
        "SUP301",
        {
            "config.py": '''
            import os

            TTS_SECRET = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"
            ''',
            "main.py": '''
            from config import *

            print(VOICE)
            print([|TTS_SECRET|])
            ''',
        },
    ),
    leak(
        "circular-imports",
        "SUP301",
        {
            "first.py": '''
            import os

            import second

            SECRET = os.environ["SUPERTONE_API_KEY"]


            def run():
                second.show()
            ''',
            "second.py": '''
            import first


            def show():
                print([|first.SECRET|])
            ''',
        },
    ),
    leak(
        "fallback-import",
        "SUP301",
        {
            "local_settings.py": '''
            import os

            TTS_SECRET = os.environ["SUPERTONE_API_KEY"]
            ''',
            "main.py": '''
            try:
                from local_settings import TTS_SECRET
            except ImportError:
                TTS_SECRET = ""

            print([|TTS_SECRET|])
            ''',
        },
    ),
    clean(
        "name-of-a-module-function-of-another-project-part",
        {
            "speech.py": '''
            import os

            from supertone import Supertone


            def token():
                return os.environ["SUPERTONE_API_KEY"]


            client = Supertone(api_key=token())
            ''',
            "lexer.py": '''
            def token():
                return "identifier"


            print(token())
            ''',
            "main.py": '''
            import lexer
            import speech

            print(lexer.token(), speech.client)
            ''',
        },
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
