"""The seal: a catalog that is as its last writer left it is opened without a check."""

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
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets one item for each check of a catalog."""
    checked: list[int] = []
    examine = module._create_or_check

    def counting(connection: Connection) -> None:
        checked.append(1)
        examine(connection)

    monkeypatch.setattr(module, "_create_or_check", counting)
    return checked


@pytest.fixture
def closed(tmp_path: Path, checks: list[int]) -> Path:
    """Return the file of a closed catalog of some megabytes."""
    with open_catalog(tmp_path) as catalog, catalog.transaction() as connection:
        rows = [(f"{number}", "words " * 500, b"") for number in range(1000)]
        connection.executemany("INSERT INTO body (digest, html, facts) VALUES (?, ?, ?)", rows)
    checks.clear()
    return tmp_path / FILE_NAME


def bodies(path: Path) -> int:
    """Open a catalog and return the number of its bodies."""
    with open_catalog(path.parent) as catalog:
        count: int = catalog.connection.execute("SELECT count(*) FROM body").fetchone()[0]
        return count


def test_a_closed_catalog_is_not_checked(closed: Path, checks: list[int]) -> None:
    assert (bodies(closed), checks) == (1000, [])


def test_a_reader_does_not_change_the_seal(closed: Path, checks: list[int]) -> None:
    with read_catalog(closed) as reader:
        assert reader.fact("edition") is None
    assert (bodies(closed), checks) == (1000, [])


def test_a_catalog_that_was_changed_and_closed_is_not_checked(closed: Path, checks: list[int]) -> None:
    for number in range(3):
        with open_catalog(closed.parent) as catalog, catalog.transaction():
            catalog.note("edition", str(number))
    assert (bodies(closed), checks) == (1000, [])


def overwritten_in_the_middle(path: Path) -> None:
    with open(path, "r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 20_000)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 8192)


def replaced(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: len(data) // 2] + b"\xff" * (len(data) - len(data) // 2))


@pytest.mark.parametrize("damage", [overwritten_in_the_middle, truncated, replaced])
def test_damage_right_after_closing_is_noticed(closed: Path, checks: list[int], damage: Callable[[Path], None]) -> None:
    damage(closed)
    assert bodies(closed) == 0
    assert checks


def test_a_catalog_with_a_write_ahead_log_is_checked(closed: Path, checks: list[int]) -> None:
    closed.with_name(f"{FILE_NAME}-wal").write_bytes(b"the log of a writer that was killed")
    assert (bodies(closed), checks) == (1000, [1])


def test_a_catalog_is_checked_after_the_machine_restarted(
    closed: Path, checks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last writes may never have reached the disk."""
    monkeypatch.setattr("newsprint.catalog.seal._boot_id", lambda: "another run")
    assert (bodies(closed), checks) == (1000, [1])
    assert (bodies(closed), checks) == (1000, [1])


def test_a_writer_that_found_damage_does_not_seal_the_catalog(tmp_path: Path, checks: list[int]) -> None:
    with pytest.raises(UnicodeDecodeError), open_catalog(tmp_path):
        b"\xff".decode()
    checks.clear()
    open_catalog(tmp_path).close()
    assert checks == [1]


def _exit_while_filling(folder: Path) -> None:
    with open_catalog(folder) as catalog, catalog.filling() as connection:
        rows = ((f"{number}", "words " * 500, b"") for number in range(20_000))
        connection.executemany("INSERT INTO body (digest, html, facts) VALUES (?, ?, ?)", rows)
        os._exit(1)


def test_a_catalog_is_made_again_if_its_first_filling_was_killed(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_exit_while_filling, args=(tmp_path,))
    process.start()
    process.join()
    assert (tmp_path / FILE_NAME).stat().st_size > 10_000_000
    assert bodies(tmp_path / FILE_NAME) == 0


def test_a_catalog_can_be_filled_while_a_reader_has_it_open(tmp_path: Path) -> None:
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
