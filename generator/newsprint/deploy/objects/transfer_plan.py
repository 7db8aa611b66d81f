"""The plan of a deploy to a bucket or folder: what to add, replace, delete and keep at the target.

A pure function, so dry runs use it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from newsprint.deploy.built.shipment import BuiltFile
from newsprint.deploy.objects.manifest import Manifest
from newsprint.deploy.served_urls import is_fingerprinted
from newsprint.deploy.stores.store import Headers
from newsprint.kinds.stages import Stage, stage_of


class Upload(Struct, frozen=True):
    """A file to send: its path below the site, its record in the build, and its headers."""

    path: str
    file: BuiltFile
    headers: Headers
    stage: Stage
    is_new: bool


class TransferPlan(Struct, frozen=True):
    """The changes of a deploy. ``uploads`` are sorted by stage, and by path in each stage.

    ``deletes`` are done last. ``kept`` are unused assets that stay for a while; their entries are marked ``retired``.
    ``needed`` are such assets that pages use again; their entries are not marked. ``unchanged`` is the number of files
    that need no upload.
    """

    uploads: tuple[Upload, ...]
    deletes: tuple[str, ...]
    kept: Manifest
    needed: Manifest
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to upload or delete."""
        return not (self.uploads or self.deletes)

    @property
    def files(self) -> int:
        """The number of files at the target after the deploy."""
        return self.unchanged + len(self.uploads) + len(self.kept)

    @property
    def size(self) -> int:
        """The size of the uploads in bytes, before compression."""
        return sum(upload.file.size for upload in self.uploads)

    @property
    def added(self) -> tuple[str, ...]:
        """The files that the target does not have yet, sorted."""
        return tuple(sorted(upload.path for upload in self.uploads if upload.is_new))

    @property
    def replaced(self) -> tuple[str, ...]:
        """The files of which the target has another version or other headers, sorted."""
        return tuple(sorted(upload.path for upload in self.uploads if not upload.is_new))


def plan_transfer(
    files: Mapping[str, BuiltFile],
    there: Manifest,
    headers: Callable[[str], Headers],
    *,
    now: datetime,
    keep_assets: timedelta,
) -> TransferPlan:
    """Return the plan that makes the files ``there`` the same as ``files``, with ``headers``.

    Fingerprinted assets that no page needs any more are kept for ``keep_assets`` from ``now`` (UTC) on, because pages
    in the caches of browsers and networks may still request them.
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
    return TransferPlan(tuple(uploads), tuple(sorted(deletes, key=_pages_first)), kept, needed, unchanged)


def _pages_first(path: str) -> tuple[bool, str]:
    """Return a sort key that puts pages (which may have no ending) before the assets that they use."""
    return not (path.endswith((".html", ".xml")) or "." not in path.rpartition("/")[2]), path
