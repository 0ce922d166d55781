"""What real bundlers make of an app's source, seen by `sup-lint bundle`."""

import base64
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.command import invoke
from tests.tools.bundled_apps import (
    BUNDLERS,
    ESBUILD,
    LEAKS,
    LITERAL,
    OTHER_OUTPUTS,
    Bundler,
    Files,
    app,
    build,
    origins,
    write,
)

NAMED = pytest.mark.parametrize("bundler", BUNDLERS, ids=lambda bundler: bundler.name)

_SDK_CALL = """\
import { Supertone } from '@supertone/supertone'

const supertone = new Supertone({ KEY })

export async function speak(text, voice) {
  const { result } = await supertone.textToSpeech.createSpeech({ voiceId: voice, text, language: 'en' })
  return new Blob([result])
}
"""
# A package as a generator makes it from an API's description: it knows the header, and no key.
_SDK: Files = {
    "package.json": '{"name": "@supertone/supertone", "version": "0.2.3", "type": "module", "main": "index.js"}',
    "index.js": "export { Supertone } from './sdk.js'\nexport { SupertoneError } from './errors.js'\n",
    "errors.js": """\
export class SupertoneError extends Error {
  constructor(message, response) {
    super(`${message}: status ${response.status}`)
    this.name = 'SupertoneError'
  }
}
""",
    "security.js": """\
export function resolveSecurity(security) {
  return [{ fieldName: 'x-sup-api-key', type: 'apiKey:header', value: security?.apiKey ?? '' }]
}
export const SERVERS = ['https://supertoneapi.com']
export const SDK_METADATA = {
  language: 'typescript',
  openapiDocVersion: '0.9.6',
  userAgent: 'speakeasy-sdk/typescript 0.2.3 2.686.7 0.9.6 @supertone/supertone',
  lockHash: 'HASH',
}
""",
    "sdk.js": """\
import { SupertoneError } from './errors.js'
import { resolveSecurity, SDK_METADATA, SERVERS } from './security.js'

class TextToSpeech {
  constructor(options) {
    this.options = options
  }

  async createSpeech(request) {
    const { apiKey } = this.options
    const security = { apiKey: typeof apiKey === 'function' ? await apiKey() : apiKey }
    const headers = new Headers({ accept: 'audio/wav', 'user-agent': SDK_METADATA.userAgent })
    for (const { fieldName, value } of resolveSecurity(security)) headers.set(fieldName, value)
    const url = `${this.options.serverURL ?? SERVERS[0]}/v1/text-to-speech/${request.voiceId}`
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) })
    if (!response.ok) throw new SupertoneError('API error occurred', response)
    return { result: await response.arrayBuffer() }
  }
}

export class Supertone {
  constructor(options = {}) {
    this._options = options
    this.textToSpeech = new TextToSpeech(options)
  }
}
""",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What `sup-lint bundle` said."""

    status: int
    findings: list[dict[str, Any]]
    failures: list[dict[str, Any]]
    printed: str


def bundle(output: Path) -> Report:
    """Run the command over a build's output."""
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(output.parent)
        run = invoke("bundle", "--format", "json", "--isolated", output.name)
    assert run.exit_code in (0, 1), run.stderr
    report = json.loads(run.stdout)
    return Report(run.exit_code, report["findings"], report["failures"], run.stdout + run.stderr)


def made_up_key(seed: str) -> str:
    return "".join(random.Random(seed).choices("0123456789abcdef", k=32))


def region_text(folder: Path, finding: dict[str, Any]) -> str:
    line: str = (folder / finding["path"]).read_text(encoding="utf-8").split("\n")[finding["line"] - 1]
    return line[finding["column"] - 1 : finding["end_column"] - 1]


def decoded(text: str) -> str:
    """What a stretch of base64 holds, wherever it was cut out; the ends may be garbled."""
    shifted = ["A" * shift + text for shift in range(4)]
    whole = [base64.b64decode(each[: len(each) // 4 * 4]) for each in shifted]
    return "\n".join(each.decode("latin-1") for each in whole)


def assert_found(folder: Path, report: Report, files: Files, leak: str, key: str, *, has_map: bool = True) -> None:
    """The key is found in the built script, told by the line of its source, and never printed."""
    assert report.status == 1
    assert key not in report.printed
    assert report.failures == []
    assert {finding["code"] for finding in report.findings} == {"SUP201"}
    in_scripts = [finding for finding in report.findings if finding["path"].endswith(".js")]
    assert in_scripts
    written = [region_text(folder, finding) for finding in in_scripts]
    assert any(text.strip("\"'`\\") == key for text in written)
    # A map that is written into the script has the source, and with it the key, in base64.
    assert all(key in text or key[2:-2] in decoded(text) for text in written)
    if not has_map:
        return
    told = {(place["path"], place["line"]) for finding in in_scripts for place in finding["related"]}
    wanted = origins(files, leak, key)
    assert any(path.endswith(source) and line == number for path, line in told for source, number in wanted), told


@NAMED
@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found_in_the_output_and_in_its_source(
    bundler: Bundler, leak: str, node_modules: Path, tmp_path: Path
) -> None:
    key = made_up_key(f"{bundler.name} {leak}")
    files, folder = app(bundler, leak, key), tmp_path / "reader"
    write(folder, files, node_modules)
    output = build(bundler, folder, key)
    scripts = "".join(path.read_text(encoding="utf-8") for path in output.rglob("*.js"))
    assert key in scripts, "the bundler did not inline the key, so this test would show nothing"
    assert_found(folder, bundle(output), files, leak, key)


@NAMED
def test_an_app_with_a_server_of_its_own_is_silent(bundler: Bundler, node_modules: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    write(folder, app(bundler, None, ""), node_modules)
    output = build(bundler, folder, made_up_key(bundler.name))
    report = bundle(output)
    assert "supertone" in "".join(path.read_text(encoding="utf-8") for path in output.rglob("*.js"))
    assert (report.status, report.findings, report.failures) == (0, [], [])


def sdk_app(bundler: Bundler, options: str) -> Files:
    checksum = made_up_key("a sum of the API's description, which looks like a key")
    sdk = {f"node_modules/@supertone/supertone/{path}": text.replace("HASH", checksum) for path, text in _SDK.items()}
    return {**app(bundler, None, ""), **sdk, "src/speech.js": _SDK_CALL.replace("KEY", options)}


@NAMED
def test_a_bundled_sdk_without_a_key_is_silent(bundler: Bundler, node_modules: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    write(folder, sdk_app(bundler, "serverURL: '/api/supertone'"), node_modules)
    output = build(bundler, folder, made_up_key(bundler.name))
    report = bundle(output)
    assert "x-sup-api-key" in "".join(path.read_text(encoding="utf-8") for path in output.rglob("*.js"))
    assert (report.status, report.findings, report.failures) == (0, [], [])


@NAMED
def test_a_key_given_to_a_bundled_sdk_is_found(bundler: Bundler, node_modules: Path, tmp_path: Path) -> None:
    key = made_up_key(f"{bundler.name} sdk")
    files, folder = sdk_app(bundler, f"apiKey: '{key}'"), tmp_path / "reader"
    write(folder, files, node_modules)
    assert_found(folder, bundle(build(bundler, folder, key)), files, LITERAL, key)


def test_without_a_source_map_the_output_alone_tells(node_modules: Path, tmp_path: Path) -> None:
    key = made_up_key("no map")
    folder = tmp_path / "reader"
    write(folder, app(ESBUILD, LITERAL, key), node_modules)
    output = build(ESBUILD, folder, key)
    for source_map in output.glob("*.map"):
        source_map.unlink()
    report = bundle(output)
    assert [(finding["code"], finding["path"], finding["line"]) for finding in report.findings] == [
        ("SUP201", "dist/main.js", 1)
    ]
    assert region_text(folder, report.findings[0]).strip("\"'`") == key


@pytest.mark.parametrize(("bundler", "has_map"), OTHER_OUTPUTS, ids=lambda value: getattr(value, "name", None))
def test_other_kinds_of_output(bundler: Bundler, has_map: bool, node_modules: Path, tmp_path: Path) -> None:
    key = made_up_key(bundler.name)
    files, folder = app(bundler, LITERAL, key), tmp_path / "reader"
    if bundler.name == "chunks":
        lazy = "const speak = async (...request) => (await import('./speech.js')).speak(...request)"
        main = files["src/main.js"].replace("import { speak } from './speech.js'", lazy)
        files = {**files, "src/main.js": main}
    write(folder, files, node_modules)
    assert_found(folder, bundle(build(bundler, folder, key)), files, LITERAL, key, has_map=has_map)
