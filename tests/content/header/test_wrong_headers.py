"""Headers that are wrong as a whole are reported once, with the right line, and not as missing keys."""

from __future__ import annotations

import pytest

from tests.content.readings import outlet_settings, problems_of, read, utc, yaml

LINES_OF_KEYS = outlet_settings('\n[content]\nheader = "lines"\n')
PLAIN_VALUES = "front matter without marks can only have plain values"
NO_OPENING_FENCE = 'the front matter does not begin with a line "---"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: the file is empty (write the front matter between two lines"),
        (" \n\n", "1: the file is empty"),
        ("Just words.", "1: the file has no front matter (begin it with the lines"),
        ("\n\n# A heading\n\ntext", "3: the file has no front matter"),
        ("{{< youtube x >}}\ntext", "1: the file has no front matter"),
        (
            "Title: A\nDate: 2024-12-23\n\nWords.",
            f"1:1: {NO_OPENING_FENCE} (begin and end it with such a line; for a Pelican archive",
        ),
        ("title: A\ndate: 2024-12-23\n---\nWords.", f"1:1: {NO_OPENING_FENCE}"),
        ("\n\ntitle: A\n\nWords.", f"3:1: {NO_OPENING_FENCE}"),
        ("\u200btitle: A\n\nWords.", f"1:1: {NO_OPENING_FENCE}"),
        ("title: [A\n- b\n\nWords.", f"1:1: {NO_OPENING_FENCE}"),
        ('title = "A"\ndate = 2024-12-23\n\nWords.', '1:1: the front matter does not begin with a line "+++"'),
        ('[extra]\na = 1\ntitle = "A"\n', '1:1: the front matter does not begin with a line "+++"'),
        ("———\ntitle: A\n———\n", '1:1: the file begins with "———", not with "---" (type three hyphens;'),
        ("–--\ntitle: A\n---\n", '1:1: the file begins with "–--", not with "---"'),
        ("--\ntitle: A\n--\n", '1:1: the file begins with "--", not with "---"'),
        ("- - -\ntitle: A\n- - -\n", '1:1: the file begins with "- - -", not with "---"'),
        ("===\ntitle: A\n===\n", '1:1: the file begins with "===", not with "---"'),
        ("\u200b---\ntitle: A\n---\n", '1:1: an invisible zero width space (U+200B) is next to the "---"'),
        ("\u00a0---\ntitle: A\n---\n", '1:1: a no-break space (U+00A0) is next to the "---"'),
        ("---\u00a0\ntitle: A\n---\n", '1:4: a no-break space (U+00A0) is next to the "---"'),
        ("\ufeff\ufeff---\ntitle: A\n---\n", '1:1: an invisible byte order mark (U+FEFF) is next to the "---"'),
        ("\n\ufeff---\ntitle: A\n---\n", '2:1: an invisible byte order mark (U+FEFF) is next to the "---"'),
        ("\t---\ntitle: A\n---\n", '1:1: there are spaces before the "---" (delete them)'),
        ("  ---\ntitle: A\n---\n", '1:1: there are spaces before the "---"'),
        ("--- yaml\ntitle: A\n---\n", '1:4: there is more than "---" on the first line'),
        ("--- title: A\ndate: x\n---\n", '1:4: there is more than "---" on the first line'),
        ("# Storm\n\n---\ntitle: A\n---\n", "1:1: there is something above the front matter, which begins on line 3"),
        (
            "<!-- note -->\n---\ntitle: A\n---\n",
            "1:1: there is something above the front matter, which begins on line 2",
        ),
        ("---\ntitle: A\n———\nWords.\n", '3:1: the front matter is closed with "———", not with "---"'),
        ("---\ntitle: A\n--\nWords.\n", '3:1: the front matter is closed with "--", not with "---"'),
        ("---\ntitle: A\n ---\nWords.\n", '3:1: there are spaces before the "---"'),
        ("---\ntitle: A\n---\u200b\nWords.\n", '3:4: an invisible zero width space (U+200B) is next to the "---"'),
        (
            "---\ntitle:\u00a0A\n---\n",
            '2:7: a no-break space (U+00A0) is after "title:" (type a space in its place)',
        ),
        ("---\ntitle: A\ndate:\u202f2024-12-23\n---\n", "3:6: a narrow no-break space (U+202F) is after"),
        ("---\ntitle: A\ndate:\ufeff2024-12-23\n---\n", "3:6: an invisible byte order mark (U+FEFF) is after"),
        (
            "---\ntitle: A\n\u200bdraft: true\n---\n",
            '3:1: an invisible zero width space (U+200B) is in the key "draft"',
        ),
        ("---\ntitle: A\ndra\u00adft: true\n---\n", '3:4: an invisible soft hyphen (U+00AD) is in the key "draft"'),
        ("---\ntitle: A\ndraft：true\n---\n", '3:6: there is a wide colon after "draft"'),
        ('{"title": "A", "date": "2024-12-23"} Words.', "1:37: there is text after the front matter on its last line"),
        ('{"title": "A", }\nWords.', "1:16: not valid JSON"),
        ('{"title": "A"\nWords.', "2:1: not valid JSON"),
    ],
)
def test_a_header_that_is_wrong_as_a_whole_is_reported_once(text: str, message: str) -> None:
    for config in (None, outlet_settings('\n[content]\nunknown_keys = "ignore"\n')):
        [problem] = problems_of(text, config=config)
        assert problem.startswith(message)


