"""A file of the output becomes a folder, and a folder a file, when the pages of the next build are put in place."""

from __future__ import annotations

import pytest

from tests.support.outlets import Outlet, article
from tests.support.reading import Make

Files = dict[str, bytes]

FILE = {"about": b"a file"}
FOLDER = {"about/us.txt": b"us", "about/deep/er.txt": b"deeper"}


def static(files: Files) -> Files:
    return {f"content/static/{name}": data for name, data in files.items()}


def delete_static(site: Outlet) -> None:
    """Delete all static files of the outlet, and their folders."""
    for path in sorted((site.folder / "content/static").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def published(site: Outlet) -> Files:
    return {name: data for name, data in site.files().items() if name.partition("/")[0] == "about"}


@pytest.mark.parametrize(("before", "after"), [(FILE, FOLDER), (FOLDER, FILE)], ids=["folder", "file"])
def test_a_static_file_may_take_the_place_of_a_folder_and_the_reverse(
    outlet: Make, before: Files, after: Files
) -> None:
    site = outlet({"content/world/a.md": article(), **static(before)})
    site.build()
    assert published(site) == before

    delete_static(site)
    site.write(static(after)).build()
    assert published(site) == after
    assert not list(site.output.glob(".newsprint-*"))
