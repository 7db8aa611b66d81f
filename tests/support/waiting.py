"""Waiting in tests: for what must happen, never for a fixed time."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Awaitable, Callable
from time import monotonic, sleep
from typing import AnyStr, TypeVar

Result = TypeVar("Result")

PATIENCE = 180.0
"""Seconds after which a test that waits for something fails. Long enough for a slow and busy machine: only a test that
fails waits that long, and how long Newsprint takes is for the benchmarks to measure."""


class WaitedInVainError(AssertionError):
    """Something that had to happen did not happen."""


def wait_until(
    condition: Callable[[], object],
    what: str,
    *,
    seen: Callable[[], object] | None = None,
    unless: Callable[[], object] = lambda: False,
    pause: Callable[[], object] = lambda: sleep(0.01),
) -> None:
    """Wait until ``condition`` holds; fail with ``what`` it is and what was ``seen`` instead if it never does.

    Once ``unless`` holds (a process has ended), it can never happen, and the test fails at once. ``pause`` runs between
    two tries.
    """
    end = monotonic() + PATIENCE
    while True:
        hopeless, late = unless(), monotonic() > end  # asked first: what happens at the last moment counts
        if condition():
            return
        if hopeless or late:
            waited = "it can no longer happen" if hopeless else f"waited {PATIENCE:.0f} s"
            raise WaitedInVainError(in_vain(what, waited, seen))
        pause()


async def in_time(event: Awaitable[Result], what: str, seen: Callable[[], object] | None = None) -> Result:
    """Wait for ``event`` in an event loop; fail with ``what`` it is and what was ``seen`` instead if it never comes."""
    try:
        return await asyncio.wait_for(event, PATIENCE)
    except TimeoutError:
        raise WaitedInVainError(in_vain(what, f"waited {PATIENCE:.0f} s", seen)) from None


def in_vain(what: str, waited: str, seen: Callable[[], object] | None) -> str:
    """Return the message of a test that waited in vain."""
    if seen is None:
        return f"{what}: {waited}"
    value = seen()
    return f"{what}: {waited}; seen instead:\n{value if isinstance(value, str) else repr(value)}"


def output_of(process: subprocess.Popen[AnyStr]) -> tuple[AnyStr, AnyStr]:
    """Wait until ``process`` has ended, and return its standard output and standard error.

    One that does not end is killed with its children, and the test fails with what it printed until then.
    """
    try:
        return process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        kill(process)
        out, err = process.communicate()
        message = f"{process.args} has not ended after {PATIENCE:.0f} s; until then it printed:\n{out!r}\n{err!r}"
        raise WaitedInVainError(message) from None


def kill(process: subprocess.Popen[AnyStr]) -> None:
    """Kill ``process``, and its children if it was started with ``start_new_session``."""
    if process.poll() is None:
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def finished(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run ``command`` to its end and return what became of it; ``options`` are those of ``subprocess.Popen``.

    One that does not end is killed with its children, and the test fails with what it printed until then.
    """
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    settings = {**pipes, "encoding": "utf-8", "start_new_session": True, **options}
    with subprocess.Popen(command, **settings) as process:  # type: ignore[call-overload]
        try:
            out, err = output_of(process)
        finally:
            kill(process)  # a test that is interrupted leaves nothing behind
    return subprocess.CompletedProcess(command, process.returncode, out, err)
