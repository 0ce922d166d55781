"""Fixed files onto the disk: all of them made ready first, then each put in its place at once."""

import os
from collections.abc import Sequence

from sup_lint.engine.fixing.drafts import Change
from sup_lint.sources import reading
from sup_lint.sources.writing import Replacement, sweep


class WritingError(Exception):
    """Not all files could be written; the message says in sentences which one failed, why, and which were written."""


def write(changes: Sequence[Change]) -> None:
    """Write what has changed. Raises WritingError, mostly with nothing written.

    A file that no longer holds what was read is left alone, and so are all others then.
    """
    ready: list[tuple[Change, Replacement]] = []
    written: list[str] = []
    path = ""
    try:
        for folder in {os.path.dirname(change.place) for change in changes}:
            sweep(folder)
        for change in changes:
            path = change.path
            _refuse_changed(change)
            replacement = Replacement(change.place)
            ready.append((change, replacement))
            replacement.out.write(change.after)
            replacement.finish()
        for change, replacement in ready:
            path = change.path
            _refuse_changed(change)
            replacement.take_place()
            written.append(path)
    except OSError as error:
        done = f" Fixed before that: {', '.join(written)}." if written else " No file was fixed."
        raise WritingError(f"{path}: {_reason(error)}.{done}") from None
    finally:
        for _, replacement in ready[len(written) :]:
            replacement.discard()


def _refuse_changed(change: Change) -> None:
    """Raise OSError if a file is not what was read: what another wrote must not be lost."""
    now = reading.read(change.place) if os.path.lexists(change.place) else None
    if now != change.before:
        raise OSError("changed while it was checked, so it was left alone; run this again")


def _reason(error: OSError) -> str:
    if error.errno is None:
        return str(error)
    return f"could not be written: {error.strerror or 'the system gives no reason'}"
