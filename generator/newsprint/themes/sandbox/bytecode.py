"""A cache of compiled templates on disk, so that workers and later builds need not compile them again.

Compiled templates are programs. They are kept in the user's cache folder and never in the outlet, because an archive of
an outlet from somebody else must not contain programs that would run.
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
    """Return a cache for templates, compiled to the code of this ``revision``.

    None if the user has no cache folder, or if other users can write to it.
    """
    try:
        name = f"templates-{__version__}-{revision}-jinja-{version_of('jinja2')}"
        folder = user_cache_path("newsprint") / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _Cache(str(folder)) if _is_private(folder) else None
    except OSError:
        return None


class _Cache(FileSystemBytecodeCache):
    """A cache that ignores a full or missing disk: templates are then compiled each time."""

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
