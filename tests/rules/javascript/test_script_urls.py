"""Keys in query strings and on command lines, put there by JavaScript."""

from pathlib import Path

import pytest

from sup_lint.rule import Example
from tests.rules.javascript.script_cases import assert_reported, case

KEY = "const key = process.env.SUPERTONE_API_KEY;\n"
URL = '"https://supertoneapi.com/v1/voices"'
RUN = 'import { exec, execFile, spawn } from "node:child_process";\n' + KEY

REPORTED = [
    case("template", KEY + "fetch(`https://supertoneapi.com/v1/voices?api_key=${[|key|]}`);\n"),
    case("template, second", "const url = `https://supertoneapi.com/v1/voices?page=1&token=${[|anything|]}`;\n"),
    case("sum", KEY + f'fetch({URL} + "?x-sup-api-key=" + [|key|]);\n'),
    case("literal", 'const url = "https://supertoneapi.com/v1/voices?api_key=[|«key»|]";\n'),
    case("socket", KEY + "const ws = new WebSocket(`wss://supertoneapi.com/v1/stream?api_key=${[|key|]}`);\n"),
    case("other host, key by its name", "fetch(`https://proxy.example.com/tts?token=${[|supertoneApiKey|]}`);\n"),
    case("search parameters", KEY + f"const url = new URL({URL});\nurl.searchParams.set('api_key', [|key|]);\n"),
    case("search parameters appended", KEY + f"new URL({URL}).searchParams.append('key', [|key|]);\n"),
    case(
        "search parameters apart",
        KEY + "const q = new URLSearchParams();\nq.append('api_key', [|key|]);\n"
        "fetch(`https://supertoneapi.com/v1/voices?${q}`);\n",
    ),
    case("search parameters of an object", KEY + "const q = new URLSearchParams({ supertone_api_key: [|key|] });\n"),
    case(
        "parameters of axios",
        'import axios from "axios";\n' + KEY + f"axios.get({URL}, {{ params: {{ api_key: [|key|] }} }});\n",
    ),
    case(
        "parameters of axios by a variable",
        'import axios from "axios";\n'
        + KEY
        + f"const params = {{ api_key: [|key|] }};\naxios.get({URL}, {{ params }});\n",
    ),
    case(
        "parameters of a configuration",
        'import axios from "axios";\n' + KEY + f"axios({{ url: {URL}, params: {{ token: [|key|] }} }});\n",
    ),
    case(
        "parameters of got",
        'import got from "got";\n' + KEY + f"got.get({URL}, {{ searchParams: {{ api_key: [|key|] }} }});\n",
    ),
    case("query of superagent", KEY + f"request.get({URL}).query({{ api_key: [|key|] }});\n"),
    case("query by qs", 'import qs from "qs";\n' + KEY + "const q = qs.stringify({ supertoneApiKey: [|key|] });\n"),
    case("command", RUN + "exec(`curl -H 'x-sup-api-key: ${[|key|]}' https://supertoneapi.com/v1/voices`);\n"),
    case("command with a list", RUN + "spawn('curl', ['-H', `x-sup-api-key: ${[|key|]}`, url]);\n"),
    case("command with an option", RUN + "execFile('say', ['--supertone-api-key', [|key|]]);\n"),
    case(
        "command with a list apart",
        RUN + "const args = ['config', 'set', 'supertone_api_key', [|key|]];\nspawn('supertone', args);\n",
    ),
    case("command of a shell", KEY + "await $`curl -H x-sup-api-key:${[|key|]} https://supertoneapi.com/v1/voices`;\n"),
    case("command by promises", KEY + "await execAsync(`curl -H 'x-sup-api-key: ${[|key|]}' ${url}`);\n"),
]

SILENT = [
    case("header", KEY + f"fetch({URL}, {{ headers: {{ 'x-sup-api-key': key }} }});\n"),
    case("other host", f"fetch({URL});\nfetch(`https://maps.example.com/route?key=${{mapsKey}}`);\n"),
    case("other parameters", f"const url = new URL({URL});\nurl.searchParams.set('page_token', token);\n"),
    case("placeholder", 'const url = "https://supertoneapi.com/v1/voices?api_key=<your key>";\n'),
    case("name of a column", "fetch(`https://supertoneapi.com/v1/usage?breakdown_type=api_key&page=${page}`);\n"),
    case(
        "headers, not a query",
        KEY + "const h = new Headers();\nh.set('x-sup-api-key', key);\nconst m = new Map();\nm.set('key', key);\n",
    ),
    case(
        "query of another host",
        'import axios from "axios";\n' + KEY + 'axios.get("https://maps.example.com", { params: { key: mapsKey } });\n',
    ),
    case("body", 'import axios from "axios";\n' + f"axios.post({URL}, {{ text, key: cacheKey }});\n"),
    case("environment of a program", RUN + "spawn('supertone', ['say'], { env: { SUPERTONE_API_KEY: key } });\n"),
    case("standard input", RUN + "const p = spawn('curl', ['--header', '@-', url]);\np.stdin.end(`x: ${key}`);\n"),
    case("regular expression", KEY + "const found = /supertone (\\w+)/.exec(`${key}`);\n"),
    case("filters of JSON", KEY + "const text = JSON.stringify({ api_key: key });\n"),
]


@pytest.mark.parametrize("example", REPORTED)
def test_a_key_in_a_url_or_command(example: Example, folder: Path) -> None:
    assert_reported("SUP104", example, folder)


@pytest.mark.parametrize("example", SILENT)
def test_a_request_without_the_key_in_sight(example: Example, folder: Path) -> None:
    assert_reported("SUP104", example, folder)
