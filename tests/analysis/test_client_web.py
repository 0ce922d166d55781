"""Which files of the web are shipped to clients, and the reason that is given."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from sup_lint.analysis.client.shipping import Shipped, shipped
from sup_lint.analysis.project import Project

CALL = "export const speak = (key) => fetch('https://supertoneapi.com', { headers: { 'x-sup-api-key': key } });\n"
VITE = '{"dependencies": {"react": "19", "react-dom": "19"}, "devDependencies": {"vite": "7"}}'
NEXT = '{"dependencies": {"next": "15", "react": "19", "react-dom": "19"}}'
EXPRESS = '{"dependencies": {"express": "5"}}'
EXPO = '{"dependencies": {"expo": "53", "react-native": "0.79", "react": "19"}}'
ELECTRON = '{"devDependencies": {"electron": "36"}}'
SVELTE = '{"devDependencies": {"@sveltejs/kit": "2", "svelte": "5"}}'
REMIX = '{"dependencies": {"@remix-run/react": "2", "@remix-run/node": "2"}}'
NUXT = '{"dependencies": {"nuxt": "4", "vue": "3"}}'
ASTRO = '{"dependencies": {"astro": "5", "react": "19", "react-dom": "19"}}'
MIXED = '{"dependencies": {"react": "19", "react-dom": "19", "express": "5"}}'
MANIFEST = (
    '{"manifest_version": 3, "background": {"service_worker": "background.js"}, '
    '"content_scripts": [{"js": ["page/content.js"]}], "action": {"default_popup": "popup.html"}}'
)


def told(folder: Path, files: Mapping[str, str], name: str) -> Shipped | None:
    """What is said of one of the files of a project."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    project = Project(str(folder), lambda place: os.path.relpath(place, folder))
    file = project.add(name, (folder / name).read_bytes())
    return shipped(file, project)


