"""What XML spells with entities is read as it is meant, and nothing else of it is."""

import time

import pytest

from sup_lint.analysis.embedded.xml_text import embedded


def _texts(text: str) -> list[str]:
    return [line for each in embedded(text) for line in each.text.splitlines()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a b='c'>d</a>", []),
        ("<a b='x&amp;y' c=\"it&apos;s > 'that'\">d &lt; e<f>g</f></a>", ["x&y", "it's > 'that'", "d < e"]),
        ("<a><![CDATA[&quot;b&quot;]]></a><!-- &quot; -->&#x27;", ["'"]),
        ('<?xml version="1.0"?>\n<a b="&own;&#0;c"', ["", '<a b="&own;\ufffdc"']),
        ("supertone = &quot;a&quot;", []),
    ],
)
def test_values_with_entities(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


def test_entities_of_the_document_stay_as_they_are() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "k"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
    assert "kk" not in "".join(_texts(bomb))


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a b="', "<a b='&amp;", "&amp;", "&", '="&quot;', "<a b=\"'", "<![CDATA["]
)
def test_hostile_text_takes_no_longer(piece: str) -> None:
    text = "<a>" + piece * (200_000 // len(piece)) + "&quot;"
    start = time.process_time()
    list(embedded(text))
    assert time.process_time() - start < 2
