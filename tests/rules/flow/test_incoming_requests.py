"""The headers of requests that a service is sent."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "incoming-flask-forwarded",
        "SUP302",
        """
        import requests
        from flask import Flask, request

        app = Flask(__name__)


        @app.post("/tts/<voice>")
        def proxy(voice):
            app.logger.info("in: %s", [|request.headers|])
            key = request.headers.get("x-sup-api-key")
            url = f"https://supertoneapi.com/v1/text-to-speech/{voice}"
            return requests.post(url, json=request.json, headers={"x-sup-api-key": key}, timeout=30).content
        """,
    ),
    clean(
        "incoming-flask-of-a-service-with-its-own-key",
        """
        import os

        import requests
        from flask import Flask, request

        app = Flask(__name__)


        @app.post("/tts/<voice>")
        def proxy(voice):
            app.logger.info("in: %s", request.headers)
            url = f"https://supertoneapi.com/v1/text-to-speech/{voice}"
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            return requests.post(url, json=request.json, headers=headers, timeout=30).content
        """,
    ),
    leak(
        "incoming-fastapi-header-parameter",
        "SUP301",
        """
        import logging
        from typing import Annotated

        from fastapi import FastAPI, Header, Request

        app = FastAPI()
        logger = logging.getLogger("proxy")


        @app.post("/tts")
        async def tts(request: Request, x_sup_api_key: Annotated[str, Header()]):
            logger.info("key %s", [|x_sup_api_key|])
            logger.info("path %s", request.url.path)
        """,
    ),
    leak(
        "incoming-fastapi-annotated-header",
        "SUP302",
        """
        import logging
        from typing import Annotated

        from fastapi import FastAPI, Header, Request

        app = FastAPI()
        logger = logging.getLogger("proxy")


        @app.post("/tts")
        async def tts(request: Request, x_sup_api_key: Annotated[str, Header()]):
            logger.info("headers %s", [|dict(request.headers)|])
        """,
    ),
    leak(
        "incoming-fastapi-security-scheme",
        "SUP301",
        """
        from fastapi import Depends, FastAPI
        from fastapi.security import APIKeyHeader

        app = FastAPI()
        scheme = APIKeyHeader(name="x-sup-api-key")


        @app.get("/voices")
        async def voices(credential: str = Depends(scheme)):
            print("caller uses", [|credential|])
        """,
    ),
    clean(
        "incoming-fastapi-other-header",
        """
        import os
        from typing import Annotated

        from fastapi import FastAPI, Header
        from supertone import Supertone

        app = FastAPI()
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])


        @app.post("/tts")
        async def tts(user_agent: Annotated[str, Header()], x_request_id: Annotated[str, Header()] = ""):
            print(user_agent, x_request_id)
        """,
    ),
    leak(
        "incoming-starlette-middleware",
        "SUP302",
        """
        import httpx
        from starlette.middleware.base import BaseHTTPMiddleware


        class Audit(BaseHTTPMiddleware):
            async def dispatch(self, request, call_next):
                print(request.method, [|request.headers.items()|])
                return await call_next(request)


        async def forward(request):
            async with httpx.AsyncClient() as client:
                headers = {"x-sup-api-key": request.headers["x-sup-api-key"]}
                return await client.post("https://supertoneapi.com/v1/tts", headers=headers)
        """,
    ),
    leak(
        "incoming-django",
        "SUP302 SUP302 SUP301",
        """
        import logging

        import requests

        logger = logging.getLogger(__name__)


        def proxy(request):
            logger.debug("headers %s", [|request.headers|])
            logger.debug("meta %s", [|request.META|])
            key = request.META["HTTP_X_SUP_API_KEY"]
            logger.debug("key %s", [|key|])
            return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key}, timeout=9)
        """,
    ),
    clean(
        "incoming-django-other-values",
        """
        import logging

        import requests

        logger = logging.getLogger(__name__)


        def proxy(request):
            logger.debug("%s %s", request.META["REMOTE_ADDR"], request.META.get("HTTP_USER_AGENT"))
            logger.debug("%s %s", request.headers["Accept"], request.path)
            key = request.META["HTTP_X_SUP_API_KEY"]
            return requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key}, timeout=9)
        """,
    ),
    leak(
        "incoming-aiohttp",
        "SUP302",
        """
        import logging

        from aiohttp import ClientSession, web


        async def proxy(request: web.Request) -> web.Response:
            logging.info("proxying %s", [|request.headers|])
            headers = {"x-sup-api-key": request.headers["x-sup-api-key"]}
            async with ClientSession() as session, session.get("https://supertoneapi.com/v1", headers=headers) as r:
                logging.info("answered %s", r.headers)
                return web.Response(body=await r.read())
        """,
    ),
    clean(
        "incoming-aiohttp-of-a-service-with-its-own-key",
        """
        import logging
        import os

        from aiohttp import ClientSession, web


        async def proxy(request: web.Request) -> web.Response:
            logging.info("serving %s", request.headers)
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            async with ClientSession() as session, session.get("https://supertoneapi.com/v1", headers=headers) as r:
                return web.Response(body=await r.read())
        """,
    ),
    leak(
        "whole-request-headers-forwarded",
        "SUP302",
        """
        import requests
        from flask import request

        from app import app


        @app.route("/v1/<path:path>", methods=["GET", "POST"])
        def relay(path):
            headers = {name: value for name, value in request.headers if name.lower() in {"accept", "x-sup-api-key"}}
            print("relay", path, [|headers|])
            return requests.get(f"https://supertoneapi.com/v1/{path}", headers=headers, timeout=9).content
        """,
        missed="a filter that lets the key's header through shows that requests carry it",
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
