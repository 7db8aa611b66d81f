"""Check links to the site's own addresses and to anchors, once all pages are planned.

A complete build records the result. It is kept until a content file changes (see
:mod:`newsprint.catalog.sync.change_log`) or a page is added or removed. So the result depends only on the content.
"""

from __future__ import annotations

import posixpath
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct

from newsprint.base.errors import Problem
from newsprint.base.urls import file_of
from newsprint.catalog.database import Catalog
from newsprint.config.site import SiteConfig
from newsprint.content.references import FileReference
from newsprint.markdown.links.own_links import has_anchor
from newsprint.problems.levels import with_severities

_VISIBLE = """EXISTS (SELECT 1 FROM article WHERE path = page_link.source AND visible)
              OR EXISTS (SELECT 1 FROM standing WHERE path = page_link.source AND NOT hidden)"""
_THERE = """EXISTS (SELECT 1 FROM planned WHERE planned.file = {0})
            OR EXISTS (SELECT 1 FROM page WHERE page.file = {0} AND page.file NOT IN (SELECT file FROM gone))"""
_FORMS = ("{file}", "{file} || '/index.html'", "{file} || '.html'")
_LEADS = f"""({" OR ".join(_THERE.replace("{0}", form) for form in _FORMS)}
             OR EXISTS (SELECT 1 FROM article WHERE NOT visible AND url IN ({{url}}, {{url}} || '/')))"""
_DEAD = f"""SELECT source, line, written, shown FROM page_link
            WHERE file <> '' AND NOT {_LEADS.format(file="page_link.file", url="page_link.url")}
                AND ({_VISIBLE}) ORDER BY source, line"""
_ANCHORED = f"""SELECT source, line, written, anchor, file, coalesce(target, '')
                FROM page_link LEFT JOIN reference USING (source, role, written)
                WHERE anchor <> '' AND ({_VISIBLE})"""
_SUBJECT = """SELECT subject FROM planned WHERE file IN (?1, ?1 || '/index.html') AND subject IS NOT NULL UNION ALL
              SELECT subject FROM page WHERE file IN (?1, ?1 || '/index.html')
                  AND file NOT IN (SELECT file FROM gone)"""
_PAGES_DIFFER = """SELECT 1 FROM gone UNION ALL
                   SELECT 1 FROM planned WHERE file NOT IN (SELECT file FROM page) LIMIT 1"""
_NOTED = "links that lead nowhere"
_FACTS = """SELECT facts FROM body WHERE digest = coalesce(
                (SELECT body FROM article WHERE path = ?1 AND visible),
                (SELECT body FROM standing WHERE path = ?1 AND NOT hidden))"""


class PageLink(Struct, frozen=True):
    """A link of a story that can be checked only when all pages are known.

    ``role`` is ``page``, ``link`` or ``name`` (see :class:`FileReference`). For ``page``, ``url`` is the URL path to
    which it points, and ``file`` the output file there. ``shown`` is true for a picture.
    """

    line: int
    role: str
    written: str
    url: str = ""
    file: str = ""
    anchor: str = ""
    shown: bool = False


