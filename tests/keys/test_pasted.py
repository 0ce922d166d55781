"""Values that were pasted with their own name: the key is what stands behind the inner name."""

import random

import pytest

from sup_lint.keys.formats import is_key_in_certain_place, strip_scheme
from sup_lint.keys.matcher import find_keys

KEY = "".join(random.Random(41).choices("0123456789abcdef", k=32))
PASSWORD = "Xk29-dd1.Zq"

# What people paste in place of a key; § is the key.
INNER = [
    "SUPERTONE_API_KEY=§",
    "export SUPERTONE_API_KEY=§",
    "SUPERTONE_API_KEY='§'",
    "SUPERTONE_API_KEY: §",
    "$env:SUPERTONE_API_KEY = '§'",
    "set SUPERTONE_API_KEY=§",
    "-e SUPERTONE_API_KEY=§",
    "x-sup-api-key: §",
    "x-sup-api-key:§",
    '--header "x-sup-api-key: §"',
    "-H x-sup-api-key:§",
    "TTS_API_KEY=§",
    "STAGING_KEY=§",
    "api_key=§",
]
# Where a key is expected; ¤ is what is pasted there, without quotes and within.
OUTER = [
    "supertone key for staging: ¤",
    "- supertone key: `¤`",
    "**Supertone API key**: `¤`",
    "The Supertone API key is `¤`.",
    "| supertone key | ¤ |",
    "| `SUPERTONE_API_KEY` | `¤` |",
    "슈퍼톤 API 키: ¤",
    "슈퍼톤 API 키는 `¤` 입니다",
    "# supertone key: ¤",
    "<b>supertone key</b>: <code>¤</code>",
    'note: "supertone key: ¤"',
    "SUPERTONE_API_KEY → `¤`",
]


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("outer", OUTER)
def test_the_key_in_text_is_what_the_inner_form_holds(outer: str, inner: str) -> None:
    text = outer.replace("¤", inner).replace("§", KEY)
    found = {(match.value, text[match.start : match.end].strip("\"'`")) for match in find_keys(text, tied=True)}
    assert found == {(KEY, KEY)}


@pytest.mark.parametrize("value", [KEY, PASSWORD])
@pytest.mark.parametrize("inner", INNER)
def test_a_value_is_read_by_the_inner_form(inner: str, value: str) -> None:
    pasted = inner.replace("§", value)
    assert strip_scheme(pasted) == value
    assert strip_scheme(f"SUPERTONE_API_KEY={pasted}") == value
    assert strip_scheme(inner.replace("§", f"Bearer {value}")) == value
    assert is_key_in_certain_place(pasted, name="SUPERTONE_API_KEY")


@pytest.mark.parametrize(
    "value",
    ["", "your-api-key-here", "<YOUR_API_KEY>", "${SUPERTONE_API_KEY}", "$(pass supertone)", "op://dev/tts/key"],
)
@pytest.mark.parametrize("inner", INNER)
def test_what_holds_no_key_holds_none_behind_another_name(inner: str, value: str) -> None:
    assert not is_key_in_certain_place(inner.replace("§", value), name="SUPERTONE_API_KEY")
    assert not list(find_keys(f"- supertone key: `{inner.replace('§', value)}`"))


@pytest.mark.parametrize(
    "other", ["SUPERTONE_VOICE_ID=§", "OPENAI_API_KEY=§", "export SUPERTONE_VOICE_ID=§", "django_secret_key=§"]
)
@pytest.mark.parametrize("outer", ["supertone key: ¤", "supertone key: `¤`", 'SUPERTONE_API_KEY="¤"'])
def test_what_is_given_to_another_name_is_no_key(outer: str, other: str) -> None:
    assert not list(find_keys(outer.replace("¤", other).replace("§", KEY)))


@pytest.mark.parametrize("value", [f"{KEY}==", "qR7=xY2-kk9", "a:Xk29dd1Zq", "Zm9v_YmFy9=", f"v1:{KEY}"])
def test_signs_within_a_key_are_its_own(value: str) -> None:
    assert strip_scheme(value) == value
    assert is_key_in_certain_place(value, name="SUPERTONE_API_KEY")
