"""Variables that build tools publish, where programs read and set them; and what only looks like it."""

from pathlib import Path

import pytest

from sup_lint.analysis import program as model
from sup_lint.analysis.project import Project
from sup_lint.analysis.publishing.reads import is_published_read
from sup_lint.keys.publishing import PUBLISHERS
from sup_lint.rule import Example
from tests.rules.examples import checked

ANGULAR = '{"dependencies": {"@angular/core": "19"}}'
READS = {
    "Vite": {"src/tts.ts": "const key = import.meta.env.[|VITE_SUPERTONE_API_KEY|];\n"},
    "Vite, optional": {"src/tts.ts": "const key = import.meta.env?.[|VITE_SUPERTONE_API_KEY|] ?? '';\n"},
    "Vite, bracket": {"src/tts.js": "const key = import.meta.env['[|VITE_SUPERTONE_API_KEY|]'];\n"},
    "Vite, taken apart": {"src/tts.js": "const { [|VITE_SUPERTONE_API_KEY|]: key } = import.meta.env;\n"},
    "Vite, another name": {"a.js": "const env = import.meta.env;\nspeak(env.[|VITE_SUPERTONE_API_KEY|]);\n"},
    "Vite, cast": {"a.ts": "const k = import.meta.env.[|VITE_SUPERTONE_API_KEY|] as string;\n"},
    "Vue": {"App.vue": "<script setup>\nconst k = import.meta.env.[|VITE_SUPERTONE_API_KEY|]\n</script>\n"},
    "Svelte, in markup": {"A.svelte": "<p>{import.meta.env.[|VITE_SUPERTONE_API_KEY|]}</p>\n"},
    "a page": {"index.html": '<meta name="key" content="%[|VITE_SUPERTONE_API_KEY|]%">\n'},
    "a template": {"public/index.html": "<script>var k = '<%= [|VUE_APP_SUPERTONE_API_KEY|] %>'</script>\n"},
    "Next": {"app/page.tsx": "'use client';\nconst k = process.env.[|NEXT_PUBLIC_SUPERTONE_API_KEY|]!;\n"},
    "Next, bracket": {"a.ts": "const k = process.env['[|NEXT_PUBLIC_SUPERTONE_API_KEY|]'];\n"},
    "Expo, taken apart": {"a.ts": "const { [|EXPO_PUBLIC_SUPERTONE_API_KEY|] } = process.env;\n"},
    "a header": {
        "a.jsx": "fetch('https://supertoneapi.com/v1/voices', { headers: {\n"
        "  'x-sup-api-key': process.env.[|REACT_APP_SUPERTONE_API_KEY|] } });\n"
    },
    "a neutral name in a header": {
        "a.jsx": "fetch('https://supertoneapi.com/v1/voices', { headers: {\n"
        "  'x-sup-api-key': import.meta.env.[|VITE_API_KEY|] } });\n"
    },
    "a neutral name over a variable": {
        "a.ts": "const token = import.meta.env.[|VITE_TTS_TOKEN|];\n"
        "export const headers = () => ({ 'x-sup-api-key': token });\n"
    },
    "a fallback": {"a.ts": "const k = import.meta.env.[|VITE_SUPERTONE_API_KEY|] || window.prompt('key');\n"},
    "SvelteKit, static": {"a.ts": "import { [|PUBLIC_SUPERTONE_API_KEY|] as key } from '$env/static/public';\n"},
    "SvelteKit, dynamic": {
        "a.ts": "import { env } from '$env/dynamic/public';\nconst k = env.[|PUBLIC_SUPERTONE_API_KEY|];\n"
    },
    "Astro": {"a.astro": "---\nimport { [|SUPERTONE_API_KEY|] } from 'astro:env/client';\n---\n"},
    "Astro's schema": {
        "astro.config.mjs": "export default defineConfig({ env: { schema: {\n"
        "  [|SUPERTONE_API_KEY|]: envField.string({ context: 'client', access: 'public' }) } } });\n"
    },
    "Nuxt": {"a.vue": "<script setup>\nconst k = useRuntimeConfig().public.[|supertoneApiKey|]\n</script>\n"},
    "Nuxt, in steps": {
        "a.ts": "const { public: { [|supertoneApiKey|] } } = useRuntimeConfig();\n"
        "const config = useRuntimeConfig();\nspeak(config.public.supertone.[|apiKey|]);\n"
    },
    "Nuxt's settings": {
        "nuxt.config.ts": "export default defineNuxtConfig({\n"
        "  runtimeConfig: { supertoneApiKey: '', public: { [|supertoneApiKey|]: '' } } });\n"
    },
    "react-native-dotenv": {"a.js": "import { [|SUPERTONE_API_KEY|] } from '@env';\n"},
    "react-native-config": {
        "a.js": "import Config from 'react-native-config';\nconst k = Config.[|SUPERTONE_API_KEY|];\n"
    },
    "Expo's extra": {
        "a.ts": "import Constants from 'expo-constants';\n"
        "const k = Constants.expoConfig?.extra?.[|supertoneApiKey|];\n"
        "const extra = Constants.manifest.extra;\nconst again = extra.[|supertoneApiKey|];\n"
    },
    "Expo's extra, taken apart": {
        "a.ts": "import Constants from 'expo-constants';\nconst { [|supertoneApiKey|] } = Constants.expoConfig.extra;\n"
    },
    "Next's public settings": {
        "a.js": "import getConfig from 'next/config';\nconst { publicRuntimeConfig } = getConfig();\n"
        "const k = publicRuntimeConfig.[|supertoneApiKey|];\n"
    },
    "Angular": {
        "package.json": ANGULAR,
        "src/environments/environment.ts": "export const environment = { [|supertoneApiKey|]: '' };\n",
        "src/app/tts.service.ts": "import { environment } from '../environments/environment';\n"
        "const k = environment.[|supertoneApiKey|];\n",
    },
    "a validated environment": {
        "env.ts": "export const env = createEnv({ client: { NEXT_PUBLIC_SUPERTONE_API_KEY: z.string().min(1) },\n"
        "  runtimeEnv: { NEXT_PUBLIC_SUPERTONE_API_KEY: process.env.[|NEXT_PUBLIC_SUPERTONE_API_KEY|] } });\n"
    },
    "set for a process": {
        "build.mjs": "execSync('vite build', { env: { ...process.env,\n"
        "  [|VITE_SUPERTONE_API_KEY|]: process.env.SUPERTONE_API_KEY } });\n"
    },
    "set": {"a.js": "process.env.[|REACT_APP_SUPERTONE_API_KEY|] = process.env.SUPERTONE_API_KEY;\n"},
    "Python": {"a.py": 'import os\nkey = os.environ["[|VITE_SUPERTONE_API_KEY|]"]\n'},
    "Python, a function": {"a.py": 'import os\nkey = os.getenv("[|NEXT_PUBLIC_SUPERTONE_API_KEY|]", "")\n'},
    "Python, get": {"a.py": 'from os import environ\nkey = environ.get("[|VITE_SUPERTONE_API_KEY|]")\n'},
    "Python, a field": {
        "a.py": "from pydantic_settings import BaseSettings\nfrom pydantic import Field\n\n"
        "class Settings(BaseSettings):\n    [|VITE_SUPERTONE_API_KEY|]: str\n"
        '    key: str = Field(alias="[|REACT_APP_SUPERTONE_API_KEY|]")\n'
    },
    "Python, for a build": {
        "build.py": "import os, subprocess\n"
        'subprocess.run(["vite", "build"], env={"[|VITE_SUPERTONE_API_KEY|]": os.environ["SUPERTONE_API_KEY"]})\n'
        'os.environ["[|VITE_SUPERTONE_API_KEY|]"] = os.environ["SUPERTONE_API_KEY"]\n'
        'subprocess.run(["vite"], env=dict(os.environ, [|VITE_SUPERTONE_API_KEY|]=key))\n'
    },
    "Deno": {"a.ts": "const k = Deno.env.get('[|PUBLIC_SUPERTONE_API_KEY|]');\n"},
    "PHP": {"config/services.php": "<?php return ['key' => env('[|VITE_SUPERTONE_API_KEY|]')];\n"},
    "Go": {"main.go": 'key := os.Getenv("[|VITE_SUPERTONE_API_KEY|]")\n'},
    "Ruby": {"a.rb": 'key = ENV["[|VITE_SUPERTONE_API_KEY|]"]\n'},
}
PAGE = "fetch('https://supertoneapi.com', { headers: { 'x-sup-api-key': process.env.[|SUPERTONE_API_KEY|] } });\n"
COMPONENT = (
    "import React from 'react';\nconst k = process.env.[|SUPERTONE_API_KEY|];\nexport default () => <p>{k}</p>;\n"
)
SERVER = "const app = require('express')();\nconst k = process.env.SUPERTONE_API_KEY;\n"
# Tools that put a variable into client code wherever that reads it.
INLINING = {
    "Parcel": {
        "package.json": '{"devDependencies": {"parcel": "2"}, "dependencies": {"react": "19"}}',
        "src/index.html": '<script type="module" src="./app.jsx"></script>\n',
        "src/app.jsx": "import React from 'react';\n" + PAGE + "export default () => <p />;\n",
        "server/api.js": SERVER,
    },
    "react-native-dotenv": {
        "package.json": '{"dependencies": {"react-native": "0.7"}, "devDependencies": {"react-native-dotenv": "3"}}',
        "App.js": COMPONENT,
    },
    "env of Next": {
        "package.json": '{"dependencies": {"next": "15", "react": "19"}}',
        "next.config.js": "module.exports = { env: { SUPERTONE_API_KEY: process.env.SUPERTONE_API_KEY } };\n",
        "app/player.tsx": "'use client';\n" + COMPONENT,
        "app/api/tts/route.ts": "export async function POST() { return speak(process.env.SUPERTONE_API_KEY) }\n",
    },
    "define of Vite": {
        "package.json": '{"dependencies": {"react": "19"}, "devDependencies": {"vite": "6"}}',
        "vite.config.ts": "const env = loadEnv(mode, '.', '');\nexport default { define: { 'process.env': env } };\n",
        "src/main.tsx": COMPONENT,
    },
    "nothing": {
        "package.json": '{"dependencies": {"react": "19"}, "devDependencies": {"vite": "6"}}',
        "src/main.tsx": COMPONENT.replace("[|", "").replace("|]", ""),
    },
    "Parcel with that switched off": {
        "package.json": '{"devDependencies": {"parcel": "2"}, "dependencies": {"react": "19"},\n'
        ' "@parcel/transformer-js": {"inlineEnvironment": false}}',
        "src/app.jsx": COMPONENT.replace("[|", "").replace("|]", ""),
    },
}
LOOK_ALIKES = {
    "a server's variable": {"a.ts": "const k = process.env.SUPERTONE_API_KEY;\n"},
    "a voice": {
        "a.ts": "const v = import.meta.env.VITE_SUPERTONE_VOICE_ID + import.meta.env.VITE_SUPERTONE_API_URL;\n"
    },
    "another vendor": {"a.ts": "// supertone\nconst v = import.meta.env.VITE_ELEVENLABS_API_KEY;\n"},
    "another vendor in a file of ours": {
        "a.ts": "import { Supertone } from '@supertone/supertone';\n"
        "const v = import.meta.env.VITE_FIREBASE_API_KEY, w = import.meta.env.VITE_API_KEY;\n"
    },
    "a declaration": {"a.ts": "interface ImportMetaEnv { readonly VITE_SUPERTONE_API_KEY: string }\n"},
    "a file of declarations": {"env.d.ts": "declare module '@env' { export const SUPERTONE_API_KEY: string }\n"},
    "a schema": {"a.ts": "const schema = z.object({ VITE_SUPERTONE_API_KEY: z.string().optional() });\n"},
    "a guard": {
        "a.ts": "if (process.env.NEXT_PUBLIC_SUPERTONE_API_KEY) throw new Error('never publish it');\n"
        "if ('VITE_SUPERTONE_API_KEY' in process.env) process.exit(1);\n"
    },
    "a removal": {"a.ts": "delete process.env.VITE_SUPERTONE_API_KEY;\n"},
    "a fake of a test": {
        "a.test.ts": "vi.stubEnv('VITE_SUPERTONE_API_KEY', 'test-key');\n"
        "process.env.NEXT_PUBLIC_SUPERTONE_API_KEY = 'test-key';\n"
    },
    "a description": {"a.ts": "const help = { VITE_SUPERTONE_API_KEY: 'never set this one' };\n"},
    "a list": {"a.ts": "const forbidden = ['VITE_SUPERTONE_API_KEY'];\n", "a.py": 'BAD = {"VITE_SUPERTONE_API_KEY"}\n'},
    "a comment": {
        "a.ts": "// import.meta.env.VITE_SUPERTONE_API_KEY\n",
        "a.html": "<!-- %VITE_SUPERTONE_API_KEY% -->\n",
        "a.vue": "<script>\n// import.meta.env.VITE_SUPERTONE_API_KEY\n</script>\n",
    },
    "SvelteKit's private modules": {"a.ts": "import { SUPERTONE_API_KEY } from '$env/static/private';\n"},
    "Astro's server": {
        "a.ts": "import { SUPERTONE_API_KEY } from 'astro:env/server';\n",
        "astro.config.mjs": "const s = {\n"
        "  SUPERTONE_API_KEY: envField.string({ context: 'server', access: 'secret' }) };\n",
    },
    "Nuxt's private settings": {
        "nuxt.config.ts": "export default defineNuxtConfig({ runtimeConfig: { supertoneApiKey: '', public: {} } });\n",
        "server/a.ts": "const k = useRuntimeConfig().supertoneApiKey;\n",
    },
    "environments of a server": {
        "package.json": '{"dependencies": {"@nestjs/core": "11"}}',
        "src/environments/environment.ts": "export const environment = {\n"
        "  supertoneApiKey: process.env.SUPERTONE_API_KEY };\n",
    },
    "extra of something else": {"a.ts": "const k = request.extra.supertoneApiKey;\n"},
    "Python's tests": {
        "tests/tools/apps.py": "import subprocess\n"
        "def build(folder, key):\n"
        '    environment["VITE_SUPERTONE_API_KEY"] = key\n'
        '    subprocess.run(["vite", "build"], cwd=folder, env={"VITE_SUPERTONE_API_KEY": key})\n',
        "test_a.py": "def test(monkeypatch):\n"
        '    monkeypatch.delenv("VITE_SUPERTONE_API_KEY", raising=False)\n'
        '    monkeypatch.setenv("VITE_SUPERTONE_API_KEY", "test-key")\n'
        '    assert "VITE_SUPERTONE_API_KEY" not in os.environ\n'
        '    os.environ.pop("VITE_SUPERTONE_API_KEY", None)\n',
    },
    "a name that goes on": {"a.ts": "const k = import.meta.env.VITE_SUPERTONE_API_KEY_URL;\n"},
}


