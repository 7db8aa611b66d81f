"""Renditions at targets: published with the stories that show their pictures, deleted with them, never of hidden ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import RefusedError
from newsprint.config.targets import GitHubPagesSettings
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet, deploy_once
from tests.deploy.stores.buckets import Bucket
from tests.support.git import git
from tests.support.outlets import Outlet, article
from tests.support.plain_pictures import photograph
from tests.support.reading import Make

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
PIER = "content/world/pier.md"


def story(**front: object) -> str:
    """Return a story with a picture."""
    return article("The pier", image={"src": "pier.jpg", "alt": "The pier"}, **front)


def renditions(files: Iterable[str]) -> set[str]:
    """Return the names of the renditions in ``files``, and of the picture that was cleaned for readers."""
    return {name for name in files if name.startswith(("renditions/", "media/"))}


@pytest.fixture
def paper(outlet: Make, bucket: Bucket) -> DeployedOutlet:
    """Return a paper with a picture, built and deployed, with a target in each store in turn."""
    site = outlet({**FIRST, PIER: story(), "content/world/pier.jpg": photograph()})
    made = DeployedOutlet(site, bucket, bucket.at()).build()
    made.deploy()
    assert len(renditions(made.live())) == 9
    return made


@pytest.mark.store
@pytest.mark.parametrize("front", [{"draft": True}, {"expires": "2024-12-22"}, {"embargo": "2030-01-01"}])
def test_the_renditions_of_a_retracted_story_are_deleted_with_it(paper: DeployedOutlet, front: dict[str, str]) -> None:
    there = renditions(paper.live())
    report = paper.later(minutes=5).build({PIER: story(**front)}).deploy()
    assert there < set(report.deleted)
    assert renditions(paper.live()) == set()
    assert paper.live() == paper.outlet.files()


@pytest.mark.store
def test_the_renditions_of_a_replaced_picture_are_deleted_at_once(paper: DeployedOutlet) -> None:
    there = renditions(paper.live())
    paper.later(minutes=5).build({"content/world/pier.jpg": photograph("red")}).deploy(max_deletes=0)
    assert renditions(paper.live()) & there == {"media/world/pier.jpg"}
    assert paper.live() == paper.outlet.files()


def checkout(outlet: Make, remote: Path) -> Outlet:
    """Return an outlet with a picture in a git repository, deployed to a branch of its ``remote``."""
    site = outlet({**FIRST, PIER: story(), "content/world/pier.jpg": photograph()})
    git(remote.parent, "init", "-q", "--bare", str(remote))
    git(site.folder, "init", "-q")
    git(site.folder, "remote", "add", "origin", str(remote))
    publish(site, NOON)
    return site


def publish(site: Outlet, now: datetime) -> None:
    """Build ``site``, and deploy it to a branch."""
    site.build(now.isoformat())
    deploy_once(site, GitHubPagesSettings(target="github-pages"), now)


def on_branch(remote: Path) -> set[str]:
    """Return the files of the branch for GitHub Pages."""
    return set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split())


def test_the_renditions_of_a_retracted_story_leave_the_branch_with_it(outlet: Make, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    site = checkout(outlet, remote)
    assert len(renditions(on_branch(remote))) == 9
    site.write({PIER: story(draft=True)})
    publish(site, NOON + timedelta(hours=1))
    assert renditions(on_branch(remote)) == set()


def test_a_file_put_among_the_renditions_by_hand_is_not_published(outlet: Make, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    site = checkout(outlet, remote)
    place = site.output / "renditions/0123456789abcdef-0123456789-400.webp"
    place.write_bytes(b"RIFF")
    deploy_once(site, GitHubPagesSettings(target="github-pages"), NOON + timedelta(hours=1))
    assert f"renditions/{place.name}" not in on_branch(remote)
    site.build((NOON + timedelta(hours=1)).isoformat())
    assert not place.exists()


def test_a_rendition_of_a_hidden_picture_among_the_static_files_is_refused(outlet: Make, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    site = checkout(outlet, remote)
    name = min(renditions(site.files()) - {"media/world/pier.jpg"}).rpartition("/")[2]
    site.write({PIER: story(draft=True), f"content/static/downloads/{name}": photograph("navy", (40, 30))})
    with pytest.raises(RefusedError) as refused:
        publish(site, NOON + timedelta(hours=1))
    assert f'downloads/{name} contains "content/world/pier.jpg" of {PIER} (draft)' in str(refused.value)
    site.write({"content/world/other.md": story()})
    publish(site, NOON + timedelta(hours=2))
