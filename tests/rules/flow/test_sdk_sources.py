"""Objects of the SDK that hold the key."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "sdk-configuration",
        "SUP301 SUP301 SUP301",
        """
        import os

        from supertone import Supertone

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        print([|client.sdk_configuration|])
        print([|client.sdk_configuration.security|])
        print([|vars(client)|])
        """,
    ),
    clean(
        "sdk-client",
        """
        import os

        from supertone import Supertone

        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        print(client, repr(client), client.voices, type(client))
        print(client.sdk_configuration.server_url, client.sdk_configuration.timeout_ms)
        """,
    ),
    leak(
        "sdk-security",
        "SUP301 SUP301",
        """
        import os

        from supertone import models

        security = models.Security(api_key=os.environ["SUPERTONE_API_KEY"])
        print([|security|])
        print([|security.model_dump()|])
        """,
    ),
    leak(
        "sdk-callable-key",
        "SUP301",
        """
        import os

        from supertone import Supertone


        def provide():
            value = os.environ["TTS_CREDENTIAL"]
            print("providing", [|value|])
            return value


        client = Supertone(api_key=provide)
        """,
    ),
    clean(
        "sdk-callable-key-itself",
        """
        import os

        from supertone import Supertone


        def provide():
            return os.environ["SUPERTONE_API_KEY"]


        print("provider:", provide, provide.__name__)
        client = Supertone(api_key=provide)
        print(client.sdk_configuration)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
