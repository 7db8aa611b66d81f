"""Notes of the preview on a page: a ribbon if the story is hidden, labels at links to hidden stories, problems."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsprint.preview.pages.answer import Answer
from tests.preview.live import Live, live
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

STORY = "/world/2024/12/20/a/"
AS_OF = "2024-12-22T12:00:00Z"


def notes(preview: Live, address: str) -> dict[str, Any]:
    """Return the notes that the script on the page gets."""
    script = preview.page(address).find("script", src="/_preview/preview.js")
    assert script
    return json.loads(script["data-notes"])


def labels(preview: Live, address: str) -> dict[str, str]:
    """Return the labels at links, by address."""
    return {mark["url"]: mark["label"] for mark in notes(preview, address)["marks"]}


@pytest.mark.parametrize(
    ("front", "zone", "address", "ribbon", "state"),
    [
        ({}, "Europe/London", STORY, "", ""),
        ({"draft": True}, "Europe/London", STORY, "Draft: readers do not see it until “draft” is removed", "draft"),
        (
            {"embargo": "2024-12-24 06:00"},
            "Europe/London",
            STORY,
            "Embargoed until 24 December 2024, 06:00 GMT",
            "embargoed",
        ),
        (
            {"embargo": "2025-07-01T06:00:00Z"},
            "Europe/London",
            STORY,
            "Embargoed until 1 July 2025, 07:00 BST",
            "embargoed",
        ),
        (
            {"date": "2024-12-23 08:30"},
            "Europe/Berlin",
            "/world/2024/12/23/a/",
            "Scheduled for 23 December 2024, 08:30 CET",
            "scheduled",
        ),
        (
            {"date": "2024-12-23"},
            "America/Sao_Paulo",
            "/world/2024/12/23/a/",
            "Scheduled for 23 December 2024, 00:00 UTC-03",
            "scheduled",
        ),
        (
            {"expires": "2024-12-21T10:00:00Z"},
            "Asia/Kolkata",
            STORY,
            "Expired on 21 December 2024, 15:30 IST",
            "expired",
        ),
        (
            {"draft": True, "embargo": "2025-01-01"},
            "Europe/London",
            STORY,
            "Draft: readers do not see it until “draft” is removed",
            "draft",
        ),
    ],
)
def test_the_ribbon_says_the_state_of_a_story_in_the_zone_of_the_outlet(
    outlet: Make, front: dict[str, Any], zone: str, address: str, ribbon: str, state: str
) -> None:
    toml = CONFIGURATION.replace("Europe/London", zone)
    with live(outlet({"newsprint.toml": toml, "content/a.md": article(**front)}), AS_OF) as preview:
        assert notes(preview, address) == {"ribbon": ribbon, "state": state, "marks": [], "problems": 0}


HIDDEN = {
    "content/draft.md": article("A draft", draft=True),
    "content/later.md": article("Later", date="2024-12-24"),
    "content/linked.md": article("Linked", "See [the draft](draft.md).", date="2024-11-02"),
    "content/other.md": article("Other", date="2024-11-01", section="sport"),
    "content/gone.md": article("Gone", date="2024-11-03", expires="2024-11-04", section="sport"),
}


def test_links_to_hidden_stories_are_labelled_only_on_pages_that_have_them(outlet: Make) -> None:
    with live(outlet(HIDDEN), AS_OF) as preview:
        later = {"/world/2024/12/24/later/": "scheduled"}
        draft = {"/world/2024/12/20/draft/": "draft"}
        gone = {"/sport/2024/11/03/gone/": "expired"}
        assert labels(preview, "/world/") == {**later, **draft}
        assert labels(preview, "/sport/").items() >= gone.items()
        assert labels(preview, "/world/2024/11/02/linked/").items() >= draft.items()
        assert labels(preview, "/about-nothing/").keys() <= {*later, *draft, *gone}


def test_a_story_has_no_labels_at_links_to_itself(outlet: Make) -> None:
    with live(outlet(HIDDEN), AS_OF) as preview:
        assert "/world/2024/12/20/draft/" not in labels(preview, "/world/2024/12/20/draft/")


def test_labels_are_at_the_links_of_a_site_with_a_prefix(outlet: Make) -> None:
    toml = CONFIGURATION.replace("gazette.example", "user.example/repo")
    with live(outlet({**HIDDEN, "newsprint.toml": toml}), AS_OF) as preview:
        assert labels(preview, "/repo/world/") == {
            "/repo/world/2024/12/20/draft/": "draft",
            "/repo/world/2024/12/24/later/": "scheduled",
        }


@pytest.mark.parametrize(
    "link",
    [
        '<a href="{}">x</a>',
        "<a href='{}'>x</a>",
        "<a href={}>x</a>",
        '<A\nTITLE="a > b" HREF = "{}#part">x</A>',
        '<a href="{}?from=front">x</a>',
    ],
)
def test_links_are_found_in_any_valid_html(outlet: Make, link: str) -> None:
    written = link.format("/world/2024/12/20/draft/")
    site = outlet({**HIDDEN, "themes/gazette/templates/section.html": f"<!doctype html><head></head>{written}"})
    with live(site, AS_OF) as preview:
        assert labels(preview, "/sport/") == {"/world/2024/12/20/draft/": "draft"}


def test_a_published_preview_has_no_notes(outlet: Make) -> None:
    site = outlet({**HIDDEN, "content/bad.md": article(titel="x")})
    with live(site, AS_OF, published=True) as preview:
        assert notes(preview, "/world/") == {"ribbon": "", "state": "", "marks": [], "problems": 0}
        assert preview.ask("/world/2024/12/20/draft/").status == 404


def test_all_problems_of_the_outlet_are_counted_on_every_page(outlet: Make) -> None:
    site = outlet({"content/a.md": article(), "content/b.md": article(titel="x"), "content/c.md": article(sektion="x")})
    with live(site, AS_OF) as preview:
        assert notes(preview, STORY)["problems"] == notes(preview, "/")["problems"] == 2


def _scripts(answer: Answer) -> int:
    """Return how many scripts of the preview are on the page."""
    return answer.body.count(b'<script src="/_preview/')


@pytest.mark.parametrize(
    "title", ['"><script>alert(1)</script>', "'--></script>", "&quot; onload=alert(1) x=&quot;", "\u2028</head>"]
)
def test_a_hostile_title_cannot_end_the_script_tag(outlet: Make, title: str) -> None:
    site = outlet(
        {
            "content/a.md": article(title, draft=True, slug="a"),
            "content/b.md": article(title, "[a](a.md)", slug="b", tags=[title]),
        }
    )
    with live(site, AS_OF) as preview:
        for address in (STORY, "/world/2024/12/20/b/", "/world/"):
            tag = preview.page(address).find("script", src="/_preview/preview.js")
            data = {"data-page", "data-styles", "data-notes-digest", "data-outlet", "data-notes"}
            assert tag and set(tag.attrs) == {"src", "defer", *data}
            assert _scripts(preview.ask(address)) == 1
            assert set(notes(preview, address)) == {"ribbon", "state", "marks", "problems"}


def test_the_address_of_a_label_is_encoded_as_in_the_link(outlet: Make) -> None:
    toml = CONFIGURATION.replace("[sections]", "[permalinks]\narticle = \"/{section}/é 'x'/{slug}/\"\n[sections]")
    site = outlet({"newsprint.toml": toml, "content/a.md": article(draft=True, slug="a")})
    with live(site, AS_OF) as preview:
        (url,) = labels(preview, "/world/")
        assert preview.page("/world/").find("a", href=url)
