"""Start Dask clusters for tests: a scheduler and workers as processes of this machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from tests.support.leash import leashed
from tests.support.running import environment
from tests.support.waiting import PATIENCE, in_vain

FAILURES = Path(__file__).with_name("failures.py")


class DaskProcess:
    """A process of Dask's command line; it is ready when a line of its output matches ``ready``."""

    def __init__(self, program: str, *arguments: str, ready: str, variables: dict[str, str] | None = None) -> None:
        words = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments, "--no-dashboard"]
        self.process = subprocess.Popen(
            leashed(words),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=environment(**(variables or {})),
        )
        self.lines: list[str] = []
        self.address = ""
        self._ready = Event()
        self._reader = Thread(target=self._read, args=(re.compile(ready),))
        self._reader.start()

    def wait_until_ready(self) -> None:
        waited = f"waited {PATIENCE:.0f} s" if not self._ready.wait(PATIENCE) else "it has ended"
        assert self.address, in_vain("Dask is ready", waited, lambda: "".join(self.lines))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def _read(self, ready: re.Pattern[str]) -> None:
        assert self.process.stderr
        with self.process.stderr as stderr:
            for line in stderr:
                self.lines.append(line)
                if found := ready.search(line):
                    self.address = found[1]
                    self._ready.set()
        self._ready.set()


class Cluster:
    """A scheduler on the loopback interface, and the workers that are started for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        options = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
        self.scheduler = DaskProcess("scheduler", *options, ready=r"Scheduler at: +(tcp://\S+)")
        self.scheduler.wait_until_ready()
        self.workers: list[DaskProcess] = []

    @property
    def address(self) -> str:
        return self.scheduler.address

    def add_workers(self, count: int = 1, *, threads: int = 1, failure: str = "") -> list[DaskProcess]:
        """Start workers and wait until they are registered; ``failure`` happens to them while they print."""
        options = ["--no-nanny", "--nthreads", str(threads), "--local-directory", str(self._folder)]
        if failure:
            options += ["--preload", str(FAILURES)]
        variables = {"FAILURE": failure, "SCHEDULER": str(self.scheduler.process.pid)}
        new = [
            DaskProcess("worker", self.address, *options, ready=r"Registered to: +(tcp://\S+)", variables=variables)
            for _ in range(count)
        ]
        self.workers += new
        for worker in new:
            worker.wait_until_ready()
        return new

    def end(self) -> None:
        for each in [*self.workers, self.scheduler]:
            each.end()
