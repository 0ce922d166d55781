"""Settings of builds that put the key into what they build; and settings that don't."""

from pathlib import Path

import pytest

from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from tests.rules.examples import checked

ENV = "const env = loadEnv(mode, process.cwd(), '');\n"
VITE = "export default defineConfig(({ mode }) => {\n" + ENV + "return { BODY };\n});\n"


def vite(body: str) -> dict[str, str]:
    return {".env.example": "SUPERTONE_API_KEY=\n", "vite.config.ts": VITE.replace("BODY", body)}


INLINED = {
    "Vite, an entry": vite("define: { 'process.env.SUPERTONE_API_KEY': [|JSON.stringify(env.SUPERTONE_API_KEY)|] }"),
    "Vite, another name": vite("define: { __TTS_KEY__: [|JSON.stringify(env.SUPERTONE_API_KEY)|] }"),
    "Vite, bracket": vite("define: { __K__: [|JSON.stringify(env['SUPERTONE_API_KEY'] ?? '')|] }"),
    "Vite, template": vite("define: { 'process.env.API_KEY': [|`\"${env.SUPERTONE_API_KEY}\"`|] }"),
    "Vite, whole": vite("define: { 'process.env': [|env|] }"),
    "Vite, whole as text": vite("define: { 'process.env': [|JSON.stringify(env)|] }"),
    "Vite, spread": vite("define: { ...[|env|] }"),
    "Vite, a list of entries": vite(
        "define: [|Object.fromEntries(Object.entries(env).map(([k, v]) => [`process.env.${k}`, f(v)]))|]"
    ),
    "Vite, a reduction": vite(
        "define: [|Object.keys(env).reduce((all, k) => { all[`process.env.${k}`] = JSON.stringify(env[k]);"
        " return all; }, {})|]"
    ),
    "Vite, process.env": {
        "vite.config.js": "export default { define: { 'process.env.SUPERTONE_API_KEY':\n"
        "  [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } };\n"
    },
    "Vite, process.env whole": {
        "web/src/tts.js": "const url = 'https://supertoneapi.com/v1/voices';\n",
        "web/vite.config.js": "export default { define: { 'process.env': [|process.env|] } };\n",
    },
    "Vite, a variable": {
        "vite.config.js": "const key = process.env.SUPERTONE_API_KEY;\n"
        "const define = { __KEY__: [|JSON.stringify(key)|] };\n"
        "export default { define };\n"
    },
    "Vite, nested": vite(
        "define: { 'process.env': { NODE_ENV: 1, SUPERTONE_API_KEY: [|JSON.stringify(env.SUPERTONE_API_KEY)|] } }"
    ),
    "Vite, dotenv": {
        "vite.config.js": "import dotenv from 'dotenv';\nconst { SUPERTONE_API_KEY } = dotenv.config().parsed;\n"
        "export default { define: { __KEY__: [|JSON.stringify(SUPERTONE_API_KEY)|] } };\n"
    },
    "Vite, prefixes of loadEnv": {
        ".env": "SUPERTONE_API_KEY=\n",
        "vite.config.js": "const env = loadEnv('', '.', ['VITE_', 'SUPERTONE_']);\n"
        "export default { define: { 'process.env': [|env|] } };\n",
    },
    "Vite, envPrefix": {
        "vite.config.ts": "export default { envPrefix: ['VITE_', [|'SUPERTONE_'|]] };\n",
    },
    "Vite, a name that comes from elsewhere": vite(
        "define: { 'process.env.SUPERTONE_API_KEY': [|JSON.stringify(secret)|] }"
    ),
    "electron-vite": {
        "electron.vite.config.ts": "export default { main: { define: {\n"
        "  'process.env.SUPERTONE_API_KEY': [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } } };\n"
    },
    "webpack": {
        "webpack.config.js": "module.exports = { target: 'web', plugins: [new webpack.DefinePlugin({\n"
        "  'process.env.SUPERTONE_API_KEY': [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] })] };\n"
    },
    "webpack, whole": {
        ".env": "export SUPERTONE_API_KEY=\n",
        "webpack.config.js": "module.exports = { plugins: [new DefinePlugin({\n"
        "  'process.env': [|JSON.stringify(process.env)|] })] };\n",
    },
    "webpack, dotenv": {
        ".env.example": "SUPERTONE_API_KEY=your-key\n",
        "webpack.config.js": "const dotenv = require('dotenv');\nconst env = dotenv.config().parsed;\n"
        "module.exports = { plugins: [new webpack.DefinePlugin({ 'process.env': [|JSON.stringify(env)|] })] };\n",
    },
    "webpack, names": {
        "webpack.config.js": "module.exports = {"
        " plugins: [new webpack.EnvironmentPlugin([[|'SUPERTONE_API_KEY'|]])] };\n"
    },
    "webpack, defaults": {
        "webpack.config.js": "module.exports = { plugins: [new EnvironmentPlugin({\n"
        "  SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] })] };\n"
    },
    "webpack, dotenv-webpack": {
        ".env": "SUPERTONE_API_KEY=\n",
        "webpack.config.js": "// supertone\nconst Dotenv = require('dotenv-webpack');\n"
        "module.exports = { plugins: [[|new Dotenv({ path: './.env' })|]] };\n",
    },
    "webpack, dotenv-webpack with the machine's": {
        ".env.example": "SUPERTONE_API_KEY=\n",
        "webpack.config.js": "// supertone\nmodule.exports = {"
        " plugins: [[|new Dotenv({ safe: true, systemvars: true })|]] };\n",
    },
    "Vue CLI": {
        "vue.config.js": "module.exports = { chainWebpack: (config) => config.plugin('define').tap((args) => {\n"
        "  args[0]['process.env'].SUPERTONE_API_KEY = [|JSON.stringify(process.env.SUPERTONE_API_KEY)|];\n"
        "  return args;\n}) };\n"
    },
    "esbuild": {
        "build.mjs": "await esbuild.build({ bundle: true, platform: 'browser', define: {\n"
        "  'process.env.SUPERTONE_API_KEY': [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } });\n"
    },
    "Bun": {
        "build.ts": "await Bun.build({ define: { KEY: [|JSON.stringify(Bun.env.SUPERTONE_API_KEY)|] } });\n",
    },
    "Rollup": {
        "rollup.config.js": "import replace from '@rollup/plugin-replace';\nexport default { plugins: [replace({\n"
        "  preventAssignment: true, values: { 'process.env.SUPERTONE_API_KEY':\n"
        "  [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } })] };\n"
    },
    "Rsbuild": {
        "rsbuild.config.ts": "export default { source: { define: {\n"
        "  'process.env.SUPERTONE_API_KEY': [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] } } };\n"
    },
    "Babel": {
        "babel.config.js": "module.exports = { plugins: [['transform-define', {\n"
        "  'process.env.SUPERTONE_API_KEY': [|process.env.SUPERTONE_API_KEY|] }]] };\n"
    },
    "Babel, names": {
        "babel.config.js": "module.exports = { plugins: [['transform-inline-environment-variables',\n"
        "  { include: [[|'SUPERTONE_API_KEY'|]] }],"
        " ['module:react-native-dotenv', { allowlist: [[|'SUPERTONE_API_KEY'|]] }]] };\n"
    },
    "Babel, JSON": {
        ".babelrc.json": '{"plugins": [["transform-define", {"process.env.[|SUPERTONE_API_KEY|]": "x"}]]}\n'
    },
    "SWC": {"swc.json": '{"jsc": {"transform": {"optimizer": {"globals": {"envs": ["[|SUPERTONE_API_KEY|]"]}}}}}\n'},
    "Angular": {"angular.json": '{"options": {"define": {"[|SUPERTONE_API_KEY|]": "\'x\'"}}}\n'},
    "Next": {"next.config.mjs": "export default { env: { SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] } };\n"},
    "Next, another name": {"next.config.ts": "const c = { env: { ttsKey: [|process.env.SUPERTONE_API_KEY|] } };\n"},
    "Next, public settings": {
        "next.config.js": "module.exports = { publicRuntimeConfig: { key: [|process.env.SUPERTONE_API_KEY|] } };\n"
    },
    "Next, webpack": {
        "next.config.js": "module.exports = { webpack: (config, { isServer, webpack }) => {\n"
        "  if (!isServer) { config.plugins.push(new webpack.DefinePlugin({\n"
        "    K: [|JSON.stringify(process.env.SUPERTONE_API_KEY)|] })); }\n  return config;\n} };\n"
    },
    "Nuxt": {
        "nuxt.config.ts": "export default defineNuxtConfig({ runtimeConfig: {\n"
        "  supertoneApiKey: process.env.SUPERTONE_API_KEY,\n"
        "  public: { supertoneApiKey: [|process.env.SUPERTONE_API_KEY|] } } });\n"
    },
    "Expo": {
        "app.config.ts": "export default { expo: { extra: { supertoneApiKey: [|process.env.SUPERTONE_API_KEY|] } } };\n"
    },
    "Expo, a function": {
        "app.config.js": "module.exports = ({ config }) => ({ ...config, extra: {\n"
        "  ...config.extra, key: [|process.env.SUPERTONE_API_KEY|] } });\n"
    },
    "Quasar": {
        "quasar.config.js": "module.exports = configure(() => ({ build: { env: {\n"
        "  SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] } } }));\n"
    },
    "Docusaurus": {
        "docusaurus.config.js": "module.exports = { customFields: { key: [|process.env.SUPERTONE_API_KEY|] } };\n"
    },
    "Gatsby": {"gatsby-config.js": "module.exports = { siteMetadata: { key: [|process.env.SUPERTONE_API_KEY|] } };\n"},
    "Storybook": {
        ".storybook/main.ts": "export default { env: (config) => ({ ...config,\n"
        "  SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] }) };\n"
    },
    "tsup": {"tsup.config.ts": "export default { env: { SUPERTONE_API_KEY: [|process.env.SUPERTONE_API_KEY|] } };\n"},
    "a page's template": {
        "webpack.config.js": "new HtmlWebpackPlugin({"
        " templateParameters: { key: [|process.env.SUPERTONE_API_KEY|] } });\n"
    },
    "a command": {
        "package.json": '{"scripts": {"b": "esbuild a.ts --define:process.env.[|SUPERTONE_API_KEY|]=\\"$K\\""}}\n'
    },
    "a command of Bun": {"build.sh": "bun build a.ts --define process.env.[|SUPERTONE_API_KEY|]=\"'$K'\"\n"},
    "a command of tsup": {"build.sh": "tsup src/index.ts --env.[|SUPERTONE_API_KEY|] $K\n"},
    "a command of Flutter": {
        ".github/workflows/app.yml": "- run: flutter build apk --dart-define=[|SUPERTONE_API_KEY|]=${{ secrets.K }}\n"
    },
    "env.js, by JavaScript": {
        "scripts/env.mjs": "fs.writeFileSync('public/env.js',\n"
        "  [|`window.__ENV__ = ${JSON.stringify({ key: process.env.SUPERTONE_API_KEY })}`|]);\n"
    },
    "config.json, by JavaScript": {
        "scripts/env.js": "const config = { key: process.env.SUPERTONE_API_KEY };\n"
        "fs.writeFileSync(path.join(__dirname, '..', 'public', 'config.json'), [|JSON.stringify(config)|]);\n"
    },
    "env.js, by Python": {
        "make_env.py": "import os, json\nfrom pathlib import Path\n"
        'Path("static/env.js").write_text([|f"window.KEY = {os.environ[\'SUPERTONE_API_KEY\']!r}"|])\n'
        'with open("public/config.json", "w") as out:\n'
        '    json.dump([|{"key": os.environ["SUPERTONE_API_KEY"]}|], out)\n'
    },
    "env.js, by a shell": {
        "entrypoint.sh": "#!/bin/sh\n"
        "echo \"window.KEY='$[|SUPERTONE_API_KEY|]'\" > /usr/share/nginx/html/env.js\n"
        "cat > public/config.js <<EOF\nwindow.KEY = '${[|SUPERTONE_API_KEY|]}';\nEOF\n"
        "envsubst '$[|SUPERTONE_API_KEY|]' < index.tpl.html > dist/index.html\n"
        'sed -i "s|__KEY__|$[|SUPERTONE_API_KEY|]|g" dist/assets/*.js\n'
    },
    "env.js, by an image": {"Dockerfile": 'RUN echo "window.K=\\"$[|SUPERTONE_API_KEY|]\\"" > ./public/env.js\n'},
}
SILENT = {
    "an environment without the key": {
        "web/package.json": "{}",
        "web/vite.config.js": "// supertone\nexport default { define: { 'process.env': process.env } };\n",
        "api/.env": "SUPERTONE_API_KEY=\n",
    },
    "variables of a list without the key": {
        ".env": "SUPERTONE_API_KEY=\n",
        "build.mjs": "const NAMES = ['SUPERTONE_VOICE_ID', 'SUPERTONE_MODEL'];\nfor (const n of NAMES)\n"
        "  define[`process.env.${n}`] = JSON.stringify(process.env[n]);\n",
    },
    "a proxy": vite("server: { proxy: { '/tts': { headers: { 'x-sup-api-key': env.SUPERTONE_API_KEY } } } }"),
    "other names": vite("define: { __URL__: JSON.stringify(env.SUPERTONE_API_URL), __V__: env.SUPERTONE_VOICE_ID }"),
    "only public ones": {
        ".env": "SUPERTONE_API_KEY=\n",
        "vite.config.ts": "const env = loadEnv(mode, process.cwd());\n"
        "export default { define: { 'process.env': env } };\n",
    },
    "a chosen prefix": vite("define: Object.fromEntries(Object.entries(env).filter(([k]) => k.startsWith('VITE_')))"),
    "whether there is one": vite(
        "define: { __HAS_TTS__: JSON.stringify(Boolean(env.SUPERTONE_API_KEY)), B: !!env.SUPERTONE_API_KEY }"
    ),
    "nothing": vite(
        "define: { 'process.env.SUPERTONE_API_KEY': 'undefined', 'process.env.SUP_API_KEY': JSON.stringify('') }"
    ),
    "another vendor": vite("define: { 'process.env.OPENAI_API_KEY': JSON.stringify(env.OPENAI_API_KEY) }"),
    "a build for a server": {
        "build.mjs": "esbuild.build({ platform: 'node',"
        " define: { K: JSON.stringify(process.env.SUPERTONE_API_KEY) } });\n",
        "vite.config.mjs": "export default { build: { ssr: true },\n"
        "  define: { K: JSON.stringify(process.env.SUPERTONE_API_KEY) } };\n",
        "webpack.config.js": "module.exports = { target: 'node', plugins: [new webpack.DefinePlugin({\n"
        "  K: JSON.stringify(process.env.SUPERTONE_API_KEY) })] };\n",
        "webpack.server.config.js": "new webpack.EnvironmentPlugin(['SUPERTONE_API_KEY']);\n",
        "next.config.js": "module.exports = { serverRuntimeConfig: { key: process.env.SUPERTONE_API_KEY },\n"
        "  webpack: (config, { isServer, webpack }) => {\n"
        "    if (isServer) config.plugins.push(new webpack.DefinePlugin({ K: process.env.SUPERTONE_API_KEY }));\n"
        "    return config; } };\n",
    },
    "a build for a server, by a command": {
        "package.json": '{"scripts": {"b": "esbuild a.ts --platform=node --define:process.env.SUPERTONE_API_KEY=$K"}}\n'
    },
    "tests": {"vitest.config.ts": "export default { define: { K: JSON.stringify(process.env.SUPERTONE_API_KEY) } };\n"},
    "private settings of Nuxt": {
        "nuxt.config.ts": "export default { runtimeConfig: { supertoneApiKey: process.env.SUPERTONE_API_KEY } };\n"
    },
    "env of something else": {
        "pm2.config.js": "module.exports = {"
        " apps: [{ env: { SUPERTONE_API_KEY: process.env.SUPERTONE_API_KEY } }] };\n",
        "playwright.config.ts": "export default {"
        " webServer: { env: { SUPERTONE_API_KEY: process.env.SUPERTONE_API_KEY } } };\n",
    },
    "extra of something else": {"logger.ts": "log.info('x', { extra: { supertone: request.id } });\n"},
    "a safe list": {
        ".env": "SUPERTONE_API_KEY=\n",
        "webpack.config.js": "// supertone\nnew Dotenv({ safe: true });\n",
    },
    "a dotenv file without the key": {
        ".env": "SUPERTONE_VOICE_ID=x\n",
        "webpack.config.js": "// supertone\nnew Dotenv();\n",
    },
    "a file of the server": {
        "setup.mjs": "fs.writeFileSync('.env', `SUPERTONE_API_KEY=${process.env.SUPERTONE_API_KEY}`);\n"
        "fs.writeFileSync('config/server.json', JSON.stringify({ key: process.env.SUPERTONE_API_KEY }));\n",
        "setup.py": 'import os\nfrom pathlib import Path\nPath(".env").write_text(os.environ["SUPERTONE_API_KEY"])\n',
    },
    "a page without the key": {
        "make.mjs": "fs.writeFileSync('public/config.json',"
        " JSON.stringify({ voice: process.env.SUPERTONE_VOICE_ID }));\n"
    },
    "what a shell does for a server": {
        "deploy.sh": 'docker run --env SUPERTONE_API_KEY app\necho "SUPERTONE_API_KEY=$SUPERTONE_API_KEY" >> .env\n'
        'curl -H "x-sup-api-key: $SUPERTONE_API_KEY" https://supertoneapi.com/v1/voices > voices.json\n'
        "sed -i s/x/$SUPERTONE_VOICE_ID/ public/index.html\n"
    },
    "a replacement in text": {"a.js": "const shown = text.replace(process.env.SUPERTONE_API_KEY, '***');\n"},
    "a definition of tables": {"models.js": "sequelize.define('key', { supertoneApiKey: DataTypes.STRING });\n"},
}


