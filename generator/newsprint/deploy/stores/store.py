"""What a deploy needs of an object store, whoever runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from msgspec import Struct

LARGEST_READ = 64 * 1024 * 1024
"""More bytes than any list of Newsprint's has; a target may be written to by others."""


class Listed(Struct, frozen=True):
    """An object as a listing has it: its key below the site, its size in bytes, and its ETag without quotes."""

    key: str
    size: int
    etag: str


class Headers(Struct, frozen=True):
    """What a file is served with. ``encoding`` is ``gzip`` or empty."""

    content_type: str
    cache_control: str
    encoding: str = ""


class Store(Protocol):
    """A place for objects, named by keys below the site's prefix.

    Everything raises DeployError, in words for a person, after a bounded number of retries.
    """

    @property
    def shown(self) -> str:
        """The place for a person: ``s3://bucket/prefix``."""

    def read(self, key: str, most: int = LARGEST_READ) -> tuple[bytes, str] | None:
        """An object's bytes and ETag; None if there is none. Raises DeployError if it has more than ``most`` bytes."""

    def etag(self, key: str) -> str | None:
        """An object's ETag, however large it is; None if there is none."""

    def write(self, key: str, data: bytes) -> None:
        """Write an object for machines, whole or not at all, never to be cached."""

    def list(self) -> Iterator[Listed]:
        """Every object below the prefix, ``.newsprint/`` included."""

    def holds(self, listed: Listed, data: bytes | Path) -> bool:
        """Whether the object that was listed holds just ``data``, or what the file there holds.

        Where the ETag tells (S3) it is believed; elsewhere the object is read, piece by piece.
        """

    def honours_conditions(self, key: str) -> bool:
        """Whether ``swap`` is one here: some stores take no notice of conditions. ``key`` is that of an object."""

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Write ``data`` (JSON, never to be cached) only if the object's ETag still is ``etag``; None if there is none.

        Gives the new ETag, or None if somebody else was there first.
        """

    def put(self, key: str, data: bytes | Path, headers: Headers) -> str:
        """Write an object, whole or not at all; its ETag. A Path is a file too large to hold, sent in parts."""

    def delete(self, keys: Iterable[str]) -> None:
        """Delete objects; those that are gone already are no mistake."""
