"""Fixes of switches that print headers or local variables, of keys in query strings, and of CORS lists."""

import json
from pathlib import Path

import pytest

from tests.analysis.fixes.rounds import assert_mended, found, mended

SDK = "import logging\nfrom supertone import Supertone\n"
HOST = 'HOST = "https://supertoneapi.com"\n'
SENDS = 'import logging, os, requests\nrequests.get("https://supertoneapi.com/v1", headers={"x-sup-api-key": key})\n'
HTTP2 = f"import logging, logging.config, httpx\n{HOST}client = httpx.Client(http2=True)\n"

SWITCHES = [
    (SDK, "c = Supertone(api_key=supertone_key, debug_logger=log)\n", "c = Supertone(api_key=supertone_key)\n"),
    (SDK, "c = Supertone(debug_logger=log, api_key=supertone_key)\n", "c = Supertone(api_key=supertone_key)\n"),
    (
        SDK,
        "c = Supertone(\n    api_key=supertone_key,\n    debug_logger=log,  # why not\n    timeout_ms=3,\n)\n",
        "c = Supertone(\n    api_key=supertone_key,\n    timeout_ms=3,\n)\n",
    ),
    (
        SDK,
        "c = Supertone(\n    api_key=supertone_key,  # ours\n    debug_logger=log\n)\n",
        "c = Supertone(\n    api_key=supertone_key,  # ours\n)\n",
    ),
    (
        SDK,
        'o = {"api_key": supertone_key, "debug_logger": (log)}\nc = Supertone(**o)\n',
        'o = {"api_key": supertone_key}\nc = Supertone(**o)\n',
    ),
    (
        SDK,
        "c = Supertone(api_key=supertone_key)\nc.sdk_configuration.debug_logger = log\n",
        "c = Supertone(api_key=supertone_key)\nc.sdk_configuration.debug_logger = None\n",
    ),
    (
        SENDS,
        "from http.client import HTTPConnection\nHTTPConnection.debuglevel = 1  # loud\n",
        "from http.client import HTTPConnection\nHTTPConnection.debuglevel = 0  # loud\n",
    ),
    (
        'import http.client\nc = http.client.HTTPSConnection("supertoneapi.com")\n',
        "c.set_debuglevel(1)\n",
        "c.set_debuglevel(0)\n",
    ),
    (
        HTTP2,
        'logging.getLogger("hpack").setLevel(logging.DEBUG)\n',
        'logging.getLogger("hpack").setLevel(logging.INFO)\n',
    ),
    (
        HTTP2,
        'log = logging.getLogger("hpack")\nlog.setLevel(10)\n',
        'log = logging.getLogger("hpack")\nlog.setLevel(20)\n',
    ),
    (
        HTTP2,
        'def main():\n    logging.basicConfig(\n        level="DEBUG"\n    )  # all\n    run()\nmain()\n',
        (
            'def main():\n    logging.basicConfig(\n        level="DEBUG"\n    )  # all\n'
            '    logging.getLogger("hpack").setLevel(logging.INFO)\n    run()\nmain()\n'
        ),
    ),
    (
        HTTP2,
        'logging.config.dictConfig({"version": 1, "loggers": {"hpack": {"level": "DEBUG"}}})\n',
        'logging.config.dictConfig({"version": 1, "loggers": {"hpack": {"level": "INFO"}}})\n',
    ),
    (
        f"from rich.traceback import install\n{HOST}",
        "install(width=90, show_locals=True)\n",
        "install(width=90, show_locals=False)\n",
    ),
    (f"import cgitb\n{HOST}", "cgitb.enable(format='text')\n", ""),
    (f"import better_exceptions\n{HOST}", "if HOST:\n    better_exceptions.hook()\n", "if HOST:\n    pass\n"),
    (
        f"import stackprinter\n{HOST}",
        'stackprinter.set_excepthook(style="dark")\n',
        'stackprinter.set_excepthook(style="dark", show_vals=None)\n',
    ),
    (
        f"import sys\nfrom loguru import logger\n{HOST}",
        "logger.add(sys.stderr, diagnose=True)\n",
        "logger.add(sys.stderr, diagnose=False)\n",
    ),
    (
        f"import sys\nfrom loguru import logger\n{HOST}",
        'logger.add(\n    sys.stderr,\n    level="INFO",\n)\nlogger.exception("failed")\n',
        'logger.add(\n    sys.stderr,\n    level="INFO",\n    diagnose=False,\n)\nlogger.exception("failed")\n',
    ),
    (
        f"import structlog\n{HOST}",
        "structlog.configure(processors=[structlog.processors.dict_tracebacks])\n",
        (
            "structlog.configure(processors=[structlog.processors.ExceptionRenderer("
            "structlog.tracebacks.ExceptionDictTransformer(show_locals=False))])\n"
        ),
    ),
    (
        f"from structlog.tracebacks import ExceptionDictTransformer\n{HOST}",
        "made = ExceptionDictTransformer()\n",
        "made = ExceptionDictTransformer(show_locals=False)\n",
    ),
    (
        f"import sentry_sdk\n{HOST}",
        "sentry_sdk.init(dsn=dsn)\n",
        "sentry_sdk.init(dsn=dsn, include_local_variables=False)\n",
    ),
    (
        f"import os\n{HOST}",
        'os.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"] = "accept, x-sup-.*, via"\n',
        'os.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"] = "accept, via"\n',
    ),
    (
        f"import os\n{HOST}",
        'os.environ.setdefault("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST", ".*")\n',
        (
            'os.environ.setdefault("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST", ".*")\n'
            'os.environ.setdefault("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS", "x-sup-api-key")\n'
        ),
    ),
    (
        f"import logfire\n{HOST}logfire.configure(scrubbing=False)\n",
        "logfire.instrument_httpx(capture_headers=True)\n",
        "logfire.instrument_httpx(capture_headers=False)\n",
    ),
]
IMPORTS = 'import { Supertone } from "@supertone/supertone";\nimport { spawn } from "child_process";\n'
SCRIPTS = [
    (
        "const c = new Supertone({ apiKey: supertoneKey, debugLogger: console });\n",
        "const c = new Supertone({ apiKey: supertoneKey });\n",
    ),
    (
        "const c = new Supertone({\n  debugLogger: console,\n  apiKey: supertoneKey,\n});\n",
        "const c = new Supertone({\n  apiKey: supertoneKey,\n});\n",
    ),
    (
        'spawn("node", ["a.js"], { env: { ...process.env, NODE_DEBUG: "http,fs" } });\n',
        'spawn("node", ["a.js"], { env: { ...process.env, NODE_DEBUG: "fs" } });\n',
    ),
    (
        'spawn("node", ["a.js"], { env: { NODE_DEBUG: "http", A: 1 } });\n',
        'spawn("node", ["a.js"], { env: { A: 1 } });\n',
    ),
    ('spawn("NODE_DEBUG=http node a.js", { shell: true });\n', 'spawn("node a.js", { shell: true });\n'),
    (
        'import * as Sentry from "@sentry/node";\nSentry.init({ dsn, includeLocalVariables: true });\n',
        'import * as Sentry from "@sentry/node";\nSentry.init({ dsn, includeLocalVariables: false });\n',
    ),
]
WITHOUT_FIX = {
    "dump.py": f"from requests_toolbelt.utils import dump\n{HOST}print(dump.dump_all(response).decode())\n",
    "root.py": f'{HTTP2}logging.config.dictConfig({{"version": 1, "root": {{"level": "DEBUG"}}}})\n',
    "masked.py": SDK
    + "class Redact(logging.Filter):\n    def filter(self, record):\n"
    + '        return "x-sup-api-key" not in record.getMessage()\n\nlog = logging.getLogger("tts")\n'
    + "log.addFilter(Redact())\nc = Supertone(api_key=supertone_key, debug_logger=log)\n",
    "variable.py": f'import requests\n{HOST}url = f"{{HOST}}/v1/voices?api_key={{api_key}}"\n',
    "elsewhere.py": 'import requests\nrequests.get(f"https://proxy.example.com/tts?token={supertone_api_key}")\n',
    "handed.py": 'import requests\nrequests.get("https://supertoneapi.com/v1", params={"key": api_key}, headers=given)\n',
    "command.py": 'import subprocess\nsubprocess.run(["curl", "-H", f"x-sup-api-key: {supertone_key}", url])\n',
    "cors.js": "res.setHeader('Access-Control-Allow-Headers', 'x-sup-api-key');\n",
}


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("before", "first", "second"), SWITCHES)
def test_switches_are_turned_off(before: str, first: str, second: str, tmp_path: Path) -> None:
    log = 'log = logging.getLogger("tts")\n' if before == SDK else ""
    assert_mended([(first, second)], before + log, "tts.py", tmp_path)


