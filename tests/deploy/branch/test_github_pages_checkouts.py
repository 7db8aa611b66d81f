"""A deploy to GitHub Pages from any kind of checkout, which it leaves as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deploy.branch.checkouts import CHANGED, LATER, SITE, Checkout
from tests.support.git import git


def test_a_deploy_leaves_the_users_checkout_as_it_is(checkout: Checkout) -> None:
    """There are staged, unstaged, stashed and new files, and a local branch with the name of the target's."""
    (checkout.folder / "story.md").write_text("To be stashed\n")
    git(checkout.folder, "stash")
    git(checkout.folder, "branch", "gh-pages")
    git(checkout.folder, "checkout", "--quiet", "-b", "tomorrow")
    (checkout.folder / "story.md").write_text("Staged\n")
    git(checkout.folder, "add", "story.md")
    (checkout.folder / "story.md").write_text("Not staged\n")
    (checkout.folder / "new.md").write_text("Not known to git\n")
    checkout.build(SITE)
    before = checkout.state()
    checkout.deploy(SITE)
    checkout.deploy({**SITE, "index.html": b"front"})
    assert checkout.state() == before
    assert len(checkout.log()) == 2


def test_a_dry_run_reports_the_plan_and_changes_nothing(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    before = (
        checkout.state(),
        checkout.log(),
        git(checkout.folder, "for-each-ref"),
        git(checkout.folder, "count-objects", "-v"),
    )
    report = checkout.deploy({**SITE, "index.html": b"front", "world/3/index.html": b"new"}, dry_run=True)
    assert (report.dry_run, report.added, report.replaced) == (True, ("index.html",), ("world/3/index.html",))
    after = (
        checkout.state(),
        checkout.log(),
        git(checkout.folder, "for-each-ref"),
        git(checkout.folder, "count-objects", "-v"),
    )
    assert after == before


def test_a_dry_run_of_the_first_deploy_makes_no_branch(checkout: Checkout) -> None:
    assert len(checkout.deploy(SITE, dry_run=True).added) == 32
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""


def test_a_dry_run_changes_no_ref_of_the_checkout(checkout: Checkout, tmp_path: Path) -> None:
    """The newest deploy came from another clone and has not been fetched yet."""
    checkout.deploy(SITE)
    full_clone(checkout, tmp_path)
    checkout.deploy(CHANGED, as_of=LATER)
    clone = Checkout(tmp_path / "clone", checkout.remote)
    refs = git(clone.folder, "for-each-ref")
    assert clone.deploy(CHANGED, as_of=LATER, dry_run=True).unchanged == len(CHANGED) + 2
    assert git(clone.folder, "for-each-ref") == refs
    assert not (clone.folder / ".git" / "FETCH_HEAD").exists()


@pytest.mark.parametrize("count", [50, 500])
def test_small_and_large_deploys_leave_no_temporary_ref(checkout: Checkout, count: int) -> None:
    """From 100 objects on, git fast-import makes a pack, and loose objects below; it needs a ref in both cases."""
    checkout.deploy({f"{number}.html": str(number).encode() for number in range(count)})
    assert git(checkout.folder, "for-each-ref", "refs/newsprint") == ""
    assert len(checkout.published()) == count


def test_temporary_refs_of_a_killed_deploy_are_deleted(checkout: Checkout) -> None:
    git(checkout.folder, "update-ref", "refs/newsprint/4711", "HEAD")
    checkout.deploy(SITE)
    assert git(checkout.folder, "for-each-ref", "refs/newsprint") == ""


def shallow_clone(checkout: Checkout, place: Path) -> None:
    git(place, "clone", "--quiet", "--depth=1", checkout.remote.as_uri(), "clone")


def single_branch_clone(checkout: Checkout, place: Path) -> None:
    git(place, "clone", "--quiet", "--single-branch", "--branch=main", checkout.remote.as_uri(), "clone")


def clone_of_actions_checkout(checkout: Checkout, place: Path) -> None:
    """Clone as actions/checkout does: fetch one commit of one branch into an empty repository."""
    git(place, "init", "--quiet", "clone")
    git(place / "clone", "remote", "add", "origin", checkout.remote.as_uri())
    git(place / "clone", "fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    git(place / "clone", "checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main")


def full_clone(checkout: Checkout, place: Path) -> None:
    git(place, "clone", "--quiet", checkout.remote.as_uri(), "clone")


def worktree(checkout: Checkout, place: Path) -> None:
    git(checkout.folder, "worktree", "add", "--quiet", str(place / "clone"))


def submodule(checkout: Checkout, place: Path) -> None:
    git(place, "init", "--quiet", "all")
    allow = ("-c", "protocol.file.allow=always")
    git(place / "all", *allow, "submodule", "--quiet", "add", checkout.remote.as_uri(), "paper")
    (place / "clone").symlink_to(place / "all" / "paper")


@pytest.mark.parametrize(
    "make", [shallow_clone, single_branch_clone, clone_of_actions_checkout, full_clone, worktree, submodule]
)
def test_any_kind_of_clone_can_deploy_on_top_of_the_branch(
    checkout: Checkout, tmp_path: Path, make: Callable[[Checkout, Path], None]
) -> None:
    checkout.deploy(SITE)
    checkout.deploy(CHANGED, as_of=LATER)
    make(checkout, tmp_path)
    clone = Checkout((tmp_path / "clone").resolve(), checkout.remote)
    clone.build({**CHANGED, "world/3/index.html": b"corrected"})
    before = clone.state()
    clone.deploy({**CHANGED, "world/3/index.html": b"corrected"}, as_of=LATER)
    assert checkout.changes() == ["M world/3/index.html"]
    assert len(checkout.log()) == 3
    after = clone.state()
    assert {name: value for name, value in after.items() if before[name] != value} in (
        {},
        {"git folder": after["git folder"]},
    )
    assert set(after["git folder"]) - set(before["git folder"]) <= {"shallow", "logs"}


def test_an_outlet_in_a_subfolder_of_its_repository_is_published(checkout: Checkout) -> None:
    inner = Checkout(checkout.folder / "sites" / "paper", checkout.remote)
    inner.build(SITE).deploy(SITE)
    assert checkout.published() == SITE


def test_a_deploy_in_a_hook_of_another_repository_uses_the_outlets_own(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
    monkeypatch.setenv("GIT_TRACE", "1")
    checkout.deploy(SITE)
    monkeypatch.delenv("GIT_DIR")
    assert checkout.published() == SITE


def test_without_a_git_user_the_commit_is_by_newsprint(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    checkout.deploy(SITE)
    assert git(checkout.remote, "log", "-1", "--format=%an <%ae> %cn", "gh-pages").startswith("Newsprint <newsprint@")


def test_with_a_git_user_the_commit_is_by_that_user(checkout: Checkout) -> None:
    git(checkout.folder, "config", "user.name", "Imogen Farrant")
    git(checkout.folder, "config", "user.email", "imogen@gazette.example")
    checkout.deploy(SITE)
    who = git(checkout.remote, "log", "-1", "--format=%an %ae, %cn %ce", "gh-pages").strip()
    assert who == "Imogen Farrant imogen@gazette.example, Imogen Farrant imogen@gazette.example"


def test_a_repository_with_sha256_hashes_is_published(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--object-format=sha256", "remote.git")
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "paper")
    git(tmp_path / "paper", "remote", "add", "origin", (tmp_path / "remote.git").as_uri())
    checkout = Checkout(tmp_path / "paper", tmp_path / "remote.git")
    checkout.deploy(SITE)
    checkout.deploy(SITE)
    checkout.deploy(CHANGED, as_of=LATER)
    assert (checkout.published(), len(checkout.log())) == (CHANGED, 2)
