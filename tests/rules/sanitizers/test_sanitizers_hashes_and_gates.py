"""Hashes, debug gates, filters of the logging system, decorators."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "hash, digest and hmac",
        """
        import hashlib
        import hmac
        import logging
        import os
        import zlib

        key = os.environ["SUPERTONE_API_KEY"]
        logging.info("key %s", hashlib.sha256(key.encode()).hexdigest()[:12])
        logging.info("key %s", hmac.new(b"pepper", key.encode(), "sha256").hexdigest())
        logging.info("key %s", hashlib.blake2b(key.encode(), digest_size=4).hexdigest())
        digest = hashlib.md5()
        digest.update(key.encode())
        logging.info("key %s %08x", digest.hexdigest(), zlib.crc32(key.encode()))
        """,
    ),
    harmless(
        "name that says hash, made by hand",
        """
        import hashlib
        import os

        def identify(text: str) -> str:
            return hashlib.sha1(text.encode()).hexdigest()

        key_hash = identify(os.environ["SUPERTONE_API_KEY"])
        print(key_hash)
        """,
    ),
    leak(
        "name that says hash but holds the key",
        "SUP301",
        """
        import os

        key_hash = os.environ["SUPERTONE_API_KEY"]
        print([|key_hash|])
        """,
    ),
    harmless(
        "encrypted with a library",
        """
        import os

        from cryptography.fernet import Fernet

        box = Fernet(os.environ["BOX_KEY"])
        print(box.encrypt(os.environ["SUPERTONE_API_KEY"].encode()))
        """,
    ),
    leak(
        "debug gates are no masks",
        "SUP301 SUP302",
        """
        import logging
        import os
        import sys

        DEBUG = os.environ.get("DEBUG") == "1"
        key = os.environ["SUPERTONE_API_KEY"]
        if DEBUG:
            print("key", [|key|])
        if __debug__ and "--verbose" in sys.argv and logging.getLogger().isEnabledFor(logging.DEBUG):
            logging.debug("headers %s", [|{"x-sup-api-key": key}|])
        """,
    ),
    harmless(
        "branch that never runs",
        """
        import os

        DEBUG = False
        key = os.environ["SUPERTONE_API_KEY"]
        if False:
            print("key", key)
        if DEBUG:
            print("key", key)
        """,
    ),
    leak(
        "filter of the logging system does not silence",
        "SUP301",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]

        class HideKey(logging.Filter):
            def filter(self, record: logging.LogRecord) -> bool:
                record.msg = str(record.msg).replace(key, "***")
                return True

        logger = logging.getLogger("tts")
        logger.addFilter(HideKey())
        logger.info("key %s", [|key|])
        """,
    ),
    harmless(
        "filter of the logging system alone",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]

        class HideKey(logging.Filter):
            def filter(self, record: logging.LogRecord) -> bool:
                record.msg = record.getMessage().replace(key, "***")
                record.args = ()
                return key not in record.msg

        logging.getLogger().addFilter(HideKey())
        """,
    ),
    leak(
        "decorator named mask that masks nothing",
        "SUP301",
        """
        import functools
        import os

        def masked(function):
            @functools.wraps(function)
            def wrapper(*args):
                return function(*args)
            return wrapper

        @masked
        def describe(key: str) -> str:
            return f"Supertone with {key}"

        print([|describe(os.environ["SUPERTONE_API_KEY"])|])
        """,
    ),
    harmless(
        "decorator that masks the result",
        """
        import functools
        import os

        def shortened(function):
            @functools.wraps(function)
            def wrapper(*args):
                return function(*args)[:4]
            return wrapper

        @shortened
        def describe(key: str) -> str:
            return key

        print(describe(os.environ["SUPERTONE_API_KEY"]))
        """,
        wrong="flagged: a decorator that cuts what its function returns",
    ),
    harmless(
        "names that say masked",
        """
        def show(masked_supertone_api_key: str, supertone_api_key_hash: str, has_supertone_api_key: bool) -> None:
            print(masked_supertone_api_key, supertone_api_key_hash, has_supertone_api_key)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_hashes_and_gates(
    codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
