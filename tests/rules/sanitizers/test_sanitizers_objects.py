"""Objects that hold the key: types that mask themselves, fields left out of the repr, texts of their own."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    harmless(
        "SecretStr masks itself",
        """
        import logging
        import os

        from pydantic import SecretStr

        key = SecretStr(os.environ["SUPERTONE_API_KEY"])
        logging.info("key %s %r", key, key)
        print(f"{key}", str(key), repr(key), {"x": key}, len(key.get_secret_value()))
        """,
    ),
    leak(
        "SecretStr opened",
        "SUP301",
        """
        import logging
        import os

        from pydantic import SecretStr

        key = SecretStr(os.environ["SUPERTONE_API_KEY"])
        logging.info("key %s", [|key.get_secret_value()|])
        print([|f"{key.get_secret_value()!r}"|])
        """,
    ),
    harmless(
        "settings with a SecretStr",
        """
        from pydantic import SecretStr
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: SecretStr
            voice: str = "aria"

        settings = Settings()
        print(settings, settings.model_dump(), settings.model_dump_json())
        print(settings.supertone_api_key, settings.voice)
        """,
    ),
    leak(
        "settings with a plain field",
        "SUP301",
        """
        from pydantic import SecretStr
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str
            proxy_password: SecretStr = SecretStr("")

        settings = Settings()
        print([|settings|])
        print([|settings.model_dump()|])
        print([|settings.supertone_api_key|])
        """,
    ),
    leak(
        "settings with a SecretStr opened",
        "SUP301 SUP302",
        """
        from pydantic import SecretStr
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: SecretStr

            def headers(self) -> dict[str, str]:
                return {"x-sup-api-key": self.supertone_api_key.get_secret_value()}

        settings = Settings()
        print([|settings.supertone_api_key.get_secret_value()|])
        print([|settings.headers()|])
        """,
    ),
    harmless(
        "pydantic field left out of the repr",
        """
        import os

        from pydantic import BaseModel, Field

        class SupertoneConfig(BaseModel):
            api_key: str = Field(repr=False)
            voice: str = "aria"

        config = SupertoneConfig(api_key=os.environ["SUPERTONE_API_KEY"])
        print(config, repr(config), config.voice)
        """,
    ),
    leak(
        "pydantic field left out of the repr but dumped",
        "SUP301",
        """
        import os

        from pydantic import BaseModel, Field

        class SupertoneConfig(BaseModel):
            api_key: str = Field(repr=False)
            voice: str = "aria"

        config = SupertoneConfig(api_key=os.environ["SUPERTONE_API_KEY"])
        print([|config.model_dump()|])
        print([|dict(config)|])
        """,
    ),
    harmless(
        "pydantic field that is left out of dumps",
        """
        import os

        from pydantic import BaseModel, Field

        class SupertoneConfig(BaseModel):
            api_key: str = Field(exclude=True, repr=False)
            voice: str = "aria"

        config = SupertoneConfig(api_key=os.environ["SUPERTONE_API_KEY"])
        print(config.model_dump(), config.model_dump_json(), config)
        """,
        wrong="flagged: Field(exclude=True)",
    ),
    harmless(
        "data class field left out of the repr",
        """
        import os
        from dataclasses import dataclass, field

        @dataclass
        class SupertoneConfig:
            voice: str
            api_key: str = field(repr=False)

        config = SupertoneConfig("aria", os.environ["SUPERTONE_API_KEY"])
        print(config, f"{config!r}", [config], config.voice)
        """,
    ),
    leak(
        "data class field left out of the repr but dumped",
        "SUP301",
        """
        import dataclasses
        import os
        from dataclasses import dataclass, field

        @dataclass
        class SupertoneConfig:
            voice: str
            api_key: str = field(repr=False)

        config = SupertoneConfig("aria", os.environ["SUPERTONE_API_KEY"])
        print([|dataclasses.asdict(config)|])
        print([|vars(config)|])
        print([|config.__dict__|])
        """,
    ),
    leak(
        "data class with a plain field",
        "SUP301",
        """
        import os
        from dataclasses import dataclass

        @dataclass(frozen=True, slots=True)
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print([|config|])
        print([|f"config: {config}"|])
        print([|[config]|])
        """,
    ),
    harmless(
        "data class without a repr",
        """
        import os
        from dataclasses import dataclass

        @dataclass(repr=False)
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print(config, config.voice)
        """,
    ),
    leak(
        "attrs class with a plain field",
        "SUP301",
        """
        import os

        import attrs

        @attrs.define
        class SupertoneConfig:
            api_key: str
            voice: str = "aria"

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"])
        print([|config|])
        print([|attrs.asdict(config)|])
        """,
    ),
    harmless(
        "attrs fields left out",
        """
        import os

        import attr
        import attrs

        @attrs.define
        class SupertoneConfig:
            api_key: str = attrs.field(repr=False)
            other_key: str = attr.ib(default="", repr=False)

        config = SupertoneConfig(os.environ["SUPERTONE_API_KEY"], os.environ["SUPERTONE_API_KEY"])
        print(config)
        """,
    ),
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
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_objects(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
