"""Edits of the content since the build, and the refusal of a deploy because of them.

A deploy ships what was built. An editor who makes a story a draft, sets an embargo or deletes it does not want it
shipped, even if the site was not built since: so the deploy is refused. The same applies to a picture or document that
was deleted or replaced: the new one may have a face blurred. Other edits are counted and do not stop a deploy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from newsprint.base.errors import RefusedError
from newsprint.catalog.sync.scan import VISIBILITY, noted, visibility_settings
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Changes, compare, find_sources
from newsprint.content.records import Instant
from newsprint.content.types import TYPES
from newsprint.deploy.built.catalog_access import catalog_of
from newsprint.deploy.built.edit_effects import Edits, judged
from newsprint.deploy.built.other_process import in_other_process

_SHOWN = 5

FindEdits = Callable[[], Edits]
"""Returns the edits; the first call waits for the end of the scan."""


@contextmanager
def edits_since(folder: Path, config: SiteConfig, now: Instant) -> Iterator[FindEdits]:
    """Yield a function that returns the edits since the build of the outlet in ``folder``, as of ``now``.

    Call it inside the context: the scan of the content may run in another process. The caller must have the outlet's
    lock. Raises RefusedError if there is no content folder.
    """
    root = folder / config.content.root
    if not root.is_dir():
        raise RefusedError(
            f"there is no content folder {root}, so Newsprint cannot check which stories were hidden since the build: "
            "nothing was changed. Deploy where the content is"
        )
    with catalog_of(folder) as catalog:
        files = catalog.connection.execute("SELECT count(*) FROM source").fetchone()[0]
        all_files = catalog.fact(VISIBILITY) != visibility_settings(config)
    arguments = (str(folder), str(root), all_files)

    @cache
    def find() -> Edits:
        with catalog_of(folder) as current:
            return judged(current.connection, root, config, scanned(), now)

    with in_other_process(scan_content, arguments, Changes, files=files) as scanned:
        yield find


def scan_content(folder: str, root: str, all_files: bool) -> Changes:
    """Return the files below the content folder ``root`` that may differ from the catalog, and those removed.

    The catalog is that of the outlet in ``folder``. With ``all_files`` every story and page may differ, because they
    were read with other settings.
    """
    with catalog_of(Path(folder)) as catalog:
        known = noted(catalog.connection)
    found = find_sources(Path(root)).sources
    changes = compare(found, known)
    if not all_files:
        return changes
    others = (source for source in changes.suspects if source.file_type not in TYPES)
    return replace(changes, suspects=(*(source for source in found if source.file_type in TYPES), *others))


def refusal(edits: Edits, root: str, again: str) -> RefusedError:
    """Return the error for hidden files: which they are, why they are hidden, and what to do."""
    lines = [f"  {root}/{path} {reason}" for path, reason in edits.hidden[:_SHOWN]]
    if len(edits.hidden) > _SHOWN:
        lines.append(f"  and {len(edits.hidden) - _SHOWN:,} more")
    return RefusedError(
        "the last build contains files that readers may no longer see: nothing was changed.\n"
        + "\n".join(lines)
        + f"\nThe site has not been built since: {again}"
    )


def note_on_others(edits: Edits) -> str:
    """Return the note about the other edits."""
    if edits.others == 1:
        return "1 content file has changed since the build; the build does not contain the change"
    return f"{edits.others:,} content files have changed since the build; the build does not contain the changes"
