"""The key through data classes, enumerations and inheritance."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "dataclass-fields",
        "SUP301 SUP301",
        """
        import os
        from dataclasses import dataclass, field


        @dataclass(frozen=True)
        class Options:
            voice: str
            credential: str = field(default_factory=lambda: os.environ["SUPERTONE_API_KEY"])


        options = Options("adam")
        print(options.voice)
        print([|options|])
        print([|options.credential|])
        """,
    ),
    clean(
        "dataclass-that-hides-the-field",
        """
        import os
        from dataclasses import dataclass, field


        @dataclass(frozen=True)
        class Options:
            voice: str
            credential: str = field(default="", repr=False)


        options = Options("adam", os.environ["SUPERTONE_API_KEY"])
        print(options, options.voice, f"{options}")
        """,
    ),
    leak(
        "dataclass-post-init",
        "SUP301",
        """
        import os
        from dataclasses import dataclass, field


        @dataclass
        class Session:
            voice: str
            auth: str = field(init=False)

            def __post_init__(self):
                self.auth = os.environ["SUPERTONE_API_KEY"]


        print([|Session("adam")|])
        """,
    ),
    leak(
        "constructor-of-the-base",
        "SUP301",
        """
        import os


        class Provider:
            def __init__(self, secret):
                self.secret = secret


        class SupertoneProvider(Provider):
            def __init__(self):
                super().__init__(os.environ["SUPERTONE_API_KEY"])

            def debug(self):
                print("secret", [|self.secret|])
        """,
    ),
    leak(
        "method-of-the-base",
        "SUP301",
        """
        import os


        class Base:
            def announce(self):
                print("auth:", [|self.auth()|])

            def auth(self):
                raise NotImplementedError


        class Supertone(Base):
            def auth(self):
                return os.environ["SUPERTONE_API_KEY"]


        Supertone().announce()
        """,
    ),
    clean(
        "method-of-the-base-for-a-sibling",
        """
        import os


        class Base:
            def __init__(self, secret):
                self.secret = secret


        class Ours(Base):
            def __init__(self):
                super().__init__(os.environ["SUPERTONE_API_KEY"])


        class Theirs(Base):
            def __init__(self):
                super().__init__("public")

            def debug(self):
                print("secret", self.secret)


        Theirs().debug()
        """,
        flagged="an attribute of the base class is that of all its subclasses",
    ),
    leak(
        "enumeration-member",
        "SUP301",
        """
        import os
        from enum import Enum


        class Secrets(Enum):
            TTS = os.environ["SUPERTONE_API_KEY"]
            VOICE = "adam"


        print(Secrets.VOICE.value, Secrets.TTS.name)
        print([|Secrets.TTS.value|])
        """,
    ),
    leak(
        "typed-dictionary",
        "SUP301",
        """
        import os
        from typing import TypedDict


        class Auth(TypedDict):
            token: str
            voice: str


        def auth() -> Auth:
            return Auth(token=os.environ["SUPERTONE_API_KEY"], voice="adam")


        print([|auth()|])
        print(auth()["voice"])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
