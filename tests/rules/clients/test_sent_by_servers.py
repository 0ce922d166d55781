"""Python servers that send the key to their clients, and those that keep it."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.leak_cases import check_case, harmless, leak

CASES = [
    leak(
        "Flask templates",
        "SUP205",
        """
        import os

        from flask import Flask, render_template, render_template_string

        app = Flask(__name__)
        app.config["SUPERTONE_API_KEY"] = os.environ["SUPERTONE_API_KEY"]

        @app.route("/")
        def index():
            context = {"voice": "ko", "key": app.config["SUPERTONE_API_KEY"]}
            return render_template("index.html", **[|context|])

        @app.route("/embed")
        def embed():
            return render_template_string("<audio data-key='{{ key }}'>", key=[|app.config["SUPERTONE_API_KEY"]|])

        @app.context_processor
        def inject():
            return [|{"supertone_key": app.config["SUPERTONE_API_KEY"]}|]
        """,
    ),
    leak(
        "Flask replies",
        "SUP205",
        """
        import os

        from flask import Flask, jsonify, make_response, session

        app = Flask(__name__)
        KEY = os.environ["SUPERTONE_API_KEY"]

        @app.get("/config")
        def config():
            return jsonify(api_key=[|KEY|], voice="ko")

        @app.get("/plain")
        def plain():
            return [|{"key": KEY}|], 200

        @app.get("/cookie")
        def cookie():
            reply = make_response("ok")
            reply.set_cookie("tts", [|KEY|], httponly=True)
            reply.headers["X-Tts-Key"] = [|KEY|]
            session["tts"] = [|KEY|]
            return reply

        @app.get("/page")
        def page():
            return [|open("index.html").read().replace("__KEY__", KEY)|]

        @app.after_request
        def added(response):
            response.headers["X-Tts-Key"] = [|KEY|]
            return response

        @app.errorhandler(500)
        def failed(error):
            return [|f"request with {KEY} failed"|], 500
        """,
    ),
    harmless(
        "Flask app that keeps the key",
        """
        import os

        import requests
        from flask import Flask, Response, jsonify, render_template, request

        app = Flask(__name__)
        app.config["SUPERTONE_API_KEY"] = os.environ["SUPERTONE_API_KEY"]

        def headers():
            return {"x-sup-api-key": app.config["SUPERTONE_API_KEY"], "Content-Type": "application/json"}

        @app.route("/")
        def index():
            return render_template("index.html", configured=bool(app.config["SUPERTONE_API_KEY"]), voices=voices())

        @app.get("/voices")
        def voices():
            reply = requests.get("https://supertoneapi.com/v1/voices", headers=headers(), timeout=9)
            return jsonify(reply.json()["items"])

        @app.post("/speak")
        def speak():
            url = "https://supertoneapi.com/v1/text-to-speech/v"
            reply = requests.post(url, headers=headers(), json=request.get_json(), timeout=9)
            if reply.status_code != 200:
                return jsonify(error=reply.text, status=reply.status_code), 502
            return Response(reply.iter_content(4096), mimetype="audio/wav", headers={"X-Audio": "1"})

        @app.get("/health")
        def health():
            key = app.config["SUPERTONE_API_KEY"]
            return {"supertone_api_key": "set" if key else "missing", "tail": key[-4:], "length": len(key)}
        """,
    ),
    harmless(
        "key in the template of a mail",
        """
        import os

        from flask import Flask, render_template

        app = Flask(__name__)

        def welcome(user):
            text = render_template("mail/new_key.txt", supertone_api_key=user.supertone_api_key)
            html = render_template("emails/new_key.html", supertone_api_key=user.supertone_api_key)
            user.send(text, html)
        """,
    ),
    harmless(
        "key in a configuration file's template",
        """
        import os
        from pathlib import Path

        from jinja2 import Environment, FileSystemLoader

        env = Environment(loader=FileSystemLoader("templates"))
        text = env.get_template("worker.conf.j2").render(supertone_api_key=os.environ["SUPERTONE_API_KEY"])
        Path("/etc/worker.conf").write_text(text)
        """,
    ),
    leak(
        "Jinja templates of pages",
        "SUP205",
        """
        import os

        from jinja2 import Environment, FileSystemLoader, Template

        env = Environment(loader=FileSystemLoader("templates"))
        env.globals["key"] = [|os.environ["SUPERTONE_API_KEY"]|]
        page = env.get_template("player.html").render(api_key=[|os.environ["SUPERTONE_API_KEY"]|])
        part = Template("<p>{{ key }}</p>").render(key=[|os.environ["SUPERTONE_API_KEY"]|])
        """,
    ),
    leak(
        "FastAPI",
        "SUP205",
        """
        import os
        from functools import lru_cache

        from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query, Request, Response, WebSocket
        from fastapi.responses import HTMLResponse, JSONResponse
        from fastapi.templating import Jinja2Templates
        from pydantic import BaseModel, Field
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: str
            voice: str = "ko"

        @lru_cache
        def get_settings():
            return Settings()

        app = FastAPI()
        router = APIRouter(prefix="/tts")
        templates = Jinja2Templates(directory="templates")
        KEY = os.environ["SUPERTONE_API_KEY"]

        @router.get("/settings")
        async def settings(settings: Settings = Depends(get_settings)):
            return [|settings|]

        @app.get("/page")
        async def page(request: Request):
            return templates.TemplateResponse(request, "page.html", [|{"key": get_settings().supertone_api_key}|])

        @app.get("/html", response_class=HTMLResponse)
        async def html():
            return HTMLResponse([|f"<script>window.KEY = '{KEY}'</script>"|])

        @app.get("/json")
        async def as_json(response: Response, key: str = Query(default=[|KEY|]), header: str = Header([|KEY|])):
            response.headers["X-Key"] = [|KEY|]
            response.set_cookie(key="tts", value=[|KEY|])
            return JSONResponse(content=[|{"key": KEY}|])

        class Speech(BaseModel):
            text: str
            api_key: str = [|KEY|]
            other_key: str = Field(default="", examples=[|[KEY]|])

        @app.post("/speak")
        async def speak(body: Speech, token: str = [|KEY|]):
            raise HTTPException(status_code=401, detail=[|f"{KEY} was rejected"|])

        @app.websocket("/ws")
        async def stream(websocket: WebSocket):
            await websocket.accept()
            await websocket.send_json([|{"type": "config", "apiKey": KEY}|])
            await websocket.send_text([|KEY|])
        """,
    ),
    harmless(
        "FastAPI service that keeps the key",
        """
        import os
        from typing import Annotated

        import httpx
        from fastapi import Depends, FastAPI, Header, HTTPException
        from fastapi.responses import StreamingResponse
        from pydantic import BaseModel, SecretStr
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            supertone_api_key: SecretStr
            voice: str = "ko"

        class PublicSettings(BaseModel):
            voice: str

        class Health(BaseModel):
            voice: str
            supertone_configured: bool

        app = FastAPI()

        def get_settings() -> Settings:
            return Settings()

        Current = Annotated[Settings, Depends(get_settings)]

        @app.get("/settings")
        async def settings(settings: Current):
            return settings

        @app.get("/public", response_model=PublicSettings)
        async def public():
            return {"voice": "ko", "supertone_api_key": os.environ["SUPERTONE_API_KEY"]}

        @app.get("/filtered")
        async def filtered() -> PublicSettings:
            found = {"voice": "ko", "supertone_api_key": os.environ["SUPERTONE_API_KEY"]}
            return found

        @app.get("/health")
        async def health(settings: Current) -> Health:
            key = settings.supertone_api_key.get_secret_value()
            return Health(voice=settings.voice, supertone_configured=bool(key))

        @app.post("/speak")
        async def speak(text: str, settings: Current):
            headers = {"x-sup-api-key": settings.supertone_api_key.get_secret_value()}
            async with httpx.AsyncClient(headers=headers) as client:
                reply = await client.post("https://supertoneapi.com/v1/text-to-speech/v", json={"text": text})
            if reply.is_error:
                raise HTTPException(status_code=502, detail=reply.text)
            return StreamingResponse(reply.aiter_bytes(), media_type="audio/wav")

        @app.get("/whoami")
        async def whoami(x_sup_api_key: Annotated[str, Header()]):
            return {"received": x_sup_api_key}
        """,
    ),
    leak(
        "Django",
        "SUP205",
        """
        from django.conf import settings
        from django.http import HttpResponse, JsonResponse
        from django.shortcuts import render
        from django.views.generic import TemplateView

        def page(request):
            context = {}
            context["api_key"] = settings.SUPERTONE_API_KEY
            return render(request, "page.html", [|context|])

        def config(request):
            return JsonResponse([|{"supertoneKey": settings.SUPERTONE_API_KEY}|])

        def script(request):
            reply = HttpResponse([|f"window.KEY = '{settings.SUPERTONE_API_KEY}'"|], content_type="text/javascript")
            reply["X-Key"] = [|settings.SUPERTONE_API_KEY|]
            reply.set_cookie("key", [|settings.SUPERTONE_API_KEY|])
            return reply

        class Player(TemplateView):
            template_name = "player.html"
            extra_context = [|{"key": settings.SUPERTONE_API_KEY}|]

            def get_context_data(self, **kwargs):
                context = super().get_context_data(**kwargs)
                context["key"] = [|settings.SUPERTONE_API_KEY|]
                context.update([|{"also": settings.SUPERTONE_API_KEY}|])
                return context
        """,
    ),
    leak(
        "context processors of Django",
        "SUP205",
        {
            "tts/context_processors.py": """
            from django.conf import settings

            def supertone(request):
                return [|{"SUPERTONE_API_KEY": settings.SUPERTONE_API_KEY}|]
            """,
            "tts/templatetags/tts.py": """
            from django import template
            from django.conf import settings

            register = template.Library()

            @register.simple_tag
            def supertone_key():
                return [|settings.SUPERTONE_API_KEY|]
            """,
        },
    ),
    harmless(
        "Django views that keep the key",
        """
        import requests
        from django.conf import settings
        from django.http import HttpResponse, JsonResponse
        from django.shortcuts import render

        def page(request):
            return render(request, "page.html", {"configured": bool(settings.SUPERTONE_API_KEY)})

        def speak(request):
            session = requests.Session()
            session.headers["x-sup-api-key"] = settings.SUPERTONE_API_KEY
            reply = session.post("https://supertoneapi.com/v1/text-to-speech/v", json={"text": request.POST["text"]})
            return HttpResponse(reply.content, content_type="audio/wav")

        def usage(request):
            headers = {"x-sup-api-key": settings.SUPERTONE_API_KEY}
            return JsonResponse(requests.get("https://supertoneapi.com/v1/usage", headers=headers).json())
        """,
    ),
    leak(
        "other servers",
        "SUP205",
        """
        import os

        import aiohttp_jinja2
        import falcon
        import tornado.web
        from aiohttp import web
        from bottle import route, template
        from sanic import Sanic
        from sanic.response import json
        from starlette.responses import PlainTextResponse

        KEY = os.environ["SUPERTONE_API_KEY"]

        class Config(tornado.web.RequestHandler):
            def get(self):
                self.write([|{"key": KEY}|])
                self.render("page.html", key=[|KEY|])
                self.set_header("X-Key", [|KEY|])

        async def config(request):
            return web.json_response([|{"key": KEY}|])

        async def page(request):
            return aiohttp_jinja2.render_template("page.html", request, [|{"key": KEY}|])

        class Resource:
            def on_get(self, req, resp):
                resp.media = [|{"key": KEY}|]

        @route("/page")
        def index():
            return template("page", key=[|KEY|])

        sanic = Sanic("tts")

        @sanic.get("/key")
        async def key(request):
            return json([|{"key": KEY}|])

        async def plain(request):
            return PlainTextResponse([|KEY|])
        """,
    ),
    leak(
        "servers without a framework",
        "SUP205",
        """
        import json
        import os
        from http.server import BaseHTTPRequestHandler

        KEY = os.environ["SUPERTONE_API_KEY"]

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("X-Key", [|KEY|])
                self.end_headers()
                self.wfile.write([|json.dumps({"key": KEY}).encode()|])

        def application(environ, start_response):
            start_response("200 OK", [])
            return [|[KEY.encode()]|]

        def lambda_handler(event, context):
            return [|{"statusCode": 200, "body": json.dumps({"key": KEY})}|]
        """,
    ),
    harmless(
        "websocket client that authenticates itself",
        """
        import json
        import os

        import aiohttp
        import websockets

        KEY = os.environ["SUPERTONE_API_KEY"]

        async def stream(text):
            async with websockets.connect("wss://supertoneapi.com/v1/stream") as socket:
                await socket.send(json.dumps({"x-sup-api-key": KEY, "text": text}))
            async with aiohttp.ClientSession() as session, session.ws_connect("wss://supertoneapi.com/v1") as socket:
                await socket.send_json({"api_key": KEY})
        """,
    ),
    harmless(
        "gateway that gives the caller's own key back",
        """
        from flask import Flask, jsonify, request, session

        app = Flask(__name__)

        @app.post("/echo")
        def echo():
            supertone_api_key = request.headers.get("x-sup-api-key")
            session["supertone_api_key"] = request.form["supertone_api_key"]
            return jsonify(received=supertone_api_key, headers=dict(request.headers), kept=session["supertone_api_key"])
        """,
    ),
    leak(
        "GraphQL",
        "SUP205",
        """
        import os

        import graphene
        import strawberry

        KEY = os.environ["SUPERTONE_API_KEY"]

        @strawberry.type
        class Query:
            @strawberry.field
            def tts_key(self) -> str:
                return [|KEY|]

        class Config(graphene.ObjectType):
            key = graphene.String()

            def resolve_key(self, info):
                return [|KEY|]
        """,
    ),
    leak(
        "errors and objects that are sent",
        "SUP304 SUP205 SUP205 SUP205 SUP205",
        """
        import os

        from fastapi import FastAPI
        from fastapi.responses import JSONResponse

        app = FastAPI()

        class Config:
            def __init__(self):
                self.key = os.environ["SUPERTONE_API_KEY"]

        config = Config()

        def speak():
            raise RuntimeError([|f"no reply for {config.key}"|])

        @app.get("/debug")
        def debug():
            return [|vars(config)|]

        @app.get("/config")
        def whole():
            return [|config|]

        @app.get("/speak")
        def error():
            try:
                speak()
            except RuntimeError as error:
                return [|{"error": str(error)}|]

        @app.exception_handler(Exception)
        async def failed(request, error):
            return JSONResponse([|{"error": str(error), "config": config.__dict__}|])
        """,
    ),
    leak(
        "HTML written by a program",
        "SUP205",
        """
        import os
        from pathlib import Path

        key = os.environ["SUPERTONE_API_KEY"]
        page = "<html><head><meta name='key' content='" + [|key|] + "'></head></html>"
        Path("site/index.html").write_text(page)
        button = "<button data-key='%s'>" % [|key|]
        player = "<div data-api-key='{}'></div>".format([|key|])
        """,
    ),
    leak(
        "HTML that another module sends",
        "SUP205",
        {
            "tts/page.py": """
            def page(api_key):
                return f"<script>const KEY = '{api_key}' // for x-sup-api-key</script>"
            """,
            "app.py": """
            import os

            from flask import Flask
            from tts.page import page

            app = Flask(__name__)

            @app.get("/")
            def index():
                return [|page(os.environ["SUPERTONE_API_KEY"])|]
            """,
        },
    ),
    harmless(
        "HTML and other text without the key",
        """
        import os

        key = os.environ["SUPERTONE_API_KEY"]
        page = f"<p>{'key set' if key else 'no key'}: {len(key)} characters, ends in {key[-4:]}</p>"
        command = f"curl -H 'x-sup-api-key: $KEY' {page}"
        ssml = f"<speak>{page}</speak>"
        """,
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_servers(codes: tuple[str, ...], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_case(codes, example, tmp_path)
