"""docs/producers/settings.md is complete: it has every setting of the theme, with its default, and its examples work."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from newsprint.themes.lookup import find_theme
from newsprint.themes.settings.declarations import load_settings
from newsprint.themes.settings.value_types import Setting
from tests.support import manual
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

PAGE, GUIDE = "docs/producers/settings.md", "docs/producers/themes.md"
DECLARED: dict[str, Setting] = load_settings(find_theme(manual.REPOSITORY, "gazette"))
WORDS = {"url": "address"}
"""What the page calls a type, if not by its name."""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
DATES = {"en": "English", "de": "German"}


def test_every_setting_of_the_theme_is_in_the_table_with_its_type_and_default() -> None:
    rows = {row[0].strip("`"): row[1:3] for row in manual.rows(manual.prose(PAGE)) if row[0].strip("`") in DECLARED}
    assert rows == {
        name: [WORDS.get(each.type, each.type), f'`"{each.default}"`' if each.default else "none"]
        for name, each in DECLARED.items()
    }
    assert list(rows) == list(DECLARED)


def test_every_choice_is_named_on_the_page() -> None:
    text = manual.read(PAGE)
    choices = [choice for each in DECLARED.values() for choice in each.choices]
    assert [choice for choice in choices if f'`"{choice}"`' not in text] == []


def test_every_type_of_settings_is_in_the_guide() -> None:
    rows = manual.rows(manual.part(GUIDE, "Settings"))
    assert tuple(row[0].strip("`") for row in rows) == get_args(get_type_hints(Setting)["type"])


@pytest.mark.parametrize("block", [pytest.param(each, id=f"line {each.line}") for each in manual.blocks(PAGE, "toml")])
def test_every_example_can_be_built(outlet: Make, block: manual.Block) -> None:
    site = outlet(
        {
            "newsprint.toml": f"{CONFIGURATION}\n{block.text}",
            "brand/logo.svg": DRAWING,
            "content/sport/a.md": article(section="sport"),
        }
    )
    assert site.build().warnings == ()


def test_the_problem_on_the_page_is_that_of_a_colour_which_cannot_be_read(outlet: Make) -> None:
    (block,) = manual.blocks(PAGE, "text")
    padding = "\n" * (12 - CONFIGURATION.count("\n"))
    site = outlet({"newsprint.toml": f"{CONFIGURATION}{padding}[theme.settings]\naccent = '#ffcc00'\n"})
    assert site.problems() == [block.text.strip()]


@pytest.mark.parametrize("language", DATES)
def test_dates_are_as_on_the_page(outlet: Make, language: str) -> None:
    column = 1 + list(DATES.values()).index(DATES[language])
    config = CONFIGURATION.replace("[sections]", f'language = "{language}"\n[sections]')
    site = outlet({"newsprint.toml": config, "content/a.md": article()})
    for row in manual.rows(manual.part(PAGE, "Dates")):
        site.write({"newsprint.toml": f"{config}\n[theme.settings]\ndates = {row[0].strip('`')}\n"}).build()
        found = site.page("/world/2024/12/20/a/").select_one(".story-date time")
        assert found is not None
        assert found.get_text() == row[column]


def test_the_examples_of_the_guide_declare_settings(outlet: Make) -> None:
    declared, dark = (block.text for block in manual.blocks(GUIDE, "toml") if "[settings." in block.text)
    (sheet,) = (block.text for block in manual.blocks(GUIDE, "css") if "--setting-" in block.text)
    site = outlet(
        {
            "newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\naccent = '#004d99'\n",
            "themes/gazette/theme.toml": declared + dark,
            "themes/gazette/assets/links.css": sheet,
            "themes/gazette/templates/front.html": "{{ settings.motto }}",
            "content/a.md": article(),
        }
    )
    site.build()
    assert site.text("index.html") == "News since 1868"
    (style,) = (site.text(name) for name in site.files() if name.startswith("assets/links."))
    assert "--setting-accent: #004d99" in style
