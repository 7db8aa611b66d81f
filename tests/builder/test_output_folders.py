"""The output folder: files that are not of the site are never overwritten, and errors have a clear message."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsprint.base.errors import OutputError
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.running import build_command, newsprint, snapshot
from tests.support.waiting import PATIENCE

STORY = {"content/world/a.md": article("A story")}


def test_a_folder_with_other_files_is_refused_and_not_changed(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet(STORY)
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("years of work")
    before = snapshot(home)

    done = newsprint(*build_command(site, "--output", home))

    assert done.returncode == 1
    assert done.stderr == (
        f'newsprint: the output folder {home} contains files that Newsprint did not write ("thesis.txt"): '
        "choose an empty folder, or delete them\n"
    )
    assert snapshot(home) == before


def test_hidden_files_at_the_top_of_the_output_are_not_deleted(outlet: Callable[..., Outlet]) -> None:
    site = outlet(STORY)
    site.write({"output/.git/HEAD": "ref", "output/.gitkeep": "", "output/.nojekyll": ""})
    (site.output / ".git" / "link").symlink_to("HEAD")

    site.build()
    site.write({"content/world/a.md": article("Changed")}).build()

    assert {".git", ".gitkeep", ".nojekyll", ".newsprint"} <= {path.name for path in site.output.iterdir()}
    assert (site.output / ".git" / "link").is_symlink()


def test_the_well_known_folder_is_published_and_deleted_when_empty(outlet: Callable[..., Outlet]) -> None:
    site = outlet({**STORY, "content/static/.well-known/security.txt": "Contact: us"})
    site.build()
    assert (site.output / ".well-known" / "security.txt").read_text() == "Contact: us"

    site.write({"content/static/.well-known/security.txt": None}).build()
    assert not (site.output / ".well-known").exists()


def test_folders_of_the_output_are_scanned_once_if_they_do_not_change(outlet: Callable[..., Outlet]) -> None:
    """Later builds scan only the folders whose modification time differs."""
    site = outlet(STORY)
    site.build()
    shutil.rmtree(site.folder / ".newsprint")
    stray = site.output / "world" / "stray.txt"
    stray.write_text("not ours")
    empty = site.output / "archive" / "nobody"
    empty.mkdir()
    site.build()
    assert not stray.exists()
    assert not empty.exists()
    site.build()  # the first build changed the times of the folders by deleting from them

    with sqlite3.connect(site.folder / ".newsprint" / "catalog.sqlite") as catalog:
        recorded = dict(catalog.execute("SELECT path, modified FROM folder"))
    catalog.close()
    folders = {path for path in site.output.rglob("*") if path.is_dir()}
    assert {path.relative_to(site.output).as_posix(): path.stat().st_mtime_ns for path in folders} == {
        path: modified for path, modified in recorded.items() if path
    }


PLACES = {
    "the outlet": (".", "would overwrite the outlet itself"),
    "the folder of the outlet": ("..", "would overwrite the outlet itself"),
    "the content folder": ("content", "would overwrite the outlet itself"),
    "inside the content folder": ("content/world/site", "is among the outlet's sources"),
    "the themes": ("themes", "would overwrite the outlet itself"),
    "inside the themes": ("themes/gazette/assets", "is among the outlet's sources"),
    "the outlet through another folder": ("content/../../outlet", "would overwrite the outlet itself"),
}


@pytest.mark.parametrize(("place", "why"), PLACES.values(), ids=PLACES.keys())
def test_an_output_that_would_harm_the_outlet_is_refused(outlet: Callable[..., Outlet], place: str, why: str) -> None:
    site = outlet(STORY)
    before = snapshot(site.folder)

    with pytest.raises(OutputError) as refusal:
        site.build(output=site.folder / place)

    assert why in str(refusal.value)
    assert str(refusal.value).endswith(": choose another one")
    assert snapshot(site.folder) == before


def test_an_output_inside_a_content_folder_of_another_name_is_refused(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"newsprint.toml": f'{CONFIGURATION}[content]\nroot = "stories/all"\n', "stories/all/a.txt": "x"})

    for place in ("stories", "stories/all", "stories/all/site"):
        with pytest.raises(OutputError, match="choose another one"):
            site.build(output=site.folder / place)


def test_an_output_that_is_a_file_is_reported(outlet: Callable[..., Outlet]) -> None:
    site = outlet({**STORY, "output": "a file"})

    done = newsprint(*build_command(site))

    assert done.returncode == 1
    message = "the output folder is not a folder. Delete it, then build again"
    assert done.stderr == f"newsprint: {site.output}: {message}\n"
    assert site.output.read_text() == "a file"


def test_an_output_folder_is_made_with_its_parent_folders(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet(STORY)

    site.build(output=tmp_path / "new" / "and" / "newer")

    assert (tmp_path / "new" / "and" / "newer" / "index.html").is_file()


def mount(folder: Path, *options: str) -> bool:
    """Try to mount a file system in memory at ``folder``, and return whether that was possible."""
    arguments = ["mount", "-t", "tmpfs", *options, "newsprint-test", str(folder)]
    try:
        return subprocess.run(arguments, capture_output=True, timeout=PATIENCE).returncode == 0
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 256 kB; ``remount`` changes its size, or makes it read-only."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mount(disk, "-o", "size=256k"):
        pytest.skip("mounting file systems needs the rights of an administrator")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def remount(disk: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)


def test_a_full_disk_is_reported_and_the_next_build_finishes(outlet: Callable[..., Outlet], small_disk: Path) -> None:
    site = outlet({**STORY, "content/static/film.bin": os.urandom(400_000)})

    done = newsprint(*build_command(site, "--output", small_disk / "site"))

    assert done.returncode == 1
    assert done.stderr.startswith(f"newsprint: {small_disk / 'site'}")
    assert done.stderr.endswith(": the disk is full; the next build finishes this one\n")
    assert done.stderr.count("\n") == 1
    remount(small_disk, "size=8m")
    site.build(output=small_disk / "site")
    site.build()
    assert {name: data for name, (data, _) in snapshot(small_disk / "site").items() if name[0] != "."} == site.files()


def test_a_read_only_disk_is_reported_and_the_next_build_finishes(
    outlet: Callable[..., Outlet], small_disk: Path
) -> None:
    site = outlet(STORY)
    remount(small_disk, "size=8m")
    site.build(output=small_disk / "site")
    before = snapshot(small_disk / "site")
    remount(small_disk, "ro")
    site.write({"content/world/a.md": article("Changed words")})

    done = newsprint(*build_command(site, "--output", small_disk / "site"))

    assert done.returncode == 1
    message = f"newsprint: the output folder {small_disk / 'site'} cannot be written: the disk is read-only\n"
    assert done.stderr == message
    assert snapshot(small_disk / "site") == before
    remount(small_disk, "rw")
    site.build(output=small_disk / "site")
    assert b"Changed words" in (small_disk / "site" / "index.html").read_bytes()


@pytest.mark.parametrize("command", ["build", "status"])
@pytest.mark.parametrize(("option", "reason"), [("size=16k", "full"), ("ro", "read-only")], ids=["full", "read-only"])
def test_an_outlet_on_a_disk_that_cannot_be_written_is_reported(
    small_disk: Path, tmp_path: Path, command: str, option: str, reason: str
) -> None:
    site = Outlet(small_disk).write({"newsprint.toml": CONFIGURATION, "content/world/a.md": article()})
    remount(small_disk, option)
    arguments = (
        build_command(site, "--output", tmp_path / "site") if command == "build" else ("status", "--site", small_disk)
    )

    done = newsprint(*arguments)

    assert done.returncode == 1
    assert done.stderr.startswith("newsprint: ")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "site").exists()
    remount(small_disk, "size=8m,rw" if option == "ro" else "size=8m")
    assert newsprint(*arguments).returncode == 0


def test_a_file_that_is_too_large_is_reported_and_the_next_build_finishes(
    outlet: Callable[..., Outlet],
) -> None:
    site = outlet({**STORY, "content/static/film.bin": bytes(3_000_000)})

    done = newsprint(*build_command(site), file_size=2_000_000)

    assert done.returncode == 1
    assert done.stderr == f"newsprint: {site.output}: file too large; the next build finishes this one\n"
    assert not site.files()
    site.build()
    assert len(site.files()["film.bin"]) == 3_000_000


def test_a_catalog_that_cannot_grow_is_reported_and_the_next_build_finishes(outlet: Callable[..., Outlet]) -> None:
    site = outlet(STORY)

    done = newsprint(*build_command(site), file_size=20_000)

    assert done.returncode == 1
    assert done.stderr.startswith("newsprint: ")
    assert ".newsprint" in done.stderr
    assert done.stderr.count("\n") == 1
    site.build()
    assert site.pages_with("A story")
