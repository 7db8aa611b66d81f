"""Deploys to a branch that are refused, with nothing changed and the option that would allow them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from newsprint.base.errors import RefusedError
from newsprint.config.targets import GitHubPagesSettings
from newsprint.deploy.branch.stamp import Stamp, message, read_stamp
from newsprint.deploy.built.shipment import Revision
from newsprint.deploy.guards import check_age, check_deletes, check_site
from newsprint.deploy.objects.head import Build
from tests.deploy.branch.checkouts import CHANGED, NOON, SITE, Checkout, push_by_hand
from tests.support.git import git

HOUR = timedelta(hours=1)
SHOWN = "the branch gh-pages of origin"
REVISION = Revision("ab" * 20, NOON)


def test_a_branch_with_files_of_others_is_refused_until_it_is_adopted(checkout: Checkout) -> None:
    push_by_hand(checkout, {"README.md": b"Handbook"}, "The handbook")
    checkout.build(SITE)
    before = checkout.log(), checkout.state()
    with pytest.raises(RefusedError, match=r"(?s)files that Newsprint did not put there: nothing was changed.*--adopt"):
        checkout.deploy(SITE)
    assert (checkout.log(), checkout.state()) == before
    checkout.deploy(SITE, adopt=True, max_deletes=1)
    assert checkout.published() == SITE
    assert len(checkout.log()) == 2


def test_a_branch_with_a_commit_by_hand_is_refused(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    push_by_hand(checkout, {"notice.html": b"by hand"}, "By hand")
    with pytest.raises(RefusedError, match="did not put there"):
        checkout.deploy(CHANGED)


def test_a_branch_with_another_site_is_refused_until_it_is_adopted(checkout: Checkout) -> None:
    checkout.deploy(SITE, url="https://herald.example")
    before = checkout.log()
    with pytest.raises(RefusedError, match=r"another site, https://herald.example, and this one is https://gazette"):
        checkout.deploy(SITE)
    assert checkout.log() == before
    checkout.deploy(SITE, adopt=True, new_feed_id=True)
    assert checkout.changes() == ["M CNAME"]


def test_a_build_as_of_an_earlier_instant_is_refused_without_older(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    with pytest.raises(
        RefusedError, match=r"(?s)as of 2026-11-02 12:00:00 UTC; this one is as of .* 11:00:00 UTC.*--older"
    ):
        checkout.deploy(CHANGED, as_of=NOON - HOUR)
    checkout.deploy(CHANGED, as_of=NOON - HOUR, older=True)
    assert checkout.published() == CHANGED


def test_a_build_from_an_earlier_commit_is_refused_without_older(checkout: Checkout) -> None:
    """Somebody deploys a later build without having pulled the newest commit."""
    checkout.deploy(SITE, revision=REVISION)
    earlier = Revision("cd" * 20, NOON - HOUR)
    with pytest.raises(RefusedError, match=r"(?s)built from a newer commit, of 2026-11-02 12:00:00 UTC.*--older"):
        checkout.deploy(CHANGED, as_of=NOON + HOUR, revision=earlier)
    checkout.deploy(CHANGED, as_of=NOON + HOUR, revision=earlier, older=True)
    assert checkout.published() == CHANGED


def test_an_empty_output_is_refused(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    with pytest.raises(RefusedError, match=r"(?s)would delete 30 of 32 files; the limit is 3\..*--max-deletes 30$"):
        checkout.deploy({}, as_of=NOON + HOUR)
    assert checkout.published() == SITE


def test_max_deletes_allows_exactly_that_many_deletes(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    half = dict(list(SITE.items())[:15])
    with pytest.raises(RefusedError, match="15 of 32 files; the limit is 14"):
        checkout.deploy(half, max_deletes=14)
    assert len(checkout.deploy(half, max_deletes=15).deleted) == 15
    assert checkout.published() == half


def test_a_dry_run_shows_deletes_that_a_deploy_would_refuse(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    assert len(checkout.deploy({}, dry_run=True).deleted) == 30


@pytest.mark.parametrize(
    ("deletes", "files", "target_limit", "option", "allowed"),
    [
        pytest.param(0, 0, None, None, True, id="nothing of nothing"),
        pytest.param(10, 100, None, None, True, id="a tenth"),
        pytest.param(11, 100, None, None, False, id="more than a tenth"),
        pytest.param(5, 100, 5, None, True, id="as many as the target allows"),
        pytest.param(6, 100, 5, None, False, id="more than the target allows"),
        pytest.param(50, 100, 60, None, False, id="more than a tenth, though less than the target allows"),
        pytest.param(50, 100, 5, 50, True, id="as many as the option says"),
        pytest.param(5, 100, None, 4, False, id="more than the option says, though less than a tenth"),
        pytest.param(1, 100, 0, None, False, id="a target that allows no deletes"),
    ],
)
def test_deletes_are_limited_to_a_tenth_the_target_or_the_option(
    deletes: int, files: int, target_limit: int | None, option: int | None, allowed: bool
) -> None:
    target = GitHubPagesSettings(target="github-pages", max_deletes=target_limit)
    if allowed:
        check_deletes(deletes, files, target, SHOWN, limit=option)
    else:
        with pytest.raises(RefusedError, match=f"add --max-deletes {deletes}$"):
            check_deletes(deletes, files, target, SHOWN, limit=option)


@pytest.mark.parametrize(
    ("ours", "theirs", "allowed"),
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
def test_a_build_of_an_older_instant_or_commit_needs_the_option_older(
    ours: Build, theirs: Build, allowed: bool
) -> None:
    check_age(ours, theirs, SHOWN, older=True)
    if allowed:
        check_age(ours, theirs, SHOWN, older=False)
    else:
        with pytest.raises(RefusedError, match=r"add --older$"):
            check_age(ours, theirs, SHOWN, older=False)


def test_another_site_needs_the_option_adopt() -> None:
    check_site("https://a.example", "https://a.example", SHOWN, adopt=False)
    for theirs in ("https://b.example", None):
        check_site("https://a.example", theirs, SHOWN, adopt=True)
        with pytest.raises(RefusedError, match=r"add --adopt$"):
            check_site("https://a.example", theirs, SHOWN, adopt=False)


@pytest.mark.parametrize("revision", [None, REVISION])
@pytest.mark.parametrize("kept", [{}, {"assets/a.0123456789.css": NOON, "assets/two words\n.0123456789.js": NOON}])
def test_the_stamp_of_a_commit_is_read_as_it_was_written(revision: Revision | None, kept: dict[str, datetime]) -> None:
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
def test_a_commit_message_without_a_complete_stamp_has_none(text: str) -> None:
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    ("url", "cname", "expected"),
    [
        pytest.param("https://gazette.example", None, b"gazette.example\n", id="the host of the site"),
        pytest.param("https://user.github.io", None, None, id="a site of GitHub's own"),
        pytest.param("https://user.github.io/paper", None, None, id="a project"),
        pytest.param("https://gazette.example/paper", None, None, id="a project under an account's domain"),
        pytest.param("http://localhost:8000", None, None, id="localhost"),
        pytest.param(
            "https://gazette.example", "www.gazette.example", b"www.gazette.example\n", id="another domain in cname"
        ),
        pytest.param(
            "https://user.github.io/paper", "news.example", b"news.example\n", id="a domain in cname for a project"
        ),
        pytest.param("https://gazette.example", "", None, id="an empty cname"),
    ],
)
def test_the_cname_file_names_the_domain_of_the_site(
    checkout: Checkout, url: str, cname: str | None, expected: bytes | None
) -> None:
    checkout.deploy(SITE, url=url, target={"cname": cname})
    assert checkout.tree().get("CNAME") == expected
    assert checkout.tree()[".nojekyll"] == b""


def test_files_named_cname_and_nojekyll_of_the_outlet_are_kept(checkout: Checkout) -> None:
    own = {"CNAME": b"own.example\n", ".nojekyll": b"really\n"}
    checkout.deploy({**SITE, **own})
    assert checkout.tree() == {**SITE, **own}


def test_a_domain_that_was_set_on_github_is_kept(checkout: Checkout) -> None:
    """GitHub's settings write a CNAME file into the branch; ``cname = ""`` deletes it."""
    url = "https://user.github.io"
    checkout.deploy(SITE, url=url)
    push_by_hand(checkout, {"CNAME": b"set.example"}, "Create CNAME")
    checkout.deploy(CHANGED, url=url, adopt=True)
    assert checkout.tree()["CNAME"] == b"set.example"
    checkout.deploy(CHANGED, url=url, target={"cname": ""})
    assert "CNAME" not in checkout.tree()
    assert git(checkout.remote, "log", "-1", "--format=%s", "gh-pages").startswith("Publish the site")


def test_a_branch_with_another_feed_id_is_refused_without_new_feed_id(checkout: Checkout) -> None:
    feed = b"<feed><entry><id>tag:%b,2000:world/a</id></entry></feed>"
    checkout.deploy({**SITE, "atom.xml": feed % b"gazette.example"})
    new = {**SITE, "atom.xml": feed % b"post.example"}
    with pytest.raises(RefusedError, match=r'id = "gazette\.example"'):
        checkout.deploy(new)
    checkout.deploy(new, new_feed_id=True)
    checkout.deploy({**new, "more.html": b"more"})
    with pytest.raises(RefusedError, match=r'id = "post\.example"'):
        checkout.deploy({**SITE, "atom.xml": feed % b"gazette.example"})
