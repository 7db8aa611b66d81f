"""Addresses that authors choose: the file that is written, and all links to it."""

from __future__ import annotations

import pytest

from newsprint.base.errors import ContentError
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

ADDRESSES = {
    "a folder": ("/x/y/", "x/y/index.html", "/x/y/"),
    "a file": ("/x/y.html", "x/y.html", "/x/y.html"),
    "a file with a short ending": ("/x/y.htm", "x/y.htm", "/x/y.htm"),
    "the file of a folder": ("/x/index.html", "x/index.html", "/x/index.html"),
    "no ending": ("/x/y", "x/y.html", "/x/y"),
    "a dot that is no ending": ("/x/leap-15.5", "x/leap-15.5.html", "/x/leap-15.5"),
    "the ending of a program": ("/x/y.php", "x/y.php.html", "/x/y.php"),
    "percent-encoded": ("/x/caf%C3%A9.html", "x/café.html", "/x/caf%C3%A9.html"),
    "no slash at the start": ("x/y.html", "x/y.html", "/x/y.html"),
    "a URL of this site": ("https://gazette.example/x/y/", "x/y/index.html", "/x/y/"),
    "in the root": ("/Story_of-2004.html", "Story_of-2004.html", "/Story_of-2004.html"),
}


@pytest.mark.parametrize(
    ("slug", "name", "link"),
    [
        ("Under_Score", "Under_Score", "Under_Score"),
        ("leap-15.5", "leap-15.5", "leap-15.5"),
        ("x" * 200, "x" * 200, "x" * 200),
        ("grüße", "grüße", "gr%C3%BC%C3%9Fe"),
        ("rock%e2%80%a6", "rock…", "rock%E2%80%A6"),
        ("100%25", "100%", "100%25"),
    ],
)
def test_a_slug_is_the_folder_name_and_is_encoded_in_links(outlet: Make, slug: str, name: str, link: str) -> None:
    site = outlet({"content/a.md": article(slug=slug)})
    site.build()
    address = f"/world/2024/12/20/{link}/"
    page = site.page(f"/world/2024/12/20/{name}/")
    assert page.find("link", rel="canonical")["href"] == f"https://gazette.example{address}"
    assert site.page("/").find("a", href=address)
    for file in ("rss.xml", "atom.xml", "sitemaps/articles-1.xml"):
        assert f"https://gazette.example{address}<".encode() in site.files()[file].replace(b'"/>', b"<")


