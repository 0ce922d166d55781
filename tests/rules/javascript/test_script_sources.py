"""Where JavaScript gets the key from, and what carries it; every case ends in a log."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

URL = "https://supertoneapi.com/v1/voices"
HEADERS = '{ headers: { "x-sup-api-key": process.env.SUPERTONE_API_KEY } }'
AXIOS = 'import axios from "axios";\n'
SDK = 'import { Supertone } from "@supertone/supertone";\n'


def node(text: str) -> Example:
    """A module of a server."""
    return {"tts.ts": text}


CASES = [
    # --- the environment ---
    leak("variable", "SUP301", node("console.log([|process.env.SUPERTONE_API_KEY|]);\n")),
    leak("variable in brackets", "SUP301", node("console.log([|process.env['SUPERTONE_API_KEY']|]);\n")),
    leak(
        "variable in a pattern", "SUP301", node("const { SUPERTONE_API_KEY: k } = process.env;\nconsole.log([|k|]);\n")
    ),
    leak(
        "variable of node's module",
        "SUP301",
        node('import { env } from "node:process";\nconsole.log([|env.SUPERTONE_API_KEY|]);\n'),
    ),
    leak("variable of Deno", "SUP301", node('const k = Deno.env.get("SUPERTONE_API_KEY");\nconsole.log([|k|]);\n')),
    leak("variable of Bun", "SUP301", node("console.log([|Bun.env.SUPERTONE_API_KEY|]);\n")),
    leak(
        "variable of a worker",
        "SUP301",
        node("export default { async fetch(request, env) { console.log([|env.SUPERTONE_API_KEY|]); } };\n"),
    ),
    leak(
        "neutral variable that is sent",
        "SUP301",
        node(
            "const t = process.env.TTS_TOKEN;\n"
            f'fetch("{URL}", {{ headers: {{ "x-sup-api-key": t }} }});\nconsole.log([|process.env.TTS_TOKEN|]);\n'
        ),
    ),
    leak(
        "whole environment",
        "SUP301",
        node(
            "const key = process.env.SUPERTONE_API_KEY;\nconsole.log([|process.env|]);\n"
            "console.log([|{ ...process.env }|]);\nconsole.log([|JSON.stringify(process.env)|]);\n"
        ),
    ),
    leak(
        "checked environment",
        "SUP301",
        node("const env = z.object({ SUPERTONE_API_KEY: z.string() }).parse(process.env);\nconsole.log([|env|]);\n"),
    ),
    leak(
        "environment by env-var",
        "SUP301",
        node('const k = env.get("SUPERTONE_API_KEY").required().asString();\nconsole.log([|k|]);\n'),
    ),
    leak(
        "service of settings",
        "SUP301",
        node('const k = configService.get<string>("SUPERTONE_API_KEY");\nconsole.log([|k|]);\n'),
    ),
    leak(
        "secret of a store",
        "SUP301",
        node(
            'const s = await client.send(new GetSecretValueCommand({ SecretId: "prod/supertone-api-key" }));\n'
            "console.log([|s.SecretString|]);\n"
        ),
    ),
    leak(
        "secret of another store",
        "SUP301",
        node(
            'const [v] = await client.accessSecretVersion({ name: "secrets/supertone-api-key/versions/1" });\n'
            "console.log([|v.payload.data.toString()|]);\n"
        ),
    ),
    # --- the SDK ---
    leak(
        "client",
        "SUP301",
        node(
            f"{SDK}const token = load();\nconst client = new Supertone({{ apiKey: token }});\n"
            "console.log([|token|]);\nconsole.log([|client|]);\nconsole.log([|JSON.stringify(client)|]);\n"
            "console.log([|client._options|]);\n"
        ),
    ),
    leak(
        "hook of the client",
        "SUP302",
        node(
            f'{SDK}import {{ HTTPClient }} from "@supertone/supertone/lib/http.js";\nconst http = new HTTPClient();\n'
            'http.addHook("beforeRequest", (request) => { console.log([|[...request.headers]|]); });\n'
            "const client = new Supertone({ apiKey: process.env.SUPERTONE_API_KEY, httpClient: http });\n"
        ),
    ),
    clean(
        "client, key by a function",
        node(
            f"{SDK}const c = new Supertone({{ apiKey: async () => process.env.SUPERTONE_API_KEY }});\nconsole.log(c);\n"
        ),
    ),
    clean(
        "replies and errors of the client",
        node(
            f"{SDK}const c = new Supertone({{ apiKey: process.env.SUPERTONE_API_KEY }});\n"
            "try { const r = await c.voices.listVoices();\nconsole.log(r, `${c}`); }\n"
            "catch (error) { console.error(error, error.headers, error.message); }\n"
        ),
    ),
    # --- requests ---
    leak("request", "SUP302", node(f'const r = new Request("{URL}", {HEADERS});\nconsole.log([|r|]);\n')),
    leak(
        "headers of a request",
        "SUP302",
        node(f'const r = new Request("{URL}", {HEADERS});\nconsole.log([|r.headers|]);\n'),
    ),
    leak(
        "error of axios",
        "SUP302",
        node(
            f'{AXIOS}try {{ await axios.get("{URL}", {HEADERS}); }}\n'
            "catch (e) { console.error([|e.config.headers|]); }\n"
        ),
    ),
    leak(
        "error of axios elsewhere",
        "SUP302",
        node(
            f'{AXIOS}axios.get("{URL}", {HEADERS});\n'
            "export function report(error) { console.error([|error.response?.config?.headers|]); }\n"
        ),
    ),
    leak(
        "headers of all requests",
        "SUP302",
        node(
            f'{AXIOS}axios.defaults.headers.common["x-sup-api-key"] = process.env.SUPERTONE_API_KEY;\n'
            'try { await axios.get("/v1") } catch (error) { console.error([|error|]) }\n'
        ),
    ),
    leak(
        "headers by an interceptor",
        "SUP302",
        node(
            f"{AXIOS}const api = axios.create();\napi.interceptors.request.use((config) => {{\n"
            '  config.headers["x-sup-api-key"] = process.env.SUPERTONE_API_KEY;\n  return config;\n});\n'
            'try { await api.get("/v1") } catch (error) { console.error([|error.config|]) }\n'
        ),
    ),
    leak(
        "headers of axios set by a method, as JSON",
        "SUP302",
        node(
            "class Tts {\n  init() {\n"
            "    this.http.axiosRef.interceptors.request.use((sent) => {\n"
            "      sent.headers.set('x-sup-api-key', process.env.SUPERTONE_API_KEY);\n"
            "      console.log([|JSON.stringify(sent.headers)|]);\n      return sent;\n    });\n"
            "    const client = this.http.axiosRef;\n"
            "    client.interceptors.request.use(({ headers, ...rest }) => {\n"
            "      headers.set('x-sup-api-key', process.env.SUPERTONE_API_KEY);\n"
            "      console.log([|`sent ${JSON.stringify(headers)}`|]);\n      return { headers, ...rest };\n    });\n"
            "  }\n}\n"
            "function sign(request) {\n  request.headers.set('x-sup-api-key', process.env.SUPERTONE_API_KEY);\n"
            "  console.log([|JSON.stringify(request)|]);\n  return request;\n}\n"
            "api.interceptors.request.use(sign);\n"
            "export function signed(config) {\n"
            "  config.headers.set('x-sup-api-key', process.env.SUPERTONE_API_KEY);\n"
            "  console.log([|JSON.stringify(config.headers)|]);\n}\n"
        ),
    ),
    leak(
        "headers that axios' own class makes",
        "SUP302",
        node(
            "import { AxiosHeaders } from 'axios';\n"
            "const headers = AxiosHeaders.from({ 'x-sup-api-key': process.env.SUPERTONE_API_KEY });\n"
            "console.log([|JSON.stringify(headers)|]);\n"
        ),
    ),
    clean(
        "headers of the web as JSON",
        node(
            "import { client } from '@hey-api/client-fetch';\nimport { client as made } from './client/client.gen';\n"
            "const sign = (request) => {\n"
            "  request.headers.set('x-sup-api-key', process.env.SUPERTONE_API_KEY);\n"
            "  console.log(JSON.stringify(request.headers));\n  return request;\n};\n"
            "client.interceptors.request.use(sign);\nmade.interceptors.request.use(sign);\n"
        ),
    ),
    clean(
        "other headers and parts of a configuration",
        node(
            "const key = process.env.SUPERTONE_API_KEY;\nhttp.interceptors.request.use((config) => {\n"
            "  config.headers.set('accept', 'audio/wav');\n  console.log(JSON.stringify(config.headers));\n"
            "  return config;\n});\n"
            "this.http.interceptors.request.use((sent) => {\n  sent.headers.set('x-sup-api-key', key);\n"
            "  console.log(JSON.stringify(sent.params), sent.method);\n  return sent;\n});\n"
        ),
    ),
    clean(
        "parts of replies and errors",
        node(
            f'{AXIOS}try {{ const r = await axios.get("{URL}", {HEADERS});\n'
            "console.log(r.data, r.status, r.headers); }\n"
            "catch (e) { console.error(e.message, e.code, e.response?.status, e.response?.data, `${e}`, String(e)); }\n"
        ),
    ),
    clean(
        "error of fetch",
        node(
            f'try {{ const r = await fetch("{URL}", {HEADERS});\nconsole.log(r, r.headers); }}\n'
            "catch (e) { console.error(e); }\n"
        ),
    ),
    clean(
        "request as text",
        node(f'const r = new Request("{URL}", {HEADERS});\nconsole.log(r.url, JSON.stringify(r), `${{r}}`);\n'),
    ),
    # --- servers ---
    leak(
        "headers that come in",
        "SUP302",
        node(
            'app.post("/", (req, res) => {\n  const k = req.get("x-sup-api-key");\n'
            "  console.log([|req.headers|]);\n});\n"
        ),
    ),
    leak(
        "header that comes in",
        "SUP301",
        node('export async function POST(request) {\n  console.log([|request.headers.get("x-sup-api-key")|]);\n}\n'),
    ),
    clean(
        "headers that come in without the key",
        node(f'app.post("/", (req, res) => {{\n  console.log(req.headers);\n  fetch("{URL}", {HEADERS});\n}});\n'),
    ),
    # --- objects ---
    leak(
        "field of a class",
        "SUP301",
        node(
            "class Tts {\n  constructor(private readonly apiKey: string) {}\n"
            "  say() { console.log([|this.apiKey|]);\n"
            f'    return fetch("{URL}", {{ headers: {{ "x-sup-api-key": this.apiKey }} }}); }}\n}}\n'
            "console.log([|new Tts(process.env.SUPERTONE_API_KEY)|]);\n"
        ),
    ),
    clean(
        "private field",
        node(
            "class Vault {\n  #key;\n  constructor(key) { this.#key = key; }\n}\n"
            "console.log(new Vault(process.env.SUPERTONE_API_KEY));\n"
        ),
    ),
    clean(
        "object in a template",
        node(
            'const h = { "x-sup-api-key": process.env.SUPERTONE_API_KEY };\n'
            "console.log(`headers: ${h}`, Object.keys(h));\n"
        ),
    ),
    leak(
        "list in a template",
        "SUP301",
        node("const k = [process.env.SUPERTONE_API_KEY];\nconsole.log([|`keys: ${k}`|]);\n"),
    ),
    leak(
        "module of CommonJS",
        "SUP301",
        {
            "config.js": "module.exports = { key: process.env.SUPERTONE_API_KEY };\n",
            "tts.js": 'const { key } = require("./config");\nconst config = require("./config");\n'
            "console.log([|key|]);\nconsole.log([|config|]);\n",
        },
    ),
    # --- names that are no keys ---
    clean(
        "functions named after the key",
        node(
            'import { getSupertoneApiKey } from "./vault";\nconst useSupertoneKey = () => 1;\n'
            "console.log(getSupertoneApiKey, useSupertoneKey);\n"
        ),
    ),
    clean(
        "setter of a state",
        node('const [supertoneKey, setSupertoneKey] = useState("");\nconsole.log(setSupertoneKey);\n'),
    ),
    clean(
        "other variables",
        node("console.log(process.env.NODE_ENV, process.env.OPENAI_API_KEY, process.env.SUPERTONE_VOICE_ID);\n"),
    ),
    clean(
        "what is missing",
        node(
            "const key = process.env.SUPERTONE_API_KEY;\nif (!key) { console.error(`SUPERTONE_API_KEY is ${key}`); }\n"
        ),
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_sources(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
