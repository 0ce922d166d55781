"""Keys as generators could make them; none stands in a file."""

import base64
import random
import re
import string
import uuid
from collections.abc import Callable

import pytest

HEX = "0123456789abcdef"
BASE36 = string.ascii_lowercase + string.digits
BASE62 = string.ascii_letters + string.digits
# Three letters or digits in a row could be a word or a sequence by chance, which would fill much of a short
# key.
ROW = re.compile("[A-Za-z]{3}|[0-9]{3}")

Generator = Callable[[random.Random], str]


def of(alphabet: str, shortest: int, longest: int | None = None) -> Generator:
    return lambda source: "".join(source.choices(alphabet, k=source.randint(shortest, longest or shortest)))


def short(source: random.Random) -> str:
    while ROW.search(key := of(BASE62, 8)(source)):
        pass
    return key


def base64url(source: random.Random) -> str:
    return base64.urlsafe_b64encode(source.randbytes(source.randint(18, 48))).decode().rstrip("=")


# As vendors make them: long enough to be told from a voice id, and with letters and digits.
SHAPED: dict[str, Generator] = {
    "32 hex": of(HEX, 32),
    "40 hex": of(HEX, 40),
    "64 hex": of(HEX, 64),
    "32 upper hex": of(HEX.upper(), 32),
    "base36": of(BASE36, 32, 64),
    "base62": of(BASE62, 32, 64),
    "UUID": lambda source: str(uuid.UUID(bytes=source.randbytes(16), version=4)),
}
ANY: dict[str, Generator] = SHAPED | {
    "short base36": of(BASE36, 20, 31),
    "short base62": of(BASE62, 20, 31),
    "base64url": base64url,
    "letters": of(string.ascii_letters, 24),
    "8 characters": short,
}


@pytest.fixture(scope="session", params=list(ANY))
def key_from(request: pytest.FixtureRequest) -> Callable[[int], str]:
    """A key of one shape for each seed; the test runs for every shape."""
    generate = ANY[request.param]
    return lambda seed: generate(random.Random(seed))


@pytest.fixture(scope="session", params=list(SHAPED))
def shaped_key_from(request: pytest.FixtureRequest) -> Callable[[int], str]:
    """As `key_from`, but only shapes that are keys behind a neutral name, too."""
    generate = SHAPED[request.param]
    return lambda seed: generate(random.Random(seed))


@pytest.fixture(scope="session")
def some_key_from() -> Callable[[int], str]:
    """A key of a shape that the seed chooses."""

    def some_key(seed: int) -> str:
        source = random.Random(seed)
        return source.choice(list(ANY.values()))(source)

    return some_key


@pytest.fixture(scope="session")
def some_shaped_key_from() -> Callable[[int], str]:
    """As `some_key_from`, but only shapes that are keys behind a neutral name, too."""

    def some_key(seed: int) -> str:
        source = random.Random(seed)
        while True:
            key = source.choice(list(SHAPED.values()))(source)
            # One long key in a thousand happens to have no digit; the shape asks for both.
            if any(character.isdigit() for character in key) and any(character.isalpha() for character in key):
                return key

    return some_key
