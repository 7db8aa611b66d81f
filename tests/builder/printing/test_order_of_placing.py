"""A build places files in the order of a deploy: at every moment, no link in the output is dead."""

from __future__ import annotations

import pytest

from newsprint.builder.printing.staging import Staging
from tests.deploy.followed_links import dead_links, missing_assets
from tests.deploy.objects.test_order import EDITS, ENTRY_PAGES, FIRST, story
from tests.support.outlets import Outlet
from tests.support.reading import Make

SERIES = {"content/new.md": story(10, tags=["Tides"], authors=["Imogen Farrant"], series="The harbour wall")}
ALL_EDITS = {**EDITS, "the first story of a series, with a new tag and author": SERIES}


def placed_by_a_build(paper: Outlet, patch: pytest.MonkeyPatch) -> list[str]:
    """Build ``paper``, and return the files that were placed, in this order."""
    order: list[str] = []
    place = Staging.place

    def recording(staging: Staging, file: str) -> None:
        order.append(file)
        place(staging, file)

    with patch.context() as patched:
        patched.setattr(Staging, "place", recording)
        paper.build()
    return order


@pytest.mark.parametrize("edit", ALL_EDITS)
def test_while_a_build_places_files_no_link_in_the_output_is_dead(
    outlet: Make, edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = outlet(FIRST)
    paper.build()
    before = paper.files()
    order = placed_by_a_build(paper.write(ALL_EDITS[edit]), monkeypatch)
    after = paper.files()
    files = dict(before)
    assert order
    for file in order:
        files[file] = after[file]
        assert dead_links(files, {*ENTRY_PAGES, *before}) == []
        assert missing_assets(files) == []


def test_a_first_build_places_stories_before_lists_and_the_front_page_last(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = outlet({**FIRST, **SERIES})
    order = placed_by_a_build(paper, monkeypatch)
    after = paper.files()
    story = order.index("world/2024/12/10/new/index.html")
    lists = [order.index(f"{name}/index.html") for name in ("topics/tides", "authors/imogen-farrant")]
    lists.append(order.index("series/the-harbour-wall/index.html"))
    assert story < min(lists)
    assert order[-1] == "index.html"
    assert sorted(order) == sorted(after)
