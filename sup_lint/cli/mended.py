"""What is left to do by hand once fixes are made, in sentences."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sup_lint.keys.names import CONSOLE
from sup_lint.model.finding import Finding

if TYPE_CHECKING:
    from sup_lint.engine.known_keys import KnownKey


def next_steps(fixed: Iterable[Finding]) -> str:
    """The variables to set, and where the old keys are revoked; empty if no fix took a key out."""
    # A fix without edits keeps a file with a key in it out of git: nobody has seen that key.
    mended = [finding for finding in fixed if finding.key is not None and finding.fix is not None and finding.fix.edits]
    if not mended:
        return ""
    is_one = len({finding.key for finding in mended}) == 1
    names = sorted({name for finding in mended if finding.fix is not None for name in finding.fix.variables})
    if names:
        listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        old = "key" if is_one else "keys"
        return (
            f"Set {listed} in the environment of what runs this (for example in .env), and revoke the old {old} at "
            f"{CONSOLE}."
        )
    return (
        f"The key is as exposed as before: revoke it at {CONSOLE}."
        if is_one
        else f"The keys are as exposed as before: revoke them at {CONSOLE}."
    )


def left_copies(left: Sequence[Finding], fixed: Iterable[Finding], known: "Sequence[KnownKey]") -> str:
    """That copies are left of keys which nothing proves to be keys any more; empty if there are none.

    `known` keys are searched for in later runs, too.
    """
    from sup_lint.model.masked_key import mask

    proven = {finding.key for finding in left if not finding.is_copy}
    gone = {finding.key for finding in fixed if finding.key is not None} - proven - {mask(key.value) for key in known}
    copies = [finding.key for finding in left if finding.is_copy and finding.key in gone]
    number = len(copies)
    whose = "a fixed key" if len(set(copies)) == 1 else "fixed keys"
    if not number:
        return ""
    what, them = ("1 copy of a fixed key is", "it") if number == 1 else (f"{number:,} copies of {whose} are", "them")
    return (
        f"{what} left, see above. Later runs can't tell {them} for a key any more: mend {them} now, or search for "
        f"{them} with --known-keys-from."
    )
