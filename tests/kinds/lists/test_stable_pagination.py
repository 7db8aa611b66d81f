"""List pages are numbered from the oldest, and later stories do not change the frozen ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from newsprint.base.dates import to_microseconds
from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.reading.view import View
from newsprint.catalog.sync.sync import sync
from newsprint.config.site import read_config
from newsprint.kinds.lists.section import SectionKind
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.site.frame import make_frame
from tests.support.outlets import CONFIGURATION, Outlet, article, at
from tests.support.reading import Make, listed, main

SIZE = 20
ALL = 150
Pages = dict[str, bytes]


def _story(number: int) -> str:
    return article(f"Story {number}", date=f"2024-12-{1 + number // 24:02d}T{number % 24:02d}:00:00Z")


@pytest.fixture(scope="module")
def growth(tmp_path_factory: pytest.TempPathFactory) -> list[Pages]:
    """Return a section's pages by URL, for each number of stories from 0 to 150."""
    site = Outlet(tmp_path_factory.mktemp("growing"))
    site.write({"newsprint.toml": CONFIGURATION})
    site.write({f"content/{number:03d}.md": _story(number) for number in range(ALL)})
    with open_catalog(site.folder / ".newsprint") as catalog:
        return list(_growing(site.folder, catalog))


def _growing(folder: Path, catalog: Catalog) -> Iterator[Pages]:
    """Yield the section's pages at each hour: every hour one more story is visible."""
    config = read_config(folder)
    theme = outlet_theme(folder, config)
    start = to_microseconds(at("2024-12-01T00:00:00+00:00"))
    for count in range(ALL + 1):
        as_of = start + (count - 1) * 3_600_000_000
        assert not sync(catalog, folder, config, as_of=as_of, drafts=False).problems
        kind = SectionKind(make_frame(config, theme, catalog))
        view = View(catalog, config, folder, as_of)
        yield {page.url: kind.render(page, view) for page in kind.pages(catalog) if page.url.startswith("/world/")}


def _listed(data: bytes) -> list[str]:
    return listed(BeautifulSoup(data, "lxml"))


def _page_links(data: bytes) -> dict[str, str]:
    """Return the addresses of the pages before and after this one."""
    links = main(BeautifulSoup(data, "lxml")).find_all("a", rel=["prev", "next"])
    return {link["rel"][0]: link["href"] for link in links}


def test_an_index_has_between_one_and_two_page_lengths(growth: list[Pages]) -> None:
    for count, site in enumerate(growth):
        shown = len(_listed(site["/world/"]))
        assert shown == count if count < SIZE else SIZE <= shown < 2 * SIZE, count


def test_every_story_is_on_exactly_one_page(growth: list[Pages]) -> None:
    for count in (0, 1, 19, 20, 21, 39, 40, 41, 59, 60, 61, 99, 100, 149, 150):
        site = growth[count]
        frozen = [f"/world/page/{number}/" for number in range(1, len(site))]
        assert set(site) == {"/world/", *frozen}
        pages = [_listed(site[url]) for url in frozen]
        assert all(len(page) == SIZE for page in pages)
        oldest_first = [story for page in [*pages, _listed(site["/world/"])] for story in reversed(page)]
        assert [int(url.rstrip("/")[-3:]) for url in oldest_first] == list(range(count))


def test_a_new_story_changes_only_the_index_and_a_link_on_the_newest_page(growth: list[Pages]) -> None:
    for before, after in pairwise(growth):
        assert set(before) <= set(after)
        added = set(after) - set(before)
        changed = {url for url in before if before[url] != after[url]}
        newest = f"/world/page/{len(before) - 1}/"
        if not added:
            assert changed == {"/world/"}
            continue
        assert added == {f"/world/page/{len(before)}/"}
        assert changed == ({"/world/", newest} if len(before) > 1 else {"/world/"})
        if newest in before:
            (link,) = added
            assert (
                before[newest].replace(b'href="/world/" rel="prev"', f'href="{link}" rel="prev"'.encode())
                == after[newest]
            )


def test_links_between_pages_go_from_the_index_to_the_oldest_and_back(growth: list[Pages]) -> None:
    for count in (0, 39, 40, 59, 60, 61, 150):
        site = growth[count]
        url, seen = "/world/", ["/world/"]
        assert "prev" not in _page_links(site[url])
        while older := _page_links(site[url]).get("next"):
            assert _page_links(site[older])["prev"] == url
            url = older
            seen.append(url)
        assert sorted(seen) == sorted(site)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 6, 7, 12])
def test_every_link_between_list_pages_has_a_file(outlet: Make, count: int) -> None:
    front = {"tags": ["Pier"], "authors": ["Jane Doe"], "series": "Tides"}
    site = outlet(
        {
            "newsprint.toml": CONFIGURATION + "\n[listing]\npage_size = 2\n",
            **{f"content/{day:02d}.md": article(date=f"2024-12-{day + 1:02d}", **front) for day in range(count)},
        }
    )
    site.build()
    files = set(site.files())
    lists = ["world"] + (["topics/pier", "authors/jane-doe", "series/tides"] if count else [])
    for base in lists:
        own = {name for name in files if name.startswith((f"{base}/page/", f"{base}/index.html"))}
        assert len(own) == max(1, count // 2)
        for name in own:
            for link in _page_links((site.output / name).read_bytes()).values():
                assert link.lstrip("/") + "index.html" in own
        shown = [story for name in own for story in _listed((site.output / name).read_bytes())]
        assert len(shown) == len(set(shown)) == count


def test_the_last_page_of_an_index_is_deleted_when_a_story_is_deleted(outlet: Make) -> None:
    toml = CONFIGURATION + "\n[listing]\npage_size = 2\n"
    site = outlet({"newsprint.toml": toml, **{f"content/{n}.md": article(date=f"2024-12-0{n}") for n in range(1, 7)}})
    site.build()
    assert (site.output / "world/page/2/index.html").is_file()
    site.write({"content/6.md": None}).build()
    assert not (site.output / "world/page/2").exists()
    assert (site.output / "world/page/1/index.html").is_file()
