"""Two pages with one address are an error that names both."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

ABOUT = "---\ntitle: About\n---\nWe.\n"
SHORT = CONFIGURATION + '\n[permalinks]\narticle = "/{slug}/"\n'

COLLISIONS = {
    "two articles": (
        {"content/a.md": article(slug="storm"), "content/b.md": article(slug="storm")},
        ["content/b.md:1", "/world/2024/12/20/storm/", "content/a.md"],
    ),
    "an alias and an article": (
        {"content/a.md": article(), "content/b.md": article(aliases=["/world/2024/12/20/a/"])},
        ["content/b.md:1", "the alias /world/2024/12/20/a/", "content/a.md"],
    ),
    "an alias and a section": (
        {"content/a.md": article(aliases=["/sport/"])},
        ["content/a.md:1", "the alias /sport/", 'section "sport"'],
    ),
    "the same alias twice": (
        {"content/a.md": article(aliases=["/old/"]), "content/b.md": article(aliases=["/old"])},
        ["/old/", "content/a.md", "content/b.md"],
    ),
    "a standing page and a section": (
        {"content/pages/world.md": ABOUT},
        ["content/pages/world.md:1", "/world/", 'section "world"'],
    ),
    "an alias of a page and a section": (
        {"content/pages/about.md": ABOUT.replace("About", "About\naliases: [/world/]")},
        ["content/pages/about.md:1", "the alias /world/", 'section "world"'],
    ),
    "an alias of a page and one of an article": (
        {
            "content/a.md": article(aliases=["/old/"]),
            "content/pages/about.md": ABOUT.replace("About", "About\naliases: [/old]"),
        },
        ["content/pages/about.md:1", "the alias /old/", "an alias of content/a.md"],
    ),
    "an alias of a profile and a page": (
        {
            "content/authors/ann.md": "---\ntitle: Ann\naliases: [/about/]\n---\n",
            "content/pages/about.md": ABOUT,
        },
        ["content/authors/ann.md:1", "the alias /about/", "content/pages/about.md"],
    ),
    "a standing page and the archive": (
        {"content/pages/archive.md": ABOUT},
        ["content/pages/archive.md:1", "/archive/", "the archive"],
    ),
    "a static file and a standing page": (
        {"content/pages/about.md": ABOUT, "content/static/about/index.html": "x"},
        ["content/static/about/index.html", "content/pages/about.md"],
    ),
    "a static file and the front page": (
        {"content/static/index.html": "x"},
        ["content/static/index.html", "the front page"],
    ),
    "a static file and a feed": ({"content/static/rss.xml": "x"}, ["content/static/rss.xml", "a feed"]),
    "an article and a section": (
        {"newsprint.toml": SHORT, "content/a.md": article(slug="world")},
        ["content/a.md:1", "/world/", 'section "world"'],
    ),
    "a static file where a folder must be": (
        {"content/static/world": "x"},
        ["content/static/world", "/world", 'section "world"'],
    ),
    "an alias at the address of a picture": (
        {
            "content/a.md": article(image={"src": "p.svg", "alt": "A"}, aliases=["/media/p.svg"]),
            "content/p.svg": "<svg/>",
        },
        ["content/a.md:1", "the alias /media/p.svg/", "content/p.svg"],
    ),
}


@pytest.mark.parametrize(("files", "named"), COLLISIONS.values(), ids=COLLISIONS)
def test_a_collision_names_both_pages(outlet: Make, files: dict[str, str], named: list[str]) -> None:
    (problem,) = outlet({"content/z.md": article(), **files}).problems()
    for words in named:
        assert words in problem


def test_a_collision_does_not_change_the_output(outlet: Make) -> None:
    site = outlet({"content/a.md": article(slug="storm")})
    site.build()
    before = site.files()
    assert site.write({"content/b.md": article("Other", slug="storm")}).problems()
    assert site.files() == before


def test_the_older_story_keeps_the_address_when_errors_are_skipped(outlet: Make) -> None:
    site = outlet(
        {
            "content/b.md": article("First", slug="storm", date="2024-12-20T08:00:00"),
            "content/a.md": article("Second", slug="storm", date="2024-12-20T09:00:00"),
            "content/pages/world.md": ABOUT,
            "content/static/world": "x",
        }
    )
    report = site.build(skip_invalid=True)
    assert len(report.problems) == 3
    assert "First" in str(site.page("/world/2024/12/20/storm/").h1)
    assert site.page("/world/").h1.string.strip() == "World News"


def test_a_hidden_story_does_not_collide_with_a_page(outlet: Make) -> None:
    site = outlet({"content/a.md": article(aliases=["/about/"], draft=True), "content/pages/about.md": ABOUT})
    assert site.problems() == []
