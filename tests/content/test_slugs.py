"""The slug of an article: from the header, the file name or the title."""

from __future__ import annotations

import pytest

from tests.content.readings import outlet_settings, problems_of, read, yaml
from tests.support.outlets import article
from tests.support.reading import Make


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("world/storm.md", "/world/2024/12/23/storm/"),
        ("world/deep/er/storm.md", "/world/2024/12/23/storm/"),
        ("world/storm/index.md", "/world/2024/12/23/storm/"),
        ("world/index.md", "/world/2024/12/23/world/"),
        ("world/Tempête à l’ouest.md", "/world/2024/12/23/tempete-a-louest/"),
        ("world/Tempête à l'ouest.md", "/world/2024/12/23/tempete-a-louest/"),
        ("world/буря.md", "/world/2024/12/23/buria/"),
        ("world/….md", "/world/2024/12/23/storm/"),
        ("world/20241223.md", "/world/2024/12/23/storm/"),
        ("world/20241323.md", "/world/2024/12/23/20241323/"),
        ("world/2024-12.md", "/world/2024/12/23/2024-12/"),
        (f"world/{'long-' * 50}.md", f"/world/2024/12/23/{'long-' * 23}long/"),
    ],
)
def test_the_slug_comes_from_the_file_name_or_else_the_title(path: str, url: str) -> None:
    assert read(yaml(""), path).url == url


@pytest.mark.parametrize(
    ("source", "name", "slug"),
    [
        ("name", "2024-12-20-Plasma_VIM-Update", "plasma-vim-update"),
        ("file", "2024-12-20-Plasma_VIM-Update", "Plasma_VIM-Update"),
        ("file", "leap-15.5", "leap-15.5"),
        ("file", "Two words", "two-words"),
        ("file", "..", "storm"),
        ("file", "2024-12-20", "storm"),
        ("title", "2024-12-20-this-week", "storm"),
        ("title", "…", "storm"),
    ],
)
def test_a_setting_decides_what_a_slug_is_derived_from(source: str, name: str, slug: str) -> None:
    settings = outlet_settings(f'[permalinks]\nslug = "{source}"\n')
    assert read(yaml(""), f"world/{name}.md", settings).url == f"/world/2024/12/23/{slug}/"
    assert read(yaml("slug: Its-Own"), f"world/{name}.md", settings).url == "/world/2024/12/23/Its-Own/"


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("2024", "2024"),
        ("1.10", "1.10"),
        ("under_score", "under_score"),
        ("two--hyphens-", "two--hyphens-"),
        ("CamelCase", "CamelCase"),
        ("leap-15.5", "leap-15.5"),
        ("grüße-aus-åbo", "grüße-aus-åbo"),
        ("شتاء", "شتاء"),
        ("東京", "東京"),
        ("🎉", "🎉"),
        ("caf%C3%A9", "café"),
        ("and-they-keep-rocking%e2%80%a6", "and-they-keep-rocking…"),
        ("'100%25'", "100%"),
        ("a%20b", "a b"),
        ("a=b+c", "a=b+c"),
        ("con", "con"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_slug_in_the_header_has_priority_and_is_kept_as_written(slug: str, name: str) -> None:
    assert read(yaml(f"slug: {slug}")).url == f"/world/2024/12/23/{name}/"


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("Grüße aus Åbo", "contains a space (write grusse-aus-abo)"),
        ("a%2Fb", "contains an encoded slash"),
        ("a%2e%2e%5Cb", "must be one name, not a path"),
        ("100%", "contains a % that does not begin an encoded character (write a % as %25)"),
        ("'%ff'", "contains encoded characters that are not UTF-8"),
        ('"a?b"', "contains a query or a fragment"),
        ('"a#b"', "contains a query or a fragment"),
        ("'%2e%2e'", "must be one name, not a path"),
        (".hidden", "contains a name that starts with a dot"),
        ("dot.", "ends with a dot"),
        ("a%20", "starts or ends with a space"),
        ("a%00b", "contains a control character"),
        ("a%C2%85b", "contains a control character"),
        ("index.html", "is reserved for the page of a folder"),
        ("é" * 128, "contains a name of over 255 bytes"),
    ],
)
def test_an_invalid_slug_is_reported_with_a_hint(slug: str, message: str) -> None:
    [problem] = problems_of(yaml(f"slug: {slug}"))
    assert problem.startswith("4:1: the slug")
    assert message in problem


def test_an_article_whose_names_have_no_letters_needs_a_slug() -> None:
    [problem] = problems_of(yaml("", title="title: …\n"), "world/….md")
    assert (
        problem
        == "1: neither the file name nor the title has a letter or digit to make a URL from (add a line slug: …)"
    )


def test_an_article_whose_names_have_no_letters_may_have_a_url() -> None:
    assert read(yaml("url: /world/dots/", title="title: …\n"), "world/….md").url == "/world/dots/"


def test_names_without_letters_are_not_reported_beside_an_invalid_slug() -> None:
    [problem] = problems_of(yaml("slug: a/b", title="title: …\n"), "world/….md")
    assert problem.startswith('4:1: the slug "a/b"')


def test_two_articles_with_one_address_are_reported_with_both_files(outlet: Make) -> None:
    site = outlet({"content/world/storm.md": article(), "content/world/storm/index.md": article()})
    [problem] = site.problems()
    assert "content/world/storm.md" in problem
    assert "content/world/storm/index.md" in problem
    assert "/world/2024/12/20/storm/" in problem
