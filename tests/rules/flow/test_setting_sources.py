"""The key in settings of frameworks and in configuration files."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
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
            "project/settings.py": """
            import os

            SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
            SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
            """,
            "speech/views.py": """
            import logging

            from django.conf import settings

            logger = logging.getLogger(__name__)


            def speak(request):
                logger.info("key: %s", [|settings.SUPERTONE_API_KEY|])
            """,
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
