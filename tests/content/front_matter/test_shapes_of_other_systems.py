"""Front matter of other systems: text in place of a table, a list in place of text, other names and separators."""

from __future__ import annotations

from typing import Any

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.site import parse_config
from newsprint.content.reader import read_article
from newsprint.content.records import Picture
from tests.content.readings import FORMATS, outlet_settings, problems_of, read, text_of, yaml
from tests.support.outlets import CONFIGURATION


def config_with(lines: str) -> Any:
    """Return settings that ignore unknown keys, followed by ``lines`` of TOML."""
    return outlet_settings(f'\n[content]\nunknown_keys = "ignore"\n{lines}')


@pytest.mark.parametrize("header", FORMATS)
@pytest.mark.parametrize("image", ["pier.jpg", ["pier.jpg"], {"src": "pier.jpg"}, {"src": "pier.jpg", "alt": None}])
def test_a_picture_may_be_given_as_an_address(image: Any, header: str) -> None:
    if header == "toml" and "None" in str(image):
        image = {"src": "pier.jpg"}  # TOML has no null
    values = {"title": "Storm", "date": "2024-12-23", "image": image}
    assert read(text_of(header, values)).image == Picture(file="world/pier.jpg")


@pytest.mark.parametrize("image", ["''", "", "~", "[]", "['']", "{}", "{src: ''}", "{src: '', alt: '', credit: ~}"])
def test_an_empty_picture_counts_as_missing(image: str) -> None:
    assert read(yaml(f"image: {image}")).image is None


def test_the_parts_of_a_picture_may_have_keys_of_their_own() -> None:
    config = config_with(
        '[content.fields]\n"image.credit" = "image-credit"\nimage.alt = ["image-alt", "alt"]\n"image.src" = "cover"\n'
    )
    expected = Picture(file="world/pier.jpg", alt="A pier", credit="W. Mei")
    assert read(yaml("cover: pier.jpg\nalt: A pier\nimage-credit: W. Mei"), config=config).image == expected
    assert read(yaml("image: pier.jpg\nalt: A pier\nimage-credit: W. Mei"), config=config).image == expected
    own = read(yaml("image: {src: pier.jpg, credit: Own}\nimage-credit: W. Mei"), config=config).image
    assert own is not None
    assert own.credit == "Own"


@pytest.mark.parametrize("empty", ["''", "[]", "['']", "~"])
def test_of_several_picture_keys_the_first_with_a_value_is_used(empty: str) -> None:
    config = config_with('[content.fields]\n"image.src" = ["images", "cover.image"]\n')
    assert read(yaml(f"images: {empty}"), config=config).image is None
    assert read(yaml(f"images: {empty}\ncover: {{image: pier.jpg}}"), config=config).image == Picture(
        file="world/pier.jpg"
    )
    assert read(yaml(f"image: {{src: [pier.jpg], alt: {empty}}}")).image == Picture(file="world/pier.jpg")


@pytest.mark.parametrize(
    ("front", "credit"),
    [
        ("image: pier.jpg", None),
        ("image: {src: pier.jpg, credit: ~}", None),
        ("image: {src: pier.jpg, credit: []}", None),
        ("image: {src: pier.jpg, credit: ''}", ""),
        ("image: {src: pier.jpg, credit: '  '}", ""),
        ("image: pier.jpg\nimage-credit: ''", ""),
        ("image: pier.jpg\nimage-credit:", None),
        ("image: pier.jpg\nimage-credit: ''\nphoto: W. Mei", "W. Mei"),
        ("image: {src: pier.jpg, credit: ''}\nphoto: W. Mei", "W. Mei"),
        ("image: {src: pier.jpg, credit: Own}\nphoto: ''", "Own"),
    ],
)
def test_an_empty_credit_says_that_none_is_printed(front: str, credit: str | None) -> None:
    config = config_with('[content.fields]\n"image.credit" = ["image-credit", "photo"]\n')
    image = read(yaml(front), config=config).image
    assert image is not None
    assert image.credit == credit


