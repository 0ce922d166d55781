"""Loops over headers that skip or mask the key, or another header."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "loop that skips the header",
        """
        import logging
        import os

        def log_headers() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            for name, value in headers.items():
                if name.lower() == "x-sup-api-key":
                    continue
                logging.debug("%s: %s", name, value)
            for name, value in headers.items():
                if name != "x-sup-api-key":
                    logging.debug("%s: %s", name, value)
                else:
                    logging.debug("%s: ***", name)
        """,
    ),
    leak(
        "loop that skips another header",
        "SUP301",
        """
        import logging
        import os

        def log_headers() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            for name, value in headers.items():
                if name.lower() == "authorization":
                    continue
                logging.debug("%s: %s", name, [|value|])
            for name in headers:
                logging.debug("%s: %s", name, [|headers[name]|])
        """,
    ),
    harmless(
        "loop that builds what is shown",
        """
        import os

        HIDDEN = {"x-sup-api-key", "cookie"}
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = {}
        for name, value in headers.items():
            if name.lower() in HIDDEN:
                safe[name] = "***"
            else:
                safe[name] = value
        print(safe)
        """,
    ),
    leak(
        "loop that builds what is shown and forgets the header",
        "SUP302 SUP301",
        """
        import os

        HIDDEN = {"authorization", "cookie"}
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = {}
        for name, value in headers.items():
            if name.lower() in HIDDEN:
                safe[name] = "***"
            else:
                safe[name] = value
        print([|safe|])
        text = ""
        for name, value in headers.items():
            text += f"{name}: {value}; "
        print([|text|])
        """,
    ),
    harmless(
        "value of a loop masked under its name",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name, value in headers.items():
            if name.lower() == "x-sup-api-key":
                value = "***"
            print(f"{name}: {value}")
        """,
    ),
    harmless(
        "value of a loop masked by a ternary",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name, value in sorted(headers.items()):
            value = "***" if name == "x-sup-api-key" else value
            print(f"{name}: {value}")
        """,
    ),
    harmless(
        "loop that adds up a text and skips the header",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        text = ""
        for name, value in headers.items():
            if name == "x-sup-api-key":
                continue
            text += f"{name}={value};"
        print(text)
        """,
    ),
    harmless(
        "loop that matches the header",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name, value in headers.items():
            match name.lower():
                case "x-sup-api-key" | "authorization":
                    print(name, "***")
                case _:
                    print(name, value)
        """,
    ),
    harmless(
        "taken out in a loop over names",
        """
        import os

        SECRET = ("authorization", "x-sup-api-key")
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = dict(headers)
        for name in SECRET:
            safe.pop(name, None)
        print(safe)
        masked = dict(headers)
        for name in ["cookie", "x-sup-api-key"]:
            if name in masked:
                masked[name] = "***"
        print(masked)
        """,
    ),
    leak(
        "taken out in a loop over other names",
        "SUP302",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = dict(headers)
        for name in ("authorization", "cookie", "x-api-key"):
            safe.pop(name, None)
        print([|safe|])
        """,
    ),
    harmless(
        "taken out in a loop over the headers",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name in list(headers):
            if name.lower() == "x-sup-api-key":
                headers[name] = "***"
        print(headers)
        """,
    ),
    harmless(
        "taken out under each name that a comprehension finds",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name in [name for name in headers if name.lower().endswith("-key")]:
            del headers[name]
        print(headers)
        """,
        wrong="flagged: a loop over names that a comprehension finds",
    ),
    harmless(
        "taken out under the names that a library lists",
        """
        import os

        from acme.redaction import SENSITIVE_HEADERS

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name in SENSITIVE_HEADERS:
            headers.pop(name, None)
        print(headers)
        """,
    ),
    harmless(
        "loop that adds up a text of the other headers",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        text = ""
        for name, value in headers.items():
            if name != "x-sup-api-key":
                text += f"{name}={value};"
        print(text)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_loops(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
