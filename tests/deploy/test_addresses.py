"""The addresses at which readers find the files of a site."""

from __future__ import annotations

import pytest

from newsprint.deploy.served_urls import address


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