def test_a_credit_without_a_picture_is_not_a_problem() -> None:
    config = config_with('[content.fields]\n"image.credit" = "image-credit"\n')
    assert read(yaml("image-credit: W. Mei"), config=config).image is None
    assert read(yaml("image: ''\nimage-credit: W. Mei"), config=config).image is None


def test_a_mapped_key_may_be_in_a_table() -> None:
    config = config_with(
        '[content.fields]\n"image.src" = "cover.image"\nimage.alt = "cover.alt"\nauthors = "author.name"\nteaser = "a.b"\n'
    )
    article = read(
        yaml("cover: {image: pier.jpg, alt: 1916}\nauthor: {name: Wu Mei, url: /mei/}\na.b: Dotted"), config=config
    )
    assert article.image == Picture(file="world/pier.jpg", alt="1916")
    assert (article.authors, article.teaser) == (("Wu Mei",), "Dotted")


def test_a_table_with_a_mapped_key_can_still_hold_a_story_back() -> None:
    config = config_with('[content.fields]\nteaser = "params.summary"\n')
    found = problems_of(yaml("params: {summary: x, draft: true}"), config=config)
    assert len(found) == 1
    assert '"params" may hold the story back' in found[0]


def test_a_table_with_a_mapped_key_is_a_known_key() -> None:
    config = outlet_settings('\n[content.fields]\nteaser = "params.summary"\n')
    assert read(yaml("params: {summary: Short}"), config=config).teaser == "Short"


def test_a_problem_in_a_table_has_the_line_of_its_key() -> None:
    config = config_with('[content.fields]\n"image.credit" = "image-credit"\nupdated = "dates.lastmod"\n')
    found = problems_of(yaml("image: pier.jpg\nimage-credit: {a: b}\ndates:\n  lastmod: soon"), config=config)
    assert found == [
        '5:1: "image.credit" must be text, not a table of keys and values',
        '6:1: "updated": "soon" is not a date (write it as 2024-12-23, 2024-12-23 18:30 or 2024-12-23T18:30:00+01:00)',
    ]


@pytest.mark.parametrize("key", ["title", "teaser", "series", "kicker", "dateline", "lang", "section"])
@pytest.mark.parametrize("header", FORMATS)
def test_a_list_of_one_text_is_read_as_that_text(key: str, header: str) -> None:
    value = {"lang": "fr", "section": "sport"}.get(key, "One")
    values = {"title": "Storm", "date": "2024-12-23", "section": "world"}
    assert getattr(read(text_of(header, {**values, key: [value]})), key) == value
    if key not in ("title", "section"):
        assert getattr(read(text_of(header, {**values, key: []})), key) == ""


def test_a_number_in_a_list_of_one_is_read_as_typed() -> None:
    assert read(yaml("series: [1.10]\nkicker:\n- 007")).series == "1.10"


def test_hundreds_of_tags_are_not_a_problem() -> None:
    assert len(read(yaml(f"tags: {[f't{number}' for number in range(500)]}")).tags) == 500


@pytest.mark.parametrize(
    ("split", "written", "tags"),
    [
        ("blanks", "sea  harbour\ttide", ("sea", "harbour", "tide")),
        ("blanks", "Long-Pier", ("Long-Pier",)),
        ("commas", "Long Pier, tide", ("Long Pier", "tide")),
        ("semicolons", "Long Pier; tide;", ("Long Pier", "tide")),
        ("never", "Long Pier, tide", ("Long Pier, tide",)),
    ],
)
def test_a_setting_decides_how_a_text_of_tags_is_split(split: str, written: str, tags: tuple[str, ...]) -> None:
    config = config_with(f'[content.split]\ntags = "{split}"\n')
    assert read(yaml(f"tags: {written!r}".replace("\\t", "\t")), config=config).tags == tags
    assert read(yaml(f"tags: [{written!r}]".replace("\\t", "\t")), config=config).tags == (" ".join(written.split()),)


