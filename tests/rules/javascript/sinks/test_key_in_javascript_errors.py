"""The key in JavaScript's errors, in what requests fail with, and in objects that are logged as a whole."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

KEY = "const key = process.env.SUPERTONE_API_KEY;\n"
HEADERS = KEY + 'const headers = { Accept: "audio/wav", "x-sup-api-key": key };\n'
AXIOS = 'import axios from "axios";\n' + HEADERS
URL = '"https://supertoneapi.com/v1/text-to-speech/voice"'
CLIENT = (
    'import { Supertone } from "@supertone/supertone";\n' + KEY + "const client = new Supertone({ apiKey: key });\n"
)


def script(body: str, head: str = KEY) -> Example:
    """A TypeScript module."""
    return {"tts.ts": head + body}


CASES = [
    # --- thrown ---
    leak("thrown", "SUP304", script("throw new Error([|`bad key ${key}`|]);\n")),
    leak("thrown, more than a message", "SUP304", script("throw new Error('bad key', [|{ cause: { key } }|]);\n")),
    leak(
        "thrown text",
        "SUP304",
        script("throw [|`bad key ${key}`|];\n"),
    ),
    leak("thrown object", "SUP304", script("throw [|{ status: 401, key }|];\n")),
    leak("made and passed on", "SUP304", script("export const f = (next) => next(new Error([|'bad ' + key|]));\n")),
    leak(
        "rejected",
        "SUP304",
        script("export const f = () => new Promise((resolve, reject) => reject([|`bad ${key}`|]));\n"),
    ),
    leak("rejected at once", "SUP304", script("Promise.reject(new TypeError([|`bad ${key}`|]));\n")),
    leak(
        "asserted",
        "SUP304",
        script("assert(key.length === 32, [|`bad ${key}`|]);\n", "import assert from 'assert';\n" + KEY),
    ),
    leak(
        "message set", "SUP304", script("try { f(); } catch (error) { error.message = [|`${key}`|]; throw error; }\n")
    ),
    leak(
        "own class",
        "SUP304",
        script(
            "class SpeechError extends Error {\n  constructor(token) { super([|`bad ${token}`|]); }\n}\n"
            "throw new SpeechError(key);\n"
        ),
    ),
    leak(
        "own class without a constructor",
        "SUP304",
        script("class SpeechError extends Error {}\nthrow new SpeechError([|`bad ${key}`|]);\n"),
    ),
    leak("headers thrown", "SUP304", script("throw new Error([|JSON.stringify(headers)|]);\n", HEADERS)),
    leak(
        "thrown and caught",
        "SUP304 SUP301",
        script("try {\n  throw new Error([|`bad ${key}`|]);\n} catch (error) {\n  console.error([|error|]);\n}\n"),
    ),
    clean(
        "thrown without the key",
        script(
            "if (!key) throw new Error('SUPERTONE_API_KEY is missing');\n"
            "throw new Error(`bad key ${key.slice(0, 4)}…`);\n"
        ),
    ),
    clean("thrown, headers in a template", script("throw new Error(`sent ${headers}`);\n", HEADERS)),
    clean(
        "an error of axios as the text of another",
        script(
            f"try {{ await axios.get({URL}, {{ headers }}); }} catch (error) {{ throw new Error(error); }}\n", AXIOS
        ),
    ),
    clean(
        "an error of axios as the cause of another",
        script(
            f"try {{ await axios.get({URL}, {{ headers }}); }} catch (error) {{\n"
            "  throw new Error('failed', { cause: error });\n}\n",
            AXIOS,
        ),
    ),
    clean("thrown again", script("try { f(key); } catch (error) { throw error; }\n")),
    clean("passed on", script("f(key).catch((error) => Promise.reject(error));\n")),
    clean("a message of something else", script("mail.message = key; toast.detail = 1;\n")),
    # --- axios: errors and replies carry the request ---
    leak(
        "axios, error",
        "SUP302",
        script(
            f"try {{ await axios.post({URL}, {{}}, {{ headers }}); }} catch (error) {{ console.error([|error|]); }}\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, error with words",
        "SUP302",
        script(
            f"try {{ await axios.post({URL}, {{}}, {{ headers }}); }} catch (error) {{ "
            "console.error('failed', [|error|]); }\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, configuration of the error",
        "SUP302",
        script(
            f"try {{ await axios.get({URL}, {{ headers }}); }} catch (e) {{\n"
            "  console.log([|e.config|]);\n  console.log([|e.config.headers|]);\n}\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, error as JSON",
        "SUP302",
        script(
            f"try {{ await axios.get({URL}, {{ headers }}); }} catch (e) {{ console.log([|JSON.stringify(e)|]); }}\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, error of a function",
        "SUP302",
        script(
            f"async function speak() {{ return axios.post({URL}, {{}}, {{ headers }}); }}\n"
            "try { await speak(); } catch (error) { console.error([|error|]); }\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, error of a client",
        "SUP302",
        script(
            f"const api = axios.create({{ baseURL: {URL}, headers }});\n"
            "try { await api.get('/'); } catch (error) { console.error([|error|]); }\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, rejection",
        "SUP302",
        script(
            f"axios.get({URL}, {{ headers }}).then((reply) => reply.data).catch((error) "
            "=> console.error([|error|]));\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, error handed to the console",
        "SUP302",
        script(f"[|axios.get({URL}, {{ headers }})|].catch(console.error);\n", AXIOS),
    ),
    leak(
        "axios, error to Sentry",
        "SUP302",
        script(
            f"try {{ await axios.get({URL}, {{ headers }}); }} catch (e) {{ Sentry.captureException([|e|]); }}\n",
            "import * as Sentry from '@sentry/node';\n" + AXIOS,
        ),
    ),
    leak(
        "axios, reply",
        "SUP302",
        script(
            f"const reply = await axios.get({URL}, {{ headers }});\nconsole.log([|reply|]);\n"
            "console.log([|reply.config|]);\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, interceptor",
        "SUP302",
        script(
            f"const api = axios.create({{ baseURL: {URL}, headers }});\n"
            "api.interceptors.request.use((config) => { console.log([|config.headers|]); return config; });\n",
            AXIOS,
        ),
    ),
    leak(
        "axios, interceptor of replies",
        "SUP302",
        script(
            f"const api = axios.create({{ baseURL: {URL}, headers }});\n"
            "api.interceptors.response.use((reply) => reply, (error) => { console.log([|error.config|]); "
            "throw error; });\n",
            AXIOS,
        ),
    ),
    clean(
        "axios, parts of the error",
        script(
            f"try {{ await axios.get({URL}, {{ headers }}); }} catch (error) {{\n"
            "  console.error(error.message, error.response?.status, error.response?.data, `${error}`);\n"
            "  console.error(error.config.url);\n}\n",
            AXIOS,
        ),
    ),
    clean(
        "axios, parts of the reply",
        script(
            f"const reply = await axios.get({URL}, {{ headers }});\n"
            "console.log(reply.data, reply.status, reply.headers);\n",
            AXIOS,
        ),
    ),
    clean(
        "axios, interceptor without headers",
        script(
            f"const api = axios.create({{ baseURL: {URL}, headers }});\n"
            "api.interceptors.request.use((config) => { console.log(config.method, config.url); return config; });\n"
            "api.interceptors.response.use((reply) => reply, (error) => Promise.reject(error));\n",
            AXIOS,
        ),
    ),
    clean(
        "axios, error of another request",
        script(
            "try { await axios.get('https://example.com', { headers: { Accept: '*/*' } }); } catch (e) { "
            "console.log(e); }\n",
            AXIOS,
        ),
    ),
    clean(
        "fetch, error and reply",
        script(
            f"try {{\n  const reply = await fetch({URL}, {{ headers }});\n  console.log(reply, reply.status);\n"
            "} catch (error) {\n  console.error(error, error.cause);\n}\n",
            HEADERS,
        ),
    ),
    clean("fetch, rejection", script(f"fetch({URL}, {{ headers }}).catch(console.error);\n", HEADERS)),
    # --- got and ky: hooks are handed what is sent ---
    leak(
        "got, hook",
        "SUP302",
        script(
            f"const api = got.extend({{ prefixUrl: {URL}, headers,\n"
            "  hooks: { beforeRequest: [(options) => { console.log([|options.headers|]); }] } });\n",
            "import got from 'got';\n" + HEADERS,
        ),
    ),
    clean(
        "got, hook without headers",
        script(
            f"const api = got.extend({{ prefixUrl: {URL}, headers,\n"
            "  hooks: { beforeRequest: [(options) => { console.log(options.method); }] } });\n",
            "import got from 'got';\n" + HEADERS,
        ),
    ),
    # --- objects as a whole ---
    leak(
        "object of a class",
        "SUP301",
        script("class Speech {\n  constructor(key) { this.apiKey = key; }\n}\nconsole.log([|new Speech(key)|]);\n"),
    ),
    leak(
        "object of a class, this",
        "SUP301",
        script("class Speech {\n  apiKey = key;\n  dump() { console.log([|this|]); }\n}\n"),
    ),
    leak(
        "object of a class, JSON",
        "SUP301",
        script(
            "class Speech {\n  constructor(private apiKey: string) {}\n}\n"
            "console.log([|JSON.stringify(new Speech(key))|]);\n"
        ),
    ),
    leak(
        "object of a class, spread",
        "SUP301",
        script(
            "class Speech {\n  constructor(key) { this.apiKey = key; }\n}\nconst speech = new Speech(key);\n"
            "console.log([|{ ...speech }|]);\n"
        ),
    ),
    leak(
        "object with its own text",
        "SUP301",
        script(
            "class Speech {\n  constructor(key) { this.apiKey = key; }\n  toString() { "
            "return `Speech(${this.apiKey})`; }\n}\n"
            "console.log([|`${new Speech(key)}`|]);\n"
        ),
    ),
    clean(
        "object with a private field",
        script(
            "class Speech {\n  #key;\n  constructor(key) { this.#key = key; }\n}\n"
            "console.log(new Speech(key), JSON.stringify(new Speech(key)));\n"
        ),
    ),
    clean(
        "object with JSON of its own",
        script(
            "class Speech {\n  constructor(key) { this.apiKey = key; }\n  toJSON() { return { voice: 1 }; }\n}\n"
            "console.log(JSON.stringify(new Speech(key)));\n"
        ),
    ),
    clean(
        "object in a template",
        script("class Speech {\n  constructor(key) { this.apiKey = key; }\n}\nconsole.log(`${new Speech(key)}`);\n"),
    ),
    leak("client", "SUP301", script("console.log([|client|]);\nconsole.log([|JSON.stringify(client)|]);\n", CLIENT)),
    leak("client, options", "SUP301", script("console.log([|client._options|]);\n", CLIENT)),
    clean("client, parts", script("console.log(client.voices, typeof client, `${client}`);\n", CLIENT)),
    leak("environment", "SUP301", script("console.log([|process.env|]);\n")),
    leak(
        "request",
        "SUP302",
        script(
            f"const request = new Request({URL}, {{ headers }});\nconsole.log([|request|]);\n"
            "console.log([|request.headers|]);\n",
            HEADERS,
        ),
    ),
    clean(
        "request, JSON",
        script(
            f"const request = new Request({URL}, {{ headers }});\nconsole.log(JSON.stringify(request), request.url);\n",
            HEADERS,
        ),
    ),
    leak(
        "log of requests",
        "SUP301",
        script("morgan.token('key', () => [|key|]);\n", "import morgan from 'morgan';\n" + KEY),
    ),
    clean(
        "log of requests, without it",
        script(
            "morgan.token('voice', (request) => request.params.voice);\nmorgan(':method :url');\n",
            "import morgan from 'morgan';\n" + KEY,
        ),
    ),
    # --- functions that are handed on ---
    leak("promise handed to the console", "SUP301", script("[|Promise.resolve(key)|].then(console.log);\n")),
    leak("promise", "SUP301", script("Promise.resolve(key).then((value) => console.log([|value|]));\n")),
    leak(
        "list handed to the console",
        "SUP301",
        script("[|[key, 'x']|].forEach(console.log);\n"),
    ),
    leak("timer", "SUP301", script("setTimeout(console.log, 10, [|key|]);\n")),
    leak("later", "SUP301", script("setTimeout(() => console.log([|key|]), 10);\n")),
    clean("timer, without the key", script("setTimeout(console.log, 10, 'tick'); setTimeout(f, 10, key);\n")),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
