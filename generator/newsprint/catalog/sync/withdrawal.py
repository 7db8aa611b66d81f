"""Decide whether a file with errors withdraws its story; then its last good version is deleted as well."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from newsprint.base.dates import parse_instant, to_microseconds
from newsprint.catalog.visibility import Visibility
from newsprint.config.site import SiteConfig
from newsprint.content.types import TYPES, Content, as_article, file_type_of, is_dated

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import IngestedFile


def withdraws(
    connection: sqlite3.Connection, outcome: IngestedFile, config: SiteConfig, visibility: Visibility
) -> bool:
    """Return whether the file of ``outcome``, which has errors, withdraws its last good version from ``visibility``.

    It does if a line in it holds the story back and the last good version lacks that line or has it in another form: an
    author who makes a story a draft and makes an error in another line still means a draft. Words such as "DO NOT
    PUBLISH" withdraw it as well.
    """
    from newsprint.content.withheld.orders import CODE  # already loaded by the reader of files

    if visibility.drafts:
        return False
    path = outcome.source.path
    known = _known(connection, path)
    if known is None:
        return False
    if any(problem.code == CODE for problem in outcome.problems):
        return True
    if (version := outcome.version) is not None:
        return not visibility.shows(version) or bool({*version.holding} - {*known.holding})
    return any(_holds_back(line, known, config, visibility) for line in {*outcome.holding} - {*known.holding})


def _known(connection: sqlite3.Connection, path: str) -> Content | None:
    found = TYPES[file_type_of(path)]
    table = "article" if is_dated(path) else "standing"
    row = connection.execute(f"SELECT record FROM {table} WHERE path = ?", (path,)).fetchone()
    return msgspec.msgpack.decode(row[0], type=found.record) if row else None


def _holds_back(line: str, known: Content, config: SiteConfig, visibility: Visibility) -> bool:
    """Return whether ``line`` holds the story back; a date does if it is in the future and differs from the old one."""
    key, _, value = line.partition(": ")
    if key != "date":
        return True
    try:
        instant = to_microseconds(parse_instant(value.upper(), config.site.zone, of_two="later"))
    except ValueError:
        return False
    article = as_article(known)
    return article is not None and instant > visibility.as_of and instant != article.date
