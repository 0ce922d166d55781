"""The key read from the environment, and what stands next to it there."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "environ-item",
        "SUP301",
        """
        import os

        from supertone import Supertone

        print("starting with", [|os.environ["SUPERTONE_API_KEY"]|])
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    clean(
        "environ-item-of-another-thing",
        """
        import os

        from supertone import Supertone

        print("speaking as", os.environ["SUPERTONE_VOICE_ID"], "from", os.environ["SUPERTONE_BASE_URL"])
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "environ-get-as-argument",
        "SUP301",
        """
        import logging
        import os

        import requests

        log = logging.getLogger(__name__)
        log.debug("key=%s", [|os.environ.get("SUPERTONE_API_KEY")|])
        requests.get("https://supertoneapi.com/v1", headers={"x-sup-api-key": os.environ.get("SUPERTONE_API_KEY")})
        """,
    ),
    clean(
        "environ-membership-and-name",
        """
        import logging
        import os

        VARIABLE = "SUPERTONE_API_KEY"
        log = logging.getLogger(__name__)
        if VARIABLE not in os.environ:
            log.error("%s is not set, see https://console.supertoneapi.com", VARIABLE)
        log.info("key present: %s", "SUPERTONE_API_KEY" in os.environ)
        log.info("key present: %s", bool(os.environ.get("SUPERTONE_API_KEY")))
        log.info("key has %d characters", len(os.environ["SUPERTONE_API_KEY"]))
        """,
    ),
    leak(
        "getenv-of-a-constant-name",
        "SUP301",
        """
        from os import getenv

        ENV_VAR = "SUPERTONE_API_KEY"


        def load():
            value = getenv(ENV_VAR, "")
            print([|f"{ENV_VAR} -> {value}"|])
            return value
        """,
    ),
    clean(
        "getenv-of-another-vendor",
        """
        from os import getenv

        from supertone import Supertone

        openai_key = getenv("OPENAI_API_KEY")
        print(f"using OpenAI with {openai_key}")
        client = Supertone(api_key=getenv("SUPERTONE_API_KEY"))
        """,
    ),
    leak(
        "environ-pop",
        "SUP301",
        """
        import os
        import sys

        key = os.environ.pop("SUPERTONE_API_KEY", None)
        sys.stderr.write([|"got " + key + "\\n"|])
        """,
    ),
    leak(
        "environb",
        "SUP301",
        """
        import os

        raw = os.environb[b"SUPERTONE_API_KEY"]
        print([|raw.decode()|])
        """,
    ),
    clean(
        "environ-keys",
        """
        import os

        import supertone

        print("variables:", sorted(os.environ))
        print([name for name in os.environ if name.startswith("SUPERTONE_")])
        print(list(os.environ.keys()))
        client = supertone.Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        """,
    ),
    leak(
        "default-for-an-unset-variable",
        "SUP301",
        """
        import os

        API_KEY = os.getenv("SUPERTONE_API_KEY", "your-api-key-here")
        print([|f"API Key: {API_KEY[:8]}..."|])
        """,
    ),
    clean(
        "unset-variable",
        """
        import os
        import sys

        SUPERTONE_API_KEY = os.getenv("SUPERTONE_API_KEY")
        if not SUPERTONE_API_KEY:
            print("SUPERTONE_API_KEY is", SUPERTONE_API_KEY)
            sys.exit("export SUPERTONE_API_KEY=<YOUR_API_KEY_HERE>")
        """,
    ),
    leak(
        "loop-over-names-of-variables",
        "SUP301",
        """
        import os

        REQUIRED = ["SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"]
        for name in REQUIRED:
            print([|f"{name}={os.environ.get(name)}"|])
        """,
    ),
    clean(
        "loop-over-names-of-variables-without-values",
        """
        import os

        REQUIRED = ["SUPERTONE_API_KEY", "SUPERTONE_VOICE_ID"]
        missing = [name for name in REQUIRED if not os.environ.get(name)]
        for name in REQUIRED:
            print(f"{name}: {'set' if os.environ.get(name) else 'missing'}")
        if missing:
            raise SystemExit(f"missing: {', '.join(missing)}")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
