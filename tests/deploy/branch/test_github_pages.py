"""GitHub Pages by a branch, against a real remote: one commit for each changed build, and nothing of the user's moved."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.built.shipment import Revision
from tests.deploy.branch.pages import NOON, SITE, Desk, Watcher, git, newsroom, somebody_pushes

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return newsroom(tmp_path)


def test_the_first_deploy_makes_a_branch_of_one_commit_with_the_whole_site(desk: Desk) -> None:
    watcher = Watcher()
    report = desk.deploy(SITE, listener=watcher)
    assert desk.tree() == {**SITE, ".nojekyll": b"", "CNAME": b"gazette.example\n"}
    assert len(desk.log()) == 1
    assert report.added == tuple(sorted([*SITE, ".nojekyll", "CNAME"]))
    assert (report.replaced, report.deleted, report.unchanged, report.purge) == ((), (), 0, ())
    assert report.sent == sum(map(len, SITE.values())) + len("gazette.example\n")
    assert (
        watcher.notes
        == list(report.notes)
        == ["gh-pages is a new branch: choose it in the settings of the repository on GitHub, under Pages"]
    )
    assert [(step.stage, step.files, step.total_files) for step in watcher.steps] == [
        ("checking", 32, 32),
        ("sending", 32, 32),
    ]


def test_a_build_in_which_nothing_changed_makes_no_commit(desk: Desk) -> None:
    desk.deploy(SITE)
    before = desk.log()
    report = desk.deploy(SITE, as_of=LATER)
    assert desk.log() == before
    assert (report.added, report.replaced, report.deleted, report.unchanged, report.sent) == ((), (), (), 32, 0)


def test_a_new_story_is_one_commit_of_the_files_that_it_touched(desk: Desk) -> None:
    desk.deploy(SITE)
    report = desk.deploy({**SITE, "index.html": b"front", "world/3/index.html": b"corrected"}, as_of=LATER)
    assert desk.touched() == ["A index.html", "M world/3/index.html"]
    assert len(desk.log()) == 2
    assert report.purge == ("https://gazette.example/world/3/",)
    assert report.sent == len(b"frontcorrected")


def test_there_is_one_commit_for_each_changed_build_and_none_for_the_others(desk: Desk) -> None:
    for hour, text in enumerate([b"a", b"a", b"b", b"b", b"a"]):
        desk.deploy({**SITE, "index.html": text}, as_of=NOON + timedelta(hours=hour))
    assert len(desk.log()) == 3
    assert git(desk.remote, "rev-list", "--merges", "gh-pages") == ""


def test_files_that_the_build_did_not_write_are_not_shipped(desk: Desk) -> None:
    desk.build({".newsprint": b"mark", ".env": b"secret", "world/.newsprint-x-1": b"left by a killed build"})
    desk.deploy(SITE)
    assert desk.published() == SITE


def test_the_commit_says_whose_site_and_which_build_it_is(desk: Desk) -> None:
    revision = Revision("ab" * 20, NOON - timedelta(minutes=5))
    desk.deploy(SITE, revision=revision, now=LATER)
    assert git(desk.remote, "log", "-1", "--format=%B%ct", "gh-pages").splitlines() == [
        "Publish the site as of 2026-11-02 12:00 UTC",
        "",
        "Newsprint-Site: https://gazette.example",
        "Newsprint-As-Of: 2026-11-02T12:00:00Z",
        f"Newsprint-Source: {'ab' * 20}",
        "Newsprint-Committed: 2026-11-02T11:55:00Z",
        "Newsprint-Feed-Id: gazette.example",
        str(int(LATER.timestamp())),
    ]
    trailers = git(desk.remote, "log", "-1", "--format=%(trailers:key=Newsprint-Site,valueonly)", "gh-pages")
    assert trailers.strip() == "https://gazette.example"


def test_nothing_of_the_users_is_moved(desk: Desk) -> None:
    """Staged, unstaged, stashed and new files, a local branch of the same name, a branch that is checked out."""
    (desk.folder / "story.md").write_text("To be stashed\n")
    git(desk.folder, "stash")
    git(desk.folder, "branch", "gh-pages")
    git(desk.folder, "checkout", "--quiet", "-b", "tomorrow")
    (desk.folder / "story.md").write_text("Staged\n")
    git(desk.folder, "add", "story.md")
    (desk.folder / "story.md").write_text("Not staged\n")
    (desk.folder / "new.md").write_text("Not known to git\n")
    desk.build(SITE)
    before = desk.state()
    desk.deploy(SITE)
    desk.deploy({**SITE, "index.html": b"front"})
    assert desk.state() == before
    assert len(desk.log()) == 2


def test_a_dry_run_tells_the_plan_and_changes_nothing(desk: Desk) -> None:
    desk.deploy(SITE)
    before = desk.state(), desk.log(), git(desk.folder, "for-each-ref"), git(desk.folder, "count-objects", "-v")
    report = desk.deploy({**SITE, "index.html": b"front", "world/3/index.html": b"new"}, dry_run=True)
    assert (report.dry_run, report.added, report.replaced) == (True, ("index.html",), ("world/3/index.html",))
    after = desk.state(), desk.log(), git(desk.folder, "for-each-ref"), git(desk.folder, "count-objects", "-v")
    assert after == before


def test_a_dry_run_of_the_first_deploy_makes_no_branch(desk: Desk) -> None:
    assert len(desk.deploy(SITE, dry_run=True).added) == 32
    assert git(desk.remote, "branch", "--list", "gh-pages") == ""


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


def test_every_name_that_a_file_can_have_is_published_and_deleted(desk: Desk) -> None:
    odd = {name: name.encode() for name in ODD_NAMES}
    desk.deploy({**SITE, **odd})
    assert desk.published() == {**SITE, **odd}
    desk.deploy({**SITE, **dict.fromkeys(odd, b"changed")}, as_of=LATER)
    assert desk.published() == {**SITE, **dict.fromkeys(odd, b"changed")}
    report = desk.deploy(SITE, as_of=LATER, max_deletes=len(odd))
    assert (desk.published(), set(report.deleted)) == (SITE, set(odd))


def test_a_file_may_come_where_a_folder_was_and_the_other_way_round(desk: Desk) -> None:
    desk.deploy({**SITE, "a/b/c": b"1", "d": b"2"})
    for path in (desk.output / "a", desk.output / "d"):
        path.rename(path.with_name(f"{path.name}-before"))
    desk.deploy({**SITE, "a": b"3", "d/e": b"4"}, as_of=LATER, max_deletes=2)
    assert desk.published() == {**SITE, "a": b"3", "d/e": b"4"}


def test_line_ends_and_filters_of_git_do_not_touch_a_byte(desk: Desk) -> None:
    """The repository converts line ends and sends HTML through a filter; a site is shipped as it was built."""
    git(desk.folder, "config", "core.autocrlf", "true")
    git(desk.folder, "config", "filter.shout.clean", "tr a-z A-Z")
    (desk.folder / ".gitattributes").write_text("* text=auto eol=crlf filter=shout\n")
    desk.deploy({**SITE, "index.html": b"one\r\ntwo\nthree"})
    blob = git(desk.remote, "rev-parse", "gh-pages:index.html").strip()
    assert blob == git(desk.remote, "hash-object", "--stdin", data=b"one\r\ntwo\nthree").strip()


def test_a_file_that_someone_made_a_program_or_a_link_becomes_a_plain_file_again(desk: Desk) -> None:
    desk.deploy(SITE)
    place = desk.remote.parent / "by-hand"
    git(desk.remote.parent, "clone", "--quiet", "--branch=gh-pages", desk.remote.as_uri(), str(place))
    (place / "world/3/index.html").chmod(0o755)
    (place / "world/4/index.html").unlink()
    (place / "world/4/index.html").symlink_to("../5/index.html")
    git(place, "commit", "--quiet", "-a", "--amend", "--no-edit")
    git(place, "push", "--quiet", "--force", "origin", "gh-pages")
    report = desk.deploy(SITE)
    assert report.replaced == ("world/3/index.html", "world/4/index.html")
    assert {line.split()[0] for line in git(desk.remote, "ls-tree", "-r", "gh-pages").splitlines()} == {"100644"}
    assert desk.published() == SITE


def test_the_scan_sees_what_is_new_or_changed_before_anything_is_sent_and_may_refuse(desk: Desk) -> None:
    desk.deploy(SITE)
    seen: dict[str, bytes] = {}

    def refuse(file: str, data: bytes) -> None:
        seen[file] = data
        if b"embargoed" in data:
            raise RefusedError("an embargoed story")

    before = desk.log()
    with pytest.raises(RefusedError, match="an embargoed story"):
        desk.deploy({**SITE, "index.html": b"front", "z.html": b"embargoed"}, as_of=LATER, scan=refuse)
    assert (desk.log(), seen) == (before, {"index.html": b"front", "z.html": b"embargoed"})


def test_a_file_that_changes_between_scan_and_sending_stops_the_deploy(desk: Desk) -> None:
    def meddle(file: str, data: bytes) -> None:
        if file == "world/9/index.html":
            (desk.output / "world/1/index.html").write_bytes(b"meddled with")

    before = desk.state()
    with pytest.raises(DeployError, match="was changed during the deploy"):
        desk.deploy(SITE, scan=meddle)
    assert git(desk.remote, "branch", "--list", "gh-pages") == ""
    assert desk.state()["git folder"] == before["git folder"]


def test_a_file_that_is_not_as_it_was_built_stops_the_deploy(desk: Desk) -> None:
    def meddle(file: str, data: bytes) -> None:
        (desk.output / "world/9/index.html").write_bytes(b"meddled with")

    with pytest.raises(RefusedError, match=r"world/9/index.html\" in the output was changed after the last build"):
        desk.deploy(SITE, scan=meddle)
    assert git(desk.remote, "branch", "--list", "gh-pages") == ""


def test_a_file_of_the_build_that_is_gone_stops_the_deploy(desk: Desk) -> None:
    def remove(file: str, data: bytes) -> None:
        (desk.output / "world/9/index.html").unlink(missing_ok=True)

    with pytest.raises(DeployError, match=r"index.html\" in the output cannot be read \(no such file"):
        desk.deploy(SITE, scan=remove)
    assert git(desk.remote, "branch", "--list", "gh-pages") == ""


def test_a_file_that_is_too_large_for_github_is_named_before_anything_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsprint.deploy.branch.branch_files.MAX_FILE_SIZE", 1000)
    with pytest.raises(RefusedError, match=r'no file over 100 MB: "film.mp4"'):
        desk.deploy({**SITE, "film.mp4": b"x" * 1001})
    assert git(desk.remote, "branch", "--list", "gh-pages") == ""


@pytest.mark.parametrize("count", [50, 500])
def test_small_and_large_deploys_leave_no_name_behind(desk: Desk, count: int) -> None:
    """fast-import keeps a pack from a hundred objects on, and loose objects below; names it needs either way."""
    desk.deploy({f"{number}.html": str(number).encode() for number in range(count)})
    assert git(desk.folder, "for-each-ref", "refs/newsprint") == ""
    assert len(desk.published()) == count


def test_names_that_a_killed_deploy_left_are_removed(desk: Desk) -> None:
    git(desk.folder, "update-ref", "refs/newsprint/4711", "HEAD")
    desk.deploy(SITE)
    assert git(desk.folder, "for-each-ref", "refs/newsprint") == ""


OLD, NEW = {"assets/style.0123456789.css": b"old"}, {"assets/style.abcdef0123.css": b"new"}
DAY = timedelta(days=1)


def test_an_old_asset_stays_for_some_days_and_then_goes_with_the_next_changed_build(desk: Desk) -> None:
    """Seven days after no page needs it any more; a commit for it alone is never made."""
    desk.deploy({**SITE, **OLD})
    report = desk.deploy({**SITE, **NEW}, now=NOON + DAY, as_of=NOON + DAY)
    assert (report.kept, report.deleted, report.added) == (tuple(OLD), (), tuple(NEW))
    later = NOON + 7 * DAY
    desk.deploy({**SITE, **NEW, "index.html": b"1"}, now=later, as_of=later)
    assert desk.published().keys() >= OLD.keys()
    commits = desk.log()
    later = NOON + 8 * DAY
    assert desk.deploy({**SITE, **NEW, "index.html": b"1"}, now=later, as_of=later).kept == tuple(OLD)
    assert desk.log() == commits
    report = desk.deploy({**SITE, **NEW, "index.html": b"2"}, now=later, as_of=later)
    assert (report.kept, report.deleted) == ((), tuple(OLD))
    assert desk.published() == {**SITE, **NEW, "index.html": b"2"}


def test_an_asset_that_is_needed_again_starts_anew(desk: Desk) -> None:
    for day, assets in enumerate([OLD, NEW, OLD, NEW]):
        instant = NOON + 5 * day * DAY
        desk.deploy({**SITE, **assets}, now=instant, as_of=instant)
    assert desk.published().keys() >= OLD.keys()


def test_without_days_old_assets_go_at_once_and_other_files_always_do(desk: Desk) -> None:
    desk.deploy({**SITE, **OLD, "assets/plain.css": b"1"})
    report = desk.deploy({**SITE, **NEW}, target={"keep_assets_days": 0}, as_of=LATER)
    assert report.deleted == ("assets/plain.css", *OLD)
    desk.deploy({**SITE, **OLD, "assets/plain.css": b"1"}, as_of=LATER)
    assert desk.deploy(SITE, as_of=LATER).deleted == ("assets/plain.css",)


def test_a_branch_without_history_has_one_commit_and_the_same_files(desk: Desk) -> None:
    squash = {"history": "squash"}
    desk.deploy(SITE, target=squash)
    gone = next(iter(SITE))
    rest = {name: data for name, data in SITE.items() if name != gone}
    desk.deploy({**rest, "new/index.html": b"New"}, as_of=LATER, target=squash)
    assert desk.published() == {**rest, "new/index.html": b"New"}
    assert len(desk.log()) == 1
    told = git(desk.remote, "rev-list", "--objects", "gh-pages")
    assert gone not in told


def test_a_history_that_is_there_goes_even_if_no_file_changed(desk: Desk) -> None:
    desk.deploy(SITE)
    desk.deploy({**SITE, "a.html": b"A"}, as_of=LATER)
    desk.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"})
    assert (len(desk.log()), desk.published()) == (1, {**SITE, "a.html": b"A"})
    only = desk.log()
    desk.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"})
    assert desk.log() == only


def test_without_history_somebody_who_pushed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    desk.deploy(SITE, target={"history": "squash"})
    theirs: list[str] = []

    def push(file: str, data: bytes) -> None:
        if not theirs:
            theirs.append(somebody_pushes(desk, {"theirs.html": b"Theirs"}, "By hand"))

    with pytest.raises(RefusedError, match="someone pushed to gh-pages"):
        desk.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"}, scan=push)
    assert desk.log()[0] == theirs[0]
