"""Keeping the catalog in step with the content files and with the passing of time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import msgspec

from newsprint.articles.article import Article, Instant, card_of
from newsprint.articles.sources import Changes, Kind, Source, compare, find_sources, kind_of
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.intake import Batch, BodyFacts, Known, Taken, engine_for, take_in
from newsprint.catalog.names import Names, aim_again, missing_files
from newsprint.catalog.streams import streams_of
from newsprint.config import SiteConfig
from newsprint.errors import ContentError, Problem
from newsprint.files import below, digest

BATCH_SIZE = 64
READER_REVISION = "2"
"""Raise it when the same file, read by changed code, gives another article: every file is then read again."""

NEVER = -1
"""In place of a time and a size: whatever the file is the next time, it is looked at again."""

Mapper = Callable[[Callable[[Batch], list[Taken]], Iterable[Batch], int], Iterable[list[Taken]]]
"""How batches are worked through: called with the work, the batches, and how many files they hold together."""


def in_turn(work: Callable[[Batch], list[Taken]], batches: Iterable[Batch], _total: int) -> Iterable[list[Taken]]:
    """The mapper that does the work here and now."""
    return map(work, batches)


_encode = msgspec.msgpack.Encoder().encode
_decode_facts = msgspec.msgpack.Decoder(BodyFacts).decode
_READ_KINDS = (Kind.ARTICLE, Kind.STANDING, Kind.AUTHOR)


@dataclass(frozen=True, slots=True)
class Sync:
    """What a sync found: every problem, and how many files it read anew."""

    problems: tuple[Problem, ...]
    taken: int


def sync(
    catalog: Catalog, folder: Path, config: SiteConfig, *, as_of: Instant, drafts: bool, mapper: Mapper = in_turn
) -> Sync:
    """Bring ``catalog`` in step with the content files of the outlet in ``folder``, and with ``as_of``.

    Files with mistakes are held back: they are reported, read again the next time, and what the catalog holds of an
    earlier version stays. With ``drafts`` everything counts as visible.

    Raises ContentError if there is no content folder, and sqlite3.Error.
    """
    root = folder / config.content.root
    found, problems = find_sources(_inside(folder, config))
    problems = [problem.at(f"{config.content.root}/{problem.path}".rstrip("/")) for problem in problems]
    with catalog.transaction() as connection:
        read_anew = _heed_settings(catalog, config)
        known = _known_sources(connection)
        changes = _without_unread(compare(found, known), problems, config)
        suspects = _with_dependants(connection, changes.suspects, changes.removed, found)
        for path in changes.removed:
            _remove(connection, path)
        taken = 0
        names = Names(found)
        for outcome in _taken_in(connection, root, config, suspects, mapper):
            mistakes = [*outcome.problems, *missing_files(outcome, names, config)]
            if mistakes:
                _hold_back(connection, outcome.source, forget=read_anew)
            else:
                _store(connection, outcome, names)
            taken += not mistakes
            problems += mistakes
        aim_again(connection, names, known, changes.removed)
        problems += _collisions(connection, config)
        if suspects or changes.removed:
            _drop_unused_bodies(connection)
        _show_as_of(catalog, as_of, drafts)
    return Sync(tuple(sorted(set(problems))), taken)


def _inside(folder: Path, config: SiteConfig) -> Path:
    """The content folder. Raises ContentError if there is none, or if it lies outside the outlet."""
    root = folder / config.content.root
    try:
        if below(folder, config.content.root).is_dir():
            return root
        message, hint = "there is no such folder", 'make it, or name another one as "content.root"'
    except ValueError as error:
        message, hint = str(error), "copy the folder instead"
    raise ContentError([Problem(config.content.root, 0, 0, message, hint)])


def _without_unread(changes: Changes, problems: list[Problem], config: SiteConfig) -> Changes:
    """``changes`` without the articles that are not gone but could not be looked at: they are held back."""
    unread = tuple(problem.path.removeprefix(f"{config.content.root}/") for problem in problems)
    if not unread:
        return changes
    below_unread = tuple(f"{path}/" for path in unread)
    gone = (
        path
        for path in changes.removed
        if kind_of(path) not in _READ_KINDS or (path not in unread and not path.startswith(below_unread))
    )
    return replace(changes, removed=tuple(gone))


def _heed_settings(catalog: Catalog, config: SiteConfig) -> bool:
    """Have every file read again if other settings read it; True if so. Another engine's bodies are thrown away."""
    engine = engine_for(config.markdown, config.site.language).fingerprint
    reading = [READER_REVISION, engine, config.content, config.sections, config.permalinks, config.site.timezone]
    settings = digest(msgspec.json.encode(reading))
    if catalog.fact("engine") != engine:
        catalog.connection.execute("DELETE FROM body")
    changed = catalog.fact("settings") != settings
    if changed:
        catalog.connection.execute("UPDATE source SET modified = ?, size = ?, digest = ''", (NEVER, NEVER))
    catalog.note("engine", engine)
    catalog.note("settings", settings)
    return changed


