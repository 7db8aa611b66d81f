"""Whether an object holds what a file holds, without holding either in memory."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import md5
from io import BytesIO
from pathlib import Path

from newsprint.base.errors import DeployError
from newsprint.base.files import open_file

PART = 8 * 1024 * 1024
"""The size of the parts (bytes) in which large files travel; S3 takes 10,000 parts."""


def size_of(data: bytes | Path) -> int:
    """The size of ``data`` in bytes. Raises OSError."""
    return len(data) if isinstance(data, bytes) else data.stat().st_size


def is_same(pieces: Iterable[bytes], data: bytes | Path) -> bool:
    """Whether ``pieces`` are ``data``, in their order. Raises OSError."""
    with BytesIO(data) if isinstance(data, bytes) else open_file(data) as expected:
        return all(expected.read(len(piece)) == piece for piece in pieces) and not expected.read(1)


def etag_of(data: bytes | Path) -> str:
    """The ETag that S3 gives, as a rule: the MD5, and for what came in parts that of their MD5s with their number.

    (Amazon S3 User Guide, "Checking object integrity".) Raises OSError.
    """
    if isinstance(data, bytes):
        return md5(data, usedforsecurity=False).hexdigest()
    with open_file(data) as file:
        digests = [md5(part, usedforsecurity=False).digest() for part in iter(lambda: file.read(PART), b"")]
    return f"{md5(b''.join(digests), usedforsecurity=False).hexdigest()}-{len(digests)}"


def check_size(size: int, most: int, key: str, place: str) -> None:
    """Raise DeployError if the object ``key`` of ``place`` has more bytes than ``most``."""
    if size > most:
        raise DeployError(
            f'{place}: "{key}" there has {size:,} bytes, more than Newsprint ever writes into it; '
            "look who else writes there, delete it, and deploy again"
        )
