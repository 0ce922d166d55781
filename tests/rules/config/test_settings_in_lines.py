"""Keys in TOML, HCL, tables, dotenv, INI, properties, units, Dockerfiles, Makefiles, and files of nothing else."""

from pathlib import Path

import pytest

from tests.keymaker import make_key
from tests.rules.examples import checked

OTHER = make_key(2)
# File names with what they hold; everything between the marks is reported, nothing else is.
LEAKS = {
    "neutral names in TOML": {"app.toml": '[supertone]\napi_key = [|"«key»"|]\n[openai]\napi_key = "«other»"\n'},
    "TOML inline": {"app.toml": 'services = { supertone = { api_key = [|"«key»"|] } }\n'},
    "TOML of several lines": {"app.toml": 'supertone_api_key = """\n[|«key»|]"""\n'},
    "TOML, list": {"app.toml": 'supertone_api_keys = [\n  [|"«key»"|],\n]\n'},
    "TOML, tied by its host": {"app.toml": 'url = "https://supertoneapi.com/v1"\napi_key = [|"«key»"|]\n'},
    "TOML of the vendor's tool": {".config/supertone/config.toml": 'api_key = [|"«key»"|]\n'},
    "HCL default": {"main.tf": 'variable "supertone_api_key" {\n  default = [|"«key»"|]\n}\n'},
    "HCL parameter": {
        "main.tf": 'resource "aws_ssm_parameter" "supertone_api_key" {\n  name  = "/tts/key"\n  value = [|"«key»"|]\n}\n'
    },
    "HCL secret": {
        "main.tf": 'resource "google_secret_manager_secret_version" "supertone_api_key" {\n  secret_data = [|"«key»"|]\n}\n'
    },
    "HCL, JSON in it": {"main.tf": 'locals {\n  a = jsonencode({ supertone = { api_key = [|"«key»"|] } })\n}\n'},
    "HCL heredoc": {
        "main.tf": 'resource "x" "y" {\n  url  = "https://supertoneapi.com"\n  data = <<-EOT\n    export API_KEY=[|«key»|]\n  EOT\n}\n'
    },
    "variables of Terraform": {"prod.tfvars": 'supertone_api_key = [|"«key»"|]\n'},
    "Nomad": {"a.nomad": 'job "tts" {\n  env {\n    SUPERTONE_API_KEY = [|"«key»"|]\n  }\n}\n'},
    "bake file": {"docker-bake.hcl": 'target "a" {\n  args = { SUPERTONE_API_KEY = [|"«key»"|] }\n}\n'},
    "column": {"keys.csv": "owner,supertone_api_key\nanna,[|«key»|]\n"},
    "row": {"keys.csv": 'service;api_key\nsupertone;[|"«key»"|]\nopenai;"«other»"\n'},
    "pair": {"keys.tsv": "name\tvalue\nSUPERTONE_API_KEY\t[|«key»|]\n"},
    "dotenv": {".env.production": "SUPERTONE_API_KEY=[|«key»|] # anna's\nSUPERTONE_VOICE_ID=20160a4c5ba38967330c84\n"},
    "dotenv, two on a line": {".envrc": "export SUPERTONE_API_KEY=[|«key»|] OTHER=2\n"},
    "dotenv, neutral": {"tts.env": "URL=https://supertoneapi.com/v1\nTTS_API_KEY=[|«key»|]\nOPENAI_API_KEY=«other»\n"},
    "dotenv of others": {".secrets": "SUPERTONE_API_KEY=[|«key»|]\n", ".dev.vars": "SUPERTONE_API_KEY=[|«key»|]\n"},
    "INI": {"a.ini": "[supertone]\napi_key = [|«key»|]\n[openai]\napi_key = «other»\n"},
    "INI, list": {"tox.ini": "[testenv]\nsetenv =\n    SUPERTONE_API_KEY = [|«key»|]\n"},
    "supervisor": {"a.conf": '[program:a]\nenvironment=A="1",SUPERTONE_API_KEY=[|"«key»"|]\n'},
    "nginx": {"nginx.conf": 'location /tts {\n  proxy_set_header x-sup-api-key [|"«key»"|];\n}\n'},
    "HOCON": {"application.conf": 'supertone {\n  api-key = [|"«key»"|]\n}\n'},
    "properties": {"application.properties": "supertone.api.key=[|«key»|]\n"},
    "properties, escaped colon": {"application.properties": "supertone\\:api-key=[|«key»|]\n"},
    "unit": {"a.service": '[Service]\nEnvironment=A=b "SUPERTONE_API_KEY=[|«key»|]"\n'},
    "unit, credential": {"a.service": "[Service]\nSetCredential=supertone_api_key:[|«key»|]\n"},
    "quadlet": {"a.container": "[Container]\nEnvironment=SUPERTONE_API_KEY=[|«key»|]\n"},
    "drop-in": {"a.service.d/override.conf": "[Service]\nEnvironment=SUPERTONE_API_KEY=[|«key»|]\n"},
    "Dockerfile": {"Dockerfile": 'FROM a\nENV A=b \\\n    SUPERTONE_API_KEY=[|"«key»"|] \\\n    C=d\n'},
    "Dockerfile, neutral": {
        "Dockerfile": "FROM a\nENV URL=https://supertoneapi.com API_KEY=[|«key»|] OPENAI_API_KEY=«other»\n"
    },
    "Dockerfile, command": {
        "Dockerfile": 'FROM a\nENV A=b\nRUN curl -H "Authorization: Bearer [|«key»|]" https://supertoneapi.com/v1\n'
    },
    "Makefile": {"Makefile": "export SUPERTONE_API_KEY ?= [|«key»|]\n"},
    "Makefile, recipe": {"Makefile": "A = b\nall:\n\tSUPERTONE_API_KEY=[|«key»|] python a.py\n"},
    "Justfile": {"justfile": 'export SUPERTONE_API_KEY := [|"«key»"|]\n'},
    "nothing but the key": {"secrets/supertone_api_key": "[|«key»|]\n", "supertone-key.txt": "# anna's\n[|«key»|]\n"},
    "in the vendor's folder": {"secrets/supertone/api_key": "[|«key»|]"},
    "several keys": {"supertone_keys.txt": "[|«key»|]\n[|«other»|]\n"},
}
LOOK_ALIKES = {
    "placeholders": {
        "a.toml": '[supertone]\napi_key = "your-api-key-here"\n',
        "a.tf": 'variable "supertone_api_key" {\n  default = ""\n  description = "key-of-the-account-9f3c"\n}\n',
        ".env": "SUPERTONE_API_KEY=<YOUR_API_KEY_HERE>\nSUPERTONE_API_KEY=\n",
        "keys.csv": "service,api_key\nsupertone,your-api-key\n",
        "supertone_api_key.txt": "your-api-key-here\n",
    },
    "references": {
        "a.toml": '[supertone]\napi_key = "${SUPERTONE_API_KEY}"\nkey = "op://vault/supertone/key1"\n',
        "a.tf": 'resource "a" "supertone" {\n  api_key = var.supertone_api_key\n  key = "${data.a.b.key}"\n}\n',
        "b.tf": 'locals {\n  supertone_api_key = file("keys/supertone-9f3c1a")\n}\n',
        "a.ini": "[supertone]\napi_key = %(SUPERTONE_API_KEY)s\nkey = $ENV_9f3c\n",
        ".envrc": "export SUPERTONE_API_KEY=$(cat /run/secrets/supertone)\nexport SUPERTONE_KEY=`pass supertone`\n",
        "application.properties": "supertone.api.key=${SUPERTONE_API_KEY}\nsupertone.api-key=ENC(9f3c1a9f3c1a9f3c)\n",
        "a.service": "[Service]\nEnvironmentFile=/etc/supertone_api_key_1\nLoadCredential=supertone_api_key:/etc/key1\n",
        "b.service": "[Service]\nSetCredentialEncrypted=supertone_api_key: \\\n  Whxqht+9f3cAAAAAAAAAA\n",
        "Dockerfile": "ARG SUPERTONE_API_KEY\nENV SUPERTONE_API_KEY=${SUPERTONE_API_KEY}\nENV SUPERTONE_API_KEY $KEY\n",
        "Makefile": "SUPERTONE_API_KEY := $(shell cat key1.txt)\nexport SUPERTONE_API_KEY\n",
        "nginx.conf": "proxy_set_header x-sup-api-key $supertone_key;\n",
        "supertone_key": "op://vault/supertone/key1\n",
    },
    "other things": {
        "a.toml": '[supertone]\nvoice_id = "20160a4c5ba38967330c84"\n[azure]\napi_key = "«key»"\nmd5 = "«key»"\n',
        "a.tf": 'locals {\n  supertone_voice = "20160a4c5ba38967330c84"\n  etag = "«key»"\n}\n',
        "voices.csv": "key,voice,md5 of supertone's\n«key»,20160a4c5ba38967330c84,«key»\n",
        "supertone_tokens.txt": "synthesizer\nprosody-model9\n",
        "supertone_voice.txt": "20160a4c5ba38967330c84\n",
    },
}


def filled(files: dict[str, str]) -> dict[str, str]:
    """The files with another key in them, that of another vendor or account."""
    return {name: text.replace("«other»", OTHER) for name, text in files.items()}


@pytest.mark.parametrize("name", LEAKS)
def test_a_key_is_reported_where_it_stands(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(filled(LEAKS[name]), tmp_path)
    found = {(each.path, *each.region) for each in report.findings if each.code == "SUP102"}
    assert found == set(marks)
    assert not report.failures


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_looks_like_one_is_not(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked(LOOK_ALIKES[name], tmp_path)
    assert [(each.path, *each.region) for each in report.findings] == []
    assert not report.failures


def test_damaged_toml_is_named_and_its_key_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked({"app.toml": 'a = = 1\n[supertone]\napi_key = [|"«key»"|]\n'}, tmp_path)
    assert {(each.path, *each.region) for each in report.findings} == set(marks)
    assert ["line 1 is no TOML" in failure.reason for failure in report.failures] == [True]
