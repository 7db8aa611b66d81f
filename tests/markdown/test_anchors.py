"""Ids in a body: each is unique, none is the theme's, and links in the body lead to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsprint.markdown.headings import RESERVED

IDS = re.compile(r'\sid="([^"{]*)')


def ids(html: str) -> list[str]:
    """Return the ids in ``html``, in order."""
    return re.findall(r'\sid="([^"]*)"', html)


def test_headings_get_anchors_that_are_unique(body) -> None:
    html = body("## What now?\n\n## What now?\n\n### It's *over*\n").html
    assert '<h2 id="what-now">' in html
    assert '<h2 id="what-now-2">' in html
    assert '<h3 id="its-over">' in html


def test_an_anchor_is_transliterated(body) -> None:
    assert '<h2 id="uber-uns">' in body("## Über uns\n").html
    assert '<h2 id="section">' in body("## ???\n").html


def test_an_anchor_chosen_by_the_author_is_kept(body) -> None:
    html = body("## Mine {#my-own}\n\n## my own\n").html
    assert '<h2 id="my-own">Mine</h2>' in html
    assert '<h2 id="my-own-2">' in html


def test_every_id_of_the_theme_has_the_reserved_prefix(repository: Path) -> None:
    templates = sorted(repository.joinpath("themes").rglob("*.html"))
    found = [name for path in templates for name in IDS.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 5
    assert [name for name in found if not name.startswith(RESERVED)] == []


def test_a_heading_called_main_gets_the_id_main(body) -> None:
    html = body("[down](#main)\n\n## Main\n").html
    assert '<a href="#main">' in html
    assert ids(html) == ["main"]


@pytest.mark.parametrize("written", ["## Night {#np-main}", '<p id="np-main">Night</p>', "## np-main"])
def test_an_id_of_the_theme_is_replaced_and_links_follow_it(body, written: str) -> None:
    html = body(f"{written}\n\n[up](#np-main) [on](#np-other)\n").html
    found = next(name for name in ids(html))
    assert not found.startswith(RESERVED)
    assert f'<a href="#{found}">' in html
    assert '<a href="#np-other">' in html


def test_an_anchor_of_the_author_has_priority_over_a_derived_one(body) -> None:
    html = body("## Night\n\n## Late {#night}\n\n## Later {#night}\n\n## night\n").html
    assert re.findall(r'<h2 id="([^"]*)">(\w+)<', html) == [
        ("night-2", "Night"),
        ("night", "Late"),
        ("night-3", "Later"),
        ("night-4", "night"),
    ]


def test_a_heading_does_not_take_the_id_of_a_footnote(body) -> None:
    text = "Text[^1]\n\n## Fn 1\n\n## Fnref {#fnref-1}\n\n## x {#fn:1}\n\n[^1]: Note\n"
    found = ids(body(text).html)
    assert len(found) == len(set(found)) == 5
