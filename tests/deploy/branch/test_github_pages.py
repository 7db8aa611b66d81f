"""Deploys to a branch for GitHub Pages: one commit for each changed build, and no change to the user's checkout."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.built.shipment import Revision
from tests.deploy.branch.checkouts import NOON, SITE, Checkout, RecordingListener, new_checkout, push_by_hand
from tests.support.git import git

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a checkout of an outlet with its remote."""
    return new_checkout(tmp_path)


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


def test_files_that_the_build_did_not_write_are_not_deployed(checkout: Checkout) -> None:
    checkout.build({".newsprint": b"mark", ".env": b"secret", "world/.newsprint-x-1": b"left by a killed build"})
    checkout.deploy(SITE)
    assert checkout.published() == SITE


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


ODD_NAMES = (
    "world/two words/index.html",
    "-rf",
    '"quoted".html',
    "it's.html",
    "back\\slash.html",
    "straße/übergrößenträger.html",
    "東京/index.html",
    "emoji-🗞.html",
    "tab\there.html",
    "line\nbreak.html",
    " leading and trailing ",
    "100%.html",
    "$HOME.html",
    ".well-known/security.txt",
)


def test_files_with_unusual_names_are_published_and_deleted(checkout: Checkout) -> None:
    odd = {name: name.encode() for name in ODD_NAMES}
    checkout.deploy({**SITE, **odd})
    assert checkout.published() == {**SITE, **odd}
    checkout.deploy({**SITE, **dict.fromkeys(odd, b"changed")}, as_of=LATER)
    assert checkout.published() == {**SITE, **dict.fromkeys(odd, b"changed")}
    report = checkout.deploy(SITE, as_of=LATER, max_deletes=len(odd))
    assert (checkout.published(), set(report.deleted)) == (SITE, set(odd))


def test_a_file_can_replace_a_folder_and_a_folder_a_file(checkout: Checkout) -> None:
    checkout.deploy({**SITE, "a/b/c": b"1", "d": b"2"})
    for path in (checkout.output / "a", checkout.output / "d"):
        path.rename(path.with_name(f"{path.name}-before"))
    checkout.deploy({**SITE, "a": b"3", "d/e": b"4"}, as_of=LATER, max_deletes=2)
    assert checkout.published() == {**SITE, "a": b"3", "d/e": b"4"}


def test_line_end_conversion_and_filters_of_git_are_not_applied(checkout: Checkout) -> None:
    """The repository converts line ends and filters all files, but the site is published as it was built."""
    git(checkout.folder, "config", "core.autocrlf", "true")
    git(checkout.folder, "config", "filter.shout.clean", "tr a-z A-Z")
    (checkout.folder / ".gitattributes").write_text("* text=auto eol=crlf filter=shout\n")
    checkout.deploy({**SITE, "index.html": b"one\r\ntwo\nthree"})
    blob = git(checkout.remote, "rev-parse", "gh-pages:index.html").strip()
    assert blob == git(checkout.remote, "hash-object", "--stdin", data=b"one\r\ntwo\nthree").strip()


