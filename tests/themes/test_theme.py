"""Themes: what an outlet can change with one file, how themes extend each other, and messages about errors."""

from __future__ import annotations

import re

import pytest

from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, headings, in_order, main, visible_text

A = "/world/2024/12/20/a/"
STORY = {"content/a.md": article("Storm", authors=["Jane Doe"], tags=["Pier"])}
TIDE = CONFIGURATION.replace('url = "', 'theme = "tide"\nurl = "')


def test_an_outlet_overrides_one_template_and_keeps_the_others(outlet: Make) -> None:
    own = '{% extends "base.html" %}{% block main %}<h1>Own: {{ article.title }}</h1>{% endblock %}'
    site = outlet({**STORY, "themes/gazette/templates/article.html": own})
    site.build()
    assert visible_text(main(site.page(A))) == "Own: Storm"
    assert visible_text(site.page("/world/").h1) == "World News"


def test_an_override_can_extend_the_template_that_it_overrides(outlet: Make) -> None:
    own = '{% extends "parent/article.html" %}{% block main %}<p>Before.</p>{{ super() }}<p>After.</p>{% endblock %}'
    site = outlet({**STORY, "themes/gazette/templates/article.html": own})
    site.build()
    in_order(visible_text(main(site.page(A))), ["Before.", "Storm", "Some words.", "Latest Contents", "After."])


def test_a_template_can_extend_templates_of_several_themes(outlet: Make) -> None:
    def wrapped(letter: str) -> str:
        return f'{{% extends "parent/article.html" %}}{{% block main %}}{letter}({{{{ super() }}}}){{% endblock %}}'

    site = outlet(
        {
            **STORY,
            "newsprint.toml": TIDE,
            "themes/tide/theme.toml": 'name = "Tide"\nextends = "gazette"\n',
            "themes/tide/templates/article.html": wrapped("t"),
            "themes/gazette/templates/article.html": wrapped("g"),
        }
    )
    site.build()
    text = visible_text(main(site.page(A)))
    assert text.startswith(("t( g(", "t(g("))
    assert "Storm" in text


def test_an_outlet_overrides_one_word(outlet: Make) -> None:
    site = outlet({**STORY, "themes/gazette/strings/en.toml": '[words]\nlatest_contents = "Fresh fish"\n'})
    site.build()
    assert "Fresh fish" in headings(site.page(A))
    assert "By Jane Doe" in visible_text(site.page(A))


def test_an_outlet_overrides_one_asset(outlet: Make) -> None:
    site = outlet({**STORY, "themes/gazette/assets/icon.svg": "<svg/>"})
    site.build()
    icon = site.page("/").find("link", rel="icon")["href"]
    assert site.text(icon.lstrip("/")) == "<svg/>"
    assert len([name for name in site.files() if re.match(r"assets/icon\.", name)]) == 1
    assert [name for name in site.files() if re.match(r"assets/style\.", name)]


def test_a_theme_uses_files_of_the_theme_that_it_extends(outlet: Make) -> None:
    site = outlet(
        {
            **STORY,
            "newsprint.toml": TIDE,
            "themes/tide/theme.toml": 'extends = "gazette"\n',
            "themes/tide/templates/404.html": "<h1>{{ words.not_found }} in tide</h1>",
            "themes/tide/strings/en.toml": '[words]\nby = "From the pen of"\n',
            "themes/tide/assets/style.css": "body { color: navy }",
        }
    )
    site.build()
    assert site.text("404.html") == "<h1>Page not found in tide</h1>"
    assert "From the pen of Jane Doe" in visible_text(site.page(A))
    style = site.page("/").find("link", rel="stylesheet")["href"]
    assert site.text(style.lstrip("/")) == "body { color: navy }"


