"""The aliases of an article: decoded, relative to its page, and on this site."""

from __future__ import annotations

import pytest

from newsprint.config.site import parse_config
from tests.content.readings import problems_of, read, yaml
from tests.support.outlets import CONFIGURATION


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/caf%C3%A9/", "/café/"),
        ("/100%25/", "/100%/"),
        ("/a%20b.html", "/a b.html"),
        ("old/", "/world/2024/12/23/old/"),
        ("old", "/world/2024/12/23/old"),
        ("./old.html", "/world/2024/12/23/old.html"),
        ("../old/", "/world/2024/12/old/"),
        ("deep/../er/old", "/world/2024/12/23/er/old"),
        ("..", "/world/2024/12/"),
        ("https://gazette.example/old/", "/old/"),
        ("http://GAZETTE.example/caf%C3%A9", "/café"),
        ("//gazette.example/old/", "/old/"),
    ],
)
def test_an_alias_is_decoded_and_may_be_relative_to_the_storys_page(alias: str, address: str) -> None:
    """As in Hugo, a relative alias starts from the folder of the story's page."""
    assert read(yaml(f"aliases: ['{alias}']")).aliases == (address,)


def test_an_absolute_alias_of_a_site_below_a_path_is_below_that_path() -> None:
    config = parse_config(CONFIGURATION.replace("gazette.example", "gazette.example/repo"))
    assert read(yaml("aliases: [https://gazette.example/repo/old/]"), config=config).aliases == ("/old/",)
    for address in ("https://gazette.example/old/", "https://gazette.example/repository/"):
        [problem] = problems_of(yaml(f"aliases: [{address}]"), config=config)
        assert "is not on this site, https://gazette.example/repo" in problem


@pytest.mark.parametrize(
    "alias",
    ["/world/2024/12/23/storm/", "/world/2024/12/23/storm", "storm/", "/world/2024/12/23/storm/index.html",
     "https://gazette.example/world/2024/12/23/storm/"],
)  # fmt: skip
def test_an_alias_equal_to_the_storys_own_address_is_dropped(alias: str) -> None:
    assert read(yaml(f"aliases: ['{alias}', /old/]")).aliases == ("/old/",)
