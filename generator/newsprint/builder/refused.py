"""Finding further problems when a build stops for errors, so that all are reported at once.

The steps after reading (planning and printing) see only files without errors. So this module checks the addresses that
files with errors claim, and the pictures and documents of all files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from newsprint.base.errors import ContentError, Problem
from newsprint.base.files import below
from newsprint.base.urls import file_of, page_file, redirect_address
from newsprint.builder.plan import decode_page, owner_of, taken_folder
from newsprint.catalog.reading import queries
from newsprint.catalog.record.build_plan import BuildPlan
from newsprint.catalog.sync.sync import Refused, Sync
from newsprint.config.site import SiteConfig
from newsprint.content.files.naming import is_story
from newsprint.content.types import TYPES, file_type_of
from newsprint.kinds.files.published_files import problem_of
from newsprint.kinds.files.raw_sources import without_source
from newsprint.kinds.registry import FILE_KINDS
from newsprint.media.refusal import RefusedFileError


def taken_addresses(
    connection: sqlite3.Connection, plan: BuildPlan, refused: Iterable[Refused], root: str
) -> set[Problem]:
    """Return a problem for each address of a file with errors that a page or another such file has."""
    files = sorted(refused, key=lambda each: each.path)
    paths = {each.path for each in files}
    claimed: dict[str, str] = {}
    problems = set()
    for each in files:
        source = f"{root}/{each.path}"
        for number, url in enumerate(each.addresses):
            if number == 0 and not TYPES[file_type_of(each.path)].own_address:
                continue  # the page of an author exists without the profile
            file = file_of(redirect_address(url)) if number else page_file(url)
            first = claimed.get(file.casefold()) or _owner(connection, plan, url, file, paths, root)
            if first is None:
                claimed[file.casefold()] = source
            elif first != source:
                message = f"the {'alias' if number else 'address'} {url} is taken by {first}"
                line = 1 if is_story(source) else 0
                problems.add(Problem(source, line, 0, message, "choose another address", code="same-address"))
    return problems


def _owner(
    connection: sqlite3.Connection, plan: BuildPlan, url: str, file: str, refused: set[str], root: str
) -> str | None:
    """Return what has the address ``url`` or its ``file``, other than earlier versions of ``refused`` files."""
    if folder := taken_folder("", (file.casefold(),)):
        return owner_of(folder)
    row = connection.execute("SELECT path FROM article WHERE url = ?", (url,)).fetchone()
    if row and row[0] not in refused:
        return f"{root}/{row[0]}"
    page = decode_page(encoded) if (encoded := plan.owner(file)) else None
    return page.source if page and page.subject not in refused else None


def refused_files(
    connection: sqlite3.Connection, plan: BuildPlan, synced: Sync, folder: Path, config: SiteConfig
) -> set[Problem]:
    """Return a problem for each file that would not be published: files out of date, and those of refused stories.

    There is none for the source of a story if a link to it is among the problems of ``synced``: change that link.
    """
    from newsprint.media.quick_check import glance  # loads what opens pictures: only builds that fail need it

    root = config.content.root
    problems = set()
    linking = {problem.path for problem in synced.problems if problem.code == "source-published"}
    for path, of_story, users in sorted(_files(connection, plan, synced.refused, root)):
        name = queries.name_on_disk(connection, path) or path
        source = f"{root}/{path}"
        with suppress(OSError, ValueError):  # a missing file is reported as a dead link
            try:
                may_run = config.markdown.raw_html == "allowed"
                without_source(glance(below(folder / root, name), path, of_story=of_story, may_run=may_run), source)
            except RefusedFileError as error:
                problems.add(problem_of(error, source, users))
            except ContentError as error:
                if linking.isdisjoint(users):
                    problems.update(error.problems)
    return problems


def _files(
    connection: sqlite3.Connection, plan: BuildPlan, refused: Iterable[Refused], root: str
) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Yield each file to check: its path, whether it is a story's, and which content files use it."""
    users: dict[str, tuple[str, ...]]
    users = {path: (f"{root}/{each.path}",) for each in refused for path in each.shown}
    for planned in plan.out_of_date():
        page = decode_page(planned.page)
        kind = FILE_KINDS.get(page.kind)
        if kind and kind.of_stories:
            users.setdefault(page.subject, ())
        elif kind:
            yield page.subject, False, ()
    for path, others in users.items():
        known = tuple(f"{root}/{user}" for user in queries.users_of(connection, path))
        yield path, True, known or others
