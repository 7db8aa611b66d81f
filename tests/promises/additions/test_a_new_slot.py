"""A new slot needs only a step that makes it and a function for each place that fills it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

import pytest

from newsprint.content.types import as_article
from newsprint.markdown import body
from newsprint.markdown.engines import fingerprint
from newsprint.markdown.engines.engine import engine_for
from newsprint.markdown.slots import slot
from newsprint.site import bodies
from newsprint.site.places import Place
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, main

_MAP = re.compile(r"<p>\[\[map: ([^<>\[\]]+)\]\]</p>")
PAGE = "world/2024/12/20/a/index.html"


def mark_maps(html: str) -> str:
    """Turn each paragraph that consists of ``[[map: Pier]]`` into a slot."""
    return _MAP.sub(lambda match: f"<{slot('map', match[1])}>", html)


def map_box(place: Place, arguments: list[str]) -> str | None:
    """Return what a page shows for a map."""
    story = as_article(place.content)
    index = place.frame.edition.index(story.section) if story else ""
    return f'<aside class="map"><a href="{escape(place.frame.values.link(index))}">{arguments[0]}</a></aside>'


def map_line(place: Place, arguments: list[str]) -> str | None:
    """Return what a feed shows for a map."""
    return f"<p>(A map: {arguments[0]})</p>"


@pytest.fixture
def with_maps() -> Iterator[None]:
    """Add the slot ``map`` to Newsprint for the test."""
    engine_for.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        for module in (body, fingerprint):
            patch.setattr(module, "STEPS", (mark_maps,))
        patch.setattr(bodies, "PAGE", {**bodies.PAGE, "map": map_box})
        patch.setattr(bodies, "FEED", {**bodies.FEED, "map": map_line})
        yield
    engine_for.cache_clear()


def outlet_with_story(outlet: Make, text: str, engine: str = "markdown") -> Outlet:
    """Return an outlet with one story, whose body is ``text``."""
    settings = f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'
    return outlet({"newsprint.toml": settings, "content/a.md": article("A", text, teaser="")})


@pytest.mark.usefixtures("with_maps")
@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_pages_and_feeds_fill_a_new_slot_differently(engine: str, outlet: Make) -> None:
    site = outlet_with_story(outlet, "It costs &#8364; 3.\n\n[[map: Pier & Quay]]\n\n[More](a.md)\n", engine)

    site.build()

    assert '<aside class="map"><a href="/world/">Pier &amp; Quay</a></aside>' in site.text(PAGE)
    assert "(A map: Pier &amp; Quay)" in unescape(site.text("rss.xml"))
    assert 'class="map"' not in site.text("rss.xml")


@pytest.mark.usefixtures("with_maps")
def test_the_lead_of_a_story_that_begins_with_a_slot_is_its_paragraph(outlet: Make) -> None:
    site = outlet_with_story(outlet, "[[map: Pier]]\n\nThe pier is open.\n")

    site.build()

    listed = main(site.page("/world/")).text
    assert "The pier is open." in listed
    assert "map" not in listed


@pytest.mark.usefixtures("with_maps")
@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize("written", ["&#26;map&#29;Pier&#26;", "<&#x1a;map&#x1D;Pier&#X1A;>", "&#26;more&#26;map&#26;"])
def test_an_author_cannot_write_a_slot(written: str, engine: str, outlet: Make) -> None:
    site = outlet_with_story(outlet, f"Text {written} and `{written}`, [x]({written} '{written}').\n", engine)

    site.build(skip_invalid=True)

    texts = [data.decode() for name, data in site.files().items() if name.endswith((".html", ".xml"))]
    assert not any('class="map"' in text or "(A map:" in text or "\x1a" in text for text in texts)


@pytest.mark.usefixtures("with_maps")
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_a_step_gets_no_scripts_attributes_or_code(engine: str, raw_html: str, outlet: Make) -> None:
    written = "<p>[[map: Pier]]</p>"
    text = f'<script>x = "{written}"</script>\n\n<div title="{written}">y</div>\n\n`{written}`\n\n    {written}\n'
    settings = f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\nraw_html = "{raw_html}"\n'
    site = outlet({"newsprint.toml": settings, "content/a.md": article("A", text, teaser="")})

    site.build()

    assert 'class="map"' not in site.text(PAGE)
    assert main(site.page(PAGE)).select_one(f"div[title='{written}']")
    assert (f'x = "{written}"' in site.text(PAGE)) == (raw_html == "allowed")


def test_stories_are_converted_again_for_a_new_step(outlet: Make, request: pytest.FixtureRequest) -> None:
    site = outlet_with_story(outlet, "[[map: Pier]]\n")
    site.build()
    request.getfixturevalue("with_maps")

    site.build()

    assert 'class="map"' in site.text(PAGE)
