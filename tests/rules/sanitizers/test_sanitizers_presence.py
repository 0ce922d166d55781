"""What is said about the key without showing it, and where it is known to be missing."""

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
        "logged where a match finds nothing",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        match key:
            case "" | None:
                print("no key:", key)
            case _:
                print("key set")
        """,
    ),
    harmless(
        "logged while there is none",
        """
        import os
        import time

        key = os.environ.get("SUPERTONE_API_KEY")
        while not key:
            print("waiting for a key, have", key)
            time.sleep(1)
            key = os.environ.get("SUPERTONE_API_KEY")
        """,
    ),
    harmless(
        "logged where it is a placeholder",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY", "")
        if key == "your-api-key-here":
            print("replace the placeholder", key)
        """,
    ),
    harmless(
        "logged where it is one of the placeholders",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY", "")
        if key in ("", "changeme", "your-api-key-here"):
            print("replace the placeholder", key)
        """,
    ),
    harmless(
        "assert that there is a key, with what is there",
        """
        import os

        key = os.environ.get("SUPERTONE_API_KEY")
        assert key, f"SUPERTONE_API_KEY is {key!r}"
        assert key is not None, key
        """,
    ),
    harmless(
        "functions show nothing of what they give",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]

        def keys() -> list[str]:
            return [key]

        print(keys, lambda: key, os.getenv)
        """,
    ),
    harmless(
        "generators and maps show nothing of what they give",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]

        def keys():
            yield key

        print(keys(), map(str, [key]))
        """,
        wrong="flagged: the text of a generator",
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_presence(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
