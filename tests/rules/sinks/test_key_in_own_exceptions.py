"""The key in exceptions of a project's own classes, in those that end a program, and in those that are logged again."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
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
        "own class without a call of its base shows its arguments",
        "SUP304",
        """
        class BadKeyError(Exception):
            def __init__(self, api_key: str) -> None:
                self.api_key = api_key

        def authenticate(supertone_api_key: str) -> None:
            raise BadKeyError([|supertone_api_key|])
        """,
    ),
    harmless(
        "own class with details that are not shown",
        """
        class SpeechError(Exception):
            def __init__(self, *parts: object, **details: object) -> None:
                super().__init__(*parts)
                self.details = details

        def authenticate(supertone_api_key: str) -> None:
            raise SpeechError("refused", key=supertone_api_key)
        """,
    ),
    leak(
        "own class that keeps its message",
        "SUP304",
        """
        class BadKeyError(Exception):
            def __init__(self, api_key: str) -> None:
                self.message = f"bad key {api_key}"
                super().__init__([|self.message|])

        class OlderError(Exception):
            def __init__(self, api_key: str) -> None:
                Exception.__init__(self, [|"bad key " + api_key|])

        def authenticate(supertone_api_key: str) -> None:
            if len(supertone_api_key) < 9:
                raise OlderError(supertone_api_key)
            raise BadKeyError(supertone_api_key)
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
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_own_exceptions(
    codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
