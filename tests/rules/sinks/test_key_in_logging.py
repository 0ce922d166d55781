"""The key written by the loggers of the standard library, and what only looks like a logger."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "logging module function",
        "SUP301",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        logging.info("connecting with %s", [|key|])
        logging.error(msg=[|f"could not connect with {key}"|])
        logging.log(logging.DEBUG, "key=%s", [|key|])
        """,
    ),
    harmless(
        "logging says only that there is a key",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        logging.basicConfig(level=logging.DEBUG)
        logging.info("connecting with a key of %d characters", len(key))
        logging.log(logging.DEBUG, "SUPERTONE_API_KEY is %s", "set" if key else "missing")
        """,
    ),
    leak(
        "logger under any name",
        "SUP301",
        """
        import logging
        import os

        audit = logging.getLogger("tts.audit")
        child = audit.getChild("auth")

        def authenticate() -> str:
            token = os.getenv("SUPERTONE_API_KEY")
            audit.warning([|"token in use: {}".format(token)|])
            child.debug("token", [|token|])
            return token
        """,
    ),
    harmless(
        "a catalogue and a blog have info methods too",
        """
        import os

        from shop import blog, catalog

        key = os.environ["SUPERTONE_API_KEY"]
        catalog.info(key)
        blog.error(key)
        """,
    ),
    leak(
        "logger as an attribute",
        "SUP301",
        """
        import logging

        class SupertoneSpeaker:
            def __init__(self, supertone_api_key: str) -> None:
                self.log = logging.getLogger(type(self).__name__)
                self._api_key = supertone_api_key
                self.log.info([|"speaker ready, key " + supertone_api_key|])

            def rotate(self, logger) -> None:
                logger.critical("replacing %r", [|self._api_key|])
        """,
    ),
    harmless(
        "logger as an attribute without the key",
        """
        import logging

        class SupertoneSpeaker:
            def __init__(self, supertone_api_key: str, voice: str) -> None:
                self.log = logging.getLogger(type(self).__name__)
                self._api_key = supertone_api_key
                self.voice = voice
                self.log.info("speaker %s ready for %s", type(self).__name__, voice)

            def speak(self, text: str) -> None:
                self.log.debug("speaking %d characters as %s", len(text), self.voice)
        """,
    ),
    leak(
        "logger of a Flask application",
        "SUP302",
        """
        import requests
        from flask import Flask, current_app

        app = Flask(__name__)

        @app.post("/speak")
        def speak():
            headers = {"x-sup-api-key": app.config["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            app.logger.debug("calling Supertone with %s", [|headers|])
            response = requests.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers, timeout=30)
            current_app.logger.info("headers sent: %s", [|response.request.headers|])
            return response.content
        """,
    ),
    harmless(
        "logger of a Flask application with response headers",
        """
        import requests
        from flask import Flask, current_app

        app = Flask(__name__)

        @app.post("/speak")
        def speak():
            headers = {"x-sup-api-key": app.config["SUPERTONE_API_KEY"], "Accept": "audio/wav"}
            response = requests.post("https://supertoneapi.com/v1/text-to-speech/v", headers=headers, timeout=30)
            current_app.logger.info("%s %s", response.status_code, response.headers)
            app.logger.debug("took %s", response.elapsed)
            return response.content
        """,
    ),
    leak(
        "logger adapter and logger subclass",
        "SUP301",
        """
        import logging
        import os

        class RequestLogger(logging.Logger):
            pass

        class Tagged(logging.LoggerAdapter):
            def process(self, msg, kwargs):
                return f"[tts] {msg}", kwargs

        api_key = os.environ.get("SUPERTONE_API_KEY", "")
        tagged = Tagged(logging.getLogger(__name__), {})
        tagged.info("key %s", [|api_key|])
        RequestLogger("requests").error([|f"rejected: {api_key!r}"|])
        """,
    ),
    leak(
        "context of a logger adapter",
        "SUP301",
        """
        import logging
        import os

        supertone_key = os.environ["SUPERTONE_API_KEY"]
        log = logging.LoggerAdapter(logging.getLogger("tts"), [|{"key": supertone_key}|])
        log.info("ready")
        """,
    ),
    leak(
        "extra fields of a record",
        "SUP301",
        """
        import logging
        import os

        logger = logging.getLogger(__name__)
        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        logger.info("synthesized", extra=[|{"api_key": SUPERTONE_API_KEY, "voice": "aria"}|])
        """,
    ),
    harmless(
        "extra fields without the key",
        """
        import logging
        import os

        logger = logging.getLogger(__name__)
        SUPERTONE_API_KEY = os.environ["SUPERTONE_API_KEY"]
        logger.info("synthesized", extra={"voice": "aria", "has_key": bool(SUPERTONE_API_KEY)}, stacklevel=2)
        """,
    ),
    leak(
        "a record made by hand",
        "SUP301",
        """
        import logging
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        root = logging.getLogger()
        root.handle(logging.LogRecord("tts", logging.INFO, __file__, 1, "key %s", ([|key,|]), None))
        """,
    ),
    leak(
        "level found at run time",
        "SUP301",
        """
        import logging
        import os

        logger = logging.getLogger(__name__)

        def report(level: str = "info") -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            getattr(logger, level)("key %s", [|key|])
            write = logger.info
            write([|key|])
        """,
    ),
    harmless(
        "getattr on something that is no logger",
        """
        import os

        import storage

        def store(how: str) -> None:
            key = os.environ["SUPERTONE_API_KEY"]
            getattr(storage, how)("supertone", key)
            save = storage.save
            save(key)
        """,
    ),
    leak(
        "logger method partially applied",
        "SUP301",
        """
        import functools
        import logging
        import os

        note = functools.partial(logging.getLogger("tts").info, "%s: %s")
        note("key", [|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    leak(
        "exception logged with a key in the message",
        "SUP301",
        """
        import logging

        logger = logging.getLogger(__name__)

        def speak(client, supertone_api_key: str) -> None:
            try:
                client.speak("hello")
            except OSError:
                logger.exception("speaking failed with %s", [|supertone_api_key|])
                raise
        """,
    ),
    harmless(
        "exception logged as it comes",
        """
        import logging

        logger = logging.getLogger(__name__)

        def speak(client, supertone_api_key: str) -> None:
            try:
                client.authenticate(supertone_api_key)
            except OSError as error:
                logger.exception("speaking failed: %s", error, exc_info=True, stack_info=True)
                raise
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_logging(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
