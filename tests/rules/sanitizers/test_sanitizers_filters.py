"""Headers of which a part is shown: filtered copies, masked copies, names alone."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "comprehension that leaves the header out",
        """
        import logging
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        logging.info("sent %s", {k: v for k, v in h.items() if k != "x-sup-api-key"})
        logging.info("sent %s", {k: v for k, v in h.items() if k.lower() != "x-sup-api-key"})
        logging.info("sent %s", {k: h[k] for k in h if k not in ("x-sup-api-key", "authorization")})
        logging.info("sent %s", [(k, v) for k, v in h.items() if not k.startswith("x-sup")])
        logging.info("sent %s", {k: v for k, v in h.items() if "key" not in k.lower()})
        """,
    ),
    leak(
        "comprehension that compares in the wrong case",
        "SUP302",
        """
        import logging
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        logging.info("sent %s", [|{k: v for k, v in h.items() if k != "X-Sup-Api-Key"}|])
        logging.info("sent %s", [|{k: v for k, v in h.items() if k.upper() != "x-sup-api-key"}|])
        """,
    ),
    leak(
        "header in capitals and a filter in small letters",
        "SUP302",
        """
        import os

        h = {"X-SUP-API-KEY": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|{k: v for k, v in h.items() if k != "x-sup-api-key"}|])
        """,
    ),
    leak(
        "comprehension that leaves other names out",
        "SUP302",
        """
        import logging
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        logging.info("sent %s", [|{k: v for k, v in h.items() if k != "authorization"}|])
        logging.info("sent %s", [|{k: v for k, v in h.items() if k.lower() not in {"cookie", "x-api-key"}}|])
        logging.info("sent %s", [|{k: v for k, v in h.items() if v}|])
        """,
    ),
    harmless(
        "comprehension over a list of secret names",
        """
        import logging
        import os

        SENSITIVE = frozenset({"authorization", "cookie", "x-sup-api-key"})

        def log_request(method: str, url: str) -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            shown = {name: value for name, value in headers.items() if name.lower() not in SENSITIVE}
            logging.debug("%s %s %s", method, url, shown)
            logging.debug("%s", {n: "***" if n.lower() in SENSITIVE else v for n, v in headers.items()})
        """,
    ),
    leak(
        "comprehension over a list of others' secret names",
        "SUP302",
        """
        import logging
        import os

        SENSITIVE = ["authorization", "api-key", "x-api-key", "cookie", "set-cookie"]

        def log_request(method: str, url: str) -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            shown = {name: value for name, value in headers.items() if name.lower() not in SENSITIVE}
            logging.debug("%s %s %s", method, url, [|shown|])
            logging.debug("%s", [|{n: "***" if n.lower() in SENSITIVE else v for n, v in headers.items()}|])
        """,
    ),
    harmless(
        "list of secret names in another module",
        {
            "proxy/names.py": """
            SECRET_HEADERS = {"authorization", "x-sup-api-key"}
            """,
            "proxy/main.py": """
            import os
            from proxy.names import SECRET_HEADERS

            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            print({name: value for name, value in headers.items() if name not in SECRET_HEADERS})
            """,
        },
    ),
    leak(
        "list in another module without our header",
        "SUP302",
        {
            "proxy/names.py": """
            SECRET_HEADERS = {"authorization", "xi-api-key"}
            """,
            "proxy/main.py": """
            import os
            from proxy import names

            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            print([|{name: value for name, value in headers.items() if name not in names.SECRET_HEADERS}|])
            """,
        },
    ),
    harmless(
        "list of secret names from a library",
        """
        import os
        from acme.redaction import SENSITIVE_HEADERS

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({name: value for name, value in headers.items() if name.lower() not in SENSITIVE_HEADERS})
        """,
    ),
    harmless(
        "allowlist of names",
        """
        import os

        SAFE = ("accept", "content-type", "user-agent")
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({name: value for name, value in headers.items() if name.lower() in SAFE})
        print({name: headers[name] for name in ("Accept", "Content-Type") if name in headers})
        print({name: value if name.lower() in SAFE else "***" for name, value in headers.items()})
        """,
    ),
    leak(
        "allowlist that allows the header",
        "SUP302",
        """
        import os

        SHOWN = ("accept", "x-sup-api-key")
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|{name: value for name, value in headers.items() if name.lower() in SHOWN}|])
        """,
    ),
    harmless(
        "values masked by their names",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({k: "***" if k == "x-sup-api-key" else v for k, v in h.items()})
        print({k: v if k != "x-sup-api-key" else v[:4] for k, v in h.items()})
        print({k: "***" if "key" in k.lower() or "auth" in k.lower() else v for k, v in h.items()})
        print({**h, "x-sup-api-key": "***"}, dict(h, **{"x-sup-api-key": "***"}), h | {"x-sup-api-key": "?"})
        """,
    ),
    leak(
        "values masked under other names",
        "SUP302",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|{k: "***" if k == "Authorization" else v for k, v in h.items()}|])
        print([|{k: "***" if k.startswith("auth") else v for k, v in h.items()}|])
        print([|{**{"x-sup-api-key": "***"}, **h}|])
        print([|h | {"X-Sup-Api-Key": "***"}|])
        """,
    ),
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
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_filters(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
