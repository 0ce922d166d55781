"""What a scan found."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """A secret in a file: `path` as baselines name it, the number of its line, and its type in detect-secrets' words.

    `digest` is the SHA-1 in hexadecimal by which baselines know it. The value itself is never shown.
    """

    path: str
    line: int
    type: str
    digest: str
    value: str = field(repr=False, compare=False)
    text: str = field(repr=False, compare=False)


def digest_of(value: str) -> str:
    """The digest under which detect-secrets lists a value."""
    return hashlib.sha1(value.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
