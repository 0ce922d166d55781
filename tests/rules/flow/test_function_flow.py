"""The key through functions: parameters, results, generators, coroutines."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "parameter-and-result",
        "SUP301 SUP301",
        """
        import os


        def trimmed(text):
            return text.strip()


        def show(label, text):
            print(label, [|text|])


        secret = trimmed(os.environ["SUPERTONE_API_KEY"])
        show("secret", secret)
        print([|trimmed(secret)|])
        """,
    ),
    clean(
        "parameter-of-another-call",
        """
        import os


        def show(label, text):
            print(label)
            return len(text)


        def length(text):
            return len(text)


        show("secret", os.environ["SUPERTONE_API_KEY"])
        print(length(os.environ["SUPERTONE_API_KEY"]))
        """,
    ),
    leak(
        "default-arguments",
        "SUP301 SUP301",
        """
        import os


        def connect(token=os.environ.get("SUPERTONE_API_KEY"), *, voice="adam"):
            print("connect", voice)
            print("connect", [|token|])


        shout = lambda text=os.environ["SUPERTONE_API_KEY"]: print([|text|])
        """,
    ),
    leak(
        "spread-arguments",
        "SUP301 SUP301",
        """
        import logging
        import os


        def positional(*args):
            logging.debug("args %s", [|args|])


        def named(**kwargs):
            logging.debug("kwargs %s", [|kwargs|])
            logging.debug("voice %s", kwargs.get("voice"))


        positional("adam", os.environ["SUPERTONE_API_KEY"])
        named(voice="adam", credential=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    clean(
        "spread-arguments-of-another-call",
        """
        import logging
        import os

        from supertone import Supertone


        def trace(*args, **kwargs):
            logging.debug("args %s %s", args, kwargs)


        trace("adam", language="ko")
        options = {"api_key": os.environ["SUPERTONE_API_KEY"]}
        client = Supertone(**options)
        """,
    ),
    leak(
        "generator",
        "SUP301",
        """
        import os


        def settings():
            yield "voice", "adam"
            yield "key", os.environ["SUPERTONE_API_KEY"]


        for name, value in settings():
            print(name)
            print([|value|])
        """,
    ),
    clean(
        "generator-of-names",
        """
        import os


        def settings():
            for name in ("SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"):
                if os.environ.get(name):
                    yield name


        print(", ".join(settings()))
        """,
    ),
    leak(
        "coroutine",
        "SUP301 SUP301",
        """
        import asyncio
        import os


        async def load():
            await asyncio.sleep(0)
            return os.environ["SUPERTONE_API_KEY"]


        async def main():
            key = await load()
            print([|key|])
            first, = await asyncio.gather(load())
            print([|asyncio.run(load())|])
        """,
    ),
    clean(
        "coroutine-object",
        """
        import asyncio
        import os


        async def load():
            return os.environ["SUPERTONE_API_KEY"]


        async def main():
            task = asyncio.ensure_future(load())
            await task
            print(task.done(), load)
        """,
    ),
    leak(
        "context-manager-class",
        "SUP302",
        """
        import os


        class Auth:
            def __enter__(self):
                return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}

            def __exit__(self, *failure):
                return False


        with Auth() as headers:
            print([|headers|])
        """,
    ),
    leak(
        "nested-function-and-nonlocal",
        "SUP301",
        """
        import os


        def outer():
            secret = None

            def load():
                nonlocal secret
                secret = os.environ["SUPERTONE_API_KEY"]

            load()
            print("loaded", [|secret|])
        """,
    ),
    leak(
        "global-that-a-function-fills",
        "SUP301",
        """
        import os

        _cache = None


        def init():
            global _cache
            _cache = os.environ["SUPERTONE_API_KEY"]


        def debug():
            print("cache", [|_cache|])
        """,
    ),
    leak(
        "cached-function",
        "SUP301",
        """
        import os
        from functools import lru_cache


        @lru_cache(maxsize=1)
        def credential():
            return os.environ["SUPERTONE_API_KEY"].strip()


        print([|credential()|], credential.cache_info())
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
