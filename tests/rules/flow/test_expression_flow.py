"""The key through names and expressions."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "alias-of-an-alias",
        "SUP301",
        """
        import os

        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        credential = SUPERTONE_API_KEY
        shown = credential
        print("using", [|shown|])
        """,
    ),
    clean(
        "alias-bound-anew",
        """
        import os

        from supertone import Supertone

        value = os.environ["SUPERTONE_API_KEY"]
        client = Supertone(value)
        value = "adam"
        print("voice", value)
        """,
    ),
    leak(
        "tuple-unpacking",
        "SUP301",
        """
        import os

        voice, secret = os.getenv("SUPERTONE_VOICE_ID"), os.getenv("SUPERTONE_API_KEY")
        print("voice", voice)
        print("secret", [|secret|])
        """,
    ),
    leak(
        "star-unpacking",
        "SUP301 SUP301",
        """
        import os

        first, *others = ["adam", os.environ["SUPERTONE_API_KEY"], "sona_speech_1"]
        print(first)
        print([|others|])
        print(*[|others|], sep=", ")
        """,
    ),
    clean(
        "unpacked-neighbours",
        """
        import os

        record = ("adam", os.environ["SUPERTONE_API_KEY"], "ko")
        voice, _, language = record
        print(voice, language, record[0], record[-1])
        (host, port), key = ("supertoneapi.com", 443), os.environ["SUPERTONE_API_KEY"]
        print(host, port)
        """,
    ),
    leak(
        "walrus",
        "SUP301",
        """
        import logging
        import os

        if token := os.environ.get("SUPERTONE_API_KEY"):
            logging.info("authenticated as %s", [|token|])
        """,
    ),
    leak(
        "ternary-and-or",
        "SUP301 SUP301",
        """
        import os


        def resolve(flag, cli_value):
            chosen = cli_value if flag else os.environ["SUPERTONE_API_KEY"]
            print("chosen", [|chosen|])
            fallback = cli_value or os.getenv("SUPERTONE_API_KEY") or ""
            print("fallback", [|fallback|])
        """,
    ),
    clean(
        "ternary-over-the-key",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        print("key:", "configured" if key else "missing")
        print("mode:", (key and "live") or "dry run")
        print("ok" if key != "your-api-key-here" else "placeholder")
        print(not key, key is None, key == "", bool(key))
        """,
    ),
    leak(
        "augmented-assignment",
        "SUP301",
        """
        import os

        message = "supertone: "
        message += os.environ["SUPERTONE_API_KEY"]
        message += " (from the environment)"
        print([|message|])
        """,
    ),
    clean(
        "augmented-assignment-of-a-length",
        """
        import os

        message = "supertone: "
        message += str(len(os.environ["SUPERTONE_API_KEY"]))
        message += " characters"
        print(message)
        """,
    ),
    leak(
        "for-target",
        "SUP301",
        """
        import os

        keys = [os.environ["SUPERTONE_API_KEY_1"], os.environ["SUPERTONE_API_KEY_2"]]
        for number, each in enumerate(keys, start=1):
            print(number, [|each|])
        """,
    ),
    clean(
        "for-target-of-the-other-column",
        """
        import os

        accounts = [("seoul", os.environ["SUPERTONE_API_KEY_1"]), ("busan", os.environ["SUPERTONE_API_KEY_2"])]
        for number, (city, _) in enumerate(accounts, start=1):
            print(number, city)
        """,
    ),
    leak(
        "for-target-over-items",
        "SUP301",
        """
        import os

        options = {"voice": "adam", "key": os.environ["SUPERTONE_API_KEY"]}
        for name, value in options.items():
            print(name, "=", [|value|])
        """,
    ),
    leak(
        "with-target",
        "SUP301",
        """
        import contextlib
        import os


        @contextlib.contextmanager
        def credential():
            yield os.environ["SUPERTONE_API_KEY"]


        with credential() as key:
            print("have", [|key|])
        """,
    ),
    clean(
        "with-target-that-is-a-client",
        """
        import os

        from supertone import Supertone

        with Supertone(api_key=os.environ["SUPERTONE_API_KEY"]) as tts:
            print("have", tts)
            print(tts.voices.list_voices())
        """,
    ),
    leak(
        "comprehension",
        "SUP301",
        """
        import os

        names = ("SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID")
        print([|[os.getenv(name) for name in names]|])
        """,
    ),
    clean(
        "comprehension-over-lengths",
        """
        import os

        names = ("SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID")
        print([len(os.getenv(name, "")) for name in names], {name: bool(os.getenv(name)) for name in names})
        """,
    ),
    leak(
        "match-captures",
        "SUP301 SUP301",
        """
        import os


        def describe():
            match {"kind": "supertone", "key": os.environ["SUPERTONE_API_KEY"]}:
                case {"kind": "supertone", "key": captured}:
                    print("captured", [|captured|])
            match ("adam", os.environ["SUPERTONE_API_KEY"]):
                case (voice, secret):
                    print(voice)
                    print([|secret|])
        """,
    ),
    clean(
        "match-on-the-key",
        """
        import os


        def describe():
            match os.environ.get("SUPERTONE_API_KEY"):
                case None | "":
                    print("no key")
                case str():
                    print("a key")
                case other:
                    print("something else")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
