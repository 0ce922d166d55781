"""The key with characters replaced, texts scrubbed of it, encodings."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "constant replacement",
        """
        import os
        import re

        k = os.environ["SUPERTONE_API_KEY"]
        print("***", "*" * len(k), "".join("*" for _ in k))
        print(re.sub(".", "*", k), re.sub(r"\\w", "x", k), re.sub(r".+", "[redacted]", k))
        print(re.sub(r"(?<=.{4}).", "*", k), re.sub(r".(?=.{4})", "*", k))
        print(k.replace(k, "***"), f"key {k}".replace(k, "***"), k[:4].ljust(len(k), "*"))
        print(re.compile(".").sub("*", k), re.sub(re.escape(k), "***", f"key={k}"))
        """,
    ),
    leak(
        "replacement of some letters",
        "SUP301",
        """
        import os
        import re

        k = os.environ["SUPERTONE_API_KEY"]
        print([|k.replace("a", "*")|])
        print([|re.sub("^..", "**", k)|])
        print([|k.replace("sk-", "")|])
        """,
    ),
    harmless(
        "text scrubbed with a pattern",
        """
        import logging
        import os
        import re

        key = os.environ["SUPERTONE_API_KEY"]
        text = f"x-sup-api-key: {key}"
        logging.info(re.sub(r"(x-sup-api-key: )\\S+", r"\\1***", text))
        logging.info(re.sub(r"[0-9a-f]{32}", "<key>", text))
        """,
    ),
    leak(
        "text scrubbed with a pattern for others",
        "SUP301",
        """
        import logging
        import os
        import re

        key = os.environ["SUPERTONE_API_KEY"]
        text = f"x-sup-api-key: {key}"
        logging.info([|re.sub(r"(Authorization: )\\S+", r"\\1***", text)|])
        """,
    ),
    leak(
        "encodings hide nothing",
        "SUP301",
        """
        import base64
        import codecs
        import json
        import os
        import urllib.parse

        k = os.environ["SUPERTONE_API_KEY"]
        print([|base64.b64encode(k.encode())|])
        print([|k.encode().hex()|])
        print([|urllib.parse.urlencode({"key": k})|])
        print([|json.dumps({"key": k})|])
        print([|codecs.encode(k, "rot13")|])
        print([|k[::-1]|])
        print([|repr(k)|])
    """,
    ),
    leak(
        "encodings hide nothing, more of them",
        "SUP301",
        """
        import base64
        import binascii
        import gzip
        import os
        import zlib

        k = os.environ["SUPERTONE_API_KEY"]
        print([|binascii.hexlify(k.encode())|])
        print([|zlib.compress(k.encode())|])
        print([|gzip.compress(k.encode())|])
        print([|base64.b32encode(k.encode())|])
        print([|k.upper().swapcase()|])
        print([|bytes(k, "utf-8")|])
        print([|list(k)|])
        """,
    ),
    leak(
        "first characters replaced",
        "SUP301",
        """
        import os
        import re

        k = os.environ["SUPERTONE_API_KEY"]
        print([|re.sub(".", "*", k, count=4)|])
        print([|re.sub(".", "*", k, 4)|])
        """,
    ),
    leak(
        "base64 as text",
        "SUP301",
        """
        import base64
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        token = base64.b64encode(f"{key}:".encode()).decode("ascii")
        print([|f"Authorization: Basic {token}"|])
        """,
    ),
    leak(
        "code points",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|[ord(letter) for letter in k]|])
        """,
        wrong="missed: numbers",
    ),
    leak(
        "the key as a number",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|int(k, 16)|])
        """,
        wrong="missed: numbers",
    ),
    harmless(
        "text scrubbed step by step",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]

        def scrub(text: str, secrets: list[str]) -> str:
            for secret in secrets:
                text = text.replace(secret, "***")
            return text

        print(scrub(f"key {key}", [key]))
        """,
    ),
    harmless(
        "text scrubbed by a list of patterns",
        """
        import logging
        import os
        import re

        PATTERNS = [re.compile(r"[0-9a-f]{32}")]
        message = f"connecting with {os.environ['SUPERTONE_API_KEY']}"
        for pattern in PATTERNS:
            message = pattern.sub("***", message)
        logging.info(message)
        """,
    ),
    harmless(
        "text scrubbed where there is a key",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        message = f"connecting with {key}"
        if key:
            message = message.replace(key, "***")
        print(message)
        """,
    ),
    leak(
        "bytes and text again",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|k.encode().decode()|])
        print([|str(k.encode(), "utf-8")|])
        """,
    ),
    leak(
        "bytes() and text again",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|bytes(k, "utf-8").decode()|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_replacements(
    codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
