"""Remotes that refuse, cannot be reached or ask for a password, and pushes by others during a deploy."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from newsprint.base.errors import DeployError, RefusedError
from newsprint.deploy.branch.fast_import import Change, commit
from newsprint.deploy.branch.git import Git, reason
from tests.deploy.branch.checkouts import NOON, SITE, Checkout, new_checkout, push_by_hand
from tests.deploy.branch.git_http import git_server
from tests.support.git import git
from tests.support.waiting import PATIENCE

LATER = NOON + timedelta(hours=1)
PASSWORD = "s3cret@word"
CHANGED = {**SITE, "index.html": b"front"}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a checkout of an outlet with its remote."""
    return new_checkout(tmp_path)


@pytest.fixture
def host(tmp_path: Path, checkout: Checkout) -> Iterator[str]:
    """Serve the remote of the checkout over HTTP, where ``editor`` can push; give its address."""
    with git_server(tmp_path, "editor", PASSWORD) as address:
        yield address


def set_remote(checkout: Checkout, url: str) -> Checkout:
    """Set the URL of the remote, and return the checkout."""
    git(checkout.folder, "remote", "set-url", "origin", url)
    return checkout


def remote_hook(checkout: Checkout, name: str, script: str) -> None:
    """Add a hook to the remote repository."""
    path = checkout.remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


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


@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param("echo 'Pages are frozen over Christmas.' >&2; exit 1", "Pages are frozen over Christmas.", id="a hook with a message"),
        pytest.param("echo 'Style guide not found: no connection, no permission.' >&2; exit 1", "Style guide not found", id="a hook with a message like one of git"),
        pytest.param("exit 1", "pre-receive hook declined", id="a hook without a message"),
        pytest.param(
            "echo 'error: Trace: 0123' >&2; echo 'error: See https://gh.io/lfs for more.' >&2;"
            "echo 'error: File film.mp4 is 120.00 MB; this exceeds the limit of 100.00 MB' >&2; exit 1",
            "File film.mp4 is 120.00 MB; this exceeds the limit of 100.00 MB",
            id="a large file",
        ),
    ],
)  # fmt: skip
def test_the_message_of_a_remote_that_refuses_is_quoted(checkout: Checkout, script: str, message: str) -> None:
    checkout.deploy(SITE)
    before = checkout.log(), checkout.state()
    remote_hook(checkout, "pre-receive", script)
    with pytest.raises(DeployError, match=re.escape(f"origin refused the branch gh-pages: {message}")) as caught:
        checkout.deploy(CHANGED, as_of=LATER)
    assert not isinstance(caught.value, RefusedError)
    assert (checkout.log(), checkout.state()) == before


def test_all_lines_of_a_remote_are_quoted_with_the_refused_commit(checkout: Checkout) -> None:
    remote_hook(
        checkout,
        "pre-receive",
        "printf 'Not today:\\n\\n  \\033[31mworld/index.html\\033[0m names a source\\nAsk Ann.\\n' >&2; exit 1",
    )
    with pytest.raises(DeployError) as caught:
        checkout.deploy(SITE)
    first, *further, last = str(caught.value).splitlines()
    assert first == "origin refused the branch gh-pages: Not today:"
    assert further == ["  world/index.html names a source", "  Ask Ann."]
    commit = last.rpartition(" ")[2]
    assert last.startswith("Nothing was changed there. To see what was refused: git show --stat ")
    assert "world/9/index.html" in git(checkout.folder, "show", "--stat=200", "--name-only", commit)


def local_hook(checkout: Checkout, script: str) -> None:
    """Add a pre-push hook to the checkout."""
    path = Path(checkout.folder, git(checkout.folder, "rev-parse", "--git-path", "hooks/pre-push").strip())
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param("echo 'Pages are frozen.' >&2; echo 'Ask Ann.' >&2; exit 1", ["Pages are frozen.", "  Ask Ann."], id="a message"),
        pytest.param("echo 'Pages are frozen.'; exit 1", ["Pages are frozen."], id="standard output"),
        pytest.param("echo 'no connection, permission denied' >&2; exit 1", ["no connection, permission denied"], id="a message like one of git"),
        pytest.param("exit 3", ["it gives no reason"], id="no message"),
    ],
)  # fmt: skip
def test_the_message_of_a_pre_push_hook_is_quoted(checkout: Checkout, script: str, message: list[str]) -> None:
    checkout.deploy(SITE)
    before = checkout.log()
    local_hook(checkout, script)
    with pytest.raises(DeployError) as caught:
        checkout.deploy(CHANGED, as_of=LATER)
    *lines, last = str(caught.value).splitlines()
    assert lines == [f"the pre-push hook of this repository stopped the deploy: {message[0]}", *message[1:]]
    assert last.startswith("Nothing was changed there. To see what was refused: git show --stat ")
    assert checkout.log() == before


def test_a_push_whose_answer_was_lost_counts_as_done(checkout: Checkout, tmp_path: Path) -> None:
    """The remote has moved the branch, and the deploy asks it again."""
    with git_server(tmp_path, "editor", "simple", loses="git-receive-pack") as host:
        set_remote(checkout, f"http://editor:simple@{host}/remote.git").deploy(SITE)
    assert checkout.published() == SITE


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


