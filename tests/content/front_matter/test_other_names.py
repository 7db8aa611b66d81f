"""Unknown keys of other systems: the hint names the key with the same meaning, not one with a similar spelling."""

from __future__ import annotations

import pytest

from newsprint.config.content import FRONT_MATTER_KEYS, IMAGE_KEYS
from newsprint.content.front_matter import other_names
from newsprint.content.withheld.holding import plain
from tests.content.readings import outlet_settings, problems_of, read, yaml

MEANT = {
    "title": ["headline", "Headline"],
    "date": ["created_at", "Created", "datetime"],
    "updated": ["lastmod", "modified", "last-modified", "date_updated"],
    "teaser": ["summary", "description", "excerpt", "subtitle", "lede", "deck", "standfirst", "Description"],
    "authors": ["author", "byline", "writer"],
    "section": ["desk", "sections"],
    "slug": ["basename"],
    "aliases": ["redirect_from", "alias"],
    "canonical": ["canonical_url", "canonicalURL"],
    "image": ["cover", "featured_image", "featured-image", "thumbnail", "hero", "ogImage"],
    "image.alt": ["image_alt"],
    "image.credit": ["image-credit", "photo_credit"],
    "kicker": ["eyebrow"],
    "lang": ["language", "locale"],
    "tags": ["keywords", "topics", "tag"],
    "series": ["collection"],
    "extra": ["params"],
}


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in MEANT.items() for name in names])
def test_the_hint_names_the_key_with_the_same_meaning(key: str, name: str) -> None:
    setting = f'"{key}"' if "." in key else key
    assert problems_of(yaml(f"{name}: x")) == [
        f'4:1: unknown key "{name}" '
        f'(Newsprint calls it "{key}"; to read it in all stories, set {setting} = "{name}" under [content.fields])'
    ]


def test_the_setting_in_the_hint_reads_the_key() -> None:
    config = outlet_settings('\n[content.fields]\nteaser = "description"\n"image.credit" = "photo-credit"\n')
    article = read(yaml("description: Short\nphoto-credit: W. Mei\nimage: a.jpg"), config=config)
    assert (article.teaser, article.image and article.image.credit) == ("Short", "W. Mei")


@pytest.mark.parametrize("name", ["categories", "Category"])
def test_the_hint_names_both_keys_if_two_are_possible(name: str) -> None:
    assert 'Newsprint calls it "tags" or "section"; to' in problems_of(yaml(f"{name}: x"))[0]


@pytest.mark.parametrize("name", ["layout", "comments", "weight", "wordpress_id"])
def test_the_hint_for_a_useless_key_explains_how_to_ignore_it(name: str) -> None:
    assert problems_of(yaml(f"{name}: x")) == [
        f'4:1: unknown key "{name}" (Newsprint has no such key; to ignore such keys, set unknown_keys = "ignore" under [content])'
    ]


@pytest.mark.parametrize("name", ["descriptoin", "mission", "deduct", "waste", "lightbox", "ratio"])
def test_no_key_with_a_very_different_spelling_is_suggested(name: str) -> None:
    assert "did you mean" not in problems_of(yaml(f"{name}: x"))[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [("auhtors", "authors"), ("titel", "title"), ("tagz", "tags"), ("sectoin", "section"), ("DATE", "date")],
)
def test_the_right_spelling_of_a_misspelt_key_is_suggested(name: str, key: str) -> None:
    assert f'did you mean "{key}"?' in problems_of(yaml(f"{name}: x"))[0]


def test_the_hint_for_a_publication_date_depends_on_the_storys_date() -> None:
    assert (
        'calls it "date"' in problems_of(yaml("publishDate: 2024-12-24", date=""), path="world/2024-12-23-storm.md")[0]
    )
    assert 'write "embargo: …"' in problems_of(yaml("publishDate: 2024-12-24"))[0]


def test_the_table_lists_each_name_once_and_only_existing_keys() -> None:
    names = [plain(name) for names in other_names._MEANT.values() for name in names.split()]
    keys = {key for keys in other_names._MEANT for key in keys}
    assert len(names) == len(set(names))
    assert not set(names) & ({*map(plain, FRONT_MATTER_KEYS)} | other_names._UNUSED)
    assert keys <= {*FRONT_MATTER_KEYS, *(f"image.{key}" for key in IMAGE_KEYS)}
