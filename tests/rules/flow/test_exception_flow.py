"""The key in exceptions that are raised and caught again."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "caught-and-printed",
        "SUP304 SUP301",
        """
        import os


        def check(key):
            if len(key) != 32:
                raise ValueError([|f"bad key {key}"|])


        try:
            check(os.environ["SUPERTONE_API_KEY"])
        except ValueError as error:
            print([|error|], repr(error), str(error))
        """,
    ),
    clean(
        "caught-without-the-key",
        """
        import logging
        import os


        def check(key):
            if len(key) != 32:
                raise ValueError(f"SUPERTONE_API_KEY has {len(key)} characters, 32 are expected")


        try:
            check(os.environ["SUPERTONE_API_KEY"])
        except ValueError as error:
            logging.exception("no key: %s", error)
            print(error, repr(error), error.args, error.__cause__)
        """,
    ),
    leak(
        "raised-in-a-module-that-logs-everything",
        "SUP304 SUP301",
        """
        import logging
        import os

        logger = logging.getLogger(__name__)


        class AuthError(Exception):
            pass


        def login():
            key = os.environ["SUPERTONE_API_KEY"]
            raise AuthError("rejected", [|key|])


        def main():
            try:
                login()
            except AuthError:
                [|logger.exception("login failed")|]
        """,
    ),
    leak(
        "raised-with-the-headers",
        "SUP304",
        """
        import os

        import requests


        def voices():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            reply = requests.get("https://supertoneapi.com/v1/voices", headers=headers, timeout=5)
            if reply.status_code == 401:
                raise RuntimeError([|f"{reply.status_code} for {headers}"|])
            return reply.json()
        """,
    ),
    clean(
        "raised-with-the-reply",
        """
        import os

        import requests


        def voices():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            reply = requests.get("https://supertoneapi.com/v1/voices", headers=headers, timeout=5)
            if reply.status_code == 401:
                raise RuntimeError(f"{reply.status_code} {reply.text} for {reply.url} ({reply.headers})")
            return reply.json()
        """,
    ),
    leak(
        "arguments-of-the-exception",
        "SUP304",
        """
        import os

        try:
            raise LookupError("supertone", [|os.environ["SUPERTONE_API_KEY"]|])
        except LookupError as error:
            print(error.args)
        """,
    ),
    leak(
        "exception-object-that-is-logged",
        "SUP304 SUP301",
        """
        import logging
        import os

        error = PermissionError([|f"no access with {os.environ['SUPERTONE_API_KEY']}"|])
        logging.error("failed", exc_info=[|error|])
        """,
    ),
    leak(
        "cause-of-the-exception",
        "SUP304",
        """
        import os


        def connect(key):
            try:
                raise ValueError([|key|])
            except ValueError as error:
                raise RuntimeError("could not connect") from error


        connect(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    clean(
        "cause-without-the-key",
        """
        import os

        from supertone import Supertone, errors


        def connect(key):
            client = Supertone(api_key=key)
            try:
                return client.usage.get_credit_balance()
            except errors.SupertoneError as error:
                raise RuntimeError(f"could not connect: {error}") from error


        connect(os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "attribute-of-the-exception",
        "SUP301",
        """
        import logging
        import os


        class AuthError(Exception):
            def __init__(self, message, key):
                super().__init__(message)
                self.key = key


        try:
            raise AuthError("rejected", os.environ["SUPERTONE_API_KEY"])
        except AuthError as error:
            logging.error("rejected: %s", error)
            logging.error("rejected: %s", [|error.key|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
