"""Pushes by others during a deploy, and deploys at the same time: nothing is overwritten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from newsprint.base.errors import RefusedError
from newsprint.deploy.branch.fast_import import Change, commit
from newsprint.deploy.branch.git import Git
from tests.deploy.branch.checkouts import CHANGED, LATER, NOON, SITE, Checkout, push_by_hand
from tests.support.git import git
from tests.support.waiting import PATIENCE


def test_a_push_of_others_during_a_deploy_is_not_overwritten(checkout: Checkout) -> None:
    """The other push comes after the deploy has read the branch."""
    checkout.deploy(SITE)
    theirs: list[str] = []

    def push(file: str, data: bytes) -> None:
        theirs.append(push_by_hand(checkout, {"notice.html": b"by hand"}, "By hand"))

    before = checkout.state()
    with pytest.raises(RefusedError, match=r"^someone pushed to gh-pages during this deploy") as caught:
        checkout.deploy(CHANGED, as_of=LATER, scan=push)
    assert str(caught.value).endswith("nothing was changed; type newsprint deploy production again")
    assert checkout.log()[0] == theirs[0]
    assert checkout.state() == before


def test_a_branch_that_others_made_during_a_deploy_is_not_overwritten(checkout: Checkout) -> None:
    theirs: list[str] = []

    def push(file: str, data: bytes) -> None:
        if not theirs:
            theirs.append(push_by_hand(checkout, {"notice.html": b"by hand"}, "By hand"))

    with pytest.raises(RefusedError, match=r"^someone pushed to gh-pages"):
        checkout.deploy(SITE, scan=push)
    assert checkout.log() == theirs


def test_history_squash_does_not_overwrite_a_push_during_the_deploy(checkout: Checkout) -> None:
    checkout.deploy(SITE, target={"history": "squash"})
    theirs: list[str] = []

    def push(file: str, data: bytes) -> None:
        if not theirs:
            theirs.append(push_by_hand(checkout, {"theirs.html": b"Theirs"}, "By hand"))

    with pytest.raises(RefusedError, match="someone pushed to gh-pages"):
        checkout.deploy({**SITE, "a.html": b"A"}, as_of=LATER, target={"history": "squash"}, scan=push)
    assert checkout.log()[0] == theirs[0]


@pytest.mark.parametrize("number", [1, 2])
def test_of_two_deploys_at_once_one_succeeds_and_the_other_is_refused(
    checkout: Checkout, tmp_path: Path, number: int
) -> None:
    """From one checkout or two: both read the branch, wait for each other, and push."""
    checkout.deploy(SITE)
    checkouts = [checkout, checkout]
    if number == 2:
        git(tmp_path, "clone", "--quiet", checkout.remote.as_uri(), "second")
        checkouts[1] = Checkout(tmp_path / "second", checkout.remote)
    both = Barrier(2)

    def attempt(one: Checkout, name: str) -> str:
        files = {**SITE, f"{name}.html": name.encode()}
        try:
            one.deploy(files, as_of=LATER, scan=lambda file, data: both.wait(PATIENCE) and None)
        except RefusedError as error:
            return str(error)
        return name

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, checkouts, ["one", "two"]))
    [winner] = [name for name in outcomes if name in ("one", "two")]
    [message] = [text for text in outcomes if text != winner]
    assert message.startswith("someone pushed to gh-pages during this deploy")
    assert checkout.published() == {**SITE, f"{winner}.html": winner.encode()}
    assert len(checkout.log()) == 2


def test_commits_of_two_threads_at_once_do_not_disturb_each_other(checkout: Checkout) -> None:
    """A program can deploy to several branches of one repository at once."""
    repository = Git(checkout.folder)
    both = Barrier(2)

    def commits(name: str) -> list[str]:
        made = []
        for number in range(15):
            both.wait(PATIENCE)
            change = Change(deleted=(), files=[(f"{name}.html", b"%d" % number)])
            made.append(commit(repository, None, change, f"{name} {number}", NOON))
        return made

    with ThreadPoolExecutor(2) as pool:
        made = [one for each in pool.map(commits, ["one", "two"]) for one in each]
    assert {git(checkout.folder, "show", "--no-patch", "--format=%s", one).strip() for one in made} == {
        f"{name} {number}" for name in ("one", "two") for number in range(15)
    }
