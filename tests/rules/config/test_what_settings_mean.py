"""What a file of settings says of a value by the place that it stands in: names, identifiers, whose it is."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.rules.examples import checked, clean
from tests.rules.examples import leak as marked


def leak(name: str, example: dict[str, str]) -> ParameterSet:
    """A case in which the keys at the marks are reported."""
    return marked(name, "SUP102", example)


PLIST = "<plist><dict><key>{}</key><string>{}</string>\n<key>{}</key><string>words</string></dict></plist>\n"

NAMES = [
    clean("name behind a reference", {"App.plist": PLIST.format("A", "$(SUP_KEY)", "voiceIdentifier")}),
    clean(
        "name behind a placeholder",
        {"Build.plist": PLIST.format("SUPERTONE_API_KEY", "__SUPERTONE_API_KEY__", "BuildIdentifier")},
    ),
    clean(
        "name with digits",
        {"App.plist": PLIST.format("SUPERTONE_API_KEY", "$(SUPERTONE_API_KEY)", "NSUsage64Description2")},
    ),
    clean(
        "nested names",
        {
            "App.plist": "<plist><dict><key>SupertoneConfig</key><dict><key>apiKey</key>"
            "<string>$(SUP_KEY)</string>\n<key>voiceIdentifier</key><string>a</string></dict></dict></plist>\n"
        },
    ),
    leak(
        "value between names",
        {"Build.plist": PLIST.format("SUPERTONE_API_KEY", "[|«key»|]", "voiceIdentifier")},
    ),
    leak("element called key", {"a.xml": "<supertone>\n<key>[|«key»|]</key></supertone>\n"}),
    leak(
        "value in a remark",
        {"a.xml": '<a>\n<!-- <add key="SUPERTONE_API_KEY" value=[|"«key»"|]/> -->\n<b/></a>\n'},
    ),
]
RECORDS = [
    clean("records in YAML", {"a.yaml": "supertone:\n  entries:\n    - key: «key»\n      file: a.wav\n"}),
    clean("records in JSON", {"a.json": '{"provider": "supertone", "clips": [{"key": "«key»", "file": "a.mp3"}]}'}),
    clean("objects of a bucket", {"a.json": '{"supertone": [{"Key": "«key»", "ETag": "x"}]}'}),
    clean("lines", {"a.json": '{"provider": "supertone", "lines": [{"key": "«key»", "text": "Hello"}]}'}),
    clean(
        "records in rows",
        {"a.jsonl": '{"provider": "supertone", "key": "«key»", "url": "https://x.io/a.mp3"}\n' * 2},
    ),
    leak(
        "providers in a list",
        {"a.json": '{"all": [{"name": "supertone", "url": "https://supertoneapi.com/v1", "key": [|"«key»"|]}]}'},
    ),
    leak("settings of one provider", {"a.yaml": "supertone:\n  key: [|«key»|]\n  file: a.wav\n"}),
    leak(
        "value under a name of the key",
        {"a.yaml": "- name: SUPERTONE_API_KEY\n  key: [|«key»|]\n  file: a.txt\n"},
    ),
]
OWNERS = [
    clean("title beside a vendor", {"a.yaml": "- {vendor: clova, name: supertone-backup, api_key: «key»}\n"}),
    leak("vendor", {"a.yaml": "- {vendor: supertone, name: clova-backup, api_key: [|«key»|]}\n"}),
    leak("title beside a platform", {"a.yaml": "- {platform: aws, name: supertone, api_key: [|«key»|]}\n"}),
]


COMMENTS = [
    leak("semicolon", {"a.ini": "[supertone]\n;api_key = [|«key»|]\n"}),
    leak("hash", {"a.ini": "[supertone]\nvoice = a\n# api_key=[|«key»|]\n"}),
    leak("TOML", {"a.toml": '[supertone]\n# api_key = [|"«key»"|]\nvoice = "a"\n'}),
    leak("TOML, section", {"a.toml": 'a = 1\n# [tts.supertone]\n# api_key = [|"«key»"|]\n'}),
    leak("YAML", {"a.yaml": "supertone:\n  # api_key: [|«key»|]\n  voice: a\n"}),
    leak("YAML, last", {"a.yaml": "supertone:\n  voice: a\n  # api_key: [|«key»|]\n"}),
    leak("YAML, mark at the margin", {"a.yaml": "supertone:\n#  api_key: [|«key»|]\n  voice: a\n"}),
    leak("YAML, all at the margin", {"a.yaml": "supertone:\n# api_key: [|«key»|]\n  voice: a\n"}),
    leak("YAML, mapping", {"a.yaml": "a: 1\n# supertone:\n#   api_key: [|«key»|] # old\nb: 2\n"}),
    leak("YAML, owner", {"a.yaml": "tts:\n  provider: supertone\n  # api_key: [|«key»|]\n"}),
    leak("JSON", {"a.jsonc": '{"supertone": {\n  // "api_key": [|"«key»"|],\n  "voice": "a"}}\n'}),
    leak("HCL", {"a.tf": 'variable "supertone_api_key" {\n  # default = [|"«key»"|]\n}\n'}),
    leak("Windows line ends", {"a.yaml": "supertone:\r\n  # api_key: [|«key»|]\r\n  voice: a\r\n"}),
    clean("another's section", {"a.ini": "[supertone]\nvoice = a\n[azure]\n;api_key = «key»\n"}),
    clean("another's mapping", {"a.yaml": "supertone:\n  voice: a\nazure:\n  # api_key: «key»\n"}),
    clean("behind a mapping", {"a.yaml": "supertone:\n  voice: a\n# api_key: «key»\nazure: 1\n"}),
    clean("other values", {"a.yaml": "supertone:\n  # md5: «key»\n  # cache key: «key»\n  # api_key: ${KEY}\n"}),
    clean("records", {"a.yaml": "supertone:\n  clips:\n" + "    # - key: «key»\n    #   file: a.wav\n" * 2}),
]
PROGRAMS = [
    leak("in its environment", {"a.json": '{"mcpServers": {"supertone-context": {"env": {"API_KEY": [|"«key»"|]}}}}'}),
    leak("context server", {"a.json": '{"mcpServers": {"supertone-context-server": {"api_key": [|"«key»"|]}}}'}),
    leak("text", {"a.json": '{"context_servers": {"supertone-text": {"settings": {"api_key": [|"«key»"|]}}}}'}),
    leak("named beside it", {"a.json": '{"providers": [{"name": "supertone-context", "api_key": [|"«key»"|]}]}'}),
    clean("cache", {"a.json": '{"stores": {"supertone-cache": {"key": "«key»"}}}'}),
    clean("cache, named", {"a.json": '{"stores": [{"name": "supertone-cache", "key": "«key»"}]}'}),
    clean("another's", {"a.json": '{"servers": {"supertone-azure": {"api_key": "«key»"}}}'}),
    clean("another's within", {"a.json": '{"supertone-context": {"azure": {"api_key": "«key»"}}}'}),
]
HEADERS = [
    leak(
        "Node-RED",
        {
            "flows.json": '[{"headers": [{"keyType": "other", "keyValue": "x-sup-api-key", "valueType": "other", '
            '"valueValue": [|"«key»"|]}]}]'
        },
    ),
    leak("n8n", {"a.json": '{"parameters": [{"name": "x-sup-api-key", "value": "=[|«key»|]"}]}'}),
    clean("n8n, expression", {"a.json": '{"parameters": [{"name": "x-sup-api-key", "value": "={{ $env.KEY }}"}]}'}),
    clean("Node-RED, voice", {"flows.json": '[{"headers": [{"keyValue": "x-voice", "valueValue": "«key»"}]}]'}),
]
TABLES = [
    leak(
        "end of a long table",
        {"a.csv": "service,api_key\n" + "polly,none\n" * 25_000 + "supertone,[|«key»|]\n"},
    ),
]
PLACES = [
    leak("credentials", {".supertone/credentials": "[default]\napi_key = [|«key»|]\n"}),
    leak("settings of a program", {".supertonerc": "api_key=[|«key»|]\n"}),
    leak("secret", {"secrets/supertone": "[|«key»|]\n"}),
    leak("secret with an extension", {"secrets/supertone.txt": "[|«key»|]\n"}),
    clean("text", {"samples/supertone.txt": "«key»\n"}),
    clean("another's folder", {".azure/credentials": "[default]\napi_key = «key»\n"}),
    leak("properties", {"a.properties": "supertone.apiKey \\\n    : [|«key»|]\n"}),
]


@pytest.mark.parametrize(
    ("codes", "example"),
    [*NAMES, *RECORDS, *OWNERS, *COMMENTS, *PROGRAMS, *HEADERS, *TABLES, *PLACES],
)
def test_what_a_place_says(
    codes: str, example: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report, marks = checked(example, tmp_path)
    assert bool(marks) == bool(codes)
    found = [each for each in report.findings if each.code not in {"SUP103", "SUP204"}]
    assert [(each.code, each.path, *each.region) for each in found] == [(codes, *mark) for mark in marks]
    assert not report.failures


def test_a_block_of_damaged_hcl_goes_by_its_label(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = 'variable "supertone_api_key" { default = [|"«key»"|] }\nvariable "supertone_key" {\n  default = [|"«key»"|]\n}\n'
    report, marks = checked({"a.tf": f'x = "${{"\n{blocks}'}, tmp_path)
    assert [(each.path, *each.region) for each in report.findings] == marks
    for each, name in zip(report.findings, ("supertone_api_key", "supertone_key"), strict=True):
        assert f"behind `{name}`" in each.message
    assert len(report.failures) == 1


def test_json_nested_too_deep_is_called_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, _ = checked({"a.json": '{"supertone": ' + "[" * 30_000 + "]" * 30_000 + "}"}, tmp_path)
    (failure,) = report.failures
    assert "it is nested too deep" in failure.reason
