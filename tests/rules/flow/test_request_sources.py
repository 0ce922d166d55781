"""The headers of requests that go out and come in."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

CASES = [
    leak(
        "response-request-headers-of-requests",
        "SUP302",
        """
        import os

        import requests

        url = "https://supertoneapi.com/v1/voices"
        response = requests.get(url, headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}, timeout=5)
        print([|response.request.headers|])
        print(response.headers, response.request.url, response.request.method)
        """,
    ),
    leak(
        "response-request-headers-of-httpx",
        "SUP302",
        """
        import logging
        import os

        import httpx

        logger = logging.getLogger(__name__)


        async def fetch():
            async with httpx.AsyncClient(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}) as client:
                response = await client.get("https://supertoneapi.com/v1/voices")
                logger.debug("sent %s", [|response.request.headers|])
                logger.debug("got %s", response.headers)
        """,
    ),
    leak(
        "request-info-of-aiohttp",
        "SUP302",
        """
        import os

        import aiohttp


        async def fetch():
            headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
            async with aiohttp.ClientSession() as session:
                async with session.get("https://supertoneapi.com/v1/voices", headers=headers) as resp:
                    print([|resp.request_info.headers|])
                    print(resp.headers, resp.status)
        """,
    ),
    leak(
        "request-of-urllib",
        "SUP302 SUP302",
        """
        import os
        import urllib.request

        request = urllib.request.Request("https://supertoneapi.com/v1/voices")
        request.add_header("x-sup-api-key", os.environ["SUPERTONE_API_KEY"])
        print([|request.headers|])
        print([|request.header_items()|])
        with urllib.request.urlopen(request) as reply:
            print(reply.headers, reply.status)
        """,
    ),
    leak(
        "prepared-request",
        "SUP302 SUP302",
        """
        import os

        import requests

        req = requests.Request("GET", "https://supertoneapi.com/v1/voices")
        req.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
        prepared = req.prepare()
        print([|prepared.headers|])
        print(prepared.url, prepared.method, prepared.body)
        print([|req.headers|])
        """,
    ),
    leak(
        "prepared-by-a-session",
        "SUP302",
        """
        import os

        import requests

        with requests.Session() as session:
            session.headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]
            prepared = session.prepare_request(requests.Request("GET", "https://supertoneapi.com/v1/credits"))
            print("->", prepared.method, [|prepared.headers|])
            print("<-", session.send(prepared).headers)
        """,
    ),
    clean(
        "response-to-a-request-without-the-key",
        """
        import os

        import requests
        from supertone import Supertone

        client = Supertone(os.environ["SUPERTONE_API_KEY"])
        page = requests.get("https://example.com/", headers={"Accept": "text/html"}, timeout=5)
        print(page.headers)
        print(page.request.headers["Accept"])
        """,
    ),
    clean(
        "response-of-the-vendor",
        """
        import os

        import requests

        key = os.environ["SUPERTONE_API_KEY"]
        response = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key}, timeout=5)
        print(response, response.headers, response.headers["x-audio-length"], response.json())
        print(response.request, response.request.headers["User-Agent"], response.raw, response.text[:200])
        """,
    ),
    leak(
        "error-with-its-request",
        "SUP302",
        """
        import logging
        import os

        from supertone import Supertone, errors

        log = logging.getLogger(__name__)
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        try:
            client.voices.list_voices()
        except errors.SupertoneError as err:
            log.error("failed: %s", [|err.raw_response.request.headers|])
        """,
    ),
    clean(
        "error-without-its-request",
        """
        import logging
        import os

        from supertone import Supertone, errors

        log = logging.getLogger(__name__)
        client = Supertone(api_key=os.environ["SUPERTONE_API_KEY"])
        try:
            client.voices.list_voices()
        except errors.SupertoneError as err:
            log.error("failed: %s %r %s", str(err), err, vars(err))
            print(err.headers, err.body, err.raw_response, err.status_code, err.raw_response.headers)
            log.exception("failed")
        """,
    ),
    leak(
        "error-of-httpx-with-its-request",
        "SUP302",
        """
        import os

        import httpx

        client = httpx.Client(headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})
        try:
            client.get("https://supertoneapi.com/v1/voices").raise_for_status()
        except httpx.HTTPStatusError as exc:
            print(exc, exc.response.headers, exc.request.url)
            print([|exc.request.headers|])
        """,
    ),
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
        "SUP301 SUP302",
        """
        import logging
        from typing import Annotated

        from fastapi import FastAPI, Header, Request

        app = FastAPI()
        logger = logging.getLogger("proxy")


        @app.post("/tts")
        async def tts(request: Request, x_sup_api_key: Annotated[str, Header()]):
            logger.info("key %s", [|x_sup_api_key|])
            logger.info("headers %s", [|dict(request.headers)|])
            logger.info("path %s", request.url.path)
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
            async with ClientSession() as session, session.get("https://supertoneapi.com/v1/usage", headers=headers) as r:
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
            async with ClientSession() as session, session.get("https://supertoneapi.com/v1/usage", headers=headers) as r:
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
    ),
    leak(
        "request-of-urllib-with-headers",
        "SUP302 SUP302",
        """
        import os
        from urllib.request import Request, urlopen

        headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]}
        request = Request("https://supertoneapi.com/v1/voices", headers=headers)
        print([|request.headers|])
        print([|request.header_items()|])
        print(request.full_url, request.get_method())
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
