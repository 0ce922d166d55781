"""What is named after the key, and what is not."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "parameter",
        "SUP301",
        """
        import logging

        logger = logging.getLogger(__name__)


        def make_client(supertone_api_key: str):
            logger.info("making a client with %s", [|supertone_api_key|])
        """,
    ),
    clean(
        "parameter-that-is-a-truth-value",
        """
        import logging

        logger = logging.getLogger(__name__)


        def report(has_supertone_api_key: bool, supertone_api_key_file: str, supertone_voice_id: str):
            logger.info("%s %s %s", has_supertone_api_key, supertone_api_key_file, supertone_voice_id)
        """,
    ),
    leak(
        "attribute",
        "SUP301",
        """
        class Narrator:
            def __init__(self, supertone_key):
                self.supertone_key = supertone_key

            def debug(self):
                print([|self.supertone_key|])
        """,
    ),
    leak(
        "attribute-of-an-unknown-object",
        "SUP301",
        """
        def announce(cfg, log):
            log.info("cfg %s", [|cfg.supertone.api_key|])
            log.info("cfg %s", cfg.supertone.voice)
        """,
    ),
    clean(
        "attribute-of-another-vendor",
        """
        def announce(cfg, log):
            log.info("cfg %s", cfg.elevenlabs.api_key)
            log.info("cfg %s", cfg.supertone.base_url)
        """,
    ),
    leak(
        "table-of-keys-by-vendor",
        "SUP301 SUP301",
        """
        import os

        API_KEYS = {"supertone": os.environ["SUPERTONE_API_KEY"], "openai": os.environ["OPENAI_API_KEY"]}
        print([|API_KEYS["supertone"]|])
        print([|API_KEYS|])
        """,
    ),
    clean(
        "table-of-keys-other-vendor",
        """
        import os

        API_KEYS = {"supertone": os.environ["SUPERTONE_API_KEY"], "openai": os.environ["OPENAI_API_KEY"]}
        print(API_KEYS["openai"], list(API_KEYS))
        """,
    ),
    leak(
        "function-that-is-named-after-the-key",
        "SUP301",
        """
        from ourvault import get_supertone_api_key

        print([|get_supertone_api_key()|])
        """,
    ),
    clean(
        "function-that-checks-the-key",
        """
        from ourvault import get_supertone_api_key, has_supertone_api_key, mask_supertone_api_key

        key = get_supertone_api_key()
        print(has_supertone_api_key(), mask_supertone_api_key(key))
        """,
    ),
    clean(
        "function-object",
        """
        from ourvault import get_supertone_api_key
        from supertone import Supertone

        print("keys are given by", get_supertone_api_key)
        client = Supertone(api_key=get_supertone_api_key())
        """,
    ),
    clean(
        "payload-and-voice-beside-the-key",
        """
        import logging
        import os

        import requests

        log = logging.getLogger("tts")


        def speak(text, voice_id):
            key = os.environ["SUPERTONE_API_KEY"]
            url = f"https://supertoneapi.com/v1/text-to-speech/{voice_id}"
            payload = {"text": text, "language": "ko", "model": "sona_speech_1"}
            log.info("POST %s %s", url, payload)
            response = requests.post(url, json=payload, headers={"x-sup-api-key": key}, timeout=30)
            log.info("%s in %s, %s bytes", response.status_code, response.elapsed, len(response.content))
            return response.content
        """,
    ),
    clean(
        "names-of-header-and-variable",
        """
        import os

        HEADER = "x-sup-api-key"
        VARIABLE = "SUPERTONE_API_KEY"
        key_name = "supertone_api_key"
        headers = {HEADER: os.environ[VARIABLE]}
        print(f"authenticating with header {HEADER} from {VARIABLE} ({key_name})")
        print(list(headers), HEADER in headers, len(headers))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
