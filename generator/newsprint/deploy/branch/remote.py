"""A branch of a remote repository: reading its files, and pushing to it.

The user's branches, index and working tree are not changed. What is fetched is stored among git's objects, without a
reference. A push updates git's remote-tracking branch (``origin/gh-pages``), as every push does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.redaction import redacted
from newsprint.deploy.branch.git import Git, GitError, hook_lines, reason

Tree = Mapping[str, str]
"""The blob id of each file by its path, with the mode before it unless it is a plain file (links, programs)."""

_PLAIN_FILE = "100644"
_TIMEOUT = 60.0  # seconds
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
_GIT_ERROR = re.compile(r"^(?:fatal|remote|ssh): ", re.M)
_NO_ACCESS = re.compile(
    r"authentication failed|could not read (?:username|password)|permission|returned error: 40[13]"
    r"|access denied|not authorized|host key verification",
    re.I,
)
_UNREACHABLE = re.compile(
    r"could not resolve|failed to connect|couldn't connect|connection|no answer|unreachable|timed out|hung up"
    r"|early eof|transfer|rpc failed|returned error: 5",
    re.I,
)
_NOT_FOUND = re.compile(r"does not appear to be a git repository|not found|no such|does not exist", re.I)


class RemoteBranch:
    """The branch ``name`` of ``remote``, accessed from the repository of ``git``.

    ``command`` is the command that deploys again, for messages. All methods raise DeployError.
    """

    def __init__(self, git: Git, remote: str, name: str, command: str) -> None:
        self._git = git
        self._remote = remote
        self._name = name
        self._command = command
        try:
            facts = git.run("rev-parse", "--show-object-format", "--is-shallow-repository").decode().split()
            git.run("check-ref-format", f"refs/heads/{name}")
        except GitError as error:
            raise self._unusable(error) from None
        self.algorithm, self._is_shallow = facts[0], facts[1] == "true"

    def tip(self) -> str | None:
        """Ask the remote for the commit at the tip of the branch; return None if there is no such branch."""
        reference = f"refs/heads/{self._name}"
        try:
            listed = self._git.run("ls-remote", "--", self._remote, reference, timeout=_TIMEOUT).decode()
        except GitError as error:
            raise self._failure(error) from None
        tips = [line.split("\t")[0] for line in listed.splitlines() if line.endswith(f"\t{reference}")]
        return tips[0] if tips else None

    def files(self, tip: str) -> Tree:
        """Return the files of the commit ``tip``, which is fetched if it is not in this repository."""
        try:
            listed = self._listed(tip)
        except GitError:  # as after another machine's deploy, and in a fresh clone
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
        """Return the message of the commit ``tip``; call :meth:`files` first."""
        try:
            return self._git.run("cat-file", "commit", tip).decode("utf-8", "replace").partition("\n\n")[2]
        except GitError as error:
            raise self._failure(error) from None

    def has_history(self, tip: str) -> bool:
        """Return whether the commit ``tip`` has a parent; call :meth:`files` first."""
        try:
            return b"\nparent " in self._git.run("cat-file", "commit", tip).partition(b"\n\n")[0]
        except GitError as error:
            raise self._failure(error) from None

    def push(self, commit: str, seen: str | None, *, replace: bool = False) -> None:
        """Move the branch from ``seen`` to ``commit``. Raises RefusedError if it is no longer at ``seen``.

        With ``replace``, ``commit`` need not be a descendant of ``seen``.
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
            if now == commit:  # the connection failed after the push was done
                return
            raise (self._overtaken() if now != seen else self._push_failure(error, commit)) from None

    def _listed(self, tip: str) -> bytes:
        return self._git.run("ls-tree", "-r", "-z", "--full-tree", tip)

    def _fetch(self) -> None:
        """Fetch the branch's objects.

        Only a shallow clone fetches without history, as that marks the repository.
        """
        depth = ["--depth=1"] if self._is_shallow else []
        try:
            self._git.run("fetch", *_FETCH, *depth, "--", self._remote, f"refs/heads/{self._name}")
        except GitError as error:
            raise self._failure(error) from None

    def _overtaken(self) -> RefusedError:
        return RefusedError(
            f"someone pushed to {self._name} during this deploy: nothing was changed; type {self._command} again"
        )

    def _push_failure(self, error: GitError, commit: str) -> DeployError:
        """Return the error for a failed push; for a refusal, with the full output and how to see what was refused."""
        output = str(error)
        lines = hook_lines(output)
        if _REJECTED in output:
            why = reason(output)
            summary = f"{redacted(self._remote)} refused the branch {self._name}: {why}"
            lines = [line for line in lines if not line.endswith(why)]
        elif output.lstrip().startswith(_FAILED) or (lines and _FAILED in output and not _GIT_ERROR.search(output)):
            first, *lines = lines or ["it gives no reason"]
            summary = f"the pre-push hook of this repository stopped the deploy: {first}"
        else:
            return self._failure(error)
        message = [summary, *(f"  {line}" for line in lines)]
        message.append(f"Nothing was changed there. To see what was refused: git show --stat {commit[:12]}")
        return DeployError("\n".join(message))

    def _failure(self, error: GitError) -> DeployError:
        """Return the error for a failed exchange with the remote, with its reason and what to do."""
        output, why, remote = str(error), reason(str(error)), redacted(self._remote)
        if _REJECTED in output:
            return DeployError(f"{remote} refused the branch {self._name}: {why}")
        if _NO_ACCESS.search(output):
            return DeployError(f"{remote} denied access: {why}. Try git push --dry-run {remote} by hand")
        if f"'{self._remote}' does not appear to be a git repository" in output and not re.search("[/:]", remote):
            return DeployError(f'there is no git remote "{remote}": add it with git remote add {remote} ADDRESS')
        if _NOT_FOUND.search(output):
            return DeployError(f"git finds no repository at {remote}: {why}. Check it with git remote -v")
        if _UNREACHABLE.search(output):
            return DeployError(f"{remote} cannot be reached: {why}. Type {self._command} again later")
        return DeployError(f"git fails with {remote}: {why}")

    def _unusable(self, error: GitError) -> DeployError:
        if "not a git repository" in str(error):
            return DeployError(
                f"{self._git.folder} is not in a git repository, and GitHub Pages needs one: "
                "type git init there, and git remote add origin URL"
            )
        if not str(error):  # check-ref-format prints nothing
            return DeployError(f'"{self._name}" cannot be the name of a branch')
        return DeployError(f"git cannot work in {self._git.folder}: {reason(str(error))}")
