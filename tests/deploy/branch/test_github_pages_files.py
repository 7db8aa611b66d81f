"""The files on a branch for GitHub Pages: those of the build with their bytes, scanned before the push."""

from __future__ import annotations

import pytest

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.budgets import GIT_FILE
from tests.deploy.branch.checkouts import LATER, SITE, Checkout
from tests.support.git import git


def test_files_that_the_build_did_not_write_are_not_deployed(checkout: Checkout) -> None:
    checkout.build({".newsprint": b"mark", ".env": b"secret", "world/.newsprint-x-1": b"left by a killed build"})
    checkout.deploy(SITE)
    assert checkout.published() == SITE


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


def test_a_file_that_is_too_large_for_github_is_refused(checkout: Checkout) -> None:
    with pytest.raises(RefusedError, match=r'no file over 100 MB: "film.mp4" \(100 MB\)'):
        checkout.deploy({**SITE, "film.mp4": bytes(GIT_FILE.most + 1)})
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""


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
    with pytest.raises(RefusedError, match=r"world/1/index.html\" in the output was changed after the last build"):
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
