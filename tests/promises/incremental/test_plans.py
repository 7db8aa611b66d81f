"""After an edit only the affected pages are listed again, and the plan equals one that lists every page."""

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
    "a story is deleted": {"content/world/3.md": None},
    "a story with a file is deleted": {"content/world/shown.md": None},
    "a story with a file is hidden": {
        "content/world/shown.md": article("Shown", "A [leaflet](../papers/one.txt).", draft=True)
    },
    "a story links to another file": {"content/world/shown.md": article("Shown", "A [leaflet](../papers/two.txt).")},
    "another story links to the same file": {"content/world/4.md": article("Four", "A [leaflet](../papers/one.txt).")},
    "a story moves in time": {"content/world/3.md": article("Story 3", date="2024-12-21", tags=["Tides"])},
    "a story moves to another section": {"content/world/3.md": article("Story 3", date="2024-11-04", section="sport")},
    "another slug": {"content/world/3.md": article("Story 3", date="2024-11-04", slug="other")},
    "another text": {"content/world/3.md": article("Story 3", "Other words.", date="2024-11-04", tags=["Tides"])},
    "another alias": {"content/world/3.md": article("Story 3", date="2024-11-04", aliases=["/older/"])},
    "a series": {"content/world/3.md": article("Story 3", date="2024-11-04", series="The Pier")},
    "an author": {"content/world/3.md": article("Story 3", date="2024-11-04", authors=["Imogen Farrant"])},
    "a profile": {"content/authors/imogen-farrant.md": "---\ntitle: Imogen\n---\nBorn here.\n"},
    "an own page for missing addresses": {"content/static/404.html": b"Not here."},
    "a profile with an alias": {"content/authors/imogen-farrant.md": "---\ntitle: Imogen\naliases: [/im/]\n---\n"},
    "a page with an alias": {"content/pages/about.md": "---\ntitle: About\naliases: [/us/]\n---\nUs.\n"},
    "a page with the alias of a story": {"content/pages/about.md": "---\ntitle: About\naliases: [/old]\n---\n"},
    "a static file": {"content/static/favicon.ico": b"icon"},
    "a standing page": {"content/pages/contact.md": "---\ntitle: Contact\n---\nUs.\n"},
    "a standing page is deleted": {"content/pages/about.md": None},
    "an address that a section has": {"content/world/3.md": article("Story 3", date="2024-11-04", aliases=["/world/"])},
    "an address below another page": {"content/world/3.md": article("Story 3", aliases=["/rss.xml/below/"])},
}


@pytest.fixture
def built(outlet: Callable[[Files], Outlet]) -> Outlet:
    """Return a built outlet."""
    site = outlet(OUTLET)
    site.build()
    return site


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_after_an_edit_and_its_undo_the_plan_has_every_page(built: Outlet, edit: Files) -> None:
    for files in (edit, {name: OUTLET.get(name) for name in edit}):
        built.write(files).build(skip_invalid=True)
        assert recorded(built) == listed(built)


def test_a_build_lists_every_article_only_when_it_must(built: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first build does, and a build after two pages had the same address; after an edit or time alone none does."""
    full_lists: list[str] = []
    pages = ArticleKind.pages

    def counting(kind: ArticleKind, catalog: plan.Catalog) -> object:
        full_lists.append("listed")
        return pages(kind, catalog)

    monkeypatch.setattr(ArticleKind, "pages", counting)
    built.build()
    built.build("2024-12-25")
    built.write(EDITS["a new story"]).build("2024-12-25")
    assert full_lists == []
    collision = EDITS["an address that a section has"]
    built.write(collision).build("2024-12-25", skip_invalid=True)
    assert full_lists
    full_lists.clear()
    built.write({name: OUTLET[name] for name in collision}).build("2024-12-25")
    assert full_lists == ["listed"]
    built.build("2024-12-26")
    assert full_lists == ["listed"]
