"""The manifest: the files at a target as the last deploy left them.

It is compressed JSON that is read at once: for a hundred thousand files it has some megabytes.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from newsprint.deploy.stores.keys import OWN, is_plain
from newsprint.deploy.stores.store import Headers

FORMAT = 1
LARGEST = 128 * 1024 * 1024
"""The largest manifest in bytes (before compression): enough for nearly a million files."""

_GZIP = 31  # a window of 2^15 bytes, and the header of gzip (zlib's manual, inflateInit2)
_QUICKLY = 1  # digests cannot be compressed, and any level compresses the rest well


class Entry(Struct, frozen=True, gc=False):
    """A file at a target.

    ``digest`` is the one in the record of the build, ``size`` is in bytes before compression. ``digest`` is empty and
    ``headers`` is None if only the listing of the file is known. ``retired`` is the instant (UTC) of the first deploy
    that no longer needed this asset.
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
    files: list[tuple[str, str, int, int, str, Annotated[datetime, Meta(tz=True)] | None]]


_NOTHING: Mapping[str, object] = {}
_decoder = msgspec.json.Decoder(_Document)
_encoder = msgspec.json.Encoder()


def encode_manifest(manifest: Manifest) -> bytes:
    """Return ``manifest`` as bytes, the same for the same entries.

    Equal headers are written only once.
    """
    numbers: dict[Headers | None, int] = {None: -1}
    rows = []
    for path in sorted(manifest):
        entry = manifest[path]
        number = numbers.setdefault(entry.headers, len(numbers) - 1)
        rows.append((path, entry.digest, entry.size, number, entry.etag, entry.retired))
    kinds = [(each.content_type, each.cache_control, each.encoding) for each in numbers if each]
    return gzip.compress(_encoder.encode(_Document(FORMAT, kinds, rows)), _QUICKLY, mtime=0)


def decode_manifest(data: bytes, ours: Mapping[str, object] = _NOTHING) -> dict[str, Entry] | None:
    """Return the manifest in ``data``; None if it is damaged or of another format.

    Also returns None if it has names that no site can have. Names are checked because others may write there too, and
    files in the manifest may be deleted. Names in ``ours`` are known to be valid.
    """
    try:
        document = _decoder.decode(_decompressed(data))
        kinds = [*(Headers(*each) for each in document.headers), None]  # -1 means no headers
        if not all(-1 <= number < len(kinds) - 1 for number in {row[3] for row in document.files}):
            return None
        manifest = {
            path: Entry(digest, size, kinds[number], etag, retired)
            for path, digest, size, number, etag, retired in document.files
        }
        strangers = manifest.keys() - ours.keys()
        return manifest if all(is_plain(path) and not path.startswith(OWN) for path in strangers) else None
    except (ValueError, RecursionError, zlib.error):
        return None


def encode_paths(paths: Iterable[str]) -> bytes:
    """Return the list of ``paths`` that an interrupted deploy may have written as bytes."""
    return gzip.compress(_encoder.encode(sorted(paths)), _QUICKLY, mtime=0)


def decode_paths(data: bytes) -> list[str]:
    """Return the paths that :func:`encode_paths` wrote; none if ``data`` is damaged."""
    try:
        return msgspec.json.decode(_decompressed(data), type=list[str])
    except (ValueError, RecursionError, zlib.error):
        return []


def _decompressed(data: bytes) -> bytes:
    """Decompress ``data``.

    Raises ValueError if it is incomplete or larger than :data:`LARGEST`; and zlib.error.
    """
    inflating = zlib.decompressobj(_GZIP)
    inflated = inflating.decompress(data, LARGEST)
    if not inflating.eof or inflating.unused_data:
        raise ValueError("cut short, or larger than any of ours")
    return inflated
