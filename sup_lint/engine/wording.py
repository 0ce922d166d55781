"""Numbers and lists as sentences have them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sup_lint.model.inventory import Change, Exposure


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


def place_of(change: "Change") -> str:
    """Where a change is, as part of a sentence: the file's path, or the message of a commit or tag."""
    from sup_lint.model.inventory import MESSAGE, TAG_MESSAGE

    if change.path == TAG_MESSAGE:
        return "the message of a tag"
    return f"the message of commit {change.commit.short}" if change.path == MESSAGE else change.path


def refs_of(exposure: "Exposure", most: int = 6) -> str:
    """On which references the key is, as part of a sentence; `most` are named."""
    names = exposure.refs[:most]
    more = exposure.ref_count - len(names)
    if not names:
        return f"on {count(exposure.ref_count, 'ref')}" if exposure.ref_count else "on no ref any more"
    told = f"on {', '.join(names)} and {more:,} more" if more > 0 else f"on {listing(names, most)}"
    return f"in this clone only, {told}" if exposure.is_local else told
