"""How sure the rule is of each switch: an error where it is surely on, a warning where that depends, silence if off."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.severity import Severity
from sup_lint.rules.hardcoded_key import HardcodedKey
from sup_lint.rules.wire_debug_log import WireDebugLog
from tests.keymaker import make_key

ERROR, WARNING, NOTE = "error", "warning", "note"
SDK = "import logging\nfrom supertone import Supertone\n"
REQUESTS = 'import http.client, requests\nHOST = "https://supertoneapi.com"\n'
HTTP2 = 'import logging, logging.config, httpx\nHOST = "https://supertoneapi.com"\nclient = httpx.Client(http2=True)\n'
TIED = 'HOST = "https://supertoneapi.com"\n'
CLIENT = "client = Supertone(api_key=key, debug_logger=log)\n"
LOGGER = 'log = logging.getLogger("app.tts")\n'


@pytest.fixture(autouse=True)
def _in_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(folder: Path, source: str | Mapping[str, str]) -> list[str]:
    """The severities of the rule's findings in a project, by path and place."""
    files = {"example.py": source} if isinstance(source, str) else source
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    report = check_paths(["."], Config(root=str(folder))).report
    assert report.failures == ()
    return [each.severity.value for each in report.findings if each.code == WireDebugLog.code]


LEVELS = {
    "nothing is said of the level": ("", [WARNING]),
    "its own level": ("log.setLevel(logging.DEBUG)\n", [ERROR]),
    "its own level as text": ('log.setLevel("DEBUG")\n', [ERROR]),
    "its own level as a number": ("log.setLevel(10)\n", [ERROR]),
    "a level below DEBUG": ("log.setLevel(5)\n", [ERROR]),
    "its own level above": ("log.setLevel(logging.INFO)\n", []),
    "its own level above, whatever the root's": (
        "logging.basicConfig(level=logging.DEBUG)\nlog.setLevel(logging.WARNING)\n",
        [],
    ),
    "the same logger, fetched again": ('logging.getLogger("app.tts").setLevel(logging.DEBUG)\n', [ERROR]),
    "a parent": ('logging.getLogger("app").setLevel(logging.DEBUG)\n', [ERROR]),
    "another logger": ('logging.getLogger("db").setLevel(logging.DEBUG)\n', [WARNING]),
    "a namesake of the parent": ('logging.getLogger("ap").setLevel(logging.DEBUG)\n', [WARNING]),
    "the root by basicConfig": ("logging.basicConfig(level=logging.DEBUG)\n", [ERROR]),
    "the root above DEBUG": ("logging.basicConfig(level=logging.INFO)\n", [WARNING]),
    "the root itself": ("logging.getLogger().setLevel(logging.DEBUG)\n", [ERROR]),
    "a parent above hides the root": (
        'logging.basicConfig(level=logging.DEBUG)\nlogging.getLogger("app").setLevel(logging.INFO)\n',
        [WARNING],
    ),
    "a variable": ('import os\nlogging.basicConfig(level=os.environ.get("LOG_LEVEL", "DEBUG"))\n', [WARNING]),
    "a choice": ("logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO)\n", [WARNING]),
    "a condition": ("if verbose:\n    log.setLevel(logging.DEBUG)\n", [WARNING]),
    "a mapping": (
        'import logging.config\nlogging.config.dictConfig({"version": 1, "loggers": {"app": {"level": "DEBUG"}}})\n',
        [ERROR],
    ),
    "a mapping of another name": (
        'import logging.config\nlogging.config.dictConfig({"version": 1, "loggers": {"app.tts": {"level": "INFO"}}})\n',
        [],
    ),
    "handlers above": (
        "handler = logging.StreamHandler()\nhandler.setLevel(logging.INFO)\nlog.setLevel(logging.DEBUG)\n",
        [WARNING],
    ),
    "all loggers disabled": ("log.setLevel(logging.DEBUG)\nlogging.disable(logging.DEBUG)\n", []),
}


