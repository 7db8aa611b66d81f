"""The revision of a shipment is the commit from which it was built."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsprint.deploy.built.shipment import revision_at
from tests.deploy.built.shipments import catalog, shipment_of
from tests.support.git import git
from tests.support.outlets import Outlet


def head(site: Outlet) -> str:
    """Return the commit that is checked out."""
    return git(site.folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def committed(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """Return an outlet in git that was built from its only commit."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2024-12-20T12:00:00Z")
    git(site.folder, "init", "--quiet")
    git(site.folder, "add", "content", "newsprint.toml")
    git(site.folder, "commit", "--quiet", "--message", "One")
    site.build()
    return site


def test_outside_of_git_a_shipment_has_no_revision(site: Outlet) -> None:
    assert shipment_of(site).revision is None


def test_the_revision_is_the_commit_of_the_build_and_its_time(committed: Outlet) -> None:
    built = head(committed)
    git(committed.folder, "commit", "--quiet", "--allow-empty", "--message", "Two")

    revision = shipment_of(committed).revision

    assert revision is not None
    assert (revision.commit, revision.committed) == (built, datetime(2024, 12, 20, 12, tzinfo=UTC))

    committed.build()
    later = shipment_of(committed).revision
    assert later is not None and later.commit == head(committed)


@pytest.mark.parametrize(("variable", "place"), [("GIT_DIR", ".git"), ("GIT_OBJECT_DIRECTORY", ".git/objects")])
def test_the_revision_is_the_outlets_even_in_a_hook_of_another_repository(
    variable: str, place: str, committed: Outlet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv(variable, str(tmp_path / "other" / place))
    assert shipment_of(committed).revision is not None


def test_an_unknown_commit_has_no_revision(committed: Outlet) -> None:
    assert revision_at(committed.folder, "0" * 40) is None


def test_without_git_a_shipment_has_no_revision(committed: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert shipment_of(committed).revision is None


def test_a_build_without_changes_records_only_a_new_commit(committed: Outlet) -> None:
    committed.build()
    before = facts(committed)
    committed.build()
    assert facts(committed) == before

    git(committed.folder, "commit", "--quiet", "--allow-empty", "--message", "Two")
    committed.build()
    changed = {name for name, _ in set(facts(committed)) ^ set(before)}
    assert changed == {"built"}


def facts(site: Outlet) -> list[tuple[str, str]]:
    """Return the facts that the catalog records, by name."""
    with closing(sqlite3.connect(catalog(site))) as connection:
        return sorted(connection.execute("SELECT name, value FROM fact"))
