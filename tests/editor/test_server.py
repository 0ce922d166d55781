"""The server as an editor sees it: a real process, and every byte that it says."""

import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.keymaker import make_key
from tests.language_client import TIMEOUT, Client, applied

KEY = make_key(5)
OTHER = make_key(6)
USE = """\
import requests
from config import CODE

requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": CODE})
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()  # settings above mean nothing
    return tmp_path


def place(line: int, column: int, end: int | None = None) -> dict[str, Any]:
    end = column if end is None else end
    return {"start": {"line": line, "character": column}, "end": {"line": line, "character": end}}


def test_a_session(folder: Path) -> None:
    with Client(folder) as client:
        capabilities = client.initialize(folder)
        assert capabilities["positionEncoding"] == "utf-16"
        assert capabilities["textDocumentSync"]["change"] == 2
        app, config = ((folder / name).as_uri() for name in ("app.py", "config.py"))

        # As it is typed, behind characters of two units in UTF-16.
        client.open(app, "import supertone\r\n\x0c\r\n")
        assert client.diagnosed(app) == []
        client.change(
            app,
            {"range": place(2, 0), "text": f'NOTE = "😋한"; SUPERTONE_API_KEY = "{OTHER}"'},
            {"range": place(2, 35, 67), "text": KEY},
        )
        (shown,) = client.diagnosed(app)
        assert (shown["code"], shown["severity"], shown["source"]) == ("SUP101", 1, "sup-lint")
        assert shown["range"] == place(2, 34, 68)
        assert "os.environ" in shown["message"]

        pointed = client.ask("textDocument/hover", {"textDocument": {"uri": app}, "position": place(2, 40)["start"]})
        assert "**hardcoded-key** (SUP101, error)" in pointed["contents"]["value"]
        assert "## Why is this bad?" in pointed["contents"]["value"]
        assert f"Key: `{KEY[:2]}…`" in pointed["contents"]["value"]
        nothing = {"textDocument": {"uri": app}, "position": place(0, 0)["start"]}
        assert client.ask("textDocument/hover", nothing) is None

        # What is offered there mends it.
        assert client.actions(app, place(0, 0), ["quickfix"]) == []
        actions = client.actions(app, place(2, 40), ["quickfix"])
        text = f'import supertone\r\n\x0c\r\nNOTE = "😋한"; SUPERTONE_API_KEY = "{KEY}"'
        (fix,) = [each for each in actions if each.get("isPreferred")]
        (changed,) = fix["edit"]["documentChanges"]
        client.change(app, {"text": applied(text, changed["edits"])})
        assert client.diagnosed(app) == []
        mended = 'import os\r\n\r\nimport supertone\r\n\x0c\r\nNOTE = "😋한"; SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]'
        assert applied(text, changed["edits"]) == mended
        client.change(app, {"text": text})
        (all_fixes,) = client.actions(app, place(0, 0), ["source.fixAll"])
        assert [each["edits"] for each in all_fixes["edit"]["documentChanges"]] == [changed["edits"]]
        actions = client.actions(app, place(2, 40), ["quickfix"])
        (ignore,) = [each for each in actions if each["title"] == "Ignore hardcoded-key on this line"]
        (changed,) = ignore["edit"]["documentChanges"]
        assert changed["textDocument"] == {"uri": app, "version": 4}
        client.change(app, {"text": applied(text, changed["edits"])})
        assert client.diagnosed(app) == []
        client.change(app, {"text": "a = 1  # sup-lint: ignore[hardcoded-key] -- supertone\n"})
        (unused,) = client.diagnosed(app)
        assert (unused["code"], unused["tags"]) == ("SUP001", [1])

        # A module that was never saved makes a literal in another one a key.
        client.open(config, f'CODE = "{KEY}"\n')
        assert client.diagnosed(config) == []
        client.change(app, {"text": USE})
        (shown,) = client.diagnosed(config, bool)
        assert shown["code"] == "SUP101"
        (related,) = shown["relatedInformation"]
        assert related["location"] == {"uri": app, "range": place(3, 60, 81)}
        client.tell("textDocument/didClose", {"textDocument": {"uri": app}})
        client.change(config, {"text": f'\nCODE = "{KEY}"\n'})
        assert client.diagnosed(config) == []
        assert client.diagnostics[app]["diagnostics"] == []

        # Settings hold from when they are saved.
        client.change(config, {"text": f'SUPERTONE_API_KEY = "{KEY}"\n'})
        assert client.codes(config) == ["SUP101"]
        (folder / "sup-lint.toml").write_text('[per-file-ignores]\n"config.py" = ["SUP101"]\n', encoding="utf-8")
        assert client.registered == ["workspace/didChangeWatchedFiles"]
        changes = [{"uri": (folder / "sup-lint.toml").as_uri(), "type": 1}]
        client.tell("workspace/didChangeWatchedFiles", {"changes": changes})
        client.diagnosed(config, lambda shown: not shown)
        (folder / "sup-lint.toml").rename(folder / "unused.toml")
        client.tell("workspace/didChangeWatchedFiles", {"changes": changes})
        client.diagnosed(config, bool)
        (folder / "sup-lint.toml").write_text("selct = []\n", encoding="utf-8")
        client.tell("workspace/didChangeWatchedFiles", {"changes": changes})
        client.wait(lambda: bool(client.messages))
        assert "sup-lint.toml: there is no setting" in client.messages[0]
        client.change(config, {"text": f'\nSUPERTONE_API_KEY = "{KEY}"\n'})
        assert client.codes(config) == ["SUP101"]  # as by the settings that were in force
        (folder / "sup-lint.toml").unlink()
        client.tell("workspace/didChangeConfiguration", {"settings": {"sup-lint": {"ignore": ["SUP101"]}}})
        client.diagnosed(config, lambda shown: not shown)
        client.tell("workspace/didChangeConfiguration", {"settings": {"python": {}}})  # says nothing of this server
        client.change(config, {"text": f'\n\nSUPERTONE_API_KEY = "{KEY}"\n'})
        assert client.codes(config) == []

        assert client.end() == 0
        assert len(client.messages) == 1
        assert client.process.stderr is not None
        said = client.process.stderr.read()
        assert (KEY.encode() in said, KEY.encode() in client.raw, said) == (False, False, b"")


def test_documents_of_every_kind(folder: Path) -> None:
    leak = f'SUPERTONE_API_KEY = "{KEY}"\n'
    for name in ("one", "two"):
        (folder / name).mkdir()
    (folder / "one" / "sup-lint.toml").write_text('exclude = ["vendor/"]\n', encoding="utf-8")
    (folder / "two" / "pyproject.toml").write_text('[tool.sup-lint]\nignore = ["SUP101"]\n', encoding="utf-8")
    with Client(folder) as client:
        options = {"select": ["SUP1"], "colour": "red"}
        assert client.initialize(folder / "one", folder / "two", options=options, encodings=["utf-8"]) is not None
        uris = [(folder / name).as_uri() for name in ("one/a.py", "one/vendor/a.py", "two/a.py")]
        for uri in (*uris, "untitled:Untitled-1", "git:/one/a.py?x"):
            client.open(uri, "# 한글\n" + leak)
        client.open("untitled:deploy", f"supertone:\n  api_key: {KEY}\n", "yaml")
        assert [client.codes(uri) for uri in uris] == [["SUP101"], [], []]
        assert client.codes("untitled:Untitled-1") == ["SUP101"]
        assert client.codes("untitled:deploy") == ["SUP102"]
        assert "git:/one/a.py?x" not in client.diagnostics
        assert client.messages == [
            'sup-lint: the editor gives sup-lint an option "colour"; the options are config, isolated, select, ignore, baseline'
        ]

        # A notebook is one program; what is found stands in its cells.
        notebook = (folder / "one" / "n.ipynb").as_uri()
        texts = ["import supertone", leak]
        cells = [f"vscode-notebook-cell:n#{number}" for number in range(len(texts))]
        client.tell(
            "notebookDocument/didOpen",
            {
                "notebookDocument": {
                    "uri": notebook,
                    "notebookType": "jupyter-notebook",
                    "version": 1,
                    "cells": [{"kind": 2, "document": uri} for uri in cells],
                },
                "cellTextDocuments": [
                    {"uri": uri, "languageId": "python", "version": 1, "text": text}
                    for uri, text in zip(cells, texts, strict=True)
                ],
            },
        )
        (shown,) = client.diagnosed(cells[1])
        assert (shown["code"], shown["range"]) == ("SUP101", place(0, 20, 54))
        assert client.diagnosed(cells[0]) == []
        pointed = client.ask(
            "textDocument/hover", {"textDocument": {"uri": cells[1]}, "position": place(0, 25)["start"]}
        )
        assert (pointed["range"], "hardcoded-key" in pointed["contents"]["value"]) == (place(0, 20, 54), True)
        (ignore,) = client.actions(cells[1], place(0, 25))
        (changed,) = ignore["edit"]["documentChanges"]
        assert changed["textDocument"] == {"uri": cells[1], "version": 1}
        assert applied(leak, changed["edits"]) == leak.replace("\n", "  # sup-lint: ignore[hardcoded-key] -- reason\n")
        typed = {"document": {"uri": cells[1], "version": 2}, "changes": [{"range": place(0, 0), "text": "NOT_"}]}
        client.tell(
            "notebookDocument/didChange",
            {"notebookDocument": {"uri": notebook, "version": 2}, "change": {"cells": {"textContent": [typed]}}},
        )
        client.diagnosed(cells[1], lambda shown: bool(shown) and shown[0]["range"] == place(0, 24, 58))
        closed = [{"uri": uri} for uri in cells]
        client.tell("notebookDocument/didClose", {"notebookDocument": {"uri": notebook}, "cellTextDocuments": closed})
        client.diagnosed(cells[1], lambda shown: not shown)

        # What makes no sense is survived, and quoted nowhere.
        client.change(uris[0], {"range": place(99, 99), "text": f"x = '{OTHER}'"})
        client.tell("textDocument/didChange", {"textDocument": {"uri": OTHER}, "contentChanges": 7})
        client.tell(OTHER, {"textDocument": OTHER})
        for junk in (f'{{"jsonrpc": "2.0", "method": "{OTHER}"', f'["{OTHER}"]', '{"jsonrpc": "2.0", "id": 1}'):
            client.write(b"Content-Length: %d\r\n\r\n%s" % (len(junk), junk.encode()))
        assert client.codes(uris[0]) == ["SUP101"]

        # Megabytes on one line, and nesting that no parser takes, hold up nothing.
        client.open((folder / "one" / "big.py").as_uri(), leak + "x = [" + "1, " * 1_400_000 + "]\n")
        client.open((folder / "one" / "deep.py").as_uri(), leak + "x = " + "(" * 100_000 + ")" * 100_000 + "\n")
        started = time.monotonic()
        assert (
            client.ask("textDocument/hover", {"textDocument": {"uri": "git:/x"}, "position": place(0, 0)["start"]})
            is None
        )
        assert time.monotonic() - started < 5
        assert client.process.stdin is not None
        client.process.stdin.close()  # gone without a word
        assert client.process.wait(TIMEOUT) == 1
        assert client.process.stderr is not None
        said = client.process.stderr.read()
        for key in (KEY, OTHER):
            assert key.encode() not in said
            assert key.encode() not in client.raw


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_it(folder: Path) -> None:
    with Client(folder, "--stdio") as client:
        client.initialize(folder)
        client.open((folder / "a.py").as_uri(), f'SUPERTONE_API_KEY = "{KEY}"\n')
        client.process.send_signal(signal.SIGINT)
        assert client.process.wait(TIMEOUT) == 130
        assert client.process.stderr is not None
        assert client.process.stderr.read() == b""
