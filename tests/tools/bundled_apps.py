"""Small web apps as people write them, and the bundlers that build them."""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Files = Mapping[str, str]

LITERAL, PREFIX, DEFINE, SERVER = "literal", "prefix", "define", "server import"
LEAKS: Final = (LITERAL, PREFIX, DEFINE, SERVER)

_PAGE = """\
<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Reader</title></head>
  <body><div id="app"></div><script type="module" src="/src/main.js"></script></body>
</html>
"""
_MAIN = """\
import { speak } from './speech.js'
import { VOICES } from './voices.js'

const SUPERTONE_API_KEY_SLOT = 'reader_supertone_api_key'
localStorage.removeItem(SUPERTONE_API_KEY_SLOT)

const app = document.getElementById('app')
for (const [name, voice] of Object.entries(VOICES)) {
  const button = document.createElement('button')
  button.textContent = name
  button.onclick = async () => {
    const audio = await speak(document.title, voice)
    new Audio(URL.createObjectURL(audio)).play()
  }
  app.append(button)
}
"""
_VOICES = """\
export const VOICES = { Anna: '20160a4c5ba38967330c84', Bo: 'opSGuRvHBe7EfZ4LQga1hE' }
export const CHECKSUM = 'sha512-Zx2m0m3Jq1yP7rVbK9d4TqT0c5mN8sL6wE1fG2hJ3kQ='
"""
# How the app asks Supertone, with the key where each leak has it.
_SPEECH = """\
import {{ report }} from './report.js'
{head}
/** Text to audio. */
export async function speak(text, voice) {{
  const response = await fetch(`https://supertoneapi.com/v1/text-to-speech/${{voice}}?output_format=mp3`, {{
    method: 'POST',
    headers: {{
      'content-type': 'application/json',
      'x-sup-api-key': {key},
    }},
    body: JSON.stringify({{ text, language: 'en', model: 'sona_speech_2' }}),
  }})
  if (!response.ok) report(response.status)
  return response.blob()
}}
"""
_BACKEND = """\
import { report } from './report.js'

/** Our own server adds the header x-sup-api-key. */
export async function speak(text, voice) {
  const response = await fetch(`/api/tts/${voice}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, engine: 'supertone' }),
  })
  if (!response.ok) report(response.status)
  return response.blob()
}
"""
_REPORT = """\
export function report(status) {
  document.getElementById('app').append(`Supertone answered ${status}.`)
}
"""
_SERVER_FILE = """\
// Read by server/index.js, too.
export const settings = {{
  region: 'kr',
  supertone: {{ apiKey: '{key}', timeout: 20000 }},
}}
"""
_PROXY = """\
import { createServer } from 'node:http'

createServer(async (request, response) => {
  const upstream = await fetch(`https://supertoneapi.com/v1/text-to-speech/${request.url.split('/').pop()}`, {
    method: 'POST',
    headers: { 'x-sup-api-key': process.env.SUPERTONE_API_KEY, 'content-type': 'application/json' },
    body: await new Response(request).text(),
  })
  response.end(Buffer.from(await upstream.arrayBuffer()))
}).listen(8787)
"""


@dataclass(frozen=True, slots=True)
class Bundler:
    """One bundler: `command` runs below the app, `files` are its settings, `variable` is how a prefix publishes."""

    name: str
    command: tuple[str, ...]
    files: Callable[[bool], Files]
    variable: str


def app(bundler: Bundler, leak: str | None, key: str) -> Files:
    """The files of an app that leaks `key` in one way, or, for None, asks its own server for the audio."""
    files = {"index.html": _PAGE, "src/main.js": _MAIN, "src/voices.js": _VOICES, "src/report.js": _REPORT}
    files |= {**bundler.files(leak == DEFINE), "server/index.js": _PROXY}
    head, expression = {
        LITERAL: (f"\nconst API_KEY = '{key}'\n", "API_KEY"),
        PREFIX: ("", bundler.variable),
        DEFINE: ("", "process.env.SUPERTONE_API_KEY"),
        SERVER: ("import { settings } from '../server/settings.js'\n", "settings.supertone.apiKey"),
        None: ("", ""),
    }[leak]
    files["src/speech.js"] = _SPEECH.format(head=head, key=expression) if leak else _BACKEND
    if leak == SERVER:
        files["server/settings.js"] = _SERVER_FILE.format(key=key)
    return files


def origins(files: Files, leak: str, key: str) -> set[tuple[str, int]]:
    """Where a source map may say that the key comes from: the lines that write it, and those that use it."""
    places = set()
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            is_use = path == "src/speech.js" and ("x-sup-api-key" in line and ":" in line)
            if key in line or (is_use and leak != SERVER):
                places.add((path, number))
    return places


