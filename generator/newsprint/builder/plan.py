"""Planning: which pages there are, and which of them are out of date, with the reason.

Each page has a subject: a stream or a content file. Whether the page exists, and where, depends only on its subject and
on the grounds of its kind. So if the outlet was planned before, only the subjects that changed since are listed again.
Every page is listed again if two pages claimed one file then, or do now. A page in the folder of another kind
(``/renditions/``) is no different: its file counts as claimed by that kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

import msgspec
from msgspec.structs import replace

from newsprint.base.errors import Problem
from newsprint.catalog.database import Catalog
from newsprint.catalog.record.build_plan import BuildPlan, Listed
from newsprint.catalog.record.page_names import folders_of
from newsprint.catalog.streams import Change, subjects_of
from newsprint.catalog.sync.change_log import pending_changes
from newsprint.content.files.naming import is_story
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.registry import KINDS
from newsprint.site.grounds import Ground

UNDISPUTED = "undisputed"
"""The catalog's fact that no file was claimed twice when the recorded pages were planned."""

MOST = 1000
"""With more subjects than this to list again, listing every page is faster."""

_FOLDERS = {kind.folder.strip("/"): kind.name for kind in KINDS.values() if kind.folder}

encode_page = msgspec.msgpack.Encoder().encode
decode_page = msgspec.msgpack.Decoder(Page).decode


def make_plan(
    plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog, *, grounds: Mapping[Ground, str]
) -> tuple[Problem, ...]:
    """Plan the pages that the outlet has now, and mark those that are out of date.

    ``grounds`` are digests of what pages depend on (theme, configuration, …): if one differs from that of the last
    build, all pages of the kinds that depend on it are out of date. Returns a problem for every page whose file another
    page has claimed before it, or will have when its story appears.
    """
    changes = pending_changes(catalog.connection)
    changed_grounds = [ground for ground, value in grounds.items() if catalog.fact(f"ground {ground}") != value]
    settled = catalog.fact(UNDISPUTED) is not None and not changed_grounds and not plan.is_first
    problems: tuple[Problem, ...] = ()
    if not (settled and _plan_changed(plan, kinds, catalog, changes)):
        pages = (listed for kind in kinds for page in kind.pages(catalog) for listed in _claims(page))
        if not plan.add_all(pages):
            problems = _plan_disputed(plan, kinds, catalog)
    problems += _disputes_to_come(plan, kinds, catalog)
    if changed_grounds and not plan.is_first:
        reasons = _reasons(kinds, changed_grounds)
        plan.mark_planned(lambda page: reasons.get(decode_page(page).kind))
    plan.mark_new("new", "pages: another place in the listing")
    plan.mark_hit(changes)
    return problems


def _reasons(kinds: tuple[PageKind, ...], changed_grounds: list[Ground]) -> dict[str, str]:
    """Return why pages are out of date, by the name of each kind that depends on ``changed_grounds``."""
    grounds = {kind.name: [ground for ground in changed_grounds if ground in kind.grounds] for kind in kinds}
    return {name: f"{found[0]}: changed" for name, found in grounds.items() if found}


def _claims(page: Page) -> Iterator[Listed]:
    """Yield ``page`` as the record keeps it; a second time, as a rival of itself, if it is in another kind's folder."""
    listed = _listed(page)
    yield listed
    if taken_folder(page.kind, (listed[0], *listed[4])):
        yield listed


def taken_folder(kind: str, names: Iterable[str]) -> str:
    """Return the URL path of the folder of another kind in which a page with one of ``names`` would be; else empty.

    ``kind`` is the page's. ``names`` are paths below the output in which case is folded.
    """
    for folder, owner in _FOLDERS.items():
        if kind != owner and any(f"{name}/".startswith(f"{folder}/") for name in names):
            return f"/{folder}/"
    return ""


def _listed(page: Page) -> Listed:
    """Return ``page`` as the record keeps it, without its instant, which only decides the order of printing."""
    return page.file, encode_page(replace(page, at=None)), page.subject, page.at, _other_names(page)


def _other_names(page: Page) -> tuple[str, ...]:
    """Return further names that no other page may have, because some disks or stores treat them as one.

    These are the file in lower case and, if the address does not name the file, both spellings without ``.html``.
    """
    file = page.file
    folded = file.casefold() if file.isascii() else normalize("NFC", file.casefold())
    if page.is_named:
        return (folded,) if folded != file else ()
    return tuple({folded, folded.removesuffix(".html"), file.removesuffix(".html")} - {file})


def _plan_changed(plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog, changes: list[Change]) -> bool:
    """Plan the subjects of ``changes`` again. Returns False if every page has to be listed."""
    subjects = {subject for change in changes for subject in subjects_of(change)}

    def listed() -> Iterator[tuple[str, list[Listed]]]:
        for subject in sorted(subjects):
            pages = (page for kind in kinds for page in kind.about(subject, catalog))
            yield subject, [listed for page in pages for listed in _claims(page)]

    return len(subjects) <= MOST and plan.add_again(listed())


def _plan_disputed(plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog) -> tuple[Problem, ...]:
    """Plan every page. Returns a problem for each page whose file is taken.

    Of two pages that claim one file the first keeps it. The file of a page cannot be a folder of another page's file.
    """
    problems = []
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for kind in kinds:
        for page in kind.pages(catalog):
            listed = file, *_, others = _listed(page)
            parents, names = folders_of(file), (file, *others)
            if folder := taken_folder(page.kind, names):
                problems.append(_taken(page, folder))
                continue
            first = next((place[name] for place in (taken, folders) for name in names if name in place), None)
            first = first or next((taken[name] for name in parents if name in taken), None)
            if first is not None and (owner := plan.owner(first)):
                problems.append(_collision(page, decode_page(owner)))
                continue
            plan.add(listed)
            taken.update(dict.fromkeys(names, file))
            for name in parents:
                folders.setdefault(name, file)
    plan.drop_others()
    return tuple(sorted(problems))


def _disputes_to_come(plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog) -> tuple[Problem, ...]:
    """Return a problem for every page that will appear without an edit and whose address is taken.

    It is reported now, while an editor is at work, and not by the unattended build at the end of an embargo.
    """
    problems = []
    coming: dict[str, Page] = {}
    for kind in kinds:
        for page in kind.scheduled(catalog):
            listed = _listed(page)
            names = (listed[0], *listed[4])
            if folder := taken_folder(page.kind, names):
                problems.append(_taken(page, folder))
                continue
            found = plan.rival_of(listed)
            first = decode_page(found) if found else next((coming[name] for name in names if name in coming), None)
            if first is not None:
                problems.append(_collision(page, first))
            coming.update(dict.fromkeys(names, page))
    return tuple(sorted(problems))


def owner_of(folder: str) -> str:
    """Return the owner of the URL path ``folder``, for messages about an address below it."""
    return f"Newsprint, like every address below {folder}"


def _taken(page: Page, folder: str) -> Problem:
    return _problem(page, f"{KINDS[page.kind].claim} {page.url} is taken by {owner_of(folder)}")


def _collision(page: Page, first: Page) -> Problem:
    message = f"{KINDS[page.kind].claim} {page.url} is taken by {first.source}"
    in_capitals = page.file != first.file and page.file.casefold() == first.file.casefold()
    if in_capitals or not (page.is_named and first.is_named):
        message += f", at {first.url}: some disks and servers treat these two as the same"
    return _problem(page, message)


def _problem(page: Page, message: str) -> Problem:
    path = page.source.removeprefix("an alias of ")
    return Problem(path, 1 if is_story(path) else 0, 0, message, "choose another address", code="same-address")
