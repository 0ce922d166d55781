"""The key and its headers in JavaScript's consoles, loggers and services; and what only looks like it."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

KEY = "const key = process.env.SUPERTONE_API_KEY;\n"
HEADERS = KEY + 'const headers = { "x-sup-api-key": key, Accept: "audio/wav" };\n'
HOST = "https://supertoneapi.com/v1/text-to-speech/voice"


def script(body: str, head: str = KEY) -> Example:
    """A TypeScript module."""
    return {"tts.ts": head + body}


CASES = [
    # --- the console ---
    leak("console", "SUP301", script("console.log([|key|]); console.error('key', [|key|]);\n")),
    leak("console, template", "SUP301", script("console.info([|`using ${key} now`|]);\n")),
    leak("console, object", "SUP301", script("console.debug([|{ key }|]);\n")),
    leak("console, list", "SUP301", script("console.log([|[1, key]|]);\n")),
    leak("console, JSON", "SUP301", script("console.log([|JSON.stringify({ key })|]);\n")),
    leak("console, encoded", "SUP301", script("console.log([|Buffer.from(key).toString('base64')|]);\n")),
    leak("console, encoded for a URL", "SUP301", script("console.log([|encodeURIComponent(key)|]);\n")),
    leak("console, most of it", "SUP301", script("console.log([|key.slice(0, -4)|]);\n")),
    leak("console, optional chain", "SUP301", script("console.log([|key?.trim()|]);\n")),
    leak("console, fallback", "SUP301", script("console.log([|key ?? 'none'|], [key] && 1);\n")),
    leak("console, split up", "SUP301", script("console.log([|key.match(/.{1,8}/g).join('-')|]);\n")),
    leak("console, one letter replaced", "SUP301", script("console.log([|key.replace('a', '*')|]);\n")),
    leak("console, first match masked", "SUP301", script("console.log([|key.replace(/./, '*')|]);\n")),
    leak("console, level by name", "SUP301", script("export const say = (level) => console[level]([|key|]);\n")),
    leak("console, other name", "SUP301", script("const { log } = console;\nlog([|key|]);\n")),
    leak(
        "console, coloured",
        "SUP301",
        script("console.log([|chalk.red(key)|]);\n", "import chalk from 'chalk';\n" + KEY),
    ),
    leak(
        "console, inspected",
        "SUP301",
        script("console.log([|inspect({ key }, { depth: 5 })|]);\n", "import { inspect } from 'util';\n" + KEY),
    ),
    clean(
        "console, whether it is set", script("console.log(key ? 'set' : 'missing', !!key, Boolean(key), key.length);\n")
    ),
    clean(
        "console, four letters",
        script("console.log(key.slice(0, 4), `${key.slice(-4)}`, key.substring(0, 4) + '…');\n"),
    ),
    clean("console, masked", script("console.log(key.replace(/./g, '*'), '*'.repeat(key.length));\n")),
    clean("console, masked up to the end", script("console.log(key.replace(/.(?=.{4})/g, '*'));\n")),
    clean("console, masked by a function", script("console.log(key.replace(/[^]/g, () => '*'));\n")),
    clean("console, padded", script("console.log(key.slice(-4).padStart(key.length, '*'));\n")),
    clean(
        "console, letters mapped", script("console.log([...key].map((letter, i) => i < 4 ? letter : '*').join(''));\n")
    ),
    clean(
        "console, hashed",
        script(
            "console.log(createHash('sha256').update(key).digest('hex'));\n",
            "import { createHash } from 'crypto';\n" + KEY,
        ),
    ),
    clean("console, names only", script("console.log('SUPERTONE_API_KEY', 'x-sup-api-key', typeof key);\n")),
    clean(
        "console, other variables", script("console.log(process.env.OPENAI_API_KEY, process.env.SUPERTONE_VOICE_ID);\n")
    ),
    clean("console, object in a template", script("console.log(`sent ${headers}`, 'sent ' + headers);\n", HEADERS)),
    clean("console, of one's own", script("const console = { log(text) { return text; } };\nconsole.log(key);\n")),
    clean("logarithm", script("console.log(Math.log(5)); Math.log(key);\n")),
    # --- headers ---
    leak("headers", "SUP302", script("console.log([|headers|]);\n", HEADERS)),
    leak("headers, JSON", "SUP302", script("console.log([|JSON.stringify(headers, null, 2)|]);\n", HEADERS)),
    leak("headers, options", "SUP302", script("console.log([|{ method: 'POST', headers }|]);\n", HEADERS)),
    leak("headers, spread", "SUP302", script("console.log([|{ ...headers, Accept: '*/*' }|]);\n", HEADERS)),
    leak("headers, entries", "SUP302", script("console.log([|Object.entries(headers)|]);\n", HEADERS)),
    leak("headers, an object of the platform", "SUP302", script("console.log([|new Headers(headers)|]);\n", HEADERS)),
    leak(
        "headers, unpacked", "SUP302", script("console.log([|Object.fromEntries(new Headers(headers))|]);\n", HEADERS)
    ),
    leak("headers, as pairs", "SUP302", script("console.log([|[...new Headers(headers)]|]);\n", HEADERS)),
    leak(
        "headers, set",
        "SUP302",
        script("const sent = new Headers();\nsent.set('x-sup-api-key', key);\nconsole.log([|sent|]);\n"),
    ),
    leak(
        "headers, assigned",
        "SUP302",
        script("const sent = { Accept: '*/*' };\nsent['x-sup-api-key'] = key;\nconsole.log([|sent|]);\n"),
    ),
    leak(
        "headers, merged",
        "SUP302",
        script("const sent = {};\nObject.assign(sent, headers);\nconsole.log([|sent|]);\n", HEADERS),
    ),
    leak(
        "headers, each",
        "SUP301",
        script("new Headers(headers).forEach((value, name) => console.log(name, [|value|]));\n", HEADERS),
    ),
    leak(
        "headers, in a loop",
        "SUP301",
        script("for (const [name, value] of Object.entries(headers)) console.log(name, [|value|]);\n", HEADERS),
    ),
    leak(
        "headers, joined",
        "SUP301",
        script("console.log([|Object.entries(headers).map(([n, v]) => `${n}: ${v}`).join('\\n')|]);\n", HEADERS),
    ),
    leak(
        "headers, wrong one left out",
        "SUP302",
        script("const { authorization, ...safe } = headers;\nconsole.log([|safe|]);\n", HEADERS),
    ),
    clean(
        "headers, JSON of an object of the platform",
        script("console.log(JSON.stringify(new Headers(headers)));\n", HEADERS),
    ),
    clean("headers, names", script("console.log(Object.keys(headers), [...new Headers(headers).keys()]);\n", HEADERS)),
    clean(
        "headers, another one", script("console.log(headers.Accept, new Headers(headers).get('accept'));\n", HEADERS)
    ),
    clean(
        "headers, taken apart",
        script("const { 'x-sup-api-key': _, ...safe } = headers;\nconsole.log(safe);\n", HEADERS),
    ),
    clean(
        "headers, deleted",
        script("const safe = { ...headers };\ndelete safe['x-sup-api-key'];\nconsole.log(safe);\n", HEADERS),
    ),
    clean(
        "headers, deleted by a method",
        script("const safe = new Headers(headers);\nsafe.delete('X-Sup-Api-Key');\nconsole.log([...safe]);\n", HEADERS),
    ),
    clean("headers, overwritten", script("console.log({ ...headers, 'x-sup-api-key': '***' });\n", HEADERS)),
    clean(
        "headers, filtered",
        script(
            "console.log(Object.fromEntries(Object.entries(headers).filter(([n]) => n !== 'x-sup-api-key')));\n",
            HEADERS,
        ),
    ),
    clean(
        "headers, masked by name",
        script(
            "console.log(Object.fromEntries(Object.entries(headers).map(([n, v]) =>\n"
            "  [n, n.toLowerCase() === 'x-sup-api-key' ? '***' : v])));\n",
            HEADERS,
        ),
    ),
    clean(
        "headers, masked by a replacer",
        script(
            "console.log(JSON.stringify(headers, (name, value) => name === 'x-sup-api-key' ? '***' : value));\n",
            HEADERS,
        ),
    ),
    clean("headers, some of them", script("console.log(JSON.stringify(headers, ['Accept']));\n", HEADERS)),
    clean(
        "headers, omitted",
        script("console.log(_.omit(headers, ['x-sup-api-key']));\n", "import _ from 'lodash';\n" + HEADERS),
    ),
    clean(
        "headers, in a loop with a test",
        script(
            "for (const [name, value] of Object.entries(headers)) {\n  if (name === 'x-sup-api-key') continue;\n"
            "  console.log(name, value);\n}\n",
            HEADERS,
        ),
    ),
    clean(
        "headers, each with a test",
        script(
            "Object.entries(headers).forEach(([name, value]) => {\n  if (name !== 'x-sup-api-key') "
            "console.log(value);\n});\n",
            HEADERS,
        ),
    ),
    clean(
        "headers of the reply",
        script(
            f"const reply = await fetch('{HOST}', {{ headers }});\nconsole.log(reply.status, [...reply.headers]);\n",
            HEADERS,
        ),
    ),
    # --- loggers ---
    leak(
        "winston",
        "SUP301",
        script(
            "const logger = winston.createLogger({ level: 'info' });\nlogger.info('key', [|{ key }|]);\n",
            "import winston from 'winston';\n" + KEY,
        ),
    ),
    leak(
        "winston, entry",
        "SUP302",
        script(
            "winston.createLogger().log([|{ level: 'info', headers }|]);\n",
            "import winston from 'winston';\n" + HEADERS,
        ),
    ),
    leak(
        "pino, object first",
        "SUP302",
        script("const log = pino();\nlog.info([|{ headers }|], 'request');\n", "import pino from 'pino';\n" + HEADERS),
    ),
    leak(
        "pino, child",
        "SUP301",
        script("const log = pino().child([|{ key }|]);\n", "const pino = require('pino');\n" + KEY),
    ),
    leak(
        "debug",
        "SUP301",
        script(
            "const debug = createDebug('tts');\ndebug('key %s', [|key|]);\n", "import createDebug from 'debug';\n" + KEY
        ),
    ),
    leak(
        "NestJS",
        "SUP301",
        script(
            "class Speech {\n  private readonly logger = new Logger(Speech.name);\n"
            "  speak() { this.logger.verbose([|`key ${key}`|]); }\n}\n",
            "import { Logger } from '@nestjs/common';\n" + KEY,
        ),
    ),
    leak("Fastify", "SUP301", script("app.get('/', (request) => { request.log.info([|{ key }|]); });\n")),
    leak(
        "a logger in another file",
        "SUP301",
        {
            "logger.ts": "import { createLogger } from 'winston';\nexport const logger = createLogger();\n",
            "tts.ts": "import { logger } from './logger';\n" + KEY + "logger.warn([|key|]);\n",
        },
    ),
    leak(
        "a function that logs",
        "SUP301",
        {
            "trace.ts": "export const trace = (...values) => console.debug(...[|values|]);\n",
            "tts.ts": "import { trace } from './trace';\n" + KEY + "trace('key', key);\n",
        },
    ),
    leak("standard output", "SUP301", script("process.stdout.write([|key + '\\n'|]);\n")),
    leak(
        "a log file",
        "SUP301",
        script("fs.appendFileSync('tts.log', [|`${key}\\n`|]);\n", "import fs from 'node:fs';\n" + KEY),
    ),
    clean(
        "a settings file",
        script("fs.writeFileSync('.env', `SUPERTONE_API_KEY=${key}`);\n", "import fs from 'fs';\n" + KEY),
    ),
    clean("a catalogue", script("catalog.info(key); dialog.error(key); metrics.timing(key);\n")),
    clean(
        "a logger without the key",
        script(
            "const logger = winston.createLogger();\nlogger.info('ready', { "
            "keySet: Boolean(key), length: key.length });\n",
            "import winston from 'winston';\n" + KEY,
        ),
    ),
    # --- services ---
    leak(
        "Sentry",
        "SUP301",
        script(
            "Sentry.captureMessage([|`bad key ${key}`|]);\nSentry.setContext('tts', [|{ key }|]);\n",
            "import * as Sentry from '@sentry/node';\n" + KEY,
        ),
    ),
    leak(
        "Sentry, breadcrumb",
        "SUP302",
        script(
            "Sentry.addBreadcrumb([|{ category: 'http', data: { headers } }|]);\n",
            "import * as Sentry from '@sentry/browser';\n" + HEADERS,
        ),
    ),
    leak(
        "OpenTelemetry",
        "SUP301",
        script(
            "trace.getActiveSpan()?.setAttribute('tts.key', [|key|]);\n",
            "import { trace } from '@opentelemetry/api';\n" + KEY,
        ),
    ),
    leak(
        "PostHog",
        "SUP301",
        script("posthog.capture('speech', [|{ key }|]);\n", "import posthog from 'posthog-js';\n" + KEY),
    ),
    leak(
        "Datadog",
        "SUP301",
        script(
            "datadogRum.addAction('speech', [|{ key }|]);\n",
            "import { datadogRum } from '@datadog/browser-rum';\n" + KEY,
        ),
    ),
    leak("beacon", "SUP301", script("navigator.sendBeacon('/log', [|JSON.stringify({ key })|]);\n")),
    clean(
        "Sentry without the key",
        script(
            "Sentry.setTag('tts.key', key ? 'set' : 'missing');\n", "import * as Sentry from '@sentry/node';\n" + KEY
        ),
    ),
    clean("an audio track", script("player.track(key); context.capture(key);\n")),
    # --- pages ---
    leak("page", "SUP301", script("element.innerHTML = [|`<b>${key}</b>`|];\nalert([|key|]);\n")),
    clean("a field of a form", script("input.value = key; localStorage.setItem('supertone_api_key', key);\n")),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