def test_authors_and_aliases_are_split_as_the_setting_says() -> None:
    config = config_with('[content.split]\nauthors = "semicolons"\naliases = "blanks"\n')
    article = read(yaml("authors: Lee, Ann; Mei, Wu\naliases: /a/ /b/"), config=config)
    assert (article.authors, article.aliases) == (("Lee, Ann", "Mei, Wu"), ("/a/", "/b/"))
    assert read(yaml("authors: Lee, Ann")).authors == ("Lee, Ann",)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('[content.split]\ntitle = "blanks"', '"title" cannot be split (authors, tags and aliases can be split)'),
        ('[content.split]\ntags = "dots"', '"content.split'),
        ('[content.fields]\n"image.colour" = "tint"', 'unknown key "image.colour" (did you mean "image'),
        ('[content.fields.image.src]\na = "tint"', 'unknown key "image.src.a"'),
        ('[content]\npictures = "../pictures"', '"content.pictures" must be folders inside the content folder'),
        ('[content]\npictures = ["a", "/b"]', '"content.pictures" must be folders inside the content folder'),
    ],
)
def test_a_problem_in_these_settings_has_its_line(lines: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_config(f"{CONFIGURATION}\n{lines}\n")
    assert len(caught.value.problems) == 1
    assert message in str(caught.value)
    assert str(caught.value).startswith("newsprint.toml:1")


def test_lists_of_several_keys_are_merged_without_duplicates() -> None:
    config = config_with('[content.fields]\ntags = ["tags", "categories", "topics"]\nauthors = ["byline", "authors"]\n')
    article = read(
        yaml("categories: News, sea\ntags: [Sea, 1.10]\nbyline: Wu Mei\nauthors: [Ann Lee, Wu Mei]\ntopics:"),
        config=config,
    )
    assert article.tags == ("Sea", "1.10", "News")
    assert article.authors == ("Wu Mei", "Ann Lee")


def test_a_value_that_cannot_be_merged_into_a_list_is_reported() -> None:
    config = config_with('[content.fields]\ntags = ["tags", "categories"]\n')
    assert problems_of(yaml("tags: [a]\ncategories: {b: c}"), config=config) == [
        '4:1: "tags" must be a list, not a table of keys and values'
    ]


def test_a_text_cut_at_a_number_sign_is_reported_under_every_name() -> None:
    config = config_with('[content.fields]\ntags = ["tags", "categories"]\n"image.credit" = "photo-by"\n')
    found = problems_of(
        yaml("tags: sea\ncategories: Issue #42\nimage: {src: a.jpg, alt: x}\nphoto-by: Agency #7"), config=config
    )
    assert [problem.partition(" ends")[0] for problem in found] == ['5:19: "categories"', '7:18: "photo-by"']


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("image: pier.jpg", 4),
        ("image: {src: pier.jpg, alt: ~, caption: x}", 4),
        ("image: {src: https://e.com/pier.jpg}", 4),
        ("kicker: x\ncover: pier.jpg\nimage-alt:", 5),
        ("image: {src: pier.jpg, alt: A pier}", 0),
        ("image: {src: pier.jpg, alt: ''}", 0),
        ("image: pier.jpg\nimage-alt: ''", 0),
        ("cover: pier.jpg\nimage-alt: A pier", 0),
        ("image: pier.jpg\nallow: [missing-alt]", 0),
        ("image-alt: A pier", 0),
    ],
)
def test_a_picture_without_words_is_a_warning_unless_it_is_a_decoration(front: str, line: int) -> None:
    config = config_with('[content.fields]\nimage = ["cover", "image"]\n"image.alt" = "image-alt"\n')
    warnings = read_article("world/storm.md", yaml(front).encode(), config).problems
    found = [(each.line, each.severity, each.code) for each in warnings]
    assert found == ([(line, "warning", "missing-alt")] if line else [])
