"""An output with other bytes than those of the build is refused; new times and links are accepted."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.deploy.built.shipments import catalog, refusal, shipment_of
from tests.support.outlets import Outlet


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def rewrite(path: Path) -> None:
    """Change the bytes, but neither length nor time."""
    facts = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b" ")


def replace_by_link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_folder_by_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


CHANGES = [
    rewrite,
    grow,
    Path.unlink,
    replace_by_link,
    replace_by_folder,
    replace_folder_by_file,
]


def test_a_folder_that_was_replaced_by_a_link_to_it_is_accepted(site: Outlet) -> None:
    """Files are compared with the digests of the build, wherever they are."""
    folder = (site.output / "world/2024/12/20/one/index.html").parent
    folder.rename(folder.with_name("real"))
    folder.symlink_to("real")
    assert "world/2024/12/20/one/index.html" in shipment_of(site).files


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.replace("_", " "))
def test_a_file_that_was_changed_since_the_build_is_refused(site: Outlet, change: Callable[[Path], None]) -> None:
    change(site.output / "world/2024/12/20/one/index.html")

    message = refusal(site)

    assert "1 of " in message and "world/2024/12/20/one/index.html" in message
    site.build()
    assert shipment_of(site).files


def test_files_with_new_times_but_the_same_bytes_are_accepted(site: Outlet) -> None:
    for path in site.output.rglob("*.*"):
        touch(path)

    assert shipment_of(site).files.keys() == site.files().keys()


def test_an_output_that_was_unpacked_from_an_archive_is_accepted(site: Outlet, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "site"), "tar", site.output)
    shutil.rmtree(site.output)
    with tarfile.open(archive) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # new in Python 3.11.4
        packed.extractall(site.output)

    assert shipment_of(site).files.keys() == site.files().keys()


def test_of_many_changed_files_five_are_named(site: Outlet) -> None:
    total = len(site.files())
    for path in site.output.rglob("*.html"):
        path.unlink()
    deleted = total - len(site.files())

    message = refusal(site)

    assert f"{deleted} of {total} files" in message
    assert f"and {deleted - 5} more" in message
    assert len(re.findall(r"[\w/]+\.html", message)) == 5


def test_an_empty_output_is_refused(site: Outlet) -> None:
    shutil.rmtree(site.output)
    site.output.mkdir()
    assert '".newsprint"' in refusal(site)

    (site.output / ".newsprint").write_text("")
    assert f"{len(recorded_files(site))} of {len(recorded_files(site))} files" in refusal(site)


def recorded_files(site: Outlet) -> list[str]:
    """Return the files of the last build, from the catalog."""
    with closing(sqlite3.connect(catalog(site))) as connection:
        return [file for (file,) in connection.execute("SELECT file FROM page")]


def test_a_missing_output_folder_is_refused(site: Outlet) -> None:
    shutil.rmtree(site.output)
    assert "no output folder" in refusal(site)
