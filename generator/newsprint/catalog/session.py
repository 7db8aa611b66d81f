"""Use the catalog under the outlet's lock, and once more with a new catalog if the old one is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from newsprint.base.errors import NewsprintError
from newsprint.catalog.database import DAMAGE, Catalog, discard_catalog, is_damage, open_catalog
from newsprint.machine.state import outlet_lock

_Result = TypeVar("_Result")


def with_catalog(
    folder: Path,
    work: Callable[[Catalog], _Result],
    *,
    on_wait: Callable[[], None] = lambda: None,
    fresh: bool = False,
) -> _Result:
    """Call ``work`` with the catalog of the outlet in ``folder``, and return its result.

    The outlet's lock keeps other processes from changing the catalog meanwhile. ``on_wait`` is called if another
    process has the lock, before waiting for it. With ``fresh`` the catalog starts empty. Raises NewsprintError if the
    catalog cannot be used, and OSError.
    """
    with outlet_lock(folder, on_wait) as state:
        if fresh:
            discard_catalog(state)
        return again_if_damaged(partial(_opened, state, work), state)


def _opened(state: Path, work: Callable[[Catalog], _Result]) -> _Result:
    with open_catalog(state) as catalog:
        return work(catalog)


def again_if_damaged(work: Callable[[], _Result], state: Path, *, let_go: Callable[[], None] = lambda: None) -> _Result:
    """Call ``work``, which opens the catalog in the folder ``state``, and return its result.

    If the catalog turns out to be damaged during the call, it is deleted and ``work`` is called once more: all of it
    can be rebuilt from the files. Before that, ``let_go`` is called to close what ``work`` left open. Raises
    NewsprintError if the catalog cannot be used: because of the disk, or because the new one fails as well.
    """
    try:
        try:
            return work()
        except DAMAGE as error:
            if not is_damage(error):
                raise
            let_go()
            discard_catalog(state)
            return work()
    except sqlite3.DatabaseError as error:
        raise NewsprintError(f"the catalog in {state} cannot be used: {error}") from error
