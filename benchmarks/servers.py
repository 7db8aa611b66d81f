"""Run a preview server, and measure its time to a page, memory and processor time."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from benchmarks.measure import SAMPLE_SECONDS, Command, CommandError, memory_of, process_tree

LIMIT = 600.0
"""Seconds after which a server without an answer has failed."""

_POLL_SECONDS = 0.005
_STOP_SECONDS = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A context manager that starts ``command``, a server on ``port`` of this machine, and stops it."""

    def __init__(self, command: Command, port: int) -> None:
        self.port = port
        self._command = command
        self._printed = command.folder / ".printed"

    def __enter__(self) -> Server:
        self._started = time.perf_counter()
        with self._printed.open("wb") as printed:
            self._process = subprocess.Popen(
                self._command.arguments,
                cwd=self._command.folder,
                env={**os.environ, **self._command.variables},
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def output(self) -> str:
        """Return what it has printed so far."""
        return self._printed.read_text(encoding="utf-8", errors="replace")

    def first_answer(self) -> float:
        """Return the seconds from the start until it answers. Raises CommandError if it does not."""
        return self._until(lambda status: True)

    def first_page(self) -> float:
        """Return the seconds from the start until it shows the front page. Raises CommandError if it does not."""
        return self._until(lambda status: status == http.client.OK)

    def _until(self, fits: Callable[[int], bool]) -> float:
        while (status := self._front_page()) is None or not fits(status):
            taken = time.perf_counter() - self._started
            if self._process.poll() is not None or taken > LIMIT:
                raise CommandError(f"{self._command}\nshowed no page in {taken:.0f} s:\n{self.output[-3000:]}")
            time.sleep(_POLL_SECONDS)
        return time.perf_counter() - self._started

    def _front_page(self) -> int | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    @property
    def memory(self) -> int:
        """Return the current memory of all its processes in bytes."""
        return sum(memory_of(each) for each in process_tree(self._process.pid))

    @property
    def most_memory(self) -> int:
        """Return the peak resident memory of its first process in bytes, including shared memory."""
        text = Path("/proc", str(self._process.pid), "status").read_text()
        return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("VmHWM:"))

    @property
    def processor(self) -> float:
        """Return the seconds of processor time of its processes so far."""
        return sum(_processor(each) for each in process_tree(self._process.pid))


class MemoryWatch:
    """A context manager that watches the memory of all processes of a server; ``peak`` is in bytes."""

    def __init__(self, server: Server) -> None:
        self.peak = 0
        self._server = server
        self._ended = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, self._server.memory)


def _processor(process: int) -> float:
    """Return user and system time of ``process`` in seconds (proc_pid_stat(5), fields 14 and 15); 0 if it has ended."""
    try:
        fields = Path("/proc", str(process), "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
