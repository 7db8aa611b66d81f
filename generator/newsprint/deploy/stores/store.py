"""The protocol of the stores that a deploy writes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from msgspec import Struct

LARGEST_READ = 64 * 1024 * 1024
"""The most bytes that are read of an object, as others may write to a target; lists of Newsprint's are smaller."""

BULK = 1000
"""The most keys in one delete request of S3."""


class Listed(Struct, frozen=True):
    """An object in a listing: its key below the site, its size in bytes, and its ETag without quotes."""

    key: str
    size: int
    etag: str


class Headers(Struct, frozen=True):
    """The HTTP headers of a file. ``encoding`` is ``gzip`` or empty."""

    content_type: str
    cache_control: str
    encoding: str = ""


class Store(Protocol):
    """A place for objects, named by keys below the site's prefix.

    All methods raise DeployError, with a message for users, after a limited number of retries.
    """

    @property
    def shown(self) -> str:
        """The place as messages name it: ``s3://bucket/prefix``."""

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        """Return an object's bytes and ETag; None if there is none.

        Raises DeployError if it is over ``most`` bytes.
        """

    def etag(self, key: str) -> str | None:
        """Return the ETag of an object of any size; None if there is none."""

    def write(self, key: str, data: bytes) -> None:
        """Write an object of Newsprint's own state atomically, with caching turned off."""

    def list(self) -> Iterator[Listed]:
        """Yield every object below the prefix, also those in ``.newsprint/``."""

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        """Return whether the ``listed`` object is exactly ``data``, or the contents of the file at that path.

        An ETag that is an MD5 (S3) is trusted; otherwise the object is read in chunks.
        """

    def honours_conditions(self, key: str) -> bool:
        """Return whether ``swap`` works: some stores ignore conditions.

        ``key`` is that of an existing object.
        """

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` (JSON, not cached) only if the object's ETag is still ``etag`` (None: no object).

        Returns the new ETag, or None if someone else changed the object first.
        """

    def put(self, key: str, data: bytes | Path, headers: Headers) -> str:
        """Write an object atomically; return its ETag.

        A Path is a large file, which is sent in parts.
        """

    def delete(self, keys: Iterable[str]) -> None:
        """Delete objects. A missing object is not an error."""
