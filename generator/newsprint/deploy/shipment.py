"""What there is to ship: the files that the last complete build left in the output, just as it left them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct


class BuiltFile(Struct, frozen=True):
    """A file that a build wrote: 32 hexadecimal digits of its bytes (:func:`newsprint.files.digest`), size in bytes.

    ``kind`` is the name of its page kind: ``article``, ``asset``, ``front`` and so on.
    """

    digest: str
    size: int
    kind: str


class Revision(Struct, frozen=True):
    """The commit that was checked out when the site was built, and when that was committed (UTC)."""

    commit: str
    committed: datetime


class Shipment(Struct, frozen=True):
    """The last complete build: its files by their paths below ``output``, and the world that it shows.

    ``as_of`` is the instant of the build (UTC); ``revision`` is None outside of git.
    """

    output: Path
    files: Mapping[str, BuiltFile]
    as_of: datetime
    revision: Revision | None = None
