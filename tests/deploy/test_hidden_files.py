"""The hidden files that web servers read arrive at every kind of target, and go from there when they are deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from newsprint.config.site import read_config
from newsprint.config.targets import FolderSettings, GitHubPagesSettings, TargetSettings
from newsprint.deploy.deploy import deploy
from newsprint.deploy.deploy_request import Clocks, Listener, Report, Request
from tests.deploy.branch.pages import git
from tests.support.outlets import Outlet, article

HIDDEN = (".well-known/security.txt", "_redirects", "_headers", ".htaccess", "archive/.htaccess", ".nojekyll")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def site_with_hidden_files(outlet: Callable[..., Outlet]) -> Outlet:
    site = outlet({"content/world/a.md": article()} | {f"content/static/{name}": f"of {name}" for name in HIDDEN})
    site.build(NOON.isoformat())
    return site


def deployed(site: Outlet, target: TargetSettings) -> Report:
    clocks = Clocks(lambda: NOON, lambda: 0.0, lambda seconds: None)
    request = Request(
        folder=site.folder, config=read_config(site.folder), name="production", output=site.output, settings=target,
        clocks=clocks,
        max_deletes=9,
    )  # fmt: skip
    return deploy(request, listener=Listener(), on_wait=lambda: None)


def test_hidden_files_arrive_in_a_folder_and_go(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site, live = site_with_hidden_files(outlet), tmp_path / "live"
    deployed(site, FolderSettings(target=live.as_uri()))
    assert {name: (live / name).read_text() for name in HIDDEN} == {name: f"of {name}" for name in HIDDEN}

    site.write({"content/static/_redirects": None, "content/static/.htaccess": None}).build(NOON.isoformat())
    deployed(site, FolderSettings(target=live.as_uri()))
    assert {name for name in HIDDEN if not (live / name).exists()} == {"_redirects", ".htaccess"}


def test_hidden_files_arrive_on_a_branch_and_go(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site, remote = site_with_hidden_files(outlet), tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(site.folder, "init", "-q")
    git(site.folder, "remote", "add", "origin", str(remote))
    deployed(site, GitHubPagesSettings(target="github-pages"))
    assert {git(remote, "show", f"gh-pages:{name}") for name in HIDDEN} == {f"of {name}" for name in HIDDEN}

    site.write({f"content/static/{name}": None for name in HIDDEN}).build(NOON.isoformat())
    deployed(site, GitHubPagesSettings(target="github-pages"))
    names = set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split("\n"))
    assert names & set(HIDDEN) == {".nojekyll"}  # Newsprint's own
    assert git(remote, "show", "gh-pages:.nojekyll") == ""