CLIENT = {
    # --- by itself
    "use client": (
        {"package.json": NEXT, "app/tts.tsx": f"'use client';\n{CALL}"},
        "app/tts.tsx",
        "has 'use client'",
    ),
    "use client behind a comment": (
        {"package.json": NEXT, "app/tts.tsx": f'/* speech */\n// here\n"use client"\n{CALL}'},
        "app/tts.tsx",
        "has 'use client'",
    ),
    "Vue": ({"Speak.vue": f"<script setup>\n{CALL}</script>"}, "Speak.vue", "is a Vue component"),
    "Svelte": ({"Speak.svelte": f"<script>\n{CALL}</script>"}, "Speak.svelte", "is a Svelte component"),
    "page": ({"index.html": f"<script>{CALL}</script>"}, "index.html", "is a web page"),
    "template": ({"views/tts.ejs": f"<script>{CALL}</script>"}, "views/tts.ejs", "is a template of web pages"),
    "Astro's script": (
        {"package.json": ASTRO, "src/pages/index.astro": f"---\nconst a = 1;\n---\n<script>\n{CALL}</script>"},
        "src/pages/index.astro",
        "has a script that Astro sends to the browser",
    ),
    "document": (
        {"app.js": f"{CALL}document.getElementById('say').onclick = () => speak(key);\n"},
        "app.js",
        "uses document.getElementById",
    ),
    "localStorage": ({"tts.js": f"{CALL}const key = localStorage.getItem('k');\n"}, "tts.js", "uses localStorage"),
    "window": ({"tts.js": f"{CALL}window.speak = speak;\n"}, "tts.js", "uses window"),
    "window in a template": ({"tts.js": f"{CALL}const a = `${{window.origin}}/x`;\n"}, "tts.js", "uses window"),
    "Audio": ({"tts.js": f"{CALL}new Audio(url).play();\n"}, "tts.js", "uses new Audio"),
    "import.meta.env": (
        {"package.json": VITE, "src/tts.ts": f"{CALL}const key = import.meta.env.VITE_KEY;\n"},
        "src/tts.ts",
        "uses import.meta.env",
    ),
    "published variable": (
        {"tts.js": f"{CALL}speak(process.env.REACT_APP_SUPERTONE_API_KEY);\n"},
        "tts.js",
        "reads REACT_APP_SUPERTONE_API_KEY, which the build publishes",
    ),
    "hook": (
        {"package.json": NEXT, "hooks/use-tts.ts": f"import {{ useState }} from 'react';\n{CALL}"},
        "hooks/use-tts.ts",
        "uses React's useState",
    ),
    "component": (
        {"package.json": VITE, "src/Speak.tsx": f"{CALL}export const Speak = () => <p/>;\n"},
        "src/Speak.tsx",
        "is a component of a React app",
    ),
    "component in .js": (
        {"package.json": VITE, "src/Speak.js": f"{CALL}export const Speak = () => <p>x</p>;\n"},
        "src/Speak.js",
        "is a component of a React app",
    ),
    "component beside a server": (
        {"package.json": MIXED, "web/Speak.jsx": CALL},
        "web/Speak.jsx",
        "is a component of a React app",
    ),
    "public folder": (
        {"package.json": EXPRESS, "public/app.js": CALL},
        "public/app.js",
        "lies in public/, which is served as it is",
    ),
    "static folder": (
        {"app.py": "", "static/js/tts.js": CALL},
        "static/js/tts.js",
        "lies in static/, which is served as it is",
    ),
    "service worker": ({"sw.js": f"self.skipWaiting();\n{CALL}"}, "sw.js", "uses self.skipWaiting"),
    # --- by a framework's conventions
    "page of Next": (
        {"package.json": NEXT, "pages/index.tsx": CALL},
        "pages/index.tsx",
        "is a page of a Next.js app, which runs in the browser, too",
    ),
    "route of Remix": (
        {"package.json": REMIX, "app/routes/say.tsx": CALL},
        "app/routes/say.tsx",
        "is a route of a Remix app, which runs in the browser, too",
    ),
    "route of React Router": (
        {
            "package.json": '{"dependencies": {"react-router": "7", "@react-router/node": "7"}}',
            "app/routes/say.tsx": CALL,
        },
        "app/routes/say.tsx",
        "is a route of a React Router app, which runs in the browser, too",
    ),
    "component of Hydrogen": (
        {
            "package.json": '{"dependencies": {"@shopify/hydrogen": "2", "@remix-run/react": "2"}}',
            "app/routes/a.tsx": CALL,
        },
        "app/routes/a.tsx",
        "is a route of a Hydrogen app, which runs in the browser, too",
    ),
    "load of SvelteKit": (
        {"package.json": SVELTE, "src/routes/+page.ts": CALL},
        "src/routes/+page.ts",
        "is a SvelteKit module that runs in the browser, too",
    ),
    "composable of Nuxt": (
        {"package.json": NUXT, "app/composables/useTts.ts": CALL},
        "app/composables/useTts.ts",
        "is loaded by the pages of a Nuxt app",
    ),
    "service of Angular": (
        {"package.json": '{"dependencies": {"@angular/core": "20"}}', "src/app/tts.service.ts": CALL},
        "src/app/tts.service.ts",
        "is part of an Angular app",
    ),
    "environment of Angular": (
        {"package.json": '{"dependencies": {"@angular/core": "20"}}', "src/environments/environment.ts": CALL},
        "src/environments/environment.ts",
        "is part of an Angular app",
    ),
    "preload of Electron": (
        {"package.json": ELECTRON, "electron/preload.js": CALL},
        "electron/preload.js",
        "is a preload or renderer script of an Electron app",
    ),
    "renderer of Electron": (
        {"package.json": ELECTRON, "src/bridge.js": f"const {{ ipcRenderer }} = require('electron');\n{CALL}"},
        "src/bridge.js",
        "is a preload or renderer script of an Electron app",
    ),
    "background script": (
        {"extension/manifest.json": MANIFEST, "extension/background.js": CALL},
        "extension/background.js",
        "is the background script of the browser extension extension/manifest.json",
    ),
    "content script": (
        {"manifest.json": MANIFEST, "page/content.js": CALL},
        "page/content.js",
        "is a content script of the browser extension manifest.json",
    ),
    "popup": (
        {"manifest.json": MANIFEST, "popup.html": f"<script>{CALL}</script>"},
        "popup.html",
        "is the popup of the browser extension manifest.json",
    ),
    "source of a background script": (
        {
            "package.json": '{"devDependencies": {"vite": "7"}}',
            "public/manifest.json": MANIFEST,
            "src/background.ts": CALL,
        },
        "src/background.ts",
        "is the background script of the browser extension public/manifest.json",
    ),
    # --- by the files that import it
    "imported": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "app/say.tsx": "'use client'\nimport { speak } from '../lib/tts';\n",
        },
        "lib/tts.ts",
        "is imported by app/say.tsx, which has 'use client'",
    ),
    "imported by an alias": (
        {
            "package.json": NEXT,
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
            "lib/tts.ts": CALL,
            "app/say.tsx": "'use client'\nimport { speak } from '@/lib/tts';\n",
        },
        "lib/tts.ts",
        "is imported by app/say.tsx, which has 'use client'",
    ),
    "imported over an index": (
        {
            "package.json": NEXT,
            "lib/tts/api.ts": CALL,
            "lib/tts/index.ts": "export * from './api';\n",
            "app/say.tsx": "'use client'\nimport { speak } from '../lib/tts';\n",
        },
        "lib/tts/api.ts",
        "is imported by lib/tts/index.ts, which is imported by app/say.tsx, which has 'use client'",
    ),
    "imported dynamically": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "app/say.tsx": "'use client'\nconst say = async () => (await import('../lib/tts')).speak(1);\n",
        },
        "lib/tts.ts",
        "is imported by app/say.tsx, which has 'use client'",
    ),
    "required": (
        {"tts.js": CALL, "app.js": "const { speak } = require('./tts');\ndocument.body.onclick = speak;\n"},
        "tts.js",
        "is imported by app.js, which uses document.body",
    ),
    "loaded by a page": (
        {"tts.js": CALL, "index.html": "<!doctype html><script src='tts.js'></script>"},
        "tts.js",
        "is loaded by the page index.html",
    ),
    "loaded by a page as a module's import": (
        {
            "js/tts.js": CALL,
            "js/main.js": "import './tts.js'",
            "index.html": "<script type=module src=/js/main.js></script>",
        },
        "js/tts.js",
        "is imported by js/main.js, which is loaded by the page index.html",
    ),
    "loaded by a page of Flask": (
        {
            "app.py": "",
            "assets/js/tts.js": CALL,
            "templates/index.html": "<script src=\"{{ url_for('assets', filename='js/tts.js') }}\"></script>",
        },
        "assets/js/tts.js",
        "is loaded by the page templates/index.html",
    ),
    "imported in a page": (
        {"js/tts.js": CALL, "index.html": "<script type='module'>import { speak } from './js/tts.js';</script>"},
        "js/tts.js",
        "is loaded by the page index.html",
    ),
    "worker": (
        {
            "package.json": VITE,
            "src/say.worker.ts": CALL,
            "src/App.tsx": "const w = new Worker(new URL('./say.worker.ts', import.meta.url));\n",
        },
        "src/say.worker.ts",
        "is imported by src/App.tsx, which is a component of a React app",
    ),
    "imported by Vue": (
        {
            "package.json": VITE,
            "src/tts.js": CALL,
            "src/App.vue": "<script setup>\nimport { speak } from './tts'\n</script>",
        },
        "src/tts.js",
        "is imported by src/App.vue, which is a Vue component",
    ),
    "hydrated by Astro": (
        {
            "package.json": ASTRO,
            "src/Say.tsx": CALL,
            "src/pages/index.astro": "---\nimport Say from '../Say';\n---\n<Say client:load />\n<script>a()</script>",
        },
        "src/Say.tsx",
        "is imported by src/pages/index.astro, which has a script that Astro sends to the browser",
    ),
    "package of a workspace": (
        {
            "package.json": '{"workspaces": ["apps/*", "packages/*"]}',
            "packages/voice/package.json": '{"name": "@acme/voice", "main": "dist/index.js"}',
            "packages/voice/src/index.ts": CALL,
            "apps/web/package.json": VITE,
            "apps/web/src/App.tsx": "import { speak } from '@acme/voice';\n",
        },
        "packages/voice/src/index.ts",
        "is imported by apps/web/src/App.tsx, which is a component of a React app",
    ),
    "imported by a name for it alone": (
        {
            "package.json": '{"imports": {"#voice": "./lib/tts.ts"}, "dependencies": {"next": "15"}}',
            "lib/tts.ts": CALL,
            "app/say.tsx": "'use client'\nimport { speak } from '#voice';\n",
        },
        "lib/tts.ts",
        "is imported by app/say.tsx, which has 'use client'",
    ),
    "subpath of a package": (
        {
            "package.json": '{"workspaces": ["apps/*", "packages/*"]}',
            "packages/voice/package.json": '{"name": "@acme/voice", "exports": {"./say": "./dist/tts.js"}}',
            "packages/voice/src/tts.ts": CALL,
            "apps/web/package.json": VITE,
            "apps/web/src/App.tsx": "import { speak } from '@acme/voice/say';\n",
        },
        "packages/voice/src/tts.ts",
        "is imported by apps/web/src/App.tsx, which is a component of a React app",
    ),
    "server module that a client imports": (
        {"package.json": VITE, "src/server/tts.ts": CALL, "src/App.tsx": "import { speak } from './server/tts';\n"},
        "src/server/tts.ts",
        "is imported by src/App.tsx, which is a component of a React app",
    ),
    "used in the page as well as in its loader": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "pages/say.tsx": "import { speak } from '../lib/tts';\n"
            "export async function getServerSideProps() { return { props: { a: await speak(1) } }; }\n"
            "export default function Say() { return <button onClick={() => speak(2)}/>; }\n",
        },
        "lib/tts.ts",
        "is imported by pages/say.tsx, which is a page of a Next.js app, which runs in the browser, too",
    ),
    # --- by its app
    "module of an app": (
        {"package.json": VITE, "src/tts.ts": CALL},
        "src/tts.ts",
        "is part of a React app (package.json) and nothing in it is server code",
    ),
    "module of an app in a monorepo": (
        {"package.json": '{"workspaces": ["apps/*"]}', "apps/web/package.json": VITE, "apps/web/src/tts.ts": CALL},
        "apps/web/src/tts.ts",
        "is part of a React app (apps/web/package.json) and nothing in it is server code",
    ),
    "module of a mobile app": (
        {"package.json": EXPO, "services/tts.ts": CALL},
        "services/tts.ts",
        "is part of an Expo app (package.json) and nothing in it is server code",
    ),
}


