"""A commit made without an index and without a working tree: a stream for git-fast-import(1)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import new
from secrets import token_hex

from msgspec import Struct

from newsprint.base.errors import DeployError
from newsprint.deploy.branch.git import Git, GitError, reason

_REFERENCES = "refs/newsprint/"
_NOBODY = "Newsprint <newsprint@deploy.invalid>"  # a domain that nobody can have (RFC 2606)


class Change(Struct, frozen=True):
    """What a commit changes: ``deleted`` paths, and new or other files, each with its bytes, read when needed."""

    deleted: Iterable[str]
    files: Iterable[tuple[str, bytes]]


def blob_id(data: bytes, algorithm: str) -> str:
    """What git calls a file that holds ``data``; ``algorithm`` is ``sha1`` or ``sha256``, by the repository.

    See "Object storage format" in git's documentation. Filters such as line ends and LFS have no part in it.
    """
    digest = new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def commit(git: Git, parent: str | None, change: Change, message: str, at: datetime, *, squash: bool = False) -> str:
    """Make a commit on top of ``parent`` (None: the first), dated ``at``, that no name points to; return its id.

    With ``squash`` it begins with the files of ``parent``, but has no parent. Raises DeployError, and whatever reading
    the files raises.
    """
    reference = f"{_REFERENCES}{token_hex(8)}"  # its own: of two deploys at once each makes one
    committer = f"{_committer(git)} {int(at.timestamp())} +0000"
    try:
        base = _base(git, parent, squash=squash)
        pieces = _stream(reference, base, change, message, committer)
        return git.feed(pieces, "fast-import", "--quiet", "--force", "--done").decode().strip()
    except GitError as error:
        raise DeployError(f"git cannot make the commit: {reason(str(error))}") from None
    finally:
        _forget(git)


def _base(git: Git, parent: str | None, *, squash: bool) -> str:
    """What the commit begins with, in fast-import's words."""
    if parent is None:
        return ""
    return f'M 040000 {git.line("rev-parse", f"{parent}^{{tree}}")} ""\n' if squash else f"from {parent}\n"


def _stream(reference: str, base: str, change: Change, message: str, committer: str) -> Iterator[bytes]:
    yield f"commit {reference}\nmark :1\ncommitter {committer}\n".encode()
    yield _data(message.encode())
    yield base.encode()
    for path in change.deleted:  # first, as a file may come where a folder was
        yield b"D %s\n" % _quoted(path)
    for path, data in change.files:
        yield b"M 100644 inline %s\n" % _quoted(path)
        yield _data(data)
    yield b"\nget-mark :1\ndone\n"


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


def _quoted(path: str) -> bytes:
    quoted = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%s"' % quoted


def _committer(git: Git) -> str:
    """Who commits, as git is configured; nobody in particular where it is not, as on machines that only deploy."""
    try:
        identity = git.line("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError:
        return _NOBODY
    return identity.rpartition(">")[0] + ">"


def _forget(git: Git) -> None:
    """Delete the names that fast-import needs, those of killed deploys too; commits are pushed by their ids."""
    try:
        deletes = git.run("for-each-ref", "--format=delete %(refname)", _REFERENCES)
        git.feed([deletes], "update-ref", "--stdin")
    except GitError:
        pass  # another deploy deletes them at this moment
