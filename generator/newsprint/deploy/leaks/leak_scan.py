"""The scan for leaks: a file that contains parts of a hidden story is not sent.

A build itself publishes nothing of a hidden story. But a theme, a static file or a link written by hand may contain its
words, and a story may have expired since the build.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from newsprint.base.dates import to_microseconds
from newsprint.base.errors import RefusedError, short
from newsprint.base.media_types import may_contain_words
from newsprint.config.site import SiteConfig
from newsprint.content.files.raw_source import is_story_source
from newsprint.content.states import State
from newsprint.deploy.built.catalog_access import catalog_of
from newsprint.deploy.leaks.finder import Finder
from newsprint.deploy.leaks.hidden import HiddenStory, hidden_stories
from newsprint.deploy.leaks.needles import Needle, NeedleKey, needles_of
from newsprint.deploy.leaks.public import is_public
from newsprint.media.renditions.recipes import beginning_of

RUNS = 8000
"""The number of runs of words to search for in total, shared by all hidden stories."""

_MOST_RUNS, _LEAST_RUNS = 40, 3  # of one story
_SHOWN = 5
_PICTURES = """SELECT source, target, digest FROM reference JOIN picture ON path = target
    WHERE shown AND source IN (SELECT value FROM json_each(?))
    AND digest NOT IN (SELECT picture.digest FROM picture JOIN page ON page.subject = picture.path)
    ORDER BY source, target"""


class Leak(Struct, frozen=True):
    """The file ``path`` of the site contains ``words`` of ``story``, a path below the outlet's folder.

    ``state`` is why readers may not see the story.
    """

    path: str
    story: str
    words: str
    state: State


class HiddenPicture(Struct, frozen=True):
    """The picture at ``path``, below the content folder, and a hidden story that shows it."""

    path: str
    story: HiddenStory


Scan = Callable[[str, bytes], Leak | None]
"""Returns the leak in a file (its path below the site, its bytes), or None."""


class LeakScan:
    """Scans files before they are sent. Create it with :func:`leak_scan`."""

    def __init__(
        self,
        folder: Path,
        config: SiteConfig,
        stories: Sequence[HiddenStory],
        own_files: Mapping[str, HiddenStory],
        pictures: Mapping[str, HiddenPicture],
    ) -> None:
        self._folder = folder
        self._config = config
        self._own_files = own_files
        self._pictures = pictures
        self._hidden = {story.path for story in stories}
        most = min(max(RUNS // max(len(stories), 1), _LEAST_RUNS), _MOST_RUNS)
        self._finder = _finder([needle for story in stories for needle in needles_of(story, config.site.url, most)])
        self._public: set[NeedleKey] = set()
        self._secret: set[NeedleKey] = set()

    def scan(self, path: str, data: bytes) -> Leak | None:
        """Return the leak in the file ``path`` (below the site) with the uncompressed bytes ``data``, or None.

        Raises RefusedError if the file is the source of a story. Raises RefusedError or DeployError if the catalog is
        needed and cannot be read.
        """
        if is_story_source(data, path):
            raise RefusedError(
                f'"{path}" has the front matter of a story, and the source of a story is never published. '
                "Nothing was changed. Remove the file, then build and deploy again"
            )
        if story := self._own_files.get(path):
            return self._leak(path, story, story.address or path)
        if picture := self._pictures.get(path.rpartition("/")[2].partition("-")[0]):
            return self._leak(path, picture.story, f"{self._config.content.root}/{picture.path}")
        while needle := self._found(path, data):
            if not self._is_public(needle):
                return self._leak(path, needle.story, needle.words)
        return None

    def _found(self, path: str, data: bytes) -> Needle | None:
        """Return the first needle in the file that is not known to be public."""
        if self._finder is None:
            return None
        named = self._finder.first(f"/{path}".encode(), self._public)
        return named or (self._finder.first(data, self._public) if may_contain_words(path) else None)

    def _is_public(self, needle: Needle) -> bool:
        """Return whether visible content contains it too.

        This may read all texts, so each key is searched for once.
        """
        if self._finder and needle.key not in self._secret | self._public:
            forms = {other.data for other in self._finder.needles if other.key == needle.key}
            with catalog_of(self._folder) as catalog:
                public = is_public(needle, forms, self._hidden, catalog.connection, self._config)
            (self._public if public else self._secret).add(needle.key)
        return needle.key in self._public

    def _leak(self, path: str, story: HiddenStory, words: str) -> Leak:
        return Leak(path, f"{self._config.content.root}/{story.path}", words, story.state)


def leak_scan(
    folder: Path, config: SiteConfig, as_of: datetime, now: datetime, *, undone: Container[str] = ()
) -> LeakScan:
    """Return a scan for the stories that readers may not see as of the build (``as_of``) or ``now``.

    ``folder`` is the outlet's. ``undone`` are files of stories that readers may see, even if the catalog says
    otherwise. The caller must have the outlet's lock while it scans. Raises RefusedError and DeployError.
    """
    with catalog_of(folder) as catalog:
        connection = catalog.connection
        hidden = hidden_stories(connection, to_microseconds(as_of), to_microseconds(now))
        stories = [story for story in hidden if story.path not in undone]
        pictures = _pictures(connection, stories)
        return LeakScan(folder, config, stories, _own_files(connection, stories), pictures)


def _own_files(connection: sqlite3.Connection, stories: Sequence[HiddenStory]) -> dict[str, HiddenStory]:
    """Return the built files of hidden stories: their own pages, and the redirects at their old addresses."""
    by_path = {story.path: story for story in stories}
    query = "SELECT file, subject FROM page WHERE subject IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (json.dumps(sorted(by_path)),))
    return {file: by_path[subject] for file, subject in rows}


def _pictures(connection: sqlite3.Connection, stories: Sequence[HiddenStory]) -> dict[str, HiddenPicture]:
    """Return the pictures that only hidden stories show, by the beginning of the names of their renditions."""
    by_path = {story.path: story for story in stories}
    found: dict[str, HiddenPicture] = {}
    for source, path, digest in connection.execute(_PICTURES, (json.dumps(sorted(by_path)),)):
        found.setdefault(beginning_of(digest), HiddenPicture(path, by_path[source]))
    return found


def _finder(needles: Sequence[Needle]) -> Finder | None:
    return Finder(needles) if needles else None


def refusal(leaks: Sequence[Leak], again: str) -> RefusedError:
    """Return the error for ``leaks`` (at least one): which words are where, and what to do.

    ``again`` is the part of it that says how to build again (see :class:`newsprint.deploy.built.shipment.Shipment`).
    """
    by_story = {leak.story: leak for leak in reversed(leaks)}  # the first of each
    shown = list(by_story.values())[::-1][:_SHOWN]
    lines = [f'  {leak.path} contains "{short(leak.words)}" of {leak.story} ({leak.state})' for leak in shown]
    if len(leaks) > len(shown):
        lines.append(f"  and {len(leaks) - len(shown):,} more")
    files = "1 file contains" if len(leaks) == 1 else f"{len(leaks):,} files contain"
    return RefusedError(
        f"{files} what readers may not see:\n"
        + "\n".join(lines)
        + f"\nFirst {again}. If words are still found, they are in the theme, in a static "
        "file or in a text that links to the story: remove them there, or publish the story."
    )
