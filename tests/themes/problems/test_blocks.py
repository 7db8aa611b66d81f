"""Blocks: which pages one override changes, and blocks that no template prints, which are reported."""

from __future__ import annotations

import re

import pytest

from tests.support.outlets import WITH_OWN_THEME, Outlet, article
from tests.support.reading import Make, main, visible_text

STORY = {
    "content/a.md": article(
        "Storm", tags=["Pier"], series="Winter", authors=["Jane Doe"], aliases=["/old/"], lang="ar"
    ),
    "content/pages/about.md": "---\ntitle: About\n---\n\nUs.\n",
}
ARTICLE = "themes/gazette/templates/article.html"
BASE = "themes/gazette/templates/base.html"
TEMPLATES = "themes/gazette/templates"


def test_one_override_of_base_html_changes_every_page(outlet: Make) -> None:
    own = """{% extends "parent/base.html" %}
{% block meta %}{{ super() }}<meta name="site-verification" content="abc">{% endblock %}
{% block head_extra %}<link rel="stylesheet" href="{{ asset("house.css") }}">{% endblock %}
{% block logo %}<img src="/logo.svg" alt="{{ site.title }}">{% endblock %}
{% block body_end %}<!-- statistics -->{% endblock %}"""
    site = outlet({**STORY, BASE: own, "themes/gazette/assets/house.css": "p {}"})
    site.build()
    pages = {name: site.page(f"/{name}") for name in site.files() if name.endswith(".html")}
    assert {"index.html", "404.html", "old/index.html", "latest/index.html", "about/index.html"} < pages.keys()
    for name, page in pages.items():
        assert page.head.find("meta", attrs={"name": "site-verification"}), name
        sheets = [link["href"] for link in page.head.find_all("link", rel="stylesheet")]
        assert re.fullmatch(r"/assets/house\.\w+\.css", sheets[-1]) and len(sheets) == 2, name
        assert site.text(name).endswith("<!-- statistics --></body>\n</html>\n"), name
        assert page.find("meta", property="og:title") and page.find("link", rel="canonical"), name
        bare = name.startswith(("latest/", "old/"))
        assert (page.find("img", src="/logo.svg") is None) == bare, name


def test_an_override_of_the_head_block_changes_every_page(outlet: Make) -> None:
    own = '{% extends "parent/base.html" %}{% block head %}<meta name="own" content="1">{% endblock %}'
    site = outlet({**STORY, BASE: own})
    site.build()
    for name in (name for name in site.files() if name.endswith(".html")):
        assert site.page(f"/{name}").find("meta", attrs={"name": "own"}), name


@pytest.mark.parametrize(
    ("url", "classes"),
    [
        ("/", ["page", "page-front"]),
        ("/world/2024/12/20/a/", ["page", "page-story"]),
        ("/topics/pier/", ["page"]),
        ("/series/winter/", ["page"]),
        ("/authors/jane-doe/", ["page"]),
        ("/404.html", ["page"]),
        ("/latest/", ["widget-page"]),
    ],
)
def test_the_class_of_the_body_names_the_kind_of_page(outlet: Make, url: str, classes: list[str]) -> None:
    site = outlet(STORY)
    site.build()
    assert site.page(url).body["class"] == classes


def test_topics_and_series_have_a_label_above_their_names(outlet: Make) -> None:
    site = outlet(STORY)
    site.build()
    assert visible_text(main(site.page("/topics/pier/")).header) == "Topic Pier"
    assert visible_text(main(site.page("/series/winter/")).header) == "Series Winter"


def _extending(blocks: str, parent: str = "parent/article.html") -> str:
    return f'{{% extends "{parent}" %}}\n\n{blocks}'


def _block(name: str, inner: str = "x") -> str:
    return f"{{% block {name} %}}{inner}{{% endblock %}}"


KNOWN = " (known: body, body_class, body_end, head, head_extra, lead_picture, logo, main, masthead_more, meta, og_type, title)"
NOWHERE = 'no template that this one extends has a block "{}", so it is never shown'
UNKNOWN = {
    "a misspelt block": (_extending(_block("mian")), f'3: {NOWHERE.format("mian")} (did you mean "main"?)'),
    "a block of another template": (_extending(_block("listing_kind")), f"3: {NOWHERE.format('listing_kind')}{KNOWN}"),
    "with dashes": (
        _extending("{%- block mian -%}x{%- endblock -%}"),
        f'3: {NOWHERE.format("mian")} (did you mean "main"?)',
    ),
    "in a condition": (
        _extending("{% if page %}\n" + _block("mian") + "{% endif %}"),
        f'4: {NOWHERE.format("mian")} (did you mean "main"?)',
    ),
    "required": (
        _extending("{% block mian required %}{% endblock %}"),
        f'3: {NOWHERE.format("mian")} (did you mean "main"?)',
    ),
    "around a known block": (
        _extending(_block("mian", _block("main"))),
        f'3: {NOWHERE.format("mian")} (did you mean "main"?)',
    ),
    "of the base template": (
        _extending(_block("listing_kind"), "base.html"),
        f"3: {NOWHERE.format('listing_kind')}{KNOWN.replace(' lead_picture,', '')}",
    ),
}


