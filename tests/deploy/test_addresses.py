"""The addresses at which readers find the files of a site."""

from __future__ import annotations

import pytest

from newsprint.deploy.served_urls import address, is_fingerprinted
from tests.support.outlets import article
from tests.support.reading import Make


@pytest.mark.parametrize(
    ("site", "file", "expected"),
    [
        ("https://gazette.example", "index.html", "https://gazette.example/"),
        ("https://gazette.example", "world/index.html", "https://gazette.example/world/"),
        ("https://user.github.io/paper", "index.html", "https://user.github.io/paper/"),
        ("https://user.github.io/paper", "world/a/index.html", "https://user.github.io/paper/world/a/"),
        ("https://gazette.example", "404.html", "https://gazette.example/404.html"),
        ("https://gazette.example", "feeds/index.html.xml", "https://gazette.example/feeds/index.html.xml"),
        ("https://gazette.example", "two words/ü.html", "https://gazette.example/two%20words/%C3%BC.html"),
        ("https://gazette.example", "a?b#c%.html", "https://gazette.example/a%3Fb%23c%25.html"),
    ],
)
def test_each_file_has_the_address_at_which_it_is_served(site: str, file: str, expected: str) -> None:
    assert address(site, file) == expected


NAMES = [
    "style.css",
    "app.min.js",
    "fonts/text.woff2",
    "LICENSE",
    "fonts/OFL",
    "two words.css",
    "\u00fc.css",
    "a.b c",
    "end.",
]


def test_every_asset_of_a_theme_is_recognised_by_its_path(outlet: Make) -> None:
    assets = {f"themes/gazette/assets/{name}": f"/* {name} */" for name in NAMES}
    site = outlet({"content/world/a.md": article("A"), "content/static/assets/plain.css": "", **assets})
    site.build()
    found = {file: is_fingerprinted(file) for file in site.files() if file.startswith("assets/")}
    assert len(found) > len(NAMES)
    assert {file for file, known in found.items() if not known} == {"assets/plain.css"}
