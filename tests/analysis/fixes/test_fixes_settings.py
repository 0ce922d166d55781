"""Keys in files of settings, before and after their fix; all but their values stays as it was parsed."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from sup_lint.model.fix import Safety
from tests.analysis.fixes.mending import KEY, mended

# The path, the text, and what stands there then.
SAFE = {
    "compose, mapping": ("compose.yaml", "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: «key»  # mine\n",
                         "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY:?}  # mine\n"),
    "compose, list": ("docker-compose.prod.yml", "services:\n  tts:\n    environment:\n      - SUPERTONE_API_KEY=«key»\n      - 'A=b'\n",
                      "services:\n  tts:\n    environment:\n      - SUPERTONE_API_KEY=${SUPERTONE_API_KEY:?}\n      - 'A=b'\n"),
    "compose, flow": ("compose.yml", "services: {tts: {environment: {SUPERTONE_API_KEY: «key», A: b}}}\n",
                      'services: {tts: {environment: {SUPERTONE_API_KEY: "${SUPERTONE_API_KEY:?}", A: b}}}\n'),
    "compose, fallback": ("compose.yml", "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY:-«key»}\n",
                          "services:\n  tts:\n    environment:\n      SUPERTONE_API_KEY: ${SUPERTONE_API_KEY:?}\n"),
    "compose, comment": ("compose.yml", "services:\n  tts:\n    environment:\n      A: b\n      # SUPERTONE_API_KEY: «key»\n",
                         "services:\n  tts:\n    environment:\n      A: b\n      # SUPERTONE_API_KEY: <your-supertone-api-key>\n"),
    "workflow": (".github/workflows/ci.yml", "env:\n  SUPERTONE_API_KEY: '«key»'\n", "env:\n  SUPERTONE_API_KEY: '${{ secrets.SUPERTONE_API_KEY }}'\n"),
    "workflow, plain": (".github/workflows/ci.yml", "env:\n  SUPERTONE_API_KEY: «key»\n", "env:\n  SUPERTONE_API_KEY: ${{ secrets.SUPERTONE_API_KEY }}\n"),
    "workflow, command": (".github/workflows/ci.yml",
                          "jobs:\n  a:\n    steps:\n      - run: |\n          curl -H 'x-sup-api-key: «key»' https://supertoneapi.com\n",
                          "jobs:\n  a:\n    steps:\n      - run: |\n          curl -H 'x-sup-api-key: ${{ secrets.SUPERTONE_API_KEY }}' https://supertoneapi.com\n"),
    "workflow, fallback": (".github/workflows/ci.yml", "env:\n  SUPERTONE_API_KEY: ${{ secrets.SUPERTONE_API_KEY || '«key»' }}\n",
                           "env:\n  SUPERTONE_API_KEY: ${{ secrets.SUPERTONE_API_KEY }}\n"),
    "Spring, YAML": ("src/main/resources/application-prod.yml", "supertone:\n  api-key: «key»\n", "supertone:\n  api-key: ${SUPERTONE_API_KEY}\n"),
    "Spring, properties": ("src/main/resources/application.properties", "a=b\nsupertone.api-key=«key»\n",
                           "a=b\nsupertone.api-key=${SUPERTONE_API_KEY}\n"),
    "Spring, fallback": ("src/main/resources/application.yml", "supertone:\n  api-key: ${SUPERTONE_API_KEY:«key»}\n",
                         "supertone:\n  api-key: ${SUPERTONE_API_KEY}\n"),
    "HOCON": ("conf/application.conf", 'supertone.api-key = "«key»"\n', "supertone.api-key = ${SUPERTONE_API_KEY}\n"),
    "compose, flow of lists": ("compose.yml", "services: {tts: {environment: [\"SUPERTONE_API_KEY=«key»\", 'A=b']}}\n",
                               "services: {tts: {environment: [\"SUPERTONE_API_KEY=${SUPERTONE_API_KEY:?}\", 'A=b']}}\n"),
    "compose, flow of bare words": ("compose.yml", "services:\n  tts:\n    environment: [SUPERTONE_API_KEY=«key», A=b]\n",
                                    'services:\n  tts:\n    environment: ["SUPERTONE_API_KEY=${SUPERTONE_API_KEY:?}", A=b]\n'),
    "Ansible, block": ("ansible/group_vars/all.yml", "supertone_api_key: >-\n  «key»\n", "supertone_api_key: >-\n  {{ lookup('env', 'SUPERTONE_API_KEY') }}\n"),
    "defaults of a sample": ("config/default.example.json", '{"supertone_api_key": "«key»"}\n', '{"supertone_api_key": "<your-supertone-api-key>"}\n'),
    "sample called default": ("tts.default.json", '{"supertone_api_key": "«key»"}\n', '{"supertone_api_key": "<your-supertone-api-key>"}\n'),
    "supervisor": ("supervisord.conf", '[program:x]\nenvironment=SUPERTONE_API_KEY="«key»",A="b"\n', '[program:x]\nenvironment=SUPERTONE_API_KEY="%(ENV_SUPERTONE_API_KEY)s",A="b"\n'),
    "tox": ("tox.ini", "[testenv]\nsetenv =\n    SUPERTONE_API_KEY = «key»\n", "[testenv]\nsetenv =\n    SUPERTONE_API_KEY = {env:SUPERTONE_API_KEY}\n"),
    "batch": ("run.bat", "@echo off\r\nrem SUPERTONE_API_KEY=«key»\r\nset SUPERTONE_API_KEY=«key»\r\n",
              "@echo off\r\nrem SUPERTONE_API_KEY=your-supertone-api-key\r\nset SUPERTONE_API_KEY=%SUPERTONE_API_KEY%\r\n"),
    "PowerShell": ("run.ps1", '$supertoneKey = "«key»"\n$headers = @{ "x-sup-api-key" = \'«key»\' }\n',
                   '$supertoneKey = $env:SUPERTONE_API_KEY\n$headers = @{ "x-sup-api-key" = $env:SUPERTONE_API_KEY }\n'),
    "Serverless": ("serverless.yml", "provider:\n  environment:\n    SUPERTONE_API_KEY: «key»\n",
                   "provider:\n  environment:\n    SUPERTONE_API_KEY: ${env:SUPERTONE_API_KEY}\n"),
    "VS Code's servers": (".vscode/mcp.json", '{"servers": {"supertone": {"headers": {"x-sup-api-key": "«key»"}}}}\n',
                          '{"servers": {"supertone": {"headers": {"x-sup-api-key": "${env:SUPERTONE_API_KEY}"}}}}\n'),
    "VS Code's launches": (".vscode/launch.json", '{"args": ["--supertone-api-key=«key»", "hello"]}\n',
                           '{"args": ["--supertone-api-key=${env:SUPERTONE_API_KEY}", "hello"]}\n'),
    "VS Code's terminal": (".vscode/settings.json", '{"terminal.integrated.env.linux": {"SUPERTONE_API_KEY": "«key»"}}\n',
                           '{"terminal.integrated.env.linux": {"SUPERTONE_API_KEY": "${env:SUPERTONE_API_KEY}"}}\n'),
    "Claude Code": (".mcp.json", '{"mcpServers": {"supertone": {"env": {"SUPERTONE_API_KEY": "«key»"}}}}\n',
                    '{"mcpServers": {"supertone": {"env": {"SUPERTONE_API_KEY": "${SUPERTONE_API_KEY}"}}}}\n'),
    "dev container": (".devcontainer/devcontainer.json", '{"remoteEnv": {"SUPERTONE_API_KEY": "«key»"}}\n',
                      '{"remoteEnv": {"SUPERTONE_API_KEY": "${localEnv:SUPERTONE_API_KEY}"}}\n'),
    "MkDocs": ("mkdocs.yml", 'extra:\n  supertone_api_key: "«key»"\n', "extra:\n  supertone_api_key: !ENV SUPERTONE_API_KEY\n"),
    "Ansible": ("ansible/group_vars/all.yml", "supertone_api_key: '«key»'\n", "supertone_api_key: \"{{ lookup('env', 'SUPERTONE_API_KEY') }}\"\n"),
    "Postman": ("say.postman_collection.json", '{"item": [{"request": {"header": [{"key": "x-sup-api-key", "value": "«key»"}]}}]}\n',
                '{"item": [{"request": {"header": [{"key": "x-sup-api-key", "value": "{{SUPERTONE_API_KEY}}"}]}}]}\n'),
    "as its neighbours": ("config/app.yaml", "database: ${DATABASE_URL}\nsupertone_api_key: «key»\n", "database: ${DATABASE_URL}\nsupertone_api_key: ${SUPERTONE_API_KEY}\n"),
    "as its neighbours in Rails": ("config/tts.yml", "url: <%= ENV['TTS_URL'] %>\nsupertone_api_key: \"«key»\"\n",
                                   "url: <%= ENV['TTS_URL'] %>\nsupertone_api_key: \"<%= ENV.fetch('SUPERTONE_API_KEY') %>\"\n"),
    "OmegaConf": ("conf/tts.yaml", "supertone_api_key: ${oc.env:SUPERTONE_API_KEY,«key»}\n", "supertone_api_key: ${oc.env:SUPERTONE_API_KEY}\n"),
    "Terraform, default": ("infra/variables.tf", 'variable "supertone_api_key" {\n  type    = string\n  default = "«key»"\n}\n',
                           'variable "supertone_api_key" {\n  type    = string\n}\n'),
    "Terraform, one line": ("infra/variables.tf", 'variable "supertone_api_key" { default = "«key»" }\n', 'variable "supertone_api_key" { }\n'),
    "make": ("Makefile", 'export SUPERTONE_API_KEY := «key»\nsay:\n\tcurl -H "x-sup-api-key: «key»" https://supertoneapi.com\n',
             'export SUPERTONE_API_KEY\nsay:\n\tcurl -H "x-sup-api-key: $(SUPERTONE_API_KEY)" https://supertoneapi.com\n'),
    "make, if not set": ("Makefile", "A = b\nSUPERTONE_API_KEY ?= «key»\nC = d\n", "A = b\nC = d\n"),
    "just": ("justfile", 'supertone_api_key := "«key»"\n', "supertone_api_key := env_var('SUPERTONE_API_KEY')\n"),
    "make, of one target": ("Makefile", "run: export SUPERTONE_API_KEY = «key»\nrun:\n\tnode a.js\n", "run:\n\tnode a.js\n"),
    "make, of some targets": ("Makefile", "run test: TTS_SUPERTONE_KEY := «key»\n", "run test: TTS_SUPERTONE_KEY := $(SUPERTONE_API_KEY)\n"),
    "just, for one command": ("justfile", "run:\n    SUPERTONE_API_KEY=«key» node a.js\n", 'run:\n    SUPERTONE_API_KEY="${SUPERTONE_API_KEY:?}" node a.js\n'),
    "just, header": ("Justfile", "say:\n  curl -H 'x-sup-api-key: «key»' https://supertoneapi.com\n",
                     'say:\n  curl -H "x-sup-api-key: ${SUPERTONE_API_KEY:?}" https://supertoneapi.com\n'),
    "sample": ("config.example.toml", '[supertone]\napi_key = "«key»"\n', '[supertone]\napi_key = "<your-supertone-api-key>"\n'),
    "dotenv sample": (".env.example", "A=b\nSUPERTONE_API_KEY=«key»\nC=d\n", "A=b\nSUPERTONE_API_KEY=\nC=d\n"),
    "dotenv sample, quoted": (".env.sample", 'export SUPERTONE_API_KEY="«key»"\r\n', "export SUPERTONE_API_KEY=\r\n"),
}  # fmt: skip
UNSAFE = {
    "GitLab": (".gitlab-ci.yml", 'variables:\n  A: b\n  SUPERTONE_API_KEY: "«key»"\nsay:\n  script: [make]\n', "variables:\n  A: b\nsay:\n  script: [make]\n"),
    "GitLab, another name": (".gitlab-ci.yml", "variables:\n  TF_VAR_supertone_api_key: «key»\n", "variables:\n  TF_VAR_supertone_api_key: $SUPERTONE_API_KEY\n"),
    "Azure": ("azure-pipelines.yml", "steps:\n  - script: make\n    env:\n      SUPERTONE_API_KEY: «key»\n", "steps:\n  - script: make\n    env:\n      SUPERTONE_API_KEY: $(SUPERTONE_API_KEY)\n"),
    "Kubernetes": ("k8s/app.yaml", "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - env:\n            - name: SUPERTONE_API_KEY\n              value: \"«key»\"\n",
                   ("kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - env:\n            - name: SUPERTONE_API_KEY\n              valueFrom:\n                secretKeyRef:\n"
                   "                  name: supertone\n                  key: SUPERTONE_API_KEY\n")),
    "Docker, ENV": ("Dockerfile", "FROM python\nENV SUPERTONE_API_KEY=«key»\nCMD [\"app\"]\n", "FROM python\nCMD [\"app\"]\n"),
    "Docker, old ENV": ("Dockerfile", "FROM python\nENV SUPERTONE_API_KEY «key»\nCMD [\"app\"]\n", "FROM python\nCMD [\"app\"]\n"),
    "Docker, first of several": ("Dockerfile", "FROM python\nENV SUPERTONE_API_KEY=«key» A=b\n", "FROM python\nENV A=b\n"),
    "Docker, one of several": ("Dockerfile", 'FROM python\nENV A=b \\\n    SUPERTONE_API_KEY="«key»" \\\n    C=d\n', "FROM python\nENV A=b \\\n    C=d\n"),
    "Docker, ARG": ("Dockerfile", "FROM python\nARG SUPERTONE_API_KEY=«key»\n", "FROM python\nARG SUPERTONE_API_KEY\n"),
    "JSON": ("config.json", '{"supertone": {"api_key": "«key»", "rate": 1.50}}\n', '{"supertone": {"api_key": "", "rate": 1.50}}\n'),
    "YAML": ("config.yaml", "supertone:\n  api_key: «key»  # Anna's\n", 'supertone:\n  api_key: ""  # Anna\'s\n'),
    "YAML, block": ("config.yaml", "supertone:\n  api_key: >-\n    «key»\n  voice: a\n", 'supertone:\n  api_key: ""\n  voice: a\n'),
    "YAML, block with a remark": ("config.yaml", "supertone:\n  api_key: |  # Anna's\n\n    «key»\n", 'supertone:\n  api_key: ""  # Anna\'s\n'),
    "YAML, on a line of its own": ("config.yaml", "supertone:\n  api_key:\n    «key»\n", 'supertone:\n  api_key:\n    ""\n'),
    "settings that others stand over": ("config/default.json", '{"supertone": {"apiKey": "«key»"}}\n', '{"supertone": {"apiKey": ""}}\n'),
    "the same in YAML": ("src/config/default.yaml", "supertone:\n  apiKey: «key»\n", 'supertone:\n  apiKey: ""\n'),
    "ConfigMap beside a Secret": ("k8s/app.yaml", "kind: ConfigMap\ndata:\n  SUPERTONE_API_KEY: «key»\n---\nkind: Secret\nstringData:\n  A: b\n",
                                  'kind: ConfigMap\ndata:\n  SUPERTONE_API_KEY: ""\n---\nkind: Secret\nstringData:\n  A: b\n'),
    "CircleCI, flow": (".circleci/config.yml", "jobs:\n  say:\n    environment: {SUPERTONE_API_KEY: «key», A: b}\n", "jobs:\n  say:\n    environment: {A: b}\n"),
    "CircleCI, end of a flow": (".circleci/config.yml", "jobs:\n  say:\n    environment: {A: b, SUPERTONE_API_KEY: '«key»'}\n", "jobs:\n  say:\n    environment: {A: b}\n"),
    "TOML": ("config.toml", "[supertone]\napi_key = '«key»'\n", "[supertone]\napi_key = ''\n"),
    "INI": ("settings.ini", "[supertone]\napi_key = «key»\nvoice = a\n", "[supertone]\napi_key = \nvoice = a\n"),
    "XML": ("web.config", '<configuration><appSettings><add key="SupertoneApiKey" value="«key»" /></appSettings></configuration>\n',
            '<configuration><appSettings><add key="SupertoneApiKey" value="" /></appSettings></configuration>\n'),
    "Terraform": (
        "infra/main.tf",
        'resource "x" "y" {\n  supertone_api_key = "«key»"\n}\n',
        (
            'resource "x" "y" {\n  supertone_api_key = var.supertone_api_key\n}\n\n'
            'variable "supertone_api_key" {\n  type      = string\n  sensitive = true\n}\n'
        ),
    ),
    "manifest that has a variable": (
        "argocd/app.yaml",
        "apiVersion: argoproj.io/v1alpha1\nname: ${REPO_NAME}\nsupertone:\n  apiKey: «key»\n",
        'apiVersion: argoproj.io/v1alpha1\nname: ${REPO_NAME}\nsupertone:\n  apiKey: ""\n',
    ),
    "wrangler": ("wrangler.toml", 'name = "x"\n[vars]\nSUPERTONE_API_KEY = "«key»"\nA = "b"\n', 'name = "x"\n[vars]\nA = "b"\n'),
    "Netlify": ("netlify.toml", '[build.environment]\nSUPERTONE_API_KEY = "«key»"\nA = "b"\n', '[build.environment]\nA = "b"\n'),
    "Helm": ("chart/values.yaml", "supertone:\n  apiKey: «key»\n", 'supertone:\n  apiKey: ""\n'),
    "recording": ("tests/cassettes/say.yaml", "headers:\n  x-sup-api-key:\n  - «key»\n", "headers:\n  x-sup-api-key:\n  - REDACTED\n"),
    "Postman's variable": ("say.postman_collection.json", '{"variable": [{"key": "supertone_api_key", "value": "«key»"}]}\n',
                           '{"variable": [{"key": "supertone_api_key", "value": ""}]}\n'),
    ".NET": ("appsettings.json", '{"Supertone": {"ApiKey": "«key»"}}\n', '{"Supertone": {"ApiKey": ""}}\n'),
    "requests": ("say.http", "GET https://supertoneapi.com/v1/voices\nx-sup-api-key: «key»\n",
                 "GET https://supertoneapi.com/v1/voices\nx-sup-api-key: {{$processEnv SUPERTONE_API_KEY}}\n"),
}  # fmt: skip
NOTHING = {
    "input of a workflow": (".github/workflows/ci.yml", "on:\n  workflow_dispatch:\n    inputs:\n      supertone_api_key:\n        default: «key»\n"),
    "action": ("action.yml", "inputs:\n  supertone_api_key:\n    default: «key»\n"),
    "only variable of a pipeline": (".gitlab-ci.yml", "variables:\n  SUPERTONE_API_KEY: «key»\nsay:\n  script: [make]\n"),
    "only entry of a flow": (".circleci/config.yml", "jobs:\n  say:\n    environment: {SUPERTONE_API_KEY: «key»}\n"),
    "Secret beside a ConfigMap": ("k8s/app.yaml", "kind: ConfigMap\ndata:\n  A: b\n---\nkind: Secret\nstringData:\n  SUPERTONE_API_KEY: «key»\n"),
    "Secret": ("k8s/app.yaml", "kind: Secret\nstringData:\n  SUPERTONE_API_KEY: «key»\n"),
    "values of Terraform": ("infra/prod.tfvars", 'supertone_api_key = "«key»"\n'),
    "nginx": ("nginx.conf", "location / {\n  proxy_set_header x-sup-api-key «key»;\n}\n"),
    "template of Terraform": ("infra/main.tf", 'resource "x" "y" {\n  user_data = "supertone_api_key=«key»"\n}\n'),
    "unit": ("deploy/tts.service", "[Service]\nEnvironment=SUPERTONE_API_KEY=«key»\n"),
    "step of an image": ("Dockerfile", 'FROM x\nRUN curl -H "x-sup-api-key: «key»" https://supertoneapi.com\n'),
    "one argument of many": ("config.json", '{"args": ["--supertone-api-key=«key»"]}\n'),
    "dotenv": (".env", "SUPERTONE_API_KEY=«key»\n"),
    "log": ("app.log", "DEBUG headers {'x-sup-api-key': '«key»'}\n"),
    "table": ("keys.csv", "name,supertone_api_key\nanna,«key»\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), SAFE.values(), ids=SAFE)
def test_safe(name: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({name: before}, tmp_path)
    assert result.files[name] == after
    assert not result.left


@pytest.mark.parametrize(("name", "before", "after"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe(name: str, before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({name: before}, tmp_path, unsafe=True)
    assert result.files[name] == after
    assert [fix.kind for fix in result.fixes] == [Safety.UNSAFE]
    assert not result.left


@pytest.mark.parametrize(("name", "before"), NOTHING.values(), ids=NOTHING)
def test_no_fix_is_right(name: str, before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = mended({name: before}, tmp_path, unsafe=True)
    assert result.findings
    assert result.files[name] == before


def _parsed(name: str, text: str) -> Any:
    if name.endswith(".json"):
        return json.loads(text)
    if name.endswith(".toml"):
        return tomllib.loads(text)
    return yaml.safe_load(text.replace("!ENV ", ""))


def _shape(value: Any) -> Any:
    """A value with all text that names a key or its place left out."""
    if isinstance(value, dict):
        return {name: _shape(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return (
        ""
        if isinstance(value, str) and (KEY in value or "SUPERTONE_API_KEY" in value or "supertone" in value)
        else value
    )


KEPT = [
    each for each in (*SAFE.values(), *UNSAFE.values())
    if each[0].endswith((".json", ".toml", ".yml", ".yaml")) and "Deployment" not in each[1] and "<%" not in each[1]
    and "A: b\n  SUPERTONE" not in each[1] and "---" not in each[1] and ".circleci" not in each[0] and "wrangler" not in each[0] and "netlify" not in each[0]
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), KEPT)
def test_all_but_the_value_is_parsed_as_before(name: str, before: str, after: str) -> None:
    old, new = _parsed(name, before.replace("«key»", KEY)), _parsed(name, after)
    blank = {"REDACTED": "", None: ""}
    assert _plain(_shape(old), blank) == _plain(_shape(new), blank)


def _plain(value: Any, blank: dict[Any, str]) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each, blank) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, blank) for each in value]
    return blank.get(value, value) if isinstance(value, str | None) else value


def test_variable_of_terraform_that_is_declared_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {
        "infra/variables.tf": 'variable "supertone_api_key" {\n  type = string\n}\n',
        "infra/main.tf": 'resource "aws_lambda_function" "f" {\n  environment { variables = { SUPERTONE_API_KEY = "«key»" } }\n}\n',
    }
    result = mended(files, tmp_path)
    assert "SUPERTONE_API_KEY = var.supertone_api_key }" in result.files["infra/main.tf"]
    assert not result.left


def test_two_keys_get_two_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"services:\n  a:\n    environment:\n      SUPERTONE_API_KEY: «key»\n  b:\n    environment:\n      SUPERTONE_API_KEY: {KEY[::-1]}\n"
    result = mended({"compose.yaml": text}, tmp_path)
    assert "${SUPERTONE_API_KEY:?}" in result.files["compose.yaml"]
    assert len(set(re.findall(r"\$\{(\w+):\?\}", result.files["compose.yaml"]))) == 2