@pytest.mark.parametrize(("template", "message"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_block_that_is_never_printed_is_a_problem_with_its_line(outlet: Make, template: str, message: str) -> None:
    assert outlet({**STORY, ARTICLE: template}).problems() == [f"{ARTICLE}:{message}"]


def test_every_template_of_a_theme_is_checked(outlet: Make) -> None:
    """Even templates that no page uses, and those of the theme that it extends."""
    files = {
        f"{TEMPLATES}/{name}": _extending(_block("mian"), "base.html") for name in ("a.html", "month.html", "x/b.html")
    }
    settings = WITH_OWN_THEME, 'extends = "gazette"\n'
    site = outlet(
        {
            **STORY,
            **files,
            "newsprint.toml": settings[0],
            "themes/own/theme.toml": settings[1],
            "themes/own/templates/404.html": _extending(_block("hed"), "parent/404.html"),
        }
    )
    assert site.problems() == [
        f'themes/gazette/templates/a.html:3: {NOWHERE.format("mian")} (did you mean "main"?)',
        f'themes/gazette/templates/month.html:3: {NOWHERE.format("mian")} (did you mean "main"?)',
        f'themes/gazette/templates/x/b.html:3: {NOWHERE.format("mian")} (did you mean "main"?)',
        f'themes/own/templates/404.html:3: {NOWHERE.format("hed")} (did you mean "head"?)',
    ]


OUTSIDE = (
    "this is outside of every block, and a template that extends another one prints only its blocks "
    "(put it between {% block NAME %} and {% endblock %}, or delete it)"
)
LOST = {
    "text": (_extending(_block("main") + "\n\n<p>Lost</p>\n"), 5),
    "a value": (_extending("{{ article.title }}" + _block("main")), 3),
    "text in a condition": (_extending("{% if page %}\n<p>Lost</p>{% endif %}" + _block("main")), 4),
    "another template": (_extending('{% include "404.html" %}' + _block("main")), 3),
    "text after a comment": (_extending("<!-- Ours -->\n<p>" + _block("main")), 4),
    "text before extends": ("<p>Early</p>" + _extending(_block("main")), 1),
}


@pytest.mark.parametrize(("template", "line"), LOST.values(), ids=LOST.keys())
def test_text_outside_of_blocks_is_a_problem_with_its_line(outlet: Make, template: str, line: int) -> None:
    assert outlet({**STORY, ARTICLE: template}).problems() == [f"{ARTICLE}:{line}: {OUTSIDE}"]


FINE = {
    "comments, macros and variables outside of blocks": _extending(
        "{# Ours #}\n<!-- Ours\n too -->\n{% set colour = 'red' %}{% set box %}<p>{% endset %}\n"
        '{% from "macros.html" import card %}\n{% macro our() %}<p>{{ colour }}</p>{% endmacro %}\n' + _block("main")
    ),
    "a byte order mark": "\ufeff" + _extending(_block("main")),
    "a new block inside a known one": _extending(_block("main", _block("side"))),
    "a block that is called": _extending(_block("side") + _block("main", "{{ self.side() }}")),
    "a block in a comment": _extending("{# {% block mian %} #}" + _block("main")),
    "a block in raw": _extending(_block("main", "{% raw %}{% block mian %}{% endraw %}")),
    "new blocks of a template that extends none": "<p>" + _block("anything") + "</p>",
    "a parent that is chosen when it is rendered": '{% set parent = "base.html" %}{% extends parent %}'
    + _block("main"),
}


@pytest.mark.parametrize("template", FINE.values(), ids=FINE.keys())
def test_other_blocks_are_not_reported(outlet: Make, template: str) -> None:
    assert outlet({**STORY, ARTICLE: template}).problems() == []


def test_an_own_base_html_may_lack_blocks_that_other_templates_fill(outlet: Make) -> None:
    site = outlet({**STORY, BASE: "<!doctype html><title>{{ page.title }}</title><h1>Own</h1>" + _block("main", "")})
    assert site.problems() == []
    assert visible_text(site.page("/").h1) == "Own"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param(
            '{% extends "article.html" %}' + _block("mian"), "1: the template extends itself", id="extends itself"
        ),
        pytest.param(
            '{% extends "bsae.html" %}' + _block("mian"),
            '1: there is no template "bsae.html"',
            id="extends a missing template",
        ),
        pytest.param(
            '{% extends "base.html" %}\n{% block mian %}',
            "2: {% block %} is not closed",
            id="a block that is not closed",
        ),
        pytest.param("{% extends 5 %}" + _block("mian"), "1: ", id="extends a number"),
        pytest.param(
            '{% extends "base.html" %}\n' + _block("main") + _block("main"),
            '2: there are two blocks "main"',
            id="two blocks of one name",
        ),
    ],
)
def test_only_the_error_is_reported_for_a_template_that_cannot_be_used(
    outlet: Make, template: str, message: str
) -> None:
    (problem,) = outlet({**STORY, ARTICLE: template}).problems()
    assert problem.startswith(f"{ARTICLE}:{message}")


def test_unknown_blocks_are_reported_together_with_other_errors(outlet: Make) -> None:
    files = {ARTICLE: _extending(_block("mian")), f"{TEMPLATES}/404.html": "{{ pgae.title }}"}
    first, second = outlet({**STORY, **files}).problems()
    assert first.startswith(f"{TEMPLATES}/404.html:1: ")
    assert second.startswith(f"{ARTICLE}:3: ")


def test_a_corrected_block_is_printed_by_the_next_build(outlet: Make) -> None:
    site: Outlet = outlet(STORY)
    site.build()
    before = site.files()
    site.write({ARTICLE: _extending(_block("mian", "New"))})
    assert site.problems() and site.problems()
    assert site.files() == before
    site.write({ARTICLE: _extending(_block("main", "New"))}).build()
    assert visible_text(main(site.page("/world/2024/12/20/a/"))) == "New"