def test_a_theme_that_extends_nothing_has_only_its_own_files(outlet: Make) -> None:
    names = ["front", "section", "latest", "archive", "article", "404"]
    alone = {f"themes/tide/templates/{name}.html": f"<p>{name}: {{{{ page.title }}}}</p>" for name in names}
    strings = {"themes/tide/strings/en.toml": '[words]\nnot_found = "Gone"\n[dates]\nmonth = "MMMM y"\n'}
    month = {"themes/tide/templates/month.html": "<p>{{ month|date('month') }}</p>"}
    site = outlet({"newsprint.toml": TIDE, "content/a.md": article("Storm"), **alone, **strings, **month})
    site.build()
    assert site.text("world/2024/12/20/a/index.html") == "<p>article: Storm</p>"
    assert not [name for name in site.files() if name.startswith("assets/")]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param(
            {"newsprint.toml": TIDE.replace("tide", "gazete")},
            ["newsprint.toml:3:1", 'no theme "gazete"', 'did you mean "gazette"?'],
            id="unknown theme",
        ),
        pytest.param(
            {"newsprint.toml": TIDE, "themes/tide/theme.toml": 'extends = "gazete"\n'},
            ["themes/tide/theme.toml:1:1", '"gazete"', 'did you mean "gazette"?'],
            id="extends an unknown theme",
        ),
        pytest.param(
            {"newsprint.toml": TIDE, "themes/tide/theme.toml": 'extends = "tide"\n'},
            ["themes/tide/theme.toml:1:1", 'the theme "tide" extends itself'],
            id="extends itself",
        ),
        pytest.param(
            {
                "newsprint.toml": TIDE,
                "themes/tide/theme.toml": 'extends = "ebb"\n',
                "themes/ebb/theme.toml": 'extends = "tide"\n',
            },
            ["themes/tide/theme.toml:1:1", 'the themes "tide" and "ebb" extend each other (delete "extends" in one)'],
            id="two extend each other",
        ),
        pytest.param(
            {
                "newsprint.toml": TIDE,
                "themes/tide/theme.toml": 'extends = "ebb"\n',
                "themes/ebb/theme.toml": 'extends = "flow"\n',
                "themes/flow/theme.toml": 'extends = "ebb"\n',
            },
            ["themes/ebb/theme.toml:1:1", 'the themes "ebb" and "flow" extend each other'],
            id="two extended themes extend each other",
        ),
        pytest.param(
            {"newsprint.toml": TIDE, "themes/tide/theme.toml": '\nextends = "../../etc"\n'},
            ["themes/tide/theme.toml:2", "must be the name of a theme"],
            id="extends a path",
        ),
        pytest.param(
            {"newsprint.toml": TIDE, "themes/tide/theme.toml": 'name = "T"\nextend = "gazette"\n'},
            ["themes/tide/theme.toml:2", 'unknown key "extend"', 'did you mean "extends"?'],
            id="misspelt key",
        ),
        pytest.param(
            {"newsprint.toml": TIDE, "themes/tide/theme.toml": "extends =\n"},
            ["themes/tide/theme.toml:1", "not valid TOML"],
            id="broken theme.toml",
        ),
    ],
)
def test_a_theme_that_cannot_be_loaded_is_reported_with_its_line(
    outlet: Make, files: dict[str, str], words: list[str]
) -> None:
    (problem,) = outlet(files).problems()
    for part in words:
        assert part in problem


def _article_template(template: str) -> dict[str, str]:
    return {**STORY, "themes/gazette/templates/article.html": template}


TOP = '{% extends "base.html" %}\n{% block main %}\n'


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        pytest.param(TOP + "\n{{ article.titel }}\n{% endblock %}", 4, "titel", id="misspelt attribute"),
        pytest.param(TOP + "{{ artikle.title }}\n{% endblock %}", 3, "artikle", id="misspelt variable"),
        pytest.param(TOP + "{% if article.titel %}{% endif %}{% endblock %}", 3, "titel", id="misspelt in a condition"),
        pytest.param(TOP + "{{ words.todya }}{% endblock %}", 3, "todya", id="misspelt word"),
        pytest.param(TOP + '{{ asset("style.scss") }}{% endblock %}', 3, "style.scss", id="misspelt asset"),
        pytest.param(TOP + '{{ article.date|date("weekly") }}{% endblock %}', 3, "weekly", id="misspelt date format"),
        pytest.param(TOP + "{{ article.title|shout }}{% endblock %}", 3, "shout", id="unknown filter"),
        pytest.param(TOP + "{% for x in y %}{% endblock %}", 3, "endblock", id="unclosed loop"),
        pytest.param(TOP + '{% include "nothing.html" %}{% endblock %}', 3, "nothing.html", id="missing include"),
        pytest.param('\n{% extends "bass.html" %}', 2, "bass.html", id="missing parent"),
        pytest.param(
            TOP + "{{ latest(section='world', tag='x') }}{% endblock %}",
            3,
            "one of",
            id="two arguments that exclude each other",
        ),
        pytest.param(
            TOP + "{{ latest(limit='many') }}{% endblock %}", 3, "takes a number", id="a limit that is not a number"
        ),
        pytest.param(
            TOP + "{{ ''.__class__.__mro__ }}{% endblock %}", 3, "is not available in a theme", id="out of the sandbox"
        ),
    ],
)
def test_an_error_in_a_template_is_reported_with_its_line(outlet: Make, template: str, line: int, words: str) -> None:
    (problem,) = outlet(_article_template(template)).problems()
    assert problem.startswith(f"themes/gazette/templates/article.html:{line}: ")
    assert words in problem


def test_an_error_in_a_template_does_not_change_the_output(outlet: Make) -> None:
    site = outlet(STORY)
    site.build()
    before = site.files()
    assert site.write(_article_template("{{ nothing }}")).problems()
    assert site.files() == before


def test_text_of_authors_is_escaped_in_every_theme(outlet: Make) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    template = '<p title="{{ article.title }}">{{ article.title }}{{ article.extra.note }}</p>'
    site = outlet({**_article_template(template), "content/a.md": article(hostile, extra={"note": hostile})})
    site.build()
    page = site.page(A)
    assert page.find("script") is None
    assert page.p["title"] == hostile
    assert visible_text(page) == hostile * 2
