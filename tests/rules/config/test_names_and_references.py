"""Whose a value is, as the names around it and beside it say, and what stands for a key that is kept elsewhere."""

import base64
import random
from pathlib import Path

import pytest

from tests.rules.examples import KEY, checked

VOICE = "".join(random.Random(4).choices("0123456789abcdef", k=22))
OTHER = "".join(random.Random(5).choices("0123456789abcdef", k=32))
SEALED = "AgBy3i4OJSWK" + "".join(random.Random(6).choices("ABCDEFGHabcdefgh0123456789+/", k=300))

FOUND: dict[str, tuple[str, str]] = {
    "anchor and alias": ("config.yaml", "x-key: &st [|«key»|]\nsupertone:\n  api_key: *st\n"),
    "folded scalar": ("config.yaml", "supertone_api_key: >-\n  [|«key»|]\n"),
    "second document": ("config.yaml", "a: b\n---\nsupertone: {api_key: [|«key»|]}\n"),
    "merge key": ("config.yaml", "supertone:\n  <<: {api_key: [|«key»|]}\n"),
    "escaped string": ("config.yaml", 'supertone: {note: "\\u00e9", api_key: [|"«key»"|]}\n'),
    "beside other characters": ("config.yaml", "title: '수퍼톤 😀'\nsupertone: {title: 😀, api_key: [|«key»|]}\n"),
    "Windows line ends": ("config.yaml", "a: 1\r\nsupertone:\r\n  api_key: [|«key»|]\r\n"),
    "secret, plain": (
        "secret.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: tts}\nstringData:\n  SUPERTONE_API_KEY: [|«key»|]\n",
    ),
    "secret, base64": (
        "secret.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: tts}\ndata:\n  SUPERTONE_API_KEY: [|«key|base64»|]\n",
    ),
    "secret in a list": (
        "secrets.yaml",
        "kind: List\nitems:\n- kind: Secret\n  metadata: {name: tts}\n  data:\n    supertone-api-key: [|«key|base64»|]\n",
    ),
    "secret in JSON": (
        "secret.json",
        '{"kind": "Secret", "data": {"SUPERTONE_API_KEY": [|"«key|base64»"|]}}',
    ),
    "binary tag": ("config.yaml", "supertone_api_key: !!binary [|«key|base64»|]\n"),
    "environment list": (
        "deployment.yaml",
        "spec:\n  containers:\n  - name: tts\n    env:\n    - name: PORT\n      value: '80'\n    - name: SUPERTONE_API_KEY\n      value: [|«key»|]\n",
    ),
    "environment list, value first": (
        "task.json",
        '{"environment": [{"value": [|"«key»"|], "name": "SUPERTONE_API_KEY"}, {"name": "A", "value": "b"}]}',
    ),
    "compose, list": (
        "compose.yaml",
        'services:\n  supertone-proxy:\n    environment:\n      - PORT=80\n      - API_KEY=[|«key»|]\n',
    ),
    "config map with properties": (
        "map.yaml",
        "kind: ConfigMap\ndata:\n  application.properties: |\n    a=b\n    supertone.api.key=[|«key»|]\n",
    ),
    "config map with JSON": (
        "map.yaml",
        'kind: ConfigMap\ndata:\n  config.json: |\n    {\n      "supertone": {\n        "auth": {"token": [|"«key»"|]}\n      }\n    }\n',
    ),
    "config map with YAML": (
        "map.yaml",
        "kind: ConfigMap\ndata:\n  app.yaml: |\n    supertone:\n      seoul:\n        api_key: [|«key»|]\n    other: 1\n",
    ),
    "file of cloud-init": (
        "cloud.yaml",
        "#cloud-config\nwrite_files:\n  - path: /etc/tts/.env\n    content: |\n      A=b\n      SUPERTONE_API_KEY=[|«key»|]\n",
    ),
    "fallback": ("compose.yaml", "services:\n  a:\n    environment:\n      KEY: ${SUPERTONE_API_KEY:-[|«key»|]}\n"),
    "fallback of Spring": ("application.yml", "supertone:\n  api:\n    key: ${supertone.api.key:[|«key»|]}\n"),
    "fallback of a fallback": ("a.yml", "supertone_api_key: ${A:-${B:-[|«key»|]}}\n"),
    "fallback of a workflow": (
        ".github/workflows/ci.yml",
        "env:\n  SUPERTONE_API_KEY: ${{ secrets.SUPERTONE_API_KEY || [|'«key»'|] }}\n",
    ),
    "tag with a fallback": ("a.yml", "api_key: !ENV ${SUPERTONE_API_KEY:[|«key»|]}\n"),
    "comments and trailing commas": ("a.json", '// tts\n{"supertone": {"api_key": [|"«key»"|],},}\n'),
    "JSON5": ("a.json5", "{supertone: {apiKey: [|'«key»'|]}}\n"),
    "lines of JSON": ("a.jsonl", '{"a": 1}\n{"supertone_api_key": [|"«key»"|]}\n'),
    "structure between": ("a.json", '{"services": {"supertone": {"production": {"api_key": [|"«key»"|]}}}}'),
    "a name of its own between": ("a.json", '{"supertone": {"endpoints": {"seoul": {"apiKey": [|"«key»"|]}}}}'),
    "provider beside": ("a.json", '{"tts": {"provider": "supertone", "options": {"api_key": [|"«key»"|]}}}'),
    "provider in a list": (
        "a.yaml",
        "providers:\n- name: openai\n  api_key: " + OTHER + "\n- name: supertone\n  auth:\n    token: [|«key»|]\n",
    ),
    "host beside": (
        "a.json",
        '[{"url": "https://api.openai.com", "api_key": "' + OTHER + '"}, {"base_url": "https://supertoneapi.com", "api_key": [|"«key»"|]}]',
    ),
    "another vendor around": ("a.json", '{"azure": {"supertone_api_key": [|"«key»"|]}}'),
    "another vendor around, the vendor's within": ("a.json", '{"aws": {"supertone": {"api_key": [|"«key»"|]}}}'),
    "vault of another in the name of a step": (
        ".github/workflows/ci.yml",
        "jobs:\n  t:\n    steps:\n    - name: Compare OpenAI with Supertone\n      env:\n        SUPERTONE_API_KEY: [|«key»|]\n",
    ),
    ".NET": ("appsettings.json", '{"Supertone": {"ApiKey": [|"«key»"|]}, "Logging": {"A": "b"}}'),
    ".NET, flat": ("appsettings.json", '{"Supertone:ApiKey": [|"«key»"|]}'),
    "options": (".mcp.json", '{"mcpServers": {"supertone": {"command": "uvx", "args": ["supertone-mcp", "--api-key", [|"«key»"|]]}}}'),
    "options of a command": (".mcp.json", '{"mcpServers": {"tts": {"command": "supertone-mcp", "args": ["--api-key", [|"«key»"|], "-v"]}}}'),
    "option with a value": (".mcp.json", '{"mcpServers": {"tts": {"command": "npx", "args": ["-y", "supertone-mcp", "--api-key=[|«key»|]"]}}}'),
    "header for an option": (".mcp.json", '{"mcpServers": {"tts": {"args": ["mcp-remote", "--header", "x-sup-api-key: [|«key»|]"]}}}'),
    "assignment for an option": (".mcp.json", '{"mcpServers": {"tts": {"command": "docker", "args": ["run", "-e", "SUPERTONE_API_KEY=[|«key»|]"]}}}'),
    "option in YAML": ("job.yaml", "spec:\n  containers:\n  - image: x/supertone-proxy\n    args:\n    - --api-key\n    - [|«key»|]\n"),
    "WireMock": ("mappings/a.json", '{"request": {"headers": {"x-sup-api-key": {"equalTo": [|"«key»"|]}}}}'),
    "OpenAPI": ("openapi.yaml", "parameters:\n- name: x-sup-api-key\n  in: header\n  schema:\n    type: string\n    default: [|«key»|]\n"),
    "Insomnia": ("insomnia.json", '{"resources": [{"authentication": {"type": "apikey", "key": "x-sup-api-key", "value": [|"«key»"|]}}]}'),
    "cassette": ("a.yaml", "interactions:\n- request:\n    headers:\n      x-sup-api-key: ['[|«key»|]']\n".replace("'[|«key»|]'", "[|'«key»'|]")),
    "Spring beans": ("beans.xml", '<beans><bean id="supertone"><property name="apiKey" value=[|"«key»"|]/></bean></beans>'),
    "Hadoop": ("site.xml", "<configuration><property><name>supertone.api.key</name><value>[|«key»|]</value></property></configuration>"),
    "Maven's servers": ("settings.xml", "<settings><servers><server><id>supertone</id><password>[|«key»|]</password></server></servers></settings>"),
    "Maven's properties": ("pom.xml", "<project><properties><supertone.api.key>[|«key»|]</supertone.api.key></properties></project>"),
    "resources of .NET": ("a.resx", '<root><data name="SupertoneApiKey"><value>[|«key»|]</value></data></root>'),
    "element called key": ("a.xml", "<tts><supertone><key>[|«key»|]</key></supertone></tts>"),
}  # fmt: skip

