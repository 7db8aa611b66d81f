"""Timeouts for stores in tests: long enough for a slow machine, with short pauses between tries."""

from __future__ import annotations

from msgspec import structs

from newsprint.deploy.stores.patience import Patience
from tests.support.waiting import PATIENCE

LONG_TIMEOUTS = Patience(
    within=10 * PATIENCE,
    first_pause=0.01,
    longest_pause=0.05,
    connect=PATIENCE,
    answer=PATIENCE,
    upload=PATIENCE,
)
"""Wait for each answer as long as a busy machine may need, and pause only briefly between two tries."""


def short_timeouts(tries: int) -> Patience:
    """Return short timeouts, for stores that do not answer: each request fails soon and is tried ``tries`` times more.

    A busy machine may answer other requests too late, so there must be more ``tries`` than unanswered requests.
    """
    return structs.replace(LONG_TIMEOUTS, tries=tries, answer=1, upload=2)
