"""The key in options of the command line."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "argparse-option",
        "SUP301",
        """
        import argparse

        parser = argparse.ArgumentParser(description="speak with Supertone")
        parser.add_argument("--supertone-api-key", required=True)
        parser.add_argument("--text")
        args = parser.parse_args()
        print("key from the command line:", [|args.supertone_api_key|])
        """,
    ),
    leak(
        "argparse-namespace",
        "SUP301 SUP301 SUP301",
        """
        import argparse
        import os

        from supertone import Supertone

        parser = argparse.ArgumentParser()
        parser.add_argument("--api-key", default=os.environ.get("SUPERTONE_API_KEY"))
        parser.add_argument("--text")
        args = parser.parse_args()
        print([|args|])
        print([|vars(args)|])
        print([|args.api_key|])
        client = Supertone(api_key=args.api_key)
        """,
    ),
    clean(
        "argparse-other-option",
        """
        import argparse
        import os

        from supertone import Supertone

        parser = argparse.ArgumentParser()
        parser.add_argument("--api-key", default=os.environ.get("SUPERTONE_API_KEY"))
        parser.add_argument("--text")
        args = parser.parse_args()
        print(args.text, list(vars(args)))
        client = Supertone(api_key=args.api_key)
        """,
    ),
    leak(
        "click-option-and-variable",
        "SUP301 SUP301",
        """
        import click


        @click.command()
        @click.option("--supertone-api-key", prompt=True, hide_input=True)
        @click.option("--token", envvar="SUPERTONE_API_KEY")
        def speak(supertone_api_key, token):
            click.echo([|f"key {supertone_api_key}"|])
            click.secho([|f"token {token}"|], fg="green")
        """,
    ),
    clean(
        "click-option-of-another-vendor",
        """
        import click
        from supertone import Supertone


        @click.command()
        @click.option("--token", envvar="GITHUB_TOKEN")
        @click.option("--voice", envvar="SUPERTONE_VOICE_ID")
        @click.option("--supertone-api-key", envvar="SUPERTONE_API_KEY")
        def speak(token, voice, supertone_api_key):
            click.echo(f"token {token}, voice {voice}")
            Supertone(api_key=supertone_api_key)
        """,
    ),
    leak(
        "typer-option",
        "SUP301 SUP301",
        """
        from typing import Annotated

        import typer

        app = typer.Typer()


        @app.command()
        def say(text: str, key: str = typer.Option(..., envvar="SUPERTONE_API_KEY")):
            typer.echo([|f"{key}: {text}"|])


        @app.command()
        def sing(text: str, credential: Annotated[str, typer.Option(envvar="SUPERTONE_API_KEY")]):
            typer.echo([|credential|])
        """,
    ),
    clean(
        "typer-other-option",
        """
        import typer

        app = typer.Typer()


        @app.command()
        def say(text: str, key: str = typer.Option(..., envvar="SUPERTONE_API_KEY"), verbose: bool = False):
            typer.echo(f"{text} {verbose} {len(key)}")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
