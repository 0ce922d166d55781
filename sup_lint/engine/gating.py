"""The first look at the bytes of every file: which of them may have to do with Supertone at all."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sup_lint.keys.needles import is_suspect
from sup_lint.model.report import Failure
from sup_lint.sources.files import read, view
from sup_lint.sources.language import may_be_read
from sup_lint.sources.reading import to_gate

Progress = Callable[[int, int, str], None]
PROGRESS_STEP = 256
# With fewer files for each, two processes were no quicker than one.
WORTH_A_PROCESS = 10_000


class Gated(NamedTuple):
    """What the first look at the bytes leaves: suspects with their bytes, the names of the other files, of those
    that were not read and of those that are not there, failures; `files` were read."""

    suspects: list[tuple[str, bytes]]
    others: list[str]
    media: list[str]
    absent: list[str]
    failures: list[Failure]
    files: int


def gate(paths: Iterable[str], on_progress: Progress | None, jobs: int | None = 1) -> Gated:
    """Read every file once and keep those that name Supertone, with up to `jobs` processes (None: as many as pay).

    Only what lies on the disk is shared out among processes, and only what is worth it.
    """
    paths = list(paths)
    if jobs != 1 and len(paths) >= 2 * WORTH_A_PROCESS and not view():
        from sup_lint.engine.workers import idle_cpus, look_together, may_fork

        count = min(jobs or idle_cpus(), len(paths) // WORTH_A_PROCESS)
        if count > 1 and may_fork():
            return _joined(look_together(_look, paths, count, on_progress))
    return _look(paths, on_progress)


def _joined(parts: Sequence[Gated]) -> Gated:
    """One for several, in their order."""
    return Gated(
        [each for part in parts for each in part.suspects],
        [each for part in parts for each in part.others],
        [each for part in parts for each in part.media],
        [each for part in parts for each in part.absent],
        [each for part in parts for each in part.failures],
        sum(part.files for part in parts),
    )


def _look(paths: Sequence[str], on_progress: Progress | None = None) -> Gated:
    """This loop is where the time of a big run goes."""
    suspects: list[tuple[str, bytes]] = []
    others: list[str] = []
    media: list[str] = []
    absent: list[str] = []
    failures: list[Failure] = []
    count = 0
    for path in paths:
        if not may_be_read(path):
            media.append(path)
            continue
        try:
            data = read(path)
        except FileNotFoundError:  # deleted since it was listed, or deleted but still tracked
            absent.append(path)
            continue
        except OSError as error:
            failures.append(Failure(path, str(error)))
            continue
        count += 1
        if on_progress is not None and count % PROGRESS_STEP == 0:
            on_progress(count, len(paths), path)
        named = "supertone" in path.lower()
        if named or is_suspect(to_gate(data)):
            suspects.append((path, data))
        else:
            others.append(path)
    return Gated(suspects, others, media, absent, failures, count)
