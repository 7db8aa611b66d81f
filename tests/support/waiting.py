"""Wait in tests for an event, never for a fixed time."""

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
"""Seconds after which a test that waits for something fails. Enough for a slow and busy machine: only a test that fails
waits that long, and the benchmarks measure how long Newsprint takes."""


class WaitedInVainError(AssertionError):
    """An event that a test waited for did not happen."""


def wait_until(
    condition: Callable[[], object],
    what: str,
    *,
    seen: Callable[[], object] | None = None,
    unless: Callable[[], object] = lambda: False,
    pause: Callable[[], object] = lambda: sleep(0.01),
) -> None:
    """Wait until ``condition`` is true; if it never is, fail with ``what`` it is and what was ``seen``.

    Once ``unless`` is true (a process has ended), the condition can never become true, and the test fails at once.
    ``pause`` runs between two attempts.
    """
    end = monotonic() + PATIENCE
    while True:
        hopeless, late = unless(), monotonic() > end  # before the condition, which may become true at the last moment
        if condition():
            return
        if hopeless or late:
            waited = "it can no longer happen" if hopeless else f"waited {PATIENCE:.0f} s"
            raise WaitedInVainError(in_vain(what, waited, seen))
        pause()


async def in_time(event: Awaitable[Result], what: str, seen: Callable[[], object] | None = None) -> Result:
    """Wait for ``event`` in an event loop; if it does not come, fail with ``what`` it is and what was ``seen``."""
    try:
        return await asyncio.wait_for(event, PATIENCE)
    except TimeoutError:
        raise WaitedInVainError(in_vain(what, f"waited {PATIENCE:.0f} s", seen)) from None


def in_vain(what: str, waited: str, seen: Callable[[], object] | None) -> str:
    """Return the message of a test whose event did not happen."""
    if seen is None:
        return f"{what}: {waited}"
    value = seen()
    return f"{what}: {waited}; seen instead:\n{value if isinstance(value, str) else repr(value)}"


def output_of(process: subprocess.Popen[AnyStr]) -> tuple[AnyStr, AnyStr]:
    """Wait until ``process`` has ended, and return its standard output and standard error.

    If it does not end, it is killed with its children, and the test fails with what it printed until then.
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
    """Run ``command`` to its end and return its result; ``options`` are those of ``subprocess.Popen``.

    If it does not end, it is killed with its children, and the test fails with what it printed until then.
    """
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    settings = {**pipes, "encoding": "utf-8", "start_new_session": True, **options}
    with subprocess.Popen(command, **settings) as process:  # type: ignore[call-overload]
        try:
            out, err = output_of(process)
        finally:
            kill(process)  # a test that is interrupted leaves nothing behind
    return subprocess.CompletedProcess(command, process.returncode, out, err)
