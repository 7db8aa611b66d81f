"""The shipment of an outlet of a test, why it is refused, and the catalog that records it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import RefusedError
from newsprint.deploy.built.shipment import Shipment, last_shipment
from tests.support.outlets import AS_OF, Outlet

NOW = datetime.fromisoformat(AS_OF) + timedelta(hours=1)


def shipment_of(site: Outlet, output: Path | None = None, now: datetime = NOW) -> Shipment:
    """Return the shipment of the last build, after its output was scanned."""
    with last_shipment(site.folder, output or site.output, now) as shipment:
        shipment.confirm()
        return shipment


def refusal(site: Outlet, output: Path | None = None, now: datetime = NOW) -> str:
    """Return why the deploy refuses, after checking that the message says what to type."""
    with pytest.raises(RefusedError) as caught:
        shipment_of(site, output, now)
    assert '"newsprint build' in str(caught.value)
    return str(caught.value)


def catalog(site: Outlet) -> Path:
    """Return the path of the catalog."""
    return site.folder / ".newsprint/catalog.sqlite"
