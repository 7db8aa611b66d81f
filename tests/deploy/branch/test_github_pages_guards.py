"""What a deploy to a branch refuses, each time with nothing changed and with the option that would allow it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import RefusedError
from newsprint.config.targets import GitHubPagesSettings
from newsprint.deploy.branch.stamp import Stamp, message, read_stamp
from newsprint.deploy.built.shipment import Revision
from newsprint.deploy.guards import check_age, check_deletes, check_site
from newsprint.deploy.objects.head import Build
from tests.deploy.branch.pages import NOON, SITE, Desk, git, newsroom, somebody_pushes

HOUR = timedelta(hours=1)
SHOWN = "the branch gh-pages of origin"
REVISION = Revision("ab" * 20, NOON)
CHANGED = {**SITE, "index.html": b"front"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return newsroom(tmp_path)


def test_a_branch_of_somebody_else_is_left_alone_until_it_is_adopted(desk: Desk) -> None:
    somebody_pushes(desk, {"README.md": b"Handbook"}, "The handbook")
    desk.build(SITE)
    before = desk.log(), desk.state()
    with pytest.raises(RefusedError, match=r"(?s)files that Newsprint did not put there: nothing was changed.*--adopt"):
        desk.deploy(SITE)
    assert (desk.log(), desk.state()) == before
    desk.deploy(SITE, adopt=True, max_deletes=1)
    assert desk.published() == SITE
    assert len(desk.log()) == 2


def test_a_commit_by_hand_on_top_of_a_deploy_is_noticed(desk: Desk) -> None:
    desk.deploy(SITE)
    somebody_pushes(desk, {"notice.html": b"by hand"}, "By hand")
    with pytest.raises(RefusedError, match="did not put there"):
        desk.deploy(CHANGED)


def test_another_site_is_left_alone_until_it_is_adopted(desk: Desk) -> None:
    desk.deploy(SITE, url="https://herald.example")
    before = desk.log()
    with pytest.raises(RefusedError, match=r"another site, https://herald.example, and this one is https://gazette"):
        desk.deploy(SITE)
    assert desk.log() == before
    desk.deploy(SITE, adopt=True, new_feed_id=True)
    assert desk.touched() == ["M CNAME"]


def test_a_build_of_an_earlier_instant_is_refused_until_it_is_on_purpose(desk: Desk) -> None:
    desk.deploy(SITE)
    with pytest.raises(
        RefusedError, match=r"(?s)as of 2026-11-02 12:00:00 UTC; this one is as of .* 11:00:00 UTC.*--older"
    ):
        desk.deploy(CHANGED, as_of=NOON - HOUR)
    desk.deploy(CHANGED, as_of=NOON - HOUR, older=True)
    assert desk.published() == CHANGED


def test_a_build_from_an_earlier_commit_is_refused_until_it_is_on_purpose(desk: Desk) -> None:
    """It was built later: somebody who has not pulled deploys."""
    desk.deploy(SITE, revision=REVISION)
    earlier = Revision("cd" * 20, NOON - HOUR)
    with pytest.raises(RefusedError, match=r"(?s)built from a newer commit, of 2026-11-02 12:00:00 UTC.*--older"):
        desk.deploy(CHANGED, as_of=NOON + HOUR, revision=earlier)
    desk.deploy(CHANGED, as_of=NOON + HOUR, revision=earlier, older=True)
    assert desk.published() == CHANGED


def test_an_emptied_output_is_refused(desk: Desk) -> None:
    desk.deploy(SITE)
    with pytest.raises(RefusedError, match=r"(?s)would delete 30 of 32 files; the limit is 3\..*--max-deletes 30$"):
        desk.deploy({}, as_of=NOON + HOUR)
    assert desk.published() == SITE


def test_as_many_files_are_deleted_as_a_person_says(desk: Desk) -> None:
    desk.deploy(SITE)
    half = dict(list(SITE.items())[:15])
    with pytest.raises(RefusedError, match="15 of 32 files; the limit is 14"):
        desk.deploy(half, max_deletes=14)
    assert len(desk.deploy(half, max_deletes=15).deleted) == 15
    assert desk.published() == half


def test_a_dry_run_shows_what_the_deploy_would_refuse_to_delete(desk: Desk) -> None:
    desk.deploy(SITE)
    assert len(desk.deploy({}, dry_run=True).deleted) == 30


@pytest.mark.parametrize(
    ("deletes", "there", "most", "told", "fits"),
    [
        pytest.param(0, 0, None, None, True, id="nothing of nothing"),
        pytest.param(10, 100, None, None, True, id="a tenth"),
        pytest.param(11, 100, None, None, False, id="more than a tenth"),
        pytest.param(5, 100, 5, None, True, id="as many as the target allows"),
        pytest.param(6, 100, 5, None, False, id="more than the target allows"),
        pytest.param(50, 100, 60, None, False, id="a target's number does not lift the tenth"),
        pytest.param(50, 100, 5, 50, True, id="as many as a person says"),
        pytest.param(5, 100, None, 4, False, id="more than a person says, though less than a tenth"),
        pytest.param(1, 100, 0, None, False, id="a target from which nothing goes"),
    ],
)
def test_how_much_may_be_deleted(deletes: int, there: int, most: int | None, told: int | None, fits: bool) -> None:
    target = GitHubPagesSettings(target="github-pages", max_deletes=most)
    if fits:
        check_deletes(deletes, there, target, SHOWN, limit=told)
    else:
        with pytest.raises(RefusedError, match=f"add --max-deletes {deletes}$"):
            check_deletes(deletes, there, target, SHOWN, limit=told)


@pytest.mark.parametrize(
    ("ours", "theirs", "fits"),
    [
        pytest.param(Build(NOON), Build(NOON), True, id="the same instant"),
        pytest.param(Build(NOON + HOUR), Build(NOON), True, id="a later instant"),
        pytest.param(Build(NOON), Build(NOON + HOUR), False, id="an earlier instant"),
        pytest.param(Build(NOON, "c0ffee", NOON), Build(NOON, "c0ffee", NOON), True, id="the same commit"),
        pytest.param(Build(NOON, "c0ffee", NOON - HOUR), Build(NOON, "c0ffee", NOON), False, id="an earlier commit"),
        pytest.param(Build(NOON, "c0ffee", NOON - HOUR), Build(NOON), True, id="theirs from outside of git"),
        pytest.param(Build(NOON), Build(NOON, "c0ffee", NOON), True, id="ours from outside of git"),
    ],
)
def test_which_build_is_older(ours: Build, theirs: Build, fits: bool) -> None:
    check_age(ours, theirs, SHOWN, older=True)
    if fits:
        check_age(ours, theirs, SHOWN, older=False)
    else:
        with pytest.raises(RefusedError, match=r"add --older$"):
            check_age(ours, theirs, SHOWN, older=False)


def test_whose_site_it_is() -> None:
    check_site("https://a.example", "https://a.example", SHOWN, adopt=False)
    for theirs in ("https://b.example", None):
        check_site("https://a.example", theirs, SHOWN, adopt=True)
        with pytest.raises(RefusedError, match=r"add --adopt$"):
            check_site("https://a.example", theirs, SHOWN, adopt=False)


@pytest.mark.parametrize("revision", [None, REVISION])
@pytest.mark.parametrize("kept", [{}, {"assets/a.0123456789.css": NOON, "assets/two words\n.0123456789.js": NOON}])
def test_a_stamp_is_read_as_it_was_written(revision: Revision | None, kept: dict[str, datetime]) -> None:
    stamp = Stamp("https://gazette.example/paper", NOON + timedelta(microseconds=5), revision, kept)
    assert read_stamp(message(stamp)) == stamp


@pytest.mark.parametrize(
    "text",
    [
        "",
        "By hand\n",
        "Newsprint-Site: https://a.example\n",
        "Subject\n\nNewsprint-Site: https://a.example\nNewsprint-As-Of: yesterday\n",
        "Subject\n\nNewsprint-Site: https://a.example\nNewsprint-As-Of: 2026-11-02T12:00:00\n",
        "Subject\n\nNewsprint-Site: https://a.example\nNewsprint-As-Of: 2026-11-02T12:00:00Z\n\nRevert it\n",
        "S\n\nNewsprint-Site: https://a.example\nNewsprint-As-Of: 2026-11-02T12:00:00Z\nNewsprint-Source: ab\n",
    ],
)
def test_a_message_without_a_whole_stamp_has_none(text: str) -> None:
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    ("url", "cname", "expected"),
    [
        pytest.param("https://gazette.example", None, b"gazette.example\n", id="the host of the site"),
        pytest.param("https://user.github.io", None, None, id="a site of GitHub's own"),
        pytest.param("https://user.github.io/paper", None, None, id="a project"),
        pytest.param("https://gazette.example/paper", None, None, id="a project under an account's domain"),
        pytest.param("http://localhost:8000", None, None, id="a machine of one's own"),
        pytest.param("https://gazette.example", "www.gazette.example", b"www.gazette.example\n", id="another one"),
        pytest.param("https://user.github.io/paper", "news.example", b"news.example\n", id="told for a project"),
        pytest.param("https://gazette.example", "", None, id="told that there is none"),
    ],
)
def test_the_domain_that_github_is_told(desk: Desk, url: str, cname: str | None, expected: bytes | None) -> None:
    desk.deploy(SITE, url=url, target={"cname": cname})
    assert desk.tree().get("CNAME") == expected
    assert desk.tree()[".nojekyll"] == b""


def test_an_outlets_own_files_of_these_names_win(desk: Desk) -> None:
    own = {"CNAME": b"own.example\n", ".nojekyll": b"really\n"}
    desk.deploy({**SITE, **own})
    assert desk.tree() == {**SITE, **own}


def test_a_domain_set_on_github_stays_where_the_site_knows_of_none(desk: Desk) -> None:
    """GitHub's settings write a CNAME into the branch; ``cname = ""`` takes it out again."""
    url = "https://user.github.io"
    desk.deploy(SITE, url=url)
    somebody_pushes(desk, {"CNAME": b"set.example"}, "Create CNAME")
    desk.deploy(CHANGED, url=url, adopt=True)
    assert desk.tree()["CNAME"] == b"set.example"
    desk.deploy(CHANGED, url=url, target={"cname": ""})
    assert "CNAME" not in desk.tree()
    assert git(desk.remote, "log", "-1", "--format=%s", "gh-pages").startswith("Publish the site")


def test_a_branch_whose_feeds_have_another_id_is_refused_until_they_are_to_be_new(desk: Desk) -> None:
    feed = b"<feed><entry><id>tag:%b,2000:world/a</id></entry></feed>"
    desk.deploy({**SITE, "atom.xml": feed % b"gazette.example"})
    new = {**SITE, "atom.xml": feed % b"post.example"}
    with pytest.raises(RefusedError, match=r'id = "gazette\.example"'):
        desk.deploy(new)
    desk.deploy(new, new_feed_id=True)
    desk.deploy({**new, "more.html": b"more"})
    with pytest.raises(RefusedError, match=r'id = "post\.example"'):
        desk.deploy({**SITE, "atom.xml": feed % b"gazette.example"})