def test_switches_of_scripts_are_turned_off(tmp_path: Path) -> None:
    assert_mended(SCRIPTS, IMPORTS, "tts.mjs", tmp_path)


@pytest.mark.parametrize("name", WITHOUT_FIX)
def test_no_fix_where_none_is_surely_right(name: str, tmp_path: Path) -> None:
    assert [each.fix for each in found({name: WITHOUT_FIX[name]}, tmp_path)] == [None]


URL = '"https://supertoneapi.com/v1/voices"'
QUERIES = [
    (f'requests.get({URL}, params={{"api_key": key}})\n', f'requests.get({URL}, headers={{"x-sup-api-key": key}})\n'),
    (
        f'requests.get({URL}, params={{"api_key": key, "page": 1}})\n',
        f'requests.get({URL}, params={{"page": 1}}, headers={{"x-sup-api-key": key}})\n',
    ),
    (
        f'requests.get({URL}, params={{"api_key": key}}, headers={{"Accept": "a"}})\n',
        f'requests.get({URL}, headers={{"Accept": "a", "x-sup-api-key": key}})\n',
    ),
    (
        'requests.get(f"https://supertoneapi.com/v1/voices?api_key={key}&page={page}", timeout=3)\n',
        'requests.get(f"https://supertoneapi.com/v1/voices?page={page}", timeout=3, headers={"x-sup-api-key": key})\n',
    ),
    (
        'requests.get(\n    f"https://supertoneapi.com/v1/voices?page=1&api_key={key}",\n    timeout=3,\n)\n',
        (
            'requests.get(\n    "https://supertoneapi.com/v1/voices?page=1",\n    timeout=3,\n'
            '    headers={"x-sup-api-key": key},\n)\n'
        ),
    ),
]
SCRIPT_QUERIES = [
    (
        "fetch(`https://supertoneapi.com/v1/voices?api_key=${apiKey}`);\n",
        'fetch(`https://supertoneapi.com/v1/voices`, { headers: { "x-sup-api-key": apiKey } });\n',
    ),
    (
        'fetch(`https://supertoneapi.com/v1/voices?api_key=${apiKey}&a=b`, { method: "GET" });\n',
        'fetch(`https://supertoneapi.com/v1/voices?a=b`, { method: "GET", headers: { "x-sup-api-key": apiKey } });\n',
    ),
    (
        f"axios.get({URL}, {{ params: {{ api_key: apiKey, page: 1 }} }});\n",
        f'axios.get({URL}, {{ params: {{ page: 1 }}, headers: {{ "x-sup-api-key": apiKey }} }});\n',
    ),
    (
        "axios.post(`https://supertoneapi.com/v1/tts?api_key=${apiKey}`, { text });\n",
        'axios.post(`https://supertoneapi.com/v1/tts`, { text }, { headers: { "x-sup-api-key": apiKey } });\n',
    ),
]


