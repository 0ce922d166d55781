"""A Dask cluster as the crew for many repositories."""

import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sup_lint.engine.scan.executors import Crew

_ADDRESS = re.compile(r"dask://(?P<place>(?:[\w.-]{1,255}|\[[0-9A-Fa-f:.]{2,64}\]):\d{1,5})/?")
# In seconds. A cluster may take a while to give the first worker, or one for those that it lost.
_CONNECTING = 10
_FIRST_WORKER = 10
_ANSWER = 10
_NO_WORKER = 60.0


class ClusterError(Exception):
    """A cluster can't be used; the message is one sentence that says why."""


def place_of(address: str) -> str:
    """The HOST:PORT of `dask://HOST:PORT`. Raises ClusterError for anything else."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ClusterError("the address of a cluster is dask://HOST:PORT")
    return found["place"]


@contextmanager
def dask_cluster(address: str) -> Iterator[Crew]:
    """The workers of the Dask cluster whose scheduler is at `address`, `dask://HOST:PORT`.

    Jobs of a worker that dies are given to another. Raises ClusterError.
    """
    place = place_of(address)
    try:
        import distributed
    except ImportError:
        raise ClusterError("to work with Dask: pip install 'sup-lint[dask]'") from None
    with _quiet():
        try:
            # Dask would go on trying where nobody listens.
            _knock(place)
            # Dask has types for some of its functions only.
            client: Any = distributed.Client(  # type: ignore[no-untyped-call]
                f"tcp://{place}", timeout=_CONNECTING, set_as_default=False
            )
        except OSError:
            raise ClusterError(f"no Dask scheduler answers at {place}") from None
        try:
            _await_worker(client, place)
            executor = client.get_executor(pure=False, retries=1)
            try:
                yield Crew(executor, None, _Watch(client).trouble)
            except BaseException:
                executor.shutdown(wait=False)
                raise
        finally:
            client.close(timeout=_ANSWER)


def _knock(place: str) -> None:
    import socket

    host, _, port = place.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECTING).close()
    except OverflowError:
        raise OSError from None


def _await_worker(client: Any, place: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_FIRST_WORKER)
    except OSError:
        advice = f"start one with `dask worker {place}`"
        raise ClusterError(f"the Dask scheduler at {place} has no worker: {advice}") from None


class _Watch:
    """Looks whether a cluster can still be expected to do anything."""

    def __init__(self, client: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._well = clock()

    def trouble(self) -> str:
        """Why no job will be done any more; empty while that can't be said."""
        workers = {}
        try:
            workers = self._client.sync(self._client.scheduler.ncores, callback_timeout=_ANSWER)
        except Exception:
            # Whatever it is, from a closed connection to a wrong answer: the scheduler is not there for us.
            reason = "the scheduler of the cluster does not answer any more"
        else:
            reason = "the cluster has no worker any more"
        if workers:
            self._well = self._clock()
            return ""
        return reason if self._clock() - self._well > _NO_WORKER or self._client.status == "closed" else ""


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong is told in our words, not in a log on standard error."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
