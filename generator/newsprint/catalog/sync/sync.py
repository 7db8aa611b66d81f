"""Update the catalog to the content files and to the instant of a build."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from newsprint.base.errors import ContentError, Problem
from newsprint.base.files import below, digest
from newsprint.catalog.checks.all_checks import OF_FILES, OF_OUTLET
from newsprint.catalog.checks.file_links import OF_THEME, with_found_picture
from newsprint.catalog.checks.no_story import without_stories
from newsprint.catalog.database import Catalog
from newsprint.catalog.link_targets import Names, asked_by
from newsprint.catalog.record.former import note_all_former, note_former
from newsprint.catalog.sync.change_log import ChangeLog
from newsprint.catalog.sync.pictures import note_changed
from newsprint.catalog.sync.scan import VISIBILITY, Scan, scan, visibility_settings
from newsprint.catalog.sync.storing import READ_AGAIN, drop_unused_bodies, hold_back, note_sources, remove, store
from newsprint.catalog.sync.theme_declarations import last_declared, note_declared
from newsprint.catalog.sync.url_conflicts import hold_back_conflicts
from newsprint.catalog.sync.warnings import note_scanned, warnings_in
from newsprint.catalog.sync.withdrawal import withdraws
from newsprint.catalog.visibility import Visibility, apply_visibility, listed
from newsprint.config.declared import Declared
from newsprint.config.site import SiteConfig
from newsprint.content.files.sources import Changes, Source
from newsprint.content.records import Instant
from newsprint.content.types import TYPES, FileType, file_type_of
from newsprint.markdown.engines.engine import engine_for
from newsprint.problems.codes import CODES
from newsprint.problems.levels import errors_of, warnings_of, with_severities

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import Batch, IngestedFile

READER_REVISION = "22"
"""Raise it when changed code reads another article or other problems from the same file: all files are then read again.
New or removed types of content, checks and codes do not need a new revision."""

Work: TypeAlias = "Callable[[Batch], list[IngestedFile]]"
Mapper: TypeAlias = "Callable[[Work, Iterable[Batch], int], Iterable[list[IngestedFile]]]"
"""Calls the work for each batch; takes the work, the batches and the number of files in all of them."""


def in_turn(work: Work, batches: Iterable[Batch], _total: int) -> Iterable[list[IngestedFile]]:
    """Call ``work`` for one batch after the other, in this process."""
    return map(work, batches)


class Refused(Struct, frozen=True):
    """A file with errors: its ``addresses``, as far as they are known, and the files that it shows.

    Paths are below the content folder.
    """

    path: str
    addresses: tuple[str, ...]
    shown: tuple[str, ...]


class Sync(Struct, frozen=True):
    """The result of a sync.

    ``problems`` are the errors of the files that were read; these files are ``refused``. ``warnings`` are those of all
    files. ``taken`` is the number of files that were read without errors, ``converted`` the number of different bodies
    that were converted.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    taken: int
    converted: int
    refused: tuple[Refused, ...] = ()


def sync(
    catalog: Catalog,
    folder: Path,
    config: SiteConfig,
    *,
    as_of: Instant,
    drafts: bool,
    mapper: Mapper = in_turn,
    only: Collection[str] | None = None,
    declared: Declared | None = None,
) -> Sync:
    """Update ``catalog`` to the content files of the outlet in ``folder``, and to the instant ``as_of``.

    Files with errors are held back: they are reported and read again by the next sync, and their earlier versions stay
    in the catalog. With ``drafts`` all content is visible. With ``only`` (paths below the content folder, as the disk
    spells them), only these are scanned and reported: the catalog must be up to date with all other files.
    ``declared`` is what the theme declares to authors; None if the theme cannot be read: then as in the last sync.
    Raises ContentError if the content folder does not exist, and sqlite3.Error.
    """
    root = _content_folder(folder, config)
    with _writing(catalog) as connection:
        log = ChangeLog(connection, idle=only is None and connection.execute("SELECT 1 FROM page").fetchone() is None)
        visibility = Visibility(as_of, drafts)
        reread, declared = _apply_settings(catalog, config), declared or last_declared(catalog)
        of_theme = note_declared(catalog, declared) or reread
        scanned = scan(catalog, root, None if reread else only)
        problems = _scan_problems(connection, scanned, config, only)
        changes = scanned.changes
        suspects = _with_dependants(connection, changes, scanned.known, of_theme=of_theme)
        deleted = _note_changes(connection, changes, log)
        taken, converted, refused = 0, set[str](), list[Refused]()
        for batch in _ingested(connection, root, config, scanned.sources(suspects), deleted, declared, mapper):
            good, bad, found = _check_batch(connection, root, batch, scanned, config, log, visibility, of_theme)
            problems, refused = problems + found, refused + bad
            store(connection, good, scanned.names, log, visibility)
            converted.update(outcome.content.body for outcome in batch if outcome.content and outcome.html is not None)
            taken += len(good)
        if suspects or changes.removed:
            problems += hold_back_conflicts(connection, config, log, visibility, suspects)
            drop_unused_bodies(connection)
        apply_visibility(catalog, visibility, log)
        problems = problems or with_severities(without_stories(connection, folder, config), config.checks)
        warnings = [*warnings_of(problems), *_all_warnings(connection, root, config, visibility)]
        log.close()
    return Sync(_each_once(errors_of(problems)), _each_once(warnings), taken, len(converted), tuple(refused))