def test_executables_and_links_on_the_branch_become_plain_files_again(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    place = checkout.remote.parent / "by-hand"
    git(checkout.remote.parent, "clone", "--quiet", "--branch=gh-pages", checkout.remote.as_uri(), str(place))
    (place / "world/3/index.html").chmod(0o755)
    (place / "world/4/index.html").unlink()
    (place / "world/4/index.html").symlink_to("../5/index.html")
    git(place, "commit", "--quiet", "-a", "--amend", "--no-edit")
    git(place, "push", "--quiet", "--force", "origin", "gh-pages")
    report = checkout.deploy(SITE)
    assert report.replaced == ("world/3/index.html", "world/4/index.html")
    assert {line.split()[0] for line in git(checkout.remote, "ls-tree", "-r", "gh-pages").splitlines()} == {"100644"}
    assert checkout.published() == SITE


def test_the_scan_reads_changed_files_before_the_push_and_can_refuse(checkout: Checkout) -> None:
    checkout.deploy(SITE)
    scanned: dict[str, bytes] = {}

    def refuse(file: str, data: bytes) -> None:
        scanned[file] = data
        if b"embargoed" in data:
            raise RefusedError("an embargoed story")

    before = checkout.log()
    with pytest.raises(RefusedError, match="an embargoed story"):
        checkout.deploy({**SITE, "index.html": b"front", "z.html": b"embargoed"}, as_of=LATER, scan=refuse)
    assert (checkout.log(), scanned) == (before, {"index.html": b"front", "z.html": b"embargoed"})


def test_a_file_that_changes_between_scan_and_push_stops_the_deploy(checkout: Checkout) -> None:
    def edit(file: str, data: bytes) -> None:
        if file == "world/9/index.html":
            (checkout.output / "world/1/index.html").write_bytes(b"edited")

    before = checkout.state()
    with pytest.raises(DeployError, match="was changed during the deploy"):
        checkout.deploy(SITE, scan=edit)
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""
    assert checkout.state()["git folder"] == before["git folder"]


def test_a_file_that_was_changed_since_the_build_stops_the_deploy(checkout: Checkout) -> None:
    def edit(file: str, data: bytes) -> None:
        (checkout.output / "world/9/index.html").write_bytes(b"edited")

    with pytest.raises(RefusedError, match=r"world/9/index.html\" in the output was changed after the last build"):
        checkout.deploy(SITE, scan=edit)
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""


def test_a_deleted_file_of_the_build_stops_the_deploy(checkout: Checkout) -> None:
    def remove(file: str, data: bytes) -> None:
        (checkout.output / "world/9/index.html").unlink(missing_ok=True)

    with pytest.raises(DeployError, match=r"index.html\" in the output cannot be read \(no such file"):
        checkout.deploy(SITE, scan=remove)
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""


def test_a_file_that_is_too_large_for_github_is_refused(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsprint.deploy.branch.branch_files.MAX_FILE_SIZE", 1000)
    with pytest.raises(RefusedError, match=r'no file over 100 MB: "film.mp4"'):
        checkout.deploy({**SITE, "film.mp4": b"x" * 1001})
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""


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


OLD, NEW = {"assets/style.0123456789.css": b"old"}, {"assets/style.abcdef0123.css": b"new"}
DAY = timedelta(days=1)


def test_an_old_asset_is_deleted_with_a_changed_build_after_seven_days(checkout: Checkout) -> None:
    """A commit that only deletes old assets is never made."""
    checkout.deploy({**SITE, **OLD})
    report = checkout.deploy({**SITE, **NEW}, now=NOON + DAY, as_of=NOON + DAY)
    assert (report.kept, report.deleted, report.added) == (tuple(OLD), (), tuple(NEW))
    later = NOON + 7 * DAY
    checkout.deploy({**SITE, **NEW, "index.html": b"1"}, now=later, as_of=later)
    assert checkout.published().keys() >= OLD.keys()
    commits = checkout.log()
    later = NOON + 8 * DAY
    assert checkout.deploy({**SITE, **NEW, "index.html": b"1"}, now=later, as_of=later).kept == tuple(OLD)
    assert checkout.log() == commits
    report = checkout.deploy({**SITE, **NEW, "index.html": b"2"}, now=later, as_of=later)
    assert (report.kept, report.deleted) == ((), tuple(OLD))
    assert checkout.published() == {**SITE, **NEW, "index.html": b"2"}


def test_the_days_of_an_asset_start_again_after_it_was_used_again(checkout: Checkout) -> None:
    for day, assets in enumerate([OLD, NEW, OLD, NEW]):
        instant = NOON + 5 * day * DAY
        checkout.deploy({**SITE, **assets}, now=instant, as_of=instant)
    assert checkout.published().keys() >= OLD.keys()


def test_with_keep_assets_days_0_old_assets_are_deleted_at_once(checkout: Checkout) -> None:
    checkout.deploy({**SITE, **OLD, "assets/plain.css": b"1"})
    report = checkout.deploy({**SITE, **NEW}, target={"keep_assets_days": 0}, as_of=LATER)
    assert report.deleted == ("assets/plain.css", *OLD)
    checkout.deploy({**SITE, **OLD, "assets/plain.css": b"1"}, as_of=LATER)
    assert checkout.deploy(SITE, as_of=LATER).deleted == ("assets/plain.css",)


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


def test_history_squash_does_not_overwrite_a_push_during_the_deploy(checkout: Checkout) -> None:
    checkout.deploy(SITE, target={"history": "squash"})
    theirs: list[str] = []

    def push(file: str, data: bytes) -> None:
        if not theirs:
            theirs.append(push_by_hand(checkout, {"theirs.html": b"Theirs"}, "By hand"))

    with pytest.raises(RefusedError, match="someone pushed to gh-pages"):
        checkout.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"}, scan=push)
    assert checkout.log()[0] == theirs[0]
