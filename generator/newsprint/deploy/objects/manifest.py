"""The manifest: what lies at a target, file by file, as the last deploy left it there.

It is JSON, compressed, and made to be read in one go: a hundred thousand files are some megabytes.
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
"""The most bytes (before compression) that a manifest may have; that of nearly a million files."""

_GZIP = 31  # a window of 2^15 bytes, and the header of gzip (zlib's manual, inflateInit2)
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
    files: list[tuple[str, str, int, int, str, Annotated[datetime, Meta(tz=True)] | None]]


_NOTHING: Mapping[str, object] = {}
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


def decode_manifest(data: bytes, ours: Mapping[str, object] = _NOTHING) -> dict[str, Entry] | None:
    """The manifest that ``data`` holds; None if it is damaged, of another format, or names what no site can have.

    Others may write there too, and what it names may be deleted. The names of ``ours`` are known to be good.
    """
    try:
        document = _decoder.decode(_decompressed(data))
        kinds = [*(Headers(*each) for each in document.headers), None]  # -1 stands for no headers
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
    """The paths that an unfinished deploy may have written."""
    return gzip.compress(_encoder.encode(sorted(paths)), _QUICKLY, mtime=0)


def decode_paths(data: bytes) -> list[str]:
    """The paths that :func:`encode_paths` wrote; none if ``data`` is damaged."""
    try:
        return msgspec.json.decode(_decompressed(data), type=list[str])
    except (ValueError, RecursionError, zlib.error):
        return []


def _decompressed(data: bytes) -> bytes:
    """What was compressed to ``data``. Raises ValueError if it is not whole, or too much; and zlib.error."""
    inflating = zlib.decompressobj(_GZIP)
    inflated = inflating.decompress(data, LARGEST)
    if not inflating.eof or inflating.unused_data:
        raise ValueError("cut short, or larger than any of ours")
    return inflated
