"""Commits made by git-fast-import(1), without an index or a working tree."""

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
_NOBODY = "Newsprint <newsprint@deploy.invalid>"  # a domain that nobody can register (RFC 2606)


class Change(Struct, frozen=True):
    """The changes of a commit: ``deleted`` paths, and new or changed ``files``.

    Each file is a path with its bytes, which are read when needed.
    """

    deleted: Iterable[str]
    files: Iterable[tuple[str, bytes]]


def blob_id(data: bytes, algorithm: str) -> str:
    """Return git's id of the blob ``data``.

    ``algorithm`` is the repository's, ``sha1`` or ``sha256``. See "Object storage format" in git's documentation.
    Filters (line ends, LFS) are not applied.
    """
    digest = new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def commit(git: Git, parent: str | None, change: Change, message: str, at: datetime, *, squash: bool = False) -> str:
    """Make a commit on ``parent`` (None: the first commit), dated ``at``; return its id.

    No reference points to it. With ``squash`` it starts from the files of ``parent``, but has no parent. Raises
    DeployError, and any error raised while the files are read.
    """
    reference = f"{_REFERENCES}{token_hex(8)}"  # unique: two deploys can run at once
    committer = f"{_committer(git)} {int(at.timestamp())} +0000"
    try:
        base = _base(git, parent, squash=squash)
        chunks = _stream(reference, base, change, message, committer)
        return git.feed(chunks, "fast-import", "--quiet", "--force", "--done").decode().strip()
    except GitError as error:
        raise DeployError(f"git cannot make the commit: {reason(str(error))}") from None
    finally:
        _delete_references(git)


def _base(git: Git, parent: str | None, *, squash: bool) -> str:
    """Return fast-import's command for the files that the commit starts from."""
    if parent is None:
        return ""
    return f'M 040000 {git.line("rev-parse", f"{parent}^{{tree}}")} ""\n' if squash else f"from {parent}\n"


def _stream(reference: str, base: str, change: Change, message: str, committer: str) -> Iterator[bytes]:
    yield f"commit {reference}\nmark :1\ncommitter {committer}\n".encode()
    yield _data(message.encode())
    yield base.encode()
    for path in change.deleted:  # first, because a file may replace a folder
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
    """Return the committer in git's configuration.

    A machine that only deploys may have none; then it is a neutral one.
    """
    try:
        identity = git.line("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError:
        return _NOBODY
    return identity.rpartition(">")[0] + ">"


def _delete_references(git: Git) -> None:
    """Delete the references of fast-import, also those of killed deploys.

    Commits are pushed by their ids.
    """
    try:
        deletes = git.run("for-each-ref", "--format=delete %(refname)", _REFERENCES)
        git.feed([deletes], "update-ref", "--stdin")
    except GitError:
        pass  # another deploy is deleting them
