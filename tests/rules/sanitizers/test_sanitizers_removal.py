"""Headers that the key is taken out of before they are shown, or from elsewhere, or too late."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "taken out of a copy",
        """
        import logging
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = headers.copy()
        safe.pop("x-sup-api-key", None)
        logging.info("sent %s", safe)
        shown = dict(headers)
        del shown["x-sup-api-key"]
        logging.info("sent %s", shown)
        masked = {**headers}
        masked["x-sup-api-key"] = "***"
        logging.info("sent %s", masked)
        """,
    ),
    leak(
        "taken out of a copy while the original is shown",
        "SUP302",
        """
        import logging
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = headers.copy()
        safe.pop("x-sup-api-key", None)
        logging.info("sent %s", [|headers|])
        """,
    ),
    leak(
        "copied before it is taken out of the original",
        "SUP302",
        """
        import copy
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        kept = copy.deepcopy(headers)
        del headers["x-sup-api-key"]
        print(headers)
        print([|kept|])
        """,
    ),
    harmless(
        "taken out of an alias",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        same = headers
        same.pop("x-sup-api-key")
        print(headers, same)
        """,
    ),
    leak(
        "taken out after it is shown",
        "SUP302",
        """
        import os

        def call(session):
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            session.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers)
            print([|headers|])
            headers.pop("x-sup-api-key")
            print(headers)
        """,
    ),
    leak(
        "taken out in another branch",
        "SUP302",
        """
        import os

        def call(verbose: bool) -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            if not verbose:
                headers.pop("x-sup-api-key")
            else:
                headers["X-Debug"] = "1"
            print([|headers|])
        """,
    ),
    harmless(
        "taken out in both branches",
        """
        import os

        def call(verbose: bool) -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            if verbose:
                headers["x-sup-api-key"] = "***"
            else:
                del headers["x-sup-api-key"]
            print(headers)
        """,
        wrong="flagged: removals in both branches of a condition",
    ),
    harmless(
        "taken out if it is there",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        shown = dict(headers)
        if "x-sup-api-key" in shown:
            shown["x-sup-api-key"] = "***"
        print(shown)
        other = headers.copy()
        if other.get("x-sup-api-key"):
            del other["x-sup-api-key"]
        print(other)
        """,
    ),
    leak(
        "taken out under another name",
        "SUP302",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = dict(headers)
        safe.pop("Authorization", None)
        safe.pop("X-Sup-Api-Key", None)
        safe["x-api-key"] = "***"
        print([|safe|])
        """,
    ),
    harmless(
        "taken out of headers that do not mind case",
        """
        import os

        import httpx
        import requests

        session = requests.Session()
        session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        shown = session.headers.copy()
        shown.pop("X-Sup-Api-Key")
        print(shown)
        sent = httpx.Headers({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        del sent["X-SUP-API-KEY"]
        print(sent)
        """,
    ),
    harmless(
        "taken out in a loop over names",
        """
        import os

        SECRET = ("authorization", "x-sup-api-key")
        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = dict(headers)
        for name in SECRET:
            safe.pop(name, None)
        print(safe)
        masked = dict(headers)
        for name in ["cookie", "x-sup-api-key"]:
            if name in masked:
                masked[name] = "***"
        print(masked)
        """,
    ),
    leak(
        "taken out in a loop over other names",
        "SUP302",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        safe = dict(headers)
        for name in ("authorization", "cookie", "x-api-key"):
            safe.pop(name, None)
        print([|safe|])
        """,
    ),
    harmless(
        "taken out in a loop over the headers",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        for name in list(headers):
            if name.lower() == "x-sup-api-key":
                headers[name] = "***"
        print(headers)
        """,
    ),
    harmless(
        "taken out by a function",
        """
        import os

        def strip(headers: dict[str, str]) -> dict[str, str]:
            headers = dict(headers)
            headers.pop("x-sup-api-key", None)
            return headers

        def mask_in_place(headers: dict[str, str]) -> None:
            headers["x-sup-api-key"] = "***"

        sent = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        print(strip(sent))
        mask_in_place(sent)
        print(sent)
        """,
    ),
    leak(
        "taken out by a function of its own copy",
        "SUP302",
        """
        import os

        def strip(headers: dict[str, str]) -> dict[str, str]:
            headers = dict(headers)
            headers.pop("x-sup-api-key", None)
            return headers

        sent = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        strip(sent)
        print([|sent|])
        """,
        wrong="missed: a parameter bound to a copy before it is changed",
    ),
    harmless(
        "emptied or replaced",
        """
        import os

        def first() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            headers.clear()
            print(headers)

        def second() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            headers.update({"x-sup-api-key": "***"})
            print(headers)

        def third() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            headers = {"Accept": "audio/wav"}
            print(headers)
        """,
    ),
    leak(
        "what is taken out is shown",
        "SUP301",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        key = headers.pop("x-sup-api-key")
        print("removed", [|key|])
        print(headers)
        """,
    ),
    leak(
        "put back before it is shown",
        "SUP302",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        key = headers.pop("x-sup-api-key")
        headers["Accept"] = "audio/mpeg"
        headers["x-sup-api-key"] = key
        print([|headers|])
        """,
    ),
    harmless(
        "taken out of a client's headers in a method",
        """
        import os

        import requests

        class SupertoneClient:
            def __init__(self) -> None:
                self.session = requests.Session()
                self.session.headers.update({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})

            def shown_headers(self) -> dict[str, str]:
                headers = dict(self.session.headers)
                headers.pop("x-sup-api-key", None)
                return headers

            def debug(self) -> None:
                print(self.shown_headers())
        """,
    ),
    leak(
        "client's headers in a method, with nothing taken out",
        "SUP302",
        """
        import os

        import requests

        class SupertoneClient:
            def __init__(self) -> None:
                self.session = requests.Session()
                self.session.headers.update({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})

            def shown_headers(self) -> dict[str, str]:
                headers = dict(self.session.headers)
                headers.pop("User-Agent", None)
                return headers

            def debug(self) -> None:
                print([|self.shown_headers()|])
        """,
    ),
    harmless(
        "nested headers masked in a request's description",
        """
        import copy
        import json
        import os

        request = {
            "url": "https://supertoneapi.com/v1/voices",
            "headers": {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]},
        }
        shown = copy.deepcopy(request)
        shown["headers"]["x-sup-api-key"] = "***"
        print(json.dumps(shown))
        """,
        wrong="flagged: an entry of a nested mapping set to another value",
    ),
    leak(
        "flat copy of a request's description shares the headers",
        "SUP302",
        """
        import os

        request = {
            "url": "https://supertoneapi.com/v1/voices",
            "headers": {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]},
        }
        shown = dict(request)
        shown["url"] = "…"
        print([|shown|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_removal(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
