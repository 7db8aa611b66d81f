"""Redirects: the pages at old addresses of stories, pages and profiles; hidden ones have no redirects."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make


def _standing(title: str = "About", body: str = "We print.", **front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}\n"


ALIASES = {
    "/old/storm/": "old/storm/index.html",
    "/older/storm": "older/storm/index.html",
    "/2019/01/storm.html": "2019/01/storm.html",
    "/story.php": "story.php/index.html",  # object stores do not serve a .php file as a page
    "/vieux/été/": "vieux/été/index.html",
}


@pytest.mark.parametrize("prefix", ["", "/repo"])
def test_every_old_address_redirects_to_the_article(outlet: Make, prefix: str) -> None:
    toml = CONFIGURATION.replace("gazette.example", "gazette.example" + prefix)
    site = outlet({"newsprint.toml": toml, "content/a.md": article("Storm & <tide>", aliases=list(ALIASES))})
    site.build()
    target = f"{prefix}/world/2024/12/20/a/"
    for file in ALIASES.values():
        page = site.page(f"/{file}")
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={target}"
        assert page.find("a", string="Storm & <tide>")["href"] == target
        assert page.find("link", rel="canonical")["href"] == f"https://gazette.example{target}"
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


ADDRESSES = {"content/pages/about.md": "/about/", "content/authors/ann.md": "/authors/ann/"}


@pytest.mark.parametrize(("file", "target"), ADDRESSES.items())
def test_every_old_address_redirects_to_the_page_or_profile(outlet: Make, file: str, target: str) -> None:
    site = outlet({file: _standing("Ann & us", aliases="[/2019/we.html, old/, /old]"), "content/a.md": article()})
    assert site.problems() == []
    beside = "old" if target == "/about/" else "authors/old"
    for name in ("2019/we.html", f"{beside}/index.html", "old/index.html"):
        page = site.page(f"/{name}")
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={target}"
        assert page.find("a", string="Ann & us")["href"] == target
    assert site.page(target).h1


@pytest.mark.parametrize("file", ADDRESSES)
def test_a_draft_has_no_redirects(outlet: Make, file: str) -> None:
    site = outlet({file: _standing("Secret", aliases="[/old/]", draft="true"), "content/a.md": article()})
    site.build()
    assert "old/index.html" not in site.files()
    site.write({file: _standing("Secret", aliases="[/old/]")}).build()
    assert "old/index.html" in site.files()


def test_a_hidden_story_has_no_redirects(outlet: Make) -> None:
    site = outlet({"content/a.md": article("Secret", aliases=["/old/"], embargo="2025-01-01")})
    site.build()
    assert "old/index.html" not in site.files()
    site.build("2025-01-01")
    assert "old/index.html" in site.files()


def test_an_alias_with_and_without_a_slash_is_one_redirect(outlet: Make) -> None:
    site = outlet({"content/a.md": article(aliases=["/old/", "/old"])})
    assert site.problems() == []
    assert "old/index.html" in site.files()
