"""Keys in documents and logs, as people write of them in English and Korean; and what only looks like one there."""

import random

import pytest

from sup_lint.keys.matcher import find_keys

KEY = "".join(random.Random(11).choices("0123456789abcdef", k=32))
OTHER = "".join(random.Random(12).choices("0123456789abcdef", k=32))
COMMIT = "".join(random.Random(13).choices("0123456789abcdef", k=40))
DIGEST = "".join(random.Random(14).choices("0123456789abcdef", k=64))

# § is the key; in these the name is enough.
NAMED = r"""
**x-sup-api-key:** §
**x-sup-api-key:** `§`
**SUPERTONE_API_KEY:** §
**Supertone API key:** §
**Supertone API key**: §
*Supertone API key*: §
__Supertone API key:__ §
**Supertone API key**: **§**
- **API Key** (Supertone): `§`
<b>SUPERTONE_API_KEY</b>: <code>§</code>
<strong>Supertone API key</strong>: <code>§</code>
수퍼톤 API 키: §
슈퍼톤 API 키: §
슈퍼톤의 API 키는 `§`
수퍼톤 키는 § 입니다
Supertone API 키(운영): §
supertone 인증키 = §
Supertone에서 발급받은 키는 `§`
SUPERTONE_API_KEY는 § 입니다
환경 변수 SUPERTONE_API_KEY의 값은 §입니다
`SUPERTONE_API_KEY` 환경 변수에 `§` 를 설정
x-sup-api-key 값: §
`x-sup-api-key` 헤더에 `§` 를 넣어
Set the `x-sup-api-key` header to `§`.
Set `SUPERTONE_API_KEY` to `§` and restart.
the header x-sup-api-key with the value §
SUPERTONE_API_KEY → §
Supertone API key → §
The hard-coded Supertone API key (`§`) is gone
.. |supertone_api_key| replace:: §
SUPERTONE_API_KEY:: §
""".strip().split("\n")
LINES = [
    "## Supertone API key\n\n    §\n",
    "\x1b[36mx-sup-api-key \x1b[0m=\x1b[35m§ \x1b[0m",
    "\x1b[36mx-sup-api-key \x1b[0m: \x1b[33m§",
    '\x1b[32m"x-sup-api-key"\x1b[39m: \x1b[32m"§"',
    r"\u001b[36mx-sup-api-key\u001b[0m=\u001b[35m§\u001b[0m",
    '  ["x-sup-api-key"]=>\n  string(32) "§"\n',
]
# A neutral name: the text has to be tied to the vendor.
NEUTRAL = [
    "**API key:** `§`",
    "- **API key:** § (Supertone, https://supertoneapi.com)",
    "API 키: §",
    "| API 키 | `§` |",
    "제 API 키(§)로 호출했습니다",
    "발급받은 API 키는 `§` 입니다",
    "## Supertone\n\n- API key: §",
    "## ElevenLabs\n\nnone\n\n## Supertone\n\n- API key: §",
    "# From ElevenLabs\n\n## Supertone\n\n### Test\n\nAPI key: §",
    "## ElevenLabs\n\n- none\n\n## Set-up\n\nAPI key: §",
    "### ElevenLabs\n\nnone\n\n## Putting it together\n\nAPI key: §",
    "ElevenLabs:\n  user: kim\n\nSupertone:\n  api key: §",
    "ElevenLabs:\n  user: kim\nOurs:\n  api key: §",
    "Azure\n=====\n\nnone\n\nSet-up\n======\n\n:API key: §",
    "<h2>ElevenLabs</h2><p>none</p><h2>Supertone</h2><p>API key: §",
]
SILENT = [
    "x-sup-api-key: ***",
    "**x-sup-api-key:** ***",
    "**x-sup-api-key:** `***`",
    "x-sup-api-key: ****9f3c1a2b",
    "**Supertone API key:** see the vault",
    "**SUPERTONE_API_KEY:** 32-character hex string",
    "Supertone API key (`SUPERTONE_API_KEY`)",
    "Supertone API key (`gh-secret-of-prod`)",
    "Set `SUPERTONE_API_KEY` to `your-api-key-here`.",
    "Rename SUPERTONE_API_KEY to VOICE_API_TOKEN_V2",
    "Rename `SUPERTONE_API_KEY` to `TTS_TOKEN_2024_NEW`",
    "send x-sup-api-key with request-id-2201-a",
    "supertoneApiKey :: ByteString",
    "supertoneKeys::load(config2024v3)",
    "SUPERTONE_API_KEY는 콘솔에서 발급받습니다",
    "SUPERTONE_API_KEY의 값은 32자리-hex-문자열입니다",
    "슈퍼톤 키보드: abcdef0123456789",
    "supertone 키워드 = " + OTHER,
    f"# move supertone api key\n{COMMIT}\n",
    f"# rotate the Supertone API key\n{DIGEST}\n",
    f"fix supertone api key {COMMIT}",
    f"* fix Supertone API key ({COMMIT})",
    f"key: {COMMIT}-supertone",
    f"  key: Linux-pip-{DIGEST}",
    f"  key: Linux-pip-{OTHER}",
    f"cache key with the value {OTHER}",
    f"캐시 API 키는 {OTHER}",
    f"### ElevenLabs\n\n- API key: {OTHER}",
    f"## Supertone\nkey in the vault (x-sup-api-key)\n\n## Azure Speech\nkey: {OTHER}",
    f"ElevenLabs\n----------\n\n:API key: {OTHER}",
    f"== ElevenLabs\n\nAPI key: {OTHER}",
    f"## ElevenLabs\n\n### Credentials\n\nAPI key: {OTHER}",
    f"<h2>ElevenLabs</h2><p>API key: {OTHER}",
    f"<dl><dt>ElevenLabs</dt><dd>API key: {OTHER}",
    f"ElevenLabs:\n  user: kim\n  api key: {OTHER}",
    f"- ElevenLabs\n  - API key: {OTHER}",
    f"**ElevenLabs**\n\nAPI key: {OTHER}",
    f"[elevenlabs]\nuser = kim\napi_key = {OTHER}",
    f"## Typecast\nAPI key: {OTHER}",
    f"## OpenAI\nAPI key: {OTHER}",
    f"## Our GitHub account\ntoken: {OTHER}",
    f"x-request-id 값: {OTHER}",
    f"x-sup-api-key 헤더, 보이스 `{OTHER}`",
    f"API 키 해시: {OTHER}",
    f"Supertone API key\n\n{COMMIT}",
    f"## 카카오\nREST API key: {OTHER}",
    f"네이버 API key: {OTHER}",
    f"클로바 API 키: {OTHER}",
    f"일레븐랩스의 token은 key: {OTHER}",
    f"공공데이터포털 인증키 key: {OTHER}",
    f"공공데이터포털 인증키: {OTHER}",
    f"- **API key** (ElevenLabs): `{OTHER}`",
    f"- API key: {OTHER} (ElevenLabs)",
]
ABOVE = "curl -H 'x-sup-api-key: ***' https://supertoneapi.com/v1/voices\n\n"


