"""Words and addresses of hidden stories are found in every file of a build."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from newsprint.content.states import State
from newsprint.deploy.leaks.leak_scan import Leak
from tests.deploy.leaks.hidden_stories import HIDING, NOW, PERMALINK, SECRET, TEASER, TITLE, built, leaks, secret
from tests.support.outlets import article
from tests.support.reading import Make


@pytest.mark.parametrize(("state", "hiding"), HIDING.items(), ids=HIDING.keys())
def test_the_title_of_a_hidden_story_is_found_in_a_static_file(
    outlet: Make, state: State, hiding: dict[str, Any]
) -> None:
    site = built(outlet, {**secret(**hiding), "content/static/notes.txt": f"Tomorrow: {TITLE}!"})
    assert leaks(site) == [Leak("notes.txt", SECRET, TITLE, state)]


PLACES = {
    "an article's address": f'<a href="{PERMALINK}">soon</a>',
    "the address of the whole site": f"https://harbour-gazette.news{PERMALINK}",
    "an address without its last slash": f"<a href='{PERMALINK.rstrip('/')}'>",
    "an address with a fragment": f"({PERMALINK}#part)",
    "a slug": '{"next": "minister-resigns-over-dredging-contract"}',
    "a slug within a longer name": "/charts/2024-minister-resigns-over-dredging-contract-1.webp",
    "a title as in HTML": "<h1>Minister resigns over “dredging” contract &amp; more</h1>",
    "a title as in JSON of ASCII": json.dumps({"title": TITLE}),
    "a title as in a script": '<script>t = "Minister resigns over \\u201cdredging\\u201d contract \\u0026 more"</script>',
    "the start of the body": "<p>The minister will tell the council on Friday morning</p>",
    "the middle of the body": "… people close to her said that her … which nobody weighed. They deny it:",
    "the end of the body, after a line's end": "was left in the harbour when our last boat sailed for home",
    "a teaser": json.dumps({"description": TEASER}),
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("name", ["data.json", "note.txt", "feed.xml", "extra.js", "table.csv", "CNAME"])
def test_words_and_addresses_of_a_draft_are_found_in_every_text_file(outlet: Make, text: str, name: str) -> None:
    site = built(outlet, {**secret(), f"content/static/{name}": text})

    assert [(leak.path, leak.story, leak.state) for leak in leaks(site)] == [(name, SECRET, State.DRAFT)]


def test_media_files_are_scanned_by_name_and_not_by_content(outlet: Make) -> None:
    site = built(
        outlet,
        {
            **secret(),
            "content/static/one.mp4": TITLE,
            "content/static/minister-resigns-over-dredging-contract.mp4": "film",
        },
    )
    assert [leak.path for leak in leaks(site)] == ["minister-resigns-over-dredging-contract.mp4"]


def test_words_of_a_draft_in_a_template_are_found_on_its_pages(outlet: Make) -> None:
    template = (
        '{% extends "parent/404.html" %}{% block main %}The minister will tell the council on Friday{% endblock %}'
    )
    site = built(outlet, {**secret(), "themes/gazette/templates/404.html": template})
    assert [(leak.path, leak.words) for leak in leaks(site)] == [("404.html", "The minister will tell the council")]


def test_a_handwritten_link_to_a_draft_is_found(outlet: Make) -> None:
    follow_up = article("The day before it all began", f"[Soon]({PERMALINK}) to be read here.")
    site = built(outlet, {**secret(), "content/world/before.md": follow_up})

    assert {(leak.words, leak.story) for leak in leaks(site)} == {(PERMALINK, SECRET)}
    assert "world/2024/12/20/before/index.html" in {leak.path for leak in leaks(site)}


def test_a_story_that_expired_since_the_build_is_found_on_all_its_pages(outlet: Make) -> None:
    site = built(outlet, secret(draft=False, expires="2024-12-24", aliases=["/short/"]))
    assert leaks(site) == []

    found = leaks(site, NOW + timedelta(days=1))

    pages = {"world/2024/12/20/minister-resigns-over-dredging-contract/index.html", "short/index.html"}
    assert pages | {"index.html", "world/index.html", "rss.xml", "sitemaps/articles-1.xml"} <= {
        leak.path for leak in found
    }
    assert {leak.state for leak in found} == {State.EXPIRED}

    site.build("2024-12-25")
    assert leaks(site, NOW + timedelta(days=2)) == []


def test_a_story_that_became_a_draft_is_found_once_the_catalog_is_synced(outlet: Make) -> None:
    site = built(outlet, secret(draft=False))
    site.write(secret(draft=True))
    read_status(site.folder, read_config(site.folder), NOW)

    assert {leak.state for leak in leaks(site)} == {State.DRAFT}


def test_a_draft_of_a_standing_page_is_found_by_its_text(outlet: Make) -> None:
    page = "---\ntitle: Terms of our service\ndraft: true\n---\n\nYou may read all this for nothing until further notice.\n"
    site = built(
        outlet,
        {
            "content/pages/terms.md": page,
            "content/static/a.txt": "Terms of our service: see /terms/",
            "content/static/b.txt": "Read all this for nothing? You may read all this for nothing until further notice.",
        },
    )
    assert [(leak.path, leak.story) for leak in leaks(site)] == [("b.txt", "content/pages/terms.md")]


def test_public_words_in_a_file_do_not_hide_a_leak_in_it(outlet: Make) -> None:
    """The same file contains public and hidden words, and so does the same story."""
    site = built(
        outlet,
        {
            **secret(title="A quiet day in the harbour"),
            "content/static/a.txt": f"A quiet day in the harbour. {TEASER}",
        },
    )
    assert [(leak.path, leak.words) for leak in leaks(site)] == [("a.txt", "It is the end of a year in which")]


LANGUAGES = {
    "Greek": ("Ο υπουργός παραιτείται για τη σύμβαση", "Η επιστολή της κατονομάζει τρεις εταιρείες που πληρώθηκαν."),
    "Japanese": (
        "浚渫契約をめぐり港湾担当大臣が辞任へ",
        "大臣は金曜日の朝に評議会に対して辞任することを伝える見込みだと関係者は述べた。",
    ),
}


@pytest.mark.parametrize(("title", "body"), LANGUAGES.values(), ids=LANGUAGES.keys())
@pytest.mark.parametrize("ascii_only", [False, True])
def test_stories_in_other_scripts_are_found(outlet: Make, title: str, body: str, ascii_only: bool) -> None:
    hidden = {SECRET: article(title, body, slug="x", draft=True)}
    texts = {
        f"content/static/{name}.json": json.dumps([text], ensure_ascii=ascii_only)
        for name, text in (("title", title), ("body", body))
    }
    assert [leak.path for leak in leaks(built(outlet, {**hidden, **texts}))] == ["body.json", "title.json"]
