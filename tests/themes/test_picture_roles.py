"""The roles of pictures in ``theme.toml``: a theme says how large its pages show them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from newsprint.themes.picture_roles import DEFAULT_ROLES
from tests.support.outlets import CONFIGURATION, WITH_OWN_THEME, Outlet, article
from tests.support.reading import Make

THEME = "themes/gazette/theme.toml"
PAGE = "/world/2024/12/20/pier/"


def paper(outlet: Make, theme: str = "", **files: str) -> Outlet:
    """Return an outlet with a story whose picture is 2,000 by 1,000 pixels; ``theme`` is its theme.toml."""
    picture = BytesIO()
    Image.new("RGB", (2000, 1000), "navy").save(picture, "JPEG")
    story = article("The pier", image={"src": "pier.jpg", "alt": "The pier"})
    own = {THEME: theme} if theme else {}
    return outlet({"content/world/pier.md": story, "content/world/pier.jpg": picture.getvalue(), **own, **files})


def sizes(site: Outlet) -> list[str]:
    """Return the renditions in the output, in short: ``webp 800``."""
    names = [name.rpartition("-")[2].split(".") for name in site.files() if name.startswith("renditions/")]
    return sorted(f"{form} {width}" for width, form in names)


def test_a_theme_declares_widths_and_sizes(outlet: Make) -> None:
    site = paper(outlet, '[pictures.lead]\nsizes = "60vw"\nwidths = [600]\navif = []\nsocial = false\n')
    site.build()
    assert "webp 600" in sizes(site)
    assert "jpg 1200" not in sizes(site)
    (source,) = site.page(PAGE).select("article picture source")
    assert (source["sizes"], source["type"]) == ("60vw", "image/webp")
    assert str(source["srcset"]).endswith("-600.webp 600w")


def test_a_theme_changes_only_the_keys_that_it_names(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    before = sizes(site)
    site.write({THEME: '[pictures.lead]\nsizes = "61vw"\n'}).build()
    assert sizes(site) == before
    assert '"61vw"' in site.text(PAGE.lstrip("/") + "index.html")


def test_a_theme_can_have_roles_of_its_own(outlet: Make) -> None:
    template = '{% extends "parent/article.html" %}{% block main %}{{ picture(article.image, "stamp") }}{% endblock %}'
    site = paper(outlet, '[pictures.stamp]\nsizes = "4rem"\nwidths = [64, 128]\n')
    site.write({"themes/gazette/templates/article.html": template}).build()
    source = site.page(PAGE).select_one('main source[sizes="4rem"]')
    assert source is not None
    assert [candidate.split()[1] for candidate in str(source["srcset"]).split(", ")] == ["64w", "128w"]


def test_a_theme_that_extends_another_inherits_its_roles(outlet: Make) -> None:
    site = paper(outlet)
    evening = 'extends = "gazette"\n[pictures.card]\navif = [300]\n'
    config = WITH_OWN_THEME.replace("own", "evening")
    site.write({"newsprint.toml": config, "themes/evening/theme.toml": evening}).build()
    assert "avif 300" in sizes(site)
    assert "avif 800" in sizes(site)


def test_a_changed_role_prints_the_pages_that_show_it(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    site.write({THEME: "[pictures.card]\nwidths = [350]\n"}).build()
    incremental = site.files()
    site.build(full=True)
    assert site.files() == incremental
    assert "webp 350" in sizes(site)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pictures = 3", ':1:1: "pictures" must be a table'),
        ("[pictures]\ncard = 3", ':2:1: "pictures.card" must be a table'),
        ("[pictures.Big]\n", ':1:2: "Big" cannot be the name of a role'),
        ("[pictures.card]\nwidht = [3]", ':2:1: unknown key "widht"'),
        ('[pictures.card]\nwidths = ["wide"]', ':2:1: "pictures.card.widths" must be a whole number, not text'),
        (
            "[pictures.card]\nwidths = [0]",
            ':2:1: "pictures.card.widths" must be at most 8 widths, each from 1 to 4,000',
        ),
        ("[pictures.card]\navif = [5000]", ':2:1: "pictures.card.avif" must be at most 8 widths, each from 1 to 4,000'),
        (f"[pictures.card]\nwidths = {list(range(1, 10))}", ':2:1: "pictures.card.widths" must be at most 8 widths'),
        ('[pictures.card]\nsizes = ""', ':2:1: "pictures.card.sizes" is not a value of the attribute'),
        ("[pictures.card]\ncrop = [3]", ':2:1: "pictures.card.crop" must be two numbers from 1 to 4,000'),
        ("[pictures.card]\ncrop = [0, 2]", ':2:1: "pictures.card.crop" must be two numbers from 1 to 4,000'),
        ('[pictures.card]\nuse = "thumb"', ":2:1: \"pictures.card.use\" cannot be 'thumb'"),
    ],
)
def test_a_wrong_setting_is_a_problem_with_its_line(outlet: Make, text: str, problem: str) -> None:
    site = paper(outlet, text)
    (found,) = site.problems()
    assert found.startswith(THEME + problem)


def test_every_role_that_a_theme_has_without_declaring_it_has_renditions() -> None:
    assert {name: role.use for name, role in DEFAULT_ROLES.items()} == {
        "lead": "lead", "card": "lead", "body": "body", "portrait": "portrait",
    }  # fmt: skip


def test_search_engines_get_three_crops_if_the_outlet_wants_them(outlet: Make) -> None:
    template = (
        '{% extends "parent/article.html" %}{% block main %}'
        "{% for crop in article.image.crops %}<i>{{ crop.width }}x{{ crop.height }} {{ crop.url }}</i>{% endfor %}"
        "{% endblock %}"
    )
    site = paper(outlet).write({"themes/gazette/templates/article.html": template})
    site.build()
    assert site.page(PAGE).select("i") == []
    site.write({"newsprint.toml": CONFIGURATION + "\n[media]\nstructured = true\n"}).build()
    crops = [each.get_text().split() for each in site.page(PAGE).select("i")]
    assert [size for size, _ in crops] == ["1000x1000", "1200x900", "1200x675"]
    assert all(url.lstrip("/") in site.files() for _, url in crops)


def test_networks_get_a_picture_of_their_size(outlet: Make) -> None:
    site = paper(outlet)
    site.build()
    page = site.page(PAGE)
    meta = {str(each["property"]): str(each["content"]) for each in page.select('meta[property^="og:image"]')}
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image"].partition("/renditions/")[2].endswith("-1200.jpg")
