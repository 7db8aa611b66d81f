"""Standing pages, redirects, the page for what is not there, static files."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, main, visible_text


def _standing(title: str = "About", body: str = "We print.", **front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\n{lines}---\n\n{body}\n"


def test_a_standing_page_has_its_title_text_and_a_link_in_the_footer_of_every_page(outlet: Make) -> None:
    site = outlet(
        {
            "content/pages/about.md": _standing("About us", teaser="Since 1871."),
            "content/pages/house/rules.md": _standing("House rules"),
            "content/pages/Über uns.md": _standing("Über uns", slug="ueber-uns"),
            "content/a.md": article(),
        }
    )
    site.build()
    page = site.page("/about/")
    assert visible_text(page.h1) == "About us"
    assert "Since 1871." in visible_text(main(page))
    assert "We print." in visible_text(main(page))
    for url in ("/", "/about/", "/house/rules/", "/ueber-uns/", "/world/2024/12/20/a/", "/404.html"):
        footer = site.page(url).find("footer")
        assert footer.find("a", string="About us")["href"] == "/about/"
        assert footer.find("a", string="House rules")["href"] == "/house/rules/"


def test_a_standing_page_that_is_a_draft_leaves_no_trace(outlet: Make) -> None:
    site = outlet(
        {"content/pages/plans.md": _standing("Xylophon", "Xylophon.", draft="true"), "content/a.md": article()}
    )
    site.build()
    assert site.pages_with("Xylophon") == set()
    assert not [name for name in site.files() if "plans" in name]


def test_a_standing_page_in_another_language_says_so(outlet: Make) -> None:
    site = outlet({"content/pages/about.md": _standing("من نحن", slug="about", lang="ar")})
    site.build()
    part = main(site.page("/about/")).find("h1").find_parent(lang=True)
    assert (part["lang"], part["dir"]) == ("ar", "rtl")


ALIASES = {
    "/old/storm/": "old/storm/index.html",
    "/older/storm": "older/storm/index.html",
    "/2019/01/storm.html": "2019/01/storm.html",
    "/story.php": "story.php/index.html",  # no store serves such a file as a page
    "/vieux/été/": "vieux/été/index.html",
}


@pytest.mark.parametrize("prefix", ["", "/repo"])
def test_every_old_address_leads_on_to_the_article(outlet: Make, prefix: str) -> None:
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


OF_PAGES = {"content/pages/about.md": "/about/", "content/authors/ann.md": "/authors/ann/"}


@pytest.mark.parametrize(("file", "target"), OF_PAGES.items())
def test_every_old_address_of_a_page_or_profile_leads_there(outlet: Make, file: str, target: str) -> None:
    site = outlet({file: _standing("Ann & us", aliases="[/2019/we.html, old/, /old]"), "content/a.md": article()})
    assert site.problems() == []
    beside = "old" if target == "/about/" else "authors/old"
    for name in ("2019/we.html", f"{beside}/index.html", "old/index.html"):
        page = site.page(f"/{name}")
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={target}"
        assert page.find("a", string="Ann & us")["href"] == target
    assert site.page(target).h1


@pytest.mark.parametrize("file", OF_PAGES)
def test_an_old_address_of_a_draft_does_not_tell_of_it(outlet: Make, file: str) -> None:
    site = outlet({file: _standing("Secret", aliases="[/old/]", draft="true"), "content/a.md": article()})
    site.build()
    assert "old/index.html" not in site.files()
    site.write({file: _standing("Secret", aliases="[/old/]")}).build()
    assert "old/index.html" in site.files()


def test_an_old_address_of_a_hidden_story_does_not_tell_of_it(outlet: Make) -> None:
    site = outlet({"content/a.md": article("Secret", aliases=["/old/"], embargo="2025-01-01")})
    site.build()
    assert "old/index.html" not in site.files()
    site.build("2025-01-01")
    assert "old/index.html" in site.files()


def test_an_old_address_that_is_given_with_and_without_its_slash_is_one_address(outlet: Make) -> None:
    site = outlet({"content/a.md": article(aliases=["/old/", "/old"])})
    assert site.problems() == []
    assert "old/index.html" in site.files()


def test_the_page_for_what_is_not_there_leads_home_and_is_no_search_result(outlet: Make) -> None:
    site = outlet({"newsprint.toml": CONFIGURATION.replace("gazette.example", "user.github.io/repo")})
    site.build()
    page = site.page("/404.html")
    assert visible_text(page.h1) == "Page not found"
    assert main(page).find("a", href="/repo/")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_no_page_has_a_time_that_says_none(outlet: Make) -> None:
    site = outlet({"content/a.md": article(aliases=["/old/"]), "content/pages/about.md": _standing()})
    site.build()
    for name in (name for name in site.files() if name.endswith(".html")):
        times = site.page(f"/{name}").find_all("time")
        assert [time for time in times if not time.get("datetime") or not visible_text(time)] == [], name
    assert site.page("/404.html").find(attrs={"data-today": True}).name == "span"


def test_the_outlets_own_404_wins(outlet: Make) -> None:
    site = outlet({"content/static/404.html": "<h1>Lost at sea</h1>"})
    assert site.problems() == []
    assert site.text("404.html") == "<h1>Lost at sea</h1>"


def test_static_files_are_served_from_the_root_byte_for_byte(outlet: Make) -> None:
    files = {
        "favicon.ico": b"\x00\x01icon",
        "downloads/été 2024.pdf": b"%PDF",
        ".well-known/security.txt": b"Contact: mailto:desk@gazette.example\n",
        "page.md": b"# Not an article\n",
        "template.html": b"{{ not.rendered }}",
    }
    site = outlet({f"content/static/{name}": data for name, data in files.items()})
    site.build()
    for name, data in files.items():
        assert (site.output / name).read_bytes() == data


def test_a_static_file_that_went_goes_from_the_output(outlet: Make) -> None:
    names = [".well-known/security.txt", ".well-known/deep/er.txt", "favicon.ico"]
    site = outlet({f"content/static/{name}": "x" for name in names})
    site.build()
    site.write({f"content/static/{name}": None for name in names}).build()
    assert not [name for name in names if (site.output / name).exists()]
    assert not (site.output / ".well-known").exists()


def test_hidden_files_among_the_static_ones_stay_hidden(outlet: Make) -> None:
    site = outlet({"content/static/.env": "SECRET=1", "content/static/sub/.htpasswd": "x", "content/static/a.txt": "a"})
    site.build()
    assert not list(site.output.rglob(".env")) + list(site.output.rglob(".htpasswd"))
    assert (site.output / "a.txt").is_file()
