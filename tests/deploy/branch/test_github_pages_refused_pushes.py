"""Pushes that the remote or a hook of the user refuses: its words are quoted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsprint.base.errors import DeployError, RefusedError
from tests.deploy.branch.checkouts import CHANGED, LATER, SITE, Checkout
from tests.support.git import git


def remote_hook(checkout: Checkout, name: str, script: str) -> None:
    """Add a hook to the remote repository."""
    path = checkout.remote / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


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
