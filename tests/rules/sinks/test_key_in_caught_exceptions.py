"""Exceptions that are caught and written."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
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
    leak(
        "exception kept in a variable and printed",
        "SUP304 SUP301",
        """
        import os

        error = ValueError([|f"bad key {os.environ['SUPERTONE_API_KEY']}"|])
        print([|error|])
        """,
    ),
    leak(
        "traceback text that is printed",
        "SUP304 SUP301",
        """
        import os
        import traceback

        def connect():
            key = os.environ["SUPERTONE_API_KEY"]
            raise ConnectionError([|f"no connection with {key}"|])

        try:
            connect()
        except ConnectionError as error:
            print([|traceback.format_exception(error)|])
        """,
    ),
    harmless(
        "traceback of an error without the key",
        """
        import os
        import traceback

        from supertone import Supertone

        try:
            Supertone(api_key=os.environ["SUPERTONE_API_KEY"]).voices.list_voices()
        except Exception as error:
            traceback.print_exc()
            print(traceback.format_exc(), repr(error))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_caught_exceptions(
    codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
