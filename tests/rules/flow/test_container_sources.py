"""Whole containers that hold the key among other things."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "whole-environment",
        "SUP301 SUP301 SUP301",
        """
        import json
        import os
        import pprint

        from supertone import Supertone

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        print([|os.environ|])
        print([|json.dumps(dict(os.environ), indent=2)|])
        pprint.pprint([|{**os.environ}|])
        """,
    ),
    clean(
        "environment-without-the-key",
        """
        import os

        from supertone import Supertone

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        print({name: value for name, value in os.environ.items() if "KEY" not in name})
        print(os.environ["PATH"], len(os.environ))
        """,
    ),
    leak(
        "environment-loop",
        "SUP301",
        """
        import os

        import supertone

        for name, value in os.environ.items():
            if name.startswith("SUPERTONE_"):
                print([|f"{name}={value}"|])
        client = supertone.Supertone(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "local-variables",
        "SUP301 SUP301",
        """
        import logging
        import os

        log = logging.getLogger(__name__)


        def speak(text):
            key = os.environ["SUPERTONE_API_KEY"]
            log.debug("locals: %s", [|locals()|])
            log.debug("vars: %s", [|vars()|])
            return text, key
        """,
    ),
    clean(
        "local-variables-without-the-key",
        """
        import logging
        import os

        log = logging.getLogger(__name__)


        def headers():
            key = os.environ["SUPERTONE_API_KEY"]
            return {"x-sup-api-key": key}


        def estimate(text, language):
            log.debug("locals: %s", locals())
            return len(text)
        """,
    ),
    leak(
        "module-variables",
        "SUP301",
        """
        import os

        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        VOICE = "adam"
        print([|globals()|])
        """,
    ),
    leak(
        "object-dictionary",
        "SUP301 SUP301",
        """
        import os


        class TTS:
            def __init__(self, voice):
                self.voice = voice
                self.api_key = os.environ["SUPERTONE_API_KEY"]

            def dump(self):
                print([|self.__dict__|])
                print([|vars(self)|])
                print(self, self.__dict__["voice"])
        """,
    ),
    clean(
        "plain-object",
        """
        import os


        class TTS:
            def __init__(self, voice):
                self.voice = voice
                self.api_key = os.environ["SUPERTONE_API_KEY"]


        tts = TTS("adam")
        print(tts, repr(tts), tts.voice, list(vars(tts)))
        """,
    ),
    leak(
        "pydantic-object",
        "SUP301",
        """
        import os

        from pydantic import BaseModel


        class Provider(BaseModel):
            name: str
            api_key: str


        provider = Provider(name="supertone", api_key=os.environ["SUPERTONE_API_KEY"])
        print("registered", [|provider|])
        print("registered", provider.name)
        """,
    ),
    leak(
        "named-tuple",
        "SUP301",
        """
        import os
        from typing import NamedTuple


        class Account(NamedTuple):
            owner: str
            key: str


        account = Account("team", os.environ["SUPERTONE_API_KEY"])
        print([|account|], account.owner)
        """,
    ),
    clean(
        "named-tuple-other-field",
        """
        import os
        from collections import namedtuple

        Account = namedtuple("Account", ["owner", "key"])
        account = Account("team", os.environ["SUPERTONE_API_KEY"])
        print(account.owner, account[0], Account._fields)
        """,
    ),
    leak(
        "simple-namespace",
        "SUP301",
        """
        import os
        from types import SimpleNamespace

        conf = SimpleNamespace(key=os.environ["SUPERTONE_API_KEY"], voice="adam")
        print([|conf|])
        print(conf.voice)
        """,
    ),
    leak(
        "nested-configuration",
        "SUP301",
        """
        import logging
        import os

        CONFIG = {
            "tts": {"provider": "supertone", "api_key": os.environ["SUPERTONE_API_KEY"], "voice": "adam"},
            "llm": {"model": "small"},
        }
        logging.info("configuration: %s", [|CONFIG|])
        logging.info("llm: %s, voice: %s", CONFIG["llm"], CONFIG["tts"]["voice"])
        """,
    ),
    clean(
        "environment-of-a-child-process",
        """
        import os
        import subprocess

        env = {**os.environ, "SUPERTONE_API_KEY": os.environ["SUPERTONE_API_KEY"]}
        done = subprocess.run(["./render", "--voice", "adam"], env=env, capture_output=True, text=True, check=True)
        print(done.stdout, done.returncode, env["PATH"])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