@pytest.mark.parametrize(("url", "file", "link"), ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("folder", ["world", "pages"])
def test_a_story_or_page_is_published_at_the_url_in_its_front_matter(
    outlet: Make, folder: str, url: str, file: str, link: str
) -> None:
    site = outlet({f"content/{folder}/a.md": article("The title", section=None, slug="other", url=url)})
    site.build()
    page = site.page(f"/{file}")
    assert page.h1.get_text(strip=True) == "The title"
    assert page.find("link", rel="canonical")["href"] == f"https://gazette.example{link}"
    assert site.page("/").find("a", href=link)
    mentioned = ("rss.xml", "atom.xml", "sitemaps/articles-1.xml") if folder == "world" else ("sitemaps/pages-1.xml",)
    assert all(f"https://gazette.example{link}<" in site.text(name).replace('"/>', "<") for name in mentioned)
    assert [name for name in site.files() if name.endswith("/other/index.html")] == []


@pytest.mark.parametrize(
    ("pattern", "file", "link"),
    [
        ("/{year}/{slug}.html", "2024/a.html", "/2024/a.html"),
        ("/{section}-{slug}", "world-a.html", "/world-a"),
        ("/{slug}/", "a/index.html", "/a/"),
    ],
)
def test_a_permalink_pattern_may_end_like_any_address(outlet: Make, pattern: str, file: str, link: str) -> None:
    toml = f'{CONFIGURATION}\n[permalinks]\narticle = "{pattern}"\n'
    site = outlet({"newsprint.toml": toml, "content/world/a.md": article()})
    site.build()
    assert file in site.files()
    assert site.page("/").find("a", href=link)


def test_a_section_can_have_its_own_permalink_pattern(outlet: Make) -> None:
    toml = f'{CONFIGURATION}\n[permalinks.sections]\nsport = "/results/{{year}}/{{slug}}.html"\n'
    site = outlet({"newsprint.toml": toml, "content/a.md": article(), "content/b.md": article(section="sport")})
    site.build()
    assert {"world/2024/12/20/a/index.html", "results/2024/b.html"} <= set(site.files())
    site.write({"newsprint.toml": toml.replace("/results/", "/scores/")})
    site.build()
    assert "scores/2024/b.html" in site.files()
    assert "results/2024/b.html" not in site.files()


def test_links_lists_and_redirects_follow_a_changed_url(outlet: Make) -> None:
    site = outlet(
        {
            "content/world/a.md": article("Storm", url="/old/storm", aliases=["beside/", "/old/storm"], tags=["Sea"]),
            "content/world/b.md": article("Later", "[storm](a.md)", date="2024-12-21"),
        }
    )
    site.build()
    assert site.page("/world/2024/12/21/b/").find("a", string="storm")["href"] == "/old/storm"
    assert site.page("/topics/sea/").find("a", href="/old/storm")
    assert site.page("/old/beside/").find("meta", attrs={"http-equiv": "refresh"})["content"] == "0; url=/old/storm"
    site.write({"content/world/a.md": article("Storm", url="/old/storm.html", tags=["Sea"])})
    site.build()
    assert site.page("/world/2024/12/21/b/").find("a", string="storm")["href"] == "/old/storm.html"
    assert "old/beside/index.html" not in site.files()


REFUSED = {
    "a query": ("/?p=12", "contains a query or a fragment"),
    "dots": ("/../x/", "leads out of the site"),
    "another site": ("https://other.example/x/", "is not on this site, https://gazette.example"),
    "a placeholder of Jekyll's": ("/:year/:title/", "contains a placeholder: write the address out"),
    "a placeholder of Newsprint's": ("/{year}/storm/", "contains a placeholder: write the address out"),
    "a style of Jekyll's": ("pretty", "is not an address"),
    "the value for no page": ("false", "is not an address"),
    "another kind of file": ("/x/y.pdf", "ends like a file that is not a page"),
    "a percent sign": ("/100%/", "contains a % that does not begin an encoded character"),
    "an empty part": ("/x//y/", "contains an empty segment"),
}


@pytest.mark.parametrize(("url", "why"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("file", ["content/world/a.md", "content/pages/a.md"])
def test_a_url_that_is_not_an_address_of_the_site_is_an_error(outlet: Make, file: str, url: str, why: str) -> None:
    [problem] = outlet({file: article(url=url, allow=["unused-key"])}).problems()
    hint = "for example: /2019/storm/, /2019/storm.html or /2019/storm"
    assert problem == f'{file}:5:1: the address "{url}" {why} ({hint})'


def test_an_author_profile_with_a_url_is_an_error(outlet: Make) -> None:
    [problem] = outlet({"content/authors/ann.md": "---\ntitle: Ann\nurl: /ann/\n---\n"}).problems()
    assert problem.startswith("content/authors/ann.md:3:1: an author's profile cannot have its own address")


def test_keys_that_other_generators_use_for_a_url_can_be_mapped(outlet: Make) -> None:
    toml = f'{CONFIGURATION}\n[content.fields]\nurl = ["permalink", "save_as"]\n'
    site = outlet(
        {
            "newsprint.toml": toml,
            "content/a.md": article(permalink="/jekyll/a.html"),
            "content/b.md": article(save_as="pelican/b.html"),
        }
    )
    site.build()
    assert {"jekyll/a.html", "pelican/b.html"} <= set(site.files())


CONFUSABLE = {
    "capitals in a slug": ({"slug": "Storm"}, {"slug": "storm"}),
    "capitals in an address": ({"url": "/x/Storm.html"}, {"url": "/x/storm.html"}),
    "capitals of other letters": ({"slug": "ÉTÉ"}, {"slug": "été"}),
    "accents encoded in two ways": ({"slug": "e%CC%81te"}, {"slug": "éte"}),
    "with and without a slash": ({"url": "/x/storm"}, {"url": "/x/storm/"}),
    "with and without an ending": ({"url": "/x/storm"}, {"url": "/x/storm.html"}),
    "a folder and its file": ({"url": "/x/storm/"}, {"url": "/x/storm/index.html"}),
}


@pytest.mark.parametrize(("first", "second"), CONFUSABLE.values(), ids=CONFUSABLE)
@pytest.mark.parametrize("hidden", [{}, {"draft": True}, {"embargo": "2030-01-01"}], ids=["now", "draft", "embargo"])
def test_two_addresses_that_some_servers_treat_as_one_are_an_error(
    outlet: Make, first: dict[str, str], second: dict[str, str], hidden: dict[str, object]
) -> None:
    site = outlet({"content/a.md": article(**first), "content/b.md": article(**second, **hidden)})
    [problem] = site.problems()
    named = problem.startswith("content/b.md:1: ") and "content/a.md" in problem
    assert named or (problem.startswith("content/a.md:1: ") and "content/b.md" in problem)
    assert "some disks and servers treat these two as the same" in problem


CONFLICTS = {
    "an alias in capitals": ({"content/b.md": article(aliases=["/X/Storm.html"])}, "the alias /X/Storm.html"),
    "an alias with a slash": ({"content/b.md": article(aliases=["/x/storm/"])}, "the alias /x/storm/"),
    "an alias below it": ({"content/b.md": article(aliases=["/x/storm/old/"])}, "the alias /x/storm/old/"),
    "a static file": ({"content/static/x/storm": "x"}, "the address /x/storm "),
    "a static file in capitals": ({"content/static/x/STORM.html": "x"}, "the address /x/STORM.html"),
    "a page below it": ({"content/pages/x/storm/more.md": "---\ntitle: A\n---\n"}, "the address /x/storm/more/"),
}


@pytest.mark.parametrize(("files", "what"), CONFLICTS.values(), ids=CONFLICTS)
def test_nothing_else_can_be_at_or_below_the_address_of_a_story(outlet: Make, files: dict[str, str], what: str) -> None:
    """An address without an ending is a file, so it cannot be a folder too. A later build reports it like a clean one."""
    site = outlet({"content/a.md": article(url="/x/storm"), "content/c.md": article()})
    site.build()
    [problem] = site.write(files).problems()
    assert what in problem
    assert "taken by content/a.md" in problem
    assert site.problems(full=True) == [problem]
    site.write(dict.fromkeys(files))
    assert site.problems() == []


def test_a_story_cannot_have_the_address_of_another_page(outlet: Make) -> None:
    taken = {"/": "the front page", "/world/": 'section "world"', "/WORLD/": 'section "world"', "/world": "section"}
    site = outlet({})
    for url, owner in taken.items():
        site.write({"content/a.md": article(url=url)})
        with pytest.raises(ContentError, match=f"content/a.md:1: the address {url} is taken by {owner}"):
            site.build()


WANTING_ABOUT = {
    "its address": {"url": "/about/"},
    "its address in capitals": {"url": "/ABOUT/"},
    "its address without a slash": {"url": "/about"},
    "its alias": {"aliases": ["/about/"]},
}


@pytest.mark.parametrize("front", WANTING_ABOUT.values(), ids=WANTING_ABOUT)
@pytest.mark.parametrize("first", ["story", "page"])
def test_an_embargoed_story_with_a_taken_address_is_an_error_today(
    outlet: Make, front: dict[str, object], first: str
) -> None:
    """Otherwise the error would stop the unattended build at the end of the embargo."""
    files = {
        "story": {"content/a.md": article(embargo="2025-01-01", **front)},
        "page": {"content/pages/about.md": "---\ntitle: About\n---\nWe.\n"},
    }
    site = outlet({**files.pop(first), "content/b.md": article()})
    site.build()
    site.write(*files.values())
    [problem] = site.problems()
    assert problem.startswith("content/a.md:1: the a")
    assert "is taken by content/pages/about.md" in problem
    assert site.problems(full=True) == [problem]
    assert site.build(skip_invalid=True).articles == 1


def test_two_embargoed_stories_with_one_alias_are_an_error_today(outlet: Make) -> None:
    site = outlet({f"content/{name}.md": article(embargo="2025-01-01", aliases=["/old/"]) for name in "ab"})
    [problem] = site.problems()
    assert "the alias /old/ is taken by an alias of content/a.md" in problem


SECTIONS = """\
[site]
title = "The Harbour Gazette"
url = "https://gazette.example"

[sections]
world = "World News"
"press/releases" = "Releases"

[sections.end_users]
name = "End Users"
path = "End_Users"

[sections.press]
name = "Press"
"""


def test_sections_can_keep_their_addresses_from_another_system(outlet: Make) -> None:
    site = outlet(
        {
            "newsprint.toml": SECTIONS,
            "content/end_users/a.md": article("A", section=None),
            "content/press/releases/2024/b.md": article("B", section=None),
            "content/press/2024/c.md": article("C", section=None),
            "content/d.md": article("D", section="press/releases"),
        }
    )
    site.build()
    stories = {name.split("/")[-2]: name for name in site.files() if "/2024/12/20/" in name}
    assert stories == {
        "a": "End_Users/2024/12/20/a/index.html",
        "b": "press/releases/2024/12/20/b/index.html",
        "c": "press/2024/12/20/c/index.html",
        "d": "press/releases/2024/12/20/d/index.html",
    }
    for url, name in {"/End_Users/": "End Users", "/press/releases/": "Releases", "/press/": "Press"}.items():
        assert site.page("/").find("a", href=url).get_text(strip=True) == name
        assert name in site.page(url).h1.get_text()
        assert f"The Harbour Gazette: {name}" in site.text(f"{url[1:]}rss.xml")
        assert f"<loc>https://gazette.example{url}</loc>" in site.text("sitemaps/pages-1.xml")
        assert {f"{url[1:]}archive/2024/12/index.html", f"latest{url}index.html"} <= set(site.files())
    assert [name for name in site.files() if name.startswith(("end_users/", "latest/end_users/"))] == []


def test_a_changed_section_path_moves_the_section_and_its_stories(outlet: Make) -> None:
    site = outlet({"newsprint.toml": SECTIONS, "content/end_users/a.md": article("A", section=None)})
    site.build()
    site.write({"newsprint.toml": SECTIONS.replace('"End_Users"', '"users"')})
    site.build()
    assert {"users/index.html", "users/2024/12/20/a/index.html"} <= set(site.files())
    assert [name for name in site.files() if name.startswith("End_Users/")] == []


def test_a_profile_with_an_error_does_not_conflict_with_the_author_s_page(outlet: Make) -> None:
    profile = "---\ntitle: Ann Ell\n---\n\nSee [this](nowhere.md).\n"
    site = outlet({"content/world/a.md": article("A", authors=["Ann Ell"]), "content/authors/ann-ell.md": profile})

    problems = site.problems()

    assert [problem.partition(": ")[0] for problem in problems] == ["content/authors/ann-ell.md:5"]
    assert "nowhere.md" in problems[0]
