"""The manifest: what lies at a target, file by file, as the last deploy left it there.

It is JSON, compressed, and made to be read in one go: a hundred thousand files are some megabytes.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from newsprint.deploy.stores.store import Headers

FORMAT = 1
_QUICKLY = 1  # digests cannot be compressed, and the rest can be by any level


class Entry(Struct, frozen=True, gc=False):
    """A file at a target: its digest as the build gave it, its size before any compression, its headers and ETag.

    ``digest`` is empty for a file of which only the listing is known. ``headers`` is None then. ``retired`` is the
    instant (UTC) of the deploy from which on no build needed this asset any more.
    """

    digest: str
    size: int
    headers: Headers | None
    etag: str
    retired: datetime | None = None


Manifest = Mapping[str, Entry]
"""Entries by path below the site."""


class _Document(Struct, frozen=True):
    newsprint: int
    headers: list[tuple[str, str, str]]
    files: list[tuple[str, str, int, int, str, datetime | None]]


_decoder = msgspec.json.Decoder(_Document)
_encoder = msgspec.json.Encoder()


def encode_manifest(manifest: Manifest) -> bytes:
    """``manifest`` as bytes; the same for the same entries. Headers, which are few, are told once."""
    numbers: dict[Headers | None, int] = {None: -1}
    rows = []
    for path in sorted(manifest):
        entry = manifest[path]
        number = numbers.setdefault(entry.headers, len(numbers) - 1)
        rows.append((path, entry.digest, entry.size, number, entry.etag, entry.retired))
    kinds = [(each.content_type, each.cache_control, each.encoding) for each in numbers if each]
    return gzip.compress(_encoder.encode(_Document(FORMAT, kinds, rows)), _QUICKLY, mtime=0)


def decode_manifest(data: bytes) -> dict[str, Entry] | None:
    """The manifest that ``data`` holds; None if it is damaged or of another format."""
    try:
        document = _decoder.decode(gzip.decompress(data))
        kinds = [Headers(*each) for each in document.headers]
        return {
            path: Entry(digest, size, kinds[number] if number >= 0 else None, etag, retired)
            for path, digest, size, number, etag, retired in document.files
        }
    except (msgspec.DecodeError, OSError, EOFError, zlib.error, IndexError):
        return None


def encode_paths(paths: Iterable[str]) -> bytes:
    """The paths that an unfinished deploy may have written."""
    return gzip.compress(_encoder.encode(sorted(paths)), _QUICKLY, mtime=0)


def decode_paths(data: bytes) -> list[str]:
    """The paths that :func:`encode_paths` wrote; none if ``data`` is damaged."""
    try:
        return msgspec.json.decode(gzip.decompress(data), type=list[str])
    except (msgspec.DecodeError, OSError, EOFError, zlib.error):
        return []
