"""What Dask workers of the tests load first: an accident that happens in the middle of the first batch of pages."""

from __future__ import annotations

import os
import signal
from itertools import count

from newsprint.builder.printing.staging import Staged, Staging
from newsprint.builder.workers import cluster

PAGES_BEFORE = 20


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _end_the_scheduler() -> None:
    os.kill(int(os.environ["SCHEDULER"]), signal.SIGKILL)


def dask_setup(_worker: object) -> None:
    """Called by the worker when it starts."""
    if os.environ["ACCIDENT"] == "older":
        older = {**cluster.programs(), "nh3": "0.0.1"}
        cluster.programs = lambda: older
        return
    happen = {"dies": _die, "scheduler dies": _end_the_scheduler}[os.environ["ACCIDENT"]]
    stage, staged = Staging.stage, count(1)

    def stage_until_it_happens(self: Staging, file: str, data: bytes) -> Staged:
        result = stage(self, file, data)
        if next(staged) == PAGES_BEFORE:
            happen()
        return result

    Staging.stage = stage_until_it_happens
