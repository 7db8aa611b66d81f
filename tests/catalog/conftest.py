"""The fixture that every test of the catalog has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from catalogs import Archive, MakeOutlet, archive


@pytest.fixture
def paper(outlet: MakeOutlet) -> Iterator[Archive]:
    """A small outlet without content, its catalog open."""
    with archive(outlet({})) as opened:
        yield opened