def page_link(address: str, line: int, shown: bool, config: SiteConfig) -> PageLink | None:
    """Return the link to ``address`` (as written), a path or a URL of this site; None for a URL of another site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    path = unquote(parts.path)
    below = config.site.below(path) if parts.netloc else path
    if below is None:
        return None
    url = posixpath.normpath(f"/{below.lstrip('/')}") + ("/" if below.endswith("/") else "")
    url = unicodedata.normalize("NFC", "/" + url.lstrip("/"))
    return PageLink(line, "page", address, url, file_of(url), parts.fragment, shown)


def anchored(references: Iterable[FileReference]) -> Iterator[PageLink]:
    """Yield the links for those of ``references`` that have an anchor."""
    for reference in references:
        _, _, anchor = reference.written.partition("#")
        if anchor and reference.role != "image":
            yield PageLink(reference.line, reference.role, reference.written, anchor=anchor)


def note_page_links(connection: sqlite3.Connection, found: Iterable[tuple[str, Iterable[PageLink]]]) -> None:
    """Replace the links of stories, given as pairs of path and links."""
    files = list(found)
    connection.executemany("DELETE FROM page_link WHERE source = ?", [(path,) for path, _ in files])
    rows = [(path, *msgspec.structs.astuple(link)) for path, links in files for link in links]
    connection.executemany("INSERT OR IGNORE INTO page_link VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def dead_page_links(connection: sqlite3.Connection, config: SiteConfig) -> list[Problem]:
    """Return a problem for each link of a visible story to an address without a page, or to a missing anchor.

    Call it when the pages of this build are planned. Links to hidden stories are not reported: those stories will have
    a page.
    """
    noted = _first(connection, "SELECT value FROM fact WHERE name = ?", _NOTED)
    if noted and not connection.execute(_PAGES_DIFFER).fetchone():
        return msgspec.json.decode(noted, type=list[Problem])
    return [
        problem
        for source, found in (*_without_page(connection, config), *_without_anchor(connection, config))
        for problem in with_severities([found], config.checks, _allowed_by(connection, source))
    ]


def note_dead_page_links(catalog: Catalog, found: list[Problem]) -> None:
    """Store the result of :func:`dead_page_links` for the recorded pages. Call it inside a transaction."""
    catalog.note(_NOTED, msgspec.json.encode(found).decode())


def forget_dead_page_links(connection: sqlite3.Connection) -> None:
    """Have the links checked again, since a content file changed. Call it inside a transaction."""
    connection.execute("DELETE FROM fact WHERE name = ?", (_NOTED,))


def leads_to_page(connection: sqlite3.Connection, link: PageLink) -> bool:
    """Return whether ``link``, which has a ``url`` and a ``file``, leads to a page of the site, or to a hidden story.

    Call it when the pages of this build are planned.
    """
    query = f"SELECT 1 WHERE {_LEADS.format(file=':file', url=':url')}"
    return connection.execute(query, {"file": link.file, "url": link.url}).fetchone() is not None


def _without_page(connection: sqlite3.Connection, config: SiteConfig) -> Iterator[tuple[str, Problem]]:
    """Yield a problem for each address without a page, with the story that links to it."""
    root = config.content.root
    for source, line, written, shown in connection.execute(_DEAD).fetchall():
        message = f'the {"picture" if shown else "link"} "{written[:80]}" leads to no page or file of the site'
        hint = _hint(written, bool(shown), config)
        yield source, Problem(f"{root}/{source}", line, 0, message, hint, code="dead-address")


def _hint(written: str, shown: bool, config: SiteConfig) -> str:
    """Return the hint for an address without a page; ``shown`` is true for a picture."""
    prefix = config.site.prefix
    if prefix and written.startswith(f"{prefix}/"):
        return f'write "{written.removeprefix(prefix)[:80]}": {prefix} is added by Newsprint'
    if shown:
        return f"use the path of the picture's file, or put the picture in {config.content.root}/static/"
    return "link to a story by its file, and to anything else by its address on the built site"


def _without_anchor(connection: sqlite3.Connection, config: SiteConfig) -> Iterator[tuple[str, Problem]]:
    """Yield a problem for each anchor that is missing from its page, with the story that links to it."""
    root = config.content.root

    @cache
    def subject_of(file: str) -> str:
        return _first(connection, _SUBJECT, file) or ""

    @cache
    def anchors_of(path: str) -> tuple[str, ...] | None:
        facts = _first(connection, _FACTS, path)
        return _anchors(facts) if facts else None

    for source, line, written, anchor, file, target in connection.execute(_ANCHORED).fetchall():
        path = target or (subject_of(file) if file else "")
        anchors = anchors_of(path) if path else None
        if anchors is not None and not has_anchor(anchors, anchor):
            message = f'the link "{written[:80]}" leads to no heading or anchor of {root}/{path}'
            yield source, Problem(f"{root}/{source}", line, 0, message, code="dead-anchor")


def _first(connection: sqlite3.Connection, query: str, value: str) -> Any:
    row = connection.execute(query, (value,)).fetchone()
    return row[0] if row else None


def _anchors(facts: bytes) -> tuple[str, ...]:
    from newsprint.catalog.sync.facts import BodyFacts  # loads Markdown, so only if a link has an anchor

    return msgspec.msgpack.decode(facts, type=BodyFacts).anchors


def _allowed_by(connection: sqlite3.Connection, path: str) -> tuple[str, ...]:
    query = "SELECT record FROM article WHERE path = ?1 UNION ALL SELECT record FROM standing WHERE path = ?1"
    record = _first(connection, query, path)
    return msgspec.msgpack.decode(record, type=_Allowing).allow if record else ()


class _Allowing(Struct, frozen=True):
    """Only the field ``allow`` of a story."""

    allow: tuple[str, ...] = ()
