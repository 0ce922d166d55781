"""Every disguise of a key occurs in the text that the encoding makes of it."""

import base64
from collections.abc import Callable
from urllib.parse import quote, unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.keys.encodings import disguises

LAW = settings(max_examples=60, deadline=None, derandomize=True)
SEEDS = st.integers(min_value=0)


@given(seed=SEEDS, before=st.binary(max_size=40), after=st.binary(max_size=40))
@LAW
def test_base64_shows_one_disguise_whatever_stands_around_the_key(
    key_from: Callable[[int], str], seed: int, before: bytes, after: bytes
) -> None:
    key = key_from(seed)
    known = disguises(key).values()
    data = before + key.encode() + after
    for encoded in (base64.b64encode(data), base64.urlsafe_b64encode(data)):
        assert any(text in encoded.decode() for text in known)


@given(seed=SEEDS)
@LAW
def test_each_alignment_of_base64_has_its_own_disguise(key_from: Callable[[int], str], seed: int) -> None:
    key = key_from(seed)
    known = disguises(key)
    for shift in range(3):
        assert known[f"base64+{shift}"] in base64.b64encode(b"?" * shift + key.encode() + b"?").decode()
        # At most the first and the last character depend on the neighbours, and padding.
        assert len(known[f"base64+{shift}"]) >= len(key) * 8 // 6 - 1


@given(key=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=64))
@LAW
def test_the_url_safe_twins_are_known_where_they_differ(key: str) -> None:
    known = set(disguises(key).values())
    for shift in range(3):
        plain = disguises(key).get(f"base64+{shift}")
        assert plain is None or plain.translate(str.maketrans("+/", "-_")) in known


@given(seed=SEEDS)
@LAW
def test_the_other_encodings(key_from: Callable[[int], str], seed: int) -> None:
    key = key_from(seed)
    known = disguises(key)
    assert known["plain"] == key
    assert known["reversed"][::-1] == key
    assert bytes.fromhex(known["hex"]).decode() == key
    assert unquote(known["percent"]) == key
    assert known["percent"].count("%") == len(key)


def test_a_key_with_reserved_characters_is_quoted() -> None:
    key = "+/=".join(map(str, range(8)))
    assert disguises(key)["quoted"] == quote(key, safe="")
    assert unquote(disguises(key)["quoted"]) == key


@given(key=st.text(st.characters(codec="utf-8"), min_size=1, max_size=64))
@LAW
def test_no_spelling_is_listed_twice(key: str) -> None:
    known = disguises(key)
    assert len(set(known.values())) == len(known)
    assert known["plain"] == key


@given(one=SEEDS, other=SEEDS)
@LAW
def test_two_keys_share_no_disguise(key_from: Callable[[int], str], one: int, other: int) -> None:
    first, second = key_from(one), key_from(other)
    if first != second:
        assert not set(disguises(first).values()) & set(disguises(second).values())


def test_a_palindrome_has_one_spelling_less() -> None:
    half = "abcd1234"
    assert "reversed" not in disguises(half + half[::-1])
    assert "reversed" in disguises(half)
