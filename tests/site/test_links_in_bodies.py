"""Links and pictures in bodies: authors write paths of files, readers get addresses of pages."""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, main

HERE = "content/world/here.md"
PAGE = "/world/2024/12/20/here/"
TARGETS = {
    "content/world/there.md": article("There"),
    "content/sport/match.md": article("Match", section="sport"),
    "content/world/bundle/index.md": article("Bundle", slug="tied-up"),
    "content/world/straße nach süden.md": article("South", slug="south"),
    "content/pages/about.md": "---\ntitle: About\n---\nWe.\n",
    "content/pages/house/rules.md": "---\ntitle: Rules\n---\nNo.\n",
    "content/authors/jane-doe.md": "---\ntitle: Jane Doe\n---\nShe.\n",
    "content/static/map.pdf": "%PDF",
    "content/papers/plan b.pdf": "%PDF",
    "content/world/wave.svg": "<svg/>",
    "content/world/grüße an alle.svg": "<svg/>",
}


LINKS = [
    pytest.param("there.md", "/world/2024/12/20/there/", id="beside it"),
    pytest.param("./there.md", "/world/2024/12/20/there/", id="with a dot"),
    pytest.param("../sport/match.md", "/sport/2024/12/20/match/", id="in another folder"),
    pytest.param("there.md#what-now", "/world/2024/12/20/there/#what-now", id="fragment kept"),
    pytest.param("bundle/index.md", "/world/2024/12/20/tied-up/", id="bundle by file"),
    pytest.param("bundle/", "/world/2024/12/20/tied-up/", id="bundle by folder"),
    pytest.param("bundle", "/world/2024/12/20/tied-up/", id="bundle by name"),
    pytest.param("../pages/about.md", "/about/", id="standing page"),
    pytest.param("../pages/house/rules.md", "/house/rules/", id="standing page in a folder"),
    pytest.param("../authors/jane-doe.md", "/authors/jane-doe/", id="author"),
    pytest.param("../static/map.pdf", "/map.pdf", id="static file"),
    pytest.param("stra%C3%9Fe%20nach%20s%C3%BCden.md", "/world/2024/12/20/south/", id="percent-encoded"),
    pytest.param("<straße nach süden.md>", "/world/2024/12/20/south/", id="as it is, in angle brackets"),
    pytest.param("<../papers/plan b.pdf>", "/media/papers/plan%20b.pdf", id="document with a space"),
    pytest.param("/about/", "/about/", id="root-relative"),
    pytest.param("/about/?a=1&b=2#c", "/about/?a=1&b=2#c", id="root-relative with query"),
]


@pytest.fixture(scope="module")
def printed_links(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """Return the printed addresses of :data:`LINKS`, all in one article, by engine and by the path of the site."""
    body = "\n\n".join(f"Look [over there]({case.values[0]})." for case in LINKS)
    found = {}
    for engine, prefix in product(("markdown", "commonmark"), ("", "/repo")):
        toml = CONFIGURATION.replace("gazette.example", "gazette.example" + prefix)
        site = Outlet(tmp_path_factory.mktemp(engine))
        site.write(
            {**TARGETS, "newsprint.toml": f'{toml}\n[markdown]\nengine = "{engine}"\n', HERE: article(body=body)}
        )
        site.build()
        found[engine, prefix] = [str(link["href"]) for link in main(site.page(PAGE)).find_all("a", string="over there")]
    return found


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize("prefix", ["", "/repo"])
@pytest.mark.parametrize(("written", "printed"), LINKS)
def test_a_link_to_a_file_is_printed_as_the_address_of_its_page(
    printed_links: dict[tuple[str, str], list[str]], engine: str, prefix: str, written: str, printed: str
) -> None:
    links = printed_links[engine, prefix]
    assert len(links) == len(LINKS)
    assert links[[case.values[0] for case in LINKS].index(written)] == prefix + printed


@pytest.mark.parametrize("written", ["https://example.org/a?b=1&c=2", "mailto:desk@gazette.example", "#further-down"])
def test_a_link_to_another_site_is_not_changed(outlet: Make, written: str) -> None:
    site = outlet({HERE: article(body=f"Look [over there]({written}).")})
    site.build()
    assert main(site.page(PAGE)).find("a", string="over there")["href"] == written


@pytest.mark.parametrize("prefix", ["", "/repo"])
def test_pictures_in_bodies_have_the_addresses_of_their_files(outlet: Make, prefix: str) -> None:
    body = "![A wave](wave.svg)\n\n![Greetings](<grüße an alle.svg>)\n\n![There](https://example.org/p.png)"
    toml = CONFIGURATION.replace("gazette.example", "gazette.example" + prefix)
    site = outlet({**TARGETS, "newsprint.toml": toml, HERE: article(body=body)})
    site.build()
    pictures = [picture["src"] for picture in main(site.page(PAGE)).find_all("img")]
    grüße = "/media/world/gr%C3%BC%C3%9Fe%20an%20alle.svg"
    assert pictures == [f"{prefix}/media/world/wave.svg", prefix + grüße, "https://example.org/p.png"]
    assert {"media/world/wave.svg", "media/world/grüße an alle.svg"} <= set(site.files())


@pytest.mark.parametrize(
    "hidden",
    [{"draft": True}, {"embargo": "2025-01-01"}, {"expires": "2024-12-21"}],
    ids=lambda front: next(iter(front)),
)
def test_a_link_to_a_hidden_story_is_printed_as_plain_text(outlet: Make, hidden: dict[str, object]) -> None:
    files = {
        "content/world/secret-name.md": article(**hidden),
        HERE: article(body="Look [over there](secret-name.md)."),
    }
    site = outlet(files)
    site.build()
    assert "Look over there." in main(site.page(PAGE)).get_text()
    assert site.pages_with("secret-name") == set()


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("gone.md", "leads to no file", id="no file"),
        pytest.param("../../../etc/passwd", "leads out of the content folder", id="out of the outlet"),
        pytest.param("WAVE.svg", "leads to no file", id="wrong case"),
    ],
)
def test_a_broken_relative_link_is_reported_with_its_line(
    outlet: Make, engine: str, written: str, message: str
) -> None:
    toml = CONFIGURATION + f'\n[markdown]\nengine = "{engine}"\n'
    body = f"First.\n\nSecond, and then\n[a link]({written}).\n\nLast."
    site = outlet({**TARGETS, "newsprint.toml": toml, HERE: article(body=body)})
    (problem,) = site.problems()
    assert problem.startswith((f"{HERE}:9:", f"{HERE}:10:")), problem
    assert f'"{written}" {message}' in problem


def test_all_broken_links_of_all_articles_are_reported_at_once(outlet: Make) -> None:
    site = outlet({f"content/{name}.md": article(body="[x](one.md)\n\n[y](two.md)") for name in "ab"})
    problems = site.problems()
    places = [(problem.split(":")[0], problem.split('"')[1]) for problem in problems]
    assert places == [(f"content/{name}.md", target) for name in "ab" for target in ("one.md", "two.md")]
