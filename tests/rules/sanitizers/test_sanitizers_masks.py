"""Functions that mask the key, or only claim to; hashes; filters of the logging system; gates."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "masking functions out of reach",
        """
        import logging
        import os

        from acme.text import mask, redact_secrets
        from acme.security import scrub, sanitize_headers, obfuscate, fingerprint, hide_secret, anonymize

        key = os.environ["SUPERTONE_API_KEY"]
        headers = {"x-sup-api-key": key}
        logging.info("%s %s %s", mask(key), scrub(key), obfuscate(key))
        logging.info("%s %s %s", fingerprint(key), hide_secret(key), anonymize(key))
        print(redact_secrets(f"key {key}"), sanitize_headers(headers))
        """,
    ),
    leak(
        "mask that returns the value unchanged",
        "SUP301",
        """
        import logging
        import os

        def mask(value: str) -> str:
            # Masking is switched off until the dashboards can show it.
            return value

        logging.info("key %s", [|mask(os.environ["SUPERTONE_API_KEY"])|])
        """,
    ),
    harmless(
        "mask that shows four characters",
        """
        import logging
        import os

        def mask(value: str) -> str:
            return value[:4] + "*" * (len(value) - 4)

        def brief(value: str) -> str:
            return f"…{value[-4:]}"

        key = os.environ["SUPERTONE_API_KEY"]
        logging.info("key %s or %s", mask(key), brief(key))
        """,
    ),
    leak(
        "mask that shows eight and more characters",
        "SUP301",
        """
        import logging
        import os

        def mask(value: str) -> str:
            return value[:8] + "..."

        def redact(value: str, shown: int = 12) -> str:
            return "*" * (len(value) - shown) + value[-shown:]

        key = os.environ["SUPERTONE_API_KEY"]
        logging.info("key %s", [|mask(key)|])
        logging.info("key %s", [|redact(key)|])
        """,
    ),
    leak(
        "mask that shows all of it in one of its ways",
        "SUP301",
        """
        import os

        def mask_key(value: str, debug: bool = False) -> str:
            if debug:
                return value
            return "***"

        def main(debug: bool) -> None:
            print([|mask_key(os.environ["SUPERTONE_API_KEY"], debug)|])
        """,
    ),
    harmless(
        "mask that shows all of it in a way that is not taken",
        """
        import os

        def mask_key(value: str, debug: bool = False) -> str:
            if debug:
                return value
            return "***"

        print(mask_key(os.environ["SUPERTONE_API_KEY"]))
        """,
        wrong="flagged: a branch that the arguments of the call rule out",
    ),
    harmless(
        "mask in another module",
        {
            "app/masks.py": """
            def conceal(value):
                return "*" * len(value) if value else "(none)"
            """,
            "app/main.py": """
            import os
            from app.masks import conceal

            print("SUPERTONE_API_KEY", conceal(os.environ.get("SUPERTONE_API_KEY")))
            """,
        },
    ),
    leak(
        "function in another module that is no mask",
        "SUP301",
        {
            "app/masks.py": """
            def sanitize(value):
                return value.strip().replace("\\n", "")
            """,
            "app/main.py": """
            import os
            from app.masks import sanitize

            print("SUPERTONE_API_KEY", [|sanitize(os.environ["SUPERTONE_API_KEY"])|])
            """,
        },
    ),
    leak(
        "mask whose result is thrown away",
        "SUP301",
        """
        import os
        from acme.text import mask

        key = os.environ["SUPERTONE_API_KEY"]
        mask(key)
        print([|key|])
        """,
    ),
    leak(
        "mask of one of two",
        "SUP301",
        """
        import os
        from acme.text import mask

        key = os.environ["SUPERTONE_API_KEY"]
        print([|f"{mask(key)} was {key}"|])
        """,
    ),
    harmless(
        "mask that loops over the characters",
        """
        import os

        def starred(secret: str) -> str:
            return "".join("*" if index > 3 else letter for index, letter in enumerate(secret))

        def dotted(secret: str) -> str:
            shown = ""
            for _ in secret:
                shown += "•"
            return shown

        key = os.environ["SUPERTONE_API_KEY"]
        print(starred(key), dotted(key))
        """,
    ),
    leak(
        "function that joins the characters again",
        "SUP301",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        print([|"".join(letter for letter in key)|])
        print([|" ".join(key)|])
        print([|"".join(reversed(key))|])
        """,
    ),
    harmless(
        "mask as a lambda, a method and a class",
        """
        import os

        hide = lambda text: text[:2] + "…"

        class Masked:
            def __init__(self, value: str) -> None:
                self._value = value

            def __str__(self) -> str:
                return "****" + self._value[-2:]

            def preview(self) -> str:
                return self._value[:3]

        key = os.environ["SUPERTONE_API_KEY"]
        masked = Masked(key)
        print(hide(key), masked, f"{masked}", masked.preview())
        """,
    ),
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
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_masks(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
