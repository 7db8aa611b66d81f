"""The fixture that every test of the catalog has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from catalogs import Archive, archive

from reading import Make


@pytest.fixture
def paper(outlet: Make) -> Iterator[Archive]:
    """A small outlet without content, its catalog open."""
    with archive(outlet({})) as opened:
        yield opened
