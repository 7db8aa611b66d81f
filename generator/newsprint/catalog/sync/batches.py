"""Batches of files to read, each with the state of its files in the catalog."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec

from newsprint.catalog.sync.facts import BodyFacts
from newsprint.catalog.sync.ingest import Batch, Known
from newsprint.catalog.sync.pictures import known_measures
from newsprint.catalog.visibility import listed
from newsprint.config.declared import Declared
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Source

BATCH_SIZE = 64

_decode_facts = msgspec.msgpack.Decoder(BodyFacts).decode


def batches_of(
    connection: sqlite3.Connection,
    root: Path,
    config: SiteConfig,
    files: list[Source],
    deleted: Mapping[int, set[str]],
    declared: Declared,
) -> Iterator[Batch]:
    """Yield ``files`` below the content folder ``root`` in batches.

    ``deleted`` has the digests of the bodies of deleted files, by the sizes of these files.
    """
    spelt = dict(connection.execute("SELECT path, on_disk FROM source WHERE path <> on_disk"))
    for sources in _batched(files, BATCH_SIZE):
        known, kept = _known(connection, sources), _kept(connection, sources, deleted)
        pictures = known_measures(connection, (source.path for source in sources))
        yield Batch(root, config, tuple(sources), known, kept, spelt, pictures, declared)


def _batched(sources: list[Source], size: int) -> Iterator[list[Source]]:
    iterator = iter(sources)
    while batch := list(islice(iterator, size)):
        yield batch


def _known(connection: sqlite3.Connection, sources: list[Source]) -> tuple[Known, ...]:
    rows = connection.execute(
        """SELECT source.path, source.digest, body.digest, body.facts FROM source
           LEFT JOIN article USING (path) LEFT JOIN standing USING (path)
           LEFT JOIN body ON body.digest = coalesce(article.body, standing.body)
           WHERE source.path IN (SELECT value FROM json_each(?))""",
        listed(source.path for source in sources),
    )
    known = {path: Known(file, body or "", _decode_facts(facts) if facts else None) for path, file, body, facts in rows}
    return tuple(known.get(source.path, Known()) for source in sources)


def _kept(
    connection: sqlite3.Connection, sources: Iterable[Source], deleted: Mapping[int, set[str]]
) -> dict[str, BodyFacts]:
    """Return facts about the bodies of deleted files with the size of one of ``sources``, which may be moved files."""
    names = {name for source in sources for name in deleted.get(source.size, ())}
    query = "SELECT facts FROM body WHERE digest = ?"
    return {name: _decode_facts(row[0]) for name in names for row in connection.execute(query, (name,))}
