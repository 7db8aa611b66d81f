"""The bytes that travel: read from the output, and held to be those that the build wrote."""

from __future__ import annotations

import gzip
from pathlib import Path

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import contents, digest, digest_of_file, explained
from newsprint.base.media_types import may_hold_words
from newsprint.deploy.built.shipment import BuiltFile, Shipment
from newsprint.deploy.stores.store import Headers

LARGE = 8 * 1024 * 1024
"""Larger files than this (bytes) are never held in memory."""

_LONGEST_TEXT = 64 * 1024 * 1024  # a sitemap has up to 50 MB
_LEVEL = 6


def text_of(shipment: Shipment, path: str) -> bytes:
    """The bytes of the file at ``path`` if it may hold words, else none.

    Raises RefusedError if the file is not as the build wrote it, whatever its size and time say; DeployError if it
    cannot be read.
    """
    file = shipment.files[path]
    if may_hold_words(path) and file.size <= _LONGEST_TEXT:
        return bytes_of(shipment, path, file)
    check_large(shipment, path, file)
    return b""


def bytes_of(shipment: Shipment, path: str, file: BuiltFile) -> bytes:
    """The bytes of the file at ``path``. Raises RefusedError if they are not those that the build wrote."""
    data = _read(shipment, path)
    if digest(data) != file.digest:
        raise _changed(path)
    return data


def _read(shipment: Shipment, path: str) -> bytes:
    try:
        return contents(shipment.lies_at(path))
    except OSError as error:
        raise _unreadable(path, error) from error


def payload(shipment: Shipment, path: str, file: BuiltFile, headers: Headers) -> bytes | Path:
    """What is sent for the file at ``path``: its bytes, compressed if ``headers`` say so, or where a large one lies.

    Raises RefusedError if the file is not as the build wrote it, and DeployError if it cannot be read.
    """
    if file.size > LARGE and not headers.encoding:
        check_large(shipment, path, file)
        return Path(shipment.lies_at(path))
    return encoded(bytes_of(shipment, path, file), headers.encoding)


def check_large(shipment: Shipment, path: str, file: BuiltFile) -> None:
    """Raise RefusedError if the large file at ``path`` is not as the build wrote it, DeployError if it is not there."""
    try:
        as_built = digest_of_file(shipment.lies_at(path)) == file.digest
    except OSError as error:
        raise _unreadable(path, error) from error
    if not as_built:
        raise _changed(path)


def encoded(data: bytes, encoding: str) -> bytes:
    """``data`` in the content encoding of this name (RFC 9110, 8.4.1); the same bytes for the same data."""
    return gzip.compress(data, _LEVEL, mtime=0) if encoding else data


def _changed(path: str) -> RefusedError:
    return RefusedError(f"output: {path} is not as the last build wrote it: type newsprint build, then deploy again")


def _unreadable(path: str, error: OSError) -> DeployError:
    return DeployError(f"output: {path} cannot be read: {explained(error)}")
