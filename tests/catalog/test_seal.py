"""The seal: a catalog that is as its last writer left it is opened without being looked through."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from newsprint.catalog import database as module
from newsprint.catalog.database import FILE_NAME, open_catalog, read_catalog


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows whenever a catalog is looked through."""
    counted: list[int] = []
    examine = module._create_or_check

    def counting(connection: Connection) -> None:
        counted.append(1)
        examine(connection)

    monkeypatch.setattr(module, "_create_or_check", counting)
    return counted


@pytest.fixture
def closed(tmp_path: Path, looks: list[int]) -> Path:
    """The file of a catalog that holds some megabytes and was closed."""
    with open_catalog(tmp_path) as catalog, catalog.transaction() as connection:
        rows = [(f"{number}", "words " * 500, b"") for number in range(1000)]
        connection.executemany("INSERT INTO body (digest, html, facts) VALUES (?, ?, ?)", rows)
    looks.clear()
    return tmp_path / FILE_NAME


def bodies(path: Path) -> int:
    with open_catalog(path.parent) as catalog:
        count: int = catalog.connection.execute("SELECT count(*) FROM body").fetchone()[0]
        return count


def test_a_catalog_that_was_closed_is_trusted(closed: Path, looks: list[int]) -> None:
    assert (bodies(closed), looks) == (1000, [])


def test_a_reader_leaves_the_seal_as_it_is(closed: Path, looks: list[int]) -> None:
    with read_catalog(closed) as reader:
        assert reader.fact("edition") is None
    assert (bodies(closed), looks) == (1000, [])


def test_a_catalog_that_was_written_and_closed_is_trusted_again(closed: Path, looks: list[int]) -> None:
    for number in range(3):
        with open_catalog(closed.parent) as catalog, catalog.transaction():
            catalog.note("edition", str(number))
    assert (bodies(closed), looks) == (1000, [])


def spoilt_in_the_middle(path: Path) -> None:
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 20_000)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 8192)


def replaced(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: len(data) // 2] + b"\xff" * (len(data) - len(data) // 2))


@pytest.mark.parametrize("harm", [spoilt_in_the_middle, cut, replaced])
def test_a_damaged_catalog_is_noticed_however_soon_it_was_damaged(
    closed: Path, looks: list[int], harm: Callable[[Path], None]
) -> None:
    harm(closed)
    assert bodies(closed) == 0
    assert looks


def test_a_catalog_with_a_log_beside_it_is_looked_through(closed: Path, looks: list[int]) -> None:
    closed.with_name(f"{FILE_NAME}-wal").write_bytes(b"the log of a writer that was killed")
    assert (bodies(closed), looks) == (1000, [1])


def test_a_catalog_is_looked_through_after_the_machine_went_down(
    closed: Path, looks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written last may never have reached the disk."""
    monkeypatch.setattr("newsprint.catalog.seal._boot_id", lambda: "another run")
    assert (bodies(closed), looks) == (1000, [1])
    assert (bodies(closed), looks) == (1000, [1])


def test_a_writer_that_met_damage_puts_no_seal(tmp_path: Path, looks: list[int]) -> None:
    with pytest.raises(UnicodeDecodeError), open_catalog(tmp_path):
        b"\xff".decode()
    looks.clear()
    open_catalog(tmp_path).close()
    assert looks == [1]


def _die_while_filling(folder: Path) -> None:
    with open_catalog(folder) as catalog, catalog.filling() as connection:
        rows = ((f"{number}", "words " * 500, b"") for number in range(20_000))
        connection.executemany("INSERT INTO body (digest, html, facts) VALUES (?, ?, ?)", rows)
        os._exit(1)


def test_a_catalog_whose_filling_was_killed_is_made_again(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_die_while_filling, args=(tmp_path,))
    process.start()
    process.join()
    assert (tmp_path / FILE_NAME).stat().st_size > 10_000_000
    assert bodies(tmp_path / FILE_NAME) == 0


def test_a_catalog_is_filled_beside_a_reader_too(tmp_path: Path) -> None:
    with open_catalog(tmp_path) as catalog, read_catalog(catalog.path) as reader:
        catalog.connection.execute("PRAGMA busy_timeout = 0")
        assert reader.fact("edition") is None
        with catalog.filling():
            catalog.note("edition", "first")
            assert reader.fact("edition") is None
        assert reader.fact("edition") == "first"


def test_a_filling_that_fails_leaves_an_empty_catalog(tmp_path: Path) -> None:
    with open_catalog(tmp_path) as catalog, pytest.raises(KeyboardInterrupt), catalog.filling():
        catalog.note("edition", "first")
        raise KeyboardInterrupt
    with open_catalog(tmp_path) as catalog:
        assert catalog.fact("edition") is None
        assert catalog.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
