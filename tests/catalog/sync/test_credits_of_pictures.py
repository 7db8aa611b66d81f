"""``[content] picture_metadata``: the credits in pictures reach the pages that show them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from newsprint.catalog.database import open_catalog
from newsprint.catalog.reading.shown_pictures import ShownPicture, shown
from tests.media.photographs import picture_stating
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

STORY, PAGE = "content/world/pier.md", "world/2024/12/20/pier/index.html"
NAMES = {
    "nothing": "",
    "credit": 'picture_metadata = "credit"',
    "both": 'picture_metadata = ["credit", "copyright"]',
}
TEMPLATE = (
    "{% extends 'parent/article.html' %}{% block main %}"
    "[{{ article.image.credit }}|{{ article.image.copyright }}]{{ article.body }}{% endblock %}"
)


def credited(credit: str = "Ann Lee/Sula Press", notice: str = "© Sula Press") -> bytes:
    """Return a JPEG with this credit and copyright notice in its metadata."""
    return picture_stating("JPEG", {"Xmp.photoshop.Credit": credit, "Xmp.dc.rights": {'lang="x-default"': notice}})


def settings(names: str = "both") -> str:
    """Return a configuration in which these lines are read from pictures."""
    return CONFIGURATION.replace("[sections]", f'theme = "own"\n[content]\n{NAMES[names]}\n[sections]')


def paper(
    outlet: Make, image: Mapping[str, str] | None = None, names: str = "both", body: str = "Some words."
) -> Outlet:
    """Return an outlet with one story and its picture, whose theme prints both lines of the picture in brackets."""
    given = {"src": "pier.jpg", "alt": "The pier", **(image or {})}
    return outlet(
        {
            "newsprint.toml": settings(names),
            STORY: article("The pier", body=body, image=given),
            "content/world/pier.jpg": credited(),
            "themes/own/theme.toml": 'extends = "gazette"\n',
            "themes/own/templates/article.html": TEMPLATE,
        }
    )


def printed(site: Outlet) -> str:
    """Return the lines that the page of the story prints, after a build."""
    site.build()
    return site.text(PAGE).partition("[")[2].partition("]")[0]


def pictures(site: Outlet) -> list[ShownPicture]:
    with open_catalog(site.folder / ".newsprint") as catalog:
        return list(shown(catalog.connection))


@pytest.mark.parametrize(
    ("names", "lines"),
    [("nothing", "|"), ("credit", "Ann Lee/Sula Press|"), ("both", "Ann Lee/Sula Press|© Sula Press")],
)
def test_only_the_lines_in_the_setting_are_read(outlet: Make, names: str, lines: str) -> None:
    assert printed(paper(outlet, names=names)) == lines


def test_nothing_is_read_without_the_setting(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    site = paper(outlet, names="nothing", body="![The pier](pier.jpg)")
    monkeypatch.setattr("newsprint.media.measuring.rights_of", lambda *_: pytest.fail("metadata was read"))
    site.build()
    assert [(each.credit, each.copyright) for each in pictures(site)] == [("", "")]


@pytest.mark.parametrize(("written", "lines"), [("Wu Mei", "Wu Mei|© Sula Press"), ("", "|© Sula Press")])
def test_the_credit_that_an_author_writes_wins_even_if_it_is_empty(outlet: Make, written: str, lines: str) -> None:
    assert printed(paper(outlet, {"credit": written})) == lines


def test_a_credit_key_without_a_value_counts_as_missing(outlet: Make) -> None:
    site = paper(outlet)
    text = article("The pier", image={"src": "pier.jpg", "alt": "", "credit": None})
    assert printed(site.write({STORY: text})) == "Ann Lee/Sula Press|© Sula Press"


def test_pictures_in_texts_have_credits_and_hidden_ones_do_not(outlet: Make) -> None:
    site = paper(outlet, body="![The wall](wall.jpg)")
    site.write({"content/world/wall.jpg": credited("Wall Desk"), "content/world/secret.jpg": credited("Secret")})
    site.write({"content/world/b.md": article("Hidden", draft=True, image={"src": "secret.jpg", "alt": ""})})
    site.build()
    found = {each.path: (each.credit, each.copyright) for each in pictures(site)}
    assert found == {
        "world/pier.jpg": ("Ann Lee/Sula Press", "© Sula Press"),
        "world/wall.jpg": ("Wall Desk", "© Sula Press"),
    }
    pages = {name: data for name, data in site.files().items() if not name.startswith(("media/", "renditions/"))}
    assert not [name for name, data in pages.items() if b"Secret" in data]


def test_profiles_and_standing_pages_have_credits_too(outlet: Make) -> None:
    pages = {"content/authors/ann.md": "---\ntitle: Ann\nimage: /world/pier.jpg\n---\nShe.\n"}
    pages |= {"content/pages/about.md": "---\ntitle: About\nimage: /world/pier.jpg\n---\nWe.\n"}
    templates = {
        "author": "{% extends 'parent/author.html' %}{% block main %}[{{ author.image.credit }}]{% endblock %}",
        "standing": "{% extends 'parent/standing.html' %}{% block main %}[{{ standing.image.credit }}]{% endblock %}",
    }
    site = paper(outlet).write(pages | {f"themes/own/templates/{name}.html": text for name, text in templates.items()})
    site.write({"content/world/b.md": article(authors=["Ann"], image={"src": "pier.jpg", "alt": ""})}).build()
    assert "[Ann Lee/Sula Press]" in site.text("authors/ann/index.html")
    assert "[Ann Lee/Sula Press]" in site.text("about/index.html")


def test_markup_in_a_credit_is_printed_as_text(outlet: Make) -> None:
    site = paper(outlet)
    site.write({"content/world/pier.jpg": credited("<script>alert('x')</script>", '"><img src=x onerror=y>')})
    lines = printed(site)
    assert "<" not in lines and ">" not in lines
    assert "&lt;script&gt;" in lines
    assert "<script>alert" not in site.text("index.html")


def test_a_picture_with_damaged_metadata_is_published_without_a_credit(outlet: Make) -> None:
    site = paper(outlet).write({"content/world/pier.jpg": credited().replace(b"rdf:RDF", b"rdf>RDF", 1)})
    assert printed(site) == "|"
    assert site.build().warnings == ()


def test_a_picture_whose_credit_changed_prints_the_pages_that_show_it(outlet: Make) -> None:
    site = paper(outlet, body="![The wall](wall.jpg)").write({"content/world/wall.jpg": credited("Wall Desk")})
    site.build()
    site.write({"content/world/pier.jpg": credited("New Desk"), "content/world/wall.jpg": credited("Other Wall")})
    assert printed(site) == "New Desk|© Sula Press"
    assert [each.credit for each in pictures(site)] == ["New Desk", "Other Wall"]
    assert site.files() == site.clean_files()


@pytest.mark.parametrize("after", NAMES)
@pytest.mark.parametrize("before", NAMES)
def test_a_changed_setting_reads_every_picture_again(outlet: Make, before: str, after: str) -> None:
    site = paper(outlet, names=before, body="![The pier](pier.jpg)")
    site.build()
    site.write({"newsprint.toml": settings(after)}).build()
    assert site.files() == site.clean_files()
    wanted = {"nothing": ("", ""), "credit": ("Ann Lee/Sula Press", "")}.get(
        after, ("Ann Lee/Sula Press", "© Sula Press")
    )
    assert [(each.credit, each.copyright) for each in pictures(site)] == [wanted]


def test_a_drawing_has_no_credit(outlet: Make) -> None:
    site = paper(outlet).write({"content/world/pier.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    assert printed(site.write({STORY: article("The pier", image={"src": "pier.svg", "alt": ""})})) == "|"
