"""An outlet without any story, which suggests an error in the configuration."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from newsprint.base.errors import Problem
from newsprint.config.site import SiteConfig
from newsprint.content.types import FileType

_ELSEWHERE = ("_posts", "source/_posts", "content", "posts", "articles", "src/content")
"""Folders in which other systems have their stories."""


def without_stories(connection: sqlite3.Connection, folder: Path, config: SiteConfig) -> list[Problem]:
    """Return a warning if the outlet in ``folder`` has no story at all."""
    if connection.execute("SELECT 1 FROM source WHERE kind = ? LIMIT 1", (FileType.ARTICLE.value,)).fetchone():
        return []
    others = (place for place in _ELSEWHERE if place != config.content.root and (folder / place).is_dir())
    hint = next((f'to read those in {place}/, set root = "{place}" under [content]' for place in others), "")
    message = "there is no story in this folder"
    return [Problem(config.content.root, 0, 0, message, hint or "put your stories there", code="no-story")]