@pytest.mark.parametrize(("files", "name", "reason"), CLIENT.values(), ids=CLIENT)
def test_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str], name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = told(tmp_path, files, name)
    assert found is not None
    assert found.reason == reason


KEPT = {
    "script alone": ({"tts.js": CALL}, "tts.js"),
    "Express": ({"package.json": EXPRESS, "server.js": f"import express from 'express';\n{CALL}"}, "server.js"),
    "beside Express": ({"package.json": EXPRESS, "lib/tts.js": CALL}, "lib/tts.js"),
    "program": ({"package.json": VITE, "say.mjs": f"#!/usr/bin/env node\n{CALL}"}, "say.mjs"),
    "window in a comment": ({"tts.js": f"// window.speak, document.body\n/* localStorage.x */\n{CALL}"}, "tts.js"),
    "window in a string": ({"tts.js": f"{CALL}const a = 'window.speak'; const b = `document.body`;\n"}, "tts.js"),
    "guard": ({"tts.js": f"{CALL}if (typeof window !== 'undefined') throw new Error();\n"}, "tts.js"),
    "member called window": ({"tts.js": f"{CALL}const a = limits.window.size;\n"}, "tts.js"),
    "window of jsdom": ({"tts.js": f"{CALL}const {{ window }} = dom;\nwindow.close();\n"}, "tts.js"),
    "documents of a database": (
        {"tts.js": f"{CALL}for (const document of documents) {{ document.save(); document.body = 1; }}\n"},
        "tts.js",
    ),
    "Puppeteer": (
        {"tts.js": f"import puppeteer from 'puppeteer';\n{CALL}page.evaluate(() => document.querySelector('a'));\n"},
        "tts.js",
    ),
    "server component": ({"package.json": NEXT, "app/page.tsx": CALL}, "app/page.tsx"),
    "route handler": ({"package.json": NEXT, "app/api/tts/route.ts": CALL}, "app/api/tts/route.ts"),
    "API route": ({"package.json": NEXT, "src/pages/api/tts.ts": CALL}, "src/pages/api/tts.ts"),
    "middleware": ({"package.json": NEXT, "middleware.ts": CALL}, "middleware.ts"),
    "server actions": ({"package.json": NEXT, "app/actions.ts": f"'use server'\n{CALL}"}, "app/actions.ts"),
    "server actions that a client imports": (
        {
            "package.json": NEXT,
            "app/actions.ts": f"'use server'\n{CALL}",
            "app/say.tsx": "'use client'\nimport { speak } from './actions';\n",
        },
        "app/actions.ts",
    ),
    "server-only": ({"package.json": NEXT, "lib/tts.ts": f"import 'server-only';\n{CALL}"}, "lib/tts.ts"),
    "library of route handlers": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "app/api/tts/route.ts": "import { speak } from '../../../lib/tts';\n",
            "app/page.tsx": "import { speak } from '../lib/tts';\n",
        },
        "lib/tts.ts",
    ),
    "type-only import": (
        {
            "package.json": NEXT,
            "lib/tts.ts": f"{CALL}export type Voice = string;\n",
            "app/say.tsx": "'use client'\nimport type { Voice } from '../lib/tts';\n"
            "import { type Voice as V } from '../lib/tts';\n",
        },
        "lib/tts.ts",
    ),
    "import of a type without saying so": (
        {
            "package.json": NEXT,
            "lib/tts.ts": f"{CALL}export interface Voice {{ id: string }}\n",
            "app/say.tsx": "'use client'\nimport { Voice } from '../lib/tts';\n",
        },
        "lib/tts.ts",
    ),
    "type of an import": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "app/say.tsx": "'use client'\ntype A = typeof import('../lib/tts');\nlet b: import('../lib/tts').Voice;\n",
        },
        "lib/tts.ts",
    ),
    "import in a comment": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "app/say.tsx": "'use client'\n// import { speak } from '../lib/tts';\n",
        },
        "lib/tts.ts",
    ),
    "used in getServerSideProps alone": (
        {
            "package.json": NEXT,
            "lib/tts.ts": CALL,
            "pages/say.tsx": "import { speak } from '../lib/tts';\n"
            "export const getServerSideProps = async () => {\n  return { props: { a: await speak(1) } };\n};\n"
            "export default function Say() { return <p/>; }\n",
        },
        "lib/tts.ts",
    ),
    "used in a loader alone": (
        {
            "package.json": REMIX,
            "app/tts.ts": CALL,
            "app/routes/say.tsx": "import { speak } from '../tts';\n"
            "export async function loader({ request }: Args): Promise<{ a: string }> {\n  return speak(1);\n}\n"
            "export default function Say() { return <p/>; }\n",
        },
        "app/tts.ts",
    ),
    "module of Remix's server": (
        {
            "package.json": REMIX,
            "app/tts.server.ts": CALL,
            "app/routes/say.tsx": "import { speak } from '../tts.server';\nspeak(1);\n",
        },
        "app/tts.server.ts",
    ),
    "server of SvelteKit": ({"package.json": SVELTE, "src/routes/api/+server.ts": CALL}, "src/routes/api/+server.ts"),
    "server folder of SvelteKit": ({"package.json": SVELTE, "src/lib/server/tts.ts": CALL}, "src/lib/server/tts.ts"),
    "private environment": (
        {"package.json": SVELTE, "src/lib/tts.ts": f"import {{ KEY }} from '$env/static/private';\n{CALL}"},
        "src/lib/tts.ts",
    ),
    "server of Nuxt": ({"package.json": NUXT, "server/api/tts.post.ts": CALL}, "server/api/tts.post.ts"),
    "event handler": (
        {"package.json": NUXT, "lib/tts.ts": f"export default defineEventHandler(() => 1);\n{CALL}"},
        "lib/tts.ts",
    ),
    "endpoint of Astro": ({"package.json": ASTRO, "src/pages/api/tts.ts": CALL}, "src/pages/api/tts.ts"),
    "used in Astro's frontmatter": (
        {
            "package.json": ASTRO,
            "src/tts.ts": CALL,
            "src/pages/index.astro": "---\nimport { speak } from '../tts';\nspeak(1);\n---\n<script>let a;</script>",
        },
        "src/tts.ts",
    ),
    "component that Astro renders": (
        {
            "package.json": ASTRO,
            "src/Say.tsx": CALL,
            "src/pages/index.astro": "---\nimport Say from '../Say';\n---\n<Say />",
        },
        "src/Say.tsx",
    ),
    "configuration of Vite": (
        {"package.json": VITE, "vite.config.ts": f"{CALL}export default {{ server: {{ proxy: {{}} }} }};\n"},
        "vite.config.ts",
    ),
    "proxy of Create React App": ({"package.json": VITE, "src/setupProxy.js": CALL}, "src/setupProxy.js"),
    "test": ({"package.json": VITE, "src/App.test.tsx": CALL}, "src/App.test.tsx"),
    "folder of tests": ({"package.json": VITE, "src/__tests__/App.tsx": CALL}, "src/__tests__/App.tsx"),
    "script beside an app": ({"package.json": VITE, "scripts/say.ts": CALL}, "scripts/say.ts"),
    "loose script beside an app": ({"package.json": VITE, "generate.mjs": CALL}, "generate.mjs"),
    "server folder beside an app": ({"package.json": VITE, "server/tts.ts": CALL}, "server/tts.ts"),
    "function of Vercel": (
        {"package.json": VITE, "api/tts.ts": f"export default async (req, res) => res.json(1);\n{CALL}"},
        "api/tts.ts",
    ),
    "function of Netlify": ({"package.json": VITE, "netlify/functions/tts.ts": CALL}, "netlify/functions/tts.ts"),
    "function of Supabase": (
        {"package.json": VITE, "supabase/functions/tts/index.ts": f"Deno.serve(() => 1);\n{CALL}"},
        "supabase/functions/tts/index.ts",
    ),
    "worker of Cloudflare": (
        {
            "package.json": '{"devDependencies": {"wrangler": "4"}}',
            "src/index.ts": f"export default {{ async fetch(r, env) {{}} }};\n{CALL}",
        },
        "src/index.ts",
    ),
    "main process of Electron": (
        {"package.json": ELECTRON, "main.js": f"const {{ app, BrowserWindow }} = require('electron');\n{CALL}"},
        "main.js",
    ),
    "API route of Expo": ({"package.json": EXPO, "app/tts+api.ts": CALL}, "app/tts+api.ts"),
    "package of a backend in a monorepo": (
        {
            "package.json": '{"workspaces": ["apps/*"]}',
            "apps/api/package.json": EXPRESS,
            "apps/api/src/tts.ts": CALL,
            "apps/web/package.json": VITE,
            "apps/web/src/App.tsx": "export const App = () => fetch('/api/tts');\n",
        },
        "apps/api/src/tts.ts",
    ),
    "module that scripts use": (
        {"package.json": VITE, "src/tts.ts": CALL, "scripts/say.ts": "import { speak } from '../src/tts';\n"},
        "src/tts.ts",
    ),
    "broken settings": (
        {
            "package.json": '{"dependencies": ["react"]',
            "manifest.json": "[",
            "tsconfig.json": "nothing",
            "tts.js": CALL,
        },
        "tts.js",
    ),
    "manifest of a web app": ({"manifest.json": '{"name": "x", "icons": []}', "background.js": CALL}, "background.js"),
    "declarations": ({"package.json": VITE, "src/tts.d.ts": CALL}, "src/tts.d.ts"),
}


