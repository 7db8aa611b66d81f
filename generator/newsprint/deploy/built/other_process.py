"""Scans of many files in another process, while this one does something else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import TypeVar

import msgspec

WORTH_A_PROCESS = 20_000
"""The number of files from which on another process scans: fewer are scanned before it would have started."""

_Found = TypeVar("_Found")


@contextmanager
def in_other_process(
    scan: Callable[..., _Found], arguments: tuple[str | bool, ...], kind: type[_Found], *, files: int
) -> Iterator[Callable[[], _Found]]:
    """Scan many ``files`` in another process; yield a function that returns the result.

    ``scan`` is a function of a module, which is called with ``arguments`` and returns a ``kind``. Call the yielded
    function inside the context; it waits for the end of the scan. Few files are scanned in this process, and so are
    many if the other process fails.
    """
    process = _started(scan, arguments) if files >= WORTH_A_PROCESS else None
    if process is None:
        found = scan(*arguments)
        yield lambda: found
        return
    with process:
        try:
            yield lambda: _result_of(process, kind, lambda: scan(*arguments))
        finally:
            process.kill()


def write_result(found: object) -> None:
    """Write what the other process ``found`` to its standard output, as JSON."""
    with open(1, "wb", closefd=False) as pipe:
        pipe.write(msgspec.json.encode(found))


def _started(scan: Callable[..., object], arguments: tuple[str | bool, ...]) -> Popen[bytes] | None:
    """Start the other process; return None if that fails."""
    task = (
        f"from {__name__} import write_result; from {scan.__module__} import {scan.__name__} as scan; "
        f"write_result(scan(*{arguments!r}))"
    )
    safe = "-P"  # a file of the outlet must not be imported as a module of Python
    try:
        return Popen(
            [sys.executable or "", safe, "-c", task],
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


def _result_of(process: Popen[bytes], kind: type[_Found], here: Callable[[], _Found]) -> _Found:
    """Return the result of ``process``.

    If it failed, scan ``here``, which raises the error if there is one.
    """
    output, _ = process.communicate()
    with suppress(msgspec.DecodeError):
        if process.returncode == 0:
            return msgspec.json.decode(output, type=kind)
    return here()