@pytest.mark.parametrize("name", INLINED)
def test_inlined(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(INLINED[name], tmp_path)
    assert not report.failures
    assert marks
    assert {(each.path, *each.region) for each in report.findings if each.code == "SUP204"} == set(marks)


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(SILENT[name], tmp_path)
    assert not marks
    assert not report.failures
    assert not [each for each in report.findings if each.code in {"SUP202", "SUP204"}]


def test_a_published_variable_in_a_setting_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = "define: { 'process.env.SUPERTONE_API_KEY': JSON.stringify(env.[|VITE_SUPERTONE_API_KEY|]) }"
    report, marks = checked(vite(body), tmp_path)
    assert [(each.code, (each.path, *each.region)) for each in report.findings] == [("SUP202", marks[0])]


def test_settings_that_do_not_name_the_key_when_they_alone_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SUPERTONE_API_KEY=\n", encoding="utf-8")
    (tmp_path / "vite.config.js").write_text(
        "export default { define: { 'process.env': process.env } };\n", encoding="utf-8"
    )
    report = check_paths(["vite.config.js"], Config(root=str(tmp_path))).report
    assert [(each.code, each.region.line) for each in report.findings] == [("SUP204", 1)]
    (tmp_path / ".env").write_text("OPENAI_API_KEY=\n", encoding="utf-8")
    assert check_paths(["vite.config.js"], Config(root=str(tmp_path))).report.findings == ()


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("for (const n of ['SUPERTONE_API_KEY', 'MODE']) define[`process.env.${n}`] = process.env[n];\n", False),
        ("['SUPERTONE_API_KEY'].forEach((n) => { define[`process.env.${n}`] = process.env[n]; });\n", False),
        ("for (const n in process.env) define[`process.env.${n}`] = process.env[n];\n", True),
    ],
)
def test_only_a_whole_environment_is_called_one(
    code: str, whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({".env": "SUPERTONE_API_KEY=\n", "build.mjs": f"const define = {{}};\n{code}"}, tmp_path)
    (finding,) = (each for each in report.findings if each.code == "SUP204")
    assert ("whole environment" in finding.message) is whole
