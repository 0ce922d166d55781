"""XML as rows of names and values, exactly where they stand; nothing is expanded, nothing is fetched."""

import plistlib
import time
from pathlib import Path

import pytest

from sup_lint.analysis.settings.markup import settings
from sup_lint.config import Config
from sup_lint.engine.runner import check_paths
from tests.analysis.settings.spans import assert_read, read
from tests.keymaker import make_key

READ: dict[str, tuple[str, dict[str, str]]] = {
    "property list": (
        (
            "<?xml version='1.0'?><!DOCTYPE plist PUBLIC '-//Apple//DTD PLIST 1.0//EN' 'http://www.apple.com/DTDs/x.dtd'>"
            "<plist><dict><key>A</key><string>«one»</string><key>B</key><true/><key>C</key><dict><key>D</key><string>«two»"
            "</string></dict></dict></plist>"
        ),
        {"plist.dict.A": "one", "plist.dict.C.D": "two"},
    ),
    "resources": ('<resources><string name="a_b">«one»</string></resources>', {"resources.a_b": "one"}),
    "manifest": ('<a><meta-data android:name="b.c" android:value="«one»"/></a>', {"a.b.c": "one"}),
    "settings of .NET": ('<a><appSettings><add key="B" value="«one»" /></appSettings></a>', {"a.appSettings.B": "one"}),
    "beans": ("<beans><property name='apiKey' value='«one»'/></beans>", {"beans.apiKey": "one"}),
    "elements": ("<p><a.b>«one»</a.b>\n<c> «two» </c></p>", {"p.a.b": "one", "p.c": "two"}),
    "elements called key": ("<p><key>«one»</key></p>", {"p.key": "one"}),
    "data of .NET": ('<root><data name="A"><value>«one»</value></data></root>', {"root.A.value": "one"}),
    "character data": ("<a><b><![CDATA[«one < two»]]></b></a>", {"a.b": "one < two"}),
    "entities": ("<a><b c='«&quot;one&quot;»'>«one &amp; two»</b></a>", {"a.b.c": '"one"', "a.b": "one & two"}),
    "comments": ("<!-- <b>no</b> --><a><!-- <b>no</b> --><b>«one»</b></a>", {"a.b": "one"}),
    "no XML, but a configuration": ("a.b=«one»\n", {"a.b": "one"}),
    "other planes": ("<a><b>«😀 수퍼톤»</b><c>«one»</c></a>", {"a.b": "😀 수퍼톤", "a.c": "one"}),
}


@pytest.mark.parametrize("name", READ)
def test_each_value_is_where_it_stands(name: str) -> None:
    assert_read(settings, *READ[name])


def test_siblings_stand_together() -> None:
    found, _ = read(settings, "<a><p><name>x</name><value>y</value></p><p><name>z</name><q w='v'/></p></a>")
    assert found[0].mapping == found[1].mapping != found[2].mapping
    assert found[3].within[:-1] == found[2].within


@pytest.mark.parametrize(
    ("text", "problem", "values"),
    [
        ("<a><b>one</b>\n<c>two</c>", "line 2 is no XML", ["one", "two"]),
        ("<a><b>one</a>", "line 1 is no XML", ["one"]),
        ("\n\n<a b=c>one</a>", "line 3 is no XML", ["one"]),
        ("<a>one</a><b>two</b>", "line 1 is no XML", ["one", "two"]),
        ("<a>one &unknown;</a>", "line 1 is no XML", ["one &unknown;"]),
        ("<a>{% if x %}<b>one{% endif %}</a>", "", ["one{% endif %}"]),
    ],
)
def test_what_is_not_well_formed_gives_what_it_seems_to_say(text: str, problem: str, values: list[str]) -> None:
    found, said = read(settings, text)
    assert said == problem
    assert set(values) <= {each.value for each in found}


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
        '<!ENTITY % c SYSTEM "http://localhost:1/x.dtd"> %c;',
    ],
)
def test_declared_entities_are_named_and_not_expanded(declaration: str) -> None:
    found, problem = read(settings, f"<!DOCTYPE x [{declaration}]><x><y>one</y><z>&c;</z></x>")
    assert problem == "declares entities, which are not expanded"
    assert [each.value for each in found] == ["one", "&c;"]


HOSTILE = {
    "elements": "<a>" * 200_000,
    "brackets": "<" * 1_000_000,
    "closings": "<a>" + "</a>" * 200_000,
    "comments": "<!--" * 250_000,
    "character data": "<![CDATA[" * 100_000,
    "attributes": "<a " + "b='c' " * 150_000 + ">",
    "quotes": "<a b='" + "'" * 1_000_000,
    "spaces": "<a" + " " * 1_000_000,
    "names": "<" + "a" * 1_000_000,
    "ampersands": "<a>" + "&" * 1_000_000 + "</a>",
    "letters": "a" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_longer_than_other(name: str) -> None:
    began = time.process_time()
    found, _ = read(settings, HOSTILE[name])
    assert time.process_time() - began < 10  # what grows with the square takes minutes
    assert all(0 <= each.start <= each.end <= len(HOSTILE[name]) for each in found)


def test_binary_property_lists_are_read_too() -> None:
    shared = {"B": "two"}
    data = plistlib.dumps({"A": "one!", "C": [shared, shared], "D": "수퍼톤", "E": 1.5}, fmt=plistlib.FMT_BINARY)
    text = data.decode("latin-1")
    found, problem = read(settings, text)
    assert {each.dotted: each.value for each in found} == {"A": "one!", "C.B": "two", "D": "수퍼톤"}
    assert len(found) == 3
    assert {text[each.start : each.end] for each in found if each.value.isascii()} == {"one!", "two"}
    assert problem == ""
    assert read(settings, text[:-40]) == ([], "it is no property list")


def test_a_key_in_a_binary_property_list_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    key = make_key(7)
    Path("tts.plist").write_bytes(plistlib.dumps({"Supertone": {"ApiKey": key}}, fmt=plistlib.FMT_BINARY))
    report = check_paths(["."], Config(root=str(tmp_path))).report
    assert [each.code for each in report.findings] == ["SUP102"]
    assert key not in repr(report)