def _all_warnings(
    connection: sqlite3.Connection, root: Path, config: SiteConfig, visibility: Visibility
) -> Iterator[Problem]:
    """Yield the warnings of all files, read now or earlier."""
    yield from warnings_in(connection, config.content.root)
    for check in OF_OUTLET:
        yield from check(connection, root, config, visibility)


def _each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


def _writing(catalog: Catalog) -> AbstractContextManager[sqlite3.Connection]:
    """Return the transaction of a sync: a cheaper one if the catalog is empty, so that nothing can be lost."""
    empty = catalog.connection.execute("SELECT 1 FROM source").fetchone() is None
    return catalog.filling() if empty else catalog.transaction()


def _check_batch(
    connection: sqlite3.Connection,
    root: Path,
    batch: list[IngestedFile],
    scanned: Scan,
    config: SiteConfig,
    log: ChangeLog,
    visibility: Visibility,
    forget: bool,
) -> tuple[list[IngestedFile], list[Refused], list[Problem]]:
    """Return the files of ``batch`` without errors, the others, which are held back, and the problems of these.

    With ``forget``, or if a file with errors withdraws its story, its last good version is deleted from the catalog.
    """
    names = scanned.names
    good: list[IngestedFile] = []
    bad, problems = list[Refused](), list[Problem]()
    for outcome in batch:
        allowed = outcome.version.allow if outcome.version else outcome.allow
        checked = [problem for check in OF_FILES for problem in check(outcome, names, config, root)]
        found = [*outcome.problems, *with_severities(checked, config.checks, allowed)]
        if found or outcome.content:
            log.touched(outcome.source.path)
        if errors_of(found):
            withdrawn = forget or withdraws(connection, outcome, config, visibility)
            hold_back(connection, outcome.source, outcome.digest, forget=withdrawn)
            bad.append(_refused(outcome, names))
            problems += found
        else:
            outcome = with_found_picture(outcome, names)
            good.append(replace(outcome, problems=tuple(found)) if len(found) > len(outcome.problems) else outcome)
    return good, bad, problems


def _refused(outcome: IngestedFile, names: Names) -> Refused:
    addresses = outcome.addresses
    if version := outcome.version:
        addresses = (version.url, *(() if version.draft else version.aliases))
    shown = filter(None, map(names.resolve, outcome.references))
    return Refused(outcome.source.path, addresses, tuple(path for path in shown if file_type_of(path) is FileType.FILE))


def _scan_problems(
    connection: sqlite3.Connection, scanned: Scan, config: SiteConfig, only: Collection[str] | None
) -> list[Problem]:
    """Return the errors of the scan, and note its warnings in the catalog."""
    found = with_severities(scanned.problems, config.checks)
    note_scanned(connection, warnings_of(found), None if scanned.whole else only)
    return [problem.at(f"{config.content.root}/{problem.path}".rstrip("/")) for problem in errors_of(found)]


def _content_folder(folder: Path, config: SiteConfig) -> Path:
    """Return the content folder. Raises ContentError if it does not exist or is outside the outlet."""
    root = folder / config.content.root
    try:
        if below(folder, config.content.root).is_dir():
            return root
        message, hint = "this folder does not exist", "create it, or set root under [content] to another folder"
    except ValueError as error:
        message, hint = str(error), "copy the folder instead"
    raise ContentError([Problem(config.content.root, 0, 0, message, hint, code="content-folder")])


