"""Functions that mask the key, or only claim to."""

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
        "mask that passes on what is no text",
        """
        import os

        def mask(value: object) -> object:
            if not isinstance(value, str):
                return value
            return value[:4] + "…"

        def hide(value: object) -> object:
            if isinstance(value, str):
                return "***"
            return value

        key = os.environ["SUPERTONE_API_KEY"]
        print(mask(key), hide(key))
        """,
    ),
    harmless(
        "mask that passes on what is empty",
        """
        import os

        def mask(value: str | None) -> str | None:
            if not value:
                return value
            if len(value) <= 8:
                return "*" * len(value)
            return f"{value[:4]}…{value[-4:]}"

        def brief(value: str | None) -> str | None:
            return value and value[:2] + "…"

        key = os.environ.get("SUPERTONE_API_KEY")
        print(mask(key), brief(key))
        """,
    ),
    harmless(
        "redaction of nested data",
        """
        import logging
        import os

        SENSITIVE = {"authorization", "x-sup-api-key"}

        def redact(value):
            if isinstance(value, dict):
                return {name: "***" if name.lower() in SENSITIVE else redact(held) for name, held in value.items()}
            if isinstance(value, list):
                return [redact(each) for each in value]
            return value

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        logging.info("request %s", redact({"url": "https://supertoneapi.com/v1/voices", "headers": headers}))
        """,
    ),
    leak(
        "redaction of nested data that forgets the header",
        "SUP302",
        """
        import logging
        import os

        SENSITIVE = {"authorization", "cookie"}

        def redact(value):
            if isinstance(value, dict):
                return {name: "***" if name.lower() in SENSITIVE else redact(held) for name, held in value.items()}
            return value

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        logging.info("request %s", [|redact({"headers": headers})|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_masks(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
