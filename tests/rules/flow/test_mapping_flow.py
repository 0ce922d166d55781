"""The key through mappings and lists that are copied, merged and grow."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "copies-of-headers",
        "SUP302 SUP302 SUP302 SUP302 SUP302 SUP302",
        """
        import copy
        import os
        from collections import ChainMap

        auth = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        print([|dict(**auth)|])
        print([|{**auth, "accept": "*/*"}|])
        print([|auth | {"accept": "*/*"}|])
        print([|auth.copy()|])
        print([|copy.deepcopy(auth)|])
        print([|ChainMap({"accept": "*/*"}, auth)|])
        """,
    ),
    leak(
        "merged-in-place",
        "SUP302 SUP302",
        """
        import os

        first = {"accept": "*/*"}
        first |= {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        print([|first|])
        second = {"accept": "*/*"}
        second.setdefault("x-sup-api-key", os.environ["SUPERTONE_API_KEY"])
        print([|second|])
        """,
    ),
    clean(
        "copies-before-the-key",
        """
        import os

        base = {"accept": "*/*"}
        auth = base.copy()
        auth["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        both = {**base, **auth}
        both["x-sup-api-key"] = "***"
        print(base, both)
        """,
    ),
    leak(
        "list-that-grows",
        "SUP301 SUP301",
        """
        import os

        command = ["./speak"]
        command.append("--key")
        command.append(os.environ["SUPERTONE_API_KEY"])
        print("running", [|command|])
        command.extend(["--voice", "adam"])
        print("running", [|" ".join(command)|])
        """,
    ),
    clean(
        "list-that-grows-afterwards",
        """
        import os

        command = ["./speak"]
        print("running", command)
        command += ["--key", os.environ["SUPERTONE_API_KEY"]]
        print("running", command[0], len(command))
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
