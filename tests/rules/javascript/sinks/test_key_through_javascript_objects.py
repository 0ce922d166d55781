"""The key on its way through JavaScript's objects, closures, callbacks and frameworks to a log."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.examples import assert_leaks, clean, leak

KEY = "const key = process.env.SUPERTONE_API_KEY;\n"
HEADERS = KEY + 'const headers = { Accept: "audio/wav", "x-sup-api-key": key };\n'


def script(body: str, head: str = KEY, name: str = "tts.ts") -> Example:
    """A module."""
    return {name: head + body}


CASES = [
    # --- objects ---
    leak(
        "this of an object",
        "SUP301",
        script("const api = { key, log() { console.log([|this.key|]); } };\napi.log();\n"),
    ),
    leak(
        "this of an object, set",
        "SUP301",
        script("const api = { init() { this.key = key; }, log() { console.log([|this.key|]); } };\n"),
    ),
    leak(
        "this in an arrow",
        "SUP301",
        script("const api = { key, log() { setTimeout(() => console.log([|this.key|])); } };\n"),
    ),
    leak(
        "constructor function",
        "SUP301",
        script(
            "function Client(token) { this.token = token; }\n"
            "Client.prototype.log = function () { console.log([|this.token|]); };\nnew Client(key).log();\n"
        ),
    ),
    leak(
        "static field",
        "SUP301",
        script("class Api {\n  static #key = key;\n  static log() { console.log([|Api.#key|]); }\n}\n"),
    ),
    leak(
        "getter", "SUP301", script("class Api {\n  get auth() { return key; }\n}\nconsole.log([|new Api().auth|]);\n")
    ),
    leak(
        "options of a constructor",
        "SUP301",
        script(
            "class Api {\n  constructor({ apiKey, logger = console }) { this.apiKey = apiKey; this.logger = logger; }\n"
            "  speak() { this.logger.info([|this.apiKey|]); }\n}\nnew Api({ apiKey: key }).speak();\n"
        ),
    ),
    leak(
        "nested",
        "SUP302",
        script(
            "const options = {};\noptions.headers = {};\noptions.headers['x-sup-api-key'] = key;\n"
            "console.log([|options|]);\n"
        ),
    ),
    leak(
        "nested, taken out again",
        "SUP301",
        script(
            "const options = { headers };\nconst { headers: { 'x-sup-api-key': taken } } = options;\n"
            "console.log([|taken|]);\n",
            HEADERS,
        ),
    ),
    leak(
        "remainder",
        "SUP302",
        script(
            "const options = { method: 'POST', headers };\nconst { method, ...rest } = options;\n"
            "console.log([|rest|]);\n",
            HEADERS,
        ),
    ),
    leak(
        "headers of a request",
        "SUP302",
        script(
            "export default {\n  async fetch(request, env) {\n"
            "    const sent = new Request('https://supertoneapi.com', request);\n"
            "    sent.headers.set('x-sup-api-key', env.SUPERTONE_API_KEY);\n"
            "    console.log([|[...sent.headers]|]);\n  },\n};\n",
            "",
        ),
    ),
    clean("other part of an object", script("const api = { key, voice: 1, log() { console.log(this.voice); } };\n")),
    clean(
        "remainder without it",
        script(
            "const options = { method: 'POST', headers };\nconst { headers: _, ...rest } = options;\n"
            "console.log(rest);\n",
            HEADERS,
        ),
    ),
    clean("overwritten", script("console.log({ ...{ key }, key: undefined }, { key: key && '***' });\n")),
    # --- functions ---
    leak(
        "curried",
        "SUP301",
        script("const say = (level) => (text) => console.log(level, [|text|]);\nsay('info')(key);\n"),
    ),
    leak(
        "logger that a function makes",
        "SUP301",
        script(
            "const createLogger = (name) => (...values) => console.log(name, ...[|values|]);\n"
            "const log = createLogger('tts');\nlog('key', key);\n"
        ),
    ),
    leak(
        "loggers that a function makes",
        "SUP301",
        script(
            "const createLogger = (name) => ({ info: (...values) => console.log(name, ...[|values|]) });\n"
            "const log = createLogger('tts');\nlog.info('key', key);\n"
        ),
    ),
    leak(
        "closure",
        "SUP301",
        script("const make = (token) => ({ log: () => console.log([|token|]) });\nmake(key).log();\n"),
    ),
    leak(
        "parameter with a default", "SUP301", script("const say = (token = key) => console.log([|token|]);\nsay();\n")
    ),
    leak(
        "destructured parameter",
        "SUP301",
        script("const say = ({ token }) => console.log([|token|]);\nsay({ token: key });\n"),
    ),
    leak(
        "generator",
        "SUP301",
        script("function* keys() { yield key; }\nfor (const each of keys()) console.log([|each|]);\n"),
    ),
    leak(
        "promise",
        "SUP301",
        script(
            "const load = async () => key;\nconst [token] = await Promise.all([load()]);\nconsole.log([|token|]);\n"
        ),
    ),
    leak(
        "promise of one's own",
        "SUP301",
        script(
            "const load = () => new Promise((resolve) => resolve(key));\n"
            "load().then((token) => console.log([|token|]));\n"
        ),
    ),
    leak(
        "chain of promises",
        "SUP301",
        script(
            "const load = async () => key;\n"
            "load().then((token) => ({ token })).then(({ token }) => console.log([|token|]));\n"
        ),
    ),
    leak(
        "map", "SUP301", script("const keys = new Map([['tts', key]]);\nconsole.log([|keys.get('tts')|], keys.size);\n")
    ),
    leak("list", "SUP301", script("const keys = [];\nkeys.push(key);\nconsole.log([|keys|]);\n")),
    clean(
        "curried without it",
        script("const say = (level) => (text) => console.log(level, text);\nsay('info')('ready');\n"),
    ),
    clean("callback without it", script("[key].forEach((token, index) => console.log(index));\n")),
    # --- functions that take the key out ---
    clean(
        "copy with a mask",
        script(
            "function safe(given) {\n  const copy = { ...given };\n"
            "  if (copy['x-sup-api-key']) copy['x-sup-api-key'] = '***';\n  return copy;\n}\n"
            "console.log(safe(headers));\n",
            HEADERS,
        ),
    ),
    clean(
        "copy without it",
        script(
            "function safe(given) {\n  const copy = new Headers(given);\n  copy.delete('x-sup-api-key');\n"
            "  return Object.fromEntries(copy);\n}\nconsole.log(safe(headers));\n",
            HEADERS,
        ),
    ),
    clean(
        "list of what is sensitive",
        script(
            "const HIDDEN = ['x-sup-api-key', 'authorization'];\n"
            "const safe = Object.fromEntries(Object.entries(headers).filter(([n]) "
            "=> !HIDDEN.includes(n.toLowerCase())));\n"
            "console.log(safe);\n",
            HEADERS,
        ),
    ),
    clean(
        "set of what is sensitive",
        script(
            "const HIDDEN = new Set(['x-sup-api-key']);\n"
            "const safe = Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, HIDDEN.has(n) "
            "? '***' : v]));\n"
            "console.log(safe);\n",
            HEADERS,
        ),
    ),
    clean(
        "pattern of what is sensitive",
        script(
            "const safe = Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, /key|auth/i.test(n) "
            "? '***' : v]));\n"
            "console.log(safe);\n",
            HEADERS,
        ),
    ),
    clean(
        "collected without it",
        script(
            "const safe = Object.keys(headers).reduce((all, name) => {\n"
            "  if (name !== 'x-sup-api-key') all[name] = headers[name];\n  return all;\n}, {});\nconsole.log(safe);\n",
            HEADERS,
        ),
    ),
    leak(
        "list of what is sensitive, without ours",
        "SUP302",
        script(
            "const HIDDEN = ['authorization', 'cookie'];\n"
            "const safe = Object.fromEntries(Object.entries(headers).filter(([n]) "
            "=> !HIDDEN.includes(n.toLowerCase())));\n"
            "console.log([|safe|]);\n",
            HEADERS,
        ),
    ),
    leak(
        "mask that does not mask",
        "SUP301",
        script("const mask = (text) => text.trim();\nconsole.log([|mask(key)|]);\n"),
    ),
    clean(
        "mask",
        script("const mask = (text) => text.slice(0, 4) + '*'.repeat(text.length - 4);\nconsole.log(mask(key));\n"),
    ),
    clean("where it is missing", script("if (!key) { console.error('no key', key); process.exit(1); }\n")),
    # --- frameworks ---
    leak(
        "React state",
        "SUP301",
        script(
            "export function Panel() {\n  const [token] = useState(key);\n"
            "  useEffect(() => { console.log([|token|]); }, [token]);\n"
            "  return <button onClick={() => console.log([|{ token }|])}>x</button>;\n}\n",
            "import { useEffect, useState } from 'react';\n" + KEY,
            "Panel.tsx",
        ),
    ),
    leak(
        "React memo and reference",
        "SUP302 SUP301",
        script(
            "export function Panel() {\n  const sent = useMemo(() => ({ 'x-sup-api-key': key }), []);\n"
            "  const box = useRef(key);\n"
            "  console.log([|sent|]);\n  console.log([|box.current|]);\n  return null;\n}\n",
            "import { useMemo, useRef } from 'react';\n" + KEY,
            "Panel.tsx",
        ),
    ),
    leak(
        "Vue",
        "SUP301 SUP302",
        {
            "Panel.vue": (
                "<script setup>\nimport { ref, computed, watch } from 'vue';\n"
                "const key = ref(import.meta.env.VITE_SUPERTONE_API_KEY);\n"
                "const sent = computed(() => ({ 'x-sup-api-key': key.value }));\n"
                "watch(key, (value) => console.log([|value|]));\nconsole.log([|sent.value|], key.value.length);\n"
                "</script>\n"
            )
        },
    ),
    clean(
        "React, the rest",
        script(
            "export function Panel() {\n  const [token, setToken] = useState(key);\n  const [voice] = useState('a');\n"
            "  console.log(voice, Boolean(token));\n"
            "  return <input value={token} onChange={(e) => setToken(e.target.value)} />;\n}\n",
            "import { useState } from 'react';\n" + KEY,
            "Panel.tsx",
        ),
    ),
]


@pytest.mark.parametrize(("codes", "example"), CASES)
def test_leaks(codes: str, example: Example, folder: Path) -> None:
    assert_leaks(codes, example, folder)
