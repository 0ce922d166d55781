"""What of a key may be shown: two characters in sequence at most, and the width of the line."""

import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sup_lint.analysis.excerpt import masked
from sup_lint.model.masked_key import mask

LAW = settings(max_examples=60, deadline=None, derandomize=True)
SEEDS = st.integers(min_value=0)
PRINTABLE = string.ascii_letters + string.digits + "!#$%&*.-_/+"

LINES = [
    'SUPERTONE_API_KEY = "§"',
    "SUPERTONE_API_KEY=§",
    "x-sup-api-key: §",
    "# 키는 § 입니다",
    "call('§', \"§\")",
    'x = f"{a}§{b}"',
    '"\\"§\\""',
    "?api_key=§&lang=ko",
    'unclosed = "§',
    "§",
    "§§",
    "digest=§",
    '\tkey = b"§"  # 🔑 §',
]


def shows(text: str, key: str, around: str = "") -> list[str]:
    """Runs of three characters of the key that the text shows, but not what stands around the key."""
    runs = [key[start : start + 3] for start in range(len(key) - 2)]
    return [run for run in runs if run in text and run not in around]


@given(seed=SEEDS)
@LAW
@pytest.mark.parametrize("line", LINES)
def test_a_known_key_is_hidden_wherever_it_stands(line: str, some_key_from: Callable[[int], str], seed: int) -> None:
    key = some_key_from(seed)
    written = line.replace("§", key)
    hidden = masked(written, [key])
    assert len(hidden) == len(written)
    assert not shows(hidden, key, line)
    assert written.startswith(hidden.partition("•")[0])


@given(seed=SEEDS)
@LAW
@pytest.mark.parametrize("line", LINES)
def test_a_key_that_nobody_knew_of_is_hidden_by_its_shape(
    line: str, some_shaped_key_from: Callable[[int], str], seed: int
) -> None:
    key = some_shaped_key_from(seed)
    written = line.replace("§", key)
    hidden = masked(written, [])
    assert len(hidden) == len(written)
    assert not shows(hidden, key, line)


@given(seed=SEEDS, length=st.integers(min_value=8, max_value=64))
@LAW
@pytest.mark.parametrize("line", ['f("§")', "f('§')", "f(`§`)", "f(§)", 'f("안녕", "§")'])
def test_within_the_region_all_that_is_quoted_is_hidden(line: str, seed: int, length: int) -> None:
    key = "".join(random.Random(seed).choices(PRINTABLE, k=length))
    written = line.replace("§", key)
    start = written.index(key)
    for margin in (0, 1):
        quoted = margin == 0 or written[start - 1] in "\"'`"
        hidden = masked(written, [], start - margin * quoted, start + len(key) + margin * quoted)
        assert len(hidden) == len(written)
        assert not shows(hidden, key, line)
        assert hidden[: start - 1] == written[: start - 1]


@given(seed=SEEDS, pieces=st.integers(min_value=2, max_value=8))
@LAW
def test_a_key_in_pieces_is_hidden_piece_by_piece(
    some_shaped_key_from: Callable[[int], str], seed: int, pieces: int
) -> None:
    key = some_shaped_key_from(seed)
    width = -(-len(key) // pieces)
    written = " + ".join(f'"{key[start : start + width]}"' for start in range(0, len(key), width))
    hidden = masked(written, [], 0, len(written))
    assert len(hidden) == len(written)
    assert not shows(hidden, key)


@pytest.mark.parametrize("line", ['print("hello")', "import supertone", "한국어 🔑", "", "\t\f", 'voice = "anna"'])
def test_a_line_without_a_key_stays_as_it_is(line: str) -> None:
    assert masked(line, []) == line
    assert masked(line, [""]) == line


@given(seed=SEEDS)
@settings(LAW, max_examples=10)
def test_a_masked_key_shows_two_characters(key_from: Callable[[int], str], seed: int) -> None:
    key = key_from(seed)
    shown = mask(key)
    assert shown.preview == f"{key[:2]}…"
    assert len(shown.fingerprint) == 16
    assert not shows(repr(shown).replace(shown.fingerprint, ""), key)
    assert shown == mask(key)
    assert shown.fingerprint != mask(key, b"another repository").fingerprint
    assert shown.fingerprint != mask(key + "0").fingerprint


@pytest.mark.parametrize("key", ["", "a", "ab", "\ud800", "열쇠"])
def test_any_text_can_be_masked(key: str) -> None:
    assert mask(key).preview == f"{key[:2]}…"
