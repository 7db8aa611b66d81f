"""A command that finds its catalog damaged makes it again once, and never twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsprint.base.errors import NewsprintError
from newsprint.builder import build as building
from newsprint.builder import status
from newsprint.catalog.reading import queries
from newsprint.catalog.session import again_if_damaged
from newsprint.catalog.streams import ALL
from newsprint.config.site import read_config
from newsprint.preview import outlet as previewing
from tests.preview.live import live
from tests.support.outlets import AS_OF, Outlet, article, at

STORIES: dict[str, str | bytes | None] = {"content/world/a.md": article("A"), "content/world/b.md": article("B")}


class Damage:
    """A sync that raises an error the first ``times`` it is called, and counts its ``calls``."""

    def __init__(self, error: Exception, times: int) -> None:
        self.error = error
        self.left = times
        self.calls = 0

    def patch_into(self, patch: pytest.MonkeyPatch, module: Any) -> None:
        sync = module.sync

        def failing(*arguments: Any, **named: Any) -> Any:
            self.calls += 1
            if self.left:
                self.left -= 1
                raise self.error
            return sync(*arguments, **named)

        patch.setattr(module, "sync", failing)


def malformed() -> Exception:
    return sqlite3.DatabaseError("database disk image is malformed")


def full_disk() -> Exception:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return error


def mark(path: Path) -> None:
    """Write a row into a catalog that a new catalog does not have."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO fact VALUES ('mark', 'kept')")


def is_marked(path: Path) -> bool:
    """Return whether a catalog has the row of :func:`mark`."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT 1 FROM fact WHERE name = 'mark'").fetchone() is not None


class Command:
    """A command that uses a catalog; ``start`` runs it and returns the number of stories that it found."""

    def __init__(self, module: object, catalog: Path, start: Callable[[], int]) -> None:
        self.module = module
        self.catalog = catalog
        self.start = start


def build_of(site: Outlet) -> Iterator[Command]:
    yield Command(building, site.folder / ".newsprint/catalog.sqlite", lambda: site.build().articles)


def status_of(site: Outlet) -> Iterator[Command]:
    def start() -> int:
        return status.read_status(site.folder, read_config(site.folder), at(AS_OF)).visible

    yield Command(status, site.folder / ".newsprint/catalog.sqlite", start)


def preview_of(site: Outlet) -> Iterator[Command]:
    with live(site) as shown:

        def start() -> int:
            shown.catch_up("content/world/a.md")
            return queries.count(shown.outlet.connection, ALL)

        yield Command(previewing, site.folder / ".newsprint/preview/catalog.sqlite", start)


@pytest.fixture(params=[build_of, status_of, preview_of])
def command(request: pytest.FixtureRequest, outlet: Callable[..., Outlet]) -> Iterator[Command]:
    """Yield a build, a status and a preview, each of an outlet whose catalog has a mark."""
    site = outlet(STORIES)
    site.build()
    for each in request.param(site):
        mark(each.catalog)
        yield each


def test_a_damaged_catalog_is_made_again(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    damage = Damage(malformed(), 1)
    damage.patch_into(monkeypatch, command.module)
    assert command.start() == 2
    assert (damage.calls, is_marked(command.catalog)) == (2, False)


def test_a_catalog_is_not_made_again_a_second_time(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    damage = Damage(malformed(), 9)
    damage.patch_into(monkeypatch, command.module)
    with pytest.raises(NewsprintError, match=f"the catalog in {command.catalog.parent} cannot be used: .*malformed"):
        command.start()
    assert damage.calls == 2


def test_a_catalog_is_kept_if_the_disk_is_full(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    damage = Damage(full_disk(), 9)
    damage.patch_into(monkeypatch, command.module)
    with pytest.raises(NewsprintError, match="cannot be used: database or disk is full"):
        command.start()
    assert (damage.calls, is_marked(command.catalog)) == (1, True)


def test_another_error_is_raised_if_a_new_catalog_does_not_help(tmp_path: Path) -> None:
    calls = []

    def work() -> None:
        calls.append(1)
        raise msgspec.DecodeError("trailing characters")

    with pytest.raises(msgspec.DecodeError):
        again_if_damaged(work, tmp_path)
    assert len(calls) == 2
