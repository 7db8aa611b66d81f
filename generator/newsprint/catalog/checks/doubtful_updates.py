"""Warn of updates that are dated after the build's instant; they are not shown before their time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsprint.base.dates import from_microseconds, iso
from newsprint.base.errors import Problem
from newsprint.base.files import below, contents
from newsprint.catalog.visibility import Visibility
from newsprint.config.site import SiteConfig
from newsprint.content.records import Article
from newsprint.problems.levels import with_severities

_decode = msgspec.msgpack.Decoder(Article).decode


def doubtful_updates(
    connection: sqlite3.Connection, root: Path, config: SiteConfig, visibility: Visibility
) -> Iterator[Problem]:
    """Yield a warning for each visible article whose update is later than the build's instant."""
    rows = connection.execute(
        """SELECT record, on_disk, at FROM event JOIN article ON article = id JOIN source USING (path)
           WHERE at > :as_of AND published <= :as_of AND NOT draft AND (expires IS NULL OR expires > :as_of)
           ORDER BY path""",
        {"as_of": visibility.as_of},
    )
    for record, name, at in rows:
        article = _decode(record)
        if article.updated == at:
            moment = iso(from_microseconds(at).astimezone(config.site.zone))
            message = f'"updated" is in the future: {moment}; until then it is not shown'
            place = _place(root, name, config)
            problem = Problem(
                f"{config.content.root}/{article.path}", *place, message, "check the year", "doubtful-update"
            )
            yield from with_severities([problem], config.checks, article.allow)


def _place(root: Path, name: str, config: SiteConfig) -> tuple[int, int]:
    from newsprint.content.reader import position_of_key  # here, since few builds have such a story

    try:
        return position_of_key("updated", contents(below(root, name)), config)
    except (OSError, ValueError):
        return 0, 0
