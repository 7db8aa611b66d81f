"""How long the long tests are: a few examples in ``make test``, many in ``make soak``."""

from __future__ import annotations

import os

SOAKING = bool(os.environ.get("NEWSPRINT_SOAK"))
"""Whether ``make soak`` runs."""


def examples(few: int, many: int) -> int:
    """How many examples a test goes through: ``few``, or ``many`` in ``make soak``. Mark the test with ``soak``."""
    return many if SOAKING else few
