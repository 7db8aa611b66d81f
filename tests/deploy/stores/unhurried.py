"""The patience with stores in tests: a slow machine never runs out of it, and a fault is not waited for."""

from __future__ import annotations

from msgspec import structs

from newsprint.deploy.stores.patience import Patience
from tests.support.waiting import PATIENCE

UNHURRIED = Patience(
    within=10 * PATIENCE,
    first_pause=0.01,
    longest_pause=0.05,
    connect=PATIENCE,
    answer=PATIENCE,
    upload=PATIENCE,
)
"""Any answer is waited for, however long a busy machine takes for it; between two tries there is hardly a pause."""


def tired_of_silence(tries: int) -> Patience:
    """Return a patience for stores that do not answer: each request is given up soon, and tried ``tries`` times more.

    A request that a busy machine answers too late is tried again as well, so there must be more ``tries`` than silences.
    """
    return structs.replace(UNHURRIED, tries=tries, answer=1, upload=2)
