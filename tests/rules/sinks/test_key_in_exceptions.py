"""The key in exceptions that are raised, asserted and annotated."""

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
        "group of exceptions and what a class raises",
        "SUP304",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]

        def fail(kind: type[Exception]) -> None:
            raise kind([|key|])

        def both() -> None:
            fail(ValueError)
            raise ExceptionGroup("two", [|[ValueError(key), TypeError("text")]|])
        """,
    ),
    leak(
        "arguments of a caught exception changed",
        "SUP304",
        """
        import os

        def speak(client) -> None:
            try:
                client.speak("hello")
            except OSError as error:
                error.args = ([|f"key {os.environ['SUPERTONE_API_KEY']}"|],)
                raise
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
