"""The key in settings of pydantic."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "pydantic-settings-field",
        "SUP301",
        """
        import logging

        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: str
            supertone_voice_id: str = ""


        settings = Settings()
        logging.getLogger("boot").info("key %s", [|settings.supertone_api_key|])
        """,
    ),
    clean(
        "pydantic-settings-other-field",
        """
        import logging

        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: str
            supertone_voice_id: str = ""


        settings = Settings()
        logging.getLogger("boot").info("voice %s", settings.supertone_voice_id)
        """,
    ),
    leak(
        "pydantic-alias",
        "SUP301",
        """
        from pydantic import Field
        from pydantic_settings import BaseSettings


        class TtsConfig(BaseSettings):
            credential: str = Field(alias="SUPERTONE_API_KEY")
            timeout: int = 30


        print([|TtsConfig().credential|])
        """,
    ),
    leak(
        "pydantic-validation-alias",
        "SUP301",
        """
        from pydantic import AliasChoices, Field
        from pydantic_settings import BaseSettings


        class TtsConfig(BaseSettings):
            secret_value: str = Field(validation_alias=AliasChoices("SUPERTONE_API_KEY", "SUP_API_KEY"))


        config = TtsConfig()
        print("conf", [|config.secret_value|])
        """,
    ),
    leak(
        "pydantic-env-prefix",
        "SUP301",
        """
        from pydantic_settings import BaseSettings, SettingsConfigDict


        class Settings(BaseSettings):
            model_config = SettingsConfigDict(env_prefix="SUPERTONE_", env_file=".env")

            api_key: str
            model: str = "sona_speech_1"


        settings = Settings()
        print([|settings.api_key|], settings.model)
        """,
    ),
    clean(
        "pydantic-env-prefix-of-another-vendor",
        """
        from pydantic_settings import BaseSettings, SettingsConfigDict


        class Settings(BaseSettings):
            model_config = SettingsConfigDict(env_prefix="ELEVENLABS_", env_file=".env")

            api_key: str


        class Ours(BaseSettings):
            model_config = SettingsConfigDict(env_prefix="SUPERTONE_")

            voice_id: str


        print(Settings().api_key, Ours().voice_id, "https://supertoneapi.com")
        """,
    ),
    leak(
        "pydantic-settings-dumped",
        "SUP301",
        """
        import logging

        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: str = ""
            port: int = 8000


        settings = Settings()
        logging.info("settings: %s", [|settings.model_dump()|])
        logging.info("settings: %s", [|settings.dict()|])
        logging.info("settings: %r", [|settings|])
        """,
    ),
    leak(
        "pydantic-settings-dumped-as-json",
        "SUP301 SUP301",
        """
        import logging

        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: str = ""
            port: int = 8000


        settings = Settings()
        logging.info("settings: %s", [|settings.model_dump_json(indent=2)|])
        logging.info("settings: %s", [|settings.json()|])
        """,
    ),
    clean(
        "pydantic-settings-dumped-without-the-key",
        """
        import logging

        from pydantic import SecretStr
        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: SecretStr
            port: int = 8000


        settings = Settings()
        logging.info("settings: %s", settings.model_dump())
        logging.info("settings: %r", settings)
        logging.info("port: %s", settings.model_dump()["port"])
        logging.info("key: %s", settings.supertone_api_key)
        """,
    ),
    clean(
        "pydantic-dump-excluding-the-key",
        """
        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: str
            port: int = 8000


        settings = Settings()
        print(settings.model_dump(exclude={"supertone_api_key"}))
        print(settings.model_dump_json(include={"port"}))
        """,
    ),
    leak(
        "secret-revealed",
        "SUP301",
        """
        import logging

        from pydantic import SecretStr
        from pydantic_settings import BaseSettings


        class Settings(BaseSettings):
            supertone_api_key: SecretStr


        settings = Settings()
        logging.warning("key is %s", [|settings.supertone_api_key.get_secret_value()|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
