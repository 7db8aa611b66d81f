"""Standing pages: what is on them, which pages link to them, and that drafts are not published."""

from __future__ import annotations

from tests.support.outlets import article
from tests.support.reading import Make, main, visible_text


def _standing(title: str = "About", body: str = "We print.", **front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}\n"


def test_a_standing_page_is_linked_in_the_footer_of_every_page(outlet: Make) -> None:
    site = outlet(
        {
            "content/pages/about.md": _standing("About us", teaser="Since 1871."),
            "content/pages/house/rules.md": _standing("House rules"),
            "content/pages/Über uns.md": _standing("Über uns", slug="ueber-uns"),
            "content/a.md": article(),
        }
    )
    site.build()
    page = site.page("/about/")
    assert visible_text(page.h1) == "About us"
    assert "Since 1871." in visible_text(main(page))
    assert "We print." in visible_text(main(page))
    for url in ("/", "/about/", "/house/rules/", "/ueber-uns/", "/world/2024/12/20/a/", "/404.html"):
        footer = site.page(url).find("footer")
        assert footer.find("a", string="About us")["href"] == "/about/"
        assert footer.find("a", string="House rules")["href"] == "/house/rules/"


def test_nothing_of_a_draft_standing_page_is_published(outlet: Make) -> None:
    site = outlet(
        {"content/pages/plans.md": _standing("Xylophon", "Xylophon.", draft="true"), "content/a.md": article()}
    )
    site.build()
    assert site.pages_with("Xylophon") == set()
    assert not [name for name in site.files() if "plans" in name]


def test_a_standing_page_in_another_language_has_its_language_and_direction(outlet: Make) -> None:
    site = outlet({"content/pages/about.md": _standing("من نحن", slug="about", lang="ar")})
    site.build()
    part = main(site.page("/about/")).find("h1").find_parent(lang=True)
    assert (part["lang"], part["dir"]) == ("ar", "rtl")
