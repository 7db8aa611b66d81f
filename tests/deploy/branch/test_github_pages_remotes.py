"""Remotes that ask for a password, cannot be reached, or do not exist."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError
from newsprint.deploy.branch.git import reason
from tests.deploy.branch.checkouts import CHANGED, LATER, SITE, Checkout
from tests.deploy.branch.git_http import git_server
from tests.support.git import git

PASSWORD = "s3cret@word"


@pytest.fixture
def host(tmp_path: Path, checkout: Checkout) -> Iterator[str]:
    """Serve the remote of the checkout over HTTP, where ``editor`` can push; give its address."""
    with git_server(tmp_path, "editor", PASSWORD) as address:
        yield address


def set_remote(checkout: Checkout, url: str) -> Checkout:
    """Set the URL of the remote, and return the checkout."""
    git(checkout.folder, "remote", "set-url", "origin", url)
    return checkout


def test_a_build_is_published_over_http_with_the_right_password(checkout: Checkout, host: str) -> None:
    set_remote(checkout, f"http://editor:{PASSWORD.replace('@', '%40')}@{host}/remote.git")
    checkout.deploy(SITE)
    checkout.deploy(CHANGED, as_of=LATER)
    assert checkout.published() == CHANGED
    assert len(checkout.log()) == 2


def test_the_password_of_a_credential_helper_is_used(checkout: Checkout, host: str, tmp_path: Path) -> None:
    helper = f"!f() {{ echo username=editor; echo password={PASSWORD}; }}; f"
    git(set_remote(checkout, f"http://{host}/remote.git").folder, "config", "credential.helper", helper)
    checkout.deploy(SITE)
    assert checkout.published() == SITE


@pytest.mark.parametrize(
    "login", [pytest.param("", id="no password"), pytest.param("editor:wr0ng-secret@", id="a wrong password")]
)
def test_a_wrong_or_missing_password_is_reported_and_not_printed(
    checkout: Checkout, host: str, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git does not prompt for a password, although a program for that is configured."""
    monkeypatch.setenv("GIT_ASKPASS", "/bin/false-which-would-be-an-error")
    set_remote(checkout, f"http://{login}{host}/remote.git")
    with pytest.raises(DeployError, match=r"^origin denied access: .* by hand$") as caught:
        checkout.deploy(SITE)
    assert "secret" not in str(caught.value)
    assert f"http://{host}" in str(caught.value)
    assert git(checkout.remote, "branch", "--list", "gh-pages") == ""


def test_a_remote_url_is_printed_without_its_password(checkout: Checkout, host: str) -> None:
    with pytest.raises(DeployError, match=f"^http://{host}/remote.git denied access") as caught:
        checkout.deploy(SITE, target={"remote": f"http://editor:wr0ng-secret@{host}/remote.git"})
    assert "secret" not in str(caught.value)


def test_a_remote_that_is_not_a_repository_is_reported(checkout: Checkout, host: str) -> None:
    set_remote(checkout, f"http://editor:{PASSWORD.replace('@', '%40')}@{host}/another.git")
    with pytest.raises(DeployError, match=r"^git finds no repository at origin: .*Check it with git remote -v$"):
        checkout.deploy(SITE)


def test_a_remote_that_is_not_configured_is_reported(checkout: Checkout) -> None:
    with pytest.raises(DeployError, match=r'^there is no git remote "upstream": add it with git remote add'):
        checkout.deploy(SITE, target={"remote": "upstream"})


def test_a_remote_that_looks_like_an_option_is_refused(checkout: Checkout) -> None:
    with pytest.raises(DeployError, match="--upload-pack=touch x"):
        checkout.deploy(SITE, target={"remote": "--upload-pack=touch x"})
    assert not (checkout.folder / "x").exists()


def test_a_host_that_does_not_answer_is_reported(checkout: Checkout) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        set_remote(checkout, f"http://127.0.0.1:{taken.getsockname()[1]}/remote.git")
        with pytest.raises(DeployError, match=r"^origin cannot be reached: .*newsprint deploy production again"):
            checkout.deploy(SITE)


def test_an_unknown_host_is_reported(checkout: Checkout) -> None:
    set_remote(checkout, "https://git.invalid/remote.git")
    with pytest.raises(DeployError, match=r"^origin cannot be reached: .*git\.invalid"):
        checkout.deploy(SITE)


def test_an_outlet_outside_of_git_is_reported(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "alone").mkdir()
    with pytest.raises(DeployError, match="alone is not in a git repository, and GitHub Pages needs one"):
        Checkout(tmp_path / "alone", checkout.remote).deploy(SITE)


def test_a_machine_without_git_is_reported(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DeployError, match=r"^git is not installed"):
        checkout.deploy(SITE)


def test_an_invalid_branch_name_is_refused(checkout: Checkout) -> None:
    with pytest.raises(DeployError, match=r'^"gh\.\.pages" cannot be the name of a branch$'):
        checkout.deploy(SITE, target={"branch": "gh..pages"})


def test_a_push_whose_answer_was_lost_counts_as_done(checkout: Checkout, tmp_path: Path) -> None:
    """The remote has moved the branch, and the deploy asks it again."""
    with git_server(tmp_path, "editor", "simple", loses="git-receive-pack") as host:
        set_remote(checkout, f"http://editor:simple@{host}/remote.git").deploy(SITE)
    assert checkout.published() == SITE


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("", "git gave no reason"),
        ("Cloning\nfatal: repository not found\n", "repository not found"),
        ("remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://x/': 403", "Permission to a/b.git denied to c."),
        (" ! [remote rejected] 0a -> gh-pages (hook declined)\nerror: failed to push", "hook declined"),
        ("ERROR: Repository not found.\nfatal: Could not read from remote repository.", "Repository not found."),
        ("ssh: Could not resolve hostname x: no\nfatal: Could not read from remote repository.", "ssh: Could not resolve hostname x: no"),
    ],
)  # fmt: skip
def test_the_line_of_git_that_explains_most_is_the_reason(output: str, expected: str) -> None:
    assert reason(output) == expected
