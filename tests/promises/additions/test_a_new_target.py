"""A new deploy target needs a row in two tables: then it is configured, guarded and deployed to like the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from msgspec import Struct

from newsprint.base.fields import FieldProblem
from newsprint.base.files import digest
from newsprint.config.targets import SETTINGS, TargetSettings
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Report, Request
from newsprint.deploy.guards import check_address
from newsprint.deploy.leaks.leak_scan import Scan
from newsprint.deploy.objects.object_storage import deploy_to_store
from newsprint.deploy.stores.store import LARGEST_READ, Headers, Listed
from newsprint.deploy.target import TARGETS
from tests.support.commandline import run
from tests.support.outlets import LIVE, Outlet, article

SHELVES: dict[str, dict[str, bytes]] = {}
"""The objects in memory, by the name of the shelf and by key."""


class ShelfSettings(TargetSettings, frozen=True, kw_only=True):
    """The settings of a target in memory."""

    board: str = "top"

    scheme = "shelf"
    title = "a shelf"
    usage = "shelf://SHELF"
    example = "shelf://my-shelf"

    def problems(self, prefix: str) -> list[FieldProblem]:
        return [] if self.board == "top" else [FieldProblem(f"{prefix}board", "only the top board can be reached")]


class Shelf(Struct, frozen=True):
    """A store in memory."""

    shown: str

    @property
    def _objects(self) -> dict[str, bytes]:
        return SHELVES.setdefault(self.shown, {})

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        return (self._objects[key], digest(self._objects[key])) if key in self._objects else None

    def etag(self, key: str) -> str | None:
        return digest(self._objects[key]) if key in self._objects else None

    def write(self, key: str, data: bytes) -> None:
        self._objects[key] = data

    def list(self) -> Iterator[Listed]:
        yield from (Listed(key, len(data), digest(data)) for key, data in self._objects.items())

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        return self._objects[listed.key] == (data if isinstance(data, bytes) else data.read_bytes())

    def honours_conditions(self, key: str) -> bool:
        return True

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        return self.put(key, data) if self.etag(key) == etag else None

    def put(self, key: str, data: bytes | Path, headers: Headers | None = None) -> str:
        self._objects[key] = data if isinstance(data, bytes) else data.read_bytes()
        return digest(self._objects[key])

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._objects.pop(key, None)


class ShelfTarget(Struct, frozen=True):
    """A target in memory."""

    settings: ShelfSettings

    interruptible: ClassVar[bool] = False

    def check(self, request: Request) -> None:
        check_address(request.config.site)

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        return deploy_to_store(request, shipment, Shelf(self.settings.shown), scan, listener)


@pytest.fixture
def site(
    outlet: Callable[[Mapping[str, str | bytes | None]], Outlet], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Outlet]:
    """Add the target ``shelf`` to Newsprint, and yield an outlet that deploys to it."""
    monkeypatch.setitem(SETTINGS, "shelf", ShelfSettings)
    monkeypatch.setitem(TARGETS, "shelf", ShelfTarget)
    yield outlet(
        {"newsprint.toml": f'{LIVE}[deploy.live]\ntarget = "shelf://one"\n', "content/news/a.md": article("Ferry")}
    )
    SHELVES.clear()


def deployed_files() -> dict[str, bytes]:
    """Return the deployed files, without those of Newsprint itself."""
    return {key: data for key, data in SHELVES["shelf://one"].items() if not key.startswith(".newsprint/")}


def test_the_first_deploy_uploads_all_files_and_the_next_only_changes(site: Outlet) -> None:
    assert run("build", cwd=site.folder).code == 0
    first = json.loads(run("deploy", "--json", cwd=site.folder).out)
    assert (first["target"], sorted(first["added"])) == ("shelf://one", sorted(site.files()))
    before = site.files()
    assert deployed_files() == before

    site.write({"content/news/a.md": article("Ferry", body="It sails again.")})
    assert run("build", cwd=site.folder).code == 0
    then = json.loads(run("deploy", "--json", cwd=site.folder).out)
    changed = sorted(name for name, data in site.files().items() if before[name] != data)
    assert 0 < len(changed) < len(before)
    assert (then["added"], then["replaced"], then["deleted"]) == ([], changed, [])
    assert deployed_files() == site.files()


def test_a_target_with_files_of_others_is_refused(site: Outlet) -> None:
    assert run("build", cwd=site.folder).code == 0
    SHELVES["shelf://one"] = {"index.html": b"of others"}
    refused = run("deploy", cwd=site.folder)
    assert (refused.code, "shelf://one" in refused.err, "--adopt" in refused.err) == (1, True, True)
    assert SHELVES["shelf://one"] == {"index.html": b"of others"}


def test_keys_of_the_target_are_checked_and_unknown_ones_reported(site: Outlet) -> None:
    configuration = (site.folder / "newsprint.toml").read_text()
    site.write({"newsprint.toml": f'{configuration}board = "bottom"\n'})
    assert "only the top board can be reached" in run("deploy", cwd=site.folder).err
    site.write({"newsprint.toml": f"{configuration}gzip = true\n"})
    assert 'unknown key "gzip" for a target shelf://' in run("deploy", cwd=site.folder).err


def test_init_creates_an_outlet_for_the_new_target(site: Outlet) -> None:
    refused = run("init", "paper", "--deploy", "shelf", cwd=site.folder.parent)
    assert (refused.code, "add the place, for example shelf://my-shelf" in refused.err) == (2, True)
    words = ("--deploy", "shelf://two", "--url", "https://www.harbour-gazette.news")
    assert run("init", "paper", *words, cwd=site.folder.parent).code == 0
