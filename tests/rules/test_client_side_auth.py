"""SUP203: whose key a client sends, how severe that is, and what is left to other rules."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.model.finding import Finding
from sup_lint.model.severity import Severity
from tests.rules.examples import KEY, checked

CODE = "SUP203"
REACT = '{"dependencies": {"react": "19", "react-dom": "19"}}'


def found(files: Mapping[str, str], folder: Path) -> list[Finding]:
    report, _ = checked(files, folder)
    assert not report.failures
    return [each for each in report.findings if each.code == CODE]


def page(script: str) -> dict[str, str]:
    return {"index.html": f"<script>\n{script}\n</script>\n"}


def component(body: str, markup: str = "<p/>") -> dict[str, str]:
    imports = "import { useState, useEffect } from 'react';"
    text = f"{imports}\nexport function Say(props) {{\n{body}\n  return {markup};\n}}\n"
    return {"package.json": REACT, "src/Say.jsx": text}


SEND = "fetch(url, { headers: { 'x-sup-api-key': %s } });"

OWN = {
    "field": page("const field = document.getElementById('key');\n" + SEND % "field.value"),
    "field at once": page(SEND % "document.querySelector('#key').value.trim()"),
    "storage": page(SEND % "localStorage.getItem('supertoneApiKey')"),
    "member of the storage": page(SEND % "localStorage.supertoneApiKey"),
    "storage with a default": page(SEND % "sessionStorage.getItem('supertoneApiKey') || ''"),
    "prompt": page("const key = prompt('Your key?');\n" + SEND % "key"),
    "bearer": page(
        "const k = localStorage.getItem('k');\n"
        "fetch('https://supertoneapi.com/v1', { headers: { Authorization: `Bearer ${k}` } });"
    ),
    "storage of an extension": page(
        "chrome.storage.local.get(['k'], (all) => {\n" + SEND % "all.supertoneKey" + "\n});"
    ),
    "storage of an extension, awaited": page(
        "const { supertoneKey } = await chrome.storage.local.get('k');\n" + SEND % "supertoneKey"
    ),
    "state that a field sets": component(
        "  const [key, setKey] = useState('');\n" + SEND % "key", "<input onChange={(e) => setKey(e.target.value)} />"
    ),
    "state that React Native's field sets": component(
        "  const [key, setKey] = useState('');\n" + SEND % "key", "<TextInput onChangeText={setKey} />"
    ),
    "state kept in the storage": component(
        "  const [key] = useState(() => localStorage.getItem('k'));\n" + SEND % "key"
    ),
    "state read in an effect": component(
        "  const [key, setKey] = useState(null);\n  useEffect(() => { setKey(localStorage.getItem('k')); }, []);\n"
        + SEND % "key"
    ),
    "secure storage": component(
        "  const load = async () => {\n    const key = await SecureStore.getItemAsync('k');\n" + SEND % "key" + "\n  };"
    ),
    "field of Vue": {
        "Say.vue": "<template><input v-model=\"typed\"></template>\n<script setup>\nconst typed = ref('');\n"
        f"const say = () => {SEND % 'typed.value'}\n</script>\n"
    },
    "field of Svelte": {
        "Say.svelte": f"<script>\n  let key = '';\n  const say = () => {SEND % 'key'}\n</script>\n"
        "<input bind:value={key}>\n"
    },
    "SDK": page(
        "import { Supertone } from '@supertone/supertone';\nnew Supertone({ apiKey: localStorage.getItem('k') });"
    ),
}


@pytest.mark.parametrize("files", OWN.values(), ids=OWN)
def test_the_users_own_key_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (finding,) = found(files, tmp_path)
    assert finding.severity == Severity.WARNING
    assert "the user's own" in finding.message


OURS = {
    "global": page(SEND % "window.SUPERTONE_API_KEY"),
    "variable of the build": page(SEND % "process.env.SUPERTONE_API_KEY"),
    "reply of a server": page("const { key } = await (await fetch('/api/key')).json();\n" + SEND % "key"),
    "attribute of the page": page(SEND % "document.body.dataset.supertoneKey"),
    "property": component(SEND % "props.supertoneApiKey"),
    "storage with a fallback that is not the user's": page(SEND % "localStorage.getItem('k') || window.SUPERTONE_KEY"),
    "state that a server fills": component(
        "  const [key, setKey] = useState('');\n  fetch('/key').then((r) => r.text()).then((t) => setKey(t));\n"
        + SEND % "key"
    ),
    "interceptor": page(
        "axios.interceptors.request.use((c) => { c.headers['x-sup-api-key'] = window.key; return c; });"
    ),
    "request": page("const r = new Request(url, { headers: { 'x-sup-api-key': window.key } });\nfetch(r);"),
    "pairs": page("fetch(url, { headers: [['x-sup-api-key', window.key]] });"),
    "jQuery": page("$.ajax({ url, headers: { 'x-sup-api-key': window.key } });"),
    "home-made header to our server": page("fetch('/tts', { headers: { 'x-supertone-key': window.key } });"),
    "options of the SDK": page(
        "import { Supertone } from '@supertone/supertone';\n"
        "const options = { apiKey: window.key };\nnew Supertone(options);"
    ),
}


@pytest.mark.parametrize("files", OURS.values(), ids=OURS)
def test_any_other_key_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]) -> None:
    monkeypatch.chdir(tmp_path)
    (finding,) = found(files, tmp_path)
    assert finding.severity == Severity.ERROR
    assert "Everyone who opens the page" in finding.message


SILENT = {
    "no key": page("fetch('/tts', { headers: { accept: 'audio/wav' } });"),
    "literal": page(SEND % "'«key»'"),
    "literal behind names": page("const config = { key: '«key»' };\nconst k = config.key;\n" + SEND % "k"),
    "literal of another module": {
        "package.json": REACT,
        "src/config.js": "export const code = '«key»';\n",
        "src/Say.jsx": "import { code } from './config';\nexport const say = () => " + SEND % "code" + "\n",
    },
    "published variable": page(SEND % "import.meta.env.VITE_SUPERTONE_API_KEY"),
    "published variable behind a name": page("const k = import.meta.env.VITE_SUPERTONE_API_KEY;\n" + SEND % "k"),
    "published variable in Vue's options": {
        "package.json": '{"dependencies": {"vue": "2"}}',
        "Say.vue": "<script>\nexport default {\n  data() { return { secret: process.env.VUE_APP_SUPERTONE_API_KEY } },\n"
        "  methods: { say() { " + SEND % "this.secret" + " } },\n}\n</script>\n",
    },
    "published variable in a store": {
        "package.json": REACT,
        "src/store.js": "export const useTts = create(() => ({ token: import.meta.env.VITE_SUPERTONE_API_KEY }));\n",
        "src/Say.jsx": "import { useTts } from './store';\nexport function Say() {\n  const { token } = useTts();\n"
        "  const again = useTts((state) => state.token);\n  " + SEND % "token" + "\n}\n",
    },
    "published variable that is handed over": {
        "package.json": REACT,
        "src/tts.js": "export const say = (text, key) => " + SEND % "key" + "\n",
        "src/App.jsx": "import { say } from './tts';\n"
        "export const App = () => <p onClick={() => say('a', process.env.REACT_APP_SUPERTONE_API_KEY)} />;\n",
    },
    "published variable as a prop": {
        "package.json": REACT,
        "src/Say.jsx": "export function Say({ apiKey }) {\n  " + SEND % "apiKey" + "\n}\n",
        "src/App.jsx": "import { Say } from './Say';\n"
        "export const App = () => <Say apiKey={import.meta.env.VITE_SUPERTONE_API_KEY} />;\n",
    },
    "variable that esbuild puts in": {
        "package.json": '{"devDependencies": {"esbuild": "0.25"}}',
        "build.mjs": "import { build } from 'esbuild';\nconst define = {};\nfor (const name of ['SUPERTONE_API_KEY', 'MODE'])\n"
        "  define[`process.env.${name}`] = JSON.stringify(process.env[name]);\nawait build({ define });\n",
        "src/say.js": "document.title = '';\n" + SEND % "process.env.SUPERTONE_API_KEY" + "\n",
    },
    "placeholder": page("const k = 'your-api-key-here';\n" + SEND % "k"),
    "empty": page(SEND % "''"),
    "storage under the header's name": page("localStorage.setItem('x-sup-api-key', input.value);"),
    "cookie under the header's name": page("Cookies.set('x-sup-api-key', input.value);"),
    "map": page("const cache = new Map();\ncache.set('x-sup-api-key', input.value);"),
    "list of names": page("const names = ['x-sup-api-key', 'accept'];\nhide(names);"),
    "description": page("const schema = { 'x-sup-api-key': { type: 'string', required: true } };"),
    "comparison": page("if (name === 'x-sup-api-key') hide(name);"),
    "authorization of another": page(
        "// supertoneapi.com\nfetch('https://api.example.com', { headers: { Authorization: `Bearer ${t}` } });"
    ),
    "on-device synthesis": page(
        "import { Supertone } from './supertone-onnx.js';\nconst voice = new Supertonic('/assets');"
    ),
    "loader": {
        "package.json": '{"dependencies": {"@remix-run/react": "2", "@remix-run/node": "2"}}',
        "app/routes/say.tsx": "export async function loader() {\n  return "
        + SEND % "process.env.SUPERTONE_API_KEY"
        + "\n}\n",
    },
    "server function": {
        "package.json": '{"dependencies": {"@solidjs/start": "1", "solid-js": "1"}}',
        "src/routes/say.tsx": "const say = async () => {\n  'use server';\n  return "
        + SEND % "process.env.SUPERTONE_API_KEY"
        + "\n};\n",
    },
    "branch for the server": {
        "package.json": '{"dependencies": {"nuxt": "4"}}',
        "app/composables/useTts.ts": "if (import.meta.server) {\n" + SEND % "process.env.SUPERTONE_API_KEY" + "\n}\n",
    },
    "frontmatter": {
        "package.json": '{"dependencies": {"astro": "5"}}',
        "src/pages/index.astro": "---\nawait " + SEND % "import.meta.env.SUPERTONE_API_KEY" + "\n---\n<p/>\n",
    },
    "server code of a page's template": {
        "index.ejs": "<% " + SEND % "process.env.SUPERTONE_API_KEY" + " %>\n<script>hello();</script>\n"
    },
}


@pytest.mark.parametrize("files", SILENT.values(), ids=SILENT)
def test_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert found(files, tmp_path) == []


def test_a_literal_is_reported_once_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(page("const key = '«key»';\n" + SEND % "key"), tmp_path)
    assert [(each.code, each.region.line) for each in report.findings] == [("SUP201", 2)]
    assert KEY not in repr(report)


def test_each_request_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = page(SEND % "window.key" + "\n" + SEND % "window.key")
    assert [each.region.line for each in found(files, tmp_path)] == [2, 3]
