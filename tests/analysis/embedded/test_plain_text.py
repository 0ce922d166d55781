"""Plans of Terraform and mail are read as they are meant."""

import time

import pytest

from sup_lint.analysis.embedded.plain_text import embedded

_MAIL = "Content-Transfer-Encoding: Quoted-Printable\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('resource "a" "supertone_api_key" {\n  value = "b"\n}\nx = "y"\n', ['supertone_api_key = "b"']),
        (
            '  - resource "a" "supertone_api_key" {\r\n      - value = "b" -> null\r\n    }\r\n',
            ['supertone_api_key = "b"'],
        ),
        ('resource "a" "supertone_api_key" {\n  id = "b"\n  kms_key_id = "c"\n}\n', []),
        ('resource "a" "supertone_voice" {\n  value = "b"\n}\n', []),
        ('resource "a" "supertone_api_key" {\n}\nresource "a" "other" {\n  value = "b"\n}\n', []),
        (f"{_MAIL}a=3Db =ED=82=A4 c=\nd", [f"{_MAIL}a=b 키 cd"]),
        ("a=3Db", []),
    ],
)
def test_texts(text: str, expected: list[str]) -> None:
    assert [each.text for each in embedded(text)] == expected


@pytest.mark.parametrize("piece", ["=", "=3D", " ", "\n", 'resource "a" "supertone_api_key" {\n', 'a = "', " + - "])
def test_hostile_text_takes_no_longer(piece: str) -> None:
    text = _MAIL + 'resource "' + piece * (300_000 // len(piece))
    start = time.process_time()
    list(embedded(text))
    assert time.process_time() - start < 4
