"""Numbers and lists as sentences have them."""

from collections.abc import Sequence


def count(number: int, noun: str) -> str:
    """`number` with `noun` in the right number: 1 file, 2 files, 2 repositories."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("ry") else f"{number:,} {noun}s"


def listing(words: Sequence[str], most: int = 3) -> str:
    """The first `most` of the words, joined as a sentence does, and how many more there are; each is named once."""
    words = tuple(dict.fromkeys(words))
    shown = list(words[:most])
    if len(words) > len(shown):
        return f"{', '.join(shown)} and {len(words) - len(shown):,} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
