"""Comparing an object with a file without reading either into memory as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import md5
from io import BytesIO
from pathlib import Path

from newsprint.base.errors import DeployError
from newsprint.base.files import open_file

PART = 8 * 1024 * 1024
"""The size in bytes of the parts in which large files are sent; S3 accepts up to 10,000 parts."""


def size_of(data: bytes | Path) -> int:
    """Return the size of ``data`` in bytes. Raises OSError."""
    return len(data) if isinstance(data, bytes) else data.stat().st_size


def is_same(chunks: Iterable[bytes], data: bytes | Path) -> bool:
    """Return whether ``chunks``, in order, are the bytes of ``data``. Raises OSError."""
    with BytesIO(data) if isinstance(data, bytes) else open_file(data) as expected:
        return all(expected.read(len(chunk)) == chunk for chunk in chunks) and not expected.read(1)


def etag_of(data: bytes | Path) -> str:
    """Return the usual ETag of S3: the MD5.

    For a file sent in parts it is the MD5 of the MD5s of the parts, and their number. See "Checking object integrity"
    in the Amazon S3 User Guide. Raises OSError.
    """
    if isinstance(data, bytes):
        return md5(data, usedforsecurity=False).hexdigest()
    with open_file(data) as file:
        digests = [md5(part, usedforsecurity=False).digest() for part in iter(lambda: file.read(PART), b"")]
    return f"{md5(b''.join(digests), usedforsecurity=False).hexdigest()}-{len(digests)}"


def check_size(size: int, most: int, key: str, place: str) -> None:
    """Raise DeployError if the object ``key`` at ``place`` has more than ``most`` bytes."""
    if size > most:
        raise DeployError(
            f'{place}: "{key}" there has {size:,} bytes, more than Newsprint ever writes into it; '
            "find out what else writes there, delete it, and deploy again"
        )
