"""A branch of a remote repository: what it holds, and pushing to it.

Nothing of the user's is moved: no local branch, no index, no file of the working tree. What is fetched lies among git's
objects, without a name. A push tells git's own note of the remote branch (``origin/gh-pages``), as every push does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.redaction import shown
from newsprint.deploy.branch.git import Git, GitError, reason, said_by_others

Tree = Mapping[str, str]
"""The id of the blob of each file by its path; for what is no plain file (a link, a program), its mode before it."""

_PLAIN_FILE = "100644"
_PATIENCE = 60.0
_FETCH = (
    "--quiet",
    "--no-tags",
    "--refmap=",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--no-auto-maintenance",
)
_REJECTED = "rejected] "
_FAILED = "error: failed to push some refs"
_OF_GIT = re.compile(r"^(?:fatal|remote|ssh): ", re.M)
_STAYS_OUT = re.compile(
    r"authentication failed|could not read (?:username|password)|permission|returned error: 40[13]"
    r"|access denied|not authorized|host key verification",
    re.I,
)
_OUT_OF_REACH = re.compile(
    r"could not resolve|failed to connect|couldn't connect|connection|no answer|unreachable|timed out|hung up"
    r"|early eof|transfer|rpc failed|returned error: 5",
    re.I,
)
_NOT_THERE = re.compile(r"does not appear to be a git repository|not found|no such|does not exist", re.I)


class RemoteBranch:
    """The branch ``name`` of ``remote``, seen from the repository of ``git``.

    ``command`` is what a person types to deploy again. Methods raise DeployError.
    """

    def __init__(self, git: Git, remote: str, name: str, command: str) -> None:
        self._git = git
        self._remote = remote
        self._name = name
        self._command = command
        try:
            told = git.run("rev-parse", "--show-object-format", "--is-shallow-repository").decode().split()
            git.run("check-ref-format", f"refs/heads/{name}")
        except GitError as error:
            raise self._unusable(error) from None
        self.algorithm, self._is_shallow = told[0], told[1] == "true"

    def tip(self) -> str | None:
        """The commit that the branch is at, as the remote says now; None if there is no such branch."""
        reference = f"refs/heads/{self._name}"
        try:
            listed = self._git.run("ls-remote", "--", self._remote, reference, patience=_PATIENCE).decode()
        except GitError as error:
            raise self._failure(error) from None
        tips = [line.split("\t")[0] for line in listed.splitlines() if line.endswith(f"\t{reference}")]
        return tips[0] if tips else None

    def files(self, tip: str) -> Tree:
        """Every file of the commit ``tip``, which is fetched if it is not here."""
        try:
            listed = self._listed(tip)
        except GitError:  # the usual case after somebody else's deploy, and in a fresh clone
            self._fetch()
            try:
                listed = self._listed(tip)
            except GitError:
                raise self._overtaken() from None
        tree = {}
        for line in listed.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, _, blob = facts.decode().split()
            tree[os.fsdecode(path)] = blob if mode == _PLAIN_FILE else f"{mode} {blob}"
        return tree

    def message(self, tip: str) -> str:
        """The message of the commit ``tip``, after its files were asked for."""
        try:
            return self._git.run("cat-file", "commit", tip).decode("utf-8", "replace").partition("\n\n")[2]
        except GitError as error:
            raise self._failure(error) from None

    def has_history(self, tip: str) -> bool:
        """Return whether the commit ``tip`` has a parent, after its files were asked for."""
        try:
            return b"\nparent " in self._git.run("cat-file", "commit", tip).partition(b"\n\n")[0]
        except GitError as error:
            raise self._failure(error) from None

    def push(self, commit: str, seen: str | None, *, replace: bool = False) -> None:
        """Move the branch from ``seen`` to ``commit``. Raises RefusedError if it is no longer at ``seen``.

        With ``replace``, ``commit`` need not stand on ``seen``.
        """
        reference = f"refs/heads/{self._name}"
        lease = [f"--force-with-lease={reference}:{seen}"] if replace and seen else []
        where = (*lease, "--", self._remote, f"{commit}:{reference}")
        try:
            self._git.run("push", "--no-progress", "--no-follow-tags", "--recurse-submodules=no", *where)
        except GitError as error:
            try:
                now = self.tip()
            except DeployError:
                raise self._push_failure(error, commit) from None
            if now == commit:  # the connection broke after the push was done
                return
            raise (self._overtaken() if now != seen else self._push_failure(error, commit)) from None

    def _listed(self, tip: str) -> bytes:
        return self._git.run("ls-tree", "-r", "-z", "--full-tree", tip)

    def _fetch(self) -> None:
        """Get the branch's objects. Only where history is cut already may it be cut: that shows in the repository."""
        depth = ["--depth=1"] if self._is_shallow else []
        try:
            self._git.run("fetch", *_FETCH, *depth, "--", self._remote, f"refs/heads/{self._name}")
        except GitError as error:
            raise self._failure(error) from None

    def _overtaken(self) -> RefusedError:
        return RefusedError(
            f"someone pushed to {self._name} after this deploy had looked: nothing was changed; "
            f"type {self._command} again"
        )

    def _push_failure(self, error: GitError, commit: str) -> DeployError:
        """Return why a push failed; after a refusal, with the full message and how to see what was refused."""
        said = str(error)
        words = said_by_others(said)
        if _REJECTED in said:
            why = reason(said)
            told = f"{shown(self._remote)} refused the branch {self._name}: {why}"
            words = [line for line in words if not line.endswith(why)]
        elif said.lstrip().startswith(_FAILED) or (words and _FAILED in said and not _OF_GIT.search(said)):
            first, *words = words or ["it gives no reason"]
            told = f"the pre-push hook of this repository stopped the deploy: {first}"
        else:
            return self._failure(error)
        lines = [told, *(f"  {line}" for line in words)]
        lines.append(f"Nothing was changed there. To see what was refused: git show --stat {commit[:12]}")
        return DeployError("\n".join(lines))

    def _failure(self, error: GitError) -> DeployError:
        """What keeps git from the remote, in words for a person."""
        said, why, remote = str(error), reason(str(error)), shown(self._remote)
        if _REJECTED in said:
            return DeployError(f"{remote} refused the branch {self._name}: {why}")
        if _STAYS_OUT.search(said):
            return DeployError(f"{remote} does not let git in: {why}. Try git push --dry-run {remote} by hand")
        if f"'{self._remote}' does not appear to be a git repository" in said and not re.search("[/:]", remote):
            return DeployError(f'there is no git remote "{remote}": add it with git remote add {remote} ADDRESS')
        if _NOT_THERE.search(said):
            return DeployError(f"git finds no repository at {remote}: {why}. Check it with git remote -v")
        if _OUT_OF_REACH.search(said):
            return DeployError(f"{remote} cannot be reached: {why}. Type {self._command} again when it can")
        return DeployError(f"git fails with {remote}: {why}")

    def _unusable(self, error: GitError) -> DeployError:
        if "not a git repository" in str(error):
            return DeployError(
                f"{self._git.folder} is not in a git repository, and GitHub Pages needs one: "
                "type git init there, and git remote add origin URL"
            )
        if not str(error):  # check-ref-format fails without a word
            return DeployError(f'"{self._name}" cannot be the name of a branch')
        return DeployError(f"git cannot work in {self._git.folder}: {reason(str(error))}")
