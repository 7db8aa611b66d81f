"""``[blocks]`` in ``theme.toml``: what a theme maker declares, and the problems in it."""

from __future__ import annotations

import pytest

from tests.support.outlets import WITH_OWN_THEME, Outlet, article
from tests.support.reading import Make

PLACE = "themes/gazette/theme.toml"
BOX = "themes/gazette/templates/blocks/box.html"

PROBLEMS = {
    "blocks = 3": '1:1: "blocks" must be a table (for example: [blocks.factbox])',
    "[blocks]\nbox = 3": '2:1: "blocks.box" must be a table (write [blocks.box])',
    '[blocks."Fact Box"]': '1:2: "Fact Box" cannot be the name of a block (use small letters, digits and hyphens)',
    "[blocks.card]": '1:2: the block "card" has no template (add templates/blocks/card.html)',
    '[blocks.box]\ncontents = "none"': '2:1: unknown key "contents" (did you mean "content"?)',
    '[blocks.box]\ncontent = "some"': '2:1: "blocks.box.content" cannot be \'some\' ("required" or "optional" or "none")',
    "[blocks.box]\narguments = 3": '2:1: "blocks.box.arguments" must be a table (write [blocks.box.arguments] with lines such as title = "text")',
    '[blocks.box.arguments]\ntitle = "txt"': '2:1: there is no type "txt" of arguments (did you mean "text"?)',
    '[blocks.box.arguments]\ncontent = "text"': '2:1: "content" cannot be the name of an argument (use letters, digits and underscores, and none of: content, lang, name, number)',
    "[blocks.box.arguments]\ntitle = 3": '2:1: "blocks.box.arguments.title" must be a type or a table (for example: title = "text")',
    '[blocks.box.arguments.tone]\ntype = "choice"': '1:2: "blocks.box.arguments.tone" needs "choices", and a default that is one of them (for example: choices = ["plain", "alert"])',
    '[blocks.box.arguments.src]\ntype = "audio"\ndefault = "a.mp3"': '3:1: an argument of the type "audio" cannot have a default',
}


def paper(outlet: Make, theme: str, **files: str) -> Outlet:
    story = article("The wall", "::: box\nText\n:::")
    return outlet({"content/world/wall.md": story, PLACE: theme, BOX: "<div>{{ block.content }}</div>", **files})


@pytest.mark.parametrize("theme", PROBLEMS)
def test_a_wrong_declaration_is_a_problem_with_its_line(outlet: Make, theme: str) -> None:
    found = paper(outlet, theme).problems()
    assert f"{PLACE}:{PROBLEMS[theme]}" in found


def test_a_template_without_a_declaration_is_a_problem(outlet: Make) -> None:
    site = paper(outlet, "[blocks.box]", **{"themes/gazette/templates/blocks/card.html": "x"})
    place = "themes/gazette/templates/blocks/card.html"
    assert site.problems() == [f"{place}: no theme.toml declares this block (add [blocks.card] to theme.toml)"]


def test_a_template_with_an_underscore_is_a_part_of_others(outlet: Make) -> None:
    part = {
        "themes/gazette/templates/blocks/_line.html": "<hr>",
        BOX: '{% include "blocks/_line.html" %}{{ block.content }}',
    }
    site = paper(outlet, "[blocks.box]")
    site.write(part).build()
    assert site.page("/world/2024/12/20/wall/").select(".story-body hr")


def test_a_theme_of_its_own_has_only_its_own_blocks(outlet: Make) -> None:
    site = paper(outlet, "")
    site.write(
        {
            "newsprint.toml": WITH_OWN_THEME,
            "themes/own/theme.toml": 'extends = "gazette"\n[blocks.box]\n',
            "themes/own/templates/blocks/box.html": "<section class=own>{{ block.content }}</section>",
            PLACE: None,
            BOX: None,
        }
    )
    site.build()
    assert site.page("/world/2024/12/20/wall/").select("section.own")
