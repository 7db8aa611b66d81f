"""Which pages there are, and which of them are out of date, with the reason.

Each page has a subject: a stream or a content file. Whether there is such a page, and where, depends on its subject
alone, beside the grounds of its kind. So of an outlet that was planned before only the subjects of what
changed since are listed again; every page is, if two claimed one file then or do now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
"""The fact that no file was claimed twice when the recorded pages were planned."""

MOST = 1000
"""With more subjects than this to be listed again, listing every page costs less."""

encode_page = msgspec.msgpack.Encoder().encode
decode_page = msgspec.msgpack.Decoder(Page).decode


def make_plan(
    plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog, *, grounds: Mapping[Ground, str]
) -> tuple[Problem, ...]:
    """Plan the pages that the outlet has now and mark those that are out of date.

    ``grounds`` are digests of what pages depend on (theme, configuration, …): where one differs from that of the
    last build, the pages of all kinds that depend on it are out of date. Returns a problem for every page that claims a
    file as second, or will once its story appears.
    """
    changes = pending_changes(catalog.connection)
    shaken = [ground for ground, value in grounds.items() if catalog.fact(f"ground {ground}") != value]
    settled = catalog.fact(UNDISPUTED) is not None and not shaken and not plan.is_first
    problems: tuple[Problem, ...] = ()
    if not (settled and _plan_changed(plan, kinds, catalog, changes)):
        pages = (_listed(page) for kind in kinds for page in kind.pages(catalog))
        if not plan.add_all(pages):
            problems = _plan_disputed(plan, kinds, catalog)
    problems += _disputes_to_come(plan, kinds, catalog)
    if shaken and not plan.is_first:
        reasons = _reasons(kinds, shaken)
        plan.mark_planned(lambda page: reasons.get(decode_page(page).kind))
    plan.mark_new("new", "pages: another place in the listing")
    plan.mark_hit(changes)
    return problems


def _reasons(kinds: tuple[PageKind, ...], shaken: list[Ground]) -> dict[str, str]:
    """Return why the pages of each kind that depends on a ``shaken`` ground are out of date, by the kind's name."""
    grounds = {kind.name: [ground for ground in shaken if ground in kind.grounds] for kind in kinds}
    return {name: f"{found[0]}: changed" for name, found in grounds.items() if found}


def _listed(page: Page) -> Listed:
    """``page`` for the record. Its instant is for the order of printing: with another one it is still the same page."""
    return page.file, encode_page(replace(page, at=None)), page.subject, page.at, _other_names(page)


def _other_names(page: Page) -> tuple[str, ...]:
    """What nobody else may be called: the file in small letters, as some disks have it, and as some stores do."""
    file = page.file
    folded = file.casefold() if file.isascii() else normalize("NFC", file.casefold())
    if page.is_named:
        return (folded,) if folded != file else ()
    return tuple({folded, folded.removesuffix(".html"), file.removesuffix(".html")} - {file})


def _plan_changed(plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog, changes: list[Change]) -> bool:
    """Plan the subjects of ``changes`` anew; False if every page has to be listed."""
    subjects = {subject for change in changes for subject in subjects_of(change)}

    def listed() -> Iterator[tuple[str, list[Listed]]]:
        for subject in sorted(subjects):
            yield subject, [_listed(page) for kind in kinds for page in kind.about(subject, catalog)]

    return len(subjects) <= MOST and plan.add_again(listed())


def _plan_disputed(plan: BuildPlan, kinds: tuple[PageKind, ...], catalog: Catalog) -> tuple[Problem, ...]:
    """Plan every page. Of two pages that claim one file the first keeps it; a file is no folder of another page's."""
    problems = []
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for kind in kinds:
        for page in kind.pages(catalog):
            listed = file, *_, others = _listed(page)
            parents, names = folders_of(file), (file, *others)
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
    """A problem for every page that will come by the passing of time alone and finds its address taken.

    It is reported now, while somebody is at work, and not by the unattended build at the end of an embargo.
    """
    problems = []
    coming: dict[str, Page] = {}
    for kind in kinds:
        for page in kind.scheduled(catalog):
            listed = _listed(page)
            names = (listed[0], *listed[4])
            found = plan.rival_of(listed)
            first = decode_page(found) if found else next((coming[name] for name in names if name in coming), None)
            if first is not None:
                problems.append(_collision(page, first))
            coming.update(dict.fromkeys(names, page))
    return tuple(sorted(problems))


def _collision(page: Page, first: Page) -> Problem:
    path = page.source.removeprefix("an alias of ")
    message = f"{KINDS[page.kind].claim} {page.url} is taken by {first.source}"
    in_capitals = page.file != first.file and page.file.casefold() == first.file.casefold()
    if in_capitals or not (page.is_named and first.is_named):
        message += f", at {first.url}: some disks and servers treat these two as the same"
    return Problem(path, 1 if is_story(path) else 0, 0, message, "choose another address", code="same-address")
