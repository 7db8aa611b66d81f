"""Work is done by this process, by processes of this machine, or by a cluster."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from newsprint.base.errors import NewsprintError
from newsprint.builder.profile.stopwatch import Stopwatch
from newsprint.builder.workers.workers import WORTH_A_POOL, Workers

MANY = range(WORTH_A_POOL * 5)
OFF = Stopwatch(None)


def doubled(number: int) -> tuple[int, int]:
    """Return the doubled number, and the id of the process that did it."""
    return number * 2, os.getpid()


def killing(number: int) -> int:
    """Return the number; for one number, kill the process instead."""
    if number == WORTH_A_POOL:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class RecordingPool:
    """A pool that works in this process and records what was submitted."""

    def __init__(self) -> None:
        self.submitted: list[int] = []

    def start(self) -> int:
        return 3

    def submit(self, work: Callable[[int], Any], item: int) -> Future[Any]:
        self.submitted.append(item)
        future: Future[Any] = Future()
        future.set_result(work(item))
        return future

    def result(self, future: Future[Any]) -> Any:
        return future.result()

    def stop(self) -> None:
        self.submitted.append(-1)


def test_a_small_amount_of_work_is_done_in_this_process() -> None:
    with Workers(2, OFF) as workers:
        results = list(workers.map(doubled, range(WORTH_A_POOL - 1)))
    assert results == [(number * 2, os.getpid()) for number in range(WORTH_A_POOL - 1)]


@pytest.mark.parametrize("here", [False, True])
def test_a_large_amount_of_work_is_done_in_order_by_worker_processes(here: bool) -> None:
    with Workers(2, OFF) as workers:
        results = list(workers.map(doubled, MANY, here=here))
    assert [result for result, _ in results] == [number * 2 for number in MANY]
    assert os.getpid() not in {process for _, process in results}


def test_a_cluster_does_all_work_except_what_must_be_done_here() -> None:
    """Processes here are spawned, not forked: a fork of a process with threads may wait for a lock for ever."""
    pool = RecordingPool()
    with Workers(2, OFF, pool) as workers:
        assert [process for _, process in workers.map(doubled, MANY)] == [os.getpid()] * len(MANY)
        assert pool.submitted == list(MANY)
        placed = list(workers.map(doubled, MANY, here=True))
        assert [result for result, _ in placed] == [number * 2 for number in MANY]
        assert os.getpid() not in {process for _, process in placed}
        assert pool.submitted == list(MANY)
    assert pool.submitted == [*MANY, -1]


def test_only_a_limited_number_of_batches_is_submitted_at_a_time() -> None:
    pool = RecordingPool()
    with Workers(1, OFF, pool) as workers:
        results = workers.map(doubled, MANY)
        next(results)
        assert pool.submitted == [0, 1, 2]
        next(results)
        assert pool.submitted == [0, 1, 2, 3]


def test_a_worker_process_that_is_killed_is_reported() -> None:
    with Workers(2, OFF) as workers, pytest.raises(NewsprintError, match="a worker process was killed"):
        list(workers.map(killing, MANY))