SILENT: dict[str, tuple[str, str]] = {
    "sealed secret": (
        "sealed.yaml",
        f"kind: SealedSecret\nspec:\n  encryptedData:\n    SUPERTONE_API_KEY: {SEALED}\n",
    ),
    "external secret": (
        "external.yaml",
        f"kind: ExternalSecret\nspec:\n  data:\n  - secretKey: SUPERTONE_API_KEY\n    remoteRef: {{key: supertone-api-key-{VOICE[:6]}, property: api_key}}\n",
    ),
    "reference to a secret": (
        "deployment.yaml",
        "env:\n- name: SUPERTONE_API_KEY\n  valueFrom:\n    secretKeyRef: {name: supertone-4f2a91c8, key: api-key-9c4f1a}\n",
    ),
    "placeholder in base64": (
        "secret.yaml",
        f"kind: Secret\ndata:\n  SUPERTONE_API_KEY: {base64.b64encode(b'your-api-key-here').decode()}\n",
    ),
    "sops": ("a.yaml", "supertone_api_key: ENC[AES256_GCM,data:Kx82ab,iv:1f2e3d,tag:aa11,type:str]\nsops:\n  version: 3.8.1\n"),
    "vault of Ansible": ("a.yaml", "supertone_api_key: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6231613962316139623161396231\n"),
    "tag of an encrypted value": ("a.yaml", "supertone_api_key: !encrypted/pkcs1-oaep 9f2c1a7b4d3e9f2c1a7b4d3e\n"),
    "tag of a secret": ("a.yaml", "supertone_api_key: !secret tts_key_4f2a91c8\n"),
    "tag of a reference": ("a.yaml", "SupertoneApiKey: !Ref Key4f2a91c8\n"),
    "substitution": ("a.yaml", "SupertoneApiKey: !Sub '{{resolve:secretsmanager:tts-4f2a91:SecretString:key}}'\n"),
    "secure variable": (".travis.yml", f"env:\n  global:\n    SUPERTONE_API_KEY:\n      secure: {SEALED}\n"),
    "fallback for a voice": ("a.yml", f"supertone:\n  voice: ${{SUPERTONE_VOICE_ID:{VOICE}}}\n"),
    "fallback that is empty": ("a.yml", "supertone_api_key: ${SUPERTONE_API_KEY:-}\n"),
    "fallback that is a message": ("a.yml", "supertone_api_key: ${SUPERTONE_API_KEY:?set-key-4f2a91c8}\n"),
    "voice": ("a.json", '{"supertone": {"api_key": "", "voice": {"token": "' + VOICE + '"}}}'),
    "another vendor below": ("a.json", '{"supertone": {"azure": {"api_key": "' + OTHER + '"}}, "h": "https://supertoneapi.com"}'),
    "another vendor beside": ("a.json", '{"h": "https://supertoneapi.com", "tts": {"provider": "cartesia", "api_key": "' + OTHER + '"}}'),
    "another vendor's host": ("a.json", '{"h": "https://supertoneapi.com", "b": {"url": "https://api.elevenlabs.io/v1", "api_key": "' + OTHER + '"}}'),
    "hash": ("a.json", '{"name": "supertone-x", "integrity": "sha512-' + OTHER + '", "md5": "' + OTHER + '", "url": "https://supertoneapi.com"}'),
    "another's option": (".mcp.json", '{"h": "https://supertoneapi.com", "s": {"args": ["elevenlabs-mcp", "--api-key", "' + OTHER + '"]}}'),
    "name of a parameter": ("a.json", '[{"ParameterKey": "SupertoneApiKey", "ParameterValue": ""}]'),
    "headers that are listed": ("a.json", '{"headers": ["x-sup-api-key", "content-type-v2"]}'),
    "reference to a store": ("a.json", '{"SUPERTONE_API_KEY": "@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/k1)", "supertone": {"api_key": "op://dev/supertone/key1", "apiKey": "arn:aws:secretsmanager:x:1:secret:k"}}'),
    "what a program puts in": ("a.json", '{"supertone": {"api_key": "{env:SUPERTONE_API_KEY}", "key": "${input:supertone-key-1}", "token": "{{supertoneKey1}}"}}'),
    "encrypted by .NET": ("a.json", '{"Supertone": {"ApiKey": "CfDJ8' + SEALED[:100].replace("+", "a").replace("/", "b") + '"}}'),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_key_is_found(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(dict([FOUND[name]]), tmp_path)
    assert marks
    assert {(each.path, *each.region) for each in report.findings if each.code == "SUP102"} == set(marks)
    assert not report.failures
    assert KEY not in repr(report)


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_key_is_not_reported(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(dict([SILENT[name]]), tmp_path)
    assert [(each.code, *each.region) for each in report.findings] == []
    assert not report.failures
