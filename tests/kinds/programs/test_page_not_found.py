"""The page ``404.html``, which web servers show for an address without a page."""

from __future__ import annotations

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, main, visible_text


def test_the_404_page_links_to_the_front_page_and_is_not_indexed(outlet: Make) -> None:
    site = outlet({"newsprint.toml": CONFIGURATION.replace("gazette.example", "user.github.io/repo")})
    site.build()
    page = site.page("/404.html")
    assert visible_text(page.h1) == "Page not found"
    assert main(page).find("a", href="/repo/")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_the_outlet_s_own_404_page_is_used_instead(outlet: Make) -> None:
    site = outlet({"content/static/404.html": "<h1>Lost at sea</h1>"})
    assert site.problems() == []
    assert site.text("404.html") == "<h1>Lost at sea</h1>"


def test_no_page_has_an_empty_time_element(outlet: Make) -> None:
    about = "---\ntitle: About\n---\n\nWe print.\n"
    site = outlet({"content/a.md": article(aliases=["/old/"]), "content/pages/about.md": about})
    site.build()
    for name in (name for name in site.files() if name.endswith(".html")):
        times = site.page(f"/{name}").find_all("time")
        assert [time for time in times if not time.get("datetime") or not visible_text(time)] == [], name
    assert site.page("/404.html").find(attrs={"data-today": True}).name == "span"
