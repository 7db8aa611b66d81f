"""The addresses below ``/renditions/`` belong to Newsprint: whatever else wants one is a problem with its place."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.plain_pictures import photograph
from tests.support.reading import Make

PAGE = "---\ntitle: About\n{}\n---\nWe.\n"
BELOW = PAGE.format("")
PERMALINKS = CONFIGURATION + '\n[permalinks]\narticle = "/renditions/{slug}/"\n'
OWN = "is taken by Newsprint, like every address below /renditions/ (choose another address)"
WANTING = {
    "a story": ({"content/a.md": article(url="/renditions/a/")}, "content/a.md:1: the address /renditions/a/"),
    "the folder": ({"content/a.md": article(url="/renditions/")}, "content/a.md:1: the address /renditions/"),
    "a file": ({"content/a.md": article(url="/renditions")}, "content/a.md:1: the address /renditions"),
    "capitals": ({"content/a.md": article(url="/Renditions/a")}, "content/a.md:1: the address /Renditions/a"),
    "an alias": ({"content/a.md": article(aliases=["/renditions/a"])}, "content/a.md:1: the alias /renditions/a/"),
    "an embargoed story": (
        {"content/a.md": article(url="/renditions/a/", embargo="2030-01-01")},
        "content/a.md:1: the address /renditions/a/",
    ),
    "a page": ({"content/pages/renditions/a.md": BELOW}, "content/pages/renditions/a.md:1: the address /renditions/a/"),
    "an alias of a page": (
        {"content/pages/about.md": PAGE.format("aliases: [/renditions/]")},
        "content/pages/about.md:1: the alias /renditions/",
    ),
    "a static file": (
        {"content/static/renditions/0123456789abcdef-0123456789-400.webp": photograph("red")},
        "content/static/renditions/0123456789abcdef-0123456789-400.webp: the address "
        "/renditions/0123456789abcdef-0123456789-400.webp",
    ),
    "a file instead of the folder": (
        {"content/static/renditions": "x"},
        "content/static/renditions: the address /renditions",
    ),
}


@pytest.mark.parametrize("pictures", [True, False], ids=["with pictures", "without pictures"])
@pytest.mark.parametrize(("files", "problem"), WANTING.values(), ids=WANTING)
def test_an_address_below_renditions_is_taken(
    outlet: Make, files: dict[str, str | bytes], problem: str, pictures: bool
) -> None:
    image = {"src": "pier.jpg", "alt": "The pier"} if pictures else None
    site = outlet({"content/z.md": article(image=image), "content/pier.jpg": photograph()})
    site.build()
    before = site.files()
    assert site.write(files).problems() == [f"{problem} {OWN}"]
    assert site.problems() == site.problems(full=True) == [f"{problem} {OWN}"]
    assert site.files() == before
    site.build(skip_invalid=True)
    renditions = {name for name in before if name.lower().startswith("renditions")}
    assert {name for name in site.files() if name.lower().startswith("renditions")} == renditions
    site.write(dict.fromkeys(files)).build()
    assert site.files() == before


def test_a_permalink_pattern_below_renditions_is_reported_for_each_story(outlet: Make) -> None:
    site = outlet({"newsprint.toml": PERMALINKS, "content/a.md": article(), "content/b.md": article()})
    assert site.problems() == [f"content/{name}.md:1: the address /renditions/{name}/ {OWN}" for name in "ab"]


def test_it_is_reported_together_with_other_problems(outlet: Make) -> None:
    found = outlet({"content/a.md": article(url="/renditions/a/", layout="post")}).problems()
    assert len(found) == 2
    assert f"content/a.md:1: the address /renditions/a/ {OWN}" in found


def test_neighbours_of_the_folder_are_free(outlet: Make) -> None:
    site = outlet({"content/a.md": article(url="/renditions.html"), "content/static/renditions2/a.txt": "x"})
    assert site.problems() == []
