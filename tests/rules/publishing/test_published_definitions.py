"""Variables that build tools publish, where settings define them; and what only looks like it."""

from pathlib import Path

import pytest

from sup_lint.keys.publishing import PUBLISHERS
from sup_lint.rule import Example
from tests.keymaker import make_key
from tests.rules.examples import checked

SUFFIX = "SUPERTONE_API_KEY"
# What a settings file looks like that gives the variable NAME its value.
CARRIERS = {
    ".env": "OTHER=1\n[|NAME|]=VALUE\n",
    ".env.local": "export [|NAME|]=VALUE\n",
    ".env.production": "[|NAME|] = 'VALUE'\r\n",
    "web/.env.staging": '[|NAME|]="VALUE"  # from the console\n',
    ".envrc": "export [|NAME|]=VALUE\n",
    "env.sample": "[|NAME|]=\n",
    ".env-example": "[|NAME|]=your-api-key-here\n",
    ".github/workflows/deploy.yml": "jobs:\n  build:\n    env:\n      [|NAME|]: ${{ secrets.SUPERTONE_API_KEY }}\n",
    ".github/workflows/pages.yml": 'steps:\n  - run: echo "[|NAME|]=${{ secrets.NAME }}" >> .env\n',
    ".github/workflows/image.yml": "with:\n  build-args: |\n    [|NAME|]=${{ secrets.SUPERTONE_API_KEY }}\n",
    ".gitlab-ci.yml": 'variables:\n  [|NAME|]: "$SUPERTONE_API_KEY"\n',
    ".circleci/config.yml": "environment:\n  [|NAME|]: << parameters.key >>\n",
    "bitbucket-pipelines.yml": "script:\n  - [|NAME|]=$SUPERTONE_API_KEY npm run build\n",
    "Dockerfile": "FROM node:22\nARG [|NAME|]\nENV [|NAME|]=$NAME\nRUN npm run build\n",
    "Dockerfile.web": "ENV NODE_ENV=production [|NAME|]=VALUE\n",
    "Containerfile": "ENV [|NAME|] VALUE\n",
    "compose.yaml": "services:\n  web:\n    environment:\n      - [|NAME|]=${SUPERTONE_API_KEY}\n",
    "docker-compose.yml": "services:\n  web:\n    build:\n      args:\n        - [|NAME|]\n",
    "docker-compose.dev.yml": "services:\n  web:\n    environment:\n      [|NAME|]:\n",
    "k8s/deployment.yaml": "env:\n  - name: [|NAME|]\n    valueFrom:\n      secretKeyRef: {name: tts, key: api}\n",
    "k8s/config.yaml": 'kind: ConfigMap\ndata:\n  [|NAME|]: "VALUE"\n',
    "render.yaml": "envVars:\n  - key: [|NAME|]\n    sync: false\n",
    "vercel.json": '{"build": {"env": {"[|NAME|]": "@supertone-api-key"}}}\n',
    "eas.json": '{"build": {"production": {"env": {\n  "[|NAME|]": "VALUE"\n}}}}\n',
    "netlify.toml": '[build.environment]\n  [|NAME|] = "VALUE"\n',
    "fly.toml": '[build.args]\n"[|NAME|]" = "VALUE"\n',
    "turbo.json": '{"globalEnv": ["NODE_ENV", "[|NAME|]"], "tasks": {"build": {"env": [\n"[|NAME|]"]}}}\n',
    "package.json": '{"scripts": {"build": "cross-env [|NAME|]=$SUPERTONE_API_KEY npm run bundle"}}\n',
    ".vscode/launch.json": '// for F5\n{"env": {"[|NAME|]": "${env:SUPERTONE_API_KEY}"}}\n',
    "Makefile": "build:\n\t[|NAME|]=$(SUPERTONE_API_KEY) npm run build\n",
    "site.mk": "export [|NAME|] ?= $(SUPERTONE_API_KEY)\n",
    "build.sh": '#!/bin/sh\ndocker build --build-arg [|NAME|]="$SUPERTONE_API_KEY" .\n',
    "deploy.sh": "vercel env add [|NAME|] production\n",
    "eas.sh": 'eas secret:create --scope project --name [|NAME|] --value "$SUPERTONE_API_KEY"\n',
    "setup.bat": "setx [|NAME|] VALUE\n",
    "infra/web.tf": "environment_variables = {\n  [|NAME|] = var.supertone_api_key\n}\n",
    "Jenkinsfile": "environment {\n  [|NAME|] = credentials('supertone')\n}\n",
    "app.json": '{"expo": {"extra": {"eas": {}, "[|NAME|]": "VALUE"}}}\n',
    "tox.ini": "[testenv]\nsetenv =\n    [|NAME|] = {env:SUPERTONE_API_KEY}\n",
}
LOOK_ALIKES = {
    "a voice": {".env": "VITE_SUPERTONE_VOICE_ID=20160a4c5ba38967330c84\n"},
    "an address": {".env": "VITE_SUPERTONE_API_URL=https://supertoneapi.com/v1\nREACT_APP_SUPERTONE_MODEL=pro\n"},
    "a file's name": {".env": "VITE_SUPERTONE_API_KEY_FILE=/run/secrets/key\n"},
    "a switch": {".env": "VITE_HAS_SUPERTONE_API_KEY=true\n"},
    "another vendor": {".env": "# beside supertone\nNEXT_PUBLIC_ELEVENLABS_API_KEY=«key»\nVITE_SMSUP_API_KEY=«key»\n"},
    "the backend's own name": {".env": "API_SUPERTONE_API_KEY=\nSUPERTONE_API_KEY=\nMY_VITE_SUPERTONE_API_KEY=\n"},
    "a neutral name beside the key's own": {".env": "SUPERTONE_API_KEY=\nVITE_API_KEY=«key»\n"},
    "another case": {".env": "vite_supertone_api_key=\nNext_Public_Supertone_Api_Key=\n"},
    "a comment": {".env": "# VITE_SUPERTONE_API_KEY=\n", "c.yml": "a: 1  # VITE_SUPERTONE_API_KEY: x\n"},
    "JSON with comments": {
        "vercel.json": '{\n  // "VITE_SUPERTONE_API_KEY": "x",\n  /* "VITE_SUPERTONE_API_KEY": "" */\n}\n',
    },
    "a guard": {"ci.yml": "run: |\n  ! grep -rn VITE_SUPERTONE_API_KEY src\n"},
    "a warning": {"a.sh": 'echo "never set VITE_SUPERTONE_API_KEY=…, it is public"\n'},
    "a removal": {"a.sh": "unset VITE_SUPERTONE_API_KEY\nvercel env rm NEXT_PUBLIC_SUPERTONE_API_KEY\n"},
    "a reference": {"a.sh": 'test -z "$VITE_SUPERTONE_API_KEY"\n[ -n "${VITE_SUPERTONE_API_KEY:-}" ] && exit 1\n'},
    "a server's name": {"c.yml": "env:\n  SUPERTONE_API_KEY: ${{ secrets.VITE_SUPERTONE_API_KEY }}\n"},
    "a list of what is forbidden": {"policy.yml": "forbidden:\n  - VITE_SUPERTONE_API_KEY\n"},
    "prose in YAML": {"a.yml": "description: VITE_SUPERTONE_API_KEY is published by Vite\n"},
    "prose in JSON": {
        "a.json": '{"help": "VITE_SUPERTONE_API_KEY is public", "note": "see VITE_SUPERTONE_API_KEY="}\n'
    },
    "a schema": {"env.schema.json": '{"required": ["VITE_SUPERTONE_API_KEY"]}\n'},
    "a worker's settings": {
        "wrangler.toml": '[vars]\nPUBLIC_SUPERTONE_API_KEY = "x"\n',
        ".dev.vars": "VITE_SUPERTONE_API_KEY=x\n",
    },
    "Markdown": {"README.md": "Set VITE_SUPERTONE_API_KEY=<key>. Supertone.\n"},
    "another manifest's extra": {"data.json": '{"extra": {"supertoneApiKey": "$KEY"}}\n'},
    "what a manifest's extra may hold": {"app.json": '{"expo": {"extra": {"supertoneVoiceId": "20160a4c5"}}}\n'},
}


