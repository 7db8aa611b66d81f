"""The plan of a deploy: what to add, replace, delete and leave at the target. Pure, so that it can be shown first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from newsprint.deploy.built.shipment import BuiltFile
from newsprint.deploy.objects.headers import is_fingerprinted
from newsprint.deploy.objects.manifest import Manifest
from newsprint.deploy.stores.store import Headers
from newsprint.kinds.stages import Stage, stage_of


class Upload(Struct, frozen=True):
    """A file to send: its path below the site, what the build knows of it, and what it is to be served with."""

    path: str
    file: BuiltFile
    headers: Headers
    stage: Stage
    is_new: bool


class Plan(Struct, frozen=True):
    """What a deploy does. ``uploads`` are in the order of their stages, and by path in each.

    ``deletes`` go when all else is done. ``kept`` are old assets that stay for a while, with entries that say so;
    ``needed`` are such that pages need again, with entries that do not. ``unchanged`` counts the files that are there
    as they should be.
    """

    uploads: tuple[Upload, ...]
    deletes: tuple[str, ...]
    kept: Manifest
    needed: Manifest
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether the target has everything, and nothing too much."""
        return not (self.uploads or self.deletes)

    @property
    def files(self) -> int:
        """How many files lie at the target when all is done."""
        return self.unchanged + len(self.uploads) + len(self.kept)

    @property
    def size(self) -> int:
        """How many bytes the files to send have, before any compression."""
        return sum(upload.file.size for upload in self.uploads)

    @property
    def added(self) -> tuple[str, ...]:
        """The files that the target does not have yet."""
        return tuple(sorted(upload.path for upload in self.uploads if upload.is_new))

    @property
    def replaced(self) -> tuple[str, ...]:
        """The files of which the target has another version, or that it serves with other headers."""
        return tuple(sorted(upload.path for upload in self.uploads if not upload.is_new))


def make_plan(
    files: Mapping[str, BuiltFile],
    there: Manifest,
    headers: Callable[[str], Headers],
    *,
    now: datetime,
    keep_assets: timedelta,
) -> Plan:
    """How to make of what is ``there`` a site of just ``files``, served with ``headers``.

    Fingerprinted assets that no page needs any more are kept for ``keep_assets``: a page that somebody's browser or
    a network in between still has may ask for them.
    """
    uploads, needed = [], {}
    for path, file in files.items():
        entry, wanted = there.get(path), headers(path)
        if entry is None or entry.digest != file.digest or entry.headers != wanted:
            stage = stage_of(path, file.role, new=entry is None)
            uploads.append(Upload(path, file, wanted, stage, entry is None))
        elif entry.retired is not None:
            needed[path] = replace(entry, retired=None)
    kept, deletes = {}, []
    for path in there.keys() - files.keys():
        retired = there[path].retired or now
        if is_fingerprinted(path) and now - retired < keep_assets:
            kept[path] = replace(there[path], retired=retired)
        else:
            deletes.append(path)
    uploads.sort(key=lambda upload: (upload.stage, upload.path))
    unchanged = len(files) - len(uploads)
    return Plan(tuple(uploads), tuple(sorted(deletes, key=_pages_first)), kept, needed, unchanged)


def _pages_first(path: str) -> tuple[bool, str]:
    """An asset goes after the pages that showed it; a page may have no ending."""
    return not (path.endswith((".html", ".xml")) or "." not in path.rpartition("/")[2]), path