def test_keys_go_from_the_query_into_the_header(tmp_path: Path) -> None:
    reads = 'import os, requests\nkey = os.environ["SUPERTONE_API_KEY"]\n'
    assert_mended(QUERIES, reads, "voices.py", tmp_path)
    (tmp_path / "voices.py").unlink()
    assert_mended(SCRIPT_QUERIES, 'import axios from "axios";\n', "voices.mjs", tmp_path)


ALLOWED = [
    ('A = dict(allow_headers=["accept", "x-sup-api-key"])\n', 'A = dict(allow_headers=["accept"])\n'),
    ('A = dict(allow_headers=("x-sup-api-key", "accept"))\n', 'A = dict(allow_headers=("accept",))\n'),
    ('A = dict(allow_headers=("accept", "x-sup-api-key"))\n', 'A = dict(allow_headers=("accept",))\n'),
    ('A = dict(allow_headers=(*accept, "x-sup-api-key",))\n', "A = dict(allow_headers=(*accept,))\n"),
    ('A = dict(allow_headers=["x-sup-api-key"])\n', "A = dict(allow_headers=[])\n"),
    (
        'A = dict(\n    allow_headers=[\n        "x-sup-api-key",  # ours\n        "accept",\n    ],\n)\n',
        'A = dict(\n    allow_headers=[\n        "accept",\n    ],\n)\n',
    ),
    (
        'reply.headers["Access-Control-Allow-Headers"] = "accept, x-sup-api-key, via"\n',
        'reply.headers["Access-Control-Allow-Headers"] = "accept, via"\n',
    ),
    (
        'reply.headers["Access-Control-Allow-Headers"] = "x-sup-api-key, via"\n',
        'reply.headers["Access-Control-Allow-Headers"] = "via"\n',
    ),
]


def test_cors_lists_lose_the_header(tmp_path: Path) -> None:
    assert_mended(ALLOWED, "", "app.py", tmp_path)
    (tmp_path / "app.py").unlink()
    header = {"key": "Access-Control-Allow-Headers", "value": "Accept, x-sup-api-key"}
    files = {"vercel.json": json.dumps({"headers": [header]})}
    after = mended(files, found(files, tmp_path))
    assert json.loads(after["vercel.json"]) == {"headers": [{**header, "value": "Accept"}]}
