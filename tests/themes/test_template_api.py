"""What templates can use: the function ``latest``, filters and variables."""

from __future__ import annotations

import pytest

from outlets import CONFIGURATION, Outlet, article
from reading import Make, stories

A = "/world/2024/12/20/a/"


def _with(template: str) -> dict[str, str]:
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
def test_latest_gives_cards_anywhere_in_a_theme(outlet: Make, call: str, days: list[int]) -> None:
    template = f'{{% for story in {call} %}}<a href="{{{{ story.url }}}}">{{{{ story.title }}}}</a>{{% endfor %}}'
    front: dict[int, dict[str, object]] = {
        12: {"tags": ["Long Pier"]},
        15: {"tags": ["long pier"]},
        13: {"authors": ["Zoë Müller"]},
    }
    site = outlet(
        {
            **_with(template),
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
def test_filters_and_variables_print(outlet: Make, expression: str, printed: str) -> None:
    toml = CONFIGURATION.replace("gazette.example", "gazette.example/repo")
    files = {**_with(f"{{{{ {expression} }}}}"), "newsprint.toml": toml}
    site = outlet({**files, "content/a.md": article(date="2024-12-20T18:30:00", extra={"rank": 3})})
    site.build()
    assert site.text("world/2024/12/20/a/index.html") == printed
