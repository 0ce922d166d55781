"""The key through functions that others call: decorators, partials, callbacks."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "decorator-that-logs-arguments",
        "SUP301",
        """
        import functools
        import logging
        import os


        def logged(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                logging.debug("%s called with %s", function.__name__, [|args|])
                return function(*args, **kwargs)

            return wrapper


        @logged
        def connect(token):
            return token


        connect(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "decorator-that-logs-results",
        "SUP302",
        """
        import functools
        import logging
        import os


        def traced(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                result = function(*args, **kwargs)
                logging.debug("returned %r", [|result|])
                return result

            return wrapper


        @traced
        def build_headers():
            return {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}


        build_headers()
        """,
    ),
    clean(
        "decorator-that-logs-the-name",
        """
        import functools
        import logging
        import os
        import time


        def timed(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                start = time.perf_counter()
                result = function(*args, **kwargs)
                logging.debug("%s(%d arguments) took %.2f", function.__name__, len(args), time.perf_counter() - start)
                return result

            return wrapper


        @timed
        def connect(token):
            return {"x-sup-api-key": token}


        connect(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "partial",
        "SUP301 SUP301",
        """
        import os
        from functools import partial


        def call(token, path):
            print(path)
            print("token", [|token|])


        voices = partial(call, os.environ["SUPERTONE_API_KEY"])
        voices("/v1/voices")
        log = partial(print, "supertone:")
        log([|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    leak(
        "lambda",
        "SUP301 SUP301",
        """
        import os

        get_key = lambda: os.environ["SUPERTONE_API_KEY"]
        print([|get_key()|])
        debug = lambda value: print("debug:", [|value|])
        debug(get_key())
        """,
    ),
    clean(
        "lambda-not-called",
        """
        import os

        from supertone import Supertone

        get_key = lambda: os.environ["SUPERTONE_API_KEY"]
        client = Supertone(api_key=get_key)
        print(get_key, callable(get_key))
        """,
    ),
    leak(
        "callback",
        "SUP301",
        """
        import os


        def with_key(callback):
            return callback(os.environ["SUPERTONE_API_KEY"])


        def announce(value):
            print("got", [|value|])


        with_key(announce)
        """,
    ),
    leak(
        "filter",
        "SUP301",
        """
        import os

        for value in filter(None, [os.environ["SUPERTONE_API_KEY"]]):
            print([|value|])
        """,
    ),
    leak(
        "map-of-a-library-function",
        "SUP301",
        """
        import os

        names = ["SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"]
        print([|list(map(os.getenv, names))|])
        """,
        missed="what map makes of a function",
    ),
    leak(
        "callback-in-an-attribute",
        "SUP301",
        """
        import os


        class Loader:
            def __init__(self, on_key):
                self.on_key = on_key

            def load(self):
                self.on_key(os.environ["SUPERTONE_API_KEY"])


        def announce(value):
            print("got", [|value|])


        Loader(announce).load()
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
