"""Which commit is checked out, read from the files of real repositories."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.machine.revision import revision_of

IDENTITY = ("-c", "user.name=Ann", "-c", "user.email=ann@gazette.example", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> str:
    """Run git in ``folder`` without the configuration of the user of this machine, and return its output."""
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "protocol.file.allow=always", *IDENTITY, *words]
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with two commits."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for text in ("one", "two"):
        (folder / "story.md").write_text(text)
        git(folder, "add", "story.md")
        git(folder, "commit", "--quiet", "--message", text)
    return folder


def leave(folder: Path) -> Path:
    return folder


def detach(folder: Path) -> Path:
    git(folder, "checkout", "--quiet", "--detach", "HEAD~1")
    return folder


def pack(folder: Path) -> Path:
    git(folder, "tag", "--annotate", "--message", "first", "main-tag")
    git(folder, "pack-refs", "--all", "--prune")
    assert not (folder / ".git/refs/heads/main").exists()
    return folder


def commit_after_packing(folder: Path) -> Path:
    """Leave the older commit in the packed file, and the newer one in the reference's own file, which counts."""
    git(pack(folder), "commit", "--quiet", "--allow-empty", "--message", "three")
    return folder


def start_in_a_subfolder(folder: Path) -> Path:
    (folder / "sites/gazette").mkdir(parents=True)
    return folder / "sites/gazette"


def branch_with_a_slash(folder: Path) -> Path:
    git(folder, "checkout", "--quiet", "-b", "stories/über-uns")
    return folder


def follow_a_symbolic_reference(folder: Path) -> Path:
    git(folder, "symbolic-ref", "refs/heads/alias", "refs/heads/main")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/alias")
    return folder


def add_worktree(folder: Path) -> Path:
    """Return a linked worktree on another branch than the main one."""
    git(folder, "worktree", "add", "--quiet", "-b", "other", "../linked", "HEAD~1")
    return folder.parent / "linked"


def add_worktree_and_pack(folder: Path) -> Path:
    place = add_worktree(folder)
    pack(folder)
    return place


def add_detached_worktree(folder: Path) -> Path:
    git(folder, "worktree", "add", "--quiet", "--detach", "../linked", "HEAD~1")
    return folder.parent / "linked"


def add_submodule(folder: Path) -> Path:
    outer = folder.parent / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet")
    git(outer, "submodule", "--quiet", "add", str(folder), "site")
    return outer / "site"


ARRANGEMENTS = [
    leave,
    detach,
    pack,
    commit_after_packing,
    start_in_a_subfolder,
    branch_with_a_slash,
    follow_a_symbolic_reference,
    add_worktree,
    add_worktree_and_pack,
    add_detached_worktree,
    add_submodule,
]


@pytest.mark.parametrize("arrange", ARRANGEMENTS, ids=lambda arrange: arrange.__name__.replace("_", " "))
def test_the_revision_is_the_commit_that_git_names(repository: Path, arrange: Callable[[Path], Path]) -> None:
    place = arrange(repository)
    assert revision_of(place) == git(place, "rev-parse", "HEAD")


def test_a_repository_with_sha256_hashes_has_a_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format", "sha256")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "one")

    revision = revision_of(tmp_path)

    assert revision == git(tmp_path, "rev-parse", "HEAD")
    assert revision is not None and len(revision) == 64


def test_without_a_commit_there_is_no_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert revision_of(tmp_path) is None


def test_outside_of_git_there_is_no_revision(tmp_path: Path) -> None:
    assert revision_of(tmp_path) is None
    assert revision_of(tmp_path / "missing") is None


DAMAGE: dict[str, dict[str, bytes | None]] = {
    "no HEAD": {".git/HEAD": None},
    "an empty HEAD": {".git/HEAD": b""},
    "a HEAD of zeros": {".git/HEAD": bytes(40)},
    "a HEAD that is not text": {".git/HEAD": b"ref: refs/heads/\xff\xfe"},
    "a HEAD that points out of the repository": {".git/HEAD": b"ref: refs/../../secret", "secret": b"a" * 40},
    "a HEAD that points to a file of the system": {".git/HEAD": b"ref: /etc/hostname"},
    "a HEAD that points to itself": {
        ".git/HEAD": b"ref: refs/heads/main",
        ".git/refs/heads/main": b"ref: refs/heads/main",
    },
    "a reference that is cut off": {".git/refs/heads/main": b"0123456789"},
    "a packed file that is not text": {".git/refs/heads/main": None, ".git/packed-refs": b"\xff\xfe\n"},
    "a HEAD that is too long": {".git/HEAD": b"ref: refs/heads/" + b"a" * 5000},
}


@pytest.mark.parametrize("files", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_repository_has_no_revision(repository: Path, files: dict[str, bytes | None]) -> None:
    for name, data in files.items():
        path = repository / name
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)

    assert revision_of(repository) is None


@pytest.mark.parametrize(
    "text", [b"", b"gitdir:", b"gitdir: nowhere", b"something else", b"gitdir: \x00", b"\xff"], ids=repr
)
def test_a_git_file_that_points_nowhere_gives_no_revision(tmp_path: Path, text: bytes) -> None:
    (tmp_path / ".git").write_bytes(text)
    assert revision_of(tmp_path) is None


def test_a_head_that_is_a_folder_gives_no_revision(repository: Path) -> None:
    (repository / ".git/HEAD").unlink()
    (repository / ".git/HEAD").mkdir()
    assert revision_of(repository) is None