def _known_sources(connection: sqlite3.Connection) -> dict[str, tuple[str, int, int]]:
    rows = connection.execute("SELECT path, on_disk, modified, size FROM source")
    return {path: (on_disk, modified, size) for path, on_disk, modified, size in rows}


def _with_dependants(
    connection: sqlite3.Connection, suspects: tuple[Source, ...], removed: tuple[str, ...], found: list[Source]
) -> list[Source]:
    """The suspects, and the files that show or link to one that changed or went: their facts may be others now."""
    again: set[str] = set()
    for path in [*removed, *(source.path for source in suspects if source.kind not in _READ_KINDS)]:
        again.update(row[0] for row in connection.execute("SELECT source FROM reference WHERE target = ?", (path,)))
    for source in suspects:
        if source.kind not in _READ_KINDS:
            _note_source(connection, source, "")
    chosen = {source.path for source in suspects if source.kind in _READ_KINDS} | again
    connection.executemany("UPDATE source SET digest = '' WHERE path = ?", [(path,) for path in again])
    return [source for source in found if source.path in chosen]


def _taken_in(
    connection: sqlite3.Connection, root: Path, config: SiteConfig, suspects: list[Source], mapper: Mapper
) -> Iterator[Taken]:
    spelt = dict(connection.execute("SELECT path, on_disk FROM source WHERE path <> on_disk"))
    batches = (
        Batch(root, config, tuple(sources), tuple(_known(connection, source) for source in sources), spelt)
        for sources in _batched(suspects, BATCH_SIZE)
    )
    for batch in mapper(take_in, batches, len(suspects)):
        yield from batch


def _batched(sources: list[Source], size: int) -> Iterator[list[Source]]:
    iterator = iter(sources)
    while batch := list(islice(iterator, size)):
        yield batch


def _known(connection: sqlite3.Connection, source: Source) -> Known:
    row = connection.execute(
        """SELECT source.digest, body.digest, body.facts FROM source
           LEFT JOIN article USING (path) LEFT JOIN standing USING (path)
           LEFT JOIN body ON body.digest = coalesce(article.body, standing.body)
           WHERE source.path = ?""",
        (source.path,),
    ).fetchone()
    if row is None:
        return Known()
    return Known(row[0], row[1] or "", _decode_facts(row[2]) if row[2] else None)


def _store(connection: sqlite3.Connection, outcome: Taken, names: Names) -> None:
    path, content = outcome.source.path, outcome.content
    _note_source(connection, outcome.source, outcome.digest)
    if content is None:
        return  # touched, but the same
    if outcome.html is not None and outcome.facts is not None:
        body = (content.body, outcome.html, _encode(outcome.facts))
        connection.execute("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", body)
    connection.execute("DELETE FROM reference WHERE source = ?", (path,))
    connection.executemany(
        "INSERT OR REPLACE INTO reference VALUES (?, ?, ?, ?)",
        [(path, reference.role, reference.written, names.meant(reference)) for reference in outcome.references],
    )
    if isinstance(content, Article):
        _store_article(connection, content)
    else:
        row = (path, outcome.source.kind.value, content.url, content.draft, content.body, _encode(content))
        connection.execute("INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, 1, ?, ?)", row)


