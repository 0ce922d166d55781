"""The key read from the environment, and what stands next to it there."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "environ-item",
        "SUP301",
        """
        import os

        from supertone import Supertone

        print("starting with", [|os.environ["SUPERTONE_API_KEY"]|])
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    clean(
        "environ-item-of-another-thing",
        """
        import os

        from supertone import Supertone

        print("speaking as", os.environ["SUPERTONE_VOICE_ID"], "from", os.environ["SUPERTONE_BASE_URL"])
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "environ-get-as-argument",
        "SUP301",
        """
        import logging
        import os

        import requests

        log = logging.getLogger(__name__)
        log.debug("key=%s", [|os.environ.get("SUPERTONE_API_KEY")|])
        requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": os.environ.get("SUPERTONE_API_KEY")})
        """,
    ),
    clean(
        "environ-membership-and-name",
        """
        import logging
        import os

        VARIABLE = "SUPERTONE_API_KEY"
        log = logging.getLogger(__name__)
        if VARIABLE not in os.environ:
            log.error("%s is not set, see https://console.supertoneapi.com", VARIABLE)
        log.info("key present: %s", "SUPERTONE_API_KEY" in os.environ)
        log.info("key present: %s", bool(os.environ.get("SUPERTONE_API_KEY")))
        log.info("key has %d characters", len(os.environ["SUPERTONE_API_KEY"]))
        """,
    ),
    leak(
        "getenv-of-a-constant-name",
        "SUP301",
        """
        from os import getenv

        ENV_VAR = "SUPERTONE_API_KEY"


        def load():
            value = getenv(ENV_VAR, "")
            print([|f"{ENV_VAR} -> {value}"|])
            return value
        """,
    ),
    clean(
        "getenv-of-another-vendor",
        """
        from os import getenv

        from supertone import Supertone

        openai_key = getenv("OPENAI_API_KEY")
        print(f"using OpenAI with {openai_key}")
        client = Supertone(api_key=getenv("SUPERTONE_API_KEY"))
        """,
    ),
    leak(
        "environ-pop",
        "SUP301",
        """
        import os
        import sys

        key = os.environ.pop("SUPERTONE_API_KEY", None)
        sys.stderr.write([|"got " + key + "\\n"|])
        """,
    ),
    leak(
        "environb",
        "SUP301",
        """
        import os

        raw = os.environb[b"SUPERTONE_API_KEY"]
        print([|raw.decode()|])
        """,
    ),
    clean(
        "environ-keys",
        """
        import os

        import supertone

        print("variables:", sorted(os.environ))
        print([name for name in os.environ if name.startswith("SUPERTONE_")])
        print(list(os.environ.keys()))
        client = supertone.Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
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
    leak(
        "default-for-an-unset-variable",
        "SUP301",
        """
        import os

        API_KEY = os.getenv("SUPERTONE_API_KEY", "your-api-key-here")
        print([|f"API Key: {API_KEY[:8]}..."|])
        """,
    ),
    clean(
        "unset-variable",
        """
        import os
        import sys

        SUPERTONE_API_KEY = os.getenv("SUPERTONE_API_KEY")
        if not SUPERTONE_API_KEY:
            print("SUPERTONE_API_KEY is", SUPERTONE_API_KEY)
            sys.exit("export SUPERTONE_API_KEY=<YOUR_API_KEY_HERE>")
        """,
    ),
    leak(
        "loop-over-names-of-variables",
        "SUP301",
        """
        import os

        REQUIRED = ["SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"]
        for name in REQUIRED:
            print([|f"{name}={os.environ.get(name)}"|])
        """,
    ),
    clean(
        "loop-over-names-of-variables-without-values",
        """
        import os

        REQUIRED = ["SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"]
        missing = [name for name in REQUIRED if not os.environ.get(name)]
        for name in REQUIRED:
            print(f"{name}: {'set' if os.environ.get(name) else 'missing'}")
        if missing:
            raise SystemExit(f"missing: {', '.join(missing)}")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
