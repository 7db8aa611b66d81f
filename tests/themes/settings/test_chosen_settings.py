"""``[theme.settings]`` of ``newsprint.toml``: every value is checked, with its place, and is a ground of pages."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.reading import Make

LINES = CONFIGURATION.count("\n") + 2
"""The line of the table in newsprint.toml."""

THEME = """
[settings.motto]
type = "text"
description = "A line below the name."

[settings.shape]
type = "choice"
choices = ["round", "square"]
needs.square = ["corner"]
description = "The shape of buttons."

[settings.corner]
type = "text"
description = "The mark in the corners of a square."

[settings.columns]
type = "number"
least = 1
most = 6
description = "The columns of the front page."

[settings.is_loud]
type = "switch"
description = "Large letters."

[settings.shop]
type = "url"
description = "The shop."

[settings.partners]
type = "links"
description = "Other papers."
"""


def paper(outlet: Make, given: str, template: str = "x", **files: str) -> Outlet:
    """Return an outlet with ``given`` as its ``[theme.settings]``, and ``template`` as its front page."""
    return outlet(
        {
            "newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\n{given}\n",
            "themes/gazette/theme.toml": THEME,
            "themes/gazette/templates/front.html": template,
            "content/world/pier.md": article("The pier"),
            "content/world/quay.md": article("The quay", date="2024-12-21"),
            **files,
        }
    )


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("moto = 'x'", '1:1: the theme has no setting "moto" (did you mean "motto"?)'),
        ("motto = 3", '1:1: "theme.settings.motto" must be text, not a number'),
        (f"motto = '{'x' * 2001}'", '1:1: "theme.settings.motto" is longer than 2,000 characters'),
        ("shape = 'sqare'", '1:1: "theme.settings.shape" cannot be "sqare" (did you mean "square"?)'),
        ("shape = ['square']", '1:1: "theme.settings.shape" must be text, not a list (known: round, square)'),
        ("shape = 'square'", '1:1: "theme.settings.shape" is "square", which needs "corner"'),
        (
            "corner = '+'",
            '1:1: "theme.settings.corner" has no effect, because "shape" is "round" (set shape, or delete',
        ),
        ("columns = '3'", '1:1: "theme.settings.columns" must be a number, not text'),
        ("columns = true", '1:1: "theme.settings.columns" must be a number, not true or false'),
        ("columns = 0", '1:1: "theme.settings.columns" must be 1 or more'),
        ("columns = 6.5", '1:1: "theme.settings.columns" must be 6 or less'),
        ("columns = nan", '1:1: "theme.settings.columns" is not a number that can be printed'),
        (f"columns = {10**40}", '1:1: "theme.settings.columns" is not a number that can be printed'),
        ("is_loud = 'yes'", '1:1: "theme.settings.is_loud" must be true or false, not text'),
        ("is_loud = 2024-12-01", '1:1: "theme.settings.is_loud" must be true or false, not a date'),
        ("shop = 'http://shop.example'", '1:1: "theme.settings.shop": "http://shop.example" is not an https address'),
        ("shop = 'javascript:alert(1)'", '1:1: "theme.settings.shop": "javascript:alert(1)" is not an https address'),
        ("shop = 'https://a@b.example'", '1:1: "theme.settings.shop": "https://a@b.example" is not an https address'),
        ("shop = 'https:///x'", '1:1: "theme.settings.shop": "https:///x" is not an https address'),
        ("accent = 'tomato'", '1:1: "theme.settings.accent": "tomato" is not a colour (write its six digits'),
        (f"accent = '#{'a' * 10_000}'", f'1:1: "theme.settings.accent": "#{"a" * 79}…" is not a colour'),
        (
            "\naccent = '#ffcc00'",
            '2:1: "theme.settings.accent": #ffcc00 cannot be read with "paper" (#fdfdfb): their contrast is 1.4:1, and '
            "text needs 4.5:1 (the nearest colour that can be read: #8f7200)",
        ),
        (
            "paper = '#203040'",
            '1:1: "theme.settings.paper": #203040 cannot be read with #626b7b, a colour of the theme: their contrast '
            "is 2.5:1, and text needs 4.5:1 (the nearest colour that can be read: #e5ecf2)",
        ),
        (
            "accent_dark = '#200'",
            '1:1: "theme.settings.accent_dark": #220000 cannot be read with "paper_dark" (#0f151e)',
        ),
        ("partners = 'x'", '1:1: "theme.settings.partners" must be a list of links, not text (for example: partners ='),
        ("partners = ['x']", '1:1: "theme.settings.partners" must be a list of tables with "name" and "url", not text'),
        ("partners = [{ name = 'x' }]", '1:1: a link of "theme.settings.partners" needs "url"'),
        (
            "[[theme.settings.partners]]\nname = 'x'\nurl = '/x/'\n[[theme.settings.partners]]\nname = ''\nurl = '/x/'",
            '5:1: "name" of a link of "theme.settings.partners" must be text',
        ),
        (
            "[[theme.settings.partners]]\nname = 'x'\nurl = '//x.example/'",
            '3:1: the address "//x.example/" must start with a slash, or with https:// and a host',
        ),
        (
            "[[theme.settings.partners]]\nname = 'x'\nurl = 'javascript:alert(1)'",
            '3:1: the address "javascript:alert(1)" must start with a slash, or with https:// and a host',
        ),
        (
            "[[theme.settings.partners]]\nname = 'x'\nurl = '/x/'\ncolor = 'red'",
            '4:1: unknown key "color" (known: name, url)',
        ),
    ],
)
def test_a_wrong_value_is_a_problem_with_its_line(outlet: Make, given: str, problem: str) -> None:
    (found,) = paper(outlet, given).problems()
    line, _, rest = problem.partition(":")
    assert found.startswith(f"newsprint.toml:{LINES + int(line)}:{rest}")


def test_all_problems_are_reported_at_once(outlet: Make) -> None:
    given = "moto = 1\nshape = 'x'\ncolumns = 9\naccent = '#eee'\nlogo = 'no.svg'\n[theme.settings.shop]\na = 1"
    found = paper(outlet, given, **{"themes/gazette/theme.toml": THEME + LOGO}).problems()
    assert [problem.split(":")[1] for problem in found] == [str(LINES + line) for line in (1, 2, 3, 4, 5, 6)]


LOGO = '[settings.logo]\ntype = "picture"\ndescription = "The logo."\n'


def test_the_table_has_only_settings(outlet: Make) -> None:
    site = paper(outlet, "").write({"newsprint.toml": CONFIGURATION + "\n[theme]\nname = 'gazette'\n"})
    with pytest.raises(Exception, match='unknown key "name"'):
        site.build()


def test_templates_get_every_kind_of_value(outlet: Make) -> None:
    given = (
        "motto = '<b>'\nshape = 'square'\ncorner = '+'\ncolumns = 2\nis_loud = true\nshop = 'https://shop.example/?a=1&b=2'\n"
        "partners = [{ name = 'A & B', url = 'https://ab.example' }, { name = 'World', url = '/world/#a' }]\n"
    )
    template = (
        "{{ settings.motto }} {{ settings.shape }} {{ settings.columns + 1 }} {{ settings.is_loud }} {{ settings.shop }}"
        "{% for link in settings.partners %} {{ link.name }} {{ link.url }}{% endfor %}"
    )
    site = paper(outlet, given, template)
    text = (site.folder / "newsprint.toml").read_text().replace("gazette.example", "gazette.example/paper")
    site.write({"newsprint.toml": text}).build()
    assert site.text("index.html").strip() == (
        "&lt;b&gt; square 3 True https://shop.example/?a=1&amp;b=2 A &amp; B https://ab.example World /paper/world/#a"
    )


def style_of(site: Outlet) -> str:
    (name,) = [name for name in site.files() if name.startswith("assets/style.")]
    return site.text(name)


def test_colours_are_properties_of_the_style_sheet_and_no_page_has_a_style(outlet: Make) -> None:
    site = paper(outlet, "accent = '#0A5'", "{{ settings.accent }}")
    assert site.problems() != []
    site.write({"newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\naccent = '#063'\n"}).build()
    assert "  --setting-accent: #006633;\n" in style_of(site)
    assert site.text("index.html").strip() == "#006633"
    assert not site.pages_with("style=") | site.pages_with("<style")


def test_a_colour_that_follows_another_is_made_readable(outlet: Make) -> None:
    site = paper(outlet, "accent = '#123456'")
    site.build()
    (line,) = [line for line in style_of(site).splitlines() if "--setting-accent-dark: " in line]
    assert line == "  --setting-accent-dark: #2e81d3;"


def test_a_colour_that_follows_another_stays_as_the_theme_has_it_if_neither_is_set(outlet: Make) -> None:
    site = paper(outlet, "")
    site.build()
    assert "  --setting-accent-dark: #f2937b;\n" in style_of(site)


def test_a_changed_colour_prints_all_pages_and_nothing_else(outlet: Make) -> None:
    site = paper(outlet, "accent = '#063'")
    site.build()
    before = site.files()
    site.write({"newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\naccent = '#036'\n"})
    report = site.build()
    assert report.converted == 0
    changed = {name for name, data in site.files().items() if before.get(name) != data}
    assert site.clean_files() == site.files()
    assert not [name for name in changed if name.endswith((".xml", ".txt"))]
    pages = [name for name in site.files() if name.endswith(".html")]
    assert report.reasons == {"settings of the theme": len(pages), "new": 1}  # the style sheet has another name


def test_a_setting_that_a_feed_mentions_prints_feeds(outlet: Make) -> None:
    feed = "{% extends 'parent/rss.xml' %}{% block feed_title %}{{ settings.motto }}{% endblock %}"
    site = paper(outlet, "motto = 'One'", **{"themes/gazette/templates/rss.xml": feed})
    site.build()
    assert "<title>One</title>" in site.text("rss.xml")
    site.write({"newsprint.toml": f"{CONFIGURATION}\n[theme.settings]\nmotto = 'Two'\n"}).build()
    assert "<title>Two</title>" in site.text("rss.xml")
    assert site.clean_files() == site.files()


def test_a_link_to_no_page_of_the_site_is_reported(outlet: Make) -> None:
    site = paper(outlet, "partners = [{ name = 'About', url = '/abuot/' }]")
    (warning,) = site.build().warnings
    assert str(warning).startswith(f'newsprint.toml:{LINES + 1}:1: the address "/abuot/" leads to no page')
