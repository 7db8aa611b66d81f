"""The front matter of articles: every key in every format, and every problem with its line."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from newsprint.base.dates import parse_instant, to_microseconds
from newsprint.config.content import FRONT_MATTER_KEYS, OWN_KEYS
from newsprint.content.records import Correction, Picture
from tests.content.readings import FORMATS, outlet_settings, problems_of, read, text_of, utc, yaml

EVERYTHING: dict[str, Any] = {
    "title": "Storm takes the pier",
    "date": "2024-12-23T18:30:00Z",
    "section": "sport",
    "teaser": "Nobody was hurt.",
    "slug": "pier-gone",
    "url": "/2024/Pier_Gone.html",
    "updated": "2024-12-26",
    "authors": ["Imogen Farrant", "Wu Mei"],
    "tags": ["Long Pier", "weather"],
    "series": "The Long Pier",
    "kicker": "Weather",
    "dateline": "Saltholm",
    "image": {"src": "pier.jpg", "alt": "A pier", "caption": "Gone", "credit": "W. Mei", "focus": "50% 20%"},
    "lang": "pt-BR",
    "draft": False,
    "embargo": "2024-12-25T06:00:00+01:00",
    "expires": "2025-01-01",
    "corrections": [{"date": "2024-12-26", "text": "It was the long pier."}],
    "aliases": ["/2024/pier/", "/old.html"],
    "canonical": "https://agency.example/pier",
    "featured": True,
    "template": "longread",
    "allow": ["placeholder", "held-elsewhere"],
    "extra": {"photographer": {"age": 41}},
}


@pytest.mark.parametrize("header", FORMATS)
def test_every_key_is_read_in_every_format(header: str) -> None:
    assert set(EVERYTHING) == set(FRONT_MATTER_KEYS) - set(OWN_KEYS), "add a value of the new key to EVERYTHING"
    article = read(text_of(header, EVERYTHING))
    assert (article.title, article.section, article.teaser) == ("Storm takes the pier", "sport", "Nobody was hurt.")
    assert article.url == "/2024/Pier_Gone.html"
    assert utc(article.date) == "2024-12-23T18:30:00Z"
    assert utc(article.updated) == "2024-12-26T00:00:00Z"
    assert utc(article.embargo) == utc(article.published) == "2024-12-25T05:00:00Z"
    assert utc(article.expires) == "2025-01-01T00:00:00Z"
    assert article.authors == ("Imogen Farrant", "Wu Mei")
    assert article.tags == ("Long Pier", "weather")
    assert (article.series, article.kicker, article.dateline) == ("The Long Pier", "Weather", "Saltholm")
    assert article.image == Picture(
        file="world/pier.jpg", alt="A pier", caption="Gone", credit="W. Mei", focus="50% 20%"
    )
    day = to_microseconds(parse_instant("2024-12-26", outlet_settings().site.zone))
    assert article.corrections == (Correction(date=day, text="It was the long pier."),)
    assert article.aliases == ("/2024/pier/", "/old.html")
    assert (article.canonical, article.lang) == ("https://agency.example/pier", "pt-BR")
    assert (article.draft, article.featured, article.template) == (False, True, "longread")
    assert article.allow == ("placeholder", "held-elsewhere")
    assert article.extra == {"photographer": {"age": 41}}


def test_native_toml_dates_are_read() -> None:
    article = read(
        "+++\ntitle = 'x'\ndate = 2024-07-01\nupdated = 2024-07-01T10:00:00\nexpires = 2025-01-01T00:00:00+01:00\n+++\n"
    )
    assert utc(article.date) == "2024-06-30T23:00:00Z"
    assert utc(article.updated) == "2024-07-01T09:00:00Z"
    assert utc(article.expires) == "2024-12-31T23:00:00Z"


def test_white_space_is_normalised_and_duplicate_names_are_dropped() -> None:
    article = read(
        yaml(
            "teaser: >\n  Two\n  lines\t of   text.\ntags: Long Pier, weather , long pier,,\nauthors: Wu Mei\nlang: no"
        )
    )
    assert article.teaser == "Two lines of text."
    assert article.tags == ("Long Pier", "weather")
    assert (article.authors, article.lang) == (("Wu Mei",), "no")


def test_an_empty_value_counts_as_missing() -> None:
    article = read(yaml("teaser:\nauthors: []\ntags: ''\nimage: ~\nupdated: null\nslug: ''\nsection: ''\nextra:"))
    assert (article.teaser, article.authors, article.image, article.updated) == ("", (), None, None)
    assert article.url == "/world/2024/12/23/storm/"


def test_corrections_are_sorted_by_date() -> None:
    article = read(yaml("corrections:\n- {date: 2024-12-26, text: Second}\n- {date: 2024-12-24 9:05, text: First}"))
    assert [correction.text for correction in article.corrections] == ["First", "Second"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("titel: x", '4:1: unknown key "titel" (did you mean "title"?)'),
        ("zzz: x", '4:1: unknown key "zzz" (known: '),
        ("section: wrold", '4:1: unknown section "wrold" (did you mean "world"?)'),
        ("section: ../world", '4:1: unknown section "../world" (did you mean "world"?)'),
        ("updated: soon", '4:1: "updated": "soon" is not a date (write it as 2024-12-23, 2024-12-23 18:30 or'),
        ("embargo: 2024-13-01", '4:1: "embargo": "2024-13-01" is not a date'),
        ("expires: 2024-12-22", "4:1: the article expires before it is published"),
        ("expires: 2024-12-23", "4:1: the article expires before it is published"),
        ("expires: 2024-12-24\nembargo: 2024-12-25", "4:1: the article expires before it is published"),
        ("slug: a/b", '4:1: the slug "a/b" must be one name, not a path (to set the whole address, write url: /a/b/)'),
        ("slug: ../etc", '4:1: the slug "../etc" must be one name, not a path (for example: etc)'),
        ("slug: ..", '4:1: the slug ".." must be one name, not a path'),
        ('slug: "a\\0b"', "4:1: the slug"),
        ("slug: …", '4:1: the slug "…" has no letter or digit'),
        ("tags: [ok, …]", '4:1: "…" has no letter or digit to make a URL from'),
        ("series: …", '4:1: "…" has no letter or digit to make a URL from'),
        ("tags: {a: b}", '4:1: "tags" must be a list, not a table of keys and values'),
        ("authors: [[a]]", '4:1: "authors" must be text, not a list'),
        ("draft: yes", '4:1: "draft" must be true or false, not text'),
        ("featured: 1", '4:1: "featured" must be true or false, not a whole number'),
        ("image: [a.jpg, b.jpg]", '4:1: "image" must be a table of keys and values, not a list'),
        ("image: 7", '4:1: "image" must be a table of keys and values, not a whole number'),
        ("series: [One, Two]", '4:1: "series" must be text, not a list'),
        (f"tags: {['t'] * 501}", '4:1: "tags" has more than 500 entries'),
        ("image: {src: [a.jpg, b.jpg]}", '4:1: "image.src" must be text, not a list'),
        ("image: {alt: x}", '4:1: "image" needs "src"'),
        ("image: {src: '', alt: x}", '4:1: "image" needs "src"'),
        ("image: {src: a.jpg, alt: y, atl: x}", '4:1: unknown key "atl" (did you mean "alt"?)'),
        ("image: {src: a.jpg, alt: x, focus: middle}", '4:1: the focus "middle" is not a point (for example: 50% 20%)'),
        (
            "image: {src: ../../etc/passwd, alt: x}",
            '4:1: the picture "../../etc/passwd" is not inside the content folder',
        ),
        ("image: {src: 'data:image/png;base64,x', alt: x}", "4:1: the picture"),
        ("image: {src: //cdn.example/a.jpg, alt: x}", '4:1: the picture "//cdn.example/a.jpg" is not inside'),
        ("lang: the French one", '4:1: "the French one" is not a language (for example: en, en-GB, fr, pt-BR)'),
        ("corrections: [{date: soon, text: x}]", '4:1: a correction\'s date: "soon" is not a date'),
        ("corrections: [{text: x}]", '4:1: "corrections" needs "date"'),
        ("corrections: It was wrong.", '4:1: "corrections" must be a list, not text'),
        ("aliases: [/../etc/]", '4:1: the alias "/../etc/" leads out of the site (for example: /2019/old-address/)'),
        ("aliases: ['../../../../../../old/']", '4:1: the alias "../../../../../../old/" leads out of the site'),
        (
            "aliases: ['https://x.example/']",
            '4:1: the alias "https://x.example/" is not on this site, https://gazette.example',
        ),
        ("aliases: [/100%/]", '4:1: the alias "/100%/" contains a % that does not begin an encoded character'),
        ("aliases: [/%E9t%E9/]", '4:1: the alias "/%E9t%E9/" contains encoded characters that are not UTF-8'),
        ("aliases: [/a%2Fb/]", '4:1: the alias "/a%2Fb/" contains an encoded slash'),
        ('aliases: ["/a\\0b"]', "4:1: the alias"),
        ("canonical: /here/", '4:1: "/here/" is not a web address (a web address starts with https://)'),
        ("canonical: javascript:alert(1)", "is not a web address"),
        ('canonical: "https://x.example/\\0"', "is not a web address"),
        ("allow: placehodler", '4:1: unknown code "placehodler" (did you mean "placeholder"?)'),
        ("allow: [source-published]", '4:1: a story cannot allow "source-published" (fix the problem instead)'),
        ("extra: [1]", '4:1: "extra" must be a table of keys and values, not a list'),
        (f"kicker: {'x' * 1001}", '4:1: "kicker" is longer than 1000 characters'),
        (f"teaser: {'x' * 5001}", '4:1: "teaser" is longer than 5000 characters'),
    ],
    ids=lambda value: value[:30],
)
def test_a_wrong_value_is_reported_once_with_its_line(lines: str, message: str) -> None:
    found = problems_of(yaml(lines))
    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (yaml("", title=""), '1: "title" is missing (add a line title: …)'),
        (yaml("", title="title:\n"), '2:1: "title" is empty'),
        (yaml("", title="title: '  '\n"), '2:1: "title" is empty'),
        (yaml("", title="title: [a, b]\n"), '2:1: "title" must be text, not a list'),
        (yaml("", title=f"title: {'x' * 1001}\n"), '2:1: "title" is longer than 1000 characters'),
        (yaml("", date=""), '1: "date" is missing (add a line date: 2024-12-23)'),
        (yaml("", date="date:\n"), '3:1: "date" is empty'),
        (yaml("", date="date: tomorrow\n"), '3:1: "date": "tomorrow" is not a date'),
    ],
)
def test_a_missing_or_invalid_required_key_is_reported_once(text: str, message: str) -> None:
    found = problems_of(text)
    assert len(found) == 1
    assert found[0].startswith(message)


def test_all_problems_are_reported_at_once() -> None:
    found = problems_of(
        "---\ntitel: x\ndate: soon\nsection: wrold\ntags: 3.5\nslug: a/b\ndraft: no\nlang: no\n---\n", "storm.md"
    )
    assert [problem.split(":")[0] for problem in found] == ["1", "2", "3", "4", "6", "7"]


@pytest.mark.parametrize("header", FORMATS)
def test_a_problem_has_its_line_in_every_format(header: str) -> None:
    found = problems_of(text_of(header, {"title": "x", "date": "2024-12-23", "lang": "?", "draft": "no"}))
    assert [problem.split(":")[0] for problem in found] == ["4", "5"]


FIELDS = """
[content]
unknown_keys = "error"
[content.fields]
title = ["headline"]
date = ["published", "created"]
section = "desk"
teaser = ["teaser", "summary", "description"]
image = "picture"
"""


def test_of_several_mapped_keys_the_first_with_a_value_is_used() -> None:
    config = outlet_settings(FIELDS)
    text = "---\nheadline: Storm\npublished:\ncreated: 2024-12-20\ndesk: sport\nsummary: ''\ndescription: Last\nteaser:\n---\n"
    article = read(text, "storm.md", config)
    assert (article.title, article.section, article.teaser) == ("Storm", "sport", "Last")
    assert article.url == "/sport/2024/12/20/storm/"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nheadline: [a, b]\npublished: 2024-12-20\n---\n", '2:1: "title" must be text, not a list'),
        ("---\nheadline: ''\npublished: 2024-12-20\n---\n", '2:1: "headline" is empty'),
        ("---\npublished: 2024-12-20\n---\n", '1: "headline" is missing (add a line headline: …)'),
        ("---\nheadline: x\ncreated: soon\n---\n", '3:1: "date": "soon" is not a date'),
        ("---\nheadline: x\ncreated:\n---\n", '3:1: "created" is empty'),
        ("---\nheadline: x\n---\n", '1: "published" is missing'),
        ("---\nheadline: x\ncreated: 2024-12-20\ndesk: spotr\n---\n", '4:1: unknown section "spotr"'),
        ("---\nheadline: x\ncreated: 2024-12-20\npicture: {src: ../../x, alt: x}\n---\n", '4:1: the picture "../../x"'),
        ("---\nheadline: x\ncreated: 2024-12-20\nsumary: x\n---\n", '4:1: unknown key "sumary"'),
    ],
)
def test_a_problem_in_a_mapped_key_is_reported_once_with_its_line(text: str, message: str) -> None:
    found = problems_of(text, config=outlet_settings(FIELDS))
    assert len(found) == 1
    assert found[0].startswith(message)


def test_unknown_keys_are_ignored_if_the_outlet_says_so() -> None:
    config = outlet_settings('\n[content]\nunknown_keys = "ignore"\n')
    assert read(yaml("layout: post\nimage: {src: a.jpg, class: wide}"), config=config).title == "Storm"


def test_entities_are_decoded_only_if_the_outlet_says_so() -> None:
    text = yaml("teaser: Fish &amp; chips &#8211; now", title="title: Q&amp;A\n")
    assert (read(text).title, read(text).teaser) == ("Q&amp;A", "Fish &amp; chips &#8211; now")
    decoded = read(text, config=outlet_settings('\n[content]\nentities = "decode"\n'))
    assert (decoded.title, decoded.teaser) == ("Q&A", "Fish & chips – now")


def test_an_article_is_unchanged_by_pickling() -> None:
    article = read(text_of("yaml", EVERYTHING))
    assert pickle.loads(pickle.dumps(article)) == article
