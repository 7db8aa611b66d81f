"""Reading the catalog for a deploy: a missing or damaged catalog is reported in one message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsprint.base.errors import DeployError, RefusedError
from newsprint.catalog.database import DAMAGE, FILE_NAME, Catalog, is_damage, read_catalog
from newsprint.machine.state import STATE_FOLDER, checked


@contextmanager
def catalog_of(folder: Path) -> Iterator[Catalog]:
    """Yield the catalog of the outlet in ``folder``, for reading; the caller must have the outlet's lock.

    Raises RefusedError if there is none or it is damaged, DeployError if it cannot be read.
    """
    path = folder / STATE_FOLDER / FILE_NAME
    if not checked(path).exists():
        raise RefusedError(f'the site in {folder} has never been built here: type "newsprint build", then deploy again')
    try:
        with read_catalog(path) as catalog:
            yield catalog
    except DAMAGE as error:
        if is_damage(error):
            raise RefusedError(f'the catalog {path} is damaged: type "newsprint build", then deploy again') from error
        raise DeployError(f"the catalog {path} cannot be read: {error}") from error
