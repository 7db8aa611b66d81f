"""The section and the teaser of an article whose header gives none."""

from __future__ import annotations

import pytest

from tests.content.readings import outlet_settings, problems_of, read, yaml
from tests.support.outlets import article
from tests.support.reading import Make


def test_the_section_comes_from_the_header_the_folder_or_the_default() -> None:
    default = outlet_settings('\n[content]\ndefault_section = "sport"\n')
    assert read(yaml("section: sport"), "world/storm.md").section == "sport"
    assert read(yaml(""), "world/storm.md").section == "world"
    assert read(yaml(""), "storm.md", default).section == "sport"
    assert read(yaml(""), "elsewhere/storm.md", default).section == "sport"
    assert read(yaml(""), "world/storm.md", default).section == "world"
    assert problems_of(yaml(""), "elsewhere/storm.md")[0].startswith(
        "1: the article has no section (add a line section"
    )


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("teaser: x", "1: the article has no section (add a line category: …"),
        ("category:", "4:1: the article has no section (write category: …"),
    ],
)
def test_a_missing_section_is_reported_with_its_mapped_key(lines: str, problem: str) -> None:
    settings = outlet_settings('\n[content.fields]\nsection = ["category"]\n')
    [found] = problems_of(yaml(lines), "elsewhere/storm.md", settings)
    assert found.startswith(problem)


def test_a_missing_section_beside_a_wrong_date_on_one_line_is_reported() -> None:
    section, date = problems_of('{"title": "Storm", "date": "soon"}\n', "elsewhere/storm.md")
    assert date.startswith('1:20: "date"')
    assert section.startswith("1: the article has no section")


@pytest.mark.parametrize(
    ("body", "teaser"),
    [
        ("First *paragraph*.\n\nSecond.", "First paragraph."),
        ("# A heading\n\nNot glued to it.", "Not glued to it."),
        ("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two."),
        ("- a list\n\n> a quotation\n\nThe words.", "The words."),
        ("![alone](https://x.example/a.jpg)\n\nAfter the picture.", "After the picture."),
        ("Ben & Jerry <b>said</b> `x < y`.", "Ben & Jerry said x < y."),
        ("", ""),
    ],
)
def test_without_a_teaser_the_opening_of_the_story_is_the_teaser(outlet: Make, body: str, teaser: str) -> None:
    site = outlet({"content/world/storm.md": article("Storm", body)})
    site.build()
    description = site.page("/world/2024/12/20/storm/").find("meta", attrs={"name": "description"})
    assert (description["content"] if description else "") == teaser
