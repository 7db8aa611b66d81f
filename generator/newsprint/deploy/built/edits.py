"""Edits of the content since the build: stories whose files were hidden or deleted since are not deployed.

A deploy ships what was built. An editor who makes a story a draft, gives it an embargo or deletes it does not want it
shipped, whether or not the site was built since. The same applies to a picture or document that was deleted or
replaced: a face may have been made unrecognisable in it. Other edits do not stop a deploy: they are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from newsprint.base.errors import RefusedError
from newsprint.catalog.sync.scan import VISIBILITY, noted, visibility_settings
from newsprint.config.site import SiteConfig
from newsprint.content.article import Instant
from newsprint.content.files.sources import Changes, compare, find_sources
from newsprint.content.types import TYPES
from newsprint.deploy.built.judgement import Edits, judged
from newsprint.deploy.built.look import elsewhere
from newsprint.deploy.built.memory import catalog_of

_SHOWN = 5

FindEdits = Callable[[], Edits]
"""Gives the edits; the first call waits for the end of the scan."""


@contextmanager
def edits_since(folder: Path, config: SiteConfig, now: Instant) -> Iterator[FindEdits]:
    """Scan the content of the outlet in ``folder``, and compare it with what was built, as of ``now``.

    What is given has to be called inside the context. The caller holds the outlet's lock. Raises RefusedError if there
    is no content folder.
    """
    root = folder / config.content.root
    if not root.is_dir():
        raise RefusedError(
            f"there is no content folder {root}, so which stories were hidden since the build is not known: "
            "nothing was changed. Deploy where the content is"
        )
    with catalog_of(folder) as catalog:
        files = catalog.connection.execute("SELECT count(*) FROM source").fetchone()[0]
        all_files = catalog.fact(VISIBILITY) != visibility_settings(config)
    task = f"from {__name__} import tell; tell({str(folder.absolute())!r}, {str(root.absolute())!r}, {all_files})"

    @cache
    def find() -> Edits:
        with catalog_of(folder) as current:
            return judged(current.connection, root, config, scanned(), now)

    with elsewhere(task, files, Changes, lambda: scan(folder, root, all_files)) as scanned:
        yield find


def scan(folder: Path, root: Path, all_files: bool) -> Changes:
    """The files below the content folder ``root`` that may differ from what the catalog has, and those that went.

    All stories and pages may differ (``all_files``) if the settings do with which they were read.
    """
    with catalog_of(folder) as catalog:
        known = noted(catalog.connection)
    found = find_sources(root).sources
    changes = compare(found, known)
    if not all_files:
        return changes
    others = (source for source in changes.suspects if source.kind not in TYPES)
    return replace(changes, suspects=(*(source for source in found if source.kind in TYPES), *others))


def tell(folder: str, root: str, all_files: bool) -> None:
    """What another process does: it scans, and writes what it found into the pipe to the first one."""
    data = msgspec.json.encode(scan(Path(folder), Path(root), all_files))
    with open(1, "wb", closefd=False) as pipe:
        pipe.write(data)


def refusal(edits: Edits, root: str, again: str) -> RefusedError:
    """The error that hidden files are: which, why, and what to do."""
    lines = [f"  {root}/{path} {reason}" for path, reason in edits.hidden[:_SHOWN]]
    if len(edits.hidden) > _SHOWN:
        lines.append(f"  and {len(edits.hidden) - _SHOWN:,} more")
    return RefusedError(
        "the last build shows what readers may not see any more: nothing was changed.\n"
        + "\n".join(lines)
        + f"\nThe site was not built since: {again}"
    )


def others_in_words(edits: Edits) -> str:
    """What is noted of the other edits."""
    if edits.others == 1:
        return "1 file of the content was changed since the build, and is not in it"
    return f"{edits.others:,} files of the content were changed since the build, and are not in it"
