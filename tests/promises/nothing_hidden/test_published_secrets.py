"""A preview with ``--published`` serves no word of a hidden story, at any address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

from newsprint.preview.desk.desk import desk_answer, is_desk
from newsprint.preview.pages.answer import Answer
from tests.preview.live import Live, live
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

WORD = "quuxzibar"
MARKER = re.compile(WORD, re.IGNORECASE)
NAME = f"content/world/{WORD}-story.md"
OPEN = {
    "content/world/seen.md": article("Seen by all", f"To [the other]({WORD}-story.md).", tags=["Tide"]),
    "content/world/tide.md": article("The tide", tags=["Tide"], authors=["Ann Lee"]),
    "content/pages/about.md": "---\ntitle: About us\n---\nWe print.\n",
    f"content/world/{WORD}.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
FRONT = {
    "slug": f"{WORD}-slug",
    "tags": [f"{WORD} tag", "Tide"],
    "authors": [f"Ann {WORD}"],
    "teaser": f"Teaser {WORD}.",
    "kicker": f"{WORD} kicker",
    "series": f"{WORD} series",
    "aliases": [f"/old-{WORD}/"],
    "image": {"src": f"{WORD}.svg", "alt": f"{WORD} alt"},
}
HIDDEN = {
    "draft": {"draft": True},
    "embargoed": {"embargo": "2024-12-24T06:00:00Z"},
    "scheduled": {"date": "2025-01-02"},
    "expired": {"expires": "2024-12-22"},
}
PROBLEMS = {"valid": {}, "invalid": {"updated": f"{WORD} never"}, "unreadable": {"image": [WORD]}}
PREVIEW_ADDRESSES = (
    *("/_desk", "/_desk/", f"/_desk/?q={WORD}", "/_desk/?state=problems", "/_desk/?state=draft", "/_desk/?author=Ann"),
    *("/_desk/figures/", "/_desk/problems/", "/_desk/problems/?page=2", "/_desk/x", "/_preview/", "/%ff", "/../x"),
    *("/404.html", "/no/such/", "/no.txt", "/"),
)
GUESSED_ADDRESSES = (
    *(f"/world/2024/12/20/{WORD}-slug/", f"/media/world/{WORD}.svg", f"/old-{WORD}/", f"/topics/{WORD}-tag/"),
    *(f"/{NAME}", f"/authors/ann-{WORD}/", f"/series/{WORD}-series/", f"/world/{WORD}-story.md"),
)


def secret(**front: Any) -> str:
    """Return a story with the word in each of its parts."""
    return article(f"Title {WORD}", f"Body {WORD}: ![{WORD}]({WORD}.svg)", **{**FRONT, **front})


def answer_for(shown: Live, address: str) -> Answer:
    """Return the server's answer for ``address``."""
    path, _, query = address.partition("?")
    on_desk = is_desk(path) and not shown.outlet.request.published
    return desk_answer(shown.outlet, path, query) if on_desk else shown.ask(path)


def answers_with_word(shown: Live, addresses: set[str]) -> dict[str, str]:
    """Return the addresses whose answers contain the word, with the texts of the answers."""
    texts = {}
    for address in addresses:
        got = answer_for(shown, address)
        texts[address] = f"{got.location} {got.body.decode('utf-8', 'replace')}"
    return {address: text for address, text in texts.items() if MARKER.search(text)}


def all_addresses(site: Outlet) -> set[str]:
    """Return every address of a preview for editors, and those that somebody would guess."""
    with live(site) as shown:
        urls = {page.url for page in shown.outlet.pages()} | set(GUESSED_ADDRESSES)
        known = {quote(url) for url in urls} | {url.rstrip("/") or "/" for url in urls} | set(PREVIEW_ADDRESSES)
        assert answers_with_word(shown, known)
    return known


@pytest.mark.parametrize("hiding", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_no_address_shows_a_word_of_a_hidden_story(
    outlet: Make, hiding: dict[str, Any], problem: dict[str, Any]
) -> None:
    site = outlet({**OPEN, NAME: secret(**{**hiding, **problem})})
    known = all_addresses(site)
    with live(site, published=True) as shown:
        assert answers_with_word(shown, known) == {}
        assert answer_for(shown, "/world/2024/12/20/seen/").status == 200
        assert answer_for(shown, "/_desk/").status == 404


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_no_new_word_of_a_story_that_became_hidden_is_shown(outlet: Make, problem: dict[str, Any]) -> None:
    site = outlet({**OPEN, NAME: article("Once upon a time", slug="once")})
    with live(site, published=True) as shown:
        assert answer_for(shown, "/world/2024/12/20/once/").status == 200
        shown.save({NAME: secret(draft=True, **problem)})
        assert (
            answers_with_word(
                shown, {*GUESSED_ADDRESSES, *PREVIEW_ADDRESSES, "/world/2024/12/20/once/", "/world/", "/topics/tide/"}
            )
            == {}
        )


def test_problems_of_the_theme_are_shown_but_not_those_of_stories(outlet: Make) -> None:
    site = outlet({**OPEN, NAME: secret(titel=WORD), "themes/gazette/templates/404.html": "{{ nothing.x }}"})
    with live(site, published=True) as shown:
        page = answer_for(shown, "/no/such/").body.decode()
        assert "themes/gazette/templates/404.html" in page
        assert "elsewhere" not in page
        shown.save({"newsprint.toml": f"{CONFIGURATION}\nx = 1\n", "content/world/seen.md": secret(titel="x")})
        assert answers_with_word(shown, {"/", "/world/2024/12/20/seen/"}) == {}
