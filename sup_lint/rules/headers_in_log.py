"""Headers with the key in a log call, in printed text, in telemetry."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.keys.names import HEADER
from sup_lint.model.finding import Checklist, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project


class HeadersInLog(Rule):
    """## What it does

    Reports a mapping of headers with the Supertone API key in it that reaches a log, printed text, a warning,
    telemetry, a notebook, or a file opened as a log: a dictionary, `httpx.Headers`, `session.headers`, the headers of a
    request that was sent (`response.request.headers`), or those of an incoming request whose key the service reads. In
    JavaScript also `Headers`, a `Request`, and whole replies and errors of axios, which carry `config.headers`.

    ## Why is this bad?

    HTTP libraries mask `authorization` at best; `x-sup-api-key` is printed in clear. Debug output of requests is the
    most common way for a key into logs, and logs are read by many and kept for long.

    ## What to do instead

    Log the method, the URL, the status and the request's id. Where headers are needed, log a copy without the key:
    `{name: value for name, value in headers.items() if name.lower() != "x-sup-api-key"}`; of an error of axios, log
    `error.message` and `error.response?.status`. If such a line ever ran in
    production, revoke the key in the console and issue a new one.

    ## Known limits

    Headers that code outside the project puts together aren't known. Of a request whose making isn't seen (a hook,
    `response.request`), the file's tie to Supertone decides. Not followed are raw ASGI headers as a whole, a test on the
    length of a value, and different removals in the branches of a condition that isn't known. A filter or formatter of
    the project that names the header or the variable, on the logger or a handler of the standard library, turns the
    finding into a note; other redaction behind a logger (structlog's processors, loguru's patchers) isn't known. The
    paths in `redact` of pino, pino-http, Fastify and nestjs-pino are: what they hide in the object that is logged is left
    alone; of several loggers in a package that a request or a constructor hands on, any may be the one.
    """

    code: ClassVar[str] = "SUP302"
    name: ClassVar[str] = "headers-in-log"
    severity: ClassVar[Severity] = Severity.ERROR
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = "a header mapping that carries the key reaches one"
    cwe: ClassVar[tuple[int, ...]] = (532,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        {
            "tts.js": 'import axios from "axios";\n'
            'const headers = { "x-sup-api-key": process.env.SUPERTONE_API_KEY };\n'
            "try {\n"
            '  await axios.get("https://supertoneapi.com/v1/voices", { headers });\n'
            "} catch (error) {\n"
            "  console.error(error.message, error.response?.status);\n"
            "}\n"
        },
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            'print(headers["Accept"], list(headers), len(headers), "x-sup-api-key" in headers)\n'
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            'print({name: value for name, value in headers.items() if name.lower() != "x-sup-api-key"})\n'
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            'print({name: "***" if name.lower() == "x-sup-api-key" else value for name, value in headers.items()})\n'
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "safe = headers.copy()\n"
            'safe.pop("x-sup-api-key", None)\n'
            "print(safe)\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "for name in list(headers):\n"
            '    if name.lower().endswith("-key"):\n'
            '        headers[name] = "***"\n'
            "print(headers)\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "for name, value in headers.items():\n"
            '    if name == "x-sup-api-key":\n'
            "        continue\n"
            "    print(name, value)\n"
        ),
        (
            "import os\n"
            'headers = {"Accept": "audio/mpeg"}\n'
            "print(headers)\n"
            'headers["x-sup-api-key"] = os.environ["SUPERTONE_API_KEY"]\n'
        ),
        (
            "import requests\n"
            'response = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n'
            "print(response.headers, response)\n"
        ),
        (
            "import requests\n"
            'other = requests.get("https://api.example.com", headers={"Accept": "text/html"})\n'
            "print(other.request.headers)\n"
            'host = "https://supertoneapi.com"\n'
        ),
        (
            "from supertone import errors\n"
            "try:\n"
            "    speak()\n"
            "except errors.SupertoneError as error:\n"
            "    print(error, error.headers, error.raw_response)\n"
        ),
        ('from flask import request\nurl = "https://supertoneapi.com/v1"\nprint(request.headers)\n'),
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        {
            "tts.js": 'const headers = new Headers({ "x-sup-api-key": process.env.SUPERTONE_API_KEY });\n'
            "console.log([|headers|]);\n"
        },
        {
            "tts.mjs": 'import axios from "axios";\n'
            'const headers = { "x-sup-api-key": process.env.SUPERTONE_API_KEY };\n'
            "try {\n"
            '  await axios.get("https://supertoneapi.com/v1/voices", { headers });\n'
            "} catch (error) {\n"
            "  console.error([|error|]);\n"
            "}\n"
        },
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "print([|headers|])\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "import logging\n"
            'logging.debug(f"sending {1}", extra=[|{"headers": headers}|])\n'
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "import json\n"
            "print([|json.dumps(headers)|])\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            'safe = {name: value for name, value in headers.items() if name.lower() != "authorization"}\n'
            "print([|safe|])\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            'safe = {name: value for name, value in headers.items() if name != "X-Sup-Api-Key"}\n'
            "print([|safe|])\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            "copy = dict(headers)\n"
            'headers.pop("x-sup-api-key")\n'
            "print([|copy|])\n"
        ),
        (
            "import os, requests\n"
            "session = requests.Session()\n"
            'session.headers.update({"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})\n'
            "print([|session.headers|])\n"
        ),
        (
            "import os, requests\n"
            'response = requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": os.environ["SUPERTONE_API_KEY"]})\n'
            "print([|response.request.headers|], response.headers)\n"
        ),
        (
            "import httpx, logging\n"
            "\n"
            "def on_request(request):\n"
            '    logging.debug("%s", [|request.headers|])\n'
            "\n"
            'client = httpx.Client(base_url="https://supertoneapi.com", event_hooks={"request": [on_request]})\n'
        ),
        (
            "from fastapi import FastAPI, Request\n"
            "import structlog\n"
            "log = structlog.get_logger()\n"
            "app = FastAPI()\n"
            "\n"
            '@app.post("/speak")\n'
            "async def speak(request: Request):\n"
            '    key = request.headers["x-sup-api-key"]\n'
            '    log.info("request", headers=[|dict(request.headers)|])\n'
        ),
        (
            "from supertone import errors\n"
            "try:\n"
            "    speak()\n"
            "except errors.SupertoneError as error:\n"
            "    print([|error.raw_response.request.headers|])\n"
        ),
        (
            "import os\n"
            'headers = {"x-sup-api-key": os.environ["SUPERTONE_API_KEY"], "Accept": "audio/mpeg"}\n'
            'log_file = open("requests.log", "a")\n'
            "log_file.write([|str(headers)|])\n"
        ),
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every call that writes such headers where people read them."""
        from sup_lint.analysis.taint.leaks import leaks

        for leak in leaks(file, project):
            if leak.sink.kind == "log" and leak.in_headers:
                from sup_lint.analysis.fixes.leaks.log_arguments import leak_fix

                yield self.leak_finding(
                    leak,
                    project,
                    f"Headers with the Supertone API key in them are written to {leak.sink.channel}.",
                    help_text=f"Log a copy without `{HEADER}`, or only what is needed of the request, its reply or its "
                    "error: method, URL, status, message. Revoke the key if this ever ran where others can read it.",
                    fix=leak_fix(leak, project),
                )
