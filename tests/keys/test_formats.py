"""When a literal is a key: in a certain place, behind a neutral name, never."""

import base64
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.keys.formats import (
    HEX32,
    MINIMUM_LENGTH,
    is_key_behind_neutral_name,
    is_key_in_certain_place,
    is_key_shaped,
    is_reference,
    strip_scheme,
)
from sup_lint.keys.needles import SHAPED_LITERAL

LAW = settings(max_examples=60, deadline=None, derandomize=True)
SEEDS = st.integers(min_value=0)
HEX = "0123456789abcdef"
ALPHANUMERIC = string.ascii_letters + string.digits


def characters(seed: int, alphabet: str, length: int) -> str:
    return "".join(random.Random(seed).choices(alphabet, k=length))


def table(words: str) -> list[str]:
    return words.split()


CERTAIN_NAMES = table(
    """
    SUPERTONE_API_KEY supertone_api_key supertoneApiKey SUPER_TONE_API_KEY SUPERTONE_API_TOKEN SUPERTONE_KEY
    sup_key x-sup-api-key VITE_SUPERTONE_API_KEY services.supertone.api_key Supertone api_key
    """
)


@given(seed=SEEDS)
@LAW
def test_a_key_in_a_certain_place_is_one_whatever_its_shape(key_from: Callable[[int], str], seed: int) -> None:
    key = key_from(seed)
    for name in CERTAIN_NAMES:
        for written in (key, f" {key}\n", f"Bearer {key}", f"bearer  {key}", f"Token {key}"):
            assert is_key_in_certain_place(written, name=name)


@given(seed=SEEDS)
@LAW
def test_a_shaped_key_is_one_behind_a_neutral_name(shaped_key_from: Callable[[int], str], seed: int) -> None:
    key = shaped_key_from(seed)
    assert is_key_shaped(key)
    assert is_key_behind_neutral_name(key)
    assert is_key_behind_neutral_name(f"Bearer {key}")


@given(seed=SEEDS, length=st.integers(min_value=1, max_value=MINIMUM_LENGTH - 1))
@LAW
def test_shorter_than_the_minimum_is_no_key(seed: int, length: int) -> None:
    value = characters(seed, ALPHANUMERIC, length)
    assert not is_key_in_certain_place(value, name="SUPERTONE_API_KEY")
    assert not is_key_behind_neutral_name(value)


@given(seed=SEEDS, length=st.integers(min_value=1, max_value=19))
@LAW
def test_behind_a_neutral_name_a_short_value_is_no_key(seed: int, length: int) -> None:
    assert not is_key_behind_neutral_name(characters(seed, ALPHANUMERIC, length))


@given(seed=SEEDS)
@LAW
def test_a_voice_id_is_no_key_behind_a_neutral_name(seed: int) -> None:
    for alphabet in (HEX, ALPHANUMERIC):
        voice = characters(seed, alphabet, 22)
        assert not is_key_shaped(voice)
        assert not is_key_behind_neutral_name(voice)


@given(seed=SEEDS)
@LAW
def test_thirty_two_hex_digits_are_the_shape_of_a_key(seed: int) -> None:
    key = characters(seed, HEX, 32)
    assert HEX32.fullmatch(key)
    assert is_key_shaped(key)
    for quote in "'\"":
        assert SHAPED_LITERAL.search(f"x={quote}{key}{quote}".encode())


FOREIGN_PREFIXES = table(
    """
    sk-proj- sk-ant- sk-or- sk_live_ pk_test_ AKIA AIza ghp_ gho_ github_pat_ glpat- xoxb- hf_ gsk_ r8_ npm_
    pypi- eyJ
    """
)


@given(seed=SEEDS)
@LAW
@pytest.mark.parametrize("prefix", FOREIGN_PREFIXES)
def test_another_vendors_key_is_none_behind_a_neutral_name(prefix: str, seed: int) -> None:
    assert not is_key_behind_neutral_name(prefix + characters(seed, ALPHANUMERIC, 40))


