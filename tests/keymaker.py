"""Synthetic keys for tests, made at run time so that no test spells one."""

import random

HEX = "0123456789abcdef"
BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def make_key(seed: int, length: int = 32, alphabet: str = HEX) -> str:
    """The key number `seed` of a length in characters."""
    return "".join(random.Random(seed).choices(alphabet, k=length))
