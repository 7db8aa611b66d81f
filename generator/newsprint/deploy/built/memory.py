"""The catalog as a deploy reads it, beside nobody who writes: whatever is wrong with it ends in one clear message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsprint.base.errors import DeployError, RefusedError
from newsprint.catalog.database import DAMAGE, FILE_NAME, Catalog, is_damage, read_catalog
from newsprint.machine.state import STATE_FOLDER, checked


@contextmanager
def catalog_of(folder: Path) -> Iterator[Catalog]:
    """The catalog of the outlet in ``folder``, for reading; the caller holds the outlet's lock.

    Raises RefusedError if there is none or if it turns out to be damaged, DeployError if it cannot be read.
    """
    path = folder / STATE_FOLDER / FILE_NAME
    if not checked(path).exists():
        raise RefusedError(f'the site in {folder} was never built here: type "newsprint build", and deploy then')
    try:
        with read_catalog(path) as catalog:
            yield catalog
    except DAMAGE as error:
        if is_damage(error):
            raise RefusedError(
                f'the catalog {path} is damaged, so what was built is not known: type "newsprint build", '
                "and deploy then"
            ) from error
        raise DeployError(f"the catalog {path} cannot be read: {error}") from error