@pytest.mark.parametrize(("files", "name"), KEPT.values(), ids=KEPT)
def test_not_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str], name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, files, name) is None


@pytest.mark.parametrize(
    ("files", "name", "audience", "sure"),
    [
        ({"index.html": CALL}, "index.html", "opens the page", True),
        ({"package.json": EXPO, "App.tsx": CALL}, "App.tsx", "installs the app", True),
        ({"manifest.json": MANIFEST, "background.js": CALL}, "background.js", "installs the extension", True),
        (
            {"manifest.json": MANIFEST, "lib.js": f"{CALL}chrome.storage.local.get();"},
            "lib.js",
            "installs the extension",
            True,
        ),
        ({"package.json": VITE, "src/tts.ts": CALL}, "src/tts.ts", "opens the page", True),
        ({"tts.js": f"{CALL}if (typeof window !== 'undefined') window.a = 1;"}, "tts.js", "opens the page", False),
        ({"public/app.js": f"const fs = require('fs');\n{CALL}"}, "public/app.js", "opens the page", False),
        (
            {"package.json": VITE, "src/server/a.ts": CALL, "src/App.tsx": "import './server/a';\n"},
            "src/server/a.ts",
            "opens the page",
            False,
        ),
    ],
)
def test_who_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str], name: str, audience: str, *, sure: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    found = told(tmp_path, files, name)
    assert found is not None
    assert (found.audience, found.sure) == (audience, sure)


def test_circles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "a.js": f"import './b.js';\n{CALL}",
        "b.js": "import './a.js';\nimport './c.js';\n",
        "c.js": "import './a.js'",
    }
    assert told(tmp_path, files, "a.js") is None
