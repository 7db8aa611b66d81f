"""Each kind lists the same pages about a subject as among all its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsprint.base.dates import to_microseconds
from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.sync.sync import sync
from newsprint.config.site import read_config
from newsprint.content.types import TYPES
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import page_kinds
from newsprint.site.frame import make_frame
from tests.support.outlets import AS_OF, CONFIGURATION, PICTURE, Outlet, article, at

STORIES = {
    f"content/world/{number}.md": article(
        f"Story {number}",
        date=f"2024-{1 + number % 11:02d}-10",
        tags=["Tides", f"Only {number}"],
        authors=["Imogen Farrant"],
        series="The Pier",
        aliases=[f"/old/{number}", f"/old/{number}/"],
        draft=number > 58,
        image={"src": f"/pictures/{number}.png", "alt": "A"},
    )
    for number in range(60)
}
FILES: dict[str, str | bytes | None] = {
    **STORIES,
    **{f"content/{each.folder}/sample.md": "---\ntitle: Sample\n---\n" for each in TYPES.values() if each.folder},
    **{f"content/pictures/{number}.png": PICTURE for number in range(60)},
    "content/pages/about.md": "---\ntitle: About\naliases: [/us/, /us]\n---\nSee [a picture](../pictures/unseen.png).\n",
    "content/pages/plan.md": "---\ntitle: Plan\naliases: [/plans/]\ndraft: true\n---\n",
    "content/pictures/unseen.png": PICTURE,
    "content/pictures/unused.png": PICTURE,
    "content/authors/nobody.md": "---\ntitle: Nobody\naliases: [/no/]\n---\nWrote nothing.\n",
    "content/static/robots.txt": b"User-agent: *",
    "content/static/all": b"a file with the name of a stream",
    "newsprint.toml": CONFIGURATION,
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """Yield the synced catalog of an outlet with pages of every kind."""
    site = Outlet(tmp_path_factory.mktemp("subjects")).write(FILES)
    with open_catalog(site.folder / ".newsprint") as catalog:
        instant = to_microseconds(at(AS_OF))
        synced = sync(catalog, site.folder, read_config(site.folder), as_of=instant, drafts=False)
        assert synced.problems == ()
        yield catalog


@pytest.fixture(scope="module")
def kinds(catalog: Catalog) -> tuple[PageKind, ...]:
    """Return all kinds of pages, made for the outlet of the catalog."""
    folder: Path = catalog.path.parent.parent
    config = read_config(folder)
    return page_kinds(make_frame(config, outlet_theme(folder, config), catalog))


def sorted_pages(pages: Iterator[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: page.url)


def test_each_kind_lists_all_its_pages_about_a_subject(catalog: Catalog, kinds: tuple[PageKind, ...]) -> None:
    asked = {page.subject for kind in kinds for page in kind.pages(catalog)}
    asked |= {path.removeprefix("content/") for path in FILES}
    asked |= {"tag/none", "author/none", "section/none", "series/none", "names/", "clock", "all", "static/404.html"}
    for kind in kinds:
        pages = list(kind.pages(catalog))
        for subject in asked:
            expected = sorted_pages(page for page in pages if page.subject == subject)
            assert sorted_pages(kind.about(subject, catalog)) == expected, (kind.name, subject)


def test_the_outlet_of_these_tests_has_pages_of_every_kind(catalog: Catalog, kinds: tuple[PageKind, ...]) -> None:
    without = {kind.name for kind in kinds if not list(kind.pages(catalog))}
    assert without == {"robots"}, (
        "add files for the new kind to FILES (there is no page of kind robots, because robots.txt is a static file)"
    )
