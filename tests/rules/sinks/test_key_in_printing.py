"""The key printed by print and its friends, and what only looks like printing."""

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
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_printing(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
