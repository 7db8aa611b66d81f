"""A deploy that could harm a site is refused with a clear message, and nothing is changed."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError, RefusedError
from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.support.outlets import LIVE, LIVE_URL, Outlet, article
from tests.support.reading import Make

pytestmark = pytest.mark.store


@pytest.fixture
def paper(outlet: Make, bucket: Bucket) -> DeployedOutlet:
    """Return a paper that was built, with a target in each store in turn."""
    return DeployedOutlet(outlet(FIRST), bucket, bucket.at()).build()


def refusal(paper: DeployedOutlet, **options: object) -> str:
    """Return why a deploy is refused, after checking that it changed nothing."""
    before = paper.bucket.objects()
    with pytest.raises(RefusedError) as caught:
        paper.deploy(**options)
    assert paper.bucket.objects() == before
    return str(caught.value)


def test_a_build_that_is_older_than_the_live_one_is_refused(paper: DeployedOutlet, tmp_path: Path) -> None:
    shutil.copytree(paper.outlet.folder, tmp_path / "older")
    older = DeployedOutlet(Outlet(tmp_path / "older"), paper.bucket, paper.target).build(
        output=tmp_path / "older" / "output"
    )
    paper.later(hours=1).build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    older.later(hours=2)
    message = refusal(older)
    assert (
        f"{paper.target.target}: a newer build is live, as of 2024-12-23 21:00:00 UTC; this one is as of 2024-12-23 20:00:00 UTC"
        in message
    )
    assert "--older" in message
    older.deploy(older=True, max_deletes=20)
    assert older.live() == older.outlet.files()


def test_a_deleted_or_empty_output_is_refused(paper: DeployedOutlet) -> None:
    paper.deploy()
    shutil.rmtree(paper.outlet.output)
    assert "newsprint build" in refusal(paper)
    paper.outlet.output.mkdir()
    assert "newsprint build" in refusal(paper)


def test_a_bucket_with_files_of_others_is_refused_until_it_is_adopted(paper: DeployedOutlet) -> None:
    paper.bucket.put("index.html", b"somebody's site")
    paper.bucket.put("holiday/photo.jpg", b"somebody's picture")
    assert "contains files that Newsprint did not put there" in refusal(paper)
    assert "--adopt" in refusal(paper)
    report = paper.deploy(adopt=True, max_deletes=1)
    assert report.deleted == ("holiday/photo.jpg",)
    assert paper.live() == paper.outlet.files()


def test_the_bucket_of_another_outlet_is_refused(paper: DeployedOutlet, tmp_path: Path) -> None:
    paper.deploy()
    other = DeployedOutlet(paper.outlet.copy(tmp_path / "other"), paper.bucket, paper.target)
    toml = (other.outlet.folder / "newsprint.toml").read_text()
    other.later(hours=1).build({"newsprint.toml": toml.replace("harbour-gazette.news", "courier.news")})
    reason = "contains another site, https://harbour-gazette.news, and this one is https://courier.news"
    assert f"{paper.target.target} {reason}" in refusal(other)


def test_deleting_over_a_tenth_of_the_site_needs_the_number_of_deletes(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.later(hours=1).build({f"content/story-{day}.md": None for day in range(1, 6)})
    plan = paper.deploy(dry_run=True, max_deletes=1000)
    there = len(plan.deleted) + len(plan.replaced) + plan.unchanged
    assert len(plan.deleted) > there / 10
    assert f"{paper.target.target}: this would delete {len(plan.deleted)} of {there} files" in refusal(paper)
    assert f"--max-deletes {len(plan.deleted)}" in refusal(paper, max_deletes=len(plan.deleted) - 1)
    paper.deploy(max_deletes=len(plan.deleted))
    assert paper.live() == paper.outlet.files()


def test_a_target_can_set_a_lower_limit_for_deletes(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.target = paper.bucket.at(max_deletes=0)
    paper.later(hours=1).build({"content/story-5.md": None})
    assert "--max-deletes" in refusal(paper)


def test_an_output_with_the_words_of_an_embargoed_story_is_refused(paper: DeployedOutlet) -> None:
    secret = {"embargo": "2030-01-01", "title": "The mayor steps down over the ferry contract"}
    paper.build({"content/secret.md": article(**secret), "content/static/menu.txt": secret["title"]})
    message = refusal(paper)
    assert "content/secret.md" in message
    assert "menu.txt" in message
    assert refusal(paper, dry_run=True) == message


def test_a_build_that_shows_drafts_is_refused(paper: DeployedOutlet) -> None:
    paper.build({"content/draft.md": article("A draft", draft=True)}, drafts=True)
    assert "--drafts" in refusal(paper)


def test_a_missing_bucket_is_reported_with_its_name(outlet: Make, ceph_bucket: Bucket) -> None:
    paper = DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.at()).build()
    missing = ceph_bucket.at().target.replace("gazette-", "no-such-")
    paper.target = ceph_bucket.at(target=missing)
    with pytest.raises(DeployError, match=missing):
        paper.deploy()


def test_a_damaged_head_is_reported_and_can_be_replaced(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.bucket.put(".newsprint/deploy.json", b"spoilt")
    assert "deploy.json there is damaged" in refusal(paper.later(hours=1).build())
    paper.bucket.delete(".newsprint/deploy.json")
    paper.deploy(adopt=True)
    assert paper.live() == paper.outlet.files()


def test_files_that_others_added_after_a_deploy_are_kept(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.bucket.put("holiday/photo.jpg", b"somebody's picture")
    paper.later(hours=1).build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    assert paper.live() == {**paper.outlet.files(), "holiday/photo.jpg": b"somebody's picture"}


def test_an_interrupted_deploy_of_another_machine_is_finished_after_a_wait(paper: DeployedOutlet) -> None:
    paper.deploy()
    head = json.loads(paper.bucket.objects()[".newsprint/deploy.json"])
    head |= {"holder": {"token": "dead", "machine": "elsewhere", "process": 1}, "pending": ["dead"]}
    paper.bucket.put(".newsprint/deploy.json", json.dumps(head).encode())
    began = paper.now
    paper.later(hours=1).build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    assert timedelta(seconds=30) <= paper.now - began - timedelta(hours=1) <= timedelta(seconds=40)
    assert any("checking for 30 seconds whether it is still running" in note for note in paper.listener.notes)
    assert paper.live() == paper.outlet.files()


def test_feeds_that_would_give_all_stories_new_ids_are_refused(paper: DeployedOutlet) -> None:
    """The setting that the message shows keeps the old ids; --new-feed-id accepts new ones."""
    paper.deploy()
    moved = {"newsprint.toml": LIVE.replace(LIVE_URL, "https://www.saltholm-post.news")}
    paper.later(minutes=5).build(moved)
    with pytest.raises(RefusedError) as caught:
        paper.deploy(adopt=True)
    assert '\n  [feeds]\n  id = "harbour-gazette.news"\n' in str(caught.value)
    assert "--new-feed-id" in str(caught.value)
    kept = moved["newsprint.toml"] + '\n[feeds]\nid = "harbour-gazette.news"\n'
    paper.outlet.write({"newsprint.toml": kept})
    with pytest.raises(RefusedError, match="build and deploy again"):
        paper.deploy(adopt=True)
    paper.later(minutes=5).build().deploy(adopt=True)
    assert b"<id>tag:harbour-gazette.news,2000:" in paper.live()["atom.xml"]
    paper.later(minutes=5).build({"newsprint.toml": kept.replace('"harbour-gazette.news"', '"saltholm.news"')})
    with pytest.raises(RefusedError, match=r'id "harbour-gazette\.news", and .* have "saltholm\.news"'):
        paper.deploy()
    paper.deploy(new_feed_id=True)
    assert b"<id>tag:saltholm.news,2000:" in paper.live()["atom.xml"]
    paper.later(minutes=5).build().deploy()
