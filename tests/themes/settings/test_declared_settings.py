"""``[settings]`` of ``theme.toml``: a theme says what an outlet can set, and its templates print that."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, WITH_OWN_THEME, Outlet, article
from tests.support.reading import Make

THEME = "themes/gazette/theme.toml"
FRONT = "themes/gazette/templates/front.html"
MOTTO = '[settings.motto]\ntype = "text"\ndescription = "A line below the name."\ndefault = "Since 1868"\n'


def paper(outlet: Make, theme: str, template: str = "{{ settings.motto }}", given: str = "", **files: str) -> Outlet:
    """Return an outlet whose front page is ``template``; ``given`` is its ``[theme.settings]``."""
    own = {THEME: theme, FRONT: template, "newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\n{given}"}
    return outlet({"content/world/pier.md": article("The pier"), **own, **files})


def printed(site: Outlet) -> str:
    site.build()
    return site.text("index.html").strip()


def test_a_setting_has_its_default(outlet: Make) -> None:
    assert printed(paper(outlet, MOTTO)) == "Since 1868"


def test_an_outlet_sets_it(outlet: Make) -> None:
    assert printed(paper(outlet, MOTTO, given='motto = "All & more"')) == "All &amp; more"


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ('type = "text"', "''"),
        ('type = "url"', "''"),
        ('type = "switch"', "False"),
        ('type = "number"', "0"),
        ('type = "picture"', "None"),
        ('type = "links"', "()"),
        ('type = "choice"\nchoices = ["serif", "sans"]', "'serif'"),
        ('type = "colour"\ndefault = "#FA0"', "'#ffaa00'"),
    ],
)
def test_a_setting_without_a_default_is_empty(outlet: Make, declared: str, shown: str) -> None:
    template = '{{ ("%r"|format([settings.own]))[1:-1]|safe }}'
    assert printed(paper(outlet, f'[settings.own]\n{declared}\ndescription = "Mine."\n', template)) == shown


def test_macros_without_context_have_settings(outlet: Make) -> None:
    macros = {"themes/gazette/templates/own.html": "{% macro line() %}{{ settings.motto }}{% endmacro %}"}
    template = '{% from "own.html" import line %}{{ line() }}'
    assert printed(paper(outlet, MOTTO, template, **macros)) == "Since 1868"


def test_a_theme_that_extends_another_inherits_its_settings_and_changes_their_keys(outlet: Make) -> None:
    evening = 'extends = "own"\n[settings.motto]\ndefault = "Since 1900"\n'
    site = outlet(
        {
            "newsprint.toml": WITH_OWN_THEME.replace('"own"', '"evening"'),
            "content/world/pier.md": article("The pier"),
            "themes/own/theme.toml": f'extends = "gazette"\n{MOTTO}',
            "themes/evening/theme.toml": evening,
            "themes/evening/templates/front.html": "{{ settings.motto }}",
        }
    )
    assert printed(site) == "Since 1900"


def test_a_misspelt_setting_in_a_template_is_a_problem_that_names_the_nearest(outlet: Make) -> None:
    (problem,) = paper(outlet, MOTTO, "\n{{ settings.moto }}").problems()
    assert problem == f'{FRONT}:2: the theme has no setting "moto" (did you mean "motto"?)'


def test_a_misspelt_setting_is_reported_even_if_it_is_only_tested(outlet: Make) -> None:
    (problem,) = paper(outlet, MOTTO, "{% if settings.subtitle is defined %}x{% endif %}").problems()
    assert problem.startswith(f'{FRONT}:1: the theme has no setting "subtitle" (declare it in theme.toml')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("settings = 3", ':1:1: "settings" must be a table'),
        ("[settings]\nmotto = 3", ':2:1: "settings.motto" must be a table'),
        ("[settings.Motto]\n", ':1:2: "Motto" cannot be the name of a setting'),
        ("[settings.items]\n", ':1:2: "items" cannot be the name of a setting'),
        ('[settings.motto]\ntype = "text"', ':1:2: "settings.motto.description" is missing'),
        (f"{MOTTO}labl = 3", ':5:1: unknown key "labl"'),
        (MOTTO.replace("text", "txt"), ":2:1: \"settings.motto.type\" cannot be 'txt'"),
        (MOTTO.replace('"Since 1868"', "1868"), ':4:1: "settings.motto.default" must be text, not a number'),
        (f'{MOTTO}choices = ["a"]', ':5:1: "settings.motto" is of the type "text", which has no "choices"'),
        (MOTTO.replace('"text"', '"choice"'), ':1:2: "settings.motto" is a choice without choices'),
        (
            MOTTO.replace('"text"', '"choice"\nchoices = ["since 1868"]'),
            ':5:1: "settings.motto.default" cannot be "Since 1868" (did you mean "since 1868"?)',
        ),
        (MOTTO.replace('"text"', '"colour"'), ':4:1: "settings.motto.default": "Since 1868" is not a colour'),
        (MOTTO.replace('"text"', '"picture"'), ':4:1: "settings.motto" cannot have a default'),
        (
            '[settings.own]\ntype = "colour"\ndescription = "Mine."',
            ':1:2: "settings.own" is a colour, and needs a default',
        ),
        (
            '[settings.own]\ntype = "colour"\ndescription = "Mine."\ndefault = "#000"\ncontrast = "papre"',
            ':5:1: "papre" is neither a colour nor a setting of the type "colour" (did you mean "paper"?)',
        ),
        (
            '[settings.own]\ntype = "colour"\ndescription = "Mine."\ndefault = "#888"\ncontrast = "#fff"',
            ':4:1: "settings.own.default" is #888888, which cannot be read with #ffffff: their contrast is below 4.5:1 '
            "(the nearest colour that can be read: #767676)",
        ),
        (
            '[settings.own]\ntype = "choice"\ndescription = "Mine."\nchoices = ["a"]\nneeds.a = ["moto"]\n' + MOTTO,
            ':5:1: there is no setting "moto" (did you mean "motto"?)',
        ),
    ],
)
def test_a_wrong_declaration_is_a_problem_with_its_line(outlet: Make, text: str, problem: str) -> None:
    (found,) = paper(outlet, text, "x").problems()
    assert found.startswith(THEME + problem)


def test_a_nonsensical_declaration_has_all_its_problems_at_once(outlet: Make) -> None:
    theme = '[settings.a]\ntype = 3\n[settings.b]\ntype = "links"\ndescription = ""\n[settings.c]\n'
    found = paper(outlet, theme, "x").problems()
    assert [problem.removeprefix(THEME).partition(" ")[0] for problem in found] == [
        ":1:2:", ":2:1:", ":5:1:", ":6:2:", ":6:2:",
    ]  # fmt: skip
