"""Work with the catalog: under the outlet's lock, and once more with a new catalog if the old one is damaged."""

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
    """Call ``work`` with the catalog of the outlet in ``folder``, which nobody else changes meanwhile.

    Returns what ``work`` returns. With ``fresh`` the catalog starts empty. ``on_wait`` is called if somebody else has
    to end first. Raises NewsprintError if the catalog cannot be used, and OSError.
    """
    with outlet_lock(folder, on_wait) as state:
        if fresh:
            discard_catalog(state)
        return again_if_damaged(partial(_opened, state, work), state)


def _opened(state: Path, work: Callable[[Catalog], _Result]) -> _Result:
    with open_catalog(state) as catalog:
        return work(catalog)


def again_if_damaged(work: Callable[[], _Result], state: Path, *, let_go: Callable[[], None] = lambda: None) -> _Result:
    """Call ``work``, which opens the catalog in the folder ``state``, and return what it returns.

    If the catalog turns out to be damaged while it is used, it is deleted and ``work`` is called once more: everything
    in it can be made again from the files. ``let_go`` closes what ``work`` leaves open. Raises NewsprintError if the
    catalog cannot be used, be it for the disk or because the new one is no better.
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
