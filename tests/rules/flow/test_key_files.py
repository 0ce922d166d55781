"""The key from files and from what people type."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "getpass",
        "SUP301",
        """
        from getpass import getpass

        entered = getpass("Supertone API key: ").strip()
        print([|f"You entered {entered}"|])
        """,
    ),
    leak(
        "input",
        "SUP301",
        """
        from supertone import Supertone

        api_key = input("Enter your API key: ")
        print("using", [|api_key|])
        client = Supertone(api_key=api_key)
        """,
    ),
    clean(
        "input-of-text",
        """
        from getpass import getpass

        from supertone import Supertone

        text = input("What shall Supertone say? ")
        client = Supertone(api_key=getpass("Supertone API key: "))
        print("saying", text)
        """,
    ),
    leak(
        "key-file",
        "SUP301 SUP301",
        """
        from pathlib import Path

        key = Path("_secrets/supertone_key.txt").read_text().strip()
        print([|key|])
        print([|open("/run/secrets/supertone_api_key").read()|])
        """,
    ),
    leak(
        "key-file-with",
        "SUP301",
        """
        KEY_FILE = "/run/secrets/supertone_api_key"

        with open(KEY_FILE) as handle:
            content = handle.read().strip()
        print("read", [|content|])
        """,
    ),
    leak(
        "key-file-in-a-variable",
        "SUP301",
        """
        from pathlib import Path

        key_file = Path("/run/secrets/supertone_api_key")
        print([|key_file.read_text()|])
        """,
    ),
    clean(
        "key-file-path",
        """
        from pathlib import Path

        from supertone import Supertone

        key_file = Path("_secrets/supertone_key.txt")
        print("reading", key_file, key_file.exists(), key_file.stat().st_mode)
        client = Supertone(key_file.read_text().strip())
        print(Path("script.txt").read_text())
        """,
    ),
    leak(
        "json-key-file",
        "SUP301",
        """
        import json

        with open("config/secrets/api_keys.json") as file:
            keys = json.load(file)
        print([|keys["supertone"]["api_key"]|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
