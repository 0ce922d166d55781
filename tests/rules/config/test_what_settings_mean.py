"""What a file of settings says of a value by the place that it stands in: names, identifiers, whose it is."""

from pathlib import Path

import pytest

from tests.rules.examples import assert_leaks, clean, leak

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
        "SUP102",
        {"App.plist": PLIST.format("SUPERTONE_API_KEY", "[|«key»|]", "voiceIdentifier")},
    ),
    leak("element called key", "SUP102", {"a.xml": "<supertone>\n<key>[|«key»|]</key></supertone>\n"}),
    leak(
        "value in a remark",
        "SUP102",
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
        "SUP102",
        {"a.json": '{"all": [{"name": "supertone", "url": "https://supertoneapi.com/v1", "key": [|"«key»"|]}]}'},
    ),
    leak("settings of one provider", "SUP102", {"a.yaml": "supertone:\n  key: [|«key»|]\n  file: a.wav\n"}),
    leak(
        "value under a name of the key",
        "SUP102",
        {"a.yaml": "- name: SUPERTONE_API_KEY\n  key: [|«key»|]\n  file: a.txt\n"},
    ),
]
OWNERS = [
    clean("title beside a vendor", {"a.yaml": "- {vendor: clova, name: supertone-backup, api_key: «key»}\n"}),
    leak("vendor", "SUP102", {"a.yaml": "- {vendor: supertone, name: clova-backup, api_key: [|«key»|]}\n"}),
    leak("title beside a platform", "SUP102", {"a.yaml": "- {platform: aws, name: supertone, api_key: [|«key»|]}\n"}),
]


@pytest.mark.parametrize(("codes", "example"), [*NAMES, *RECORDS, *OWNERS])
def test_what_a_place_says(
    codes: str, example: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_leaks(codes, example, tmp_path)
