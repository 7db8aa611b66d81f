"""The commits of a branch for GitHub Pages: one for each changed build, or a single one."""

from __future__ import annotations

from datetime import timedelta

from newsprint.deploy.built.shipment import Revision
from tests.deploy.branch.checkouts import LATER, NOON, SITE, Checkout
from tests.deploy.listeners import RecordingListener
from tests.support.git import git


def test_the_first_deploy_makes_a_branch_with_one_commit_of_the_site(checkout: Checkout) -> None:
    listener = RecordingListener()
    report = checkout.deploy(SITE, listener=listener)
    assert checkout.tree() == {**SITE, ".nojekyll": b"", "CNAME": b"gazette.example\n"}
    assert len(checkout.log()) == 1
    assert report.added == tuple(sorted([*SITE, ".nojekyll", "CNAME"]))
    assert (report.replaced, report.deleted, report.unchanged, report.purge) == ((), (), 0, ())
    assert report.sent == sum(map(len, SITE.values())) + len("gazette.example\n")
    assert (
        listener.notes
        == list(report.notes)
        == ["gh-pages is a new branch: choose it in the settings of the repository on GitHub, under Pages"]
    )
    assert [(step.stage, step.files, step.total_files) for step in listener.steps] == [
        ("checking", 32, 32),
        ("sending", 32, 32),
    ]


def test_a_build_without_changes_makes_no_commit(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    before = checkout.log()
    report = checkout.deploy(SITE, as_of=LATER)
    assert checkout.log() == before
    assert (report.added, report.replaced, report.deleted, report.unchanged, report.sent) == ((), (), (), 32, 0)


def test_a_new_story_makes_one_commit_of_the_changed_files(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    report = checkout.deploy({**SITE, "index.html": b"front", "world/3/index.html": b"corrected"}, as_of=LATER)
    assert checkout.changes() == ["A index.html", "M world/3/index.html"]
    assert len(checkout.log()) == 2
    assert report.purge == ("https://gazette.example/world/3/",)
    assert report.sent == len(b"frontcorrected")


def test_each_changed_build_makes_one_commit(checkout: Checkout) -> None:
    for hour, text in enumerate([b"a", b"a", b"b", b"b", b"a"]):
        checkout.deploy({**SITE, "index.html": text}, as_of=NOON + timedelta(hours=hour))
    assert len(checkout.log()) == 3
    assert git(checkout.remote, "rev-list", "--merges", "gh-pages") == ""


def test_the_commit_message_names_the_site_and_the_build(checkout: Checkout) -> None:
    revision = Revision("ab" * 20, NOON - timedelta(minutes=5))
    checkout.deploy(SITE, revision=revision, now=LATER)
    assert git(checkout.remote, "log", "-1", "--format=%B%ct", "gh-pages").splitlines() == [
        "Publish the site as of 2026-11-02 12:00 UTC",
        "",
        "Newsprint-Site: https://gazette.example",
        "Newsprint-As-Of: 2026-11-02T12:00:00Z",
        f"Newsprint-Source: {'ab' * 20}",
        "Newsprint-Committed: 2026-11-02T11:55:00Z",
        "Newsprint-Feed-Id: gazette.example",
        str(int(LATER.timestamp())),
    ]
    trailers = git(checkout.remote, "log", "-1", "--format=%(trailers:key=Newsprint-Site,valueonly)", "gh-pages")
    assert trailers.strip() == "https://gazette.example"


def test_with_history_squash_the_branch_has_one_commit(checkout: Checkout) -> None:
    squash = {"history": "squash"}
    checkout.deploy(SITE, target=squash)
    deleted = next(iter(SITE))
    rest = {name: data for name, data in SITE.items() if name != deleted}
    checkout.deploy({**rest, "new/index.html": b"New"}, as_of=LATER, target=squash)
    assert checkout.published() == {**rest, "new/index.html": b"New"}
    assert len(checkout.log()) == 1
    objects = git(checkout.remote, "rev-list", "--objects", "gh-pages")
    assert deleted not in objects


def test_history_squash_deletes_an_old_history_without_other_changes(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    checkout.deploy({**SITE, "a.html": b"A"}, as_of=LATER)
    checkout.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"})
    assert (len(checkout.log()), checkout.published()) == (1, {**SITE, "a.html": b"A"})
    only = checkout.log()
    checkout.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"})
    assert checkout.log() == only
