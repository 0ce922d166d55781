"""Objects of the project that hold the key, and the texts that they give of themselves."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "own repr and str that mask",
        """
        import os

        class SupertoneConfig:
            def __init__(self, api_key: str) -> None:
                self.api_key = api_key

            def __repr__(self) -> str:
                return f"SupertoneConfig(api_key={self.api_key[:4]}…)"

        class Quiet:
            def __init__(self, api_key: str) -> None:
                self.api_key = api_key

            def __str__(self) -> str:
                return "Quiet(***)"

        key = os.environ["SUPERTONE_API_KEY"]
        print(SupertoneConfig(key), f"{Quiet(key)}", [SupertoneConfig(key)], [Quiet(key)])
        """,
    ),
    leak(
        "own repr and str that show",
        "SUP301",
        """
        import os

        class SupertoneConfig:
            def __init__(self, api_key: str) -> None:
                self.api_key = api_key

            def __repr__(self) -> str:
                return f"SupertoneConfig(api_key={self.api_key!r})"

        class Url:
            def __init__(self, api_key: str) -> None:
                self.api_key = api_key

            def __str__(self) -> str:
                return "tts://" + self.api_key

        key = os.environ["SUPERTONE_API_KEY"]
        print([|SupertoneConfig(key)|])
        print([|[SupertoneConfig(key)]|])
        print([|f"{Url(key)}"|])
        print([|str(Url(key))|])
        """,
    ),
    leak(
        "masking str, but shown by its repr",
        "SUP301",
        """
        import os
        from dataclasses import dataclass

        @dataclass
        class SupertoneConfig:
            api_key: str

            def __str__(self) -> str:
                return "SupertoneConfig(***)"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print(config)
        print([|[config]|])
        print([|f"{config!r}"|])
        """,
    ),
    harmless(
        "own repr of a data class that masks",
        """
        import os
        from dataclasses import dataclass

        @dataclass
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

            def __repr__(self) -> str:
                return f"SupertoneConfig(voice={self.voice!r})"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print(config, [config], f"{config!r}")
        """,
    ),
    harmless(
        "plain object and the client of the SDK",
        """
        import os

        from supertone import Supertone

        class Speaker:
            def __init__(self) -> None:
                self.api_key = os.environ["SUPERTONE_API_KEY"]
                self.client = Supertone(api_key=self.api_key)

        speaker = Speaker()
        print(speaker, speaker.client, repr(speaker.client))
        """,
    ),
    leak(
        "attributes of a plain object and of the SDK's client",
        "SUP301",
        """
        import os

        from supertone import Supertone

        class Speaker:
            def __init__(self) -> None:
                self.api_key = os.environ["SUPERTONE_API_KEY"]
                self.client = Supertone(api_key=self.api_key)

        speaker = Speaker()
        print([|speaker.api_key|])
        print([|vars(speaker)|])
        print([|speaker.client.sdk_configuration|])
        """,
    ),
    harmless(
        "own format that masks",
        """
        import os

        class SupertoneKey:
            def __init__(self, value: str) -> None:
                self.value = value

            def __format__(self, specification: str) -> str:
                return "***"

            def __str__(self) -> str:
                return self.value

        print(f"{SupertoneKey(os.environ['SUPERTONE_API_KEY'])}")
        """,
        wrong="flagged: a format of its own",
    ),
    harmless(
        "properties that mask",
        """
        import os

        class SupertoneConfig:
            def __init__(self) -> None:
                self._api_key = os.environ["SUPERTONE_API_KEY"]

            @property
            def masked(self) -> str:
                return self._api_key[:4] + "***"

            def to_dict(self) -> dict[str, str | None]:
                return {"api_key": "***" if self._api_key else None}

        config = SupertoneConfig()
        print(config.masked, config.to_dict())
        """,
    ),
    leak(
        "named tuple and typed dictionary",
        "SUP301",
        """
        import os
        from typing import NamedTuple, TypedDict

        class Credentials(NamedTuple):
            api_key: str
            region: str = "kr"

        class Options(TypedDict):
            supertone_key: str

        key = os.environ["SUPERTONE_API_KEY"]
        print([|Credentials(key)|])
        print([|Options(supertone_key=key)|])
        """,
    ),
    leak(
        "named tuple as a dictionary",
        "SUP301",
        """
        import os
        from typing import NamedTuple

        class Credentials(NamedTuple):
            api_key: str
            region: str = "kr"

        print([|Credentials(os.environ["SUPERTONE_API_KEY"])._asdict()|])
        """,
    ),
    harmless(
        "named tuple with the key replaced and its other field",
        """
        import os
        from typing import NamedTuple

        class Credentials(NamedTuple):
            api_key: str
            region: str = "kr"

        credentials = Credentials(os.environ["SUPERTONE_API_KEY"])
        print(credentials._replace(api_key="***"), credentials.region)
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_objects(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
