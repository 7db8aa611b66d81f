"""Words that readers may see are no leak, even if a hidden story contains them too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsprint.content.states import State
from newsprint.deploy.built.shipment import last_shipment
from tests.deploy.leaks.hidden_stories import BODY, HIDING, NOW, PERMALINK, SECRET, TITLE, VISIBLE, built, leaks, secret
from tests.support.demonstration import copied
from tests.support.outlets import article
from tests.support.reading import Make


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING.keys())
def test_the_pages_of_a_build_leak_nothing(outlet: Make, hiding: dict[str, Any]) -> None:
    assert leaks(built(outlet, secret(**hiding))) == []


def test_a_link_that_newsprint_resolves_leaks_nothing(outlet: Make) -> None:
    follow_up = article("The day before it all began", "[Soon](secret.md) to be read here.")
    assert leaks(built(outlet, {**secret(), "content/world/before.md": follow_up})) == []


def test_a_handwritten_link_to_an_expired_story_is_no_leak(outlet: Make) -> None:
    """The story was public when the link was written."""
    later = article("The day after it all ended", f"[It was]({PERMALINK}) to be read here.")
    assert leaks(built(outlet, {**secret(**HIDING[State.EXPIRED]), "content/world/after.md": later})) == []


PUBLIC = {
    "a follow-up quotes the story": secret(
        title="What she wrote in the letter",
        slug="what-she-wrote",
        body="As we said: " + VISIBLE["content/world/seen.md"],
    ),
    "a draft is the next version of a story": {
        SECRET: VISIBLE["content/world/seen.md"].replace("---\n", "---\ndraft: true\n", 1)
    },
    "a draft has the title of a section": secret(title="World News", slug="world-news"),
    "a draft has the title of the outlet": secret(title="The Harbour Gazette", slug="the-harbour-gazette"),
    "a draft has a short title and slug": secret(title="The storm", slug="storm"),
    "a story quotes the draft": {
        **secret(slug="x"),
        "content/world/other.md": article(TITLE, BODY, slug="minister-resigns-over-dredging-contract-at-last"),
    },
    "a slug is part of another": {
        **secret(slug="resigns-over-dredging", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", slug="minister-resigns-over-dredging-contract"),
    },
    "an address is the start of another": {
        **secret(slug="minister", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", slug="minister-resigns"),
    },
    "an address is an alias of a visible story": {
        **secret(slug="minister", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", aliases=["/world/2024/12/20/minister/"]),
        "content/static/a.txt": "/world/2024/12/20/minister/",
    },
    "a slug is that of a topic": {
        **secret(slug="port-of-averil", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", tags=["Port of Averil"]),
    },
    "the words are parts of other words": {
        **secret(title="Art of the deal", slug="x", body="Gone.", teaser="Gone."),
        "content/static/a.txt": "The heart of the dealer is heavy. Smart of the dealers.",
    },
}


@pytest.mark.parametrize("files", PUBLIC.values(), ids=PUBLIC.keys())
def test_words_that_visible_content_contains_too_are_no_leak(outlet: Make, files: Mapping[str, str]) -> None:
    assert leaks(built(outlet, files)) == []


def test_the_demonstration_leaks_nothing_at_any_instant(repository: Path, tmp_path: Path) -> None:
    """It has a draft, an embargoed and an expired story, and at the earlier instants many scheduled ones."""
    site = copied(repository, tmp_path)
    for as_of in ("2024-12-10", "2024-12-16T12:00:00Z", "2024-12-24", "2030-01-01"):
        site.build(as_of)
        with last_shipment(site.folder, site.output, datetime.fromisoformat("2031-01-01T00:00Z")) as shipment:
            assert shipment.files
        assert leaks(site, datetime.fromisoformat(as_of).replace(tzinfo=NOW.tzinfo) + timedelta(minutes=1)) == []
