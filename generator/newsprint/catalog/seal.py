"""The seal of a catalog: how its file was when its last writer closed it.

Looking through the whole file for damage takes longer the larger the archive is. A file that is as its writer left it
needs no such look; if it was killed, if anything else wrote to the file, or if the machine went down since (what was
written last may never have reached the disk), the seal does not fit.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

SEAL = "-seal"
_SET_BACK = 10_000_000_000  # nanoseconds


def put_seal(path: Path, schema: str) -> None:
    """Seal the catalog at ``path``, which is closed; ``schema`` is the digest of its tables.

    Its file's time is put back a little: clocks of file systems are coarse, and so even what is written at this very
    moment gives it another time. Without a right to do so it stays without a seal.
    """
    if is_sealed(path, schema):
        return
    with suppress(OSError):
        facts = path.stat()
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns - _SET_BACK))
        _seal_path(path).write_text(_seal_text(path, schema), encoding="ascii")


def is_sealed(path: Path, schema: str) -> bool:
    """Whether the catalog at ``path`` is as it was sealed, and nothing waits beside it to be written into it."""
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
    """What tells this run of the machine from those before, on Linux; nothing elsewhere."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _has_pending_log(path: Path) -> bool:
    """Whether a writer was killed before its log was written into the file; a reader leaves an empty log."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _seal_path(path: Path) -> Path:
    return path.with_name(path.name + SEAL)
