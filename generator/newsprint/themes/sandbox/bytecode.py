"""Compiled templates, kept on disk so that the next build, and every worker of this one, need not compile them again.

They are programs, so they lie in the folder that the system gives each user for such things, and never in the outlet:
an archive that somebody sends must not bring programs along.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

from newsprint import __version__
from newsprint.machine.versions import version_of


def bytecode_cache(revision: str) -> BytecodeCache | None:
    """Where Jinja may keep templates, compiled to the code of this ``revision``.

    None if there is no folder that nobody else may write to.
    """
    try:
        name = f"templates-{__version__}-{revision}-jinja-{version_of('jinja2')}"
        folder = user_cache_path("newsprint") / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _Cache(str(folder)) if _is_private(folder) else None
    except OSError:
        return None


class _Cache(FileSystemBytecodeCache):
    """A cache whose disk may be full or gone: then templates are compiled each time."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _is_private(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True  # Windows gives each user a folder that others cannot write to
    facts = os.lstat(folder)
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and not facts.st_mode & others
