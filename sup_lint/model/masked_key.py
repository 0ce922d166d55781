"""A key as it may be shown: two characters and a salted fingerprint, never the value."""

import functools
from dataclasses import dataclass

DEFAULT_SALT = b"sup-lint/fingerprint/1"
_SHOWN = 2
# scrypt (RFC 7914) makes guessing a short key from its fingerprint slow: about 5 ms and 2 MiB a guess.
_COST = 2**11


@dataclass(frozen=True, slots=True)
class MaskedKey:
    """What a finding knows of its key.

    `preview` is the key's first two characters and an ellipsis; `fingerprint` is 16 hex digits, equal for
    equal keys under one salt.
    """

    preview: str
    fingerprint: str


@functools.lru_cache(maxsize=4096)
def mask(key: str, salt: bytes = DEFAULT_SALT) -> MaskedKey:
    """Turn the key in clear into what may leave the process; `salt` separates the fingerprints of repositories."""
    import hashlib

    digest = hashlib.scrypt(key.encode("utf-8", "surrogatepass"), salt=salt, n=_COST, r=8, p=1, dklen=8)
    return MaskedKey(preview=f"{key[:_SHOWN]}…", fingerprint=digest.hex())
