"""The key from libraries that read the environment and dotenv files."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "dotenv-values",
        "SUP301",
        """
        from dotenv import dotenv_values

        config = dotenv_values(".env.local")
        print("key:", [|config["SUPERTONE_API_KEY"]|])
        """,
    ),
    clean(
        "dotenv-values-of-another-setting",
        """
        from dotenv import dotenv_values
        from supertone import Supertone

        config = dotenv_values(".env.local")
        print("language:", config["SUPERTONE_LANGUAGE"])
        client = Supertone(config["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "load-dotenv-with-neutral-name-sent-as-the-key",
        "SUP301",
        """
        import os

        import httpx
        from dotenv import load_dotenv

        load_dotenv()
        TTS_KEY = os.getenv("TTS_API_KEY")
        print("loaded .env", [|TTS_KEY|])
        httpx.post("https://supertoneapi.com/v1/text-to-speech/v", headers={"x-sup-api-key": TTS_KEY})
        """,
    ),
    clean(
        "load-dotenv-result",
        """
        import os

        from dotenv import find_dotenv, load_dotenv
        from supertone import Supertone

        found = load_dotenv(find_dotenv())
        print("loaded .env:", found, find_dotenv())
        client = Supertone(api_key=os.getenv("SUPERTONE_API_KEY"))
        """,
    ),
    leak(
        "decouple-config",
        "SUP301",
        """
        import logging

        from decouple import config

        SUPERTONE_API_KEY = config("SUPERTONE_API_KEY")
        logging.info("decoupled %s", [|SUPERTONE_API_KEY|])
        logging.info("again %s", [|config("SUPERTONE_API_KEY", default="")|])
        """,
    ),
    clean(
        "decouple-config-of-a-truth-value",
        """
        import logging

        from decouple import config
        from supertone import Supertone

        DEBUG = config("SUPERTONE_DEBUG", default=False, cast=bool)
        logging.info("debug %s", DEBUG)
        client = Supertone(config("SUPERTONE_API_KEY"))
        """,
    ),
    leak(
        "environs",
        "SUP301",
        """
        from environs import Env
        from loguru import logger

        env = Env()
        env.read_env()
        key = env.str("SUPERTONE_API_KEY")
        logger.debug("environs says {}", [|key|])
        with env.prefixed("SUPERTONE_"):
            api_key = env("API_KEY")
            voice = env.str("VOICE_ID")
        logger.debug("voice {}", voice)
        """,
    ),
    leak(
        "environs-prefixed",
        "SUP301",
        """
        from environs import Env
        from loguru import logger
        from supertone import Supertone

        env = Env()
        with env.prefixed("SUPERTONE_"):
            api_key = env("API_KEY")
        client = Supertone(api_key=api_key)
        logger.debug("environs says {}", [|api_key|])
        """,
    ),
    leak(
        "django-environ",
        "SUP301",
        """
        import environ

        env = environ.Env(DEBUG=(bool, False))
        environ.Env.read_env()
        TTS = {"KEY": env("SUPERTONE_API_KEY"), "URL": "https://supertoneapi.com"}
        print([|TTS|])
        """,
    ),
    clean(
        "django-environ-other-entry",
        """
        import environ

        env = environ.Env(DEBUG=(bool, False))
        TTS = {"KEY": env("SUPERTONE_API_KEY"), "URL": "https://supertoneapi.com"}
        print(TTS["URL"], env("DEBUG"), env.bool("SUPERTONE_STREAMING"))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
