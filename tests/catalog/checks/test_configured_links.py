"""Addresses in newsprint.toml to which no page belongs are reported with their line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.builder.report import Report
from tests.support.outlets import CONFIGURATION, Outlet, article

Make = Callable[..., Outlet]

FILES = {
    "content/world/storm.md": article("Storm", date="2024-12-20", tags=["Tides"]),
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
}


def menu(*urls: str) -> str:
    """Return a configuration whose menu leads to ``urls``; the first address is in line 12."""
    return CONFIGURATION + "".join(f'\n[[menu]]\nname = "Entry"\nurl = "{url}"\n' for url in urls)


def warnings_of(report: Report) -> list[str]:
    return [str(problem) for problem in report.warnings if problem.code == "dead-address"]


@pytest.mark.parametrize(
    "url",
    ["/", "/about/", "/about/#people", "/about", "/world/", "/topics/tides/", "/world/2024/12/20/storm/", "/rss.xml",
     "https://gazette.example/about/", "https://shop.example/nowhere/"],
)  # fmt: skip
def test_an_address_with_a_page_is_not_reported(outlet: Make, url: str) -> None:
    assert warnings_of(outlet({**FILES, "newsprint.toml": menu(url)}).build()) == []


@pytest.mark.parametrize("url", ["/abuot/", "/about/us/", "/topics/ferry/", "https://gazette.example/abuot/"])
def test_an_address_without_a_page_is_a_warning_with_its_line(outlet: Make, url: str) -> None:
    assert warnings_of(outlet({**FILES, "newsprint.toml": menu("/about/", url)}).build()) == [
        f'newsprint.toml:16:1: the address "{url}" leads to no page or file of the site '
        "(use the address of a page on the built site)"
    ]


def test_policies_are_checked_like_the_menu(outlet: Make) -> None:
    text = f'{CONFIGURATION}\n[organization.policies]\nethics = "/ethics/"\ncorrections = "/about/"\n'
    (warning,) = warnings_of(outlet({**FILES, "newsprint.toml": text}).build())
    assert warning.startswith('newsprint.toml:11:1: the address "/ethics/" leads to no page')


def test_the_hint_names_the_draft_at_an_address(outlet: Make) -> None:
    page = "---\ntitle: Ethics\ndraft: true\n---\nSoon.\n"
    site = outlet({**FILES, "content/pages/ethics.md": page, "newsprint.toml": menu("/ethics/")})
    (warning,) = warnings_of(site.build())
    assert warning.endswith("(content/pages/ethics.md is a draft)")


def test_addresses_of_stories_to_come_and_expired_ones_are_not_reported(outlet: Make) -> None:
    stories = {
        "content/world/pier.md": article("Pier", date="2024-12-29"),
        "content/world/fog.md": article("Fog", date="2024-12-19", expires="2024-12-21"),
    }
    urls = ("/world/2024/12/29/pier/", "/world/2024/12/19/fog/")
    assert warnings_of(outlet({**FILES, **stories, "newsprint.toml": menu(*urls)}).build()) == []


def test_a_page_that_is_added_or_deleted_changes_the_warnings_of_the_next_build(outlet: Make) -> None:
    site = outlet({**FILES, "newsprint.toml": menu("/about/")})
    assert warnings_of(site.build()) == []
    site.write({"content/pages/about.md": None})
    assert len(warnings_of(site.build())) == 1
    assert len(warnings_of(site.build())) == 1, "it is repeated until its cause is fixed"
    site.write({"content/pages/about.md": FILES["content/pages/about.md"]})
    assert warnings_of(site.build()) == []


def test_the_outlet_can_make_it_an_error(outlet: Make) -> None:
    text = f'{menu("/abuot/")}[checks]\ndead-address = "error"\n'
    (problem,) = outlet({**FILES, "newsprint.toml": text}).problems()
    assert problem.startswith("newsprint.toml:12:1: ")
