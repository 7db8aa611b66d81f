"""Content files are found whatever their names, and never outside the content folder."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from msgspec.structs import replace

from newsprint.content.files.sources import UNSETTLED, compare, find_sources
from newsprint.content.types import FileType, file_type_of


def make(root: Path, *names: str) -> Path:
    """Create files with ``names`` below ``root``, and return ``root``."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return root


def paths(root: Path) -> list[str]:
    """Return the paths of the content files found in ``root``."""
    return [source.path for source in find_sources(root)[0]]


def reported(root: Path) -> list[str]:
    """Return the problems found in ``root``."""
    return [str(problem) for problem in find_sources(root)[1]]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("storm.md", FileType.ARTICLE),
        ("world/storm.md", FileType.ARTICLE),
        ("world/storm/index.md", FileType.ARTICLE),
        ("world/pages/storm.md", FileType.ARTICLE),
        ("pages.md", FileType.ARTICLE),
        ("pages/about.md", FileType.STANDING),
        ("pages/legal/terms.md", FileType.STANDING),
        ("authors/wu-mei.md", FileType.AUTHOR),
        ("pages/pier.jpg", FileType.FILE),
        ("world/pier.jpg", FileType.FILE),
        ("world/notes.markdown.txt", FileType.FILE),
        ("static/favicon.ico", FileType.STATIC),
        ("static/notes.md", FileType.STATIC),
        ("world/static/a.txt", FileType.FILE),
    ],
)
def test_the_type_of_a_file_follows_from_its_folder_and_name(path: str, kind: FileType) -> None:
    assert file_type_of(path) is kind


