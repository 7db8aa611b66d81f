"""The bytes to send: read from the output, and checked to be those that the build wrote."""

from __future__ import annotations

import gzip
from pathlib import Path

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import contents, digest, digest_of_file, explained
from newsprint.base.media_types import may_contain_words
from newsprint.deploy.built.shipment import BuiltFile, Shipment
from newsprint.deploy.stores.store import Headers

LARGE = 8 * 1024 * 1024
"""Larger files than this (bytes) are never read into memory as a whole."""

_LONGEST_TEXT = 64 * 1024 * 1024  # a sitemap has up to 50 MB
_LEVEL = 6


def text_of(shipment: Shipment, path: str) -> bytes:
    """Return the bytes of the file at ``path`` if it may contain text, else no bytes.

    Raises RefusedError if the digest of the file differs from the build's, even if size and time do not; DeployError if
    it cannot be read.
    """
    file = shipment.files[path]
    if may_contain_words(path) and file.size <= _LONGEST_TEXT:
        return bytes_of(shipment, path, file)
    check_large(shipment, path, file)
    return b""


def bytes_of(shipment: Shipment, path: str, file: BuiltFile) -> bytes:
    """Return the bytes of the file at ``path``. Raises what :func:`text_of` does."""
    data = _read(shipment, path)
    if digest(data) != file.digest:
        raise _changed(shipment, path)
    return data


def _read(shipment: Shipment, path: str) -> bytes:
    try:
        return contents(shipment.path_of(path))
    except OSError as error:
        raise _unreadable(shipment, path, error) from error


def payload(shipment: Shipment, path: str, file: BuiltFile, headers: Headers) -> bytes | Path:
    """Return what to send for the file at ``path``: its bytes, or the path of a large file.

    Bytes are compressed if ``headers`` say so. Raises RefusedError if the file is not what the build wrote, DeployError
    if it cannot be read.
    """
    if file.size > LARGE and not headers.encoding:
        check_large(shipment, path, file)
        return Path(shipment.path_of(path))
    return encoded(bytes_of(shipment, path, file), headers.encoding)


def check_large(shipment: Shipment, path: str, file: BuiltFile) -> None:
    """Check the large file at ``path``.

    Raises RefusedError if it is not what the build wrote, or DeployError.
    """
    try:
        as_built = digest_of_file(shipment.path_of(path)) == file.digest
    except OSError as error:
        raise _unreadable(shipment, path, error) from error
    if not as_built:
        raise _changed(shipment, path)


def encoded(data: bytes, encoding: str) -> bytes:
    """Return ``data`` in this content ``encoding`` (RFC 9110, 8.4.1); the same bytes for the same data."""
    return gzip.compress(data, _LEVEL, mtime=0) if encoding else data


def _changed(shipment: Shipment, path: str) -> RefusedError:
    return RefusedError(f"{shipment.path_of(path)} was changed after the last build: {shipment.again}")


def _unreadable(shipment: Shipment, path: str, error: OSError) -> DeployError:
    return DeployError(f"{shipment.path_of(path)} cannot be read: {explained(error)}")
