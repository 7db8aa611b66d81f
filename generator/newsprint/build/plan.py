"""Which pages there are: every page of every kind, and no file claimed twice."""

from __future__ import annotations

from dataclasses import dataclass

from newsprint.catalog.catalog import Catalog
from newsprint.errors import Problem
from newsprint.pages.page import Page, PageKind
from newsprint.urls import file_of


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages to print by the file that each becomes, and a problem for every claim that came second."""

    pages: dict[str, Page]
    problems: tuple[Problem, ...]


def make_plan(kinds: tuple[PageKind, ...], catalog: Catalog) -> Plan:
    """Every page that the outlet has now. Of two pages that claim one file the first keeps it."""
    pages: dict[str, Page] = {}
    folders: dict[str, Page] = {}
    problems = []
    for kind in kinds:
        for page in kind.pages(catalog):
            file = file_of(page.url)
            parents = _parents(file)
            claims = [*(pages.get(name) for name in (file, *parents)), folders.get(file)]
            if first := next(filter(None, claims), None):
                problems.append(_collision(page, first))
                continue
            pages[file] = page
            for name in parents:
                folders.setdefault(name, page)
    return Plan(pages, tuple(sorted(problems)))


def _parents(file: str) -> list[str]:
    """The folders that ``file`` needs: no page can be a file of such a name."""
    parts = file.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _collision(page: Page, first: Page) -> Problem:
    path = page.source.removeprefix("an alias of ")
    what = f"the alias {page.url}" if page.kind == "redirect" else f"the address {page.url}"
    return Problem(
        path, 1 if path.endswith(".md") else 0, 0, f"{what} is taken by {first.source}", "choose another address"
    )
