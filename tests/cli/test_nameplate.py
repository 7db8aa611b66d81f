"""The first logo and the first icon of a new outlet: for titles in any script and of any length."""

from __future__ import annotations

import pytest
from lxml import etree

from newsprint.cli.nameplate import icon, logo
from newsprint.media.drawings.inline_drawings import drawing_of
from newsprint.media.drawings.svg import drawn

TITLES = {
    "The Harbour Gazette": "T",
    "östersund nytt": "Ö",
    "e\u0301cho": "É",
    "ßtraße": "ß",
    "24 Stunden": "2",
    "“Quoted” Times": "Q",
    "Η Καθημερινή": "Η",
    "صحيفة الميناء": "ص",
    "ידיעות": "י",
    "人民日报": "人",
    "📰": "📰",
    'A <b> & "C"': "A",
    "\x00\x0b": "?",
    "": "?",
    "An Unusually Long Name for a Paper That Covers Four Valleys, Two Rivers and the Railway Between Them": "A",
}


def texts(svg: str) -> list[str]:
    root = etree.fromstring(svg.encode())
    return [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(("title", "initial"), TITLES.items(), ids=range(len(TITLES)))
def test_logo_and_icon_have_the_initial_of_the_title(title: str, initial: str) -> None:
    assert texts(icon(title)) == [initial]
    first, *lines = texts(logo(title))
    assert first == initial
    assert " ".join(lines) == (" ".join(title.replace("\x00", "").replace("\x0b", "").split()) or "?")


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_nothing_of_a_logo_is_removed_when_it_is_made_safe_for_pages(title: str) -> None:
    clean, removed = drawn(logo(title).encode())
    assert removed == ()
    html = drawing_of(clean, "np-").html
    assert 'fill="currentColor"' in html
    assert 'mask="url(#np-initial)"' in html
    assert " style=" not in html


@pytest.mark.parametrize(("title", "count"), [("Post", 1), ("The Lindenford and District Weekly Courier", 2)])
def test_a_long_title_is_set_in_several_lines_of_similar_width(title: str, count: int) -> None:
    lines = texts(logo(title))[1:]
    assert len(lines) == count
    assert max(map(len, lines)) - min(map(len, lines)) < 12


def test_a_title_of_a_thousand_words_has_three_lines() -> None:
    assert len(texts(logo("Word " * 1000))) == 4


def test_in_a_script_from_right_to_left_the_initial_is_on_the_right() -> None:
    def place(title: str) -> tuple[str, str]:
        root = etree.fromstring(logo(title).encode())
        rect = root.findall(".//{*}rect")[-1]
        return root.find("{*}g").get("direction"), "left" if rect.get("x") == "0" else "right"

    assert place("The Post") == ("ltr", "left")
    assert place("صحيفة الميناء") == ("rtl", "right")
