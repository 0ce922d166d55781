"""Parts of the key."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
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
    leak(
        "end of a slice computed from the length",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|k[: len(k) // 2]|])
        print([|k[len(k) - 8 :]|])
        """,
    ),
    leak(
        "every second character",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|k[::2]|])
        """,
        wrong="missed: characters that do not stand together",
    ),
    leak(
        "groups of four",
        "SUP301",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print([|"-".join(k[i : i + 4] for i in range(0, len(k), 4))|])
        """,
    ),
    harmless(
        "padded to hide",
        """
        import os

        k = os.environ["SUPERTONE_API_KEY"]
        print(k[-4:].rjust(len(k), "*"), f"{k[-4:]:*>32}", "*" * (len(k) - 4) + k[-4:])
        print(k.translate(str.maketrans("0123456789abcdef", "****************")))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_parts(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
