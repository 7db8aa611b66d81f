"""One run of a command: its wall clock, its processor time, and the memory of all its processes together."""

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
    """What to run: arguments, the folder to run it in, and variables beside those of the environment."""

    arguments: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([*(f"{name}={value}" for name, value in self.variables.items()), *self.arguments])


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds of wall clock, of user and system time of all processes; what it printed.

    ``peak`` is in bytes, 0 if it was not watched.
    """

    wall: float
    user: float
    system: float
    output: str
    peak: int = 0

    @property
    def processor(self) -> float:
        """Seconds of processor time."""
        return self.user + self.system


class CommandError(Exception):
    """A command failed; the message has what it printed."""


def run(command: Command, *, watch_memory: bool = False) -> Run:
    """Run ``command`` once. Raises CommandError if it fails.

    Watching memory takes processor time of its own, so a run is watched or timed for a comparison, not both.
    """
    started = time.perf_counter()
    with (printed := _scratch(command)).open("wb") as sink:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env={**os.environ, **command.variables},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    peak = _watched(process.pid) if watch_memory else 0
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    text = printed.read_text(encoding="utf-8", errors="replace")
    printed.unlink()
    if process.returncode:
        raise CommandError(f"{command}\nended with {process.returncode}:\n{text[-3000:]}")
    return Run(wall, usage.ru_utime, usage.ru_stime, text, peak)


def _scratch(command: Command) -> Path:
    return command.folder / ".printed"


def _watched(process: int) -> int:
    """The most memory that ``process`` and those that it started had at one time, until it ends."""
    peak = 0
    while os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, sum(memory_of(each) for each in family_of(process)))
        time.sleep(SAMPLE_SECONDS)
    return peak


def family_of(process: int) -> list[int]:
    """``process`` and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for name in os.listdir("/proc"):
        if name.isdecimal():
            try:
                text = Path("/proc", name, "stat").read_text(errors="replace")
            except OSError:
                continue  # it has ended
            children[int(text.rpartition(")")[2].split()[1])].append(int(name))
    family = [process]
    for member in family:
        family += children[member]
    return family


def memory_of(process: int) -> int:
    """The process's proportional set size in bytes (pages shared by n processes count as a n-th), else its resident."""
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            lines = Path("/proc", str(process), name).read_text(errors="replace").splitlines()
        except OSError:
            continue
        for line in lines:
            if line.startswith(key):
                return int(line.split()[1]) * 1024
    return 0
