"""An outlet with a second language edition, which cannot be configured yet: what depends on the edition."""

from __future__ import annotations

import pytest

from newsprint.config.editions import Edition
from newsprint.config.sections import Section
from newsprint.config.site import SiteConfig, read_config
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.themes.theme import Templates
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

STORIES = {
    "content/world/pier.md": article("The pier is open", tags=["Pier"]),
    "content/world/quai.md": article("Le quai est ouvert", lang="fr", date="2024-12-19", tags=["Pier"]),
    "content/world/kai.md": article("Der Kai ist offen", lang="de", tags=["Pier"]),
}
FRENCH = Edition("fr", "La Gazette", "", {"world": Section("Le monde", "monde")}, base="/fr", key="fr")


@pytest.fixture
def bilingual(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> Outlet:
    """Return an outlet that was built in an English and a French edition."""

    def editions(config: SiteConfig) -> tuple[Edition, ...]:
        return Edition("en", config.site.title, config.site.description, config.sections, key="en"), FRENCH

    monkeypatch.setattr(SiteConfig, "editions", property(editions))
    site = outlet(STORIES)
    site.build()
    return site


def test_a_story_is_published_below_the_address_of_its_edition(bilingual: Outlet) -> None:
    assert "Le quai est ouvert" in bilingual.page("/fr/monde/2024/12/19/quai/").text


def test_lists_have_stories_of_their_edition_and_of_languages_without_one(
    bilingual: Outlet,
) -> None:
    for name in ("index.html", "world/index.html", "topics/pier/index.html", "rss.xml", "world/rss.xml"):
        text = bilingual.text(name)
        assert ("The pier is open" in text, "Der Kai ist offen" in text) == (True, True), name
        assert "Le quai est ouvert" not in text, name


def test_the_sitemap_lists_the_stories_of_all_editions(bilingual: Outlet) -> None:
    assert "/fr/monde/2024/12/19/quai/" in bilingual.text("sitemaps/articles-1.xml")


def test_an_edited_story_prints_no_list_of_another_edition(bilingual: Outlet) -> None:
    bilingual.write(
        {"content/world/quai.md": article("Le quai est fermé", lang="fr", date="2024-12-19", tags=["Pier"])}
    )

    printed = bilingual.build(explain=True).printed

    assert {page.file for page in printed} == {"fr/monde/2024/12/19/quai/index.html", "sitemaps/articles-1.xml"}


def test_the_theme_has_words_for_each_edition(bilingual: Outlet) -> None:
    theme = outlet_theme(bilingual.folder, read_config(bilingual.folder))

    words = {language: Templates(theme, language).environment.globals["words"]["moved_to"] for language in ("en", "fr")}

    assert words["en"] != words["fr"]
