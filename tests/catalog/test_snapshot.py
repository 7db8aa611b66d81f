"""Copies of the catalog for readers on other machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.snapshot import read_snapshot, snapshot_of


def note(catalog: Catalog, value: str) -> None:
    with catalog.transaction():
        catalog.note("a fact", value)


def test_a_snapshot_has_the_catalog_of_its_moment_and_is_deleted_after_use(tmp_path: Path) -> None:
    with open_catalog(tmp_path) as catalog:
        note(catalog, "before")
        with snapshot_of(catalog) as path:
            note(catalog, "after")
            with read_snapshot(path) as snapshot:
                assert snapshot.fact("a fact") == "before"
        assert not path.exists()
        assert catalog.fact("a fact") == "after"


def test_reading_a_snapshot_creates_no_other_file(tmp_path: Path) -> None:
    """Locks and shared memory files do not work on network file systems."""
    with open_catalog(tmp_path) as catalog, snapshot_of(catalog) as path:
        away = tmp_path / "another machine" / "mounted.sqlite"
        away.parent.mkdir()
        path.rename(away)
        with read_snapshot(away) as snapshot:
            assert snapshot.fact("a fact") is None
            assert list(away.parent.iterdir()) == [away]


def test_a_snapshot_that_a_killed_build_left_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "snapshot-0123.sqlite").write_bytes(b"left behind")
    with open_catalog(tmp_path) as catalog, snapshot_of(catalog) as path:
        assert [each.name for each in tmp_path.glob("snapshot-*")] == [path.name]


def test_a_snapshot_is_deleted_when_a_build_fails(tmp_path: Path) -> None:
    with open_catalog(tmp_path) as catalog:
        with pytest.raises(KeyError), snapshot_of(catalog):
            raise KeyError
        assert list(tmp_path.glob("snapshot-*")) == []
