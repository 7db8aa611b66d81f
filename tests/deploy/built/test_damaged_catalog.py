"""A deploy with a damaged catalog, or one of another version, is refused with advice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.deploy.built.shipments import catalog, refusal, shipment_of
from tests.support.outlets import Outlet


def execute(site: Outlet, statement: str) -> None:
    """Run an SQL statement on the catalog."""
    with closing(sqlite3.connect(catalog(site), isolation_level=None)) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PRAGMA user_version = 7", "another version"),
        ("PRAGMA user_version = 0", "another version"),
        ("DROP TABLE page", "another version"),
        ("CREATE TABLE more (name TEXT)", "another version"),
        ("UPDATE fact SET value = '{' WHERE name = 'built'", "damaged"),
        ("UPDATE page SET page = x'ff'", "damaged"),
        ("DELETE FROM page", "no file"),
    ],
)
def test_a_catalog_with_another_version_or_damaged_data_is_refused(site: Outlet, statement: str, reason: str) -> None:
    execute(site, statement)
    assert reason in refusal(site)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"not a database, but long enough to be read" * 500, id="not a database"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: data[:8192] + bytes(len(data) - 8192), id="zeros"),
    ],
)
def test_a_damaged_catalog_is_refused_and_kept(site: Outlet, damage: Callable[[bytes], bytes]) -> None:
    damaged = damage(catalog(site).read_bytes())
    catalog(site).write_bytes(damaged)
    refusal(site)
    assert catalog(site).read_bytes() == damaged

    site.build()
    assert shipment_of(site).files


def test_a_catalog_with_a_wrong_digest_is_refused(site: Outlet) -> None:
    execute(site, "UPDATE page SET digest = zeroblob(16), modified = 0 WHERE file = 'index.html'")
    assert "index.html" in refusal(site)
