"""The work on one repository, wherever it is done: cloning, scanning, and leaving nothing behind."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sup_lint import __version__
from sup_lint.analysis.services.naming import is_aside
from sup_lint.config import ConfigError
from sup_lint.engine.scan.folders import private_folder
from sup_lint.engine.scan.kinship import Origin, origin_of
from sup_lint.engine.scan.repository import Progress, RepositoryScan, Task, scan_repository
from sup_lint.engine.scan.rewriting import renamed
from sup_lint.model.report import Failure, Report
from sup_lint.sources.git.cloning import clone
from sup_lint.sources.git.command import GitError
from sup_lint.sources.git.remotes import Remote
from sup_lint.sources.git.repository import open_repository

if TYPE_CHECKING:
    from sup_lint.model.inventory import KeyPlace, KeyRecord

CLONING = "cloning "
_NO_GIT = "was scanned without its history: git does not take it for a repository, though a .git is there"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# A scan sets the working directory and limits of its process, which threads of one process share.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Job:
    """A repository to scan, as it is handed to a process on this or another machine.

    With a `remote`, the task's location is empty: it is cloned below `folder`, or into a temporary folder of the
    process that does the job. Paths are shown as seen from `working_directory`. `version` is the one of whoever asks.
    """

    task: Task
    remote: Remote | None = None
    folder: str | None = None
    working_directory: str = "."
    version: str = __version__


class JobResult(NamedTuple):
    """What became of a job: a scan, or a failure in one sentence without a subject.

    `given` are the names of the keys that the user knows to be in use, wherever that is. `location` is the repository's
    absolute path, or its address if it was cloned.
    """

    name: str
    scan: RepositoryScan | None
    failure: str = ""
    origin: Origin = Origin()
    given: frozenset[str] = frozenset()
    location: str = ""

    @property
    def report(self) -> Report:
        """The scan's report; an empty one if there is none."""
        return self.scan.report if self.scan is not None else Report()

    def uses(self, record: "KeyRecord") -> bool:
        """Whether the repository itself holds a key, in its files or in what is in use beside them."""
        return bool(record.places) or not self.given.issuperset(record.in_use)

    def places_of_use(self, record: "KeyRecord") -> "tuple[KeyPlace, ...]":
        """Where the repository itself uses a key: in its files, or in what is in use beside them.

        What stands in its examples, documents and tests only isn't used.
        """
        places = [place for place in record.places if not self._is_aside(place.path)]
        if not places and self.given.issuperset(record.in_use):
            return ()
        return (*places, *(place for place in record.in_use_at if not self._is_aside(place.path)))

    def _is_aside(self, path: str) -> bool:
        """Whether a file, by its path as shown, is an example, a document or a test of the repository."""
        root = self.location
        inside = path.removeprefix(f"{root}/") if root else path
        if root and inside == path:
            inside = os.path.relpath(path, root).replace(os.sep, "/")
        # What lies elsewhere says nothing by the folders around it.
        return is_aside(os.path.basename(path) if inside.startswith("../") else inside)


def carry_out(job: Job, on_progress: Progress | None = None) -> JobResult:
    """Do the job; whatever goes wrong becomes the failure, errors of sup-lint itself included."""
    try:
        return attempt(job, on_progress)
    except Exception as error:
        # What an unexpected error carries may hold anything, and is not shown.
        reason = f"could not be scanned: internal error, {type(error).__name__}{_place(error)}"
        return JobResult(job.task.name, None, reason)


def attempt(job: Job, on_progress: Progress | None = None) -> JobResult:
    """Do the job; what makes the repository unreadable becomes the failure."""
    name = job.task.name
    if job.version != __version__:
        return JobResult(name, None, f"could not be scanned: the worker has sup-lint {__version__}, not {job.version}")
    with _ONE_AT_A_TIME, _inside(job.working_directory):
        try:
            if job.remote is None:
                return _scanned(job.task, on_progress)
            return _cloned_and_scanned(job, job.remote, on_progress)
        except (GitError, ConfigError) as error:
            return JobResult(name, None, str(error))
        except OSError as error:
            return JobResult(name, None, f"could not be scanned: {(error.strerror or type(error).__name__).lower()}")


def _scanned(task: Task, on_progress: Progress | None) -> JobResult:
    if not os.path.isdir(task.location):
        reason = "is a file, and a scan takes repositories" if os.path.exists(task.location) else "does not exist"
        return JobResult(task.name, None, f"could not be scanned: it {reason}")
    scan = scan_repository(task, on_progress)
    if os.path.lexists(os.path.join(task.location, ".git")) and open_repository(task.location) is None:
        scan = scan._replace(report=scan.report._replace(failures=(*scan.report.failures, Failure(task.name, _NO_GIT))))
    keys = scan.report.inventory.keys if scan.report.inventory is not None else ()
    given = frozenset(key.place for key in task.known)
    return JobResult(task.name, scan, origin=origin_of(task.location, keys), given=given, location=task.location)


def _cloned_and_scanned(job: Job, remote: Remote, on_progress: Progress | None) -> JobResult:
    with private_folder(job.folder or _folder_of_worker()) as folder:
        location = os.path.join(folder, os.urandom(8).hex())
        if on_progress is not None:
            on_progress(0, 1, f"{CLONING}{remote.name}")
        clone(remote, location)
        result = _scanned(job.task._replace(location=location), on_progress)
        return renamed(_without_top(result), location, remote.name)


def _without_top(result: JobResult) -> JobResult:
    """The result of a clone, in which nobody will be able to run git."""
    if result.scan is None or result.report.inventory is None:
        return result
    inventory = result.report.inventory
    keys = tuple(
        key._replace(exposure=key.exposure._replace(top="")) if key.exposure is not None else key
        for key in inventory.keys
    )
    report = result.report._replace(inventory=inventory._replace(keys=keys))
    return result._replace(scan=result.scan._replace(report=report))


def _folder_of_worker() -> str | None:
    """Where a Dask worker keeps what it needs; its successor cleans up there after one that was killed."""
    import sys

    distributed = sys.modules.get("distributed")
    if distributed is None:
        return None
    try:
        return str(distributed.get_worker().local_directory)
    except ValueError:  # no worker
        return None


@contextmanager
def _inside(directory: str) -> Iterator[None]:
    """Work in a directory if it is there; paths are shown as seen from it."""
    before = os.getcwd()
    if before == directory or not os.path.isdir(directory):
        yield
        return
    os.chdir(directory)
    try:
        yield
    finally:
        os.chdir(before)


def _place(error: BaseException) -> str:
    """Where in this package an error came from."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        file = os.path.abspath(trace.tb_frame.f_code.co_filename)
        if file.startswith(_PACKAGE + os.sep):
            place = f" at {os.path.relpath(file, _PACKAGE)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
