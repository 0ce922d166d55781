"""Switches that print request headers or local variables, and so the key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from sup_lint.model.finding import Checklist, Confidence, Finding
from sup_lint.model.fix import Safety
from sup_lint.model.severity import Severity
from sup_lint.rule import Example, Rule

if TYPE_CHECKING:
    from sup_lint.analysis.file import AnalysedFile
    from sup_lint.analysis.project import Project

# For each kind of switch: what it does, and what to do instead.
_TEXTS = {
    "sdk": (
        "The SDK's debug logger is given the headers of every request, `x-sup-api-key` with the key in clear among "
        "them.",
        "Leave `debug_logger` out, or put a filter on the logger that masks `x-sup-api-key`. Revoke the key if such "
        "logs were kept.",
    ),
    "debugLogger": (
        "The SDK's `debugLogger` is given the headers of every request, `x-sup-api-key` with the key in clear among "
        "them.",
        "Leave `debugLogger` out; in a hook of the SDK's `HTTPClient`, log the method, the URL and the status. Revoke "
        "the key if such logs were kept.",
    ),
    "script-locals": (
        "With `includeLocalVariables` Sentry sends local variables with every error: the key, or the headers that carry "
        "it, among them.",
        "Leave `includeLocalVariables` off.",
    ),
    "recorded-header": (
        "The telemetry records this header of requests, and with it the key.",
        "Take `x-sup-api-key` off the list, and revoke the key if such traces were kept.",
    ),
    "node-debug": (
        "With NODE_DEBUG=http (or net) Node prints every request with its headers, `x-sup-api-key` with the key "
        "among them.",
        "Take `http` and `net` out of NODE_DEBUG; `undici` and `fetch` print no headers.",
    ),
    "http.client": (
        "A debug level of `http.client` prints every request with its headers to standard output, `x-sup-api-key` "
        "with the key among them.",
        "Remove it, or set it to 0; log the method, the URL and the status instead.",
    ),
    "hpack": (
        "With HTTP/2 the logger `hpack` writes every header at level DEBUG, `x-sup-api-key` with the key among them.",
        'Keep it quiet: logging.getLogger("hpack").setLevel(logging.WARNING).',
    ),
    "locals": (
        "Such tracebacks show local variables, and with them the key or the headers that carry it.",
        "Turn local variables off, or leave them to code that never handles the key.",
    ),
    "diagnose": (
        "With `diagnose` on, loguru writes the values of variables into tracebacks, the key among them.",
        "Pass `diagnose=False`.",
    ),
    "diagnose-default": (
        "loguru writes the values of variables into the exceptions it logs, the key among them: `diagnose` is on "
        "unless it is turned off.",
        "Pass `diagnose=False` to `logger.add`.",
    ),
    "sentry": (
        "Sentry sends local variables with every error. Its own list of names to hide has neither `x-sup-api-key` nor "
        "`supertone_api_key`.",
        "Pass `include_local_variables=False`, or "
        '`event_scrubber=EventScrubber(denylist=[*DEFAULT_DENYLIST, "x-sup-api-key", "supertone_api_key"])`.',
    ),
    "dump": (
        "This turns the request into text with all its headers, `x-sup-api-key` with the key in clear among them.",
        "Log the method, the URL and the status instead, or take the key out of the text at once.",
    ),
    "telemetry": (
        "The telemetry records the headers of requests, `x-sup-api-key` with the key in clear among them.",
        "Record only headers that hold no secret. For OpenTelemetry, set "
        '`OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS="x-sup-api-key"`; for logfire, leave its scrubbing '
        "on.",
    ),
}
_FILTERED = "A filter that masks `x-sup-api-key` is all that keeps the key out of the SDK's debug log."


class WireDebugLog(Rule):
    """## What it does

    Reports switches that print request headers or local variables in code that calls Supertone: the SDK's
    `debug_logger` or `debugLogger`, a debug level of `http.client`, the `hpack` loggers at DEBUG with HTTP/2, tracebacks with local
    variables (rich, structlog, loguru, typer, Sentry, `capture_locals` and others), dumps of requests, and telemetry
    that records headers; in JavaScript also NODE_DEBUG=http for a program that is started, axios-curlirize,
    axios-logger with `headers: true`, Sentry's `includeLocalVariables`.

    It is an error where the switch is surely on, and a warning where that depends on a condition, or on a level that is
    set elsewhere. A debug logger with a filter that names `x-sup-api-key` is a note.

    What was measured to leave the header out stays silent: the loggers of urllib3, httpx and httpcore, loguru's logger
    as the SDK's `debug_logger` (it drops what the SDK passes behind `%s`), logfire with its scrubbing.

    ## Why is this bad?

    None of these tools knows `x-sup-api-key`: httpx masks `authorization` alone, Sentry a list of common names. The key
    goes in clear to the terminal, the log files and whoever runs the log service.

    ## What to do instead

    Log the method, the URL and the status of a request. Leave `debug_logger` and `debugLogger` out, keep `hpack` above DEBUG, turn local
    variables in tracebacks off (`show_locals=False`, `diagnose=False`, `include_local_variables=False`). A condition
    such as `if DEBUG:` does not help: it is on when the key is at hand.

    ## Known limits

    What a file switches on for the whole process is seen only if sup-lint analyses that file: if it names Supertone, or
    imports a module that does and that is checked in the same run. Logging that is set up from YAML, JSON or INI files,
    and switches in the environment (`BETTER_EXCEPTIONS`, `OTEL_…` in a dotenv or compose file) are not read. The
    handler that loguru starts with, structlog's default console renderer with rich installed, and the debug pages of
    Flask and Django show local variables too, and are not reported.

    A local variable is taken to hold the key wherever locals are shown. Which library sends the key is told by the
    imports of Supertone code; a function without a visible caller counts as called. Handlers are not followed to their
    loggers: a logger at DEBUG counts as printed. A dump that is cleaned in a later statement is reported all the same.
    NODE_DEBUG in a package.json, a shell script or an image is not read.
    Regular expressions in OpenTelemetry's settings are read only as far as names and `.*` go. A `debug_logger` that is
    passed by its position is not seen.
    """

    code: ClassVar[str] = "SUP303"
    name: ClassVar[str] = "wire-debug-log"
    severity: ClassVar[Severity] = Severity.WARNING
    checklist: ClassVar[Checklist] = Checklist.SOURCE
    summary: ClassVar[str] = (
        "a switch that prints headers or local variables: `debug_logger=`, `debuglevel`, `diagnose`, …"
    )
    cwe: ClassVar[tuple[int, ...]] = (532,)
    fixes: ClassVar[tuple[Safety, ...]] = (Safety.UNSAFE,)
    valid: ClassVar[tuple[Example, ...]] = (
        # The SDK.
        "from supertone import Supertone\nclient = Supertone(api_key=supertone_key)\n",
        "from supertone import Supertone\nclient = Supertone(api_key=supertone_key, debug_logger=None)\n",
        'import logging\nfrom supertone import Supertone\nlog = logging.getLogger("speech")\nlog.setLevel(logging.INFO)\nclient = Supertone(api_key=supertone_key, debug_logger=log)\n',
        "from supertone import Supertone\n\nclass NoOpLogger:\n    def debug(self, message, *args):\n        pass\n\nclient = Supertone(api_key=supertone_key, debug_logger=NoOpLogger())\n",
        "from supertone import Supertone\n\nclass Quiet:\n    def debug(self, message, *args):\n        print(message)\n\nclient = Supertone(api_key=supertone_key, debug_logger=Quiet())\n",
        "from supertone import Supertone\n\nclass Masked:\n    def debug(self, message, *args):\n        print(message % tuple(redact(each) for each in args))\n\nclient = Supertone(api_key=supertone_key, debug_logger=Masked())\n",
        "from loguru import logger\nfrom supertone import Supertone\nclient = Supertone(api_key=supertone_key, debug_logger=logger)\n",
        "from supertone import Supertone\n\ndef make(key, logger=None):\n    return Supertone(api_key=key, debug_logger=logger)\n",
        'import logging\nfrom supertone import Supertone\nfrom mistralai import Mistral\nclient = Supertone(api_key=supertone_key)\nother = Mistral(api_key=mistral_key, debug_logger=logging.getLogger("mistral"))\n',
        "import logging\nfrom supertone import Supertone\nlogging.basicConfig(level=logging.DEBUG)\nclient = Supertone(api_key=supertone_key)\n",
        # http.client.
        'import http.client\nimport requests\nhttp.client.HTTPConnection.debuglevel = 0\nrequests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n',
        "import http.client\nfrom supertone import Supertone\nhttp.client.HTTPConnection.debuglevel = 1\nclient = Supertone(api_key=supertone_key)\n",
        'from http.client import HTTPConnection\nimport httpx\nHTTPConnection.debuglevel = 1\nhttpx.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n',
        'import http.client, requests\nHOST = "https://supertoneapi.com"\nconnection = http.client.HTTPSConnection("maps.example.com")\nconnection.set_debuglevel(1)\n',
        'import requests, smtplib\nHOST = "https://supertoneapi.com"\nmail = smtplib.SMTP("mail.example.com")\nmail.set_debuglevel(1)\n',
        'import logging.handlers\nimport requests\nHOST = "https://supertoneapi.com"\nhandler = logging.handlers.HTTPHandler("logs.example.com", "/tts")\n',
        "import http.client, requests\nhttp.client.HTTPConnection.debuglevel = 1\n",
        # Loggers of HTTP libraries that leave headers out.
        'import logging, requests, urllib3\nHOST = "https://supertoneapi.com"\nlogging.basicConfig(level=logging.DEBUG)\nurllib3.add_stderr_logger()\nlogging.getLogger("urllib3").setLevel(logging.DEBUG)\n',
        'import logging, os, httpx\nHOST = "https://supertoneapi.com"\nos.environ["HTTPX_LOG_LEVEL"] = "trace"\nlogging.getLogger("httpx").setLevel(logging.DEBUG)\nlogging.getLogger("hpack").setLevel(logging.DEBUG)\nclient = httpx.Client()\n',
        'import logging, httpx\nHOST = "https://supertoneapi.com"\nlogging.basicConfig(level=logging.DEBUG)\nlogging.getLogger("hpack").setLevel(logging.WARNING)\nclient = httpx.Client(http2=True)\n',
        'import logging, httpx\nHOST = "https://supertoneapi.com"\nlogging.basicConfig(level=logging.INFO)\nclient = httpx.Client(http2=True)\n',
        # Tracebacks.
        'import faulthandler, traceback\nHOST = "https://supertoneapi.com"\nfaulthandler.enable()\ntraceback.print_exc()\ntraceback.TracebackException.from_exception(error, capture_locals=False)\n',
        'import rich.traceback\nHOST = "https://supertoneapi.com"\nrich.traceback.install(show_locals=False)\n',
        'from rich.logging import RichHandler\nHOST = "https://supertoneapi.com"\nhandler = RichHandler(tracebacks_show_locals=True)\n',
        'import typer\nHOST = "https://supertoneapi.com"\napp = typer.Typer(pretty_exceptions_show_locals=False)\n',
        'import sys\nfrom loguru import logger\nHOST = "https://supertoneapi.com"\nlogger.add(sys.stderr, diagnose=False)\nlogger.exception("failed")\n',
        'import sys\nfrom loguru import logger\nHOST = "https://supertoneapi.com"\nlogger.add("speech.log")\nlogger.info("started")\n',
        'import structlog\nHOST = "https://supertoneapi.com"\nstructlog.configure(processors=[structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))])\n',
        'import sentry_sdk\nHOST = "https://supertoneapi.com"\nsentry_sdk.init(dsn=dsn, include_local_variables=False)\n',
        'import sentry_sdk\nfrom sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber\nsentry_sdk.init(dsn=dsn, event_scrubber=EventScrubber(denylist=[*DEFAULT_DENYLIST, "x-sup-api-key"]))\n',
        'import stackprinter\nHOST = "https://supertoneapi.com"\nstackprinter.set_excepthook(suppressed_vars=[r".*key.*"])\n',
        "import rich.traceback\nrich.traceback.install(show_locals=True)\n",
        # Dumps and telemetry.
        'import curlify, requests\nHOST = "https://supertoneapi.com"\nprint(curlify.to_curl(requests.get("https://maps.example.com").request))\n',
        'import curlify\nHOST = "https://supertoneapi.com"\nprint(curlify.to_curl(response.request).replace(key, "…"))\n',
        'import os\nHOST = "https://supertoneapi.com"\nos.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"] = "accept,user-agent"\n',
        'import os\nos.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"] = ".*"\nos.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"] = "authorization,x-sup-api-key"\n',
        'import logfire\nHOST = "https://supertoneapi.com"\nlogfire.configure()\nlogfire.instrument_httpx(capture_headers=True)\n',
        {
            "tts.ts": 'import { Supertone } from "@supertone/supertone";\n'
            "const silent = { group() {}, groupEnd() {}, log() {} };\n"
            "const client = new Supertone({ apiKey: supertoneKey, debugLogger: silent });\n"
        },
    )
    invalid: ClassVar[tuple[Example, ...]] = (
        # The SDK.
        'import logging\nfrom supertone import Supertone\nlogging.basicConfig(level=logging.DEBUG)\nclient = Supertone(api_key=supertone_key, debug_logger=[|logging.getLogger("supertone")|])\n',
        "import logging\nimport supertone\nlogger = logging.getLogger(__name__)\nclient = supertone.Supertone(api_key=supertone_key, debug_logger=[|logger|])\n",
        "from supertone import Supertone\n\ndef make(key, logger):\n    return Supertone(api_key=key, debug_logger=[|logger|])\n",
        "from types import SimpleNamespace\nfrom supertone import Supertone\nclient = Supertone(api_key=supertone_key, debug_logger=[|SimpleNamespace(debug=print)|])\n",
        "from supertone import Supertone\n\nclass Printer:\n    def debug(self, message, *args):\n        print(message % args)\n\nclient = Supertone(api_key=supertone_key, debug_logger=[|Printer()|])\n",
        "import structlog\nfrom supertone import Supertone\nclient = Supertone(api_key=supertone_key, debug_logger=[|structlog.get_logger()|])\n",
        'import logging\nfrom supertone import Supertone\noptions = {"api_key": supertone_key, "debug_logger": [|logging.getLogger("tts")|]}\nclient = Supertone(**options)\n',
        'import logging\nfrom functools import partial\nfrom supertone import Supertone\nmake = partial(Supertone, debug_logger=[|logging.getLogger("tts")|])\n',
        'import logging\nfrom supertone import Supertone\n\nclass Speech(Supertone):\n    def __init__(self, key):\n        super().__init__(api_key=key, debug_logger=[|logging.getLogger("tts")|])\n',
        'import logging\nfrom supertone import Supertone\nclient = Supertone(api_key=supertone_key)\nclient.sdk_configuration.debug_logger = [|logging.getLogger("tts")|]\n',
        'import logging\nfrom supertone import Supertone\nclient = Supertone(api_key=supertone_key, debug_logger=[|logging.getLogger("tts") if DEBUG else None|])\n',
        {
            "logs.py": 'import logging\nlog = logging.getLogger("speech")\nlog.setLevel("DEBUG")\n',
            "tts.py": "from supertone import Supertone\nfrom logs import log\nclient = Supertone(api_key=supertone_key, debug_logger=[|log|])\n",
        },
        'import logging\nfrom supertone import Supertone\n\nclass Redact(logging.Filter):\n    def filter(self, record):\n        return "x-sup-api-key" not in record.getMessage()\n\nlog = logging.getLogger("tts")\nlog.addFilter(Redact())\nclient = Supertone(api_key=supertone_key, debug_logger=[|log|])\n',
        # http.client.
        'import http.client\nimport requests\nhttp.client.HTTPConnection.debuglevel = [|1|]\nrequests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n',
        'import http.client as client, urllib.request\nHOST = "https://supertoneapi.com"\nclient.HTTPSConnection.debuglevel = [|int(DEBUG)|]\n',
        'import requests\nfrom http.client import HTTPConnection\nHOST = "https://supertoneapi.com"\nif DEBUG:\n    HTTPConnection.debuglevel = [|1|]\n',
        'import requests\nfrom six.moves import http_client\nHOST = "https://supertoneapi.com"\nhttp_client.HTTPConnection.debuglevel = [|1|]\n',
        'import requests\nHOST = "https://supertoneapi.com"\nrequests.packages.urllib3.connection.HTTPConnection.debuglevel = [|1|]\n',
        'import requests, urllib3\nHOST = "https://supertoneapi.com"\nurllib3.connection.HTTPConnection.debuglevel = [|2|]\n',
        'import requests\nfrom http.client import HTTPConnection\nHOST = "https://supertoneapi.com"\nsetattr(HTTPConnection, "debuglevel", [|1|])\n',
        'import http.client\nconnection = http.client.HTTPSConnection("supertoneapi.com")\nconnection.set_debuglevel([|1|])\n',
        'import urllib.request\nHOST = "https://supertoneapi.com"\nopener = urllib.request.build_opener(urllib.request.HTTPSHandler(debuglevel=[|1|]))\n',
        'from urllib.request import HTTPHandler, build_opener\nHOST = "https://supertoneapi.com"\nopener = build_opener(HTTPHandler([|1|]))\n',
        {
            "main.py": "from http.client import HTTPConnection\nimport tts\nHTTPConnection.debuglevel = [|1|]\ntts.speak()\n",
            "tts.py": 'import requests\n\ndef speak():\n    requests.get("https://supertoneapi.com/v1/voices", headers={"x-sup-api-key": key})\n',
        },
        # hpack.
        'import logging, httpx\nHOST = "https://supertoneapi.com"\nlogging.getLogger("hpack").setLevel([|logging.DEBUG|])\nclient = httpx.Client(http2=True)\n',
        'import logging, httpx\nHOST = "https://supertoneapi.com"\nlogging.basicConfig(level=[|"DEBUG"|])\nclient = httpx.AsyncClient(http2=True)\n',
        'import logging, httpx\nHOST = "https://supertoneapi.com"\nlogging.getLogger().setLevel([|10|])\nclient = httpx.Client(http2=True)\n',
        'import logging.config, httpx\nHOST = "https://supertoneapi.com"\nlogging.config.dictConfig({"version": 1, "loggers": {"hpack": {"level": [|"DEBUG"|]}}})\nclient = httpx.Client(http2=True)\n',
        'import logging.config, httpx\nHOST = "https://supertoneapi.com"\nLOGGING = {"version": 1, "root": {"level": [|"DEBUG"|], "handlers": ["console"]}}\nlogging.config.dictConfig(LOGGING)\nclient = httpx.Client(http2=True)\n',
        # Tracebacks.
        'import traceback\nHOST = "https://supertoneapi.com"\ntext = "".join(traceback.TracebackException.from_exception(error, capture_locals=[|True|]).format())\n',
        'from rich.traceback import install\nHOST = "https://supertoneapi.com"\ninstall(show_locals=[|True|])\n',
        'from rich.console import Console\nHOST = "https://supertoneapi.com"\nConsole().print_exception(show_locals=[|True|])\n',
        'from rich.logging import RichHandler\nHOST = "https://supertoneapi.com"\nhandler = RichHandler(rich_tracebacks=True, tracebacks_show_locals=[|True|])\n',
        'import typer\nHOST = "https://supertoneapi.com"\napp = typer.Typer(pretty_exceptions_show_locals=[|True|])\n',
        'import cgitb\nHOST = "https://supertoneapi.com"\n[|cgitb.enable(format="text")|]\n',
        'import better_exceptions\nHOST = "https://supertoneapi.com"\n[|better_exceptions.hook()|]\n',
        'import stackprinter\nHOST = "https://supertoneapi.com"\n[|stackprinter.set_excepthook()|]\n',
        'import sys\nfrom loguru import logger\nHOST = "https://supertoneapi.com"\nlogger.add(sys.stderr, diagnose=[|True|])\n',
        'import sys\nfrom loguru import logger\nHOST = "https://supertoneapi.com"\n[|logger.add(sys.stderr)|]\nlogger.exception("failed")\n',
        'import structlog\nHOST = "https://supertoneapi.com"\nstructlog.configure(processors=[[|structlog.processors.dict_tracebacks|], structlog.processors.JSONRenderer()])\n',
        'from structlog.tracebacks import ExceptionDictTransformer\nHOST = "https://supertoneapi.com"\ntransformer = ExceptionDictTransformer(show_locals=[|True|])\n',
        'import structlog\nHOST = "https://supertoneapi.com"\nrenderer = structlog.dev.ConsoleRenderer(exception_formatter=[|structlog.dev.rich_traceback|])\n',
        'import sentry_sdk\nHOST = "https://supertoneapi.com"\n[|sentry_sdk.init(dsn=dsn, traces_sample_rate=1.0)|]\n',
        'import sentry_sdk\nHOST = "https://supertoneapi.com"\nsentry_sdk.init(dsn=dsn, include_local_variables=[|True|])\n',
        # Dumps and telemetry.
        'from requests_toolbelt.utils import dump\nHOST = "https://supertoneapi.com"\nprint([|dump.dump_all(response)|].decode())\n',
        'from curlify import to_curl\nHOST = "https://supertoneapi.com"\nlogger.info([|to_curl(response.request)|])\n',
        'import os\nHOST = "https://supertoneapi.com"\nos.environ["OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"] = [|".*"|]\n',
        'import os\nHOST = "https://supertoneapi.com"\nos.environ.setdefault("OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST", [|"accept,X-Sup-.*"|])\n',
        'import logfire\nHOST = "https://supertoneapi.com"\nlogfire.configure(scrubbing=False)\nlogfire.instrument_httpx(capture_headers=[|True|])\n',
        {
            "tts.ts": 'import { Supertone } from "@supertone/supertone";\n'
            "const client = new Supertone({ apiKey: supertoneKey, debugLogger: [|console|] });\n"
        },
        {
            "start.js": 'const { spawn } = require("child_process");\nconst HOST = "https://supertoneapi.com";\n'
            'spawn("node", ["tts.js"], { env: { ...process.env, NODE_DEBUG: [|"http"|] } });\n'
        },
    )

    def check(self, file: "AnalysedFile", project: "Project") -> Iterator[Finding]:
        """Yield a finding for every switch that prints the headers or locals of Supertone code."""
        from sup_lint.analysis.wire.detection import switches

        for switch in switches(file, project):
            from sup_lint.analysis.fixes.leaks.wire import switch_fix

            message, remedy = _TEXTS[switch.kind]
            yield self.finding(
                file,
                switch.region,
                _FILTERED if switch.severity is Severity.NOTE else message,
                help_text=remedy,
                severity=switch.severity,
                confidence=Confidence.HIGH if switch.severity is Severity.ERROR else Confidence.MEDIUM,
                is_code=True,
                fix=switch_fix(switch, file, project),
            )
