"""Feeds, sitemaps and robots.txt of outlets with awkward characters keep their bytes across releases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.outlets import article
from tests.support.reading import Make

EXPECTED = Path(__file__).parents[2] / "data" / "feeds"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>\n'
CONFIGURATION = """\
[site]
title = "The \\"Tide\\" & <Harbour>'s ]]> Gazette\\u0007\\uFFFE"
description = "Ships & <sails>: 'all' of \\"it\\"\\u000b"
url = "https://gazette.example/it's"
timezone = "Europe/London"
language = "en-GB"

[sections]
world = "World & <Wide>"
sport = "Sport's"
"""
STORIES: dict[str, dict[str, Any]] = {
    "one": {"title": 'Tom & Jerry\'s <b>"fish"</b> ]]> & &amp; &#38;', "teaser": "A < B > C & \"D\" 'E' ]]>"},
    "two": {"title": "Bell\x07 and \x0b tab\x1b, emoji \U0001f6a2 ﷺ", "teaser": "\x08 back\x0c space"},
    "three": {"title": "مرحبا بالعالم & <أهلا>", "lang": "ar", "teaser": "نص قصير"},
    "four": {"title": "No teaser", "body": ""},
    "five": {"title": "People", "authors": ["Ann & Bo <O'Neill>", 'R "X" Lee'], "tags": ["A & B", "<i>", "it's"]},
    "six": {"title": "Picture", "image": {"src": "a & b's.svg", "alt": 'An "apple" & <pear>\x01\'s'}},
    "seven": {"title": "Late", "updated": "2024-12-23T09:30:00+05:30", "section": "sport", "lang": "zh-TW"},
    "eight": {"title": "Elsewhere", "canonical": "https://elsewhere.example/?a=1&b=2"},
    "nine é & ñ": {"title": "A path"},
}
BODY = "## End\n\nOne & two < three \"four\" 'five' ]]>.\n\n<b>&amp;</b> `<![CDATA[ x ]]>`[^1] [end](#end)\n\n[^1]: Note & more.\n"
AWKWARD: dict[str, str | bytes | None] = {
    "newsprint.toml": CONFIGURATION,
    "content/world/a & b's.svg": SVG,
    "content/pages/about.md": "---\ntitle: About & <us>\n---\nWe.\n",
    **{
        f"content/world/{name}.md": article(
            **{"body": BODY, "date": f"2024-12-{18 + number // 2}T0{number}:15:00", **front}
        )
        for number, (name, front) in enumerate(STORIES.items())
    },
}
EMPTY: dict[str, str | bytes | None] = {
    "newsprint.toml": CONFIGURATION.replace("description", "# description"),
    "content/world/.kept": "",
}
ENDINGS = (".xml", "robots.txt")


@pytest.mark.parametrize(("name", "files"), [("hostile", AWKWARD), ("empty", EMPTY)])
def test_feeds_sitemaps_and_robots_keep_their_bytes(
    outlet: Make, name: str, files: dict[str, str | bytes | None]
) -> None:
    site = outlet(files)
    site.build()
    found = {path: data for path, data in site.files().items() if path.endswith(ENDINGS)}
    folder = EXPECTED / name
    expected = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == expected
