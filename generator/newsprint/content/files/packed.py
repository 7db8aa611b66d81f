"""The contents of a compressed file or an archive (gzip, bzip2, xz, LZMA, tar, ZIP), as far as checks need them.

Everything is bounded: a file of a few kilobytes can unpack to gigabytes.
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
"""Bytes that are read of a compressed file, if an archive is in it, and of an archive in an archive."""

MOST_FILES = 2_000
"""The most files of an archive that are read."""


class Budget:
    """How many bytes may still be read of the files in an archive, and in the archives in it."""

    def __init__(self) -> None:
        self._left = 4 * MOST_UNPACKED

    def read(self, file: IO[bytes], size: int) -> bytes:
        """The first ``size`` bytes of ``file``, or more if it is packed itself."""
        start = file.read(min(size, self._left))
        if is_packed(start):
            start += file.read(min(MOST_UNPACKED, self._left - len(start)))
        self._left -= len(start)
        return start


_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x5d\0\0")
_MEMORY = 64 * 1024 * 1024
_SIGN_OF_TAR = slice(257, 262)
_CLOSED = (".7z", ".br", ".lz", ".lz4", ".lzo", ".rar", ".z", ".zst")
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError,
    LookupError, OverflowError, MemoryError,
)  # fmt: skip
"""Errors that Python's readers raise: RuntimeError includes NotImplementedError, and means a missing password."""


def inner_name(name: str) -> str:
    """The name of what is packed in the file ``name`` in a way that is not read here; "" if it is not packed so."""
    stem, dot, ending = name.rpartition(".")
    return stem if f"{dot}{ending.lower()}" in _CLOSED else ""


def unpacked(data: bytes, most: int) -> bytes:
    """The first bytes of what is compressed in ``data``, ``most`` of them; ``data`` itself if nothing is.

    Of an archive that is compressed, more of them. Empty if ``data`` is damaged.
    """
    if not data.startswith(_COMPRESSED):
        return data
    start = _decompressed(data, most)
    return _decompressed(data, MOST_UNPACKED) if is_packed(start) else start


def is_packed(start: bytes) -> bool:
    """Whether a file with these first bytes is compressed, or an archive."""
    return start.startswith((*_COMPRESSED, ZIP)) or start[_SIGN_OF_TAR] == b"ustar"


def files_in(data: bytes, size: int, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """The name of each file of the archive ``data``, and its first ``size`` bytes; nothing if it is none."""
    try:
        if data.startswith(ZIP):
            yield from _zipped(data, size, budget)
        elif data[_SIGN_OF_TAR] == b"ustar":
            yield from _tarred(data, size, budget)
    except _DAMAGE:
        return


def _decompressed(data: bytes, most: int) -> bytes:
    found = b""
    try:
        while data.startswith(_COMPRESSED) and len(found) < most:  # such files may follow each other in one
            decompressor = _decompressor(data)
            found += decompressor.decompress(data, most - len(found))
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
        import bz2  # for those who have such files

        return bz2.BZ2Decompressor()
    import lzma

    return lzma.LZMADecompressor(memlimit=_MEMORY)


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
