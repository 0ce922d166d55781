"""What stands for a key kept elsewhere is none, in whatever syntax it stands; neither is an encrypted key."""

import base64
import random
from pathlib import Path

import pytest

from tests.rules.examples import checked

_CHANCE = random.Random(20240707)


def _encoded(length: int) -> str:
    return base64.b64encode(_CHANCE.randbytes(length)).decode()


def _digits(length: int) -> str:
    return "".join(_CHANCE.choices("0123456789abcdef", k=length))


REFERENCES = {
    "shell": "$SUPERTONE_API_KEY",
    "braces": "${SUPERTONE_API_KEY}",
    "required": "${SUPERTONE_API_KEY:?set it first}",
    "default": "${SUPERTONE_API_KEY:-your-api-key-here}",
    "empty default": "${SUPERTONE_API_KEY:}",
    "nested default": "${SUPERTONE_API_KEY:-${TTS_API_KEY:-}}",
    "command": "$(pass show supertone/api-key)",
    "GitHub": "${{ secrets.SUPERTONE_API_KEY }}",
    "GitHub, alternative": "${{ secrets.SUPERTONE_API_KEY || secrets.TTS_KEY_2024 }}",
    "Azure": "$(supertoneApiKey)",
    "Azure, compile time": "${{ parameters.supertoneKey2 }}",
    "CircleCI": "<< pipeline.parameters.supertone_key_1 >>",
    "Postman": "{{supertone_api_key_2}}",
    "Helm": "{{ .Values.supertone.apiKey }}",
    "Helm, encoded": "{{ .Values.supertone.apiKey | b64enc }}",
    "Jinja": "{{ vault_supertone_api_key_2024 }}",
    "Django": "{% env SUPERTONE_API_KEY_2024 %}",
    "ERB": "<%= ENV.fetch(:SUPERTONE_API_KEY_2) %>",
    "Windows": "%SUPERTONE_API_KEY%",
    "PowerShell": "$env:SUPERTONE_API_KEY",
    "Symfony": "%env(SUPERTONE_API_KEY)%",
    "supervisord": "%(ENV_SUPERTONE_API_KEY)s",
    "tox": "{env:SUPERTONE_API_KEY}",
    "VS Code, environment": "${env:SUPERTONE_API_KEY}",
    "VS Code, input": "${input:supertone-key-2024}",
    "dev container": "${localEnv:SUPERTONE_API_KEY}",
    "Octopus": "#{Supertone.ApiKey2024}",
    "Maven": "@supertone.api.key.2024@",
    "Grafana": "$__file{/etc/secrets/supertone}",
    "1Password": "op://Team/Supertone 2024/credential",
    "Vault": "vault:secret/data/tts#SUPERTONE_API_KEY",
    "vals": "ref+vault://secret/tts/2024#/supertone_api_key",
    "AWS Secrets Manager": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tts/supertone-9x7Bqf",
    "CloudFormation": "{{resolve:secretsmanager:tts/supertone:SecretString:key2024}}",
    "Parameter Store": "ssm:/tts/prod/supertone-api-key-2024",
    "Google": "projects/tts-prod-2024/secrets/supertone-api-key/versions/3",
    "Google, scheme": "sm://tts-prod-2024/supertone-api-key",
    "Key Vault": "@Microsoft.KeyVault(SecretUri=https://tts-2024.vault.azure.net/secrets/supertone/)",
    "Container Apps": "secretref:supertone-api-key-2024",
    "Vercel": "@supertone-api-key-2024",
    "file": "/run/secrets/supertone_api_key_2024",
    "file on Windows": r"C:\secrets\supertone2024\key.txt".replace("\\", "/"),
    "home": "~/.secrets/supertone-2024",
    "Doppler": "doppler:tts/prd/SUPERTONE_API_KEY_2",
    "keyring": "keyring:supertone/anna2024",
    "sops": f"ENC[AES256_GCM,data:{_encoded(32)},iv:{_encoded(32)},tag:{_encoded(16)},type:str]",
    "Spring Cloud": "{cipher}" + _digits(96),
    "Jasypt": f"ENC({_encoded(48)})",
    "eyaml": f"ENC[PKCS7,{_encoded(90)}]",
    "ejson": f"EJ[1:{_encoded(32)}:{_encoded(24)}:{_encoded(48)}]",
    "KMS": "AQICAHh" + _encoded(60),
    "dotenvx": "encrypted:" + _encoded(96),
    "masked": "****************" + _digits(4),
    "cut": _digits(6) + "...",
    "cut, one character": _digits(6) + "…" + _digits(2),
}
PLACES = {
    "dotenv": (".env", "PORT=80\nSUPERTONE_API_KEY={}\n"),
    "dotenv, quotes": (".env", 'PORT=80\nSUPERTONE_API_KEY="{}"\n'),
    "YAML": ("config.yaml", 'tts:\n  supertone_api_key: "{}"\n  port: 80\n'),
    "YAML, nested": ("config.yaml", 'supertone:\n  url: https://supertoneapi.com\n  api_key: "{}"\n'),
    "compose": ("compose.yaml", 'services:\n  tts:\n    environment:\n      - "SUPERTONE_API_KEY={}"\n'),
    "JSON": ("config.json", '{{"port": 80, "supertone": {{"apiKey": "{}"}}}}\n'),
    "MCP": (".mcp.json", '{{"mcpServers": {{"supertone": {{"env": {{"SUPERTONE_API_KEY": "{}"}}}}}}}}\n'),
    "options": (".mcp.json", '{{"mcpServers": {{"supertone": {{"args": ["--api-key", "{}"]}}}}}}\n'),
    "Postman": ("a.json", '{{"header": [{{"key": "x-sup-api-key", "value": "{}"}}]}}\n'),
    "TOML": ("config.toml", 'port = 80\n\n[supertone]\napi_key = "{}"\n'),
    "INI": ("config.ini", "[supertone]\napi_key = {}\nport = 80\n"),
    "properties": ("app.properties", "supertone.api.key={}\nport=80\n"),
    "Terraform": ("a.tf", 'variable "supertone_api_key" {{\n  default = "{}"\n}}\n'),
    "Dockerfile": ("Dockerfile", 'FROM a\nENV SUPERTONE_API_KEY="{}"\n'),
    "systemd": ("a.service", '[Service]\nEnvironment="SUPERTONE_API_KEY={}"\n'),
    "CSV": ("a.csv", 'name,value\nport,80\nSUPERTONE_API_KEY,"{}"\n'),
    "Markdown": ("README.md", "Set `SUPERTONE_API_KEY={}` first.\n"),
    "Markdown, fence": ("README.md", '```yaml\nsupertone:\n  api_key: "{}"\n```\n'),
    "HTTP": ("a.http", "GET https://supertoneapi.com/v1/voices\nx-sup-api-key: {}\n"),
    "cassette": ("cassettes/a.yaml", 'headers:\n  x-sup-api-key:\n  - "{}"\nuri: https://supertoneapi.com\n'),
}
CASES = [
    # Terraform would fill in what is in `${`; a doubled dollar is one that others fill in.
    pytest.param(path, text.format(value.replace("${", "$${") if path == "a.tf" else value), id=f"{place} - {name}")
    for place, (path, text) in PLACES.items()
    for name, value in REFERENCES.items()
]


@pytest.mark.parametrize(("path", "text"), CASES)
def test_a_reference_is_no_key(path: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({path: text}, tmp_path)
    assert [(each.code, *each.region) for each in report.findings] == []
    assert not report.failures