@pytest.mark.parametrize("name", LEVELS)
def test_a_standard_logger_is_as_bad_as_its_level(name: str, tmp_path: Path) -> None:
    setting, expected = LEVELS[name]
    assert found(tmp_path, SDK + LOGGER + setting + CLIENT) == expected


LOGGERS = {
    "the module logging": ("log = logging\nlogging.basicConfig(level=logging.DEBUG)\n", [ERROR]),
    "a logger of its own": ('log = logging.Logger("x")\n', [WARNING]),
    "a logger of its own at DEBUG": ('log = logging.Logger("x", logging.DEBUG)\n', [ERROR]),
    "a child": (
        'log = logging.getLogger("app").getChild("tts")\nlogging.getLogger("app.tts").setLevel("DEBUG")\n',
        [ERROR],
    ),
    "the module's logger": ("log = logging.getLogger(__name__)\nlog.setLevel(logging.DEBUG)\n", [ERROR]),
    "structlog": ("import structlog\nlog = structlog.get_logger()\n", [ERROR]),
    "structlog, configured": (
        "import structlog\nstructlog.configure(wrapper_class=make(20))\nlog = structlog.get_logger()\n",
        [WARNING],
    ),
    # The SDK passes %s and the headers; loguru formats braces and drops what no brace takes.
    "loguru": ("from loguru import logger as log\n", []),
    "a mock": ("from unittest.mock import MagicMock\nlog = MagicMock()\n", []),
    "the SDK's own default": (
        "from supertone.utils.logger import get_default_logger\nlog = get_default_logger()\n",
        [],
    ),
    "nothing": ("log = None\n", []),
    "a namespace that prints": ("import types\nlog = types.SimpleNamespace(debug=print)\n", [ERROR]),
    "a namespace that does nothing": ("import types\nlog = types.SimpleNamespace(debug=lambda *args: None)\n", []),
    "an unknown name": ("from elsewhere import log\n", [WARNING]),
    "a class that prints": ("class log:\n    debug = print\n", [ERROR]),
    "a class that writes": (
        "import sys\nclass Log:\n    def debug(self, text, *args):\n        sys.stdout.write(str(args))\nlog = Log()\n",
        [ERROR],
    ),
    "a class that logs as information": (
        "class Log:\n    def debug(self, *args):\n        logging.info(*args)\nlog = Log()\n",
        [ERROR],
    ),
    "a class that passes on to a logger": (
        'class Log:\n    def debug(self, *args):\n        logging.getLogger("x").debug(*args)\nlog = Log()\n',
        [WARNING],
    ),
    "a class that keeps": (
        "class Log:\n    def debug(self, message, *args):\n        self.lines.append((message, args))\nlog = Log()\n",
        [],
    ),
    "a class that masks": (
        "class Log:\n    def debug(self, message, *args):\n        print(message % mask_headers(args))\nlog = Log()\n",
        [],
    ),
    "a class that names the header": (
        (
            "class Log:\n    def debug(self, message, *args):\n"
            '        args[2].pop("X-Sup-Api-Key", None)\n        print(message % args)\nlog = Log()\n'
        ),
        [],
    ),
    "a redacting class from elsewhere": ("from ours import RedactingLogger\nlog = RedactingLogger()\n", []),
    "a kind of logger": ("class Log(logging.Logger):\n    pass\nlog = Log('x')\n", [WARNING]),
    "an inherited method": (
        "class Base:\n    def debug(self, *args):\n        print(*args)\nclass Log(Base):\n    pass\nlog = Log()\n",
        [ERROR],
    ),
}


@pytest.mark.parametrize("name", LOGGERS)
def test_a_logger_is_as_bad_as_what_it_does(name: str, tmp_path: Path) -> None:
    made, expected = LOGGERS[name]
    assert found(tmp_path, SDK + made + CLIENT) == expected


