"""Deploys to each store: the first sends every file, later ones only changes, and the target equals the build."""

from __future__ import annotations

import gzip

import pytest

from tests.deploy.deployed_outlets import FIRST, DeployedOutlet
from tests.deploy.stores.buckets import Bucket
from tests.support.outlets import PICTURE, article
from tests.support.reading import Make

pytestmark = pytest.mark.store


@pytest.fixture
def paper(outlet: Make, bucket: Bucket) -> DeployedOutlet:
    """Return a paper that was built, with a target in each store in turn."""
    return DeployedOutlet(outlet(FIRST), bucket, bucket.at()).build()


@pytest.fixture
def on_ceph(outlet: Make, ceph_bucket: Bucket) -> DeployedOutlet:
    """Return a paper that was built, with a target in Ceph."""
    return DeployedOutlet(outlet(FIRST), ceph_bucket, ceph_bucket.at()).build()


def test_the_first_deploy_publishes_exactly_the_files_of_the_build(paper: DeployedOutlet) -> None:
    report = paper.deploy()
    assert paper.live() == paper.outlet.files()
    assert set(report.added) == paper.outlet.files().keys()
    assert (report.replaced, report.deleted, report.unchanged) == ((), (), 0)
    assert report.sent == sum(map(len, paper.outlet.files().values()))


