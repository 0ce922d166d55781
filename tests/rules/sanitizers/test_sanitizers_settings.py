"""Settings and pydantic's models: secret types, fields left out, dumps."""

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
    ),
    leak(
        "pydantic model as JSON",
        "SUP301",
        """
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str
            voice: str = "aria"

        settings = Settings()
        print([|settings.model_dump_json()|])
        print([|settings.json()|])
        """,
    ),
    leak(
        "copy of a pydantic model",
        "SUP301",
        """
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str
            voice: str = "aria"

        print([|Settings().model_copy()|])
        """,
    ),
    harmless(
        "pydantic dump without the field",
        """
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str
            voice: str = "aria"

        settings = Settings()
        print(settings.model_dump(exclude={"supertone_api_key"}))
        print(settings.model_dump(include={"voice"}))
        """,
    ),
    harmless(
        "pydantic field with a serializer that masks",
        """
        from pydantic import field_serializer
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str

            @field_serializer("supertone_api_key")
            def hide(self, value: str) -> str:
                return "***"

        print(Settings().model_dump())
        """,
        wrong="flagged: a serializer of a field",
    ),
    harmless(
        "pydantic model with texts of its own",
        """
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str

            def __repr__(self) -> str:
                return "Settings(***)"

            __str__ = __repr__

        settings = Settings()
        print(settings, repr(settings), [settings], type(settings).model_fields)
        """,
    ),
    leak(
        "SecretStr from a factory, opened",
        "SUP301",
        """
        import os

        from pydantic import BaseModel, Field, SecretStr

        class Config(BaseModel):
            api_key: SecretStr = Field(default_factory=lambda: SecretStr(os.environ["SUPERTONE_API_KEY"]))

        config = Config()
        print(config, config.api_key)
        print([|config.api_key.get_secret_value()|])
        """,
    ),
    leak(
        "Starlette's Secret as text",
        "SUP301",
        """
        from starlette.config import Config
        from starlette.datastructures import Secret

        config = Config(".env")
        key = config("SUPERTONE_API_KEY", cast=Secret)
        print([|str(key)|])
        """,
    ),
    leak(
        "SecretStr of a model, opened",
        "SUP301",
        """
        import os

        from pydantic import BaseModel, SecretStr

        class Config(BaseModel):
            api_key: SecretStr

        config = Config(api_key=SecretStr(os.environ["SUPERTONE_API_KEY"]))
        print(config, config.api_key)
        print([|config.api_key.get_secret_value()|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_settings(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
