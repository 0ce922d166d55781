"""CORS lists, proxies and CORS proxies: those that take the key from a browser, and those that don't."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rules.examples import checked

REPORTED: dict[str, Mapping[str, str]] = {
    "flask-cors": {
        "app.py": """
        from flask_cors import CORS
        CORS(app, resources={r"/api/*": {"origins": "*", "allow_headers": ["Content-Type", [|"x-sup-api-key"|]]}})
        """
    },
    "Starlette with a constant": {
        "app.py": """
        from starlette.middleware.cors import CORSMiddleware
        KEY_HEADER = "x-sup-api-key"
        app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_headers=["accept", [|KEY_HEADER|]])
        """
    },
    "Starlette with a list": {
        "app.py": """
        from starlette.middleware.cors import CORSMiddleware
        ALLOWED = ["accept", [|"X-Sup-Api-Key"|]]
        app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_headers=ALLOWED)
        """
    },
    "django-cors-headers": {
        "settings.py": """
        from corsheaders.defaults import default_headers
        CORS_ALLOW_HEADERS = list(default_headers) + [
            "x-request-id",
            [|"x-sup-api-key"|],
        ]
        """
    },
    "aiohttp-cors": {
        "app.py": """
        import aiohttp_cors
        from aiohttp_cors import ResourceOptions
        cors = aiohttp_cors.setup(app, defaults={"*": ResourceOptions(allow_headers=([|"x-sup-api-key"|],))})
        """
    },
    "a header set by hand in Python": {
        "app.py": """
        def after(response):
            response.headers["Access-Control-Allow-Headers"] = "Content-Type, [|x-sup-api-key|]"
            return response
        """
    },
    "http.server": {
        "app.py": """
        class Handler(BaseHTTPRequestHandler):
            def do_OPTIONS(self):
                self.send_header("Access-Control-Allow-Headers", "Content-Type,[|x-sup-api-key|]")
        """
    },
    "express": {
        "server.js": """
        app.use(cors({ origin: '*', allowedHeaders: ['Content-Type', [|'x-sup-api-key'|]] }));
        app.use((req, res, next) => {
          res.header("Access-Control-Allow-Headers", "Origin, X-Requested-With, [|X-Sup-Api-Key|]");
          next();
        });
        """
    },
    "constants of a function": {
        "supabase/functions/tts/index.ts": """
        export const corsHeaders = {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Headers': 'authorization, x-client-info, apikey, content-type, [|x-sup-api-key|]',
          'Access-Control-Allow-Methods': 'POST',
        };
        """
    },
    "headers in the text of a reply, and a file that is written": {
        "reply.py": """
        connection.sendall(b"HTTP/1.1 204\\r\\nAccess-Control-Allow-Headers: Content-Type, [|x-sup-api-key|]\\r\\n\\r\\n")
        """,
        "scaffold.mjs": """
        writeFileSync('server.js', `
          app.use(cors({ allowedHeaders: ['content-type', [|'x-sup-api-key'|]] }));
        `);
        """,
    },
    "Hono": {"src/index.ts": "app.use('*', cors({ origin: '*', allowHeaders: [[|'x-sup-api-key'|]] }));\n"},
    "Next configuration": {
        "next.config.js": """
        module.exports = { async headers() { return [{ source: '/api/:path*', headers: [
          { key: 'Access-Control-Allow-Headers', value: 'Accept, [|x-sup-api-key|]' },
        ] }]; } };
        """
    },
    "nginx": {
        "nginx.conf": """
        location /api {
            add_header 'Access-Control-Allow-Headers' 'Accept,[|x-sup-api-key|],Range' always;
        }
        """
    },
    "Netlify": {
        "public/_headers": """
        /api/*
          Access-Control-Allow-Headers: Accept, [|x-sup-api-key|]
        """,
        "netlify.toml": """
        [[headers]]
          for = "/api/*"
          [headers.values]
            Access-Control-Allow-Headers = "Accept, [|x-sup-api-key|]"
        """,
    },
    "Caddy": {"Caddyfile": 'header Access-Control-Allow-Headers "Accept, [|x-sup-api-key|]"\n'},
    "serverless.yml": {
        "serverless.yml": """
        functions:
          speak:
            events:
              - http:
                  path: speak
                  cors:
                    origin: '*'
                    headers:
                      - Content-Type
                      - [|x-sup-api-key|]
        """,
        "template.yaml": """
        Api:
          Cors:
            AllowHeaders: "'Content-Type,[|x-sup-api-key|]'"
        """,
    },
    "other languages": {
        "Cors.kt": 'config.allowedHeaders = listOf("Content-Type", [|"x-sup-api-key"|])\n',
        "Cors.java": 'registry.addMapping("/**").allowedHeaders("Content-Type", [|"x-sup-api-key"|]).maxAge(3600);\n',
        "cors.go": 'c := cors.New(cors.Options{AllowedHeaders: []string{"Accept", [|"x-sup-api-key"|]}})\n',
        "Program.cs": 'policy.WithOrigins("*").WithHeaders("content-type", [|"x-sup-api-key"|]);\n',
        "cors.php": "return ['allowed_headers' => ['Content-Type', [|'x-sup-api-key'|]]];\n",
    },
    "home-made name": {"server.js": "app.use(cors({ allowedHeaders: [[|'x-supertone-key'|]] }));\n"},
    "FastAPI proxy": {
        "proxy.py": """
        import httpx
        from fastapi import FastAPI, Header

        app = FastAPI()

        @app.post("/speak")
        async def speak(text: str, [|x_sup_api_key|]: str = Header()):
            async with httpx.AsyncClient() as client:
                reply = await client.post("https://supertoneapi.com/v1", headers={"x-sup-api-key": x_sup_api_key})
            return reply.json()
        """
    },
    "Flask proxy through a helper, with a fallback": {
        "proxy.py": """
        import os
        import requests
        from flask import Flask, request

        app = Flask(__name__)

        def call(key, text):
            headers = {}
            headers["X-Sup-Api-Key"] = key
            return requests.post("https://supertoneapi.com/v1", headers=headers, json={"text": text})

        @app.post("/speak")
        def speak():
            key = [|request.headers.get("X-Sup-Api-Key")|] or os.environ["SUPERTONE_API_KEY"]
            return call(key, request.json["text"]).content
        """
    },
    "an object that is made with the browser's key": {
        "proxy.py": """
        import requests
        from fastapi import FastAPI, Header

        app = FastAPI()

        class Speaker:
            def __init__(self, key):
                self.key = key

            def speak(self, text):
                return requests.post("https://supertoneapi.com/v1", headers={"x-sup-api-key": self.key}).content

        @app.post("/speak")
        async def speak(text: str, [|x_sup_api_key|]: str = Header()):
            return Speaker(x_sup_api_key).speak(text)
        """
    },
    "all headers": {
        "proxy.py": """
        import requests
        from flask import request

        def speak():
            return requests.post("https://supertoneapi.com/v1", headers=dict([|request.headers|]), data=request.data)
        """
    },
    "SDK with the browser's key": {
        "proxy.ts": """
        import { Supertone } from '@supertone/supertone';

        app.post('/speak', async (req, res) => {
          const apiKey = [|req.headers['x-sup-api-key']|] as string;
          const client = new Supertone({ apiKey });
          res.send(await client.textToSpeech.createSpeech({ voiceId: 'v' }));
        });
        """
    },
    "Hono and destructuring": {
        "worker.ts": """
        app.post('/speak', async (c) => {
          const headers = new Headers();
          headers.set('x-sup-api-key', [|c.req.header('x-sup-api-key')|]!);
          return fetch('https://supertoneapi.com/v1', { headers });
        });
        export async function handler(event) {
          const { 'x-sup-api-key': [|key|] } = event.headers;
          return fetch('https://supertoneapi.com/v1', { headers: { 'x-sup-api-key': key } });
        }
        """
    },
    "Caddy that passes it on": {
        "Caddyfile": "reverse_proxy supertoneapi.com {\n  header_up x-sup-api-key [|{header.x-sup-api-key}|]\n}\n"
    },
    "foreign proxies": {
        "tts.js": """
        const PROXY = 'https://cors-anywhere.herokuapp.com/';
        export const speak = (text) => fetch([|PROXY|] + 'https://supertoneapi.com/v1/text-to-speech/v', {
          method: 'POST', headers: { 'x-sup-api-key': localStorage.getItem('supertone_api_key') },
        });
        export const voices = (key) => fetch(`${[|PROXY|]}${HOST}/v1/voices`, { headers: { 'x-sup-api-key': key } });
        """,
        "tts.py": """
        import requests
        def speak(key):
            url = f"https://api.allorigins.win/raw?url={URL}"
            return requests.get([|url|], headers={"x-sup-api-key": key})
        """,
        "direct.py": """
        import requests
        def speak(key):
            return requests.get(f"[|https://api.allorigins.win/raw?url=|]{URL}", headers={"x-sup-api-key": key})
        """,
    },
    "foreign proxies by other ways": {
        "xhr.js": """
        var proxies = { main: 'https://corsproxy.io/?' };
        function say(key) {
          var request = new XMLHttpRequest();
          request.open('POST', [|proxies.main|] + encodeURIComponent(target));
          request.setRequestHeader('x-sup-api-key', key);
          request.send();
        }
        """,
        "client.ts": """
        import axios from 'axios';
        const TARGET = 'https://supertoneapi.com/v1';
        const RELAY = 'https://corsproxy.io/?';
        export const api = axios.create({ baseURL: [|RELAY|] + TARGET });
        """,
        "config.js": "export const RELAY = 'https://thingproxy.freeboard.io/fetch/';\n",
        "other.js": """
        import { RELAY } from './config.js';
        export const voices = (key) => fetch([|RELAY|] + 'https://supertoneapi.com/v1', { headers: { 'x-sup-api-key': key } });
        """,
        "settings.js": """
        export const supertone = { host: 'https://supertoneapi.com', via: [|'https://corsproxy.io/?'|] };
        """,
    },
}
SILENT: dict[str, Mapping[str, str]] = {
    "CORS lists of other headers beside the key": {
        "server.js": """
        app.use(cors({ allowedHeaders: ['Content-Type', 'Authorization'], exposedHeaders: ['x-audio-length'] }));
        const supertone = { headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY } };
        res.setHeader('Access-Control-Allow-Headers', 'Content-Type');
        upstream.setHeader('x-sup-api-key', process.env.SUPERTONE_API_KEY);
        """,
        "app.py": """
        app.add_middleware(CORSMiddleware, allow_headers=["Content-Type"], allow_origins=["*"])
        session.headers["x-sup-api-key"] = KEY
        HEADERS = {"Access-Control-Allow-Headers": "Content-Type", "x-sup-api-key": KEY}
        """,
        "nginx.conf": """
        location /tts {
            add_header Access-Control-Allow-Headers "Content-Type";
            proxy_set_header x-sup-api-key "${SUPERTONE_API_KEY}";
        }
        """,
        "Caddyfile": "reverse_proxy supertoneapi.com {\n  header_up x-sup-api-key {env.SUPERTONE_API_KEY}\n}\n",
        "serverless.yml": """
        cors:
          headers:
            - Content-Type
        environment:
          HEADER: x-sup-api-key
        """,
    },
    "tests and comments": {
        "test_cors.py": """
        def test_preflight(client):
            reply = client.options("/", headers={"Access-Control-Request-Headers": "x-sup-api-key"})
            assert "x-sup-api-key" not in reply.headers["access-control-allow-headers"]
            assert reply.headers["access-control-allow-headers"] == "content-type"
        """,
        "server.js": "// Access-Control-Allow-Headers: x-sup-api-key was taken out\nlog('x-sup-api-key');\n",
        "nginx.conf": "# add_header Access-Control-Allow-Headers x-sup-api-key;\n",
        "cors.test.ts": """
        expect(res.headers['access-control-allow-headers']).not.toContain('x-sup-api-key');
        expect(res.headers.get('Access-Control-Allow-Headers')).toBe('content-type');
        expect(calls[0].headers['x-sup-api-key']).toBe('k');
        """,
    },
    "settings that are quoted": {
        "examples.py": """
        EXAMPLES = (
            'CORS_ALLOW_HEADERS = (*default_headers, "x-sup-api-key")\\n',
            "res.setHeader('Access-Control-Allow-Headers', 'Content-Type, x-sup-api-key');\\n",
            "proxy_set_header x-sup-api-key $http_x_sup_api_key;\\n",
        )
        """,
        "lint.js": """
        module.exports = {
          message: "never set allowedHeaders: ['x-sup-api-key']: the browser must not have the key",
          bad: ["app.use(cors({ allowedHeaders: ['x-sup-api-key'] }))"],
        };
        """,
    },
    "tests that allow the header": {
        "tests/test_app.py": """
        app.add_middleware(CORSMiddleware, allow_headers=["x-sup-api-key"])
        """,
        "src/cors.test.ts": "const app = cors({ allowedHeaders: ['x-sup-api-key'] });\n",
    },
    "a service that authenticates its callers": {
        "gateway.py": """
        import hmac
        import os
        import requests
        from flask import Flask, abort, request

        KEY = os.environ["SUPERTONE_API_KEY"]

        @app.post("/speak")
        def speak():
            if not hmac.compare_digest(request.headers.get("x-sup-api-key", ""), os.environ["GATEWAY_TOKEN"]):
                abort(401)
            return requests.post("https://supertoneapi.com/v1", headers={"x-sup-api-key": KEY}).content
        """,
        "gateway.js": """
        app.post('/speak', async (req, res) => {
          if (req.headers['x-sup-api-key'] !== process.env.GATEWAY_TOKEN) return res.sendStatus(401);
          const reply = await fetch('https://supertoneapi.com/v1', {
            headers: { ...req.headers, 'x-sup-api-key': process.env.SUPERTONE_API_KEY },
          });
          res.json(await reply.json());
        });
        """,
    },
    "requests that are read after they were sent": {
        "check.py": """
        import requests
        reply = requests.get("https://supertoneapi.com/v1", headers={"x-sup-api-key": KEY})
        assert reply.request.headers["x-sup-api-key"] == KEY
        """
    },
    "a foreign proxy for something else": {
        "feed.js": """
        const PROXY = 'https://corsproxy.io/?';
        export const news = () => fetch('https://api.allorigins.win/raw?url=https://example.com/feed');
        export const weather = () => fetch(PROXY + 'https://example.com/weather');
        export const speak = (key) => fetch('https://supertoneapi.com/v1', { headers: { 'x-sup-api-key': key } });
        """
    },
}


def found(example: Mapping[str, str], folder: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What the rule reports in an example, and what is marked."""
    report, marks = checked({name: textwrap.dedent(text).lstrip("\n") for name, text in example.items()}, folder)
    assert not report.failures
    return {(each.path, *each.region) for each in report.findings if each.code == "SUP206"}, set(marks)


@pytest.mark.parametrize("name", REPORTED)
def test_reported(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found(REPORTED[name], tmp_path)
    assert reported == marked != set()


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reported, marked = found(SILENT[name], tmp_path)
    assert reported == marked == set()
