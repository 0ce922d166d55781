"""The key printed to a terminal, and what only looks like printing."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "print in its forms",
        "SUP301",
        """
        import builtins
        import os
        import sys

        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        print("key:", [|SUPERTONE_API_KEY|])
        print([|f"{SUPERTONE_API_KEY=}"|], file=sys.stderr, flush=True)
        builtins.print(*[|[SUPERTONE_API_KEY]|])
        print("a", "b", sep=[|SUPERTONE_API_KEY|])
        """,
    ),
    harmless(
        "print of names and of a voice",
        """
        import os
        import sys

        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        VOICE = os.environ["SUPERTONE_VOICE_ID"]
        print("reading SUPERTONE_API_KEY, speaking as", VOICE)
        print("usage: export SUPERTONE_API_KEY=<your key>", file=sys.stderr)
        print(f"{VOICE=}", "SUPERTONE_API_KEY" in os.environ)
        """,
    ),
    leak(
        "pretty printers of the standard library",
        "SUP302",
        """
        import os
        import pprint
        from pprint import pp

        headers = {"X-Sup-Api-Key": os.environ["SUPERTONE_API_KEY"], "Content-Type": "application/json"}
        pprint.pprint([|headers|])
        pp([|headers|], width=100)
        pprint.PrettyPrinter(indent=2).pprint([|headers|])
        print([|pprint.pformat(headers)|])
        """,
    ),
    harmless(
        "pretty printer of the body",
        """
        import os
        from pprint import pp

        import requests

        headers = {"X-Sup-Api-Key": os.environ["SUPERTONE_API_KEY"], "Content-Type": "application/json"}
        body = {"text": "hello", "language": "en"}
        reply = requests.post("https://supertoneapi.com/v1/predict-duration/v", headers=headers, json=body, timeout=9)
        pp(body)
        pp(reply.json())
        pp(headers["Content-Type"])
        """,
    ),
    leak(
        "rich print and console",
        "SUP301",
        """
        import os

        import rich
        from rich.console import Console
        from rich.panel import Panel

        console = Console(stderr=True)
        key = os.getenv("SUPERTONE_API_KEY")
        rich.print([|f"[bold]{key}[/bold]"|])
        console.print("key", [|key|], style="dim")
        console.log([|"key " + str(key)|])
        console.print_json(data=[|{"supertone": {"api_key": key}}|])
        console.print([|Panel(key, title="Supertone")|])
        """,
    ),
    leak(
        "rich table with the key in a row",
        "SUP301",
        """
        import os

        from rich.console import Console
        from rich.table import Table

        table = Table("setting", "value")
        table.add_row("SUPERTONE_API_KEY", os.environ["SUPERTONE_API_KEY"])
        Console().print([|table|])
        """,
        wrong="missed: rows of a rich table",
    ),
    leak(
        "rich inspect shows attributes",
        "SUP301",
        """
        import rich

        class SupertoneSettings:
            def __init__(self, env):
                self.api_key = env["SUPERTONE_API_KEY"]
                self.voice = "aria"

        def show(env) -> None:
            rich.inspect([|SupertoneSettings(env)|])
        """,
    ),
    harmless(
        "rich prints an object that does not show its attributes",
        """
        import rich
        from rich.console import Console

        class SupertoneSettings:
            def __init__(self, env):
                self.api_key = env["SUPERTONE_API_KEY"]
                self.voice = "aria"

        def show(env) -> None:
            settings = SupertoneSettings(env)
            rich.print(settings)
            Console().log("speaking as", settings.voice)
        """,
    ),
    leak(
        "streams of the process",
        "SUP301",
        """
        import os
        import sys

        key = os.environ["SUPERTONE_API_KEY"]
        sys.stdout.write([|key + "\\n"|])
        sys.stderr.writelines([|["key: ", key]|])
        sys.stderr.buffer.write([|key.encode()|])
        os.write(2, [|f"{key}\\n".encode()|])
        """,
    ),
    harmless(
        "pipes and sockets are not the terminal",
        """
        import os
        import socket
        import subprocess

        key = os.environ["SUPERTONE_API_KEY"]
        child = subprocess.Popen(["tts-worker"], stdin=subprocess.PIPE, env={"SUPERTONE_API_KEY": key})
        child.stdin.write(key.encode())
        reader, writer = os.pipe()
        os.write(writer, key.encode())
        socket.create_connection(("vault.internal", 9)).sendall(key.encode())
        """,
    ),
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
        "debugging printers",
        "SUP301",
        """
        import os

        from devtools import debug
        from icecream import ic
        from prompt_toolkit import print_formatted_text

        key = os.environ["SUPERTONE_API_KEY"]
        ic([|key|])
        debug([|key|])
        print_formatted_text([|key|])
        """,
    ),
    harmless(
        "debugging printers of something else",
        """
        import os

        from icecream import ic, install

        install()
        key = os.environ["SUPERTONE_API_KEY"]
        voice = "aria"
        ic(voice, len(key))
        ic.configureOutput(prefix="supertone ")
        """,
    ),
    harmless(
        "methods called print and write of other things",
        """
        import os

        from hardware import LabelPrinter
        from vaults import SecretFile

        key = os.environ["SUPERTONE_API_KEY"]
        SecretFile("supertone").write(key)
        LabelPrinter().print_barcode(key)
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
        wrong="missed: the exception that a handler binds",
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
def test_printing(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
