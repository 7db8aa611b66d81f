"""Paths that stay below their root, and errors of the system in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsprint.base.files import below, digest, explained


def test_a_digest_depends_on_the_bytes_alone() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb924"  # as the published SHA-256 of nothing begins
    assert digest(b"storm") != digest(b"Storm")
    assert digest(b"storm") == digest(bytearray(b"storm"))


@pytest.mark.parametrize("name", ["a.md", "world/a.md", "a/./b", "new/deep/file", "été.jpg", ""])
def test_a_relative_name_is_a_file_below_the_root(tmp_path: Path, name: str) -> None:
    assert below(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize("name", ["..", "../a", "a/../b", "a/..", "/etc/passwd", "//etc", "a\0b", "a\\b", "..\\a"])
def test_a_name_that_leads_out_of_the_root_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"leaves its folder|not allowed in paths"):
        below(tmp_path, name)


def test_a_symbolic_link_out_of_the_root_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "here").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "in").symlink_to(root / "here")
    with pytest.raises(ValueError, match="symbolic link"):
        below(root, "out/key.txt")
    assert below(root, "in/file.txt") == root / "in" / "file.txt"


def test_a_folder_whose_name_starts_like_the_root_is_outside(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content-secret").mkdir()
    (tmp_path / "content" / "link").symlink_to(tmp_path / "content-secret")
    with pytest.raises(ValueError, match="symbolic link"):
        below(tmp_path / "content", "link/x")


def test_a_symbolic_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises((ValueError, OSError)):
        below(tmp_path, "loop").read_bytes()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(["..", ".", "", "a", "\\", "\0"]), st.text())).map("/".join))
def test_any_name_gives_a_path_below_the_root_or_a_value_error(tmp_path: Path, name: str) -> None:
    try:
        path = below(tmp_path, name)
    except ValueError:
        return
    assert path.resolve().is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only file system"), "the disk is read-only"),
        (PermissionError(errno.EACCES, "Permission denied"), "permission denied"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "the name is too long"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "no such file or directory"),
        (OSError("Something else"), "something else"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_error_of_the_system_is_explained_in_words(error: OSError, words: str) -> None:
    assert explained(error) == words


def test_too_deep_recursion_is_not_reported_as_a_problem_of_the_path(tmp_path: Path) -> None:
    """A template that includes itself asks for its file again and again."""

    def deeper() -> Path:
        below(tmp_path, "a.md")
        return deeper()

    with pytest.raises(RecursionError):
        deeper()
