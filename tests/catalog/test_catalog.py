"""Opening the catalog: an old or damaged one is replaced; one writer and many readers can use it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newsprint.base.errors import NewsprintError
from newsprint.catalog.database import FILE_NAME, discard_catalog, open_catalog, read_catalog
from newsprint.catalog.reading import queries
from newsprint.catalog.streams import ALL
from tests.catalog.catalogs import Archive, archive
from tests.support.outlets import Outlet, article
from tests.support.reading import Make


@pytest.fixture
def built(outlet: Make) -> Outlet:
    """Return an outlet with four long stories, after a build."""
    site = outlet({f"content/world/{number}.md": article(f"Story {number}", "words " * 1000) for number in range(4)})
    site.build()
    return site


def catalog_of(site: Outlet) -> Path:
    return site.folder / ".newsprint" / FILE_NAME


def old_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()


def newer_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999999")
    connection.close()


def other_tables(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE article (headline TEXT)")
    connection.close()


def not_a_database(path: Path) -> None:
    path.write_bytes(b"This is no database at all. " * 1000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def cut_within_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def overwritten_inside(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 100] = b"\xff" * 100
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        old_version, newer_version, other_tables, not_a_database, empty, cut_short, cut_within_a_page,
        overwritten_inside, Path.unlink,
    ],
)  # fmt: skip
def test_an_old_or_damaged_catalog_is_made_again(built: Outlet, damage: object) -> None:
    before = built.files()
    assert callable(damage)
    damage(catalog_of(built))
    report = built.build()
    assert (report.articles, report.written, report.problems) == (4, 0, ())
    assert built.files() == before


def test_nothing_is_copied_from_a_replaced_catalog(built: Outlet) -> None:
    """A body that was edited in the catalog is not printed after an upgrade."""
    with sqlite3.connect(catalog_of(built)) as connection:
        connection.execute("UPDATE body SET html = 'forged'")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    built.build()
    assert built.pages_with("forged") == set()


def test_an_undamaged_catalog_is_kept_whichever_tables_have_rows(tmp_path: Path) -> None:
    """SQLite's quick check reported damage if the key of a table was not its first column."""
    with open_catalog(tmp_path) as catalog:
        catalog.connection.execute("PRAGMA foreign_keys = OFF")
        tables = [row[0] for row in catalog.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            width = len(catalog.connection.execute(f"PRAGMA table_info({table})").fetchall())
            catalog.connection.execute(f"INSERT INTO {table} VALUES ({', '.join('1' * width)})")
    with open_catalog(tmp_path) as catalog:
        kept = [table for table in tables if catalog.connection.execute(f"SELECT 1 FROM {table}").fetchone()]
    assert kept == tables


def test_a_new_catalog_is_empty_and_has_this_version(tmp_path: Path) -> None:
    with open_catalog(tmp_path / "new" / "folder") as catalog:
        assert queries.count(catalog.connection, ALL) == 0
        assert catalog.connection.execute("PRAGMA user_version").fetchone()[0] > 0
        assert catalog.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_discarded_catalog_leaves_no_file(tmp_path: Path) -> None:
    open_catalog(tmp_path).close()
    discard_catalog(tmp_path)
    discard_catalog(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_transaction_is_complete_or_has_no_effect(tmp_path: Path) -> None:
    with open_catalog(tmp_path) as catalog:
        with pytest.raises(KeyboardInterrupt), catalog.transaction():
            catalog.note("edition", "first")
            raise KeyboardInterrupt
        assert catalog.fact("edition") is None
        with catalog.transaction():
            catalog.note("edition", "first")
            catalog.note("edition", "second")
        assert catalog.fact("edition") == "second"


def test_an_interrupted_sync_does_not_change_the_catalog(paper: Archive) -> None:
    paper.sync({"a.md": article("A")})
    before = list(queries.articles(paper.connection))
    paper.connection.execute("CREATE TEMP TRIGGER stop BEFORE INSERT ON article BEGIN SELECT RAISE(FAIL, 'stop'); END")
    with pytest.raises(sqlite3.Error, match="stop"):
        paper.sync({"a.md": None, "b.md": article("B")})
    assert list(queries.articles(paper.connection)) == before
    paper.connection.execute("DROP TRIGGER stop")
    assert paper.sync().taken == 1
    assert [path for _, path, _ in queries.articles(paper.connection)] == ["b.md"]


def test_readers_beside_the_writer_see_the_last_commit(outlet: Make) -> None:
    with archive(outlet({})) as paper:
        paper.sync({"a.md": article("A")})
        with read_catalog(paper.catalog.path) as one, read_catalog(paper.catalog.path) as other:
            with paper.catalog.transaction() as connection:
                connection.execute("DELETE FROM entry")
                assert [queries.count(reader.connection, ALL) for reader in (one, other)] == [1, 1]
            assert [queries.count(reader.connection, ALL) for reader in (one, other)] == [0, 0]


def test_a_reader_cannot_write(outlet: Make) -> None:
    with archive(outlet({})) as paper:
        paper.sync({"a.md": article("A")})
        with read_catalog(paper.catalog.path) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM article")


def test_a_folder_with_the_name_of_the_catalog_is_reported(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(NewsprintError, match="it is a folder, not a file"):
        open_catalog(tmp_path)
