"""Which pages there are, and which of them are out of date, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from newsprint.catalog.catalog import Catalog
from newsprint.catalog.ledger import pending_changes
from newsprint.catalog.record import Record
from newsprint.catalog.streams import CLOCK
from newsprint.errors import Problem
from newsprint.pages.page import Page, PageKind
from newsprint.urls import file_of

UNDISPUTED = "undisputed"
"""The fact that no file was claimed twice when the recorded pages were planned."""

encode_page = msgspec.msgpack.Encoder().encode
decode_page = msgspec.msgpack.Decoder(Page).decode


def make_plan(
    record: Record, kinds: tuple[PageKind, ...], catalog: Catalog, *, grounds: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Plan every page that the outlet has now and mark those that are out of date.

    ``grounds`` are the digests of what every page stands on (theme, configuration, …) by name: where one differs from
    that of the last build, every page is out of date. Returns a problem for every page that claims a file as second.
    """
    changes = pending_changes(catalog.connection)
    shaken = next((name for name, value in grounds.items() if catalog.fact(f"ground {name}") != value), None)
    settled = catalog.fact(UNDISPUTED) is not None and all(change.stream == CLOCK for change in changes)
    problems: tuple[Problem, ...] = ()
    if settled and not shaken and not record.empty:
        record.plan_again()
    else:
        problems = _plan_pages(record, kinds, catalog)
    if shaken and not record.empty:
        record.mark_all(f"{shaken}: changed")
    else:
        record.mark_new("new", "pages: another place in the listing")
        record.mark_hit(changes)
    return problems


def _plan_pages(record: Record, kinds: tuple[PageKind, ...], catalog: Catalog) -> tuple[Problem, ...]:
    """Plan every page. Of two pages that claim one file the first keeps it; a file is no folder of another page's."""
    problems = []
    folders: dict[str, str] = {}
    for kind in kinds:
        for page in kind.pages(catalog):
            file = file_of(page.url)
            parents = _parents(file)
            first = folders.get(file) or next((name for name in parents if record.is_planned(name)), None)
            taken = record.page_at(first) if first else record.plan(file, encode_page(page))
            if taken is not None:
                problems.append(_collision(page, decode_page(taken)))
                continue
            for name in parents:
                folders.setdefault(name, file)
    return tuple(sorted(problems))


def _parents(file: str) -> list[str]:
    """The folders that ``file`` needs: no page can be a file of such a name."""
    parts = file.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _collision(page: Page, first: Page) -> Problem:
    path = page.source.removeprefix("an alias of ")
    what = f"the alias {page.url}" if page.kind == "redirect" else f"the address {page.url}"
    message = f"{what} is taken by {first.source}"
    return Problem(path, 1 if path.endswith(".md") else 0, 0, message, "choose another address")
