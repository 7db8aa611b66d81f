"""The recipes of the manual work: each is followed with its files, in its own outlet."""

from __future__ import annotations

import re

import pytest

from tests.support import manual
from tests.support.outlets import article
from tests.support.reading import Make

LOOKS = "docs/producers/looks.md"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M0 0h32v32z"/></svg>'
BASE = "themes/gazette/templates/base.html"
ASSETS = "themes/gazette/assets"


def templates() -> list[object]:
    """Return the templates of the page about looks."""
    blocks = [block for block in manual.blocks(LOOKS) if block.language == "jinja"]
    return [pytest.param(block.text, id=f"line {block.line}") for block in blocks]


def files_of_recipes() -> dict[str, str]:
    """Return the assets that the templates use."""
    colours = next(block.text for block in manual.blocks(LOOKS, "css") if "--accent" in block.text)
    drawings = {f"{ASSETS}/{name}": DRAWING for name in ("logo.svg", "logo-dark.svg", "icon.svg")}
    return {**drawings, f"{ASSETS}/colours.css": colours}


@pytest.mark.parametrize("template", templates())
def test_every_template_of_the_recipes_builds_a_site(template: str, outlet: Make) -> None:
    paper = outlet({**files_of_recipes(), BASE: template, "content/world/a.md": article("A headline")})

    report = paper.build()

    assert report.warnings == ()
    assert "A headline" in paper.page("/").text
    assert paper.page("/").select_one(".masthead-name a") is not None


def test_the_logo_has_the_name_of_the_outlet_as_its_text(outlet: Make) -> None:
    template = next(block.text for block in manual.blocks(LOOKS, "jinja") if "logo.svg" in block.text)
    paper = outlet({**files_of_recipes(), BASE: template})

    paper.build()

    logo = paper.page("/").select_one(".masthead-name img")
    assert logo is not None
    assert (logo["alt"], bool(re.fullmatch(r"/assets/logo\.\w{10}\.svg", str(logo["src"])))) == (
        "The Harbour Gazette",
        True,
    )


def test_the_style_sheet_with_colours_comes_after_that_of_the_theme(outlet: Make) -> None:
    template = next(block.text for block in manual.blocks(LOOKS, "jinja") if "colours.css" in block.text)
    paper = outlet({**files_of_recipes(), BASE: template})

    paper.build()

    styles = [str(link["href"]) for link in paper.page("/").select('link[rel="stylesheet"]')]
    assert [re.sub(r"\.\w{10}\.", ".", style) for style in styles] == ["/assets/style.css", "/assets/colours.css"]


def test_the_fonts_of_the_recipe_are_published(outlet: Make) -> None:
    style = next(block.text for block in manual.blocks(LOOKS, "css") if "@font-face" in block.text)
    template = next(block.text for block in manual.blocks(LOOKS, "jinja") if "colours.css" in block.text)
    fonts = {f"{ASSETS}/fonts/our-serif.woff2": b"wOF2" + bytes(60), f"{ASSETS}/colours.css": style}
    paper = outlet({**fonts, BASE: template})

    paper.build()

    published = next(data.decode() for name, data in paper.files().items() if "colours" in name)
    assert re.search(r"url\([\"']?(?:/assets/)?fonts/our-serif\.\w{10}\.woff2", published)


def test_every_variable_in_the_table_of_colours_exists_in_the_theme() -> None:
    style = manual.read(f"{ASSETS}/style.css")
    named = [name for name in manual.named(manual.part(LOOKS, "Colours")) if name.startswith("--")]
    assert len(named) > 5
    assert [name for name in named if f"  {name}:" not in style] == []