def _hold_back(connection: sqlite3.Connection, source: Source, *, forget: bool) -> None:
    """Have ``source`` read again the next time; ``forget`` its earlier version too if other settings read that."""
    if forget:
        _remove(connection, source.path)
    _note_source(connection, replace(source, modified=NEVER, size=NEVER), "")


def _note_source(connection: sqlite3.Connection, source: Source, name: str) -> None:
    row = (source.path, source.kind.value, source.name_on_disk, source.modified, source.size, name)
    connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", row)


def _store_article(connection: sqlite3.Connection, article: Article) -> None:
    connection.execute("DELETE FROM article WHERE path = ?", (article.path,))
    identity = connection.execute(
        "INSERT INTO article VALUES (NULL, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
        (
            article.path,
            article.url,
            article.published,
            article.expires,
            article.draft,
            article.body,
            _encode(card_of(article)),
            _encode(article),
        ),
    ).lastrowid
    streams = [(identity, stream, name) for stream, name in streams_of(article).items()]
    connection.executemany("INSERT INTO membership VALUES (?, ?, ?)", streams)
    connection.executemany("INSERT INTO alias VALUES (?, ?)", [(alias, identity) for alias in article.aliases])


def _remove(connection: sqlite3.Connection, path: str) -> None:
    for statement in (
        "DELETE FROM source WHERE path = ?",
        "DELETE FROM article WHERE path = ?",
        "DELETE FROM standing WHERE path = ?",
        "DELETE FROM reference WHERE source = ?",
    ):
        connection.execute(statement, (path,))


def _collisions(connection: sqlite3.Connection, config: SiteConfig) -> list[Problem]:
    """Of the articles with one URL the first (by time, then path) keeps it; the others are held back."""
    rows = connection.execute(
        """SELECT url, path FROM article WHERE url IN (SELECT url FROM article GROUP BY url HAVING count(*) > 1)
           ORDER BY url, published, path"""
    ).fetchall()
    first: dict[str, str] = {}
    problems = []
    for url, path in rows:
        if url not in first:
            first[url] = path
            continue
        root = config.content.root
        message = f"the address {url} is taken by {root}/{first[url]}"
        problems.append(Problem(f"{root}/{path}", 1, 0, message, "give one of the two another slug"))
        _remove(connection, path)
    return problems + _twins(connection, config)


def _twins(connection: sqlite3.Connection, config: SiteConfig) -> list[Problem]:
    """``storm.md`` and ``storm/index.md`` are one story to feeds, for a story may become a bundle: the file stays."""
    rows = connection.execute(
        """SELECT bundle.path, file.path FROM article AS bundle JOIN article AS file
           ON file.path = substr(bundle.path, 1, length(bundle.path) - length('/index.md')) || '.md'
           WHERE bundle.path LIKE '%/index.md' ORDER BY bundle.path"""
    ).fetchall()
    problems = []
    for bundle, file in rows:
        message = f"{config.content.root}/{file} is the same story by its name"
        problems.append(Problem(f"{config.content.root}/{bundle}", 1, 0, message, "keep one of the two, or rename one"))
        _remove(connection, bundle)
    return problems


def _drop_unused_bodies(connection: sqlite3.Connection) -> None:
    connection.execute(
        "DELETE FROM body WHERE digest NOT IN (SELECT body FROM article UNION SELECT body FROM standing)"
    )


def _show_as_of(catalog: Catalog, as_of: Instant, drafts: bool) -> None:
    """Move articles in and out of the streams that readers see."""
    visible = "1" if drafts else "draft = 0 AND published <= :as_of AND (expires IS NULL OR expires > :as_of)"
    moment: Mapping[str, int] = {"as_of": as_of}
    connection = catalog.connection
    connection.execute(
        f"DELETE FROM entry WHERE article IN (SELECT id FROM article WHERE visible AND NOT ({visible}))", moment
    )
    connection.execute(
        f"""INSERT INTO entry SELECT stream, published, path, article, name
            FROM article JOIN membership ON article = id WHERE NOT visible AND {visible}""",
        moment,
    )
    connection.execute(f"UPDATE article SET visible = ({visible}) WHERE visible <> ({visible})", moment)
    connection.execute("UPDATE standing SET hidden = draft AND NOT ?", (drafts,))
    catalog.note("as of", str(as_of))
