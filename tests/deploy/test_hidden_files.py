"""Hidden files that web servers read are published at every kind of target, and deleted from there later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from newsprint.config.targets import FolderSettings, GitHubPagesSettings, TargetSettings
from tests.deploy.deployed_outlets import deploy_once
from tests.support.git import git
from tests.support.outlets import Outlet, article

HIDDEN = (".well-known/security.txt", "_redirects", "_headers", ".htaccess", "archive/.htaccess", ".nojekyll")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def site_with_hidden_files(outlet: Callable[..., Outlet]) -> Outlet:
    """Return an outlet with hidden static files, built at noon."""
    site = outlet({"content/world/a.md": article()} | {f"content/static/{name}": f"of {name}" for name in HIDDEN})
    site.build(NOON.isoformat())
    return site


def deploy_to(site: Outlet, target: TargetSettings) -> None:
    """Deploy the last build of ``site`` to ``target``."""
    deploy_once(site, target, NOON, max_deletes=9)


def test_hidden_files_are_published_in_and_deleted_from_a_folder(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site, live = site_with_hidden_files(outlet), tmp_path / "live"
    deploy_to(site, FolderSettings(target=live.as_uri()))
    assert {name: (live / name).read_text() for name in HIDDEN} == {name: f"of {name}" for name in HIDDEN}

    site.write({"content/static/_redirects": None, "content/static/.htaccess": None}).build(NOON.isoformat())
    deploy_to(site, FolderSettings(target=live.as_uri()))
    assert {name for name in HIDDEN if not (live / name).exists()} == {"_redirects", ".htaccess"}


def test_hidden_files_are_published_on_and_deleted_from_a_branch(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site, remote = site_with_hidden_files(outlet), tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(site.folder, "init", "-q")
    git(site.folder, "remote", "add", "origin", str(remote))
    deploy_to(site, GitHubPagesSettings(target="github-pages"))
    assert {git(remote, "show", f"gh-pages:{name}") for name in HIDDEN} == {f"of {name}" for name in HIDDEN}

    site.write({f"content/static/{name}": None for name in HIDDEN}).build(NOON.isoformat())
    deploy_to(site, GitHubPagesSettings(target="github-pages"))
    names = set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split("\n"))
    assert names & set(HIDDEN) == {".nojekyll"}  # Newsprint's own
    assert git(remote, "show", "gh-pages:.nojekyll") == ""
