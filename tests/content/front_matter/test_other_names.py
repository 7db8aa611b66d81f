"""Unknown keys that other systems know: the hint names the key that means the same, never one that is spelt alike."""

from __future__ import annotations

import pytest

from newsprint.config.content import FRONT_MATTER_KEYS, IMAGE_KEYS
from newsprint.content.front_matter import other_names
from newsprint.content.held.holding import plain
from tests.content.readings import mistakes, outlet_settings, read, yaml

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
def test_the_hint_names_the_key_that_means_the_same(key: str, name: str) -> None:
    left = f'"{key}"' if "." in key else key
    assert mistakes(yaml(f"{name}: x")) == [
        f'4:1: unknown key "{name}" '
        f'(Newsprint calls it "{key}"; to read it in all stories, set {left} = "{name}" under [content.fields])'
    ]


def test_what_the_hint_says_reads_the_key() -> None:
    config = outlet_settings('\n[content.fields]\nteaser = "description"\n"image.credit" = "photo-credit"\n')
    article = read(yaml("description: Short\nphoto-credit: W. Mei\nimage: a.jpg"), config=config)
    assert (article.teaser, article.image and article.image.credit) == ("Short", "W. Mei")


@pytest.mark.parametrize("name", ["categories", "Category"])
def test_what_may_mean_two_keys_names_both(name: str) -> None:
    assert 'Newsprint calls it "tags" or "section"; to' in mistakes(yaml(f"{name}: x"))[0]


@pytest.mark.parametrize("name", ["layout", "comments", "weight", "wordpress_id"])
def test_what_no_key_says_can_be_passed_over(name: str) -> None:
    assert mistakes(yaml(f"{name}: x")) == [
        f'4:1: unknown key "{name}" (Newsprint has no such key; to ignore such keys, set unknown_keys = "ignore" under [content])'
    ]


@pytest.mark.parametrize("name", ["descriptoin", "mission", "deduct", "waste", "lightbox", "ratio"])
def test_no_key_is_suggested_that_is_hardly_alike(name: str) -> None:
    assert "did you mean" not in mistakes(yaml(f"{name}: x"))[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [("auhtors", "authors"), ("titel", "title"), ("tagz", "tags"), ("sectoin", "section"), ("DATE", "date")],
)
def test_a_key_that_is_misspelt_is_suggested(name: str, key: str) -> None:
    assert f'did you mean "{key}"?' in mistakes(yaml(f"{name}: x"))[0]


def test_a_date_of_publication_is_the_date_of_a_story_that_has_none() -> None:
    assert 'calls it "date"' in mistakes(yaml("publishDate: 2024-12-24", date=""), path="world/2024-12-23-storm.md")[0]
    assert 'write "embargo: …"' in mistakes(yaml("publishDate: 2024-12-24"))[0]


def test_the_table_has_each_name_once_and_only_keys_that_exist() -> None:
    names = [plain(name) for names in other_names._MEANT.values() for name in names.split()]
    keys = {key for keys in other_names._MEANT for key in keys}
    assert len(names) == len(set(names))
    assert not set(names) & ({*map(plain, FRONT_MATTER_KEYS)} | other_names._UNUSED)
    assert keys <= {*FRONT_MATTER_KEYS, *(f"image.{key}" for key in IMAGE_KEYS)}
