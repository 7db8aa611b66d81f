"""The API for templates: the function ``latest``, filters and variables."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make, stories

A = "/world/2024/12/20/a/"


def _article_template(template: str) -> dict[str, str]:
    return {"content/a.md": article("Storm"), "themes/gazette/templates/article.html": template}


def _links(site: Outlet) -> list[str]:
    return stories(site.page(A))


@pytest.mark.parametrize(
    ("call", "days"),
    [
        ("latest()", [19, 18, 17, 16, 15, 14, 13, 12]),
        ("latest(limit=2)", [19, 18]),
        ("latest(3)", [19, 18, 17]),
        ("latest(limit=0)", []),
        ('latest(section="sport")', [18, 16, 14, 12, 10]),
        ('latest(section="sport", limit=1)', [18]),
        ('latest(tag="Long Pier")', [15, 12]),
        ('latest(tag="long-pier")', [15, 12]),
        ('latest(author="Zoë Müller")', [13]),
        ('latest(section="nothing")', []),
        ("latest(limit=2, section=article.section.key)", [19, 17]),
    ],
)
def test_latest_returns_the_newest_stories_of_a_stream(outlet: Make, call: str, days: list[int]) -> None:
    template = f'{{% for story in {call} %}}<a href="{{{{ story.url }}}}">{{{{ story.title }}}}</a>{{% endfor %}}'
    front: dict[int, dict[str, object]] = {
        12: {"tags": ["Long Pier"]},
        15: {"tags": ["long pier"]},
        13: {"authors": ["Zoë Müller"]},
    }
    site = outlet(
        {
            **_article_template(template),
            **{
                f"content/d{day}.md": article(
                    date=f"2024-12-{day}", section="world" if day % 2 else "sport", **front.get(day, {})
                )
                for day in range(10, 20)
            },
        }
    )
    site.build()
    assert [int(link.split("/")[4]) for link in _links(site)] == days


@pytest.mark.parametrize(
    ("call", "days"),
    [
        ("latest(limit=2, exclude=latest(limit=1))", [18, 17]),
        ("latest(limit=2, exclude=latest(limit=1)|first|default(none))", [18, 17]),
        ("latest(limit=2, exclude=[none, latest(limit=1)|first|default(none), [latest(limit=3)]])", [16, 15]),
        ('latest(limit=2, exclude=latest(section="sport"))', [19, 17]),
        ('latest(limit=2, section="sport", exclude=latest(section="world"))', [18, 16]),
        ('latest(exclude=latest(limit=3)|map("list")|list)', None),
        ("latest(limit=3, exclude=none)", [19, 18, 17]),
        ("latest(exclude=latest(limit=99))", []),
    ],
)
def test_latest_returns_as_many_stories_without_the_excluded_ones(
    outlet: Make, call: str, days: list[int] | None
) -> None:
    template = f'{{% for story in {call} %}}<a href="{{{{ story.url }}}}">{{{{ story.title }}}}</a>{{% endfor %}}'
    site = outlet(_article_template(template))
    site.write(
        {
            f"content/d{day}.md": article(date=f"2024-12-{day}", section="world" if day % 2 else "sport")
            for day in range(10, 20)
        }
    )
    if days is None:
        assert """map('list') cannot use the items of "latest(limit=3)\"""" in site.problems()[0]
        return
    site.build()
    assert [int(link.split("/")[4]) for link in _links(site)] == days


@pytest.mark.parametrize("excluded", ['"/world/"', "page", "5", "[[5]]"])
def test_only_stories_can_be_excluded(outlet: Make, excluded: str) -> None:
    (problem,) = outlet(_article_template(f"\n{{{{ latest(exclude={excluded}) }}}}")).problems()
    assert ":2: " in problem and "latest(exclude=…) takes stories and lists of stories" in problem


HELPERS = """{{ site.title }}|{{ words.archive }}|{{ asset("icon.svg").url|length > 9 }}|{{ moment|date("short") }}|\
{{ moment|iso }}|{{ "one two"|cut(1) }}|{{ "/a/"|absolute }}"""


@pytest.mark.parametrize("statement", ["import", "from"])
def test_shared_variables_and_filters_work_in_a_macro_without_context(outlet: Make, statement: str) -> None:
    tag, call = {"from": ('from "m.html" import all', "all"), "import": ('import "m.html" as m', "m.all")}[statement]
    macros = f"{{% macro all(moment) %}}{HELPERS}{{% endmacro %}}"
    files = _article_template(f"{{% {tag} %}}{{{{ {call}(article.date) }}}}")
    site = outlet({**files, "themes/gazette/templates/m.html": macros})
    site.build()
    assert site.page(A).get_text() == (
        "The Harbour Gazette|Archive|True|20 December 2024|2024-12-20T00:00:00+00:00|one…|https://gazette.example/a/"
    )


def test_latest_needs_a_macro_with_context_and_is_an_error_in_others(outlet: Make) -> None:
    macros = {
        "themes/gazette/templates/m.html": '\n{% macro newest() %}{{ latest(1)|map(attribute="title")|join }}{% endmacro %}'
    }
    with_context = _article_template('{% from "m.html" import newest with context %}{{ newest() }}')
    site = outlet({**with_context, **macros, "content/b.md": article("Before", date="2024-12-19")})
    site.build()
    assert site.page(A).get_text() == "Before"
    site.write(_article_template('{% from "m.html" import newest %}{{ newest() }}'))
    (problem,) = site.problems()
    assert problem == (
        "themes/gazette/templates/m.html:2: latest() depends on the page, which this macro does not see "
        "(import the macro with context, or pass it the stories)"
    )


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ('article.date|date("published")', "20 December 2024"),
        ("article.date|date", "20 December 2024"),
        ('article.date|date("today")', "Dec 20, 2024"),
        ("article.date|iso", "2024-12-20T18:30:00+00:00"),
        ('"one two three"|cut(2)', "one two…"),
        ('"one two"|cut(2)', "one two"),
        ('"one, two. Three"|cut(2)', "one, two…"),
        ("article.url|absolute", "https://gazette.example/repo/world/2024/12/20/a/"),
        ('"https://example.org/x"|absolute', "https://example.org/x"),
        ("site.url", "/repo/"),
        ("article.extra.rank", "3"),
        ("article.words", "2"),
    ],
)
def test_filters_and_variables_print_their_values(outlet: Make, expression: str, printed: str) -> None:
    toml = CONFIGURATION.replace("gazette.example", "gazette.example/repo")
    files = {**_article_template(f"{{{{ {expression} }}}}"), "newsprint.toml": toml}
    site = outlet({**files, "content/a.md": article(date="2024-12-20T18:30:00", extra={"rank": 3})})
    site.build()
    assert site.text("world/2024/12/20/a/index.html") == printed
