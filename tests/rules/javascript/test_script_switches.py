"""Switches of JavaScript that print the headers of requests, and those that don't."""

from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from sup_lint.model.severity import Severity
from sup_lint.rule import Example
from tests.rules.javascript.script_cases import assert_reported, case

SDK = 'import { Supertone } from "@supertone/supertone";\n'
HOST = 'const HOST = "https://supertoneapi.com/v1";\n'
RUN = HOST + 'import { fork, spawn, exec } from "node:child_process";\n'

REPORTED = [
    case("console", SDK + "new Supertone({ apiKey: k, debugLogger: [|console|] });\n"),
    case(
        "console, options apart", SDK + "const o = { debugLogger: [|console|] };\nnew Supertone({ apiKey: k, ...o });\n"
    ),
    case("console, set later", SDK + "const o = { apiKey: k };\no.debugLogger = [|console|];\nnew Supertone(o);\n"),
    case(
        "console of the core",
        'import { SupertoneCore } from "@supertone/supertone/core.js";\n'
        "new SupertoneCore({ apiKey: k, debugLogger: [|console|] });\n",
    ),
    case("console by a flag", SDK + "new Supertone({ apiKey: k, debugLogger: [|dev ? console : undefined|] });\n"),
    case(
        "console when spread by a flag",
        SDK + "new Supertone({ apiKey: k, ...(dev && { debugLogger: [|console|] }) });\n",
    ),
    case(
        "own logger that prints",
        SDK + "const log = { group() {}, groupEnd() {}, log: (...a) => console.error(...a) };\n"
        "new Supertone({ apiKey: k, debugLogger: [|log|] });\n",
    ),
    case(
        "own class that prints",
        SDK + "class Log { group(m) {} groupEnd() {} log(message, ...rest) { process.stdout.write(message); } }\n"
        "new Supertone({ apiKey: k, debugLogger: [|new Log()|] });\n",
    ),
    case("logger of a caller", SDK + "export const make = (logger) => new Supertone({ debugLogger: [|logger|] });\n"),
    case(
        "debug log of a program",
        RUN + "spawn('node', ['x'], { env: { ...process.env, NODE_DEBUG: [|'http,tls'|] } });\n",
    ),
    case("debug log of all programs", RUN + "process.env.NODE_DEBUG = [|'net'|];\nfork('./worker.js');\n"),
    case("debug log in a command", RUN + "exec([|'NODE_DEBUG=http node tts.js'|]);\n"),
    case(
        "curl commands",
        HOST + "import curlirize from 'axios-curlirize';\nimport axios from 'axios';\n[|curlirize(axios)|];\n",
    ),
    case(
        "headers of axios-logger",
        HOST + "import { setGlobalConfig } from 'axios-logger';\nsetGlobalConfig({ headers: [|true|] });\n",
    ),
    case("debug of request", HOST + "const request = require('request');\nrequest.debug = [|true|];\n"),
    case(
        "locals of Sentry",
        HOST + "import * as Sentry from '@sentry/node';\nSentry.init({ dsn, includeLocalVariables: [|true|] });\n",
    ),
    case(
        "header in spans",
        HOST + "new HttpInstrumentation({ headersToSpanAttributes: { client: "
        "{ requestHeaders: ['accept', [|'x-sup-api-key'|]] } } });\n",
    ),
    case(
        "header in Datadog",
        HOST + "import tracer from 'dd-trace';\ntracer.use('http', { client: { headers: [[|'X-Sup-Api-Key'|]] } });\n",
    ),
]

SILENT = [
    case("no logger", SDK + "new Supertone({ apiKey: k });\nnew Supertone({ apiKey: k, debugLogger: undefined });\n"),
    case(
        "silent logger",
        SDK + "const log = { group() {}, groupEnd() {}, log() {} };\nnew Supertone({ apiKey: k, debugLogger: log });\n",
    ),
    case(
        "redacting logger",
        SDK + "const log = { group() {}, groupEnd() {}, log: (m) => console.log(redact(m)) };\n"
        "new Supertone({ apiKey: k, debugLogger: log });\n",
    ),
    case(
        "logger of another client",
        SDK + "import { Mistral } from '@mistralai/mistralai';\nnew Mistral({ apiKey: k, debugLogger: console });\n",
    ),
    case("debug log without headers", RUN + "spawn('node', ['x'], { env: { NODE_DEBUG: 'undici,fetch,cluster' } });\n"),
    case("debug namespaces", RUN + "process.env.DEBUG = 'http';\n"),
    case(
        "axios-logger without headers",
        HOST + "import * as log from 'axios-logger';\nlog.setGlobalConfig({ headers: false });\n"
        "api.interceptors.request.use(log.requestLogger);\n",
    ),
    case(
        "locals off", HOST + "import * as Sentry from '@sentry/node';\nSentry.init({ includeLocalVariables: false });\n"
    ),
    case(
        "other headers in spans",
        HOST + "new HttpInstrumentation({ headersToSpanAttributes: { client: { requestHeaders: ['accept'] } } });\n",
    ),
    case("headers of a request", HOST + "fetch(url, { headers: ['x-sup-api-key', key] });\n"),
    case("nothing of Supertone's", "process.env.NODE_DEBUG = 'http';\n"),
]


@pytest.mark.parametrize("example", REPORTED)
def test_a_switch_that_prints_headers(example: Example, folder: Path) -> None:
    assert_reported("SUP303", example, folder)


@pytest.mark.parametrize("example", SILENT)
def test_a_switch_that_prints_no_headers(example: Example, folder: Path) -> None:
    assert_reported("SUP303", example, folder)


@pytest.mark.parametrize(
    ("logger", "severity"),
    [("console", Severity.ERROR), ("debug ? console : undefined", Severity.WARNING), ("given", Severity.WARNING)],
)
def test_how_sure_a_debug_logger_is_decides_the_severity(logger: str, severity: Severity, folder: Path) -> None:
    source = f"{SDK}export const make = (debug, given) => new Supertone({{ apiKey: k, debugLogger: {logger} }});\n"
    (folder / "tts.ts").write_text(source, encoding="utf-8")
    (finding,) = check_paths(["."], Config(root=str(folder))).report.findings
    assert (finding.code, finding.severity) == ("SUP303", severity)
    assert "debugLogger" in finding.help