def write(folder: Path, files: Files, node_modules: Path) -> None:
    """Write an app below `folder`, whose parent gets the bundlers, as a workspace's members have them."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder.parent / "node_modules").symlink_to(node_modules, target_is_directory=True)


def build(bundler: Bundler, folder: Path, key: str) -> Path:
    """Run the bundler with the key in its environment, as a developer's shell has it; give the output folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VITE_", "PUBLIC_"))}
    environment |= {"SUPERTONE_API_KEY": key, "NODE_ENV": "production"}
    if "PUBLIC_" in (folder / "src/speech.js").read_text(encoding="utf-8"):
        environment["PUBLIC_SUPERTONE_API_KEY"] = key
    if "VITE_" in (folder / "src/speech.js").read_text(encoding="utf-8"):
        environment["VITE_SUPERTONE_API_KEY"] = key
    run = subprocess.run(
        ("node", *bundler.command), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, (run.stdout + run.stderr).replace(key, "«key»")
    return folder / "dist"


def _vite(is_defined: bool) -> Files:
    define = "{ 'process.env.SUPERTONE_API_KEY': JSON.stringify(env.SUPERTONE_API_KEY) }" if is_defined else "{}"
    config = f"""\
import {{ defineConfig, loadEnv }} from 'vite'

export default defineConfig(({{ mode }}) => {{
  const env = loadEnv(mode, process.cwd(), '')
  return {{
    define: {define},
    build: {{ sourcemap: true }},
    server: {{
      proxy: {{
        '/api': {{ target: 'https://supertoneapi.com', headers: {{ 'x-sup-api-key': env.SUPERTONE_API_KEY }} }},
      }},
    }},
  }}
}})
"""
    return {"vite.config.js": config, "package.json": '{"name": "reader", "type": "module", "private": true}'}


def _esbuild(is_defined: bool) -> Files:
    own = "define['process.env.SUPERTONE_API_KEY'] = JSON.stringify(process.env.SUPERTONE_API_KEY)"
    script = f"""\
import {{ copyFile }} from 'node:fs/promises'
import {{ build }} from 'esbuild'

const define = {{}}
for (const [name, value] of Object.entries(process.env)) {{
  if (name.startsWith('PUBLIC_')) define[`process.env.${{name}}`] = JSON.stringify(value)
}}
{own if is_defined else ""}
await build({{
  entryPoints: ['src/main.js'],
  bundle: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  outdir: 'dist',
  define,
}})
await copyFile('index.html', 'dist/index.html')
"""
    return {"build.mjs": script, "package.json": '{"name": "reader", "type": "module", "private": true}'}


def _webpack(is_defined: bool) -> Files:
    own = "new DefinePlugin({ 'process.env.SUPERTONE_API_KEY': JSON.stringify(process.env.SUPERTONE_API_KEY) }),"
    config = f"""\
const {{ DefinePlugin, EnvironmentPlugin }} = require('webpack')

module.exports = {{
  mode: 'production',
  entry: './src/main.js',
  devtool: 'source-map',
  plugins: [
    {own if is_defined else ""}
    new EnvironmentPlugin(Object.keys(process.env).filter((name) => name.startsWith('PUBLIC_'))),
  ],
}}
"""
    return {"webpack.config.js": config, "package.json": '{"name": "reader", "private": true}'}


VITE = Bundler(
    "vite",
    ("../node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"),
    _vite,
    "import.meta.env.VITE_SUPERTONE_API_KEY",
)
ESBUILD = Bundler("esbuild", ("build.mjs",), _esbuild, "process.env.PUBLIC_SUPERTONE_API_KEY")
WEBPACK = Bundler(
    "webpack", ("../node_modules/webpack/bin/webpack.js",), _webpack, "process.env.PUBLIC_SUPERTONE_API_KEY"
)
BUNDLERS: Final = (VITE, ESBUILD, WEBPACK)


def _other(name: str, bundler: Bundler, *options: str) -> Bundler:
    """A bundler with other options on its command line, which win over its settings."""
    program = "../node_modules/esbuild/bin/esbuild" if bundler is ESBUILD else bundler.command[0]
    return Bundler(name, (program, *options), bundler.files, bundler.variable)


_ONE_FILE = ("src/main.js", "--bundle", "--minify", "--outdir=dist")
# Other kinds of output, each with whether a map that lies beside or in it leads to the source.
OTHER_OUTPUTS: Final = (
    (_other("inline map", ESBUILD, *_ONE_FILE, "--format=iife", "--sourcemap=inline"), True),
    (_other("map nobody links to", ESBUILD, *_ONE_FILE, "--format=esm", "--sourcemap=external"), True),
    (_other("map without sources", ESBUILD, *_ONE_FILE, "--sourcemap", "--sources-content=false"), True),
    (_other("chunks", ESBUILD, *_ONE_FILE, "--splitting", "--format=esm", "--chunk-names=assets/[name]-[hash]"), False),
    (_other("not minified", VITE, "build", "--minify", "false", "--logLevel", "warn"), True),
    (_other("modules in eval", WEBPACK, "--mode", "development", "--devtool", "eval"), False),
    (_other("modules in eval with maps", WEBPACK, "--mode", "development", "--devtool", "eval-source-map"), False),
    (_other("hidden map", WEBPACK, "--mode", "production", "--devtool", "hidden-source-map"), True),
)
