"""A worker pool on a Dask cluster, which sees the outlet's folders under the same paths as this machine.

Work may be done twice: Dask gives the batches of a lost worker to another one. This is safe, since the result of
reading depends only on the files, and printing a batch again stages the same bytes under the same names.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakSet

from newsprint import __version__
from newsprint.base.errors import NewsprintError, UsageError
from newsprint.builder.workers.executors import AHEAD

Item = TypeVar("Item")
Result = TypeVar("Result")

_LIBRARIES = (
    "babel",
    "cmarkgfm",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "python-slugify",
)
_MAX_CHECKS = 6
"""How often to check for workers, while there are none, before giving up."""

_one_at_a_time = Lock()
"""A worker may have several threads, but a press, and most Markdown engines, can be used by one at a time."""


class DaskCluster:
    """The workers of the Dask scheduler at ``address``. Raises UsageError if Dask is not installed."""

    def __init__(self, address: str) -> None:
        if find_spec("distributed") is None:
            raise UsageError("--executor dask needs Dask: pip install dask distributed")
        self._address = address
        self._client: Any = None
        self._executor: Any = None
        self._timeout = 0.0
        self._pending: WeakSet[Future[Any]] = WeakSet()

    def start(self) -> int:
        """Connect on the first call. Returns the number of batches in flight, a multiple of the cluster's cores now."""
        if self._client is None:
            self._connect()
        return AHEAD * self._cores()

    def submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        """See :class:`newsprint.builder.workers.executors.WorkerPool`."""
        packed = pickle.dumps((work, item), pickle.HIGHEST_PROTOCOL)
        try:
            future: Future[Result] = self._executor.submit(perform, programs(), packed)
        except Exception as error:
            raise self._lost("the connection was lost") from error
        self._pending.add(future)
        return future

    def result(self, future: Future[Any]) -> Any:
        """See :class:`newsprint.builder.workers.executors.WorkerPool`."""
        idle = 0
        while True:
            try:
                result, failure = future.result(timeout=self._timeout / _MAX_CHECKS)
                break
            except TimeoutError:
                idle = 0 if self._cores(required=False) else idle + 1
                if idle == _MAX_CHECKS:
                    raise self._lost("it has no workers left") from None
            except CancelledError as error:
                raise self._lost("the connection was lost") from error
            except Exception as error:
                raise self._lost(_in_words(error)) from error
        if failure is not None:
            raise failure
        return result

    def stop(self) -> None:
        """Wait for pending work, unless the cluster is lost, and disconnect. The cluster keeps running."""
        wait(self._pending, timeout=self._timeout)
        with suppress(Exception):  # any problem of the cluster was reported before
            if self._client is not None:
                self._client.close(timeout=self._timeout)
        self._client = None

    def _connect(self) -> None:
        import dask.config
        import dask.utils

        quiet = dict.fromkeys(("distributed", "distributed.client", "tornado.application"), "critical")
        with dask.config.set(logging=quiet):
            import distributed
        self._timeout = dask.utils.parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
        try:
            distributed.comm.resolve_address(self._address)
        except (OSError, ValueError) as error:
            raise self._lost("the address is invalid, or its host is unknown") from error
        try:
            self._client = distributed.Client(self._address, set_as_default=False, name="newsprint")
        except (OSError, ImportError) as error:
            raise self._lost("no Dask scheduler answers there") from error
        try:
            self._client.wait_for_workers(1, timeout=self._timeout)
        except Exception as error:
            raise self._lost("it has no workers") from error
        self._executor = self._client.get_executor(pure=False)

    def _cores(self, *, required: bool = True) -> int:
        try:
            cores = self._client.sync(self._client.scheduler.ncores, callback_timeout=self._timeout)
        except Exception as error:
            raise self._lost("the scheduler does not answer") from error
        if required and not cores:
            raise self._lost("it has no workers")
        return sum(cores.values())

    def _lost(self, reason: str) -> NewsprintError:
        self._pending.clear()
        return NewsprintError(f"the Dask cluster at {self._address} failed: {reason}. Nothing was changed.")


def perform(theirs: dict[str, str], packed: bytes) -> tuple[Any, Exception | None]:
    """Do, on a worker, what :meth:`DaskCluster.submit` packed. Returns the result, or the exception raised.

    It is unpacked only if this worker has the same programs as the build: others could print other bytes.
    """
    ours = programs()
    for name in {**theirs, **ours}:
        if theirs.get(name) != ours.get(name):
            here, there = ours.get(name, "none"), theirs.get(name, "none")
            return None, NewsprintError(
                f"a Dask worker on {platform.node()} has {name} {here}, and this build has {name} {there}: "
                "install the same versions everywhere"
            )
    with _one_at_a_time:
        work, item = pickle.loads(packed)
        try:
            return work(item), None
        except Exception as error:
            return None, error


@cache
def programs() -> dict[str, str]:
    """Return the programs, with versions, that decide on a page's bytes beside content, theme and configuration."""
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"Newsprint": __version__, "Python": ".".join(platform.python_version_tuple()[:2]), **libraries}


def _in_words(error: Exception) -> str:
    if type(error).__name__ == "KilledWorker":
        return "several workers died on the same pages (is there too little memory?)"
    if "deserializ" in str(error) or isinstance(error, ImportError | AttributeError):
        return "its scheduler or its workers cannot load this version of Newsprint; install it there"
    return str(error) or type(error).__name__
