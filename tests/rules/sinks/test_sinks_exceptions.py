"""The key put into exceptions, and what goes on with them."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "message of a built-in exception",
        "SUP304",
        """
        import os

        def load_key() -> str:
            key = os.environ["SUPERTONE_API_KEY"]
            if len(key) != 32:
                raise ValueError([|f"odd key {key!r}"|])
            if not key.isalnum():
                raise ValueError("odd key", [|key|])
            if key.isdigit():
                raise RuntimeError([|"odd key %s" % key|]) from None
            return key
        """,
    ),
    harmless(
        "message that names the variable",
        """
        import os

        def load_key() -> str:
            key = os.environ.get("SUPERTONE_API_KEY")
            if key is None:
                raise KeyError("SUPERTONE_API_KEY")
            if len(key) != 32:
                raise ValueError(f"SUPERTONE_API_KEY has {len(key)} characters")
            if not key.isalnum():
                raise ValueError
            return key
        """,
    ),
    harmless(
        "message about an empty key shows nothing",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        if not key:
            raise RuntimeError(f"SUPERTONE_API_KEY must be set, is {key!r}")
        """,
    ),
    leak(
        "headers as the argument",
        "SUP304",
        """
        import os

        import requests

        def voices():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            reply = requests.get("https://supertoneapi.com/v1/voices", headers=headers, timeout=9)
            if not reply.ok:
                raise RuntimeError("refused", [|headers|])
            if not reply.content:
                raise requests.RequestException([|f"empty reply to {reply.request.headers}"|])
            return reply.json()
        """,
    ),
    harmless(
        "status and response headers as arguments",
        """
        import os

        import requests

        def voices():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            reply = requests.get("https://supertoneapi.com/v1/voices", headers=headers, timeout=9)
            if not reply.ok:
                raise RuntimeError("refused", reply.status_code, reply.headers)
            reply.raise_for_status()
            return reply.json()
        """,
    ),
    leak(
        "own class without a constructor",
        "SUP304",
        """
        class SupertoneError(Exception):
            '''Something went wrong with the speech service.'''

        class BadKeyError(SupertoneError):
            pass

        def authenticate(supertone_api_key: str) -> None:
            if not supertone_api_key.startswith("sup"):
                raise BadKeyError([|supertone_api_key|])
        """,
    ),
    leak(
        "own class that hands the message to its base",
        "SUP304",
        """
        class BadKeyError(Exception):
            def __init__(self, api_key: str, status: int) -> None:
                super().__init__([|f"{status}: {api_key} was refused"|])
                self.status = status

        def authenticate(supertone_api_key: str) -> None:
            raise BadKeyError(supertone_api_key, 401)
        """,
    ),
    harmless(
        "own class that keeps the key to itself",
        """
        class BadKeyError(Exception):
            def __init__(self, api_key: str, status: int) -> None:
                super().__init__(f"{status}: the key was refused")
                self.api_key = api_key
                self.status = status

        def authenticate(supertone_api_key: str) -> None:
            raise BadKeyError(supertone_api_key, 401)
        """,
    ),
    leak(
        "own class whose text shows the key",
        "SUP304",
        """
        class BadKeyError(Exception):
            def __init__(self, api_key: str) -> None:
                super().__init__("refused")
                self.api_key = api_key

            def __str__(self) -> str:
                return [|f"refused: {self.api_key}"|]

        def authenticate(supertone_api_key: str) -> None:
            raise BadKeyError(supertone_api_key)
        """,
    ),
    harmless(
        "own class whose text masks the key",
        """
        class BadKeyError(Exception):
            def __init__(self, api_key: str) -> None:
                super().__init__()
                self.api_key = api_key

            def __str__(self) -> str:
                return f"refused: {self.api_key[:4]}…"

        def authenticate(supertone_api_key: str) -> None:
            raise BadKeyError(supertone_api_key)
        """,
    ),
    leak(
        "exception that is a data class",
        "SUP304",
        """
        import os
        from dataclasses import dataclass

        @dataclass
        class QuotaExceeded(Exception):
            api_key: str
            limit: int

        def check(used: int) -> None:
            if used > 100:
                raise QuotaExceeded([|os.environ["SUPERTONE_API_KEY"]|], limit=100)
        """,
    ),
    leak(
        "keyword argument of an exception from elsewhere",
        "SUP304",
        """
        import os

        from speechkit.errors import AuthenticationError

        key = os.getenv("SUPERTONE_API_KEY")
        if key and len(key) < 32:
            raise AuthenticationError("bad key", key=[|key|])
        """,
    ),
    leak(
        "exception chained to another",
        "SUP304",
        """
        import os

        def connect(session):
            key = os.environ["SUPERTONE_API_KEY"]
            try:
                session.login(key)
            except OSError as error:
                raise ConnectionError([|f"cannot log in with {key}: {error}"|]) from error
        """,
    ),
    harmless(
        "exception chained without the key",
        """
        import os

        def connect(session):
            key = os.environ["SUPERTONE_API_KEY"]
            try:
                session.login(key)
            except OSError as error:
                raise ConnectionError("cannot log in to Supertone") from error
        """,
    ),
    leak(
        "assert message",
        "SUP304",
        """
        import os

        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        assert len(SUPERTONE_API_KEY) == 32, [|f"bad key: {SUPERTONE_API_KEY}"|]
        assert SUPERTONE_API_KEY.isalnum(), [|SUPERTONE_API_KEY|]
        """,
    ),
    harmless(
        "assert on the key with a plain message",
        """
        import os

        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        assert SUPERTONE_API_KEY, "SUPERTONE_API_KEY must be set"
        assert len(SUPERTONE_API_KEY) == 32, len(SUPERTONE_API_KEY)
        """,
    ),
    leak(
        "note added to an exception",
        "SUP304",
        """
        import os

        def speak(client, text: str) -> bytes:
            try:
                return client.speak(text)
            except OSError as error:
                error.add_note([|"key: " + os.environ["SUPERTONE_API_KEY"]|])
                raise
        """,
    ),
    harmless(
        "note about the text, and notes of something else",
        """
        import os

        from notebooks import diary

        def speak(client, text: str) -> bytes:
            key = os.environ["SUPERTONE_API_KEY"]
            diary.add_voice_note(key)
            try:
                return client.speak(text, key)
            except OSError as error:
                error.add_note(f"while speaking {len(text)} characters")
                raise
        """,
    ),
    leak(
        "leaving the program",
        "SUP304",
        """
        import click

        @click.command()
        @click.option("--supertone-api-key")
        @click.pass_context
        def main(ctx, supertone_api_key: str) -> None:
            if len(supertone_api_key) < 32:
                raise click.BadParameter([|f"{supertone_api_key} is too short"|])
            if len(supertone_api_key) > 32:
                ctx.fail([|f"{supertone_api_key} is too long"|])
            if not supertone_api_key.isalnum():
                raise SystemExit([|"bad key " + supertone_api_key|])
            raise click.ClickException([|supertone_api_key|])
        """,
    ),
    harmless(
        "leaving the program with a hint",
        """
        import click

        @click.command()
        @click.option("--supertone-api-key")
        def main(supertone_api_key: str) -> None:
            if len(supertone_api_key) < 32:
                raise click.BadParameter("is too short", param_hint="--supertone-api-key")
            if not supertone_api_key.isalnum():
                raise SystemExit(2)
        """,
    ),
    leak(
        "exception made before it is raised",
        "SUP304",
        """
        import os

        def failure(key: str) -> Exception:
            return PermissionError([|f"{key} may not speak"|])

        def check() -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            error = LookupError([|"unknown key " + key|])
            if key.islower():
                raise error
            raise failure(key)
        """,
    ),
    leak(
        "exception given to a future and to a test",
        "SUP304",
        """
        import asyncio
        import os

        import pytest

        def test_login(login) -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            future = asyncio.Future()
            future.set_exception(ValueError([|key|]))
            if not login(key):
                pytest.fail([|f"{key} was refused"|])
        """,
    ),
    leak(
        "exception that is logged again",
        "SUP304 SUP301 SUP301",
        """
        import logging
        import os

        logger = logging.getLogger(__name__)

        def load_key() -> str:
            key = os.environ["SUPERTONE_API_KEY"]
            if len(key) != 32:
                raise ValueError([|f"odd key {key}"|])
            return key

        try:
            load_key()
        except ValueError as error:
            logger.error("no key: %s", [|error|])
            print([|f"{error}"|])
        """,
        wrong="missed: the exception that a handler binds",
    ),
    leak(
        "exception that is wrapped and logged again",
        "SUP304 SUP304 SUP301",
        """
        import logging
        import os

        class SpeechError(Exception):
            pass

        def login() -> None:
            raise ValueError([|"refused " + os.environ["SUPERTONE_API_KEY"]|])

        def speak() -> None:
            try:
                login()
            except ValueError as error:
                raise SpeechError([|f"speech failed: {error}"|]) from error

        try:
            speak()
        except SpeechError as failure:
            logging.warning([|str(failure)|])
        """,
        wrong="missed: the exception that a handler binds",
    ),
    harmless(
        "errors of the SDK are logged",
        """
        import logging
        import os

        from supertone import Supertone, errors

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        try:
            client.text_to_speech.create_speech(voice_id="v", text="hello")
        except errors.SupertoneError as error:
            logging.error("%s %s %s", error, error.headers, error.raw_response)
            raise RuntimeError(f"speech failed: {error.message}") from error
        """,
    ),
    leak(
        "request headers out of an error of the SDK",
        "SUP302 SUP304",
        """
        import logging
        import os

        from supertone import Supertone, errors

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        try:
            client.text_to_speech.create_speech(voice_id="v", text="hello")
        except errors.SupertoneError as error:
            logging.error("sent %s", [|error.raw_response.request.headers|])
            raise RuntimeError([|dict(error.raw_response.request.headers)|]) from error
        """,
    ),
    harmless(
        "exception with another secret's name",
        """
        import os

        supertone_key = os.environ["SUPERTONE_API_KEY"]

        def database(url: str) -> None:
            if not url:
                raise ValueError(f"no database at {url}, key column is supertone_key")
            raise LookupError(f"unknown voice {os.environ['SUPERTONE_VOICE_ID']}")
        """,
    ),
    harmless(
        "exceptions of other vendors' keys",
        """
        import os

        supertone_key = os.environ["SUPERTONE_API_KEY"]
        elevenlabs_key = os.environ["ELEVENLABS_API_KEY"]
        if not elevenlabs_key.startswith("sk_"):
            raise ValueError(f"bad key {elevenlabs_key}")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_exceptions(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
