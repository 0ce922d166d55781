"""The laws of the fuzzer's harness hold for its seeds, and for mutations of them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import seeds
from tests.fuzz.planted import MARK, NEXT_FILE
from tests.fuzz.targets import TARGETS

# Of the targets that ask all rules one input takes as long as a hundred of the others.
_FEW = 20
_MANY = 80
_SLOW = frozenset("python javascript lexical settings documents built projects bundles reporters".split())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds(target: str) -> None:
    kept = seeds(target)
    assert kept, "a target without a seed"
    for seed in kept:
        TARGETS[target](seed)


@st.composite
def mutations(draw: st.DrawFn, target: str) -> bytes:
    """A seed with pieces of others and of nothing in it, and pieces of it gone or repeated."""
    kept = seeds(target)
    data = draw(st.sampled_from(kept))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        other = draw(st.sampled_from(kept))
        first = draw(st.integers(0, len(other)))
        piece = draw(
            st.sampled_from(
                [b"", MARK, NEXT_FILE, b"\n", b"\r", b"\0", b"\xff", b"\\", b'"', b"\xed\xa0\x80", b"\x1b["]
            )
            | st.just(other[first : first + 60])
            | st.just(data[start:end] * 9)
            | st.binary(max_size=6)
        )
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("target", TARGETS)
def test_mutations(target: str) -> None:
    @settings(
        max_examples=_FEW if target in _SLOW else _MANY,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=mutations(target))
    def holds(data: bytes) -> None:
        TARGETS[target](data)

    holds()
