"""Fixtures for the tests of the catalog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsprint.machine.outputs import EVER
from tests.catalog.catalogs import Archive, archive
from tests.support.reading import Make


@pytest.fixture
def paper(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Yield a small outlet without content and its open catalog.

    The scan takes every file for an old one: a file that was written just before a scan would be read twice.
    """
    monkeypatch.setattr("newsprint.catalog.sync.scan._time_of_files", lambda *_: EVER)
    with archive(outlet({})) as opened:
        yield opened
