"""The seal of a catalog: the state of its file when its last writer closed it.

Checking the whole file for damage takes longer the larger the archive is. A file with a matching seal needs no check.
The seal does not match if the writer was killed, if anything else wrote to the file, or if the machine was restarted
since (the last writes may never have reached the disk).
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

SEAL = "-seal"
_SET_BACK = 10_000_000_000  # nanoseconds


def put_seal(path: Path, schema: str) -> None:
    """Seal the closed catalog at ``path``; ``schema`` is the digest of its tables.

    The file's time is set back by ten seconds, so that even a write at this moment gives the file another time: clocks
    of file systems are coarse. Without permission to set the time, the file stays without a seal.
    """
    if is_sealed(path, schema):
        return
    with suppress(OSError):
        facts = path.stat()
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns - _SET_BACK))
        _seal_path(path).write_text(_seal_text(path, schema), encoding="ascii")


def is_sealed(path: Path, schema: str) -> bool:
    """Return whether the catalog at ``path`` matches its seal and has no log that is still to be written into it."""
    try:
        seal = _seal_path(path).read_text(encoding="ascii")
        return seal == _seal_text(path, schema) and not _has_pending_log(path)
    except (OSError, UnicodeDecodeError):
        return False


def _seal_text(path: Path, schema: str) -> str:
    facts = path.stat()
    return f"{schema} {facts.st_ino} {facts.st_size} {facts.st_mtime_ns} {_boot_id()}"


@cache
def _boot_id() -> str:
    """Return the id of the current start of the machine on Linux; empty elsewhere."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _has_pending_log(path: Path) -> bool:
    """Return whether a writer was killed before its log was written into the file; a reader leaves an empty log."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _seal_path(path: Path) -> Path:
    return path.with_name(path.name + SEAL)