ROUTES = {
    "a condition": ("if DEBUG:\n    client = Supertone(api_key=key, debug_logger=log)\n", [WARNING]),
    "a choice": ("client = Supertone(api_key=key, debug_logger=log if settings.debug else None)\n", [WARNING]),
    "an early return": (
        "def make():\n    if not DEBUG:\n        return None\n    return Supertone(api_key=key, debug_logger=log)\n",
        [WARNING],
    ),
    "options": ("options = dict(debug_logger=log)\nclient = Supertone(api_key=key, **options)\n", [ERROR]),
    "options stored": (
        'options = {"api_key": key}\noptions["debug_logger"] = log\nclient = Supertone(**options)\n',
        [ERROR],
    ),
    "options stored under a condition": (
        'options = {"api_key": key}\nif DEBUG:\n    options["debug_logger"] = log\nclient = Supertone(**options)\n',
        [WARNING],
    ),
    "options passed on": (
        "def make(**options):\n    return Supertone(api_key=key, **options)\nclient = make(debug_logger=log)\n",
        [ERROR],
    ),
    "an argument passed on": (
        "def make(logger=None):\n    return Supertone(api_key=key, debug_logger=logger)\nclient = make(log)\n",
        [WARNING],
    ),
    "a partial": ("from functools import partial\nmake = partial(Supertone, key, debug_logger=log)\n", [ERROR]),
    "a call of a partial": (
        "from functools import partial\nmake = partial(Supertone, key)\nclient = make(debug_logger=log)\n",
        [ERROR],
    ),
    "the configuration": ("client = Supertone(key)\nclient.sdk_configuration.debug_logger = log\n", [ERROR]),
    "setattr": ('client = Supertone(key)\nsetattr(client.sdk_configuration, "debug_logger", log)\n', [ERROR]),
    "another object's attribute": ("class Ours:\n    def __init__(self):\n        self.debug_logger = log\n", []),
    "another vendor's client": ("from mistralai import Mistral\nclient = Mistral(debug_logger=log)\n", []),
}


@pytest.mark.parametrize("name", ROUTES)
def test_the_sdk_gets_its_logger(name: str, tmp_path: Path) -> None:
    route, expected = ROUTES[name]
    assert found(tmp_path, SDK + LOGGER + "log.setLevel(logging.DEBUG)\n" + route) == expected