def shallow_clone(checkout: Checkout, place: Path) -> None:
    git(place, "clone", "--quiet", "--depth=1", checkout.remote.as_uri(), "clone")


def single_branch_clone(checkout: Checkout, place: Path) -> None:
    git(place, "clone", "--quiet", "--single-branch", "--branch=main", checkout.remote.as_uri(), "clone")


def clone_of_actions_checkout(checkout: Checkout, place: Path) -> None:
    """Clone as actions/checkout does: fetch one commit of one branch into an empty repository."""
    git(place, "init", "--quiet", "clone")
    git(place / "clone", "remote", "add", "origin", checkout.remote.as_uri())
    git(place / "clone", "fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    git(place / "clone", "checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main")


def full_clone(checkout: Checkout, place: Path) -> None:
    git(place, "clone", "--quiet", checkout.remote.as_uri(), "clone")


def worktree(checkout: Checkout, place: Path) -> None:
    git(checkout.folder, "worktree", "add", "--quiet", str(place / "clone"))


def submodule(checkout: Checkout, place: Path) -> None:
    git(place, "init", "--quiet", "all")
    allow = ("-c", "protocol.file.allow=always")
    git(place / "all", *allow, "submodule", "--quiet", "add", checkout.remote.as_uri(), "paper")
    (place / "clone").symlink_to(place / "all" / "paper")


@pytest.mark.parametrize(
    "make", [shallow_clone, single_branch_clone, clone_of_actions_checkout, full_clone, worktree, submodule]
)
def test_any_kind_of_clone_can_deploy_on_top_of_the_branch(
    checkout: Checkout, tmp_path: Path, make: Callable[[Checkout, Path], None]
) -> None:
    checkout.deploy(SITE)
    checkout.deploy(CHANGED, as_of=LATER)
    make(checkout, tmp_path)
    clone = Checkout((tmp_path / "clone").resolve(), checkout.remote)
    clone.build({**CHANGED, "world/3/index.html": b"corrected"})
    before = clone.state()
    clone.deploy({**CHANGED, "world/3/index.html": b"corrected"}, as_of=LATER)
    assert checkout.changes() == ["M world/3/index.html"]
    assert len(checkout.log()) == 3
    after = clone.state()
    assert {name: value for name, value in after.items() if before[name] != value} in (
        {},
        {"git folder": after["git folder"]},
    )
    assert set(after["git folder"]) - set(before["git folder"]) <= {"shallow", "logs"}


def test_a_dry_run_changes_no_ref_of_the_checkout(checkout: Checkout, tmp_path: Path) -> None:
    """The newest deploy came from another clone and has not been fetched yet."""
    checkout.deploy(SITE)
    full_clone(checkout, tmp_path)
    checkout.deploy(CHANGED, as_of=LATER)
    clone = Checkout(tmp_path / "clone", checkout.remote)
    refs = git(clone.folder, "for-each-ref")
    assert clone.deploy(CHANGED, as_of=LATER, dry_run=True).unchanged == len(CHANGED) + 2
    assert git(clone.folder, "for-each-ref") == refs
    assert not (clone.folder / ".git" / "FETCH_HEAD").exists()


def test_an_outlet_in_a_subfolder_of_its_repository_is_published(checkout: Checkout) -> None:
    inner = Checkout(checkout.folder / "sites" / "paper", checkout.remote)
    inner.build(SITE).deploy(SITE)
    assert checkout.published() == SITE


def test_a_deploy_in_a_hook_of_another_repository_uses_the_outlets_own(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
    monkeypatch.setenv("GIT_TRACE", "1")
    checkout.deploy(SITE)
    monkeypatch.delenv("GIT_DIR")
    assert checkout.published() == SITE


def test_without_a_git_user_the_commit_is_by_newsprint(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    checkout.deploy(SITE)
    assert git(checkout.remote, "log", "-1", "--format=%an <%ae> %cn", "gh-pages").startswith("Newsprint <newsprint@")


def test_with_a_git_user_the_commit_is_by_that_user(checkout: Checkout) -> None:
    git(checkout.folder, "config", "user.name", "Imogen Farrant")
    git(checkout.folder, "config", "user.email", "imogen@gazette.example")
    checkout.deploy(SITE)
    who = git(checkout.remote, "log", "-1", "--format=%an %ae, %cn %ce", "gh-pages").strip()
    assert who == "Imogen Farrant imogen@gazette.example, Imogen Farrant imogen@gazette.example"


def test_a_repository_with_sha256_hashes_is_published(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--object-format=sha256", "remote.git")
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "paper")
    git(tmp_path / "paper", "remote", "add", "origin", (tmp_path / "remote.git").as_uri())
    checkout = Checkout(tmp_path / "paper", tmp_path / "remote.git")
    checkout.deploy(SITE)
    checkout.deploy(SITE)
    checkout.deploy(CHANGED, as_of=LATER)
    assert (checkout.published(), len(checkout.log())) == (CHANGED, 2)


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