def values(text: str, *, tied: bool | None = None) -> list[tuple[int, str]]:
    return [(match.start, match.value) for match in find_keys(text, tied=tied)]


@pytest.mark.parametrize("text", [*NAMED, *LINES])
def test_a_key_with_a_name_is_found_at_its_place(text: str) -> None:
    for whole in (text, f"a\n\n{text}\n", f"{ABOVE}> {text}"):
        filled = whole.replace("§", KEY)
        ((start, value),) = values(filled, tied=False)
        assert value == KEY
        assert filled[start:].lstrip("\"'`").startswith(KEY)


@pytest.mark.parametrize("lines", range(12))
def test_other_names_above_hide_no_key(lines: int) -> None:
    text = '"key": "id",\n' + "\n" * lines + f'"key": "supertone_api_key",\n"value": "{KEY}"\n'
    assert [value for _, value in values(text)] == [KEY]


@pytest.mark.parametrize("text", NEUTRAL)
def test_a_key_of_nobody_else_is_found_where_the_text_is_tied(text: str) -> None:
    filled = ABOVE + text.replace("§", KEY)
    assert [value for _, value in values(filled)] == [KEY]


@pytest.mark.parametrize("text", NEUTRAL[2:5])
def test_it_is_not_where_the_text_is_not(text: str) -> None:
    assert not values(text.replace("§", KEY))


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_one_stays_silent(text: str) -> None:
    for whole in (text, f"{ABOVE}{text}\n", f"{ABOVE}{text}\n\nSee https://supertoneapi.com\n"):
        assert not values(whole)


@pytest.mark.parametrize(
    "start",
    [
        *["**key:** ", "key (", "key에 ", "API 키 ", "supertone api key (", "set key to the value of ", "**", "*_`"],
        *["# ElevenLabs\n", "<h2>", "ElevenLabs:\n  key: ", "=\n", "a\n===\n", "- ", "\x1b[", "supertone(", "키 값은"],
        *[f"# ElevenLabs\nkey: {OTHER}\n", f"  key: {OTHER}\n"[2:], "> " * 9 + "key\n"],
    ],
)
def test_prose_of_any_length_is_searched_in_linear_time(start: str) -> None:
    """A search that took quadratic time would not end within this test."""
    assert len(values(start * (150_000 // len(start)), tied=True)) <= 150_000 // len(start)
