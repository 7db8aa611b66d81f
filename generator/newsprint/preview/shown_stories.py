"""The stories that were shown, to follow them when their files or their addresses change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from newsprint.base.bounded_cache import BoundedCache
from newsprint.catalog.reading import queries
from newsprint.kinds.kind import Page
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role

_MAX_REMEMBERED = 1000


class ShownStories:
    """The URLs at which stories were shown, each with the path of the story's file below the content folder."""

    def __init__(self) -> None:
        self._paths: BoundedCache[str, str] = BoundedCache(_MAX_REMEMBERED)

    def remember(self, page: Page) -> None:
        """Remember that ``page`` was shown, if it is a story's."""
        if KINDS[page.kind].role is Role.STORY:
            self._paths.keep(page.url, page.subject)

    def moved(self, url: str, connection: sqlite3.Connection) -> str | None:
        """Return the new URL of the article that was shown at ``url``; None if it has not moved."""
        path = self._paths.get(url)
        found = queries.address(connection, path) if path else None
        return found[0] if found and found[0] != url else None

    def follow(self, moved: Iterable[tuple[str, str]], root: str, connection: sqlite3.Connection) -> None:
        """Note the new paths of articles whose files were moved.

        ``moved`` has old and new names, relative to the outlet's folder; ``root`` is the content folder.
        """
        for before, after in moved:
            for url, path in self._paths.items():
                shown = f"{root}/{path}"
                went = shown == before or shown.startswith(f"{before}/")
                if went and queries.address(connection, path) is None:  # else an editor made a copy of it
                    self._paths[url] = (after + shown.removeprefix(before)).removeprefix(f"{root}/")