FILTER = "class {name}(logging.Filter):\n    def filter(self, record):\n        return {test}\n"
NAMING = FILTER.format(name="Redact", test='"x-sup-api-key" not in record.getMessage()')
OTHER = FILTER.format(name="Redact", test='"authorization" not in record.getMessage()')
FILTERS = {
    "on the logger": (NAMING + "log.addFilter(Redact())\n", [NOTE]),
    "on a handler": (NAMING + "handler = logging.StreamHandler()\nhandler.addFilter(Redact())\n", [NOTE]),
    "on another logger": (NAMING + 'logging.getLogger("db").addFilter(Redact())\n', [ERROR]),
    "that names another header": (OTHER + "log.addFilter(Redact())\n", [ERROR]),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_that_names_the_header_makes_it_a_note(name: str, tmp_path: Path) -> None:
    put, expected = FILTERS[name]
    assert found(tmp_path, SDK + LOGGER + "log.setLevel(logging.DEBUG)\n" + put + CLIENT) == expected


def test_levels_are_found_in_a_module_that_sets_logging_up(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/log_setup.py": "import logging\nlogging.basicConfig(level=logging.DEBUG)\n",
        "app/main.py": "import app.log_setup\nfrom app import tts\n",
        "app/tts.py": SDK + "log = logging.getLogger(__name__)\n" + CLIENT,
    }
    assert found(tmp_path, files) == [ERROR]


DEBUG_LEVELS = {
    "on": ("http.client.HTTPConnection.debuglevel = 1\n", [ERROR]),
    "on by a constant": ("LEVEL = 2\nhttp.client.HTTPConnection.debuglevel = LEVEL\n", [ERROR]),
    "true": ("http.client.HTTPSConnection.debuglevel = True\n", [ERROR]),
    "off": ("http.client.HTTPConnection.debuglevel = False\n", []),
    "computed": ("http.client.HTTPConnection.debuglevel = int(DEBUG)\n", [WARNING]),
    "chosen": ("http.client.HTTPConnection.debuglevel = 1 if DEBUG else 0\n", [WARNING]),
    "under a condition": ("if DEBUG:\n    http.client.HTTPConnection.debuglevel = 1\n", [WARNING]),
    "in a script": ('if __name__ == "__main__":\n    http.client.HTTPConnection.debuglevel = 1\n', [ERROR]),
    "in a function": ("def on():\n    http.client.HTTPConnection.debuglevel = 1\n\non()\n", [ERROR]),
    "in a function called under a condition": (
        "def on():\n    http.client.HTTPConnection.debuglevel = 1\n\nif DEBUG:\n    on()\n",
        [WARNING],
    ),
    "on a connection": ('c = http.client.HTTPSConnection("supertoneapi.com")\nc.set_debuglevel(1)\n', [ERROR]),
    "on a connection's attribute": ('c = http.client.HTTPSConnection("supertoneapi.com")\nc.debuglevel = 1\n', [ERROR]),
    "off on a connection": ('c = http.client.HTTPSConnection("supertoneapi.com")\nc.set_debuglevel(0)\n', []),
    "on a connection that an object keeps": (
        (
            "class Api:\n    def __init__(self, host):\n        self.c = http.client.HTTPSConnection(host)\n"
            "        self.c.set_debuglevel(1)\n"
        ),
        [ERROR],
    ),
    "passed on by a caller nobody sees": (
        "class Api(http.client.HTTPSConnection):\n    def set(self, level):\n        self.debuglevel = level\n",
        [],
    ),
    "restored": (
        (
            "http.client.HTTPConnection.debuglevel = 1\n"
            "def quiet():\n    old = http.client.HTTPConnection.debuglevel\n"
            "    http.client.HTTPConnection.debuglevel = 0\n"
            "    http.client.HTTPConnection.debuglevel = old\n"
        ),
        [ERROR],
    ),
    "in either Python": (
        (
            "try:\n    import http.client as client\nexcept ImportError:\n    import httplib as client\n"
            "client.HTTPConnection.debuglevel = 1\n"
        ),
        [ERROR],
    ),
    "in a test": ('def test(m):\n    m.setattr(http.client.HTTPConnection, "debuglevel", 1)\n', [ERROR]),
    "a class of its own": ("class Loud(http.client.HTTPSConnection):\n    debuglevel = 1\n", [ERROR]),
    "an object of a class of its own": (
        (
            "class Api(http.client.HTTPSConnection):\n    def __init__(self, host):\n"
            "        super().__init__(host)\n        self.set_debuglevel(1)\n"
        ),
        [ERROR],
    ),
    "another class": ("class Settings:\n    debuglevel = 1\nSettings.debuglevel = 2\n", []),
    "a mail server": ('import smtplib\nm = smtplib.SMTP("mail.example.com")\nm.set_debuglevel(1)\n', []),
    "a handler": ("import urllib.request\nh = urllib.request.HTTPSHandler(debuglevel=1)\n", [ERROR]),
    "a handler by position": ("from urllib import request\nh = request.HTTPHandler(1)\n", [ERROR]),
    "a quiet handler": ("import urllib.request\nh = urllib.request.HTTPSHandler(context=context)\n", []),
}


@pytest.mark.parametrize("name", DEBUG_LEVELS)
def test_a_debug_level_of_http_client(name: str, tmp_path: Path) -> None:
    statement, expected = DEBUG_LEVELS[name]
    assert found(tmp_path, REQUESTS + statement) == expected


LIBRARIES = {
    "requests": ('import requests\nHOST = "https://supertoneapi.com"\n', [ERROR]),
    "urllib": ('from urllib import request\nHOST = "https://supertoneapi.com"\n', [ERROR]),
    "urllib3": ('import urllib3\nHOST = "https://supertoneapi.com"\npool = urllib3.PoolManager()\n', [ERROR]),
    "parsing URLs": ('from urllib.parse import quote\nHOST = "https://supertoneapi.com"\n', []),
    "httpx": ('import httpx\nHOST = "https://supertoneapi.com"\n', []),
    "aiohttp": ('import aiohttp\nHOST = "https://supertoneapi.com"\n', []),
    "the SDK": ("from supertone import Supertone\nclient = Supertone(key)\n", []),
    "the SDK, beside requests for others": (
        "import requests\nfrom supertone import Supertone\nclient = Supertone(key)\n",
        [],
    ),
    "the SDK, and requests with the header": (
        'import requests\nfrom supertone import Supertone\nHEADERS = {"x-sup-api-key": key}\n',
        [ERROR],
    ),
}


@pytest.mark.parametrize("name", LIBRARIES)
def test_http_client_counts_where_the_key_goes_through_it(name: str, tmp_path: Path) -> None:
    imports, expected = LIBRARIES[name]
    switch = "from http.client import HTTPConnection\nHTTPConnection.debuglevel = 1\n"
    assert found(tmp_path, imports + switch) == expected


def test_http_client_counts_where_a_module_of_the_project_sends(tmp_path: Path) -> None:
    files = {
        "transport.py": "import requests\ndef get(url, headers):\n    return requests.get(url, headers=headers)\n",
        "tts.py": "import http.client\nfrom transport import get\nhttp.client.HTTPConnection.debuglevel = 1\n"
        'get("https://supertoneapi.com/v1/voices", {"x-sup-api-key": key})\n',
    }
    assert found(tmp_path, files) == [ERROR]


HPACK = {
    "its own logger": ('logging.getLogger("hpack").setLevel(logging.DEBUG)\n', [ERROR]),
    "the inner logger": ('logging.getLogger("hpack.hpack").setLevel(logging.DEBUG)\n', [ERROR]),
    "the root": ("logging.basicConfig(level=logging.DEBUG)\n", [ERROR]),
    "the root under a condition": ("if DEBUG:\n    logging.basicConfig(level=logging.DEBUG)\n", [WARNING]),
    "the root of an unknown level": ("logging.basicConfig(level=settings.LEVEL)\n", [WARNING]),
    "the root, and hpack above": (
        'logging.basicConfig(level=logging.DEBUG)\nlogging.getLogger("hpack").setLevel(logging.INFO)\n',
        [],
    ),
    "several in a loop": (
        'for name in ("httpx", "hpack"):\n    logging.getLogger(name).setLevel(logging.DEBUG)\n',
        [ERROR],
    ),
    "the root, and several above in a loop": (
        (
            "logging.basicConfig(level=logging.DEBUG)\n"
            'for name in ("httpx", "hpack"):\n    logging.getLogger(name).setLevel(logging.WARNING)\n'
        ),
        [],
    ),
    "the root, and hpack above under a condition": (
        (
            "logging.basicConfig(level=logging.DEBUG)\n"
            'if quiet:\n    logging.getLogger("hpack").setLevel(logging.WARNING)\n'
        ),
        [WARNING],
    ),
    "the root, and hpack cut off": (
        'logging.basicConfig(level=logging.DEBUG)\nlogging.getLogger("hpack").propagate = False\n',
        [],
    ),
    "another library": ('logging.getLogger("httpcore").setLevel(logging.DEBUG)\n', []),
    "a mapping": ('logging.config.dictConfig({"version": 1, "loggers": {"hpack": {"level": "DEBUG"}}})\n', [ERROR]),
    "a mapping without levels": ('logging.config.dictConfig({"version": 1, "root": {"handlers": ["x"]}})\n', []),
    "a mapping of another kind": ('DOC = {"root": {"level": "DEBUG"}}\n', []),
}


@pytest.mark.parametrize("name", HPACK)
def test_hpack_at_debug_counts_with_http2(name: str, tmp_path: Path) -> None:
    setting, expected = HPACK[name]
    assert found(tmp_path, HTTP2 + setting) == expected


@pytest.mark.parametrize(("http2", "expected"), [("False", []), ("settings.http2", [WARNING]), ("True", [ERROR])])
def test_hpack_is_silent_without_http2(http2: str, expected: list[str], tmp_path: Path) -> None:
    source = HTTP2.replace("True", http2) + 'logging.getLogger("hpack").setLevel(logging.DEBUG)\n'
    assert found(tmp_path, source) == expected


TRACEBACKS = {
    "rich": ("import rich.traceback\nrich.traceback.install(show_locals=True)\n", [ERROR]),
    "rich under a condition": (
        "import rich.traceback\nif DEBUG:\n    rich.traceback.install(show_locals=True)\n",
        [WARNING],
    ),
    "rich by a setting": ("import rich.traceback\nrich.traceback.install(show_locals=settings.debug)\n", [WARNING]),
    "rich by options": (
        'import rich.traceback\noptions = {"show_locals": True}\nrich.traceback.install(**options)\n',
        [ERROR],
    ),
    "rich without locals": ("import rich.traceback\nrich.traceback.install()\n", []),
    "a console": ("def show(console):\n    console.print_exception(show_locals=True)\n", [ERROR]),
    "somebody's keyword": ("from ours import install\ninstall(show_locals=True)\n", []),
    "RichHandler without rich tracebacks": (
        "from rich.logging import RichHandler\nh = RichHandler(rich_tracebacks=False, tracebacks_show_locals=True)\n",
        [],
    ),
    "RichHandler in a mapping": (
        (
            'LOGGING = {"version": 1, "handlers": {"c": {"class": "rich.logging.RichHandler", '
            '"rich_tracebacks": True, "tracebacks_show_locals": True}}}\n'
        ),
        [ERROR],
    ),
    "typer": ("import typer\napp = typer.Typer(pretty_exceptions_show_locals=True)\n", [ERROR]),
    "typer's default": ("import typer\napp = typer.Typer()\n", []),
    "traceback": ("import traceback\nt = traceback.TracebackException(a, b, c, capture_locals=True)\n", [ERROR]),
    "traceback's default": ("import traceback\ntraceback.print_exc()\ntraceback.format_exc()\n", []),
    "cgitb to nowhere": ("import cgitb\ncgitb.enable(display=0)\n", []),
    "cgitb to files": ('import cgitb\ncgitb.enable(display=0, logdir="/tmp")\n', [ERROR]),
    "stackprinter without values": ("import stackprinter\nstackprinter.show(show_vals=None)\n", []),
    "stackprinter under a flag": ("import stackprinter\nif DEBUG:\n    stackprinter.set_excepthook()\n", [WARNING]),
    "stackprinter in an error's course": (
        "import stackprinter\nif status != 200:\n    stackprinter.show()\n",
        [ERROR],
    ),
    "loguru, diagnose by a setting": (
        "from loguru import logger\nlogger.add(sink, diagnose=settings.debug)\n",
        [WARNING],
    ),
    "loguru's default with exceptions": (
        "from loguru import logger\nlogger.add(sink)\n@logger.catch\ndef main(): ...\n",
        [WARNING],
    ),
    "loguru's default without exceptions": ("from loguru import logger\nlogger.add(sink)\nlogger.error(1)\n", []),
    "loguru configured": (
        'from loguru import logger\nlogger.configure(handlers=[{"sink": sink, "diagnose": True}])\n',
        [ERROR],
    ),
    "a set's add": ("seen = set()\nseen.add(1)\nlogging.exception(1)\n", []),
    "structlog's default": ("import structlog\nt = structlog.tracebacks.ExceptionDictTransformer()\n", [ERROR]),
    "structlog's formatter with locals": (
        "import structlog\nt = structlog.dev.RichTracebackFormatter(show_locals=True)\n",
        [WARNING],
    ),
    "structlog's formatter": ("import structlog\nt = structlog.dev.RichTracebackFormatter(show_locals=False)\n", []),
    "structlog's rich traceback": (
        "import structlog\nr = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.rich_traceback)\n",
        [WARNING],
    ),
    "structlog's plain traceback": (
        "import structlog\nr = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)\n",
        [],
    ),
}


@pytest.mark.parametrize("name", TRACEBACKS)
def test_tracebacks_with_locals(name: str, tmp_path: Path) -> None:
    statements, expected = TRACEBACKS[name]
    assert found(tmp_path, TIED + statements) == expected


SENTRY = {
    "the default": ("sentry_sdk.init(dsn)\n", [WARNING]),
    "locals off": ("sentry_sdk.init(dsn, include_local_variables=False)\n", []),
    "locals off, by the old name": ("sentry_sdk.init(dsn, with_locals=False)\n", []),
    "a scrubber of other names": (
        (
            "from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber\n"
            'sentry_sdk.init(dsn, event_scrubber=EventScrubber(denylist=DEFAULT_DENYLIST + ["x-foo"]))\n'
        ),
        [],  # incomplete-redaction says so, at the list
    ),
    "a scrubber of the variable": (
        (
            "from sentry_sdk.scrubber import DEFAULT_DENYLIST, EventScrubber\n"
            'NAMES = DEFAULT_DENYLIST + ["supertone_api_key"]\n'
            "sentry_sdk.init(dsn, event_scrubber=EventScrubber(denylist=NAMES))\n"
        ),
        [],
    ),
    "a callback that names the header": (
        'def clean(event, hint):\n    return drop(event, "x-sup-api-key")\nsentry_sdk.init(dsn, before_send=clean)\n',
        [],
    ),
    "a callback that names nothing": (
        "def clean(event, hint):\n    return event\nsentry_sdk.init(dsn, before_send=clean)\n",
        [WARNING],
    ),
    "a callback from elsewhere": ("from ours import clean\nsentry_sdk.init(dsn, before_send=clean)\n", []),
    "options nobody sees": ("sentry_sdk.init(**options)\n", []),
}


@pytest.mark.parametrize("name", SENTRY)
def test_sentry_hides_our_names_only_if_told(name: str, tmp_path: Path) -> None:
    statements, expected = SENTRY[name]
    assert found(tmp_path, TIED + "import sentry_sdk\n" + statements) == expected


DUMPS = {
    "printed": ("print(curlify.to_curl(r.request))\n", [ERROR]),
    "returned": ("def show(r):\n    return curlify.to_curl(r.request)\n", [ERROR]),
    "under a flag": ("if settings.debug:\n    print(curlify.to_curl(r.request))\n", [WARNING]),
    "after a failure": ("if r.status_code != 200:\n    print(curlify.to_curl(r.request))\n", [ERROR]),
    "redacted": ("print(redact(curlify.to_curl(r.request)))\n", []),
    "substituted": ('print(re.sub("x", "y", curlify.to_curl(r.request)))\n', []),
    "our host": ('r = requests.get("https://supertoneapi.com/v1")\nprint(curlify.to_curl(r.request))\n', [ERROR]),
    "another host": ('r = requests.get("https://example.com/v1")\nprint(curlify.to_curl(r.request))\n', []),
    "another host with our header": (
        (
            'r = requests.get("https://proxy.example.com", headers={"x-sup-api-key": key})\n'
            "print(curlify.to_curl(r.request))\n"
        ),
        [ERROR],
    ),
    "somebody's method": ("print(request.to_curl())\n", []),
    "by another name": ("from curlify import to_curl as shell\nprint(shell(r.request))\n", [ERROR]),
}


@pytest.mark.parametrize("name", DUMPS)
def test_dumps_of_requests(name: str, tmp_path: Path) -> None:
    statements, expected = DUMPS[name]
    assert found(tmp_path, TIED + "import curlify, re, requests\n" + statements) == expected


CAPTURE = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_CLIENT_REQUEST"
SANITIZE = "OTEL_INSTRUMENTATION_HTTP_CAPTURE_HEADERS_SANITIZE_FIELDS"
TELEMETRY = {
    "everything": (f'os.environ["{CAPTURE}"] = ".*"\n', [ERROR]),
    "the header": (f'os.environ["{CAPTURE}"] = "Accept, X-Sup-Api-Key"\n', [ERROR]),
    "a family": (f'os.environ["{CAPTURE}"] = "x-.*-key"\n', [ERROR]),
    "another family": (f'os.environ["{CAPTURE}"] = "x-request-.*"\n', []),
    "overlapping pieces": (f'os.environ["{CAPTURE}"] = "x-sup-api-.*api-key"\n', []),
    "under a condition": (f'if TRACE:\n    os.environ["{CAPTURE}"] = ".*"\n', [WARNING]),
    "a variable's name in a constant": (f'NAME = "{CAPTURE}"\nos.environ[NAME] = ".*"\n', [ERROR]),
    "in an update": (f'os.environ.update({{"{CAPTURE}": ".*"}})\n', [ERROR]),
    "in an update by keyword": (f'os.environ.update({CAPTURE}=".*")\n', [ERROR]),
    "a mapping of its own": (f'labels = {{}}\nlabels["{CAPTURE}"] = ".*"\n', []),
    "sanitized": (f'os.environ["{CAPTURE}"] = ".*"\nos.environ["{SANITIZE}"] = ".*key"\n', []),
    "sanitized for others": (f'os.environ["{CAPTURE}"] = ".*"\nos.environ["{SANITIZE}"] = "authorization"\n', [ERROR]),
    "responses": (f'os.environ["{CAPTURE.replace("REQUEST", "RESPONSE")}"] = ".*"\n', []),
    # logfire's own patterns take out whatever has api-key in its name.
    "logfire": ("logfire.instrument_httpx(capture_headers=True)\n", []),
    "logfire without scrubbing": (
        "logfire.configure(scrubbing=False)\nlogfire.instrument_requests(capture_all=True)\n",
        [ERROR],
    ),
    "logfire without scrubbing, capturing nothing": (
        "logfire.configure(scrubbing=False)\nlogfire.instrument_httpx(capture_headers=False)\n",
        [],
    ),
}


@pytest.mark.parametrize("name", TELEMETRY)
def test_telemetry_that_records_headers(name: str, tmp_path: Path) -> None:
    statements, expected = TELEMETRY[name]
    assert found(tmp_path, TIED + "import logfire, os\n" + statements) == expected


def test_switches_in_a_file_without_supertone_count_where_it_uses_code_that_has_it(tmp_path: Path) -> None:
    switch = "import rich.traceback\nrich.traceback.install(show_locals=True)\n"
    files = {"main.py": "import tts\n" + switch, "other.py": switch, "tts.py": TIED}
    assert found(tmp_path, files) == [ERROR]


def test_a_key_written_into_a_dumped_request_is_still_reported(tmp_path: Path) -> None:
    headers = f'{{"x-sup-api-key": "{make_key(7)}"}}'
    request = f'requests.get("https://supertoneapi.com/v1", headers={headers}).request'
    source = f"import curlify, requests\nprint(curlify.to_curl({request}))\n"
    (tmp_path / "example.py").write_text(source, encoding="utf-8")
    codes = {each.code for each in check_paths(["."], Config(root=str(tmp_path))).report.findings}
    assert codes == {HardcodedKey.code, WireDebugLog.code}


def test_the_severity_of_the_rule_is_the_milder_one() -> None:
    assert WireDebugLog.severity is Severity.WARNING
