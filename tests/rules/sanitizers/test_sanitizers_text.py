"""What is said about the key without showing it, parts of it, replaced text, encodings."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "what can be said about a key",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        other = os.environ.get("OLD_KEY")
        logging.info("%d %s %s", len(key), bool(key), key is None)
        logging.info(f"{key is not None} {not key} {key == other} {key != other}")
        logging.info("%s %s %s %s", type(key), id(key), hash(key), isinstance(key, str))
        print(key.startswith("sup"), key.endswith("0"), key.isalnum(), key.count("a"), "a" in key)
        print(key and "set", key == "", all(c.isdigit() for c in key), sum(map(str.isdigit, key)))
        """,
    ),
    harmless(
        "set or missing",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        print("SUPERTONE_API_KEY:", "set" if key else "missing")
        print(f"key {'설정됨' if key else '미설정'}")
        status = {True: "ok", False: "missing"}[bool(key)]
        print(status, ["missing", "set"][key is not None])
        """,
    ),
    leak(
        "the key or missing",
        "SUP301",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        print("SUPERTONE_API_KEY:", [|key or "missing"|])
        print([|f"key {key if key else 'missing'}"|])
        print([|key and key.strip()|])
        """,
    ),
    harmless(
        "logged where it is empty",
        """
        import logging
        import os

        def connect():
            key = os.environ.get("SUPERTONE_API_KEY")
            if not key:
                logging.error("no key: %r", key)
                return None
            return key

        def reconnect():
            key = os.getenv("SUPERTONE_API_KEY")
            if key is None or key == "":
                print("key is", key)
        """,
    ),
    leak(
        "logged where it is not empty",
        "SUP301",
        """
        import logging
        import os

        def connect():
            key = os.environ.get("SUPERTONE_API_KEY")
            if not key:
                return None
            logging.info("key: %r", [|key|])
            if key is not None:
                print([|key|])
            return key
        """,
    ),
    leak(
        "compared with something else than empty",
        "SUP301",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        old = os.environ["SUPERTONE_API_KEY_OLD"]
        if key == old:
            print("not rotated:", [|key|])
        if len(key) < 32:
            print("short:", [|key|])
        """,
    ),
    harmless(
        "up to four characters at an end",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print(k[:4], k[-4:], k[0], k[:3] + "***", k[slice(0, 4)])
        print(k[:4] + "…" + k[-4:])
        print(f"{k[:4]}…{k[-4:]}", "{}****{}".format(k[:2], k[-2:]), "%s…" % k[:4])
        """,
    ),
    harmless(
        "formats that cut",
        """
        import logging
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print(f"{k!r:.4}", f"{k:.4}", "{:.4}".format(k), "%.4s" % k, format(k, ".4"))
        logging.info("key %.4s of %-10.3s", k, k)
        logging.info("key {:.2s}…".format(k))
        """,
    ),
    leak(
        "more than four characters",
        "SUP301",
        """
        import logging
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|k[:8]|])
        print([|k[4:]|])
        print([|k[:-4]|])
        print([|"****" + k[4:]|])
        print([|k[:12] + "…" + k[-4:]|])
        print([|f"{k:.10}"|])
        logging.info("%.20s", [|k|])
        print([|"%-40s" % k|])
        """,
    ),
    leak(
        "half a key after the vendor's own example",
        "SUP301",
        """
        import os

        API_KEY = os.getenv("SUPERTONE_API_KEY", "your-api-key-here")
        print([|f"🔑 API Key: {API_KEY[:8]}..." + "*" * 24|])
        """,
    ),
    leak(
        "length that is not known",
        "SUP301",
        """
        import os

        def show(count: int) -> None:
            k = os.environ["SUPERTONE_API_KEY"]
            print([|k[:count]|])
        """,
        wrong="missed: a slice whose end is not known",
    ),
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
    harmless(
        "part of an encoded key",
        """
        import base64
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print(base64.b64encode(k.encode()).decode()[:4], len(k.encode().hex()))
        """,
    ),
    leak(
        "parts that make up the whole",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|k.split("-")|])
        head, tail = k[:16], k[16:]
        print("head", [|head|])
        print([|k.partition("_")|])
        """,
    ),
    leak(
        "variable that is masked too late or only at times",
        "SUP301",
        """
        import os

        def first() -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            print([|key|])
            key = "***"
            print(key)

        def second(verbose: bool) -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            if not verbose:
                key = key[:4]
            print([|key|])
        """,
    ),
    harmless(
        "variable that is masked before",
        """
        import os

        def first() -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            key = key[:4] + "…"
            print(key)

        def second(verbose: bool) -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            shown = key[:2] if verbose else "***"
            print(shown)

        def third() -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            del key
            key = "none"
            print(key)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_text(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
