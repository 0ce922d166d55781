"""The settings of files, each exactly where it stands; anything else gives what it seems to have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.analysis.file import AnalysedFile
from sup_lint.analysis.settings.keys import unquoted
from sup_lint.analysis.settings.view import settings_of

# Of each: the name of the file's language, its text with the values marked, and their paths.
FORMATS: dict[str, tuple[str, str, list[str]]] = {
    "JSON": ("json", '{"a": {"b": "«one»"}, // note\n "c": ["«two»", "«three»"], "n": 1}', ["a.b", "c", "c"]),
    "escaped JSON": ("json", '{"a": "«o\\u006ee»"}', ["a"]),
    "property list": (
        "xml",
        (
            "<?xml?><plist><dict>\n<!-- <key>x</key><string>no</string> -->\n<key>A</key>\n<string>«one»</string>\n"
            "<key>B</key><dict><key>C</key><string> «two» </string></dict><key>D</key><true/></dict></plist>"
        ),
        ["plist.dict.A", "plist.dict.B.C"],
    ),
    "resources": ("xml", '<resources><string name="a_b" x="«zero»">«one»</string></resources>', ["resources.a_b.x", "resources.a_b"]),
    "manifest": (
        "xml",
        '<manifest><meta-data android:name="a.b" android:value="«one»"/></manifest>',
        ["manifest.a.b"],
    ),
    "configuration": ("xml", "<configuration><add key='A' value='«one»' /></configuration>", ["configuration.A"]),
    "character data": ("xml", "<a><b><![CDATA[«one < two»]]></b></a>", ["a.b"]),
    "entities": ("xml", "<a><b>«one &amp; two»</b></a>", ["a.b"]),
    "properties": ("properties", "# no=no\na.b = «one» \n! c=d\ne: «two» # note\n", ["a.b", "e"]),
    "sections": ("properties", "[tts]\nkey=«one»\n", ["tts.key"]),
    "xcconfig": ("ini", '// no = no\nKEY[sdk=iphoneos*] = «one» // note\nA = "«two»"\n', ["KEY", "A"]),
    "dotenv": ("dotenv", "export A='«one»'\nB=«two»\n", ["A", "B"]),
    "YAML": (
        "yaml",
        "# no: no\na:\n  b: «one» # note\n  c:\n    - «two»\n    - d: '«three»'\ne: «four»\nf: |\n  text\n",
        ["a.b", "a.c", "a.c.d", "e"],
    ),
    "list at the margin": ("yaml", "flutter:\n  assets:\n  - «one»\n  - «two»\n  other: «three»\n", ["flutter.assets", "flutter.assets", "flutter.other"]),
    "Unity": ("unity-asset", "%YAML 1.1\n--- !u!114 &1\nMonoBehaviour:\n  m_Script: {fileID: 1}\n  key: «one»\n", ["MonoBehaviour.key"]),
}  # fmt: skip
VALUES = {"o\\u006ee": "one", "one &amp; two": "one & two"}


@pytest.mark.parametrize("name", FORMATS)
def test_each_setting_is_where_it_stands(name: str) -> None:
    language, marked, paths = FORMATS[name]
    text = marked.replace("«", "").replace("»", "")
    expected = [piece.partition("»")[0] for piece in marked.split("«")[1:]]
    found = [each for each in settings_of(AnalysedFile("a", text, language)) if "text" not in each.value]
    assert [text[each.start : each.end] for each in found] == expected
    assert [each.value for each in found] == [VALUES.get(each, each) for each in expected]
    assert [each.dotted for each in found] == paths


@pytest.mark.parametrize(
    "language",
    [
        "json",
        "xml",
        "yaml",
        "unity-asset",
        "properties",
        "ini",
        "dotenv",
        "unit",
        "dockerfile",
        "makefile",
        "csv",
        "toml",
        "terraform",
        "python",
        "",
    ],
)
@settings(max_examples=80, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.lists(st.sampled_from('<a b="c" > </a> <!-- --> <![CDATA[ ]]> { } [ ] : , " \' = # - \\ key <key> </key> \n \r'.split(" ")), max_size=60).map("".join)))  # fmt: skip
def test_any_text_gives_settings_within_it(language: str, text: str) -> None:
    for each in settings_of(AnalysedFile("a", text, language)):
        assert 0 <= each.start <= each.end <= len(text)


def test_quotes_of_code_within_text_are_taken_off() -> None:
    assert unquoted('"abc"') == "abc"
    assert unquoted("'abc'") == "abc"
    assert unquoted('"a" + "b"') == '"a" + "b"'
    assert unquoted('"') == '"'
    assert unquoted("abc") == "abc"
