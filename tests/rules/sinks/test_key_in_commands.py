"""The key in what command-line programs say, and in descriptions of requests and commands."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "messages on the way out",
        "SUP301",
        """
        import argparse
        import sys

        parser = argparse.ArgumentParser()
        parser.add_argument("--supertone-api-key", required=True)
        args = parser.parse_args()
        if len(args.supertone_api_key) != 32:
            parser.error([|f"bad key {args.supertone_api_key}"|])
        if not args.supertone_api_key.isalnum():
            sys.exit([|"bad key " + args.supertone_api_key|])
        """,
    ),
    harmless(
        "messages on the way out without the key",
        """
        import argparse
        import sys

        parser = argparse.ArgumentParser()
        parser.add_argument("--supertone-api-key", required=True, help="key, by default SUPERTONE_API_KEY")
        args = parser.parse_args()
        if len(args.supertone_api_key) != 32:
            parser.error("--supertone-api-key must have 32 characters")
        sys.exit(0 if args.supertone_api_key.isalnum() else 3)
        """,
    ),
    leak(
        "click and typer",
        "SUP301",
        """
        import click
        import typer

        @click.command()
        @click.option("--api-key", envvar="SUPERTONE_API_KEY")
        def whoami(api_key: str) -> None:
            click.echo([|f"Using {api_key}"|])
            click.secho([|api_key|], fg="green", err=True)
            click.echo([|click.style(api_key, bold=True)|])
            typer.echo([|api_key|])
            typer.secho([|"key: %s" % api_key|], fg="red")
        """,
    ),
    harmless(
        "click asks for the key",
        """
        import click
        import keyring

        @click.command()
        @click.option("--api-key", envvar="SUPERTONE_API_KEY", prompt=True, hide_input=True)
        def login(api_key: str) -> None:
            keyring.set_password("supertone", "me", api_key)
            click.echo("Stored the key for Supertone.")
            if click.confirm("Try it now?"):
                click.secho("ok" if api_key else "missing", fg="green")
        """,
    ),
    leak(
        "progress bars and coloured text",
        "SUP301",
        """
        import os

        from termcolor import colored, cprint
        from tqdm import tqdm

        supertone_key = os.environ["SUPERTONE_API_KEY"]
        bar = tqdm(["one", "two"])
        for line in bar:
            tqdm.write([|f"{line}: {supertone_key}"|])
            bar.set_postfix(key=[|supertone_key|])
        cprint([|supertone_key|], "red")
        print([|colored(supertone_key, "red")|])
        """,
    ),
    harmless(
        "progress bar over lines that are spoken with the key",
        """
        import os

        import requests
        from tqdm import tqdm

        supertone_key = os.environ["SUPERTONE_API_KEY"]
        bar = tqdm(["one", "two"], desc="supertone")
        for line in bar:
            reply = requests.post(
                "https://supertoneapi.com/v1/text-to-speech/v", headers={"x-sup-api-key": supertone_key}, timeout=9
            )
            bar.set_postfix(status=reply.status_code)
            tqdm.write(f"{line}: {len(reply.content)} bytes")
        """,
    ),
    leak(
        "requests as a curl command and as a dump",
        "SUP302",
        """
        import os

        import curlify
        import requests
        from requests_toolbelt.utils import dump

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        reply = requests.get("https://supertoneapi.com/v1/voices", headers=headers, timeout=9)
        print([|curlify.to_curl(reply.request)|])
        print([|dump.dump_all(reply).decode()|])
        """,
        wrong="missed: libraries that describe a request",
    ),
    leak(
        "attributes of a session",
        "SUP302",
        """
        import os

        import requests

        session = requests.Session()
        session.headers.update({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        print(session, [|vars(session)|])
        """,
    ),
    leak(
        "raw headers of a client",
        "SUP302",
        """
        import os

        import httpx

        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        print(client, client.headers["accept"], [|client.headers.raw|])
        """,
    ),
    leak(
        "command line with the header",
        "SUP301",
        """
        import logging
        import os
        import shlex

        command = ["curl", "-H", f"x-sup-api-key: {os.environ['SUPERTONE_API_KEY']}"]
        logging.info("running %s", [|shlex.join(command)|])
        print([|" ".join(command)|])
        """,
    ),
    leak(
        "error of a command line with the header",
        "SUP301",
        """
        import os
        import subprocess

        key = os.environ["SUPERTONE_API_KEY"]
        try:
            subprocess.run(["curl", "-H", f"x-sup-api-key: {key}", "https://supertoneapi.com/v1/voices"], check=True)
        except subprocess.CalledProcessError as error:
            print([|error|])
        """,
        wrong="missed: the command in a CalledProcessError",
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_commands(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
