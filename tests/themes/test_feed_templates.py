"""Templates of feeds, sitemaps and robots.txt: themes inherit or change them, and invalid XML is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsprint.themes import templates
from newsprint.themes.fast.environment import FastEnvironment
from newsprint.themes.sandbox.sandbox import PlainEnvironment, ThemeEnvironment
from tests.support.outlets import CONFIGURATION, WITH_OWN_THEME, article
from tests.support.reading import Make
from tests.themes.bare import whole_site

RSS = "themes/gazette/templates/rss.xml"
STORY = {"content/a.md": article("Tom & Jerry's <b>")}
START = '<?xml version="1.0" encoding="utf-8"?>\n<rss>\n<channel>\n'
END = "</channel>\n</rss>\n"


def feed(inner: str) -> str:
    """Return a template of a feed with ``inner`` on its fourth line."""
    return f"{START}{inner}\n{END}"


def test_a_theme_that_extends_nothing_has_the_built_in_feeds(outlet: Make) -> None:
    site = whole_site(outlet).write(STORY)
    site.build()
    found = site.files()
    site.write({"newsprint.toml": CONFIGURATION}).build()
    machine = {name for name in found if name.endswith((".xml", "robots.txt"))}
    assert len(machine) == 11
    assert {name: found[name] for name in machine} == {name: site.files()[name] for name in machine}


def test_a_theme_that_extends_nothing_can_extend_the_built_in_feeds(outlet: Make) -> None:
    rss = '{% extends "parent/rss.xml" %}{% block story_extra %}<fee>{{ story.title }}</fee>\n{% endblock %}'
    site = whole_site(outlet, {"rss.xml": rss}).write(STORY)
    site.build()
    assert "<fee>Tom &amp; Jerry's &lt;b&gt;</fee>\n</item>" in site.text("rss.xml")
    assert "<fee>" not in site.text("atom.xml")


@pytest.mark.parametrize("chosen", [FastEnvironment, ThemeEnvironment, PlainEnvironment])
def test_values_are_escaped_in_xml_and_not_in_plain_text(
    outlet: Make, monkeypatch: pytest.MonkeyPatch, chosen: type
) -> None:
    monkeypatch.setattr(templates, "environment_class", lambda: chosen)
    macro = '{% macro named(story) %}<a title="{{ story.title }}"/>{% endmacro %}'
    line = '{% from "named.xml" import named %}{% for story in stories %}{{ named(story) }}{{ "<i>"|safe }}</i>{% endfor %}{{ site.title }}'
    robots = "# {% for story in latest() %}{{ story.title }}{% endfor %}\n"
    site = whole_site(outlet, {"rss.xml": feed(line), "named.xml": macro, "robots.txt": robots})
    site.write({**STORY, "newsprint.toml": WITH_OWN_THEME.replace("Harbour", "\\u0007'")}).build()
    assert "<a title=\"Tom &amp; Jerry's &lt;b&gt;\"/><i></i>The ' Gazette" in site.text("rss.xml")
    assert site.text("robots.txt") == "# Tom & Jerry's <b>"


BROKEN = {
    "a tag that closes another one": ("<a>\n<b></a>", 5, "this closing tag does not match the open element"),
    "an element that is not closed": ("<a>", 5, "this closing tag does not match the open element"),
    "an entity of HTML": ("\n<a>&nbsp;</a>", 5, "XML does not define this entity"),
    "an ampersand": ("<a>Q & A</a>", 4, "this is not allowed in XML"),
    "an attribute in single quotes": (
        "{% for story in stories %}\n<a b='{{ story.title }}'/>\n{% endfor %}",
        5,
        "this is not allowed in XML",
    ),
    "a value that is no markup": (
        "\n{% for story in stories %}{{ story.title|safe }}{% endfor %}",
        5,
        "this is not allowed in XML",
    ),
    "a prefix without a name": ("<itunes:author/>", 4, "the prefix of this name is not declared"),
    "an attribute twice": ('<a b="" b=""/>', 4, "an attribute is given twice"),
    "something after the end": (f"{END}<a/>{{#", 6, "there is content after the outermost element"),
}


@pytest.mark.parametrize(("inner", "line", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_invalid_xml_in_a_feed_is_an_error_with_its_line(outlet: Make, inner: str, line: int, message: str) -> None:
    text = feed(inner) if not inner.endswith("{#") else f"{START}{inner[:-2]}\n"
    (problem,) = outlet({RSS: text, **STORY}).problems()
    assert problem.startswith(f"{RSS}:{line}: {message} (")


HEADS = {
    "an empty line before the declaration": ("\n", "<?xml …?> is not at the very beginning", 2),
    "a DOCTYPE": ('<!DOCTYPE rss [<!ENTITY a "aaaa">]>\n', "a DOCTYPE is not allowed here (delete it)", 1),
}


@pytest.mark.parametrize(("head", "message", "line"), HEADS.values(), ids=HEADS.keys())
def test_text_before_the_xml_declaration_and_a_doctype_are_errors(
    outlet: Make, head: str, message: str, line: int
) -> None:
    (problem,) = outlet({RSS: head + feed(""), **STORY}).problems()
    assert problem.startswith(f"{RSS}:{line}: {message}")


def test_an_encoding_other_than_utf_8_is_an_error(outlet: Make) -> None:
    text = feed("").replace("utf-8", "iso-8859-1")
    assert outlet({RSS: text, **STORY}).problems() == [f'{RSS}:1: the encoding must be UTF-8 (write encoding="utf-8")']


def test_invalid_xml_in_a_block_is_reported_with_the_line_of_the_block(outlet: Make) -> None:
    block = '{% extends "parent/rss.xml" %}\n{% block story_extra %}\n<media>\n{{ story.title }}\n{% endblock %}\n'
    (problem,) = outlet({RSS: block, **STORY}).problems()
    assert problem.startswith(f"{RSS}:5: this closing tag does not match the open element (")


def test_an_error_in_a_feed_template_has_its_line_as_in_a_page(outlet: Make) -> None:
    (problem,) = outlet({RSS: feed("{{ storys }}"), **STORY}).problems()
    assert problem == f'{RSS}:4: there is no variable "storys" (did you mean "stories"?)'


def test_a_misspelt_name_of_a_feed_template_is_reported(outlet: Make) -> None:
    name = "themes/gazette/templates/atm.xml"
    assert outlet({name: feed(""), **STORY}).problems() == [
        f'{name}: no page and no other template uses this template (did you mean "atom.xml"?)'
    ]


FILES = {
    "themes/gazette/assets/art.css": "p {}",
    "themes/gazette/strings/en.toml": '[words]\nmore_like = "this"\n',
    **STORY,
}
WORD = {"themes/gazette/strings/en.toml": '[words]\nmore_like = "that"\n'}
PICTURE = {"themes/gazette/assets/art.css": "p { }"}
FEED = {RSS: feed("<a/>")}
PAGE = {"themes/gazette/templates/404.html": "{{ page.title }}"}
NOTHING = feed("{# nothing #}")
OF_FEEDS = "templates of feeds: changed"
OF_PAGES = "theme: changed"


@pytest.mark.parametrize(
    ("rss", "edit", "reasons"),
    [
        (NOTHING, WORD, {OF_PAGES}),
        (NOTHING, PICTURE, {OF_PAGES}),
        (NOTHING, PAGE, {OF_PAGES}),
        (NOTHING, FEED, {OF_FEEDS}),
        (NOTHING, {"themes/gazette/templates/part.xml": "<b/>"}, {OF_FEEDS}),
        (NOTHING, {"themes/gazette/templates/robots.txt": "User-agent: *\n"}, {OF_FEEDS}),
        (feed("{{ words.more_like }}"), WORD, {OF_PAGES, OF_FEEDS}),
        (feed('{{ words_in("fr").by }}'), WORD, {OF_PAGES, OF_FEEDS}),
        (feed('{{ asset("art.css") }}'), PICTURE, {OF_PAGES, OF_FEEDS}),
        (feed('{% for story in stories %}{{ story.date | date("short") }}{% endfor %}'), WORD, {OF_PAGES, OF_FEEDS}),
        (feed("{{ site.date_patterns.short }}"), WORD, {OF_PAGES, OF_FEEDS}),
        (feed('{{ site["date_patterns"].short }}'), WORD, {OF_PAGES, OF_FEEDS}),
        (feed('{% from "macros.html" import card %}'), PAGE, {OF_PAGES, OF_FEEDS}),
        (feed('{% include "none" ~ ".html" ignore missing %}'), PAGE, {OF_PAGES, OF_FEEDS}),
    ],
)
def test_feeds_are_printed_again_only_if_something_in_them_changed(
    outlet: Make, tmp_path: Path, rss: str, edit: dict[str, str], reasons: set[str]
) -> None:
    """The files are the same as after a clean build."""
    site = outlet({**FILES, RSS: rss})
    site.build()
    report = site.write(edit).build(explain=True)
    found = {page.file: page.reason for page in report.printed if page.reason != "new"}
    assert set(found.values()) == reasons
    assert {
        file for file, reason in found.items() if reason == OF_FEEDS and not file.endswith((".xml", ".txt"))
    } == set()
    site.build(output=tmp_path / "clean", full=True)
    clean = {path.relative_to(tmp_path / "clean").as_posix() for path in (tmp_path / "clean").rglob("*.*")}
    assert {name: (tmp_path / "clean" / name).read_bytes() for name in site.files()} == site.files()
    assert clean >= set(site.files())


def test_a_page_that_includes_part_of_a_feed_is_printed_again_with_it(outlet: Make) -> None:
    page = {
        "themes/gazette/templates/404.html": '{% include "part.xml" %}',
        "themes/gazette/templates/part.xml": "<a/>",
    }
    site = outlet({**FILES, **page})
    site.build()
    report = site.write({"themes/gazette/templates/part.xml": "<b/>"}).build(explain=True)
    assert {page.reason for page in report.printed} == {OF_PAGES, OF_FEEDS}
    assert site.text("404.html") == "<b/>"


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("{% block story_extra %}\n<desk>&nbsp;</desk>\n{% endblock %}", 3),
        ("{% block story_extra %}<desk>\n&nbsp;</desk>\n{% endblock %}", 3),
        (
            "{% block story_extra %}\n{% if story %}\n<desk>{{ story.title }}\n&nbsp;</desk>{% endif %}\n{% endblock %}",
            5,
        ),
        ("{% block story_extra %}\n<desk>\n{# of the day #}\n&nbsp;</desk>\n{% endblock %}", 5),
        ("{% block story_extra %}\n<desk>{% raw %}{{\n{% endraw %}&nbsp;</desk>\n{% endblock %}", 4),
        ("{% block story_extra %}\n{{ story.extra.sign|safe }}\n<desk>&nbsp;</desk>\n{% endblock %}", 3),
    ],
)
def test_invalid_xml_is_reported_with_the_line_of_the_template(outlet: Make, block: str, line: int) -> None:
    story = {"content/a.md": article("Tides", extra={"sign": "&nbsp;"})}
    site = outlet({RSS: f'{{% extends "parent/rss.xml" %}}\n{block}\n', **story})
    (problem,) = site.problems()
    assert problem.startswith(f"{RSS}:{line}: XML does not define this entity")


def test_the_hint_names_the_block_in_which_to_declare_a_prefix(outlet: Make) -> None:
    rss = '{% extends "parent/rss.xml" %}\n{% block story_extra %}<p:desk>x</p:desk>{% endblock %}\n'
    site = outlet({RSS: rss, **STORY})
    (problem,) = site.problems()
    assert "{% block namespaces %}" in problem
    site.write({RSS: rss + '{% block namespaces %} xmlns:p="https://gazette.example/"{% endblock %}\n'})
    assert site.problems() == []
