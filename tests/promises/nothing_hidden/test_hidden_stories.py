"""No byte of a draft or of an embargoed, scheduled or expired story is in the output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.feeds import feed_files
from tests.support.hiding import PARTS, hidden_story, painted, traces, word
from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article

HIDING: dict[str, dict[str, Any]] = {
    "draft": {"draft": True},
    "embargoed": {"embargo": "2024-12-24T06:00:00Z"},
    "scheduled": {"date": "2024-12-24T06:00:00Z"},
    "expired": {"expires": "2024-12-22"},
    "a draft under embargo": {"draft": True, "embargo": "2024-12-24T06:00:00Z"},
    "expired long ago": {"date": "2019-01-01", "expires": "2019-01-02"},
}
NEIGHBOURS = {
    "content/world/seen.md": article(
        "A story that is seen", "Text.", date="2024-12-21", tags=["harbour"], authors=["Ann"]
    ),
    "content/sport/match.md": article("A match", "Text.", section="sport", date="2024-12-19"),
    "content/world/old.md": article("Of old", "Text.", date="2019-01-01", series="Annals"),
}


@pytest.mark.parametrize("mode", ["live", "baked"])
@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING.keys())
def test_no_byte_of_a_hidden_story_is_in_the_output(
    outlet: Callable[..., Outlet], hiding: dict[str, Any], mode: str
) -> None:
    settings = f'{CONFIGURATION}[latest]\nmode = "{mode}"\n[listing]\npage_size = 1\n'
    site = outlet({"newsprint.toml": settings, **NEIGHBOURS, **hidden_story(**hiding)})

    report = site.build()

    assert (report.articles, report.hidden) == (3, 1)
    assert list(traces(site)) == []


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING.keys())
def test_a_site_with_a_hidden_story_equals_the_site_without_it(
    outlet: Callable[..., Outlet], hiding: dict[str, Any]
) -> None:
    story = hidden_story(**hiding)
    site = outlet({**NEIGHBOURS, **story})
    site.build()
    with_it = site.files()

    site.write(dict.fromkeys(story)).build()

    assert site.files() == with_it


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING.keys())
def test_after_a_build_with_drafts_a_normal_build_removes_every_trace(
    outlet: Callable[..., Outlet], hiding: dict[str, Any]
) -> None:
    site = outlet({**NEIGHBOURS, **hidden_story(**hiding)})
    site.build()
    before = site.files()

    site.build(drafts=True)
    shown = set(traces(site))
    assert {f"{part} in the name" for part in ("slug", "picture", "document", "alias", "tag", "author", "series")} <= {
        trace.rpartition(" ")[0] for trace in shown
    }
    assert {trace.split()[0] for trace in shown} == set(PARTS) - {"extra"}  # the built-in theme does not show it

    site.build()
    assert list(traces(site)) == []
    assert site.files() == before


def test_after_its_embargo_a_story_is_in_the_right_files_only(
    outlet: Callable[..., Outlet],
) -> None:
    site = outlet({**NEIGHBOURS, **hidden_story(embargo="2024-12-24T06:00:00Z")})

    site.build("2024-12-24T06:00:00Z")

    page = "world/2024/12/20/zqslugqz/index.html"
    assert site.pages_with(word("body")) == {page, *feed_files(), *feed_files("world")}
    assert {
        page,
        "index.html",
        "world/index.html",
        "latest/index.html",
        "latest/world/index.html",
        "topics/zqtagqz/index.html",
        "topics/harbour/index.html",
        "authors/zqauthorqz/index.html",
        "authors/ann/index.html",
        "series/zqseriesqz/index.html",
        "archive/2024/12/index.html",
        "world/archive/2024/12/index.html",
        "rss.xml",
        "news-sitemap.xml",
        "zqaliasqz/index.html",
    } <= site.pages_with(word("title"))
    assert not [name for name in site.pages_with(word("title")) if name.startswith("sport/") or "2024/12/19" in name]
    assert "sitemaps/articles-1.xml" in site.pages_with(word("slug"))
    assert site.files()["media/world/zqpictureqz.png"] == painted("zqbytesqz")


def test_a_story_after_its_embargo_is_not_on_pages_of_older_stories(
    outlet: Callable[..., Outlet],
) -> None:
    """An embargoed story is published when its embargo ends; older pages list what was new at their time."""
    site = outlet({**NEIGHBOURS, **hidden_story(embargo="2024-12-24T06:00:00Z")})
    site.build("2024-12-25")

    assert "world/2024/12/21/seen/index.html" not in site.pages_with(word("teaser"))


def test_a_build_as_of_an_earlier_time_hides_a_story_again(outlet: Callable[..., Outlet]) -> None:
    site = outlet({**NEIGHBOURS, **hidden_story(date="2024-12-24")})
    site.build(AS_OF)
    before = site.files()

    site.build("2024-12-25")
    assert list(traces(site))
    site.build(AS_OF)
    assert list(traces(site)) == []
    assert site.files() == before


@pytest.mark.parametrize(
    ("as_of", "seen"),
    [
        ("2024-12-23T11:59:59.999999Z", False),
        ("2024-12-23T12:00:00Z", True),
        ("2024-12-23T17:59:59.999999Z", True),
        ("2024-12-23T18:00:00Z", False),
    ],
    ids=["just before its embargo ends", "when its embargo ends", "just before it expires", "when it expires"],
)
def test_a_story_is_visible_from_its_embargo_until_it_expires(
    outlet: Callable[..., Outlet], as_of: str, seen: bool
) -> None:
    story = article("Brief words", embargo="2024-12-23T12:00:00Z", expires="2024-12-23T18:00:00Z")
    site = outlet({"content/world/brief.md": story})

    assert site.build(as_of).articles == int(seen)
    assert bool(site.pages_with("Brief words")) is seen


LINKS = {
    "relative": ("markdown", "Read [what we know](zqfileqz.md#part) now."),
    "in CommonMark": ("commonmark", "Read [what we know](zqfileqz.md) now."),
    "by name": ("markdown", 'Read [what we know]({{< ref "zqfileqz.md" >}}) now.'),
    "in HTML": ("markdown", 'Read <a href="zqfileqz.md">what we know</a> now.'),
    "by reference": ("markdown", "Read [what we know][1] now.\n\n[1]: zqfileqz.md"),
}


@pytest.mark.parametrize(("engine", "body"), LINKS.values(), ids=LINKS.keys())
def test_a_link_to_a_hidden_story_keeps_its_text_and_loses_its_address(
    outlet: Callable[..., Outlet], engine: str, body: str
) -> None:
    settings = f'{CONFIGURATION}[markdown]\nengine = "{engine}"\nshortcodes = "drop"\n'
    site = outlet(
        {"newsprint.toml": settings, **hidden_story(draft=True), "content/world/seen.md": article("Seen", body)}
    )

    site.build()
    assert list(traces(site)) == []
    assert "Read what we know now." in site.page("/world/2024/12/20/seen/").get_text()

    site.write({f"content/world/{word('file')}.md": hidden_story()[f"content/world/{word('file')}.md"]}).build()
    link = site.page("/world/2024/12/20/seen/").find("a", string="what we know")
    assert link and str(link["href"]).startswith("/world/2024/12/20/zqslugqz/")


def test_no_byte_of_a_draft_page_or_profile_is_in_the_output(outlet: Callable[..., Outlet]) -> None:
    draft = f"---\ntitle: {word('title')}\nteaser: {word('teaser')}\ndraft: true\n---\n\n{word('body')}\n"
    site = outlet(
        {
            "content/world/a.md": article(
                authors=["Ann"], body="By [her](../authors/ann.md), of [us](../pages/about.md)."
            ),
            "content/authors/ann.md": draft,
            "content/pages/about.md": draft,
        }
    )

    site.build()

    assert list(traces(site)) == []
    assert "about/index.html" not in site.files()
    assert "By her, of us." in site.page("/world/2024/12/20/a/").get_text()


def test_a_picture_is_published_only_while_a_visible_story_shows_it(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "content/pool/pier.png": painted("pier"),
            "content/pool/storm.png": painted("storm"),
            "content/world/a.md": article(body="![](../pool/pier.png)", expires="2024-12-24"),
            "content/world/b.md": article(
                body="![](../pool/pier.png)", draft=True, image={"src": "../pool/storm.png", "alt": "A"}
            ),
        }
    )

    site.build()
    assert [name for name in site.files() if name.startswith("media/")] == ["media/pool/pier.png"]
    site.build("2024-12-24")
    assert not [name for name in site.files() if name.startswith("media/")]
