"""After an edit only the pages about what changed are listed again; the plan is that of listing every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from newsprint.builder import plan
from newsprint.kinds.texts.article import ArticleKind
from tests.promises.incremental.plans import listed, recorded
from tests.support.outlets import Outlet, article

Files = Mapping[str, str | bytes | None]

STORIES = {
    f"content/world/{number}.md": article(f"Story {number}", date=f"2024-11-{number + 1:02d}", tags=["Tides"])
    for number in range(25)
}
OUTLET: Files = {
    **STORIES,
    "content/world/shown.md": article("Shown", "A [leaflet](../papers/one.txt).", tags=["Leaflets"], aliases=["/old/"]),
    "content/papers/one.txt": b"one",
    "content/papers/two.txt": b"two",
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
}
EDITS: dict[str, Files] = {
    "a new story": {"content/world/new.md": article("New", date="2024-12-22", tags=["Tides", "Fresh"])},
    "an old story": {"content/world/new.md": article("New", date="2024-10-01")},
    "a story goes": {"content/world/3.md": None},
    "a story that shows something goes": {"content/world/shown.md": None},
    "a story that shows something is hidden": {
        "content/world/shown.md": article("Shown", "A [leaflet](../papers/one.txt).", draft=True)
    },
    "a story shows something else": {"content/world/shown.md": article("Shown", "A [leaflet](../papers/two.txt).")},
    "another story shows it, too": {"content/world/4.md": article("Four", "A [leaflet](../papers/one.txt).")},
    "a story moves in time": {"content/world/3.md": article("Story 3", date="2024-12-21", tags=["Tides"])},
    "a story moves to another section": {"content/world/3.md": article("Story 3", date="2024-11-04", section="sport")},
    "another slug": {"content/world/3.md": article("Story 3", date="2024-11-04", slug="other")},
    "another text": {"content/world/3.md": article("Story 3", "Other words.", date="2024-11-04", tags=["Tides"])},
    "another alias": {"content/world/3.md": article("Story 3", date="2024-11-04", aliases=["/older/"])},
    "a series": {"content/world/3.md": article("Story 3", date="2024-11-04", series="The Pier")},
    "an author": {"content/world/3.md": article("Story 3", date="2024-11-04", authors=["Imogen Farrant"])},
    "a profile": {"content/authors/imogen-farrant.md": "---\ntitle: Imogen\n---\nBorn here.\n"},
    "a page of the outlet's own for what is not there": {"content/static/404.html": b"Not here."},
    "a profile with an alias": {"content/authors/imogen-farrant.md": "---\ntitle: Imogen\naliases: [/im/]\n---\n"},
    "a page with an alias": {"content/pages/about.md": "---\ntitle: About\naliases: [/us/]\n---\nUs.\n"},
    "a page with the alias of a story": {"content/pages/about.md": "---\ntitle: About\naliases: [/old]\n---\n"},
    "a static file": {"content/static/favicon.ico": b"icon"},
    "a standing page": {"content/pages/contact.md": "---\ntitle: Contact\n---\nUs.\n"},
    "a standing page goes": {"content/pages/about.md": None},
    "an address that a section has": {"content/world/3.md": article("Story 3", date="2024-11-04", aliases=["/world/"])},
    "an address below another page": {"content/world/3.md": article("Story 3", aliases=["/rss.xml/below/"])},
}


@pytest.fixture
def built(outlet: Callable[[Files], Outlet]) -> Outlet:
    site = outlet(OUTLET)
    site.build()
    return site


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_an_edit_and_after_its_undoing_the_plan_is_that_of_listing_every_page(built: Outlet, edit: Files) -> None:
    for files in (edit, {name: OUTLET.get(name) for name in edit}):
        built.write(files).build(skip_invalid=True)
        assert recorded(built) == listed(built)


def test_a_build_lists_every_article_only_when_it_must(built: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first build does, and one whose last one met a dispute; an edit, passing time and nothing at all do not."""
    whole: list[str] = []
    pages = ArticleKind.pages

    def counting(kind: ArticleKind, catalog: plan.Catalog) -> object:
        whole.append("listed")
        return pages(kind, catalog)

    monkeypatch.setattr(ArticleKind, "pages", counting)
    built.build()
    built.build("2024-12-25")
    built.write(EDITS["a new story"]).build("2024-12-25")
    assert whole == []
    dispute = EDITS["an address that a section has"]
    built.write(dispute).build("2024-12-25", skip_invalid=True)
    assert whole
    whole.clear()
    built.write({name: OUTLET[name] for name in dispute}).build("2024-12-25")
    assert whole == ["listed"]
    built.build("2024-12-26")
    assert whole == ["listed"]