def reported(example: Example, folder: Path) -> tuple[set[tuple[str, int, int, int, int]], set[object]]:
    report, marks = checked(example, folder)
    assert not report.failures
    found = {(each.path, *each.region) for each in report.findings if each.code in {"SUP202", "SUP204"}}
    return found, set(marks)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier(carrier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = CARRIERS[carrier].replace("NAME", "VITE_SUPERTONE_API_KEY").replace("VALUE", make_key(1))
    found, marks = reported({carrier: text}, tmp_path)
    assert found == marks
    assert marks


@pytest.mark.parametrize("carrier", [".env", "compose.yaml", "vercel.json", "Dockerfile"])
@pytest.mark.parametrize("prefix", [publisher.prefix for publisher in PUBLISHERS])
def test_every_prefix(prefix: str, carrier: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, suffix in enumerate(("SUPERTONE_API_KEY", "SUP_API_KEY", "SUPERTONE_KEY", "APP_SUPERTONE_TTS_API_KEY")):
        text = CARRIERS[carrier].replace("NAME", f"{prefix}{suffix}").replace("VALUE", make_key(number))
        found, marks = reported({carrier: text}, tmp_path)
        assert found == marks
        assert marks


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found, marks = reported(LOOK_ALIKES[name], tmp_path)
    assert not marks
    assert found == set()


def test_case_matters_where_it_does_to_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "[|react_app_supertone_api_key|]=x\n[|Nx_Public_SUPERTONE_API_KEY|]=x\nvue_app_supertone_api_key=x\n"
    found, marks = reported({".env": text}, tmp_path)
    assert found == marks


@pytest.mark.parametrize(
    ("settings", "text", "prefix"),
    [
        ("vite.config.ts", "export default defineConfig({ envPrefix: 'APP_' })", "APP_"),
        ("vite.config.js", 'export default { envPrefix: ["VITE_", "MY_APP_"] }', "MY_APP_"),
        ("astro.config.mjs", "export default { vite: { envPrefix: `SITE_` } }", "SITE_"),
        ("electron.vite.config.ts", "export default { renderer: { envPrefix: 'UI_' } }", "UI_"),
        ("rsbuild.config.ts", "const { publicVars } = loadEnv({ prefixes: ['FRONT_'] })", "FRONT_"),
        ("svelte.config.js", "export default { kit: { env: { publicPrefix: 'OPEN_' } } }", "OPEN_"),
    ],
)
def test_prefixes_that_a_project_sets(
    settings: str, text: str, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "web/package.json": "{}",
        f"web/{settings}": text,
        "web/.env": f"[|{prefix}{SUFFIX}|]={make_key(1)}\n",
        "api/package.json": "{}",
        "api/.env": f"{prefix}{SUFFIX}={make_key(1)}\n",
    }
    found, marks = reported(files, tmp_path)
    assert found == marks


def test_a_prefix_that_is_commented_out_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"vite.config.ts": "export default {\n  // envPrefix: 'APP_',\n}\n", ".env": f"APP_{SUFFIX}=x\n"}
    assert reported(files, tmp_path) == (set(), set())


@pytest.mark.parametrize(
    ("name", "text", "confidence"),
    [
        (".env", "VITE_SUPERTONE_API_KEY=«key»\n", "high"),
        (".env", "VITE_SUPERTONE_API_KEY=$SUPERTONE_API_KEY\n", "high"),
        (".env", "VITE_SUPERTONE_API_KEY=\n", "medium"),
        (".env", "VITE_SUPERTONE_API_KEY=your-api-key-here\n", "medium"),
        (".env.example", "VITE_SUPERTONE_API_KEY=${SUPERTONE_API_KEY}\n", "medium"),
        (".env.example", "VITE_SUPERTONE_API_KEY=«key»\n", "high"),
    ],
)
def test_confidence(name: str, text: str, confidence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({name: text}, tmp_path)
    assert [each.confidence for each in report.findings if each.code == "SUP202"] == [confidence]