def _apply_settings(catalog: Catalog, config: SiteConfig) -> bool:
    """Return whether settings for reading changed, and mark all files for reading again if so.

    Bodies that another engine converted are deleted.
    """
    engine = f"{engine_for(config.markdown, config.site.language).fingerprint} {config.site.netloc}"
    paths = [(key, section.path) for key, section in config.sections.items()]
    reading = [READER_REVISION, engine, config.content, paths, config.permalinks, config.checks]
    reading += [config.site.timezone, config.site.url, list(CODES.values())]
    reading += [f"{check.__module__}.{check.__qualname__}" for check in OF_FILES]
    settings = digest(msgspec.json.encode(reading))
    if catalog.fact("engine") != engine:
        catalog.connection.execute("DELETE FROM body")
    changed = catalog.fact("settings") != settings
    if changed:
        note_all_former(catalog.connection)
        note_changed(catalog.connection, None)
        catalog.connection.execute("UPDATE source SET modified = ?, size = ?, digest = ''", (READ_AGAIN, READ_AGAIN))
    catalog.note("engine", engine)
    catalog.note("settings", settings)
    catalog.note(VISIBILITY, visibility_settings(config))
    return changed


def _with_dependants(
    connection: sqlite3.Connection, changes: Changes, known: Collection[str], *, of_theme: bool
) -> set[str]:
    """Return the paths of the files to read.

    They are the suspects, the files that show or link to a file that was changed, added or deleted, and those that
    depend on what the theme declares, with ``of_theme``.
    """
    readable = {source.path for source in changes.suspects if source.file_type in TYPES}
    if connection.execute("SELECT 1 FROM source").fetchone() is None:
        return readable
    targets = [*changes.removed, *(source.path for source in changes.suspects if source.file_type not in TYPES)]
    asked = {name for path in changes.removed for name in asked_by(path)}
    asked |= {name for source in changes.suspects if source.path not in known for name in asked_by(source.path)}
    if of_theme:
        asked.add(OF_THEME)
    again = _sources_where(connection, "target", targets) | _sources_where(connection, "wanted", asked)
    note_former(connection, [*again, *(source.path for source in changes.suspects), *changes.removed])
    connection.executemany("UPDATE source SET digest = '' WHERE path = ?", [(path,) for path in again])
    return again | readable


def _sources_where(connection: sqlite3.Connection, column: str, values: Iterable[str]) -> set[str]:
    query = f"SELECT source FROM reference WHERE {column} IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, listed(values))}


def _note_changes(connection: sqlite3.Connection, changes: Changes, log: ChangeLog) -> dict[int, set[str]]:
    """Note pictures, documents and static files, which are not read, and forget deleted files.

    Return the digests of the bodies of these, by the sizes of the files.
    """
    others = [source for source in changes.suspects if source.file_type not in TYPES]
    for source in others:
        log.touched(source.path)
    note_sources(connection, ((source, "") for source in others))
    note_changed(connection, (source.path for source in others))
    return _forget(connection, changes.removed, log)


def _forget(connection: sqlite3.Connection, paths: Iterable[str], log: ChangeLog) -> dict[int, set[str]]:
    """Delete the files at ``paths`` from the catalog; return the digests of their bodies, by the sizes of the files."""
    deleted = _bodies_by_size(connection, paths)
    for path in paths:
        log.touched(path)
        remove(connection, path)
    return deleted


def _bodies_by_size(connection: sqlite3.Connection, paths: Iterable[str]) -> dict[int, set[str]]:
    """Return the digests of the bodies of the files at ``paths``, by the sizes of the files."""
    rows = connection.execute(
        """SELECT source.size, coalesce(article.body, standing.body) FROM source
           LEFT JOIN article USING (path) LEFT JOIN standing USING (path)
           WHERE source.path IN (SELECT value FROM json_each(?))""",
        listed(paths),
    )
    bodies: dict[int, set[str]] = defaultdict(set)
    for size, body in rows:
        if body:
            bodies[size].add(body)
    return bodies


def _ingested(
    connection: sqlite3.Connection,
    root: Path,
    config: SiteConfig,
    files: list[Source],
    deleted: Mapping[int, set[str]],
    declared: Declared,
    mapper: Mapper,
) -> Iterable[list[IngestedFile]]:
    if not files:
        return ()
    # Imported here, so that readers and Markdown are loaded only if there is a file to read.
    from newsprint.catalog.sync.batches import batches_of
    from newsprint.catalog.sync.ingest import ingest

    return mapper(ingest, batches_of(connection, root, config, files, deleted, declared), len(files))
