"""The close look at many versions, in several processes where it pays."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sup_lint.engine.scan.versions import Sighting, Version, sightings

if TYPE_CHECKING:
    from sup_lint.config import Config
    from sup_lint.sources.git.repository import Repository

Progress = Callable[[int, int, str], None]
# Starting a process and its imports take as long as some dozen versions.
_WORTH_A_PROCESS = 40
# Neighbours share what they import; but whoever is done first must find something left to do.
_BUNCHES = 4


def spread(
    repository: "Repository",
    versions: Sequence[Version],
    config: "Config",
    jobs: int,
    on_progress: Progress | None = None,
) -> Iterator[Sighting]:
    """Yield the keys of the versions, looked at by up to `jobs` processes.

    `on_progress` is called with the versions looked at, all of them, and the path of the latest. Raises GitError.
    """
    jobs = min(jobs, len(versions) // _WORTH_A_PROCESS)
    total = len(versions)
    if not total:
        return
    done = 0

    def tell(count: int, latest: Version) -> None:
        nonlocal done
        done += count
        if on_progress is not None:
            on_progress(done, total, latest.path)

    # The longest stage begins: what was told of the one before is over.
    tell(0, versions[0])
    if jobs < 2:
        yield from _look(repository, versions, config, lambda version: tell(1, version))
        return
    size = total // jobs // _BUNCHES + 1
    bunches = [versions[start : start + size] for start in range(0, total, size)]
    for number, found in enumerate(_looked_at(repository, bunches, config, jobs)):
        tell(len(bunches[number]), bunches[number][-1])
        yield from found


def _looked_at(
    repository: "Repository", bunches: Sequence[Sequence[Version]], config: "Config", jobs: int
) -> Iterator[list[Sighting]]:
    from sup_lint.engine.scan.executors import local_processes

    with local_processes(jobs) as crew:
        futures = [crew.executor.submit(_look, repository, bunch, config) for bunch in bunches]
        try:
            for future in futures:
                yield future.result()
        finally:
            for future in futures:
                future.cancel()


def _look(
    repository: "Repository",
    bunch: Sequence[Version],
    config: "Config",
    on_looked: Callable[[Version], None] | None = None,
) -> list[Sighting]:
    from sup_lint.analysis.depth import with_deep_stack

    return with_deep_stack(lambda: list(sightings(repository, bunch, config, on_looked)))
