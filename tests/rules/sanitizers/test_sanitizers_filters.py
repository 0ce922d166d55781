"""Copies of headers that leave the key out, or another header."""

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
        "values masked by their lengths",
        """
        import os

        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({k: (v if len(v) < 12 else "…") for k, v in h.items()})
        """,
        wrong="flagged: a test for the length of the value",
    ),
    harmless(
        "filter by words and by patterns",
        """
        import os
        import re

        HIDDEN = re.compile("key|token|secret", re.IGNORECASE)
        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print({n: v for n, v in h.items() if not any(word in n.lower() for word in ("key", "token"))})
        print({n: v for n, v in h.items() if not HIDDEN.search(n)})
        print({n: "***" if HIDDEN.search(n) else v for n, v in h.items()})
        print({n: h[n] for n in h.keys() - {"x-sup-api-key"}})
        """,
    ),
    leak(
        "filter by other words and patterns",
        "SUP302",
        """
        import os
        import re

        HIDDEN = re.compile("cookie|token|secret", re.IGNORECASE)
        h = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print([|{n: v for n, v in h.items() if not any(word in n.lower() for word in ("cookie", "token"))}|])
        print([|{n: v for n, v in h.items() if not HIDDEN.search(n)}|])
        print([|{n: "***" if HIDDEN.match(n) else v for n, v in h.items()}|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_filters(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