@given(seed=SEEDS)
@LAW
def test_the_neighbouring_vendors_format_is_none_behind_a_neutral_name(seed: int) -> None:
    assert not is_key_behind_neutral_name("sk_" + characters(seed, HEX, 48))


@pytest.mark.parametrize(
    "value",
    [
        "sona_speech_2_flash",
        "supertonic_api_3",
        "voice_123456789",
        "text-to-speech-service-url",
        "application/octet-stream",
        "supertone-narrator-production-eu",
        "an_identifier_of_many_words_and_more",
        "2024-01-15T10:30:00.000000Z",
        "test_api_key_for_structure_validation",
        "ap-northeast-2-production-cluster-1",
        "com.example.speech.SynthesizerFactory",
        "sha256-" + base64.b64encode(bytes(range(32))).decode(),
    ],
)
def test_identifiers_are_not_key_shaped(value: str) -> None:
    assert not is_key_behind_neutral_name(value)


@pytest.mark.parametrize(
    "value",
    [
        "two words12",
        "line\nbreak99",
        "tab\tulator99",
        "Enter the key you got from the console.",
        "키는 콘솔에서 발급받으세요",
        "clé-secrète-42",
    ],
)
def test_text_is_no_key_even_in_a_certain_place(value: str) -> None:
    assert not is_key_in_certain_place(value, name="SUPERTONE_API_KEY")


def test_what_is_longer_than_any_key_is_none() -> None:
    assert is_key_in_certain_place(characters(1, ALPHANUMERIC, 512))
    assert not is_key_in_certain_place(characters(1, ALPHANUMERIC, 513))
    assert not is_key_shaped(characters(1, ALPHANUMERIC, 513))


@pytest.mark.parametrize(
    ("value", "bare"),
    [
        ("Bearer abc", "abc"),
        ("bearer  abc ", "abc"),
        ("Token abc", "abc"),
        ("token: abc", "abc"),
        ("Basic abc", "abc"),
        ("ApiKey abc", "abc"),
        (" abc\n", "abc"),
        ("Bearerabc", "Bearerabc"),
        ("tokenabc", "tokenabc"),
        ("", ""),
    ],
)
def test_the_scheme_of_a_header_is_dropped(value: str, bare: str) -> None:
    assert strip_scheme(value) == bare


@pytest.mark.parametrize(
    "value",
    [
        "$SUPERTONE_API_KEY",
        "${SUPERTONE_API_KEY:-}",
        "${{ secrets.SUPERTONE_API_KEY }}",
        "$(cat key.txt)",
        "{{ vault.supertone }}",
        "%SUPERTONE_API_KEY%",
        "op://team/supertone/credential",
        "arn:aws:ssm:eu-west-1:0:parameter/supertone",
        "vault:secret/supertone",
        "/run/secrets/supertone_api_key",
        "../secrets/supertone",
        "~/.config/supertone/config.toml",
        "D:\\secrets\\supertone",
        "supertone_key.txt",
        "https://supertoneapi.com/v1/voices",
        'os.environ["SUPERTONE_API_KEY"]',
        "process.env.SUPERTONE_API_KEY",
        "import.meta.env.VITE_KEY",
        "get_secret('supertone')",
        "secrets['supertone']",
        "ENC[AES256_GCM,data:abc]",
    ],
)
def test_a_reference_names_where_the_key_is_kept(value: str) -> None:
    assert is_reference(value)
    assert not is_key_in_certain_place(value, name="SUPERTONE_API_KEY")


@given(seed=SEEDS)
@LAW
def test_no_key_is_a_reference(key_from: Callable[[int], str], seed: int) -> None:
    assert not is_reference(key_from(seed))


@pytest.mark.parametrize("start", ["a", "a.", "a1", "-", "/", ".", "$", "{", ":", "a[", "a(", "Bearer ", "%a", "0"])
def test_a_text_of_any_length_is_judged_in_linear_time(start: str) -> None:
    text = start * (1_000_000 // len(start))
    assert not is_key_shaped(text)
    assert not is_key_in_certain_place(text)
    assert not is_key_behind_neutral_name(text)
    assert is_reference(text + "://")
