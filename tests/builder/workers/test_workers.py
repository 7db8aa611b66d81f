"""Who does the work: this process, processes of this machine, or others."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from newsprint.base.errors import NewsprintError
from newsprint.builder.profile.profile import Stopwatch
from newsprint.builder.workers.workers import WORTH_A_POOL, Workers

MANY = range(WORTH_A_POOL * 5)
OFF = Stopwatch(None)


def doubled(number: int) -> tuple[int, int]:
    """A piece of work, and the process that did it."""
    return number * 2, os.getpid()


def fatal(number: int) -> int:
    """A piece of work that ends its process, for one number."""
    if number == WORTH_A_POOL:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class Others:
    """A pool that works in this process and writes down what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def start(self) -> int:
        return 3

    def submit(self, work: Callable[[int], Any], item: int) -> Future[Any]:
        self.asked.append(item)
        future: Future[Any] = Future()
        future.set_result(work(item))
        return future

    def result(self, future: Future[Any]) -> Any:
        return future.result()

    def stop(self) -> None:
        self.asked.append(-1)


def test_a_little_work_is_done_in_this_process() -> None:
    with Workers(2, OFF) as workers:
        results = list(workers.map(doubled, range(WORTH_A_POOL - 1)))
    assert results == [(number * 2, os.getpid()) for number in range(WORTH_A_POOL - 1)]


@pytest.mark.parametrize("here", [False, True])
def test_much_work_is_done_by_processes_of_this_machine_in_its_order(here: bool) -> None:
    with Workers(2, OFF) as workers:
        results = list(workers.map(doubled, MANY, here=here))
    assert [result for result, _ in results] == [number * 2 for number in MANY]
    assert os.getpid() not in {process for _, process in results}


def test_a_crew_gets_everything_but_what_has_to_be_done_here() -> None:
    """The processes here start afresh then: a copy of a process with threads may wait for a lock for ever."""
    others = Others()
    with Workers(2, OFF, others) as workers:
        assert [process for _, process in workers.map(doubled, MANY)] == [os.getpid()] * len(MANY)
        assert others.asked == list(MANY)
        placed = list(workers.map(doubled, MANY, here=True))
        assert [result for result, _ in placed] == [number * 2 for number in MANY]
        assert os.getpid() not in {process for _, process in placed}
        assert others.asked == list(MANY)
    assert others.asked == [*MANY, -1]


def test_only_so_many_batches_are_under_way_at_a_time() -> None:
    others = Others()
    with Workers(1, OFF, others) as workers:
        results = workers.map(doubled, MANY)
        next(results)
        assert others.asked == [0, 1, 2]
        next(results)
        assert others.asked == [0, 1, 2, 3]


def test_a_process_that_is_killed_is_a_message() -> None:
    with Workers(2, OFF) as workers, pytest.raises(NewsprintError, match="a worker process was killed"):
        list(workers.map(fatal, MANY))
