"""Remotes that refuse, cannot be reached, ask for a password, or move meanwhile: one clear message, and no credential."""

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
from tests.deploy.branch.git_http import git_server
from tests.deploy.branch.pages import NOON, SITE, Desk, git, newsroom, somebody_pushes
from tests.support.waiting import PATIENCE

LATER = NOON + timedelta(hours=1)
PASSWORD = "s3cret@word"
CHANGED = {**SITE, "index.html": b"front"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return newsroom(tmp_path)


@pytest.fixture
def host(tmp_path: Path, desk: Desk) -> Iterator[str]:
    """The desk's remote over HTTP; ``editor`` may push."""
    with git_server(tmp_path, "editor", PASSWORD) as address:
        yield address


def use(desk: Desk, url: str) -> Desk:
    git(desk.folder, "remote", "set-url", "origin", url)
    return desk


def hook(desk: Desk, name: str, script: str) -> None:
    path = desk.remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_over_http_with_the_right_password_a_build_is_published(desk: Desk, host: str) -> None:
    use(desk, f"http://editor:{PASSWORD.replace('@', '%40')}@{host}/remote.git")
    desk.deploy(SITE)
    desk.deploy(CHANGED, as_of=LATER)
    assert desk.published() == CHANGED
    assert len(desk.log()) == 2


def test_a_password_of_a_credential_helper_is_used(desk: Desk, host: str, tmp_path: Path) -> None:
    helper = f"!f() {{ echo username=editor; echo password={PASSWORD}; }}; f"
    git(use(desk, f"http://{host}/remote.git").folder, "config", "credential.helper", helper)
    desk.deploy(SITE)
    assert desk.published() == SITE


@pytest.mark.parametrize(
    "who", [pytest.param("", id="no password"), pytest.param("editor:wr0ng-secret@", id="a wrong one")]
)
def test_without_the_right_password_it_says_so_and_shows_none(
    desk: Desk, host: str, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked either, though programs that would ask are named."""
    monkeypatch.setenv("GIT_ASKPASS", "/bin/false-which-would-be-an-error")
    use(desk, f"http://{who}{host}/remote.git")
    with pytest.raises(DeployError, match=r"^origin denied access: .* by hand$") as caught:
        desk.deploy(SITE)
    assert "secret" not in str(caught.value)
    assert f"http://{host}" in str(caught.value)
    assert git(desk.remote, "branch", "--list", "gh-pages") == ""


def test_a_remote_that_is_given_as_a_url_is_shown_without_its_password(desk: Desk, host: str) -> None:
    with pytest.raises(DeployError, match=f"^http://{host}/remote.git denied access") as caught:
        desk.deploy(SITE, target={"remote": f"http://editor:wr0ng-secret@{host}/remote.git"})
    assert "secret" not in str(caught.value)


def test_a_remote_that_is_no_repository(desk: Desk, host: str) -> None:
    use(desk, f"http://editor:{PASSWORD.replace('@', '%40')}@{host}/another.git")
    with pytest.raises(DeployError, match=r"^git finds no repository at origin: .*Check it with git remote -v$"):
        desk.deploy(SITE)


def test_a_remote_that_is_not_configured(desk: Desk) -> None:
    with pytest.raises(DeployError, match=r'^there is no git remote "upstream": add it with git remote add'):
        desk.deploy(SITE, target={"remote": "upstream"})


def test_a_remote_that_looks_like_an_option_is_none(desk: Desk) -> None:
    with pytest.raises(DeployError, match="--upload-pack=touch x"):
        desk.deploy(SITE, target={"remote": "--upload-pack=touch x"})
    assert not (desk.folder / "x").exists()


def test_a_host_that_does_not_answer(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        use(desk, f"http://127.0.0.1:{taken.getsockname()[1]}/remote.git")
        with pytest.raises(DeployError, match=r"^origin cannot be reached: .*newsprint deploy production again"):
            desk.deploy(SITE)


def test_a_host_that_there_is_not(desk: Desk) -> None:
    use(desk, "https://git.invalid/remote.git")
    with pytest.raises(DeployError, match=r"^origin cannot be reached: .*git\.invalid"):
        desk.deploy(SITE)


def test_an_outlet_outside_of_git(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "alone").mkdir()
    with pytest.raises(DeployError, match="alone is not in a git repository, and GitHub Pages needs one"):
        Desk(tmp_path / "alone", desk.remote).deploy(SITE)


def test_a_machine_without_git(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DeployError, match=r"^git is not installed"):
        desk.deploy(SITE)


def test_a_branch_that_cannot_be(desk: Desk) -> None:
    with pytest.raises(DeployError, match=r'^"gh\.\.pages" cannot be the name of a branch$'):
        desk.deploy(SITE, target={"branch": "gh..pages"})


@pytest.mark.parametrize(
    ("script", "told"),
    [
        pytest.param("echo 'Pages are frozen over Christmas.' >&2; exit 1", "Pages are frozen over Christmas.", id="a hook with words"),
        pytest.param("echo 'Style guide not found: no connection, no permission.' >&2; exit 1", "Style guide not found", id="a hook whose words sound like others"),
        pytest.param("exit 1", "pre-receive hook declined", id="a hook without a word"),
        pytest.param(
            "echo 'error: Trace: 0123' >&2; echo 'error: See https://gh.io/lfs for more.' >&2;"
            "echo 'error: File film.mp4 is 120.00 MB; this exceeds the limit of 100.00 MB' >&2; exit 1",
            "File film.mp4 is 120.00 MB; this exceeds the limit of 100.00 MB",
            id="a large file",
        ),
    ],
)  # fmt: skip
def test_a_remote_that_refuses_is_quoted_and_nothing_has_changed(desk: Desk, script: str, told: str) -> None:
    desk.deploy(SITE)
    before = desk.log(), desk.state()
    hook(desk, "pre-receive", script)
    with pytest.raises(DeployError, match=re.escape(f"origin refused the branch gh-pages: {told}")) as caught:
        desk.deploy(CHANGED, as_of=LATER)
    assert not isinstance(caught.value, RefusedError)
    assert (desk.log(), desk.state()) == before


def test_all_that_a_remote_says_is_quoted_with_the_commit_that_it_refused(desk: Desk) -> None:
    hook(
        desk,
        "pre-receive",
        "printf 'Not today:\\n\\n  \\033[31mworld/index.html\\033[0m names a source\\nAsk Ann.\\n' >&2; exit 1",
    )
    with pytest.raises(DeployError) as caught:
        desk.deploy(SITE)
    first, *further, last = str(caught.value).splitlines()
    assert first == "origin refused the branch gh-pages: Not today:"
    assert further == ["  world/index.html names a source", "  Ask Ann."]
    commit = last.rpartition(" ")[2]
    assert last.startswith("Nothing was changed there. To see what was refused: git show --stat ")
    assert "world/9/index.html" in git(desk.folder, "show", "--stat=200", "--name-only", commit)


def local_hook(desk: Desk, script: str) -> None:
    path = Path(desk.folder, git(desk.folder, "rev-parse", "--git-path", "hooks/pre-push").strip())
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "told"),
    [
        pytest.param("echo 'Pages are frozen.' >&2; echo 'Ask Ann.' >&2; exit 1", ["Pages are frozen.", "  Ask Ann."], id="words"),
        pytest.param("echo 'Pages are frozen.'; exit 1", ["Pages are frozen."], id="standard output"),
        pytest.param("echo 'no connection, permission denied' >&2; exit 1", ["no connection, permission denied"], id="words like others"),
        pytest.param("exit 3", ["it gives no reason"], id="no word"),
    ],
)  # fmt: skip
def test_the_reason_of_a_pre_push_hook_is_quoted(desk: Desk, script: str, told: list[str]) -> None:
    desk.deploy(SITE)
    before = desk.log()
    local_hook(desk, script)
    with pytest.raises(DeployError) as caught:
        desk.deploy(CHANGED, as_of=LATER)
    *lines, last = str(caught.value).splitlines()
    assert lines == [f"the pre-push hook of this repository stopped the deploy: {told[0]}", *told[1:]]
    assert last.startswith("Nothing was changed there. To see what was refused: git show --stat ")
    assert desk.log() == before


def test_a_push_that_was_done_when_the_connection_broke_counts_as_done(desk: Desk, tmp_path: Path) -> None:
    """The branch has moved, and then the answer is lost: what the remote says afterwards is what counts."""
    with git_server(tmp_path, "editor", "simple", loses="git-receive-pack") as host:
        use(desk, f"http://editor:simple@{host}/remote.git").deploy(SITE)
    assert desk.published() == SITE


def test_somebody_who_pushed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    """The person pushes after the deploy has looked at the branch."""
    desk.deploy(SITE)
    theirs: list[str] = []

    def meanwhile(file: str, data: bytes) -> None:
        theirs.append(somebody_pushes(desk, {"notice.html": b"by hand"}, "By hand"))

    before = desk.state()
    with pytest.raises(RefusedError, match=r"^someone pushed to gh-pages during this deploy") as caught:
        desk.deploy(CHANGED, as_of=LATER, scan=meanwhile)
    assert str(caught.value).endswith("nothing was changed; type newsprint deploy production again")
    assert desk.log()[0] == theirs[0]
    assert desk.state() == before


def test_somebody_who_made_the_branch_meanwhile_is_not_overwritten(desk: Desk) -> None:
    theirs: list[str] = []

    def meanwhile(file: str, data: bytes) -> None:
        if not theirs:
            theirs.append(somebody_pushes(desk, {"notice.html": b"by hand"}, "By hand"))

    with pytest.raises(RefusedError, match=r"^someone pushed to gh-pages"):
        desk.deploy(SITE, scan=meanwhile)
    assert desk.log() == theirs


@pytest.mark.parametrize("clones", [1, 2])
def test_of_two_deploys_at_once_one_wins_whole_and_the_other_says_so(desk: Desk, tmp_path: Path, clones: int) -> None:
    """From one clone, or from two: both look, both wait for each other, both push."""
    desk.deploy(SITE)
    desks = [desk, desk]
    if clones == 2:
        git(tmp_path, "clone", "--quiet", desk.remote.as_uri(), "second")
        desks[1] = Desk(tmp_path / "second", desk.remote)
    both = Barrier(2)

    def attempt(one: Desk, name: str) -> str:
        files = {**SITE, f"{name}.html": name.encode()}
        try:
            one.deploy(files, as_of=LATER, scan=lambda file, data: both.wait(PATIENCE) and None)
        except RefusedError as error:
            return str(error)
        return name

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, desks, ["one", "two"]))
    [winner] = [name for name in outcomes if name in ("one", "two")]
    [told] = [text for text in outcomes if text != winner]
    assert told.startswith("someone pushed to gh-pages during this deploy")
    assert desk.published() == {**SITE, f"{winner}.html": winner.encode()}
    assert len(desk.log()) == 2


def test_commits_that_one_process_makes_at_the_same_time_do_not_meet(desk: Desk) -> None:
    """A program may deploy to several branches of one repository at once."""
    repository = Git(desk.folder)
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
    assert {git(desk.folder, "show", "--no-patch", "--format=%s", one).strip() for one in made} == {
        f"{name} {number}" for name in ("one", "two") for number in range(15)
    }


def shallow(desk: Desk, place: Path) -> None:
    git(place, "clone", "--quiet", "--depth=1", desk.remote.as_uri(), "clone")


def single(desk: Desk, place: Path) -> None:
    git(place, "clone", "--quiet", "--single-branch", "--branch=main", desk.remote.as_uri(), "clone")


def detached(desk: Desk, place: Path) -> None:
    """As actions/checkout does it: one commit of one branch, fetched into an empty repository."""
    git(place, "init", "--quiet", "clone")
    git(place / "clone", "remote", "add", "origin", desk.remote.as_uri())
    git(place / "clone", "fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    git(place / "clone", "checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main")


def full(desk: Desk, place: Path) -> None:
    git(place, "clone", "--quiet", desk.remote.as_uri(), "clone")


def worktree(desk: Desk, place: Path) -> None:
    git(desk.folder, "worktree", "add", "--quiet", str(place / "clone"))


def submodule(desk: Desk, place: Path) -> None:
    git(place, "init", "--quiet", "all")
    allow = ("-c", "protocol.file.allow=always")
    git(place / "all", *allow, "submodule", "--quiet", "add", desk.remote.as_uri(), "paper")
    (place / "clone").symlink_to(place / "all" / "paper")


@pytest.mark.parametrize("make", [shallow, single, detached, full, worktree, submodule])
def test_any_kind_of_clone_deploys_on_top_of_what_is_there(
    desk: Desk, tmp_path: Path, make: Callable[[Desk, Path], None]
) -> None:
    desk.deploy(SITE)
    desk.deploy(CHANGED, as_of=LATER)
    make(desk, tmp_path)
    clone = Desk((tmp_path / "clone").resolve(), desk.remote)
    clone.build({**CHANGED, "world/3/index.html": b"corrected"})
    before = clone.state()
    clone.deploy({**CHANGED, "world/3/index.html": b"corrected"}, as_of=LATER)
    assert desk.touched() == ["M world/3/index.html"]
    assert len(desk.log()) == 3
    after = clone.state()
    assert {name: told for name, told in after.items() if before[name] != told} in (
        {},
        {"git folder": after["git folder"]},
    )
    assert set(after["git folder"]) - set(before["git folder"]) <= {"shallow", "logs"}


def test_what_is_fetched_moves_no_name_in_the_clone(desk: Desk, tmp_path: Path) -> None:
    """A dry run in a clone that does not know of the newest deploy yet."""
    desk.deploy(SITE)
    full(desk, tmp_path)
    desk.deploy(CHANGED, as_of=LATER)
    clone = Desk(tmp_path / "clone", desk.remote)
    names = git(clone.folder, "for-each-ref")
    assert clone.deploy(CHANGED, as_of=LATER, dry_run=True).unchanged == len(CHANGED) + 2
    assert git(clone.folder, "for-each-ref") == names
    assert not (clone.folder / ".git" / "FETCH_HEAD").exists()


def test_an_outlet_in_a_folder_of_its_repository(desk: Desk) -> None:
    inner = Desk(desk.folder / "sites" / "paper", desk.remote)
    inner.build(SITE).deploy(SITE)
    assert desk.published() == SITE


def test_a_deploy_in_a_hook_of_another_repository_works_in_the_outlets_own(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
    monkeypatch.setenv("GIT_TRACE", "1")
    desk.deploy(SITE)
    monkeypatch.delenv("GIT_DIR")
    assert desk.published() == SITE


def test_without_a_name_of_its_own_a_machine_commits_as_newsprint(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    desk.deploy(SITE)
    assert git(desk.remote, "log", "-1", "--format=%an <%ae> %cn", "gh-pages").startswith("Newsprint <newsprint@")


def test_with_a_name_it_commits_by_that(desk: Desk) -> None:
    git(desk.folder, "config", "user.name", "Imogen Farrant")
    git(desk.folder, "config", "user.email", "imogen@gazette.example")
    desk.deploy(SITE)
    who = git(desk.remote, "log", "-1", "--format=%an %ae, %cn %ce", "gh-pages").strip()
    assert who == "Imogen Farrant imogen@gazette.example, Imogen Farrant imogen@gazette.example"


def test_a_repository_of_sha256_is_published_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "--object-format=sha256", "remote.git")
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "paper")
    git(tmp_path / "paper", "remote", "add", "origin", (tmp_path / "remote.git").as_uri())
    desk = Desk(tmp_path / "paper", tmp_path / "remote.git")
    desk.deploy(SITE)
    desk.deploy(SITE)
    desk.deploy(CHANGED, as_of=LATER)
    assert (desk.published(), len(desk.log())) == (CHANGED, 2)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "git gave no reason"),
        ("Cloning\nfatal: repository not found\n", "repository not found"),
        ("remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://x/': 403", "Permission to a/b.git denied to c."),
        (" ! [remote rejected] 0a -> gh-pages (hook declined)\nerror: failed to push", "hook declined"),
        ("ERROR: Repository not found.\nfatal: Could not read from remote repository.", "Repository not found."),
        ("ssh: Could not resolve hostname x: no\nfatal: Could not read from remote repository.", "ssh: Could not resolve hostname x: no"),
    ],
)  # fmt: skip
def test_the_most_telling_line_of_git_is_the_reason(said: str, expected: str) -> None:
    assert reason(said) == expected
