"""Headers that functions and methods change, nested ones, and those filled later."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
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
    harmless(
        "changed by a function before and masked inside",
        """
        import os

        def show(sent: dict[str, str]) -> None:
            shown = {**sent}
            shown["x-sup-api-key"] = "***"
            print(shown)

        show({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"})
        """,
    ),
    leak(
        "parameter bound to a masked copy, the argument shown",
        "SUP302",
        """
        import os

        def show(headers: dict[str, str]) -> None:
            headers = {**headers}
            headers["x-sup-api-key"] = "***"
            print(headers)

        sent = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        show(sent)
        print([|sent|])
        """,
    ),
    harmless(
        "taken out of nested headers",
        """
        import os

        request = {"headers": {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}}
        request["headers"].pop("x-sup-api-key")
        print(request)
        """,
    ),
    harmless(
        "nested headers replaced by a masked copy",
        """
        import os

        request = {"url": "/v1/voices", "headers": {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}}
        print({**request, "headers": {**request["headers"], "x-sup-api-key": "***"}})
        shown = dict(request)
        shown["headers"] = "…"
        print(shown)
        """,
    ),
    leak(
        "filled after or by a copy",
        "SUP302",
        """
        import os

        base = {"Accept": "audio/wav"}
        print(base)
        full = base.copy()
        full["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        print(base)
        print([|full|])
        """,
    ),
    leak(
        "hook that takes it out in the wrong case",
        "SUP302",
        """
        import os

        import httpx

        def log_request(request: httpx.Request) -> None:
            headers = dict(request.headers)
            headers.pop("X-Sup-Api-Key", None)
            print(request.method, request.url, [|headers|])

        key = os.environ["SUPERTONE_API_KEY"]
        client = httpx.Client(headers={"x-sup-api-key": key}, event_hooks={"request": [log_request]})
        """,
    ),
    harmless(
        "hook that takes it out",
        """
        import os

        import httpx

        def log_request(request: httpx.Request) -> None:
            headers = dict(request.headers)
            headers.pop("x-sup-api-key", None)
            print(request.method, request.url, headers)

        key = os.environ["SUPERTONE_API_KEY"]
        client = httpx.Client(headers={"x-sup-api-key": key}, event_hooks={"request": [log_request]})
        """,
    ),
    leak(
        "variable bound to a masked copy, its old value shown",
        "SUP302",
        """
        import os

        sent = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        shown = sent
        shown = dict(shown)
        shown["x-sup-api-key"] = "***"
        print(shown)
        print([|sent|])
        """,
    ),
    leak(
        "parameter bound to something new, the argument shown",
        "SUP302",
        """
        import os

        def prepare(headers: dict[str, str]) -> None:
            headers = {}
            headers["x-sup-api-key"] = "***"

        sent = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
        prepare(sent)
        print([|sent|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_changes(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
