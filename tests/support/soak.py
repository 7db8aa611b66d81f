"""The number of examples of long tests: few in ``make test``, many in ``make soak``."""

from __future__ import annotations

import os

SOAKING = bool(os.environ.get("NEWSPRINT_SOAK"))
"""Whether ``make soak`` runs."""


def examples(few: int, many: int) -> int:
    """Return ``few``, or ``many`` in ``make soak``: the examples of a test.

    Mark the test with ``soak``; property tests are marked by ``tests/conftest.py``.
    """
    return many if SOAKING else few
