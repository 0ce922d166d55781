"""Headers filtered by functions; names and neighbours of the key alone."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "names alone and neighbours",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print(h.keys(), list(h), sorted(h), set(h), tuple(h), len(h), ", ".join(h))
        print("x-sup-api-key" in h, h["Accept"], h.get("Accept"), bool(h), h.get("Authorization"))
        print([name for name in h], [name.title() for name, _ in h.items()])
        for name in h:
            print(name)
        for name, value in h.items():
            print(name, len(value))
        """,
    ),
    leak(
        "values, items and the header itself",
        "SUP302 SUP302 SUP301 SUP301 SUP301 SUP302",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|h.items()|])
        print([|sorted(h.items())|])
        print([|h.values()|])
        print([|h["x-sup-api-key"]|])
        print([|h.get("x-sup-api-key")|])
        print([|f"{h}"|])
        """,
    ),
    harmless(
        "function that filters headers",
        """
        import os

        import httpx

        def without_secrets(headers):
            return {name: value for name, value in headers.items() if name.lower() not in ("x-sup-api-key",)}

        def describe(headers) -> str:
            parts = []
            for name, value in headers.items():
                if name.lower().endswith("-key"):
                    continue
                parts.append(f"{name}={value}")
            return " ".join(parts)

        client = httpx.Client(headers={"X-Sup-Api-Key": os.environ["SUPERTONE_API_KEY"]})
        print(without_secrets(client.headers), describe(client.headers))
        """,
    ),
    leak(
        "function whose name says filter, and does not",
        "SUP302",
        """
        import os

        def filter_headers(headers):
            return {name: value for name, value in headers.items() if name.lower() not in ("authorization",)}

        def safe_headers(headers):
            return dict(headers)

        sent = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|filter_headers(sent)|])
        print([|safe_headers(sent)|])
        """,
    ),
    harmless(
        "map with a function that masks",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print(dict(map(lambda item: (item[0], "***" if item[0].startswith("x-sup") else item[1]), h.items())))
        print(dict.fromkeys(h, "***"))
        """,
    ),
    harmless(
        "filter with a function",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print(dict(filter(lambda item: item[0] != "x-sup-api-key", h.items())))
        """,
    ),
    harmless(
        "names spread over arguments",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print(*h, sep=", ")
        """,
    ),
    harmless(
        "filter by a function of the project",
        """
        import os

        def is_secret(name: str) -> bool:
            return name.lower() in {"x-sup-api-key", "authorization"}

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({n: v for n, v in h.items() if not is_secret(n)})
        """,
    ),
    leak(
        "filter by a function of the project that forgets the header",
        "SUP302",
        """
        import os

        def is_secret(name: str) -> bool:
            return name.lower() in {"authorization"}

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|{n: v for n, v in h.items() if not is_secret(n)}|])
        """,
    ),
    harmless(
        "filter by a function of a library",
        """
        import os

        from acme.redaction import is_secret

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({n: v for n, v in h.items() if not is_secret(n)})
        """,
    ),
    harmless(
        "headers as bytes",
        """
        import os

        raw = [(b"x-sup-api-key", os.environb[b"SUPERTONE_API_KEY"]), (b"accept", b"audio/wav")]
        print([(name, value) for name, value in raw if name.lower() != b"x-sup-api-key"])
        print([name for name, _ in raw], raw[1], raw[1:])
        """,
    ),
    leak(
        "headers as bytes compared with text",
        "SUP302",
        """
        import os

        raw = [(b"x-sup-api-key", os.environb[b"SUPERTONE_API_KEY"]), (b"accept", b"audio/wav")]
        print([|[(name, value) for name, value in raw if name.lower() != "x-sup-api-key"]|])
        """,
    ),
    harmless(
        "request that was sent, its key left out",
        """
        import os

        import requests

        key = os.environ["SUPERTONE_API_KEY"]
        reply = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key}, timeout=9)
        sent = reply.request
        print(sent.method, sent.url, sent.body, list(sent.headers), sent.headers["Accept"])
        print({name: value for name, value in sent.headers.items() if name.lower() != "x-sup-api-key"})
        """,
    ),
    leak(
        "request that was sent, another header left out",
        "SUP302",
        """
        import os

        import requests

        key = os.environ["SUPERTONE_API_KEY"]
        reply = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key}, timeout=9)
        sent = reply.request
        print([|{name: value for name, value in sent.headers.items() if name.lower() != "authorization"}|])
        """,
    ),
    harmless(
        "neighbours picked by formats",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print("{0[Accept]}".format(h), "{h[Accept]}".format(h=h), "{Accept}".format(**h), "%(Accept)s" % h)
        """,
    ),
    harmless(
        "neighbours picked by a template",
        """
        import os
        from string import Template

        h = {"key": os.environ["SUPERTONE_API_KEY"], "accept": "audio/wav"}
        print(Template("accepts $accept").substitute(h))
        """,
        wrong="flagged: the names in a string.Template",
    ),
    harmless(
        "neighbours picked by a logger",
        """
        import logging
        import os

        h = {"key": os.environ["SUPERTONE_API_KEY"], "accept": "audio/wav"}
        logging.info("accepts %(accept)s, key %(key).4s", h)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_functions(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
