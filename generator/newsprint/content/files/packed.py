"""The contents of compressed files and archives (gzip, bzip2, xz, LZMA, tar, ZIP), as far as checks need them.

All reading is limited: a file of a few kilobytes can unpack to gigabytes.
"""

from __future__ import annotations

import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

ZIP = b"PK\x03\x04"
MOST_UNPACKED = 16 * 1024 * 1024
"""The most bytes that are read of a compressed archive, or of an archive in an archive."""

MOST_FILES = 2_000
"""The most files that are read in an archive."""


class Budget:
    """The number of bytes that may still be read from an archive and from the archives in it."""

    def __init__(self) -> None:
        self._left = 4 * MOST_UNPACKED

    def read(self, file: IO[bytes], size: int) -> bytes:
        """Return the first ``size`` bytes of ``file``, or more if it is packed itself."""
        start = file.read(min(size, self._left))
        if is_packed(start):
            start += file.read(min(MOST_UNPACKED, self._left - len(start)))
        self._left -= len(start)
        return start


_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x5d\0\0")
_LZMA_MEMORY = 64 * 1024 * 1024
_SIGN_OF_TAR = slice(257, 262)
_UNREADABLE_ENDINGS = (".7z", ".br", ".lz", ".lz4", ".lzo", ".rar", ".z", ".zst")
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError,
    LookupError, OverflowError, MemoryError,
)  # fmt: skip
"""Errors that Python's readers raise for damaged files.

RuntimeError means a missing password, and includes NotImplementedError.
"""


def inner_name(name: str) -> str:
    """Return the name of the file inside ``name``, by its ending; "" for every other ending.

    This is for forms of compression that are not read here.
    """
    stem, dot, ending = name.rpartition(".")
    return stem if f"{dot}{ending.lower()}" in _UNREADABLE_ENDINGS else ""


def unpacked(data: bytes, limit: int) -> bytes:
    """Return the first ``limit`` bytes of the file that is compressed in ``data``.

    Return more of a compressed archive, ``data`` itself if it is not compressed, and b"" if it is damaged.
    """
    if not data.startswith(_COMPRESSED):
        return data
    start = _decompressed(data, limit)
    return _decompressed(data, MOST_UNPACKED) if is_packed(start) else start


def is_packed(start: bytes) -> bool:
    """Return whether a file with these first bytes is compressed or an archive."""
    return start.startswith((*_COMPRESSED, ZIP)) or start[_SIGN_OF_TAR] == b"ustar"


def files_in(data: bytes, size: int, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Yield name and first ``size`` bytes of each file in the archive ``data``; nothing if it is no archive."""
    try:
        if data.startswith(ZIP):
            yield from _zipped(data, size, budget)
        elif data[_SIGN_OF_TAR] == b"ustar":
            yield from _tarred(data, size, budget)
    except _DAMAGE:
        return


def _decompressed(data: bytes, limit: int) -> bytes:
    found = b""
    try:
        while data.startswith(_COMPRESSED) and len(found) < limit:  # a file may be several compressed files in a row
            decompressor = _decompressor(data)
            found += decompressor.decompress(data, limit - len(found))
            data = decompressor.unused_data
    except _DAMAGE:
        pass
    except Exception as error:
        if type(error).__name__ != "LZMAError":
            raise
    return found


def _decompressor(data: bytes) -> Any:
    if data.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(31)
    if data.startswith(b"BZh"):
        import bz2  # imported late: few outlets have such files

        return bz2.BZ2Decompressor()
    import lzma

    return lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)


def _zipped(data: bytes, size: int, budget: Budget) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist()[:MOST_FILES]:
            try:
                with archive.open(entry) as file:
                    start = budget.read(file, size)
            except _DAMAGE:
                continue
            yield entry.filename, start


def _tarred(data: bytes, size: int, budget: Budget) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=BytesIO(data), mode="r:") as archive:
        for number, entry in enumerate(archive):
            if number == MOST_FILES:
                return
            if entry.isreg() and (file := archive.extractfile(entry)):
                yield entry.name, budget.read(file, size)
