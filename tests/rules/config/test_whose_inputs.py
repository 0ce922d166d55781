"""Whose the inputs of a pipeline's steps are, what a cache goes by, and what stands beside another vendor's key."""

import random
from pathlib import Path

import pytest

from tests.rules.examples import checked

_CHANCE = random.Random(8)
OTHER = "".join(_CHANCE.choices("0123456789abcdef", k=32))
UUID = f"{OTHER[:8]}-{OTHER[8:12]}-{OTHER[12:16]}-{OTHER[16:20]}-{OTHER[20:]}"
WORKFLOW = """\
on: push
jobs:
  {job}:
    env:
      SUPERTONE_API_KEY: ${{{{ secrets.SUPERTONE_API_KEY }}}}
    steps:
      - uses: {uses}
        with:
          {given}
"""
GITHUB = ".github/workflows/ci.yml"


def _step(uses: str, given: str, job: str = "test") -> tuple[str, str]:
    return GITHUB, WORKFLOW.format(uses=uses, given=given, job=job)


FOUND: dict[str, tuple[str, str, str]] = {
    "the vendor's action": ("SUP102", *_step("supertone/say@v2", "api_key: [|«key»|]")),
    "an action of one's own": ("SUP102", *_step("./.github/actions/speak", "api-key: [|«key»|]")),
    "the key's name in another's action": ("SUP102", *_step("acme/x@v1", "supertone-api-key: [|«key»|]")),
    "environment of another's action": (
        "SUP102",
        *_step("acme/x@v1", "a: b\n        env:\n          SUPERTONE_API_KEY: [|«key»|]"),
    ),
    "the key's name in a cache": (
        "SUP102",
        ".gitlab-ci.yml",
        "variables:\n  SUPERTONE_API_KEY: [|«key»|]\ncache:\n  key: v1\n",
    ),
    "the key's name in another's scheme": (
        "SUP102",
        "a.json",
        '{"search": {"appId": "X", "supertoneApiKey": [|"«key»"|], "indexName": "x"}}',
    ),
    "a project of the vendor's": (
        "SUP102",
        "a.json",
        '{"supertone": {"appId": "X", "projectId": "Y", "apiKey": [|"«key»"|]}}',
    ),
    "variables of the environment": (
        "SUP102",
        "compose.yaml",
        "services:\n  tts:\n    image: acme/supertone-proxy\n    environment:\n      APP_ID: tts\n      API_KEY: [|«key»|]\n",
    ),
    "a list of mappings": ("SUP102", "a.json", '[{"url": "https://supertoneapi.com", "api_key": [|"«key»"|]}]'),
    "voice beside": (
        "SUP101",
        "tts.js",
        "fetch('https://supertoneapi.com');\nconst config = {apiKey: [|'«key»'|], voiceId: 'x', projectId: 'y'};\n",
    ),
    "a function that gives the key": (
        "SUP101",
        "tts.py",
        "from supertone import Supertone\n\n\ndef key():\n    return [|'«key»'|]\n",
    ),
    "scheme in another mapping": (
        "SUP101",
        "tts.js",
        "fetch('https://supertoneapi.com');\nconst config = {appId: 'com.acme', tts: {apiKey: [|'«key»'|]}};\n",
    ),
    "attribute of a tag": (
        "SUP201",
        "docs/index.html",
        "<p data-app-id='x'>See https://supertoneapi.com</p><div data-api-key=[|'«key»'|]></div>\n",
    ),
}
_DOCSEARCH = f"docsearch({{container: '#docsearch', appId: 'R2IYF7ETH7', indexName: 'my-docs', apiKey: '{OTHER}'}});\n"
SILENT: dict[str, tuple[str, str]] = {
    "upload of coverage": _step("codecov/codecov-action@v4", f"token: {UUID}"),
    "upload of coverage in a job for the vendor": _step("codecov/codecov-action@v4", f"token: {UUID}", "supertone"),
    "analysis": _step("SonarSource/sonarcloud-github-action@v2", f"token: {OTHER}ab12cd34"),
    "action of a container": _step("docker://acme/notify:1", f"api_key: {OTHER}"),
    "cache": _step("actions/cache@v4", f"path: x\n          key: supertone-{OTHER}"),
    "cache of voices": _step("actions/cache@v4", f"path: supertone\n          key: voices-{OTHER}"),
    "cache, other keys": _step(
        "actions/cache/restore@v4",
        f"key: v1-{OTHER}\n          restore-keys: |\n            supertone-{OTHER}\n            {OTHER}",
    ),
    "cache of GitLab": (
        ".gitlab-ci.yml",
        f"variables:\n  SUPERTONE_API_KEY: $X\ncache:\n  key: supertone-{OTHER}\nsay:\n  cache:\n    - key: {OTHER}\n",
    ),
    "cache of GitLab, prefix": (
        ".gitlab-ci.yml",
        f"variables:\n  SUPERTONE_API_KEY: $X\nsupertone:\n  cache:\n    key:\n      files: [a]\n      prefix: {OTHER}\n",
    ),
    "cache of CircleCI": (
        ".circleci/config.yml",
        f"""\
jobs:
  supertone:
    environment:
      SUPERTONE_API_KEY: $X
    steps:
      - restore_cache:
          keys:
            - supertone-{OTHER}
            - {OTHER}
      - save_cache:
          key: v1-{OTHER}
""",
    ),
    "cache of Azure": (
        "azure-pipelines.yml",
        f"variables:\n  SUPERTONE_API_KEY: $(key)\nsteps:\n- task: Cache@2\n  inputs:\n    key: {OTHER}\n",
    ),
    "search in a script": ("docs/search.js", f"import 'https://supertoneapi.com/x.js';\n{_DOCSEARCH}"),
    "search in a page": (
        "docs/index.html",
        f"<p>Set SUPERTONE_API_KEY for https://supertoneapi.com</p><script>{_DOCSEARCH}</script>\n",
    ),
    "search in a document": ("docs/a.md", f"Docs of https://supertoneapi.com\n\n```js\n{_DOCSEARCH}```\n"),
    "search in attributes": (
        "docs/index.html",
        f"<p>See https://supertoneapi.com</p><div id=docsearch data-api-key='{OTHER}'\n data-app-id='R2IYF7ETH7'></div>\n",
    ),
    "search in an element": (
        "docs/a.jsx",
        f"import {{ Supertone }} from '@supertone/supertone';\nexport default () => <DocSearch appId='X' indexName='d' apiKey='{OTHER}' />;\n",
    ),
    "search in a component": (
        "docs/A.vue",
        f"<template><p>supertoneapi.com</p><DocSearch app-id='X' index-name='d' api-key='{OTHER}' /></template>\n",
    ),
    "search in settings": (
        "docs.yml",
        f"tts: https://supertoneapi.com\nsearch:\n  app_id: X\n  api_key: {OTHER}\n  index_name: docs\n",
    ),
    "search in a list": ("a.json", f'[{{"tts": "https://supertoneapi.com", "appId": "X", "apiKey": "{OTHER}"}}]'),
    "search in Python": (
        "docs/conf.py",
        f"import supertone\nsearch = dict(app_id='X', api_key='{OTHER}', index_name='docs')\n",
    ),
    "keys of a cache": (
        "tts.py",
        f"from supertone import Supertone\nCACHE = {{'hello': '{OTHER}'}}\n\n\ndef key(text):\n    return CACHE[text]\n",
    ),
    "application of Firebase": (
        "web/a.js",
        f"const url = 'https://supertoneapi.com';\nconst apiKey = '{OTHER}';\nstart({{apiKey, authDomain: 'x.web.app', projectId: 'x'}});\n",
    ),
}


@pytest.mark.parametrize(("code", "path", "text"), FOUND.values(), ids=FOUND)
def test_a_key_is_found_at_its_place(
    code: str, path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked({path: text}, tmp_path)
    assert marks
    assert [(each.code, each.path, *each.region) for each in report.findings] == [(code, *mark) for mark in marks]
    assert not report.failures


@pytest.mark.parametrize(("path", "text"), SILENT.values(), ids=SILENT)
def test_what_is_anothers_is_silent(path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({path: text}, tmp_path)
    assert [(each.code, *each.region) for each in report.findings] == []
    assert not report.failures
