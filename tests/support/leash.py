"""Processes that end with the tests, even if the tests are killed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

_DIES_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL")
"""Linux kills a process started with this as soon as the thread that started it has ended (prctl(2))."""

CAN_LEASH = shutil.which(_DIES_WITH_PARENT[0]) is not None
"""Whether this system has ``setpriv``."""


def leashed(command: Sequence[str]) -> list[str]:
    """Return the command line that runs ``command`` until the tests end at the latest."""
    return [*(_DIES_WITH_PARENT if CAN_LEASH else ()), *command]
