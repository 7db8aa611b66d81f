"""Run a command, and measure its wall clock time, processor time, and the memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Command:
    """A command: arguments, the folder to run it in, and additional environment variables."""

    arguments: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([*(f"{name}={value}" for name, value in self.variables.items()), *self.arguments])


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of wall clock time, of user and system time of all processes, and what it printed.

    ``peak`` is the peak memory in bytes, 0 if memory was not watched.
    """

    wall: float
    user: float
    system: float
    output: str
    peak: int = 0

    @property
    def processor(self) -> float:
        """Return the seconds of processor time."""
        return self.user + self.system


class CommandError(Exception):
    """A command failed; the message contains what it printed."""


def run(command: Command, *, watch_memory: bool = False) -> Run:
    """Run ``command`` once. Raises CommandError if it fails.

    Watching memory takes processor time, so a run is either watched or timed for a comparison.
    """
    start = time.perf_counter()
    with (printed := _output_file(command)).open("wb") as sink:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env={**os.environ, **command.variables},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    peak = _peak_memory(process.pid) if watch_memory else 0
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    text = printed.read_text(encoding="utf-8", errors="replace")
    printed.unlink()
    if process.returncode:
        raise CommandError(f"{command}\nended with {process.returncode}:\n{text[-3000:]}")
    return Run(wall, usage.ru_utime, usage.ru_stime, text, peak)


def _output_file(command: Command) -> Path:
    return command.folder / ".printed"


def _peak_memory(process: int) -> int:
    """Wait until ``process`` ends, and return the peak memory of it and its descendants."""
    peak = 0
    while os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, sum(memory_of(each) for each in process_tree(process)))
        time.sleep(SAMPLE_SECONDS)
    return peak


def process_tree(process: int) -> list[int]:
    """Return ``process`` and all its descendants."""
    children: dict[int, list[int]] = defaultdict(list)
    for name in os.listdir("/proc"):
        if name.isdecimal():
            try:
                text = Path("/proc", name, "stat").read_text(errors="replace")
            except OSError:
                continue  # it has ended
            children[int(text.rpartition(")")[2].split()[1])].append(int(name))
    tree = [process]
    for member in tree:
        tree += children[member]
    return tree


def memory_of(process: int) -> int:
    """Return the proportional set size of ``process`` in bytes, or else the resident set size.

    In the proportional one, pages shared by n processes count as an n-th for each.
    """
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path("/proc", str(process), name).read_text(errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(key):
                return int(line.split()[1]) * 1024
    return 0
