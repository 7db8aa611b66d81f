"""Make a Dask worker fail in the middle of its first batch of pages. Workers load this module when they start."""

from __future__ import annotations

import os
import signal
from itertools import count

from newsprint.builder.printing.staging import Staged, Staging
from newsprint.builder.workers import cluster

PAGES_BEFORE = 20


def _kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_scheduler() -> None:
    os.kill(int(os.environ["SCHEDULER"]), signal.SIGKILL)


def dask_setup(_worker: object) -> None:
    """Prepare the failure that the environment names. Dask calls this when a worker starts."""
    if os.environ["FAILURE"] == "older":
        older = {**cluster.programs(), "nh3": "0.0.1"}
        cluster.programs = lambda: older
        return
    fail = {"dies": _kill_itself, "scheduler dies": _kill_scheduler}[os.environ["FAILURE"]]
    stage, staged = Staging.stage, count(1)

    def stage_until_failure(self: Staging, file: str, data: bytes) -> Staged:
        result = stage(self, file, data)
        if next(staged) == PAGES_BEFORE:
            fail()
        return result

    Staging.stage = stage_until_failure
