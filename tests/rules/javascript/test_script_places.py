"""Keys in clear in JavaScript and TypeScript: the places that hold them, and literals that are none."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import checked
from tests.rules.javascript.script_cases import assert_reported, case

HOST = 'const HOST = "https://supertoneapi.com/v1";\n'

REPORTED = [
    # --- the SDK ---
    case(
        "constructor",
        'import { Supertone } from "@supertone/supertone";\nconst c = new Supertone({ apiKey: [|"«key»"|] });\n',
    ),
    case(
        "constructor of the core, options apart, no shape",
        'import { SupertoneCore as Core } from "@supertone/supertone/core.js";\n'
        'const options = { timeoutMs: 100, apiKey: [|"t7-Kq!9zz"|] };\nconst c = new Core(options);\n',
    ),
    case(
        "constructor by require, key by a function",
        'const { Supertone } = require("supertone");\n'
        'const c = new Supertone({ ...base, apiKey: async () => [|"«key»"|] });\n',
    ),
    case(
        "constructor as a default",
        'import Supertone from "@supertone/supertone";\nconst c = new Supertone({ apiKey: [|"«key»"|] });\n',
    ),
    case(
        "constructor of a module",
        'import * as st from "npm:@supertone/supertone";\nconst c = new st.Supertone({ "apiKey": [|"«key»"|] });\n',
    ),
    case(
        "constructor of a derived class",
        'import { Supertone } from "@supertone/supertone";\n'
        'class Tts extends Supertone { constructor() { super({ apiKey: [|"«key»"|] }); } }\n',
    ),
    # --- headers ---
    case("header of fetch", 'fetch(url, { headers: { "x-sup-api-key": [|"«key»"|], accept: "audio/wav" } });\n'),
    case("header in another case", "fetch(url, { headers: { 'X-Sup-Api-Key': [|'«key»'|] } });\n"),
    case("header by its constant", 'const HEADER = "x-sup-api-key";\nconst headers = { [HEADER]: [|"«key»"|] };\n'),
    case(
        "headers object",
        'const h = new Headers();\nh.set("x-sup-api-key", [|"«key»"|]);\n'
        'const other = new Headers();\nother.append("X-SUP-API-KEY", [|`«key»`|]);\n',
    ),
    case("headers of pairs", 'const h = new Headers([["x-sup-api-key", [|"«key»"|]], ["accept", "audio/wav"]]);\n'),
    case("map of headers", 'const h = new Map([["x-sup-api-key", [|"«key»"|]]]);\n'),
    case("header of a chain", 'request.get(url).set("x-sup-api-key", [|"«key»"|]);\n'),
    case("header of all requests", 'axios.defaults.headers.common["x-sup-api-key"] = [|"«key»"|];\n'),
    case("header in text", "const line = `x-sup-api-key: [|«key»|]`;\n"),
    case(
        "bearer to the host",
        'fetch("https://supertoneapi.com/v1/voices", { headers: { Authorization: "Bearer [|«key»|]" } });\n',
    ),
    # --- variables, fields, fallbacks ---
    case("variable", 'export const SUPERTONE_API_KEY = [|"«key»"|];\n'),
    case("neutral variable", HOST + 'const API_KEY = [|"«key»"|];\n'),
    case(
        "neutral variable that is sent",
        'const code = [|"«key»"|];\nfetch(url, { headers: { "x-sup-api-key": code } });\n',
    ),
    case("static field", 'class Tts { private static API_KEY = process.env.SUPERTONE_API_KEY || [|"«key»"|]; }\n'),
    case("field of a named class", 'class SupertoneService { readonly apiKey = [|"«key»"|]; }\n'),
    case("field set in a constructor", 'class SupertoneService { constructor() { this.apiKey = [|"«key»"|]; } }\n'),
    case("private field", 'class Tts { #supertoneKey = [|"«key»"|]; }\n'),
    case("enumeration", 'export enum Keys { SUPERTONE_API_KEY = [|"«key»"|], Other = "b" }\n'),
    case("constant object", 'export const config = { supertone: { apiKey: [|"«key»"|] } } as const;\n'),
    case("default export", 'export default { supertone: { apiKey: [|"«key»"|] } } satisfies Config;\n'),
    case("exports of CommonJS", {"k.cjs": 'module.exports = { supertoneApiKey: [|"«key»"|] };\n'}),
    case("fallback", 'const key = process.env.SUPERTONE_API_KEY ?? [|"«key»"|];\n'),
    case("fallback of a worker", 'const handler = (env) => env.SUPERTONE_API_KEY || [|"«key»"|];\n'),
    case("fallback of Deno", 'const key = Deno.env.get("SUPERTONE_API_KEY") ?? [|"«key»"|];\n'),
    case("fallback as an argument", 'const key = getEnvOrDefault("SUPERTONE_API_KEY", [|"«key»"|]);\n'),
    case("fallback by a condition", 'const key = live ? process.env.SUPERTONE_API_KEY : [|"«key»"|];\n'),
    case("default in a pattern", 'const { SUPERTONE_API_KEY = [|"«key»"|] } = process.env;\n'),
    case("default in a pattern, renamed", 'const { SUPERTONE_API_KEY: key = [|"«key»"|] } = process.env;\n'),
    case("default of a parameter", 'function speak(text, supertoneApiKey = [|"«key»"|]) {}\n'),
    case("default in a parameter's pattern", 'function speak({ supertoneApiKey = [|"«key»"|] } = {}) {}\n'),
    case(
        "environment set",
        'process.env.SUPERTONE_API_KEY = [|"«key»"|];\nprocess.env["SUPERTONE_API_KEY"] ??= [|"«key»"|];\n',
    ),
    case("environment stubbed", 'vi.stubEnv("SUPERTONE_API_KEY", [|"«key»"|]);\n'),
    # --- declarations of settings ---
    case(
        "default of a schema",
        'const env = z.object({ SUPERTONE_API_KEY: z.string().min(8).default([|"«key»"|]) }).parse(process.env);\n',
    ),
    case(
        "default of an optional schema",
        'const schema = v.object({ SUPERTONE_API_KEY: v.optional(v.string(), [|"«key»"|]) });\n',
    ),
    case("default of envalid", 'cleanEnv(process.env, { SUPERTONE_API_KEY: str({ devDefault: [|"«key»"|] }) });\n'),
    case(
        "default of convict",
        'convict({ tts: { code: { env: "SUPERTONE_API_KEY", default: [|"«key»"|], format: String } } });\n',
    ),
    case("default of an option", 'program.option("--supertone-api-key <key>", "the account", [|"«key»"|]);\n'),
    case("default of yargs", 'yargs.option("supertone-api-key", { default: [|"«key»"|], type: "string" });\n'),
    # --- calls ---
    case("setter", 'supertone.setApiKey([|"«key»"|]);\nsetSupertoneApiKey([|"«key»"|]);\n'),
    case("function that gives it", 'function getSupertoneApiKey() { return [|"«key»"|]; }\n'),
    case("arrow that gives it", 'const supertoneKey = () => [|"«key»"|];\n'),
    case(
        "decoded, joined, reversed",
        'const one = { "x-sup-api-key": atob([|"«key|base64»"|]) };\n'
        'const two = { "x-sup-api-key": [|["«key|first»", "«key|second»"].join("")|] };\n'
        'const three = { "x-sup-api-key": [...[|"«key|reversed»"|]].reverse().join("") };\n',
    ),
    # --- comparisons ---
    case("comparison", 'if (req.headers["x-sup-api-key"] === [|"«key»"|]) next();\n'),
    case(
        "comparison in constant time",
        'if (crypto.timingSafeEqual(Buffer.from(req.get("x-sup-api-key")), Buffer.from([|"«key»"|]))) next();\n',
    ),
    case("comparison in a list", 'if ([[|"«key»"|], "test-key"].includes(supertoneApiKey)) next();\n'),
    case("comparison of a switch", 'switch (req.headers["x-sup-api-key"]) { case [|"«key»"|]: break; }\n'),
    case("expectation", 'expect(headers["x-sup-api-key"]).toBe([|"«key»"|]);\n'),
    # --- comments, modules ---
    case("comments", '// const supertoneApiKey = [|"«key»"|];\n/* x-sup-api-key: [|«key»|] */\n'),
    case(
        "constant of another module",
        {
            "config.ts": 'export const CODE = [|"«key»"|];\n',
            "tts.ts": 'import { CODE as code } from "./config";\nconst headers = { "x-sup-api-key": code };\n',
        },
    ),
    case(
        "constant of a module of CommonJS",
        {
            "config.js": 'exports.code = [|"«key»"|];\n',
            "tts.js": 'const config = require("./config");\nconst headers = { "x-sup-api-key": config.code };\n',
        },
    ),
    case("command", "execSync(\"curl -H 'x-sup-api-key: [|«key»|]' https://supertoneapi.com/v1/voices\");\n"),
]

CLIENT = [
    case("property", 'export const A = () => <SupertoneProvider apiKey=[|"«key»"|]><b>hi</b></SupertoneProvider>;\n'),
    case("property in braces", 'export const A = () => <Voice supertoneApiKey={[|"«key»"|]} />;\n'),
    case(
        "states",
        'const [supertoneKey, setSupertoneKey] = useState([|"«key»"|]);\n'
        'export const supertoneApiKey = ref([|"«key»"|]);\n',
    ),
    case("header of a request", 'const x = new XMLHttpRequest();\nx.setRequestHeader("x-sup-api-key", [|"«key»"|]);\n'),
    case("storage", 'localStorage.setItem("supertone_api_key", [|"«key»"|]);\n'),
    case("page", {"index.html": '<script>\nconst headers = { "x-sup-api-key": [|"«key»"|] };\n</script>\n'}),
    case(
        "component",
        {"Say.vue": '<script setup lang="ts">\nconst supertoneKey: string = [|"«key»"|];\n</script>\n<template/>\n'},
    ),
]

SILENT = [
    case(
        "read from the environment",
        'import { Supertone } from "@supertone/supertone";\n'
        "const a = new Supertone({ apiKey: process.env.SUPERTONE_API_KEY });\n"
        'const b = new Supertone({ apiKey: "your-api-key-here", serverURL: "https://supertoneapi.com/v1" });\n',
    ),
    case(
        "key of another client",
        'import { Supertone } from "@supertone/supertone";\nimport OpenAI from "openai";\n'
        'const API_KEY = "«key»";\nconst o = new OpenAI({ apiKey: API_KEY });\n',
    ),
    case(
        "key in another client's options",
        'import { Supertone } from "@supertone/supertone";\nimport { ElevenLabsClient } from "elevenlabs";\n'
        'const o = new ElevenLabsClient({ apiKey: "«key»" });\n',
    ),
    case(
        "headers of other hosts",
        'fetch("https://api.elevenlabs.io/v1/tts", { headers: { "xi-api-key": "«key»" } });\n'
        'fetch("https://api.openai.com/v1/models", { headers: { Authorization: "Bearer «key»" } });\n'
        'fetch("https://supertoneapi.com/v1/voices", { headers: { "x-sup-api-key": key } });\n',
    ),
    case(
        "lists of header names",
        'res.setHeader("Access-Control-Allow-Headers", "x-sup-api-key, content-type");\n'
        'const names = ["x-sup-api-key", "content-type"];\n',
    ),
    case(
        "names of slots",
        'const SUPERTONE_KEY = "yt_scene_maker_supertone";\nstore.getItem("supertone_api_key");\n'
        'store.setItem("supertone_api_key", input.value);\n',
    ),
    case(
        "labels",
        'const t = { supertoneApiKey: "Supertone API Key", supertoneApiKeyLabel: "API 키를 입력하세요" };\n'
        't2("supertoneApiKey", "Supertone API key");\n',
    ),
    case("form", '<input id="supertone-api-key" placeholder="Enter your Supertone API key" type="password" />;\n'),
    case("schema", 'z.object({ SUPERTONE_API_KEY: z.string().min(1, "SUPERTONE_API_KEY is required") });\n'),
    case("schema of JSON", 'const s = { supertoneApiKey: { type: "string", title: "Supertone API key" } };\n'),
    case(
        "fakes of tests", 'process.env.SUPERTONE_API_KEY = "test-key";\nvi.stubEnv("SUPERTONE_API_KEY", "test-key");\n'
    ),
    case("titles of tests", 'it("supertone api key", () => { expect(1).toBe(1); });\n'),
    case(
        "keys of queries and lists",
        HOST + 'useQuery({ queryKey: ["supertone"], key: "«key»" });\n<li key="«key»" />;\n',
    ),
    case("template of the variable", "const headers = { 'x-sup-api-key': `${process.env.SUPERTONE_API_KEY}` };\n"),
    case(
        "placeholder compared",
        'if (apiKey === "your_supertone_api_key_here") throw new Error("Set SUPERTONE_API_KEY in .env");\n',
    ),
    case("voices", HOST + 'const voices = { anna: "20160a4c5ba38967330c84", ben: "opSGuRvHBe7EfZ4LQga1hE" };\n'),
    case("digests", HOST + 'const etag = "«key»";\nconst integrity = "sha512-«key»";\nconst sessionId = "«key»";\n'),
    case("types", 'interface Env { SUPERTONE_API_KEY: string }\ntype Header = "x-sup-api-key";\n'),
    case(
        "names of variables",
        'enum Names { Key = "SUPERTONE_API_KEY" }\nconst secret = defineSecret("SUPERTONE_API_KEY");\n',
    ),
    case("patterns", "const supertoneKeyPattern = /^[0-9a-f]{32}$/;\n"),
    case("on the device", 'import { TTS } from "supertonic";\nconst tts = new TTS({ apiKey: "«key»" });\n'),
    case(
        "setters of other things", 'setSupertoneApiKey(value);\nsetSupertoneKeyError("The key is not valid at all");\n'
    ),
    case(
        "passed on to a process",
        "module.exports = { apps: [{ env: { SUPERTONE_API_KEY: process.env.SUPERTONE_API_KEY } }] };\n",
    ),
    case("empty defaults", 'const { supertoneApiKey = "" } = config;\nexport { supertoneApiKey as key };\n'),
]


@pytest.mark.parametrize("example", REPORTED)
def test_a_key_in_a_script(example: Example, folder: Path) -> None:
    assert_reported("SUP101", example, folder)


@pytest.mark.parametrize("example", CLIENT)
def test_a_key_in_a_script_for_clients(example: Example, folder: Path) -> None:
    assert_reported("SUP101 SUP201", example, folder)


@pytest.mark.parametrize(
    ("name", "source", "remedy"),
    [
        ("a.ts", 'export const SUPERTONE_API_KEY = "«key»";\n', "process.env.SUPERTONE_API_KEY"),
        ("a.ts", 'if (supertoneApiKey === "«key»") next();\n', "crypto.timingSafeEqual"),
        ("a.py", 'SUPERTONE_API_KEY = "«key»"\n', 'os.environ["SUPERTONE_API_KEY"]'),
        ("a.py", 'if supertone_api_key == "«key»":\n    pass\n', "hmac.compare_digest"),
    ],
)
def test_the_remedy_speaks_the_language_of_the_file(name: str, source: str, remedy: str, folder: Path) -> None:
    report, _ = checked({name: source}, folder)
    (finding,) = report.findings
    assert remedy in finding.help


@pytest.mark.parametrize("example", SILENT)
def test_a_literal_that_is_no_key(example: Example, folder: Path) -> None:
    assert_reported("SUP101 SUP104 SUP201", example, folder)