def test_newsprint_keeps_only_its_head_and_manifest_beside_the_site(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    assert {name.removeprefix("deploy") for name in paper.state()} <= {".json", "manifest", "lock"}
    assert sum("/manifest-" in f"/{key}" for key in paper.bucket.objects()) == 1


def test_a_deploy_after_a_new_story_sends_few_files(paper: DeployedOutlet) -> None:
    paper.deploy()
    report = paper.later(minutes=5).build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    assert "world/2024/12/10/new/index.html" in report.added
    assert len(report.added) + len(report.replaced) <= 20
    assert paper.live() == paper.outlet.files()


def test_a_deploy_after_a_new_story_with_a_picture_sends_few_files_and_its_renditions(paper: DeployedOutlet) -> None:
    paper.deploy()
    story = article("New", date="2024-12-10", image={"src": "new.png", "alt": "New"})
    report = paper.later(minutes=5).build({"content/new.md": story, "content/new.png": PICTURE}).deploy()
    sent = {*report.added, *report.replaced}
    renditions = {name for name in paper.outlet.files() if name.startswith("renditions/")}
    assert renditions <= sent
    assert len(sent - renditions) <= 20
    assert paper.live() == paper.outlet.files()


def test_a_deleted_story_is_deleted_with_the_pages_that_only_it_had(paper: DeployedOutlet) -> None:
    paper.build({"content/gone.md": article("Gone", date="2024-12-10", tags=["Gone"])}).deploy()
    report = paper.later(minutes=5).build({"content/gone.md": None}).deploy()
    assert {"world/2024/12/10/gone/index.html", "topics/gone/index.html"} <= set(report.deleted)
    assert paper.live() == paper.outlet.files()


def test_a_deploy_after_a_build_without_changes_sends_nothing(paper: DeployedOutlet) -> None:
    paper.deploy()
    before = paper.bucket.objects()
    report = paper.later(minutes=5).build().deploy()
    assert (report.added, report.replaced, report.deleted, report.sent) == ((), (), (), 0)
    assert paper.live() == {key: data for key, data in before.items() if not key.startswith(".newsprint/")}


def test_a_second_deploy_of_the_same_build_does_not_even_write_the_head(paper: DeployedOutlet) -> None:
    paper.deploy()
    before = paper.bucket.objects()
    paper.later(minutes=5).deploy()
    assert paper.bucket.objects() == before


def test_a_dry_run_reports_what_a_deploy_would_do_and_changes_nothing(paper: DeployedOutlet) -> None:
    report = paper.deploy(dry_run=True)
    assert set(report.added) == paper.outlet.files().keys()
    assert (report.dry_run, report.sent, paper.bucket.objects()) == (True, 0, {})


def test_a_deploy_to_a_prefix_leaves_everything_beside_it(outlet: Make, bucket: Bucket) -> None:
    bucket.put("other/index.html", b"another site")
    bucket.put("news-old/index.html", b"a neighbour whose name begins alike")
    paper = DeployedOutlet(outlet(FIRST), bucket, bucket.at("news")).build()
    paper.deploy()
    paper.later(minutes=5).build({"content/story-1.md": None}).deploy(max_deletes=9)
    below = {key.removeprefix("news/"): data for key, data in bucket.objects().items() if key.startswith("news/")}
    assert {key: data for key, data in below.items() if not key.startswith(".newsprint/")} == paper.outlet.files()
    assert bucket.objects()["other/index.html"] == b"another site"
    assert bucket.objects()["news-old/index.html"] == b"a neighbour whose name begins alike"


def test_a_lost_manifest_is_made_again_without_sending_files_twice(paper: DeployedOutlet) -> None:
    paper.deploy()
    (manifest,) = (key for key in paper.bucket.objects() if "manifest" in key)
    paper.bucket.delete(manifest)
    report = paper.later(minutes=5).build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    assert len(report.added) + len(report.replaced) <= 20
    assert paper.live() == paper.outlet.files()


def test_a_damaged_manifest_is_made_again(paper: DeployedOutlet) -> None:
    paper.deploy()
    (manifest,) = (key for key in paper.bucket.objects() if "manifest" in key)
    paper.bucket.put(manifest, b"spoilt")
    report = paper.later(minutes=5).build({"content/new.md": article("New", date="2024-12-10")}).deploy()
    assert len(report.added) + len(report.replaced) <= 20
    assert paper.live() == paper.outlet.files()


def test_if_others_changed_the_front_page_the_whole_site_is_repaired(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.bucket.put("index.html", b"defaced")
    paper.bucket.put("world/index.html", b"defaced too")
    paper.later(minutes=5).build().deploy()
    assert paper.live() == paper.outlet.files()


def test_changes_of_others_elsewhere_are_repaired_with_verify(paper: DeployedOutlet) -> None:
    paper.deploy()
    paper.bucket.put("world/index.html", b"defaced")
    paper.bucket.delete("rss.xml")
    report = paper.later(minutes=5).deploy(verify=True)
    assert (report.added, report.replaced) == (("rss.xml",), ("world/index.html",))
    assert paper.live() == paper.outlet.files()


def test_an_old_style_sheet_is_deleted_after_a_week(paper: DeployedOutlet) -> None:
    paper.deploy()
    (old,) = (path for path in paper.live() if path.startswith("assets/style."))
    report = paper.later(hours=1).build({"themes/gazette/assets/style.css": "body { color: navy }"}).deploy()
    assert report.kept == (old,)
    assert old in paper.live()
    assert paper.later(days=6).build().deploy().kept == (old,)
    assert paper.later(days=2).build().deploy().deleted == (old,)
    assert paper.live() == paper.outlet.files()


def test_text_is_stored_compressed_if_the_target_sets_gzip(outlet: Make, bucket: Bucket) -> None:
    if bucket.store == "folder":
        pytest.skip("a folder keeps no headers: its web server compresses")
    paper = DeployedOutlet(outlet(FIRST), bucket, bucket.at(gzip=True)).build()
    paper.deploy()
    assert bucket.head("index.html")["content-encoding"] == "gzip"
    assert gzip.decompress(paper.live()["index.html"]) == paper.outlet.files()["index.html"]
    assert paper.later(minutes=5).build().deploy().replaced == ()


def test_a_changed_header_rule_sends_only_the_files_that_it_matches(on_ceph: DeployedOutlet) -> None:
    on_ceph.deploy()
    on_ceph.target = on_ceph.bucket.at(cache={"/world/*": "no-cache"})
    report = on_ceph.deploy()
    assert {path.split("/")[0] for path in report.replaced} == {"world"}
    assert on_ceph.bucket.head("world/index.html")["cache-control"] == "no-cache"
    assert on_ceph.bucket.head("index.html")["cache-control"] == "public, max-age=60"


def test_the_addresses_of_changed_and_deleted_files_are_listed_for_a_cdn(on_ceph: DeployedOutlet) -> None:
    on_ceph.deploy()
    report = on_ceph.later(minutes=5).build({"content/story-5.md": None}).deploy(dry_run=True, max_deletes=9)
    assert "https://harbour-gazette.news/world/2024/12/05/story-5/" in report.purge
    assert "https://harbour-gazette.news/" in report.purge
    assert len(report.purge) == len(report.replaced) + len(report.deleted)


def test_a_page_is_served_at_exactly_its_address_whatever_its_ending(outlet: Make, bucket: Bucket) -> None:
    """Stores serve the object named like the address; the web server of a folder finds the file with its suffix."""
    addresses = {"one": "/x/Storm_1", "two": "/x/storm-15.5", "three": "/x/three.html", "four": "/x/four/"}
    stories = {f"content/{name}.md": article(name, url=url) for name, url in addresses.items()}
    paper = DeployedOutlet(outlet(stories), bucket, bucket.at()).build()
    paper.deploy()
    files = ["x/Storm_1.html", "x/storm-15.5.html", "x/three.html", "x/four/index.html"]
    assert set(files) <= paper.outlet.files().keys()
    if bucket.store != "folder":
        files[:2] = ["x/Storm_1", "x/storm-15.5"]
        assert {bucket.head(name)["content-type"] for name in files} == {"text/html; charset=utf-8"}
    assert sorted(name for name in paper.live() if name.startswith("x/")) == sorted(files)
    assert b"one</" in paper.live()[files[0]]
    later = paper.later(minutes=5).build().deploy(verify=True)
    assert (later.added, later.replaced, later.deleted) == ((), (), ())
    report = paper.later(minutes=5).build({"content/one.md": article("one", url="/x/one/")}).deploy(max_deletes=9)
    assert report.deleted == (files[0],)