@pytest.mark.parametrize("title", ["A no-break\u00a0space", "Café：noir", "\u200bA", "« A »"])
def test_a_text_may_contain_such_characters(title: str) -> None:
    assert (
        "no" in problems_of(yaml("", title=f"title: '{title}'\n")) or read(yaml("", title=f"title: '{title}'\n")).title
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Storm", "date": "2024-12-23"}\nWords.\n',
        '\n{"title": "Storm", "date": "2024-12-23"}\n\nWords.\n',
        '{ "title": "Storm",\n  "extra": {\n"a": 1\n},\n  "date": "2024-12-23" }\nWords.\n',
        '{\n"title": "Storm",\n"extra": {\n"a": 1\n},\n"date": "2024-12-23"\n  }\nWords.\n',
        '{"title": "Storm", "date": "2024-12-23"}',
    ],
)
def test_a_json_header_may_be_broken_into_lines_in_any_way(text: str) -> None:
    article = read(text)
    assert (article.title, utc(article.date)) == ("Storm", "2024-12-23T00:00:00Z")


def test_a_problem_in_a_json_header_of_one_line_has_its_column() -> None:
    assert problems_of('{"title": "Storm", "date": "soon"}\nWords.')[0].startswith('1:20: "date": "soon" is not a date')


def test_lines_of_keys_are_a_header_if_the_outlet_says_so() -> None:
    text = (
        "Title: Storm: the pier #1\nDate: 2024-12-23 18:30\nTags: sea,\n    Long Pier\nAuthors: Wu Mei\n"
        "Teaser:\nFeatured: true\nSeries: 1.10\n\nFirst.\n\n---\n\nSecond.\n"
    )
    article = read(text, config=LINES_OF_KEYS)
    assert (article.title, article.tags, article.authors) == ("Storm: the pier #1", ("sea", "Long Pier"), ("Wu Mei",))
    assert (article.featured, article.series, article.teaser) == (True, "1.10", "")
    assert utc(article.date) == "2024-12-23T18:30:00Z"


def test_the_body_below_lines_of_keys_has_its_line() -> None:
    from newsprint.content.header.split import split

    parts = split("\nTitle: A\nDate: B\n \t\nFirst.\nSecond.", lines=True)
    assert (parts.body, parts.body_line) == ("First.\nSecond.", 5)
    assert split("Title: A", lines=True).body == ""
    assert split("Title: A\n", lines=True).body == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Title: A\nDate: soon\n\nWords.", '2:1: "date": "soon" is not a date'),
        ("Title: A\nDate: 2024-12-23\nTilte: B\n\nWords.", '3:1: unknown key "tilte" (did you mean "title"?)'),
        ("Title: A\nTitle: B\n\nWords.", '2:1: the key "title" is given twice (first on line 1)'),
        ("Title: A\nDate: 2024-12-23\nWords.\n\nMore.", '3:1: a line of the front matter is not "Key: value"'),
        ("Title: A\nDate: 2024-12-23\ntags: [a, b]\n\nWords.", f"3:1: {PLAIN_VALUES}"),
        ("Title: A\nDate: 2024-12-23\ntags:\n  - a\n\nWords.", f"4:1: {PLAIN_VALUES}"),
        ('\n\ntitle: "A"\nDate: 2024-12-23\n\nWords.', f"3:1: {PLAIN_VALUES}"),
        ("Title: A\nDate:2024-12-23\n\nWords.", "2:1: there is no space after the colon (type one)"),
        ("Date: 2024-12-23\nTags: a\n\nWords.", '1:1: the front matter without marks has no line "Title: …"'),
        ("Title: A\n" + "Key\n" * 200, '2:1: a line of the front matter is not "Key: value"'),
        ("".join(f"Key{n}: {n}\n" for n in range(200)) + "date: x", "1: the file has no front matter"),
        ("Title: A\nDate: 2024-12-23\n---\nWords.", f"1:1: {NO_OPENING_FENCE} (begin and end it with such a line)"),
        ("Note: a remark\n\nWords.", "1: the file has no front matter"),
        ("Title: A\nDraft: maybe\nDate: 2024-12-23\n\nWords.", '2:1: "draft" must be true or false, not text'),
    ],
)
def test_lines_that_are_not_plain_keys_are_reported(text: str, message: str) -> None:
    [problem] = problems_of(text, config=LINES_OF_KEYS)
    assert problem.startswith(message)


@pytest.mark.parametrize("unknown_keys", ["error", "ignore"])
def test_the_hint_for_a_missing_key_names_its_spelling_in_capitals(unknown_keys: str) -> None:
    config = outlet_settings(f'\n[content]\nunknown_keys = "{unknown_keys}"\n')
    found = problems_of("---\nTitle: Storm\nDATE: 2024-12-23\n---\n\nWords.", config=config)
    assert '2:1: "title" is missing (write title in place of Title)' in found
    assert '3:1: "date" is missing (write date in place of DATE)' in found


def test_a_story_can_be_held_back_in_lines_of_keys() -> None:
    config = outlet_settings('\n[content]\nheader = "lines"\nunknown_keys = "ignore"\n')
    start = "Title: A\nDate: 2024-12-23\n"
    assert read(f"{start}Status: draft\n\nWords.", config=config).draft
    assert read(f"{start}DRAFT: True\n\nWords.", config=config).draft
    assert "held" not in problems_of(f"{start}Status: published\n\nWords.", config=config)
    assert '"password" may hold the story back' in problems_of(f"{start}Password: x\n\nWords.", config=config)[0]


def test_headers_with_fences_are_read_beside_lines_of_keys() -> None:
    assert read(yaml("tags: [a, b]"), config=LINES_OF_KEYS).tags == ("a", "b")