def reported(example: Example, folder: Path) -> tuple[set[tuple[str, int, int, int, int]], set[object]]:
    report, marks = checked(example, folder)
    assert not report.failures
    return {(each.path, *each.region) for each in report.findings if each.code == "SUP202"}, set(marks)


@pytest.mark.parametrize("name", READS)
def test_reads(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, marks = reported(READS[name], tmp_path)
    assert found == marks
    assert marks


@pytest.mark.parametrize("name", INLINING)
def test_frameworks_without_a_prefix(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, marks = reported(INLINING[name], tmp_path)
    assert found == marks


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert reported(LOOK_ALIKES[name], tmp_path) == (set(), set())


@pytest.mark.parametrize("prefix", [publisher.prefix for publisher in PUBLISHERS])
def test_every_prefix(prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = {
        "a.ts": f"const k = import.meta.env.[|{prefix}SUPERTONE_API_KEY|];\n",
        "b.js": f"const k = process.env.[|{prefix}SUP_API_KEY|];\n",
        "c.py": f'import os\nkey = os.environ["[|{prefix}SUPERTONE_TTS_KEY|]"]\n',
    }
    found, marks = reported(example, tmp_path)
    assert found == marks


def test_a_prefix_that_the_project_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example = {
        "web/package.json": "{}",
        "web/vite.config.ts": "export default { envPrefix: ['APP_'] }\n",
        "web/src/a.ts": "const k = import.meta.env.[|APP_SUPERTONE_API_KEY|];\n",
        "server/a.ts": "const k = process.env.APP_SUPERTONE_API_KEY;\n",
    }
    found, marks = reported(example, tmp_path)
    assert found == marks


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const { public: { supertoneApiKey: k } } = useRuntimeConfig();\nuse({ a: k })", True),
        ("use(import.meta.env.VITE_SUPERTONE_API_KEY)", True),
        ("const k = import.meta.env.VITE_SUPERTONE_API_KEY ?? '';\nuse(`Bearer ${k}`)", True),
        ("const { VITE_TTS_KEY: k } = import.meta.env;\nuse(k)", False),
        ("const { VITE_SUPERTONE_KEY: k } = import.meta.env;\nuse(k)", True),
        ("import { KEY } from './config';\nuse(KEY)", True),
        ("import { SUPERTONE_API_KEY } from '@env';\nuse(SUPERTONE_API_KEY)", True),
        ("use(localStorage.getItem('supertone_api_key'))", False),
        ("use(process.env.SUPERTONE_API_KEY)", False),
    ],
)
def test_whether_a_value_comes_from_a_published_variable(source: str, expected: bool, tmp_path: Path) -> None:
    (tmp_path / "config.ts").write_text(
        "export const KEY = import.meta.env.VITE_SUPERTONE_API_KEY;\n", encoding="utf-8"
    )
    project = Project(str(tmp_path), lambda place: place)
    file = project.add(str(tmp_path / "a.ts"), source.encode())
    assert file.program is not None
    call = next(
        node
        for node in model.walk(file.program.body)
        if isinstance(node, model.Call) and isinstance(node.function, model.Name) and node.function.id == "use"
    )
    assert is_published_read(call.arguments[0].value, file.program, project) is expected
