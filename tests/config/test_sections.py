"""Sections that are tables: what they publish, their description and their colour."""

from __future__ import annotations

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.sections import Section
from newsprint.config.site import parse_config

SITE = '[site]\ntitle = "x"\n'


def section(text: str) -> Section:
    """Return the section in a table with these lines below its name."""
    return parse_config(f'{SITE}[sections.opinion]\nname = "Opinion"\n{text}\n').sections["opinion"]


def test_a_section_publishes_news_unless_it_says_otherwise() -> None:
    assert section("") == Section("Opinion", "opinion", kind="news", description="", colour="")
    assert section('kind = "opinion"').kind == "opinion"
    assert section('kind = "reviews"').kind == "reviews"


def test_a_description_is_one_line() -> None:
    assert section('description = """\n  What we think,\n  and you. """').description == "What we think, and you."


@pytest.mark.parametrize(
    ("written", "colour"), [("#0B5FA5", "#0b5fa5"), ("#0b5fa5", "#0b5fa5"), ("#abc", "#aabbcc"), ("#FFF", "#ffffff")]
)
def test_a_colour_has_six_digits(written: str, colour: str) -> None:
    assert section(f'colour = "{written}"').colour == colour


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('kind = "opinions"', '5:1: "opinions" is not a kind of section (did you mean "opinion"?)'),
        ('kind = "sport"', '5:1: "sport" is not a kind of section (known: news, opinion, reviews)'),
        ("kind = 3", '5:1: the kind of section "opinion" must be text'),
        ("description = []", '5:1: the description of section "opinion" must be text'),
        ('colour = "red"', '5:1: "red" is not a colour (for example "#0b5fa5")'),
        ('colour = "#12345"', '5:1: "#12345" is not a colour (for example "#0b5fa5")'),
        ('colour = "#fff;} body {}"', '5:1: "#fff;} body {}" is not a colour (for example "#0b5fa5")'),
        ('color = "#fff"', '5:1: unknown key "color" (did you mean "colour"?)'),
    ],
)
def test_a_wrong_value_is_reported_with_its_line(line: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        section(line)
    assert [str(each) for each in caught.value.problems] == [f"newsprint.toml:{problem}"]


def test_every_problem_of_a_section_is_reported_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        section('path = "topics"\nkind = "none"\ncolour = ""\nnames = 3')
    assert [each.line for each in caught.value.problems] == [5, 6, 7, 8]
