"""The key written by the loggers of packages and as warnings."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "loguru in all its forms",
        "SUP301",
        """
        import os
        from loguru import logger

        supertone_api_key = os.environ["SUPERTONE_API_KEY"]
        logger.success("connected with {}", [|supertone_api_key|])
        logger.trace("connected with {key}", key=[|supertone_api_key|])
        logger.opt(lazy=True).debug([|f"{supertone_api_key=}"|])
        logger.log("SECURITY", [|supertone_api_key|])
        with logger.contextualize(key=[|supertone_api_key|]):
            logger.info("inside")
        """,
    ),
    harmless(
        "loguru without the key",
        """
        import os
        import sys
        from loguru import logger

        supertone_api_key = os.environ["SUPERTONE_API_KEY"]
        logger.add(sys.stderr, level="DEBUG", diagnose=False)
        logger.bind(vendor="supertone").info("connected, {} characters of key", len(supertone_api_key))
        """,
    ),
    leak(
        "structlog event and context",
        "SUP301",
        """
        import os
        import structlog

        log = structlog.get_logger()
        key = os.environ["SUPERTONE_API_KEY"]
        log.info("client.created", api_key=[|key|])
        bound = log.bind(key=[|key|])
        structlog.contextvars.bind_contextvars(tts_key=[|key|])

        async def warm_up() -> None:
            await log.ainfo("warm", key=[|key|])
        """,
    ),
    leak(
        "structlog with headers",
        "SUP302",
        """
        import os
        import httpx
        import structlog

        log = structlog.get_logger(__name__)
        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        log.debug("request", url="https://supertoneapi.com/v1/voices", headers=[|dict(client.headers)|])
        """,
    ),
    harmless(
        "structlog with the names of headers",
        """
        import os
        import httpx
        import structlog

        log = structlog.get_logger(__name__)
        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        log.debug("request", url="https://supertoneapi.com/v1/voices", headers=list(client.headers))
        """,
    ),
    leak(
        "warnings",
        "SUP301",
        """
        import os
        import warnings

        key = os.environ["SUPERTONE_API_KEY"]
        if not key.isalnum():
            warnings.warn([|f"odd Supertone key {key}"|], stacklevel=2)
        """,
    ),
    harmless(
        "warnings about the variable",
        """
        import os
        import warnings

        if len(os.environ["SUPERTONE_API_KEY"]) != 32:
            warnings.warn("SUPERTONE_API_KEY has an odd length", stacklevel=2)
        warnings.filterwarnings("ignore", message="x-sup-api-key")
        """,
    ),
    leak(
        "loggers of frameworks",
        "SUP301",
        """
        import os
        import syslog

        import logfire
        from absl import logging as absl_logging
        from celery.utils.log import get_task_logger
        from prefect import get_run_logger

        key = os.environ["SUPERTONE_API_KEY"]
        get_task_logger(__name__).info("key %s", [|key|])
        get_run_logger().warning([|key|])
        absl_logging.info("key %s", [|key|])
        syslog.syslog(syslog.LOG_INFO, [|"key " + key|])
        logfire.info("speaking", key=[|key|])
        """,
    ),
    harmless(
        "logarithms and other logs",
        """
        import math
        import os

        import numpy as np
        from git import Repo

        key = os.environ["SUPERTONE_API_KEY"]
        entropy = -sum(p * math.log(p, 2) for p in (key.count(c) / len(key) for c in set(key)))
        print(entropy, np.log(len(key)))
        Repo(".").git.log("--grep", "supertone")
        """,
    ),
    harmless(
        "the key is handed to a function that is no log",
        """
        import logging
        import os

        import keyring

        key = os.environ["SUPERTONE_API_KEY"]
        keyring.set_password("supertone", "default", key)
        os.environ["SUPERTONE_API_KEY"] = key
        logging.getLogger("tts").info("stored")
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_loggers(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
