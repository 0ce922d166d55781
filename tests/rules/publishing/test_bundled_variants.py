"""Settings of builds as they are found in the wild: each puts the key into what is built, or lets code read it."""

from pathlib import Path

import pytest

from tests.rules.examples import checked

DOTENV = {".env": "SUPERTONE_API_KEY=\n"}
VARIANTS: dict[str, dict[str, str]] = {
    "a spread into one": {
        "vite.config.ts": "export default defineConfig({ define: { 'process.env': { ...[|process.env|] } } });\n",
    },
    "a whole environment with more": {
        "vite.config.ts": "export default defineConfig(({mode}) => ({ define: { 'process.env': "
        "[|JSON.stringify({...process.env, NODE_ENV: mode})|] } }));\n",
    },
    "a reduction before": {
        "webpack.config.js": "const env = dotenv.config().parsed;\n"
        "const envKeys = Object.keys(env).reduce((prev, next) => { prev[`process.env.${next}`] = "
        "JSON.stringify(env[next]); return prev; }, {});\n"
        "module.exports = { plugins: [new webpack.DefinePlugin([|envKeys|])] };\n",
    },
    "import.meta.env": {
        "vite.config.ts": "export default { define: { 'import.meta.env.SUPERTONE_API_KEY': "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } };\n",
    },
    "one of two": {
        "vite.config.ts": "export default { define: mode === 'development' ? { K: "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } : {} };\n",
    },
    "an extended process.env": {
        "vite.config.ts": "export default defineConfig(async ({mode}) => { process.env = {...process.env, "
        "...loadEnv(mode, process.cwd(), '')}; return { define: { K: "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } } });\n",
    },
    "a taken variable": {
        "next.config.js": "const { SUPERTONE_API_KEY } = process.env;\n"
        "module.exports = { env: { SUPERTONE_API_KEY: [|SUPERTONE_API_KEY|], x: 1 } };\n",
    },
    "a shorthand": {
        "next.config.js": "const { SUPERTONE_API_KEY } = process.env;\n"
        "module.exports = { env: { [|SUPERTONE_API_KEY|] } };\n",
    },
    "typed settings": {
        "next.config.ts": "const nextConfig: NextConfig = { reactStrictMode: true, env: { K: "
        "[|process.env.SUPERTONE_API_KEY|]! } };\n"
        "export default withPWA(nextConfig);\n",
    },
    "nested definitions": {
        "webpack.prod.js": "new webpack.DefinePlugin({ 'process.env': { NODE_ENV: '1', SUPERTONE_API_KEY: "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } });\n",
    },
    "the machine's variables": {
        ".env": "A=1\n",
        "src/a.js": "const k = process.env.SUPERTONE_API_KEY;\n",
        "webpack.config.js": "plugins = [[|new Dotenv({ systemvars: true })|]];\n",
    },
    "a loop": {
        "build.mjs": "const define = {};\n"
        "for (const k in process.env) { define[`process.env.${k}`] = "
        "[|JSON.stringify(process.env[k])|]; }\n"
        "await esbuild.build({ define });\n",
    },
    "a list of names": {
        "build.mjs": "await esbuild.build({ define: [|Object.fromEntries(['SUPERTONE_API_KEY'].map(k => "
        "[`process.env.${k}`, JSON.stringify(process.env[k])]))|] });\n",
    },
    "a function of another module": {
        "env.js": "exports.defines = () => ({ 'process.env.SUPERTONE_API_KEY': "
        "JSON.stringify(process.env.SUPERTONE_API_KEY) });\n",
        "vite.config.js": "import { defines } from './env.js';\nexport default { define: [|defines()|] };\n",
    },
    "values at the top": {
        "rollup.config.js": "export default { plugins: [replace({ __KEY__: [|process.env.SUPERTONE_API_KEY|], "
        "preventAssignment: true })] };\n",
    },
    "settings of production": {
        "nuxt.config.ts": "export default defineNuxtConfig({ $production: { runtimeConfig: { public: { tts: { key: "
        "[|process.env.SUPERTONE_API_KEY|] } } } } });\n",
    },
    "extra of a whole environment": {
        "app.config.js": "export default { expo: { extra: { ...[|process.env|] } } };\n",
    },
    "assigned extra": {
        "app.config.js": "export default ({config}) => { config.extra = { ...config.extra, supertoneApiKey: "
        "[|process.env.SUPERTONE_API_KEY|] }; return config; };\n",
    },
    "a plugin of Vite": {
        "vite.config.ts": "import EnvironmentPlugin from 'vite-plugin-environment';\n"
        "export default { plugins: [EnvironmentPlugin([[|'SUPERTONE_API_KEY'|]])] };\n",
    },
    "a plugin of Vite for all": {
        "vite.config.ts": "import EnvironmentPlugin from 'vite-plugin-environment';\n"
        "export default { plugins: [EnvironmentPlugin([|'all'|])] };\n",
    },
    "Vite within Astro": {
        "astro.config.mjs": "export default defineConfig({ vite: { define: { 'process.env.SUPERTONE_API_KEY': "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } } });\n",
    },
    "sed in a workflow": {
        ".github/workflows/a.yml": '- run: sed -i "s/__KEY__/${{ secrets.[|SUPERTONE_API_KEY|] }}/" index.html\n',
    },
    "a template of a script": {
        "public/env.template.js": 'window._env_ = {\n  SUPERTONE_API_KEY: [|"${SUPERTONE_API_KEY}"|],\n};\n',
    },
    "a template of settings": {
        "public/config.json": '{"[|supertoneApiKey|]": "${SUPERTONE_API_KEY}"}\n',
    },
    "Ember": {
        "package.json": '{"devDependencies":{"ember-cli":"5"}}\n',
        "config/environment.js": "module.exports = function (environment) { const ENV = { APP: {}, supertone: {"
        " apiKey: "
        "[|process.env.SUPERTONE_API_KEY|] } };\n"
        " if (environment) { ENV.APP.k = [|process.env.SUPERTONE_API_KEY|]; }\n"
        " return ENV; };\n",
    },
    "environments of Angular": {
        "set-env.ts": "const targetPath = './src/environments/environment.ts';\n"
        "const content = `export const environment = { supertoneApiKey: "
        "'${process.env.SUPERTONE_API_KEY}' };`;\n"
        "writeFile(targetPath, [|content|], (e) => {});\n",
    },
    "webpack within Vue CLI": {
        "vue.config.js": "module.exports = { configureWebpack: { plugins: [new webpack.DefinePlugin({ K: "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] })] } };\n",
    },
    "webpack within CRACO": {
        "craco.config.js": "module.exports = { webpack: { plugins: { add: [new webpack.EnvironmentPlugin({ "
        "SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] })] } } };\n",
    },
    "a plugin for the page": {
        "vite.config.ts": "const env = loadEnv('', process.cwd(), '');\n"
        "export default { html: 1, plugins: [createHtmlPlugin({ inject: { data: { key: "
        "[|env.SUPERTONE_API_KEY|] } } })] };\n",
    },
    "a renamed variable": {
        "vite.config.ts": "export default ({mode}) => { const { SUPERTONE_API_KEY: key } = loadEnv(mode, '.', '');"
        " return "
        "{ define: { __K__: [|JSON.stringify(key)|] } } };\n",
    },
    "a hook for the page": {
        "vite.config.ts": "export default { plugins: [{ name: 'x', transformIndexHtml(html) { return "
        "html.replace('%KEY%', [|process.env.SUPERTONE_API_KEY|]) } }] };\n",
    },
    "jq in an entry point": {
        "entry.sh": "#!/bin/sh\n"
        "jq -n --arg k \"$[|SUPERTONE_API_KEY|]\" '{k:$k}' > /usr/share/nginx/html/config.json\n",
    },
    "Vite within WXT": {
        "wxt.config.ts": "export default defineConfig({ vite: () => ({ define: { __KEY__: "
        "[|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } }) });\n",
    },
    "Nuxt in markup": {
        "a.vue": '<template><Player :api-key="$config.public.[|supertoneApiKey|]" /></template>\n'
        "<script setup>const x=1</script>\n",
    },
    "trimmed and asserted": {
        "src/a.ts": "declare global { interface Window { SUPERTONE_API_KEY?: string } }\n"
        "export const env = { key: import.meta.env.[|VITE_SUPERTONE_API_KEY|]!.trim(), };\n",
    },
}


@pytest.mark.parametrize("name", VARIANTS)
def test_variants(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked({**DOTENV, **VARIANTS[name]}, tmp_path)
    assert not report.failures
    assert marks
    found = {(each.path, *each.region) for each in report.findings if each.code in {"SUP202", "SUP204"}}
    assert found == set(marks)
