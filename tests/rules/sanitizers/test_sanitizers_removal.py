"""Headers that the key is taken out of before they are shown, or too late."""

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
        "taken out in both branches, masked and shortened",
        """
        import os

        def call(verbose: bool) -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            if verbose:
                headers["x-sup-api-key"] = headers["x-sup-api-key"][:4]
                print(headers)
            else:
                headers.pop("x-sup-api-key")
                print(headers)
        """,
    ),
    leak(
        "taken out in a branch that returns",
        "SUP302",
        """
        import os

        def call(verbose: bool) -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            if verbose:
                headers.pop("x-sup-api-key")
                print(headers)
                return
            print([|headers|])
        """,
    ),
    harmless(
        "taken out in try and with",
        """
        import contextlib
        import os

        def first() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            try:
                del headers["x-sup-api-key"]
            except KeyError:
                pass
            print(headers)

        def second() -> None:
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            with contextlib.suppress(KeyError):
                del headers["x-sup-api-key"]
            print(headers)
        """,
    ),
    leak(
        "taken out in finally",
        "SUP302",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        try:
            print([|headers|])
        finally:
            headers.pop("x-sup-api-key")
        """,
    ),
    leak(
        "a default does not take it out",
        "SUP302",
        """
        import os

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        headers.setdefault("x-sup-api-key", "***")
        print([|headers|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_removal(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
