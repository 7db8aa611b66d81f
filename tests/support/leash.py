"""Processes that end with the tests, whatever ends those."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

_GOES_WITH_US = ("setpriv", "--pdeathsig", "KILL")
"""Linux kills what is started with this as soon as the thread that started it has ended, however it did (prctl(2))."""

CAN_LEASH = shutil.which(_GOES_WITH_US[0]) is not None
"""Whether this system can do that."""


def leashed(command: Sequence[str]) -> list[str]:
    """Return the command line that runs ``command`` for no longer than the tests run."""
    return [*(_GOES_WITH_US if CAN_LEASH else ()), *command]
