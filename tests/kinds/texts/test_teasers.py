"""The teaser above the text of an article: printed unless it repeats the text."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, main, visible_text

LONG = "The pilots went home at noon, and the ferry stayed in the harbour until the wind had turned to the north."


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("teaser", "body"),
    [
        pytest.param(None, LONG, id="no teaser"),
        pytest.param("", LONG, id="an empty teaser"),
        pytest.param(None, f"{LONG}\n\nMore.\n\n<!--more-->\n\nThe rest.", id="the part before the more comment"),
        pytest.param(LONG, LONG, id="the first paragraph given as teaser"),
        pytest.param('"It\'s *on*," said he.', '"It\'s *on*," said he.', id="the same in other quotation marks"),
        pytest.param("The pilots went home at noon, and...", LONG, id="its shortened beginning"),
        pytest.param("She said: 'Home!'", f'She said: "*Home*!" {LONG}', id="its first sentence"),
        pytest.param("The pilots went home at noon, […]", LONG, id="its beginning, shortened by another system"),
    ],
)
def test_a_teaser_that_repeats_the_text_is_not_printed_above_it(
    outlet: Make, teaser: str | None, body: str, engine: str
) -> None:
    settings = f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'
    site = outlet({"newsprint.toml": settings, "content/storm.md": article("Storm", body, teaser=teaser)})
    site.build()
    story = main(site.page("/world/2024/12/20/storm/")).article
    assert story.header.find_all("p")[2:] == []
    page = site.page("/world/2024/12/20/storm/")
    assert page.find("meta", attrs={"name": "description"})["content"]
    assert page.find("meta", property="og:description")["content"]
    assert len(visible_text(main(site.page("/world/")).article).split()) > 4
    assert "<description>" in site.text("rss.xml").partition("<item>")[2]


def test_a_teaser_that_differs_from_the_text_is_printed_above_it(outlet: Make) -> None:
    texts = {"a": ("The pilots went home.", LONG), "b": ("The pilots went home at noon", LONG), "c": ("Only this.", "")}
    texts |= {"d": ("The pilots went.", LONG), "e": ("The ferry is 1.", "The ferry is 1.5 metres longer.")}
    site = outlet({f"content/{key}.md": article(key, body, teaser=teaser) for key, (teaser, body) in texts.items()})
    site.build()
    for key, (teaser, _) in texts.items():
        header = main(site.page(f"/world/2024/12/20/{key}/")).article.header
        assert visible_text(header.find_all("p")[-1]) == teaser


def test_adding_or_removing_a_teaser_changes_the_page(outlet: Make) -> None:
    site = outlet({"content/storm.md": article("Storm", LONG)})
    site.build()
    for teaser in ("Home at noon.", LONG, None, "Home at noon."):
        site.write({"content/storm.md": article("Storm", LONG, teaser=teaser)}).build()
        text = visible_text(main(site.page("/world/2024/12/20/storm/")))
        assert text.count("Home at noon.") == (teaser == "Home at noon.")
        assert text.count(LONG) == 1
