"""Whether a file with errors says that readers must not see it: then its last good version goes as well."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec

from newsprint.articles.article import Article, Standing
from newsprint.catalog.edition import Edition
from newsprint.config import SiteConfig
from newsprint.dates import parse_instant, to_microseconds

if TYPE_CHECKING:
    from newsprint.catalog.intake import Taken

_decode_article = msgspec.msgpack.Decoder(Article).decode
_decode_standing = msgspec.msgpack.Decoder(Standing).decode


def withdraws(connection: sqlite3.Connection, outcome: Taken, config: SiteConfig, edition: Edition) -> bool:
    """Whether the file of ``outcome``, which has errors, holds back what ``edition`` shows of its last good version.

    It does if it has a line that holds it back and that the last good version lacks or has in another form. An author
    who makes a story a draft and writes an error in another line still means a draft. Words such as "DO NOT PUBLISH"
    hold it back as well.
    """
    from newsprint.articles.orders import CODE  # loaded already, by who read the file

    if edition.drafts:
        return False
    path = outcome.source.path
    known = _known(connection, path)
    if known is None:
        return False
    if any(problem.code == CODE for problem in outcome.problems):
        return True
    version = outcome.content or outcome.refused
    if version is not None:
        return not _shows(edition, version) or bool({*version.holding} - {*known.holding})
    return any(_holds(line, known, config, edition) for line in {*outcome.holding} - {*known.holding})


def _known(connection: sqlite3.Connection, path: str) -> Article | Standing | None:
    row = connection.execute("SELECT record FROM article WHERE path = ?", (path,)).fetchone()
    if row:
        return _decode_article(row[0])
    row = connection.execute("SELECT record FROM standing WHERE path = ?", (path,)).fetchone()
    return _decode_standing(row[0]) if row else None


def _shows(edition: Edition, version: Article | Standing) -> bool:
    return edition.shows(version) if isinstance(version, Article) else not version.draft


def _holds(line: str, known: Article | Standing, config: SiteConfig, edition: Edition) -> bool:
    """Whether ``line`` holds the story back; a date does if it is to come, and another one than it was."""
    key, _, value = line.partition(": ")
    if key != "date":
        return True
    try:
        instant = to_microseconds(parse_instant(value.upper(), config.site.zone, of_two="later"))
    except ValueError:
        return False
    return instant > edition.as_of and isinstance(known, Article) and instant != known.date
