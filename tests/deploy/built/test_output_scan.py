"""The output of a large site is scanned by another process, or by this one if none can be started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsprint.base.errors import RefusedError
from newsprint.deploy.built.catalog_access import catalog_of
from newsprint.deploy.built.output_scan import altered_since_build
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.support.outlets import Outlet, article
from tests.support.reading import Make


@pytest.fixture
def site(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """Return an outlet that was built and counts as large. One of its files was changed since."""
    monkeypatch.setattr("newsprint.deploy.built.other_process.WORTH_A_PROCESS", 0)
    site = outlet({"content/world/one.md": article("One")})
    site.build()
    (site.output / "index.html").write_text("another front page")
    return site


def fail_if_called(*_: object) -> list[str]:
    raise AssertionError("this process scanned the output")


def altered_files(site: Outlet) -> list[str]:
    """Return the files of the output that were changed since the build."""
    with catalog_of(site.folder) as catalog, altered_since_build(site.folder, site.output, catalog.connection) as find:
        return find()


def test_another_process_scans_the_output_of_a_large_site(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsprint.deploy.built.output_scan.altered", fail_if_called)
    assert altered_files(site) == ["index.html"]


@pytest.mark.parametrize("executable", ["", "/nowhere/python", "/bin/false", "/bin/true"])
def test_if_no_process_can_be_started_this_one_scans(
    executable: str, site: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    assert altered_files(site) == ["index.html"]


def test_no_python_file_of_the_outlet_is_imported(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("newsprint", "sqlite3", "msgspec", "pathlib"):
        (site.folder / f"{name}.py").write_text('open("was-run", "w")')
    monkeypatch.chdir(site.folder)
    assert altered_files(site) == ["index.html"]
    assert not Path("was-run").exists()


def test_folders_with_quotes_in_their_names_are_scanned(
    site: Outlet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd = Outlet(site.folder.rename(tmp_path / 'it\'s "the" Gazette\\n'))
    monkeypatch.setattr("newsprint.deploy.built.output_scan.altered", fail_if_called)
    assert altered_files(odd) == ["index.html"]


def test_a_scan_that_is_not_awaited_leaves_no_process(site: Outlet) -> None:
    with catalog_of(site.folder) as catalog, altered_since_build(site.folder, site.output, catalog.connection) as find:
        pass
    with pytest.raises(ValueError, match="closed file"):
        find()


def test_a_large_site_whose_output_was_changed_is_refused(
    outlet: Make, folder_bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsprint.deploy.built.other_process.WORTH_A_PROCESS", 0)
    paper = DeployedOutlet(outlet(FIRST), folder_bucket, folder_bucket.at()).build()
    paper.deploy()
    before = folder_bucket.objects()
    (paper.outlet.output / "index.html").unlink()
    with pytest.raises(RefusedError, match=r"1 of \d+ files in .* were changed or deleted since the last build"):
        paper.later(hours=1).deploy()
    assert folder_bucket.objects() == before
    assert paper.build().deploy().unchanged == len(before) - 2  # without the head and the manifest
