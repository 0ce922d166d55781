"""Redactions in JavaScript that hide other credentials, and those that hide the key, too."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.javascript.script_cases import assert_reported, case


def sending(body: str) -> Example:
    """A module that sends the key, and has a redaction."""
    return {"log.ts": 'fetch("https://supertoneapi.com/v1", { headers: { "x-sup-api-key": key } });\n' + body}


REPORTED = [
    case(
        "list with includes",
        sending(
            'const SENSITIVE_HEADERS = [|["authorization", "cookie", "x-api-key"]|];\n'
            "export const clean = (h) => Object.fromEntries(Object.entries(h)"
            ".map(([k, v]) => [k, SENSITIVE_HEADERS.includes(k.toLowerCase()) ? '***' : v]));\n"
        ),
    ),
    case(
        "set with has",
        sending(
            'const REDACTED = new Set([|["authorization", "x-api-key"]|]);\n'
            "function redact(h) {\n  const out = {};\n  for (const [k, v] of Object.entries(h)) {\n"
            "    out[k] = REDACTED.has(k.toLowerCase()) ? '[REDACTED]' : v;\n  }\n  return out;\n}\n"
        ),
    ),
    case(
        "comparison in a filter",
        sending(
            "const safeHeaders = Object.fromEntries(Object.entries(headers)"
            ".filter(([k]) => [|k.toLowerCase() !== 'authorization'|]));\n"
        ),
    ),
    case(
        "list in a filter",
        sending(
            "const safeHeaders = Object.fromEntries(Object.entries(headers)"
            ".filter(([name]) => ![|['authorization', 'cookie']|].includes(name)));\n"
        ),
    ),
    case("pino", sending("pino({ redact: [|['req.headers.authorization', 'req.headers.cookie', 'password']|] });\n")),
    case("pino with a censor", sending("pino({ redact: { paths: [|['*.authorization']|], censor: '***' } });\n")),
    case("pino by a name", sending("const paths = [|['headers[\"x-api-key\"]']|];\npino({ redact: { paths } });\n")),
    case("fastify", sending("fastify({ logger: { redact: [|['headers.authorization']|] } });\n")),
    case("fast-redact", sending("const hide = fastRedact({ paths: [|['headers.authorization']|] });\n")),
    case("express-winston", sending("expressWinston.logger({ headerBlacklist: [|['authorization', 'cookie']|] });\n")),
    case("bugsnag", sending("Bugsnag.start({ redactedKeys: [|['password', 'authorization']|] });\n")),
    case("rollbar", sending("new Rollbar({ scrubFields: [|['password', 'authorization']|] });\n")),
    case("elastic", sending("apm.start({ sanitizeFieldNames: [|['password', 'authorization']|] });\n")),
    case(
        "sentry",
        sending(
            "Sentry.init({ beforeSend(event) {\n  delete [|event.request.headers.authorization|];\n"
            "  delete event.request.headers['x-api-key'];\n  return event;\n} });\n"
        ),
    ),
    case(
        "winston's format",
        sending(
            "const redactor = format((info) => {\n  if (info.headers) { "
            "[|info.headers.authorization = '[REDACTED]'|]; }\n  return info;\n});\n"
        ),
    ),
    case("masked in a copy", sending("console.log('sending', [|{ ...headers, Authorization: '***' }|]);\n")),
    case(
        "regular expression that tests",
        sending(
            "const SECRET = [|/^(authorization|cookie|x-api-key)$/i|];\nconst maskHeaders = (h) => "
            "Object.fromEntries(Object.entries(h).map(([k, v]) => [k, SECRET.test(k) ? '***' : v]));\n"
        ),
    ),
    case(
        "regular expression that replaces",
        sending("const clean = (text) => text.replace([|/(authorization|x-api-key): \\S+/gi|], '$1: ***');\n"),
    ),
    case(
        "loop that deletes",
        sending(
            "function maskHeaders(headers) {\n  const copy = { ...headers };\n"
            "  for (const name of [|['authorization', 'x-api-key']|]) { delete copy[name]; }\n  return copy;\n}\n"
        ),
    ),
    case(
        "forEach that masks",
        sending(
            "function maskHeaders(headers) {\n  const copy = { ...headers };\n"
            "  [|['authorization', 'x-api-key']|].forEach((n) => { if (copy[n]) copy[n] = '***'; });\n"
            "  return copy;\n}\n"
        ),
    ),
    case(
        "some in a predicate",
        sending(
            "const isSensitive = (k) => [|['authorization', 'x-api-key']|].some((s) => k.toLowerCase().includes(s));\n"
            "const safe = (h) => Object.fromEntries(Object.entries(h)"
            ".map(([k, v]) => [k, isSensitive(k) ? '***' : v]));\n"
        ),
    ),
    case(
        "recording",
        sending(
            "polly.server.any().on('beforePersist', (req, recording) => {\n"
            "  recording.request.headers = recording.request.headers"
            ".filter(({ name }) => [|name !== 'authorization'|]);\n});\n"
        ),
    ),
    case(
        "field of a class",
        sending(
            "class Log {\n  private static readonly SENSITIVE = [|['authorization', 'x-api-key']|] as const;\n"
            "  redact(h) { return Object.keys(h).reduce((all, k) => {\n"
            "    all[k] = Log.SENSITIVE.includes(k.toLowerCase()) ? '***' : h[k];\n    return all;\n  }, {}); }\n}\n"
        ),
    ),
    case(
        "list of another module",
        {
            "names.ts": 'export const SENSITIVE_HEADERS = [|["authorization", "x-api-key"]|];\n',
            "tts.ts": 'import { SENSITIVE_HEADERS } from "./names";\n'
            'fetch("https://supertoneapi.com/v1", { headers: { "x-sup-api-key": key } });\n'
            "const safe = (h) => Object.entries(h).filter(([k]) => !SENSITIVE_HEADERS.includes(k));\n",
        },
    ),
]

SILENT = [
    case(
        "pino, complete",
        sending("pino({ redact: ['req.headers.authorization', 'req.headers[\"x-sup-api-key\"]'] });\n"),
    ),
    case("pino, all headers", sending("pino({ redact: ['req.headers', 'password'] });\n")),
    case("pino, wildcard", sending("pino({ redact: { paths: ['*.headers.*', 'password'], remove: true } });\n")),
    case("pino, cookies alone", sending("pino({ redact: ['req.headers.cookie'] });\n")),
    case(
        "list, complete",
        sending(
            'const SENSITIVE_HEADERS = ["authorization", "x-sup-api-key"];\nexport const clean = (h) => '
            "Object.entries(h).filter(([k]) => !SENSITIVE_HEADERS.includes(k.toLowerCase()));\n"
        ),
    ),
    case(
        "pattern, complete",
        sending("const safe = (h) => Object.entries(h).map(([k, v]) => [k, /key|token|auth/i.test(k) ? '***' : v]);\n"),
    ),
    case(
        "sentry, complete",
        sending(
            "Sentry.init({ beforeSend(event) { delete event.request.headers.authorization; "
            "delete event.request.headers['x-sup-api-key']; return event; } });\n"
        ),
    ),
    case("sentry, all headers", sending("Sentry.init({ beforeSend(e) { delete e.request.headers; return e; } });\n")),
    case("sentry, other lists", sending("Sentry.init({ denyUrls: [/authorization/i], ignoreErrors: ['token'] });\n")),
    case(
        "rest of a pattern, complete",
        sending('function redact(h) { const { authorization, "x-sup-api-key": key, ...rest } = h; return rest; }\n'),
    ),
    case("names of allowed headers", sending("app.use(cors({ exposedHeaders: ['authorization', 'x-api-key'] }));\n")),
    case(
        "names of forwarded headers",
        sending("const FORWARDED = ['authorization', 'x-id'];\nconst h = FORWARDED.map((n) => [n, req.headers[n]]);\n"),
    ),
    case(
        "header that is read",
        sending("for (const [k, v] of Object.entries(h)) if (k === 'authorization') token = v;\n"),
    ),
    case(
        "headers of the transport",
        sending(
            "const HOP = new Set(['connection', 'proxy-authorization', 'te']);\n"
            "const out = Object.entries(h).filter(([k]) => !HOP.has(k));\n"
        ),
    ),
    case(
        "headers that came in",
        sending(
            "app.use((req, res, next) => {\n  const safe = Object.entries(req.headers)"
            ".filter(([k]) => k !== 'authorization');\n  next();\n});\n"
        ),
    ),
    case("headers without the key", sending("const h = { accept: 'a', authorization: '***' };\nconsole.log(h);\n")),
    case(
        "header replaced before it is sent",
        sending("delete headers.authorization;\nconst up = { ...headers, authorization: `Bearer ${token}` };\n"),
    ),
    case(
        "required headers",
        sending("const required = ['authorization', 'x-api-key'];\nrequired.every((h) => all[h]);\n"),
    ),
    case(
        "harmless headers that are kept",
        sending(
            "const SAFE = new Set(['accept', 'user-agent']);\n"
            "const s = Object.entries(h).filter(([k]) => SAFE.has(k));\n"
        ),
    ),
    case("passwords in text", sending("const text = body.replace(/password=\\S+/g, 'password=***');\n")),
    case("nothing of Supertone's", {"log.ts": "pino({ redact: ['headers.authorization', 'password'] });\n"}),
]


@pytest.mark.parametrize("example", REPORTED)
def test_a_redaction_that_leaves_the_key_out(example: Example, folder: Path) -> None:
    assert_reported("SUP305", example, folder)


@pytest.mark.parametrize("example", SILENT)
def test_a_redaction_that_is_complete_or_none(example: Example, folder: Path) -> None:
    assert_reported("SUP305", example, folder)
