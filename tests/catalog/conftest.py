"""The fixture that every test of the catalog has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsprint.machine.outputs import EVER
from tests.catalog.catalogs import Archive, archive
from tests.support.reading import Make


@pytest.fixture
def paper(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """A small outlet without content, its catalog open.

    To it every file was written long before the scan: one that was written in the same moment would be read twice.
    """
    monkeypatch.setattr("newsprint.catalog.sync.scan._time_of_files", lambda *_: EVER)
    with archive(outlet({})) as opened:
        yield opened
