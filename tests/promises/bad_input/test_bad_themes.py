"""Problems of themes: reported with template and line; a hostile theme gets access to nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.kinds.outlet_theme import provided_by
from newsprint.kinds.registry import KINDS
from newsprint.themes.lookup import built_in_themes
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.running import build_command, newsprint, snapshot

PROVIDED = provided_by(KINDS.values())
ARTICLE = "themes/gazette/templates/article.html"
STORY = {"content/world/a.md": article("A story")}

BROKEN = {
    "a tag that is not closed": (
        "<p>\n{% if article %}\n<p>",
        ":2: {% if %} is not closed (write {% endif %} where it ends)",
    ),
    "a tag that does not exist": ("<p>\n\n{% fi %}", ':3: there is no tag "fi" (write {% endif %})'),
    "an extra bracket": ("{{ article.title) }}", ':1: ")" closes nothing (delete it, or open it before)'),
    "a variable that does not exist": (
        "<p>\n{{ artcle.title }}",
        ':2: there is no variable "artcle" (did you mean "article"?)',
    ),
    "an attribute that does not exist": (
        "\n\n{{ article.titel }}",
        ':3: "article" has no "titel" (did you mean "title"?)',
    ),
    "a filter that does not exist": (
        "\n{{ article.title|uppper }}",
        ':2: there is no filter "uppper" (did you mean "upper"?)',
    ),
    "a theme word that does not exist": (
        "\n{{ words.hello }}",
        ':2: the theme\'s strings have no word "hello" (add it under [words] in its strings)',
    ),
    "an asset that does not exist": (
        '\n{{ asset("own.css") }}',
        ':2: there is no asset "own.css" in the theme (add it to the theme\'s assets folder)',
    ),
    "a date format that does not exist": (
        '\n{{ article.date|date("shrot") }}',
        ':2: the theme\'s strings have no date format "shrot" (did you mean "short"?)',
    ),
    "a template that does not exist": (
        '<p>\n{% include "macrso.html" %}',
        ':2: there is no template "macrso.html" (did you mean "macros.html"?)',
    ),
    "a division by zero": ("\n{{ 1 / 0 }}", ':2: "1 / 0" divides by zero'),
    "an addition of words and numbers": (
        "{{ 'a' + 1 }}",
        ":1: 'a' (text) and 1 (a number) cannot be added (to join them, write ~: 'a' ~ 1)",
    ),
    "two ways of naming a stream": (
        '\n\n{{ latest(section="world", tag="a") }}',
        ":3: latest() takes only one of section, tag and author (leave the others out)",
    ),
}


@pytest.mark.parametrize(("template", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_problem_of_a_template_is_reported_with_file_and_line(
    outlet: Callable[..., Outlet], template: str, expected: str
) -> None:
    (problem,) = outlet({ARTICLE: template, **STORY}).problems()

    assert problem == ARTICLE + expected


HOSTILE = {
    "the class of a text": "{{ ''.__class__.__mro__ }}",
    "the class of a page": "{{ page.__class__ }}",
    "by filter": "{{ (''|attr('__class__')).__mro__ }}",
    "the globals of a function": "{{ latest.__globals__ }}",
    "the code of a function": "{{ asset.__code__.co_consts }}",
    "the subclasses": "{{ [].__class__.__base__.__subclasses__() }}",
    "a format": "{{ '{0.__class__}'.format(page) }}",
    "a mapped format": "{{ '{x.__class__}'.format_map({'x': page}) }}",
    "a change of the site": "{{ site.update({'title': 'mine'}) }}",
    "a change of the words": "{{ words.clear() }}",
    "the generator's frame": "{{ (x for x in [1]).gi_frame }}",
    "the environment of the compiled template": "{{ environment.escaped }}",
    "the class of a text, shown by a macro": "{% macro m(x) %}{{ x.__class__ }}{% endmacro %}{{ m('') }}",
    "the class of a section, after its name": "{{ site.sections[0].name }}{{ site.sections[0].__class__ }}",
    "a format of a shown text": "{{ ('{0.__class__}'|escape).format(page) }}",
    "a range without end": "{% for n in range(999999999) %}{% endfor %}",
}


@pytest.mark.parametrize("template", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_template_is_refused_with_its_line(outlet: Callable[..., Outlet], template: str) -> None:
    (problem,) = outlet({ARTICLE: f"\n\n{template}", **STORY}).problems()

    assert problem.startswith(f"{ARTICLE}:3: ")


@pytest.mark.parametrize("name", ["../../../newsprint.toml", "/etc/passwd", "..\\x", "a/../../b", "x\\0y"])
@pytest.mark.parametrize("tag", ["include", "import", "extends"])
def test_a_template_outside_the_theme_cannot_be_included(outlet: Callable[..., Outlet], tag: str, name: str) -> None:
    more = " as x" if tag == "import" else ""
    quoted = name.replace("\\x", "\\\\x").replace("\\0", "\\x00")

    (problem,) = outlet({ARTICLE: f'\n{{% {tag} "{quoted}"{more} %}}', **STORY}).problems()

    assert problem.startswith(f"{ARTICLE}:2: there is no template ")


LOOPS = {
    "includes itself": {ARTICLE: "\n{% include 'article.html' %}"},
    "extends itself": {ARTICLE: "\n{% extends 'article.html' %}"},
    "two include each other": {
        ARTICLE: "\n{% include 'other.html' %}",
        "themes/gazette/templates/other.html": "\n{% include 'article.html' %}",
    },
    "a macro calls itself": {ARTICLE: "\n{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}"},
}


@pytest.mark.parametrize("templates", LOOPS.values(), ids=LOOPS.keys())
def test_templates_that_call_themselves_are_reported(outlet: Callable[..., Outlet], templates: dict[str, str]) -> None:
    (problem,) = outlet({**templates, **STORY}).problems()

    place, _, message = problem.partition(": ")
    assert place in {f"{template}:2" for template in templates}
    if "extends" in templates[ARTICLE]:
        hint = 'write {% extends "parent/article.html" %} to build on the template that this one replaces'
        assert message == f"the template extends itself ({hint})"
    else:
        assert message == "the template includes or calls itself without end"


def test_no_hint_names_a_parent_template_that_does_not_exist(outlet: Callable[..., Outlet]) -> None:
    name = "themes/gazette/templates/own.html"
    site = outlet({ARTICLE: '\n{% include "own.html" %}', name: '{% extends "own.html" %}', **STORY})
    assert site.problems() == [f"{name}:1: the template includes or calls itself without end"]


def test_all_missing_templates_of_a_theme_are_reported_at_once(outlet: Callable[..., Outlet]) -> None:
    settings = CONFIGURATION.replace("[sections]", 'theme = "bare"\n[sections]')
    site = outlet({"newsprint.toml": settings, "themes/bare/strings/en.toml": "", **STORY})

    problems = site.problems()

    hint = '(add them to the theme, or extend a theme that has them: extends = "gazette" in theme.toml)'
    (problem,) = [problem for problem in problems if "templates" in problem]
    assert problem.startswith(
        'themes/bare/templates: there are no templates "404.html", "archive.html", "article.html", '
    )
    assert problem.endswith(f' "standing.html" and "topic.html" {hint}')
    others = {
        f"themes/bare/templates/{name}": "<p>"
        for name in PROVIDED.templates
        if name not in ("article.html", *PROVIDED.fallbacks)
    }
    hint = '(add it to the theme, or extend a theme that has it: extends = "gazette" in theme.toml)'
    assert [problem for problem in site.write(others).problems() if "template" in problem] == [
        f'themes/bare/templates: there is no template "article.html" {hint}'
    ]
    assert not [problem for problem in problems if "Error" in problem]


def test_the_built_in_theme_has_a_template_for_every_kind_of_page() -> None:
    shipped = {path.name for path in (built_in_themes() / "gazette" / "templates").iterdir() if path.is_file()}
    assert set(PROVIDED.templates) == shipped - {"base.html", "brand.html", "macros.html", "policies.html"}


def test_a_template_that_is_not_utf_8_is_reported(outlet: Callable[..., Outlet]) -> None:
    assert outlet({ARTICLE: b"<p>Caf\xe9", **STORY}).problems() == [
        f"{ARTICLE}:1: not UTF-8: save the template as UTF-8"
    ]


WORDS = {
    "invalid TOML": ("[words\n", ":1:7: not valid TOML: expected ']' at the end of a table declaration"),
    "an unknown table": ("[wrods]\n", ':1:2: unknown table "wrods" (use [words] and [dates])'),
    "a number": ("[words]\nby = 1\n", ':2:1: "by" must be text'),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_problems_of_a_themes_words_are_reported_with_their_lines(
    outlet: Callable[..., Outlet], text: str, expected: str
) -> None:
    name = "themes/gazette/strings/en.toml"

    assert outlet({name: text, **STORY}).problems() == [name + expected]


@pytest.mark.parametrize("pattern", ["", "ddddd"], ids=["empty", "too long"])
def test_an_unusable_date_format_is_reported_with_its_name(outlet: Callable[..., Outlet], pattern: str) -> None:
    formats = f'[dates]\nmonth = "{pattern}"\npublished = "{pattern}"\n'

    problems = outlet({"themes/gazette/strings/en.toml": formats, **STORY}).problems()

    assert len(problems) == 2
    assert 'date format "month"' in problems[0]
    assert 'date format "published"' in problems[1]


LARGE = {
    "a template": "templates/article.html",
    "words": "strings/en.toml",
    "settings": "theme.toml",
    "an asset": "assets/film.mp4",
}


@pytest.mark.parametrize("name", LARGE.values(), ids=LARGE.keys())
def test_a_file_that_is_too_large_for_a_theme_is_reported_and_not_read(
    outlet: Callable[..., Outlet], name: str
) -> None:
    site = outlet({f"themes/gazette/{name}": "", **STORY})
    with open(site.folder / "themes" / "gazette" / name, "wb") as file:
        file.truncate(300_000_000_000)  # a sparse file

    (problem,) = site.problems()

    assert problem.startswith(f"themes/gazette/{name}: the file has 300,000,000,000 bytes (at most ")


SETTINGS = {
    "invalid TOML": ("extends =\n", ":1:10: not valid TOML: invalid value"),
    "a theme that does not exist": (
        'name = "Mine"\n\nextends = "gazete"\n',
        ':3:1: it extends "gazete", which does not exist',
    ),
    "a path": ('extends = "../gazette"\n', ':1:1: "extends" must be the name of a theme'),
    "a list": ('extends = ["gazette"]\n', ':1:1: "extends" must be the name of a theme'),
    "itself": ('name = "Mine"\nextends = "mine"\n', ':2:1: the theme "mine" extends itself (delete "extends")'),
    "an unknown key": ('extend = "gazette"\n', ':1:1: unknown key "extend" (did you mean "extends"?)'),
}


@pytest.mark.parametrize(("text", "expected"), SETTINGS.values(), ids=SETTINGS.keys())
def test_problems_of_a_themes_settings_are_reported(outlet: Callable[..., Outlet], text: str, expected: str) -> None:
    settings = CONFIGURATION.replace("[sections]", 'theme = "mine"\n[sections]')

    (problem,) = outlet({"newsprint.toml": settings, "themes/mine/theme.toml": text, **STORY}).problems()

    assert problem.startswith(f"themes/mine/theme.toml{expected}")


DATE_FORMATS = {
    "that is empty": ("", 'the date format "{}" is empty'),
    "with a time": ("d MMMM y, HH:mm", 'the date format "{}" has a time, but only dates are printed'),
    "with a time zone": ("d MMMM y z", 'the date format "{}" has a time, but only dates are printed'),
    "with too many letters": ("dddd MMMM", "the date format \"{}\" cannot be used: Invalid length for field: 'dddd'"),
}


@pytest.mark.parametrize(("pattern", "message"), DATE_FORMATS.values(), ids=DATE_FORMATS.keys())
@pytest.mark.parametrize("name", ["published", "month"])
def test_an_unusable_date_format_is_reported_with_its_line(
    outlet: Callable[..., Outlet], name: str, pattern: str, message: str
) -> None:
    strings = "themes/gazette/strings/en.toml"

    (problem,) = outlet({**STORY, strings: f'[dates]\n{name} = "{pattern}"\n'}).problems()

    assert problem == f"{strings}:2:1: {message.format(name)} (for example: d MMMM y)"


def test_the_command_line_reports_template_and_line_and_changes_nothing(outlet: Callable[..., Outlet]) -> None:
    site = outlet(STORY)
    site.build()
    before = snapshot(site.output)
    site.write({"content/world/a.md": article("Changed"), "themes/gazette/templates/404.html": "\n{{ nothing }}"})

    done = newsprint(*build_command(site))

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        'themes/gazette/templates/404.html:2: there is no variable "nothing" [template]',
        "1 problem. Nothing was changed.",
    ]
    assert snapshot(site.output) == before
    site.write({"themes/gazette/templates/404.html": "fixed"}).build()
    assert site.pages_with("Changed")