def test_files_are_sorted_by_path(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z.md", "a.md", "a-b.md", "é.md", "Z.md")
    assert paths(tmp_path) == sorted(["b.md", "a/z.md", "a.md", "a-b.md", "é.md", "Z.md"])


def test_names_that_start_with_a_dot_or_underscore_are_skipped(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.md", "_draft.md", ".git/config.md", "_notes/a.md", "a/.b.md", "a/_c.md", "a/d_.md")
    make(tmp_path, "static/.well-known/security.txt")
    assert paths(tmp_path) == ["a/d_.md", "static/.well-known/security.txt"]
    assert reported(tmp_path) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_path_is_in_nfc_and_keeps_its_spelling_on_disk(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    name = unicodedata.normalize(form, "Tempête/été.md")
    make(tmp_path, name)
    [source] = find_sources(tmp_path)[0]
    assert source.path == unicodedata.normalize("NFC", "Tempête/été.md")
    assert source.name_on_disk == name
    assert (source.modified, source.size) == ((tmp_path / name).stat().st_mtime_ns, 1)


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system keeps only one of the two names")
def test_names_that_differ_only_in_unicode_form_are_reported(tmp_path: Path) -> None:
    make(tmp_path, unicodedata.normalize("NFC", "été.md"), unicodedata.normalize("NFD", "été.md"))
    [problem] = reported(tmp_path)
    assert "two files have this name" in problem
    assert len(paths(tmp_path)) == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system refuses such names")
def test_a_name_that_is_not_utf8_is_reported_and_other_files_are_found(tmp_path: Path) -> None:
    make(tmp_path, "good.md")
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x")
    assert paths(tmp_path) == ["good.md"]
    [problem] = reported(tmp_path)
    assert problem.endswith("the file's name is not valid UTF-8 (rename it)")
    problem.encode()


def test_links_within_the_folder_are_followed_and_others_refused(tmp_path: Path) -> None:
    root = make(tmp_path / "content", "a/storm.md")
    make(tmp_path, "secret/key.md", "content-too/x.md")
    (root / "same.md").symlink_to("a/storm.md")
    (root / "b").symlink_to("a")
    (root / "key.md").symlink_to("../secret/key.md")
    (root / "secrets").symlink_to(tmp_path / "secret")
    (root / "near").symlink_to(tmp_path / "content-too")
    (root / "gone.md").symlink_to("../nowhere.md")
    assert paths(root) == ["a/storm.md", "b/storm.md", "same.md"]
    assert [problem.partition(":")[0] for problem in sorted(reported(root))] == ["gone.md", "key.md", "near", "secrets"]
    assert all("leads out of the content folder (copy the file instead)" in problem for problem in reported(root))


def test_a_dangling_link_is_reported_in_place_of_a_story(tmp_path: Path) -> None:
    make(tmp_path, "static/x.txt")
    for name in ("dangling.md", "static/dangling.txt", "dangling.png", "static/.env", ".#a.md"):
        (tmp_path / name).symlink_to("absent")
    (tmp_path / "self.md").symlink_to("self.md")
    assert paths(tmp_path) == ["static/x.txt"]
    messages = {problem.partition(": ")[0]: problem.partition(": ")[2] for problem in reported(tmp_path)}
    assert messages.keys() == {"dangling.md", "static/dangling.txt", "static/.env", "self.md"}
    assert messages["dangling.md"] == "the symbolic link leads to nothing (remove it, or bring back the file)"
    assert "too many levels of symbolic links" in messages["self.md"]


def test_each_link_that_forms_a_loop_is_reported_once(tmp_path: Path) -> None:
    make(tmp_path, "a/one.md", "b/two.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "top").symlink_to(tmp_path)
    (tmp_path / "a" / "to-b").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "to-a").symlink_to(tmp_path / "a")
    assert paths(tmp_path) == ["a/one.md", "a/to-b/two.md", "b/to-a/one.md", "b/two.md"]
    assert len(reported(tmp_path)) == len(set(reported(tmp_path))) < 10
    assert all("leads back to a folder above it" in problem for problem in reported(tmp_path))


def test_a_content_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    make(tmp_path / "real", "a.md")
    (tmp_path / "content").symlink_to("real")
    assert paths(tmp_path / "content") == ["a.md"]


def test_folders_nested_too_deep_are_reported(tmp_path: Path) -> None:
    make(tmp_path, "d/" * 45 + "deep.md", "near.md")
    assert paths(tmp_path) == ["near.md"]
    [problem] = reported(tmp_path)
    assert "folders are nested more than 40 deep" in problem


def test_a_missing_content_folder_is_reported(tmp_path: Path) -> None:
    [problem] = reported(tmp_path / "content")
    assert "the folder cannot be read: no such file or directory" in problem
    assert str(tmp_path) not in problem


def test_pipes_are_skipped_and_reported_where_a_story_is_expected(tmp_path: Path) -> None:
    make(tmp_path, "static/x.txt")
    for name in ("pipe.md", "café.md", "static/pipe", "pipe.png"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "link.md").symlink_to("pipe.png")
    assert paths(tmp_path) == ["static/x.txt"]
    assert sorted(reported(tmp_path)) == [
        f"{name}: cannot be read: it is a named pipe, not a file (delete it)"
        for name in ("café.md", "link.md", "pipe.md", "static/pipe")
    ]


def test_new_files_and_files_with_other_metadata_are_suspects(tmp_path: Path) -> None:
    make(tmp_path, "same.md", "newer.md", "longer.md", "respelt.md", "new.md", "changed.md", "other.md", "fresh.md")
    found = find_sources(tmp_path)[0]
    found = [replace(each, changed=UNSETTLED) if each.path == "fresh.md" else each for each in found]
    known = {each.path: (each.name_on_disk, each.modified, each.size, each.changed, each.inode) for each in found}
    known |= {"gone.md": ("gone.md", 1, 1, 1, 1), "also-gone.md": ("also-gone.md", 1, 1, 1, 1)}
    others = {"respelt.md": "réspelt.md", "newer.md": 1, "longer.md": 2, "changed.md": 3, "other.md": 4}
    for place, (path, value) in enumerate(others.items()):
        known[path] = (*known[path][:place], value, *known[path][place + 1 :])  # type: ignore[assignment]
    del known["new.md"]
    changes = compare(found, known)
    assert {source.path for source in changes.suspects} == {*others, "new.md", "fresh.md"}
    assert changes.removed == ("also-gone.md", "gone.md")
