"""Headers and keys that pino, and what logs with it, take out of the objects they are handed; and those they don't."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.javascript.script_cases import assert_reported, case

KEY = "const key = process.env.SUPERTONE_API_KEY;\nconst headers = { 'x-sup-api-key': key };\n"
PINO = "import pino from 'pino';\n" + KEY
OURS = "['headers[\"x-sup-api-key\"]']"
LOGGED = "log.info({ headers }, 'sending');\n"
REPORTED_LOG = "log.info([|{ headers }|], 'sending');\n"
FASTIFY = "import Fastify from 'fastify';\n" + KEY


def pino(options: str, body: str = LOGGED) -> Example:
    """A module that logs with pino."""
    return {"tts.ts": f"{PINO}const log = pino({options});\n{body}"}


HIDDEN = [
    case("list of paths", pino(f"{{ redact: {OURS} }}")),
    case("quotes of the other kind", pino("{ redact: [\"headers['x-sup-api-key']\"] }")),
    case("paths and a censor", pino(f"{{ redact: {{ paths: {OURS}, censor: '**' }} }}")),
    case("paths that are removed", pino(f"{{ level: 'debug', redact: {{ paths: {OURS}, remove: true }} }}")),
    case("censor that makes a mask", pino(f"{{ redact: {{ paths: {OURS}, censor: (v) => '*'.repeat(v.length) }} }}")),
    case("all headers", pino("{ redact: ['headers'] }")),
    case("wildcard first", pino("{ redact: ['*[\"x-sup-api-key\"]'] }")),
    case("wildcard last", pino("{ redact: ['headers.*'] }")),
    case("wildcard alone", pino("{ redact: ['*'] }")),
    case("wildcard in a list", pino("{ redact: ['calls[*].headers'] }", "log.info({ calls: [{ headers }] });\n")),
    case("name at the top", pino("{ redact: ['apiKey'] }", "log.info({ apiKey: key }, 'x');\n")),
    case("header at the top", pino("{ redact: ['[\"x-sup-api-key\"]'] }", "log.info(headers);\n")),
    case("deeper", pino("{ redact: ['*.config.headers'] }", "log.info({ tts: { config: { headers } } });\n")),
    case("environment", pino("{ redact: ['env.SUPERTONE_API_KEY'] }", "log.info({ env: process.env });\n")),
    case(
        "list by a name, with others",
        {
            "tts.ts": f"{PINO}const SECRET = {OURS};\nconst options = {{ redact: [...SECRET, 'password'] }};\n"
            f"const log = pino(options, pino.destination(2));\n{LOGGED}"
        },
    ),
    case("child", pino(f"{{ redact: {OURS} }}", "log.child({ module: 'tts' }).info({ headers });\n")),
    case("bindings of a child", pino(f"{{ redact: {OURS} }}", "const kid = log.child({ headers });\n")),
    case("child with its own", pino("{}", f"log.child({{}}, {{ redact: {OURS} }}).info({{ headers }});\n")),
    case("nested key", pino("{ nestedKey: 'data', redact: ['data.headers'] }")),
    case("level by a name", pino(f"{{ redact: {OURS} }}", "log[level]({ headers });\n")),
    case(
        "error that was caught",
        {
            "tts.ts": f"import axios from 'axios';\n{PINO}const log = pino({{ redact: ['err.config.headers'] }});\n"
            "try { await axios.get('https://supertoneapi.com/v1', { headers }); }\n"
            "catch (err) { log.error({ err: { config: err.config } }); }\n"
        },
    ),
    case(
        "logger of another module",
        {
            "logger.ts": "import { pino } from 'pino';\n"
            f"export const log = pino({{ redact: {{ paths: {OURS} }} }});\n",
            "tts.ts": f"import {{ log }} from './logger';\n{KEY}{LOGGED}",
        },
    ),
    case(
        "logger that a function makes",
        {
            "logger.js": f"const pino = require('pino');\nmodule.exports = () => pino({{ redact: {OURS} }});\n",
            "tts.js": f"const make = require('./logger');\nconst log = make();\n{KEY}{LOGGED}",
        },
    ),
    case(
        "logger of a class",
        {
            "tts.ts": f"{PINO}class Tts {{\n  private readonly log = pino({{ redact: {OURS} }});\n"
            "  run() { this.log.debug({ headers }, 'x'); }\n}\n"
        },
    ),
    case(
        "fastify",
        {
            "app.js": f"{FASTIFY}const app = Fastify({{ logger: {{ level: 'info', redact: {OURS} }} }});\n"
            "app.log.info({ headers });\napp.get('/', async (req, reply) => { req.log.info({ headers }); });\n"
        },
    ),
    case(
        "fastify with a logger of its own",
        {
            "app.js": f"import pino from 'pino';\n{FASTIFY}"
            f"const app = Fastify({{ loggerInstance: pino({{ redact: {OURS} }}) }});\napp.log.info({{ headers }});\n"
        },
    ),
    case(
        "fastify, route in another file",
        {
            "server.js": f"import Fastify from 'fastify';\nimport routes from './routes/tts.js';\n"
            f"const app = Fastify({{ logger: {{ redact: {OURS} }} }});\napp.register(routes);\n",
            "routes/tts.js": f"{KEY}export default async function (app) {{\n"
            "  app.get('/', async (request) => { request.log.info({ headers }); app.log.info({ headers }); });\n}\n",
        },
    ),
    case(
        "pino-http",
        {
            "app.js": f"import pinoHttp from 'pino-http';\n{KEY}"
            "app.use(pinoHttp({ redact: ['req.headers[\"x-sup-api-key\"]'] }));\n"
            "app.get('/', (req, res) => { req.log.info({ req: { headers } }); res.send('ok'); });\n"
        },
    ),
    case(
        "nest",
        {
            "app.module.ts": "import { LoggerModule } from 'nestjs-pino';\n"
            "@Module({ imports: [LoggerModule.forRoot({ pinoHttp: { redact: { paths: "
            f"{OURS}, censor: '***' }} }} }})] }})\nexport class AppModule {{}}\n",
            "tts.service.ts": "import { PinoLogger } from 'nestjs-pino';\nimport { Logger } from '@nestjs/common';\n"
            f"{KEY}export class Tts {{\n  private readonly plain = new Logger(Tts.name);\n"
            "  constructor(private readonly logger: PinoLogger) {}\n"
            "  run() { this.logger.info({ headers }, 'x'); this.plain.log({ headers }); }\n}\n",
        },
    ),
]

SHOWN = [
    case("no redaction", pino("{}", REPORTED_LOG)),
    case("another path", pino("{ redact: ['authorization', 'headers.authorization'] }", REPORTED_LOG)),
    case("path of another object", pino("{ redact: ['req.headers[\"x-sup-api-key\"]'] }", REPORTED_LOG)),
    case("name elsewhere", pino("{ redact: ['[\"x-sup-api-key\"]', 'apiKey'] }", REPORTED_LOG)),
    case("another case", pino("{ redact: ['headers[\"X-Sup-Api-Key\"]'] }", REPORTED_LOG)),
    case("path that is too short", pino("{ redact: ['*.headers'] }", REPORTED_LOG)),
    case("below what a path leads to", pino(f"{{ redact: {OURS} }}", "log.info([|{ tts: { headers } }|]);\n")),
    case("empty list", pino("{ redact: [] }", REPORTED_LOG)),
    case("in the message", pino(f"{{ redact: {OURS} }}", "log.info({ headers }, [|`sent ${key}`|]);\n")),
    case("in the only message", pino("{ redact: ['*'] }", "log.info([|`sent ${key}`|]);\n")),
    case("object behind the message", pino(f"{{ redact: {OURS} }}", "log.info('sent %o', [|{ headers }|]);\n")),
    case("text of headers", pino(f"{{ redact: {OURS} }}", "log.info([|{ headers: JSON.stringify(headers) }|]);\n")),
    case(
        "censor that shows the key",
        pino(f"{{ redact: {{ paths: {OURS}, censor: (value, path) => value }} }}", REPORTED_LOG),
    ),
    case(
        "child with less",
        pino(f"{{ redact: {OURS} }}", "log.child({}, { redact: ['password'] }).info([|{ headers }|]);\n"),
    ),
    case("console beside it", pino(f"{{ redact: {OURS} }}", "console.log([|{ headers }|]);\n")),
    case(
        "another logger beside it",
        pino(f"{{ redact: {OURS} }}", "const other = pino();\nother.info([|{ headers }|]);\n"),
    ),
    case("nested key that the path leaves out", pino("{ nestedKey: 'data', redact: ['headers'] }", REPORTED_LOG)),
    case(
        "winston, which has no such option",
        {
            "tts.ts": f"import winston from 'winston';\n{KEY}"
            f"const log = winston.createLogger({{ redact: {OURS} }});\n{REPORTED_LOG}"
        },
    ),
    case(
        "fastify with other paths",
        {
            "app.js": f"{FASTIFY}const app = Fastify({{ logger: {{ redact: ['req.headers.cookie'] }} }});\n"
            "app.get('/', async (req) => { req.log.info([|{ headers }|]); });\n"
        },
    ),
    case(
        "nest without pino",
        {
            "other.ts": f"export const options = {{ redact: {OURS} }};\n",
            "tts.service.ts": f"import {{ Logger }} from '@nestjs/common';\n{KEY}"
            "class Tts {\n  private readonly log = new Logger('tts');\n  run() { this.log.log([|{ headers }|]); }\n}\n",
        },
    ),
    case(
        "redaction of another package",
        {
            "a/package.json": "{}\n",
            "a/app.js": f"import pino from 'pino';\nexport const log = pino({{ redact: {OURS} }});\n",
            "b/package.json": "{}\n",
            "b/app.js": f"{KEY}export const run = (logger) => logger.info([|{{ headers }}|]);\n",
        },
    ),
]


@pytest.mark.parametrize("example", HIDDEN)
def test_what_the_logger_hides(example: Example, folder: Path) -> None:
    assert_reported("SUP301 SUP302 SUP303 SUP305", example, folder)


@pytest.mark.parametrize("example", SHOWN)
def test_what_the_logger_shows(example: Example, folder: Path) -> None:
    assert_reported("SUP301 SUP302", example, folder)
