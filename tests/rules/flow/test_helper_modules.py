"""The key in modules that do not name Supertone themselves."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "helper-that-does-not-name-the-vendor",
        "SUP301",
        {
            "debugging.py": """
            import logging

            log = logging.getLogger("debug")


            def show(label, value):
                log.debug("%s = %r", label, [|value|])
            """,
            "main.py": """
            import os

            from debugging import show

            show("voice", "adam")
            show("key", os.environ["SUPERTONE_API_KEY"])
            """,
        },
    ),
    clean(
        "helper-that-is-given-something-else",
        {
            "debugging.py": """
            import logging

            log = logging.getLogger("debug")


            def show(label, value):
                log.debug("%s = %r", label, value)


            def check(value):
                log.debug("%d characters", len(value))
            """,
            "main.py": """
            import os

            from debugging import check, show

            show("voice", os.environ["SUPERTONE_VOICE_ID"])
            check(os.environ["SUPERTONE_API_KEY"])
            """,
        },
    ),
    leak(
        "helper-that-logs-headers",
        "SUP302",
        {
            "net/http.py": """
            import logging

            import requests

            logger = logging.getLogger(__name__)


            def get_json(url, headers=None):
                logger.info("GET %s", url)
                logger.debug("headers: %s", [|headers|])
                reply = requests.get(url, headers=headers, timeout=10)
                logger.debug("reply: %s", reply.headers)
                return reply.json()
            """,
            "net/__init__.py": "",
            "voices.py": """
            import os

            from net.http import get_json


            def voices():
                headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
                return get_json("https://supertoneapi.com/v1/voices", headers=headers)
            """,
        },
    ),
    leak(
        "logs-an-imported-header-builder",
        "SUP302",
        {
            "auth.py": """
            import os


            def build_headers():
                return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            """,
            "main.py": """
            import logging

            from auth import build_headers

            logging.basicConfig(level=logging.DEBUG)
            logging.debug("headers: %s", [|build_headers()|])
            """,
        },
    ),
    clean(
        "logs-an-imported-builder-of-other-headers",
        {
            "auth.py": """
            import os


            def build_headers():
                return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}


            def accept_headers():
                return {"accept": "audio/wav"}
            """,
            "main.py": """
            import logging

            from auth import accept_headers, build_headers

            logging.debug("headers: %s", accept_headers())
            logging.debug("names: %s", list(build_headers()))
            """,
        },
    ),
    leak(
        "key-named-neutrally-in-the-other-module",
        "SUP301",
        {
            "settings.py": """
            import os

            API_KEY = os.environ["TTS_API_KEY"]
            DEBUG = True
            """,
            "tts.py": """
            import requests
            from settings import API_KEY


            def voices():
                print("with", [|API_KEY|])
                return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": API_KEY}, timeout=3)
            """,
        },
    ),
    leak(
        "neutral-key-logged-where-it-is-read",
        "SUP301",
        {
            "settings.py": """
            import os

            API_KEY = os.environ["TTS_API_KEY"]
            print("key is", [|API_KEY|])
            """,
            "tts.py": """
            import requests
            from settings import API_KEY


            def voices():
                return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": API_KEY}, timeout=3)
            """,
        },
    ),
    clean(
        "keys-of-two-vendors-in-the-other-module",
        {
            "settings.py": """
            import os

            API_KEY = os.environ["TTS_API_KEY"]
            OPENAI_API_KEY = os.environ["OPENAI_API_KEY"]
            print("openai", OPENAI_API_KEY)
            """,
            "tts.py": """
            import requests
            from settings import API_KEY, OPENAI_API_KEY


            def voices():
                print("openai", OPENAI_API_KEY)
                return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": API_KEY}, timeout=3)
            """,
        },
    ),
    leak(
        "imported-logger",
        "SUP301",
        {
            "log.py": """
            import logging


            def get_logger(name):
                return logging.getLogger(name)


            log = get_logger("app")
            """,
            "main.py": """
            import os

            from log import get_logger, log

            log.info("key %s", [|os.environ["SUPERTONE_API_KEY"]|])
            get_logger(__name__).info("voice %s", os.environ["SUPERTONE_VOICE_ID"])
            """,
        },
    ),
    leak(
        "helper-two-modules-away",
        "SUP301",
        {
            "out.py": """
            def emit(line):
                print([|line|])
            """,
            "report.py": """
            from out import emit


            def table(rows):
                for name, value in rows.items():
                    emit(f"{name}: {value}")
            """,
            "main.py": """
            import os

            from report import table

            table({"key": os.environ["SUPERTONE_API_KEY"], "voice": "adam"})
            """,
        },
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
