"""The key in settings, configuration files and options of the command line."""

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
        logging.info("settings: %s", [|settings.model_dump_json(indent=2)|])
        logging.info("settings: %s", [|settings.json()|])
        logging.info("settings: %r", [|settings|])
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
    leak(
        "configparser",
        "SUP301",
        """
        import configparser

        parser = configparser.ConfigParser()
        parser.read("tts.ini")
        print("ini:", [|parser["supertone"]["api_key"]|])
        print("ini:", [|parser.get("supertone", "api_key", fallback="")|])
        """,
    ),
    clean(
        "configparser-other-sections",
        """
        import configparser

        parser = configparser.ConfigParser()
        parser.read("tts.ini")
        print("sections:", parser.sections(), parser.options("supertone"))
        print("ini:", parser["supertone"]["voice_id"], parser.get("supertone", "language"))
        print("ini:", parser["openai"]["api_key"])
        """,
    ),
    leak(
        "tomllib",
        "SUP301",
        """
        import tomllib
        from pathlib import Path

        config = tomllib.loads(Path("~/.config/supertone/config.toml").expanduser().read_text())
        print([|config["supertone"]["api_key"]|])
        """,
    ),
    leak(
        "argparse-option",
        "SUP301",
        """
        import argparse

        parser = argparse.ArgumentParser(description="speak with Supertone")
        parser.add_argument("--supertone-api-key", required=True)
        parser.add_argument("--text")
        args = parser.parse_args()
        print("key from the command line:", [|args.supertone_api_key|])
        """,
    ),
    leak(
        "argparse-namespace",
        "SUP301 SUP301 SUP301",
        """
        import argparse
        import os

        from supertone import Supertone

        parser = argparse.ArgumentParser()
        parser.add_argument("--api-key", default=os.environ.get("SUPERTONE_API_KEY"))
        parser.add_argument("--text")
        args = parser.parse_args()
        print([|args|])
        print([|vars(args)|])
        print([|args.api_key|])
        client = Supertone(api_key=args.api_key)
        """,
    ),
    clean(
        "argparse-other-option",
        """
        import argparse
        import os

        from supertone import Supertone

        parser = argparse.ArgumentParser()
        parser.add_argument("--api-key", default=os.environ.get("SUPERTONE_API_KEY"))
        parser.add_argument("--text")
        args = parser.parse_args()
        print(args.text, list(vars(args)))
        client = Supertone(api_key=args.api_key)
        """,
    ),
    leak(
        "click-option-and-variable",
        "SUP301 SUP301",
        """
        import click


        @click.command()
        @click.option("--supertone-api-key", prompt=True, hide_input=True)
        @click.option("--token", envvar="SUPERTONE_API_KEY")
        def speak(supertone_api_key, token):
            click.echo([|f"key {supertone_api_key}"|])
            click.secho([|f"token {token}"|], fg="green")
        """,
    ),
    clean(
        "click-option-of-another-vendor",
        """
        import click
        from supertone import Supertone


        @click.command()
        @click.option("--token", envvar="GITHUB_TOKEN")
        @click.option("--voice", envvar="SUPERTONE_VOICE_ID")
        @click.option("--supertone-api-key", envvar="SUPERTONE_API_KEY")
        def speak(token, voice, supertone_api_key):
            click.echo(f"token {token}, voice {voice}")
            Supertone(api_key=supertone_api_key)
        """,
    ),
    leak(
        "typer-option",
        "SUP301 SUP301",
        """
        from typing import Annotated

        import typer

        app = typer.Typer()


        @app.command()
        def say(text: str, key: str = typer.Option(..., envvar="SUPERTONE_API_KEY")):
            typer.echo([|f"{key}: {text}"|])


        @app.command()
        def sing(text: str, credential: Annotated[str, typer.Option(envvar="SUPERTONE_API_KEY")]):
            typer.echo([|credential|])
        """,
    ),
    clean(
        "typer-other-option",
        """
        import typer

        app = typer.Typer()


        @app.command()
        def say(text: str, key: str = typer.Option(..., envvar="SUPERTONE_API_KEY"), verbose: bool = False):
            typer.echo(f"{text} {verbose} {len(key)}")
        """,
    ),
    leak(
        "flask-config",
        "SUP301 SUP301",
        """
        import os

        from flask import Flask, current_app

        app = Flask(__name__)
        app.config["SUPERTONE_API_KEY"] = os.environ["SUPERTONE_API_KEY"]
        app.logger.info("key %s", [|app.config["SUPERTONE_API_KEY"]|])


        @app.route("/speak")
        def speak():
            current_app.logger.debug([|current_app.config.get("SUPERTONE_API_KEY")|])
            return "", 204
        """,
    ),
    leak(
        "flask-config-whole",
        "SUP301",
        """
        import os

        from flask import Flask

        app = Flask(__name__)
        app.config["SUPERTONE_API_KEY"] = os.environ["SUPERTONE_API_KEY"]
        app.config["TESTING"] = False
        print([|app.config|])
        """,
    ),
    clean(
        "flask-config-other-entry",
        """
        import os

        from flask import Flask

        app = Flask(__name__)
        app.config["SUPERTONE_API_KEY"] = os.environ["SUPERTONE_API_KEY"]
        app.config["TESTING"] = False
        app.logger.info("testing: %s, %s", app.config["TESTING"], "SUPERTONE_API_KEY" in app.config)
        app.logger.info("app %s with %d settings", app.name, len(app.config))
        """,
    ),
    leak(
        "django-settings",
        "SUP301",
        {
            "project/settings.py": '''
            import os

            SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
            SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
            ''',
            "speech/views.py": '''
            import logging

            from django.conf import settings

            logger = logging.getLogger(__name__)


            def speak(request):
                logger.info("key: %s", [|settings.SUPERTONE_API_KEY|])
            ''',
        },
    ),
    clean(
        "django-settings-other-setting",
        """
        import logging

        from django.conf import settings

        logger = logging.getLogger(__name__)


        def speak(request):
            logger.info("host %s, key set: %s", settings.SUPERTONE_BASE_URL, bool(settings.SUPERTONE_API_KEY))
            logger.info("debug %s", settings.DEBUG)
        """,
    ),
    leak(
        "dynaconf",
        "SUP301 SUP301 SUP301",
        """
        from dynaconf import Dynaconf

        settings = Dynaconf(envvar_prefix="APP", settings_files=["settings.toml", ".secrets.toml"])
        print([|settings.SUPERTONE_API_KEY|])
        print([|settings.supertone.api_key|])
        print([|settings["SUPERTONE_API_KEY"]|])
        """,
    ),
    clean(
        "dynaconf-other-setting",
        """
        from dynaconf import Dynaconf

        settings = Dynaconf(envvar_prefix="APP", settings_files=["settings.toml", ".secrets.toml"])
        print(settings.supertone.voice_id, settings.OPENAI_API_KEY)
        assert settings.SUPERTONE_API_KEY, "SUPERTONE_API_KEY is not set"
        """,
    ),
    leak(
        "dataclass-settings-asdict",
        "SUP301 SUP301",
        """
        import dataclasses
        import os


        @dataclasses.dataclass
        class Settings:
            voice: str = "adam"
            supertone_api_key: str = dataclasses.field(
                default_factory=lambda: os.environ["SUPERTONE_API_KEY"], repr=False
            )


        settings = Settings()
        print(settings)
        print([|dataclasses.asdict(settings)|])
        print([|settings.__dict__|])
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
