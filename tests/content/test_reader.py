"""From a content file to an article: its date, its day in the outlet's time zone, its address, and arbitrary bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.config.site import parse_config
from newsprint.content.reader import decoded, read_article, read_standing
from newsprint.content.reading_results import ReadingError
from newsprint.content.records import Article
from newsprint.content.references import path_meant
from tests.content.readings import outlet_settings, problems_of, read, text_of, utc, yaml
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make

UNDATED = "---\ntitle: Storm\n---\nWords.\n"


@pytest.mark.parametrize("header", ["yaml", "toml", "json"])
@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2024-07-01", "2024-06-30T23:00:00Z"),
        ("2024-07-01 8:05:09", "2024-07-01T07:05:09Z"),
        ("2024-07-01T08:05", "2024-07-01T07:05:00Z"),
        ("2024-07-01T08:05:09.5Z", "2024-07-01T08:05:09.500000Z"),
        ("2024-07-01T08:05:09+0200", "2024-07-01T06:05:09Z"),
        ("2024-07-01 08:05:09 +02:00", "2024-07-01T06:05:09Z"),
    ],
)
def test_a_date_is_the_same_instant_in_every_header(header: str, written: str, instant: str) -> None:
    assert utc(read(text_of(header, {"title": "x", "date": written})).date) == instant


def test_unquoted_yaml_dates_are_read_as_typed() -> None:
    assert utc(read(yaml("", date="date: 2010-07-29 8:14:29\n")).date) == "2010-07-29T07:14:29Z"
    assert utc(read(yaml("", date="date: 2010-07-29 8:14:29 -0400\n")).date) == "2010-07-29T12:14:29Z"
    assert utc(read(yaml("", date="date: 2010-01-29\n")).date) == "2010-01-29T00:00:00Z"


@pytest.mark.parametrize(
    ("path", "day", "slug"),
    [
        ("world/2024-12-23-some-slug.md", "2024-12-23", "some-slug"),
        ("world/2024-12-23_some_slug.md", "2024-12-23", "some-slug"),
        ("world/2024-12-23 Some slug.md", "2024-12-23", "some-slug"),
        ("world/2024-2-3-some-slug.md", "2024-02-03", "some-slug"),
        ("world/2024-12-23-some-slug/index.md", "2024-12-23", "some-slug"),
        ("world/2024-12-23.md", "2024-12-23", "storm"),
        ("world/2024-12-23-.md", "2024-12-23", "storm"),
        ("world/2024-12-23/index.md", "2024-12-23", "storm"),
    ],
)
def test_the_file_name_gives_the_date_if_the_header_has_none(path: str, day: str, slug: str) -> None:
    found = read(UNDATED, path)
    assert utc(found.date) == f"{day}T00:00:00Z"
    assert found.url == f"/world/{day.replace('-', '/')}/{slug}/"


def test_the_date_in_the_header_overrides_the_one_in_the_file_name() -> None:
    found = read(yaml(""), "world/2020-01-01-storm.md")
    assert found.url == "/world/2024/12/23/storm/"


@pytest.mark.parametrize("name", ["storm", "2024-13-01-storm", "2024-02-30-storm", "12-23-storm", "20241223-storm"])
def test_a_file_name_without_a_valid_date_gives_no_date(name: str) -> None:
    assert problems_of(UNDATED, f"world/{name}.md") == ['1: "date" is missing (add a line date: 2024-12-23)']


def test_an_expiry_before_the_date_in_the_file_name_is_reported() -> None:
    text = "---\ntitle: Storm\nexpires: 2024-12-22\n---\n"
    assert problems_of(text, "world/2024-12-23-storm.md")[0].startswith(
        "3:1: the article expires before it is published"
    )


@pytest.mark.parametrize(
    ("zone", "written", "day"),
    [
        ("Europe/London", "2024-07-02 00:30", "2024/07/02"),
        ("Europe/London", "2024-07-01T23:30:00Z", "2024/07/02"),
        ("Asia/Tokyo", "2024-07-02", "2024/07/02"),
        ("Asia/Tokyo", "2024-07-01T15:00:00Z", "2024/07/02"),
        ("America/New_York", "2024-07-01 23:59", "2024/07/01"),
        ("America/New_York", "2024-07-02T03:59:59Z", "2024/07/01"),
        ("Pacific/Kiritimati", "2024-12-31T10:00:00Z", "2025/01/01"),
        ("Europe/London", "2024-03-31 01:30", "2024/03/31"),
        ("America/Havana", "2024-03-10 00:30", "2024/03/10"),
    ],
    ids=lambda value: value.replace("/", "-"),
)
def test_a_permalink_has_the_day_in_the_outlets_time_zone(zone: str, written: str, day: str) -> None:
    """A story of 00:30 is not dated a day early, though it is still yesterday in UTC."""
    found = read(yaml("", date=f"date: {written}\n"), config=outlet_settings(zone=zone))
    assert found.url == f"/world/{day}/storm/"


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


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/caf%C3%A9/", "/café/"),
        ("/100%25/", "/100%/"),
        ("/a%20b.html", "/a b.html"),
        ("old/", "/world/2024/12/23/old/"),
        ("old", "/world/2024/12/23/old"),
        ("./old.html", "/world/2024/12/23/old.html"),
        ("../old/", "/world/2024/12/old/"),
        ("deep/../er/old", "/world/2024/12/23/er/old"),
        ("..", "/world/2024/12/"),
        ("https://gazette.example/old/", "/old/"),
        ("http://GAZETTE.example/caf%C3%A9", "/café"),
        ("//gazette.example/old/", "/old/"),
    ],
)
def test_an_alias_is_decoded_and_may_be_relative_to_the_storys_page(alias: str, address: str) -> None:
    """As in Hugo, a relative alias starts from the folder of the story's page."""
    assert read(yaml(f"aliases: ['{alias}']")).aliases == (address,)


def test_an_absolute_alias_of_a_site_below_a_path_is_below_that_path() -> None:
    config = parse_config(CONFIGURATION.replace("gazette.example", "gazette.example/repo"))
    assert read(yaml("aliases: [https://gazette.example/repo/old/]"), config=config).aliases == ("/old/",)
    for address in ("https://gazette.example/old/", "https://gazette.example/repository/"):
        [problem] = problems_of(yaml(f"aliases: [{address}]"), config=config)
        assert "is not on this site, https://gazette.example/repo" in problem


@pytest.mark.parametrize(
    "alias",
    ["/world/2024/12/23/storm/", "/world/2024/12/23/storm", "storm/", "/world/2024/12/23/storm/index.html",
     "https://gazette.example/world/2024/12/23/storm/"],
)  # fmt: skip
def test_an_alias_equal_to_the_storys_own_address_is_dropped(alias: str) -> None:
    assert read(yaml(f"aliases: ['{alias}', /old/]")).aliases == ("/old/",)


def test_an_article_whose_names_have_no_letters_needs_a_slug() -> None:
    [problem] = problems_of(yaml("", title="title: …\n"), "world/….md")
    assert (
        problem
        == "1: neither the file name nor the title has a letter or digit to make a URL from (add a line slug: …)"
    )


def test_the_section_comes_from_the_header_the_folder_or_the_default() -> None:
    default = outlet_settings('\n[content]\ndefault_section = "sport"\n')
    assert read(yaml("section: sport"), "world/storm.md").section == "sport"
    assert read(yaml(""), "world/storm.md").section == "world"
    assert read(yaml(""), "storm.md", default).section == "sport"
    assert read(yaml(""), "elsewhere/storm.md", default).section == "sport"
    assert read(yaml(""), "world/storm.md", default).section == "world"
    assert problems_of(yaml(""), "elsewhere/storm.md")[0].startswith(
        "1: the article has no section (add a line section"
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: "\ufeff" + text, id="BOM"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="BOM and CRLF"),
        pytest.param(lambda text: text.replace(": ", ":\t"), id="tabs after colons"),
        pytest.param(lambda text: text.replace("---", "---  "), id="spaces after the fence"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="NFD"),
        pytest.param(lambda text: "\n\n" + text, id="blank lines above"),
    ],
)
def test_encoding_and_white_space_variants_give_the_same_article(change: Callable[[str], str]) -> None:
    text = yaml("teaser: Été à Malmö\nauthors: [Zoë Ångström]\ntags: [Ägir]", "Only ASCII here.")
    assert read(change(text)) == read(text)


def test_problems_have_the_right_line_with_windows_line_ends() -> None:
    assert problems_of(yaml("lang: '?'").replace("\n", "\r\n"))[0].startswith("4:1: ")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"---\ntitle: caf\xe9\n---\n", "2: not UTF-8: byte 0xe9 (save the file as UTF-8)"),
        (b"---\ntitle: x\n---\n\nok\n\xff\n", "6: not UTF-8: byte 0xff (save the file as UTF-8)"),
        (b"\xef\xbb\xbf---\ntitle: x\n---\nok\n\xff\n", "5: not UTF-8: byte 0xff (save the file as UTF-8)"),
        ("---\ntitle: x\n".encode("utf-16"), "1: not UTF-8: byte 0xff (save the file as UTF-8)"),
        (b"---\ntitle: x\n---\n\na\0b\n", "5: the file contains a NUL character (is it a text file?)"),
        (b"x" * (4 * 1024 * 1024 + 1), " the file is too large: 4.0 MB; the limit is 4 MB (is it an article?)"),
    ],
    ids=["Latin-1", "body", "after a byte order mark", "UTF-16", "NUL", "too large"],
)
def test_a_file_that_is_not_text_is_reported_with_its_line(data: bytes, expected: str) -> None:
    assert problems_of(data) == [expected]


def test_decoding_removes_byte_order_marks_and_unifies_line_ends() -> None:
    assert decoded(b"\xef\xbb\xbfa\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("pier.jpg", "world/storm/pier.jpg"),
        ("./pier.jpg", "world/storm/pier.jpg"),
        ("../flood.md", "world/flood.md"),
        ("/sport/cup.md", "sport/cup.md"),
        ("../flood.md#after?x", "world/flood.md"),
        ("flood/", "world/storm/flood/index.md"),
        (unicodedata.normalize("NFD", "été.jpg"), unicodedata.normalize("NFC", "world/storm/été.jpg")),
        ("../../..", None),
        ("../../../etc/passwd", None),
        ("/../etc/passwd", None),
        ("a\0b", None),
        ("..\\..\\x", None),
    ],
)
def test_a_relative_address_names_a_file_in_the_content_folder_or_none(target: str, file: str | None) -> None:
    assert path_meant("world/storm/index.md", target) == file


@pytest.mark.parametrize("path", ["pages/about.md", "authors/ann.md"])
@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("teaser: x", '1: "headline" is missing (add a line headline: …)'),
        ("teaser: x\nHeadline: About", '3:1: "headline" is missing (write headline in place of Headline)'),
        ("teaser: x\nheadline:", '3:1: "headline" is empty (write headline: …)'),
        ("teaser: x\nheadline: {a: b}", '3:1: "title" must be text, not a table of keys and values'),
    ],
)
def test_a_missing_title_of_a_page_is_reported_once_with_its_mapped_key(path: str, lines: str, problem: str) -> None:
    fields = '\n[content]\nunknown_keys = "ignore"\n[content.fields]\ntitle = ["headline"]\n'
    with pytest.raises(ReadingError) as raised:
        read_standing(path, f"---\n{lines}\n---\n".encode(), outlet_settings(fields))
    assert [str(found).removeprefix(f"content/{path}:") for found in raised.value.problems] == [problem]


def test_a_standing_page_has_the_address_of_its_file_below_pages() -> None:
    text = b"---\ntitle: About us\n---\nWe are."
    urls = {
        path: read_standing(path, text, outlet_settings()).content.url
        for path in (
            "pages/about.md",
            "pages/about/index.md",
            "pages/legal/Über uns.md",
            "authors/wu-mei.md",
            "authors/wu-mei/index.md",
        )
    }
    assert list(urls.values()) == ["/about/", "/about/", "/legal/uber-uns/", "/authors/wu-mei/", "/authors/wu-mei/"]


@pytest.mark.parametrize("path", ["pages/index.md", "authors/index.md", "pages/….md"])
def test_a_standing_page_without_a_name_of_its_own_is_refused(path: str) -> None:
    with pytest.raises(ReadingError, match="name"):
        read_standing(path, b"---\ntitle: x\n---\n", outlet_settings())


@pytest.mark.parametrize(
    ("body", "teaser"),
    [
        ("First *paragraph*.\n\nSecond.", "First paragraph."),
        ("# A heading\n\nNot glued to it.", "Not glued to it."),
        ("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "One. Two."),
        ("- a list\n\n> a quotation\n\nThe words.", "The words."),
        ("![alone](https://x.example/a.jpg)\n\nAfter the picture.", "After the picture."),
        ("Ben & Jerry <b>said</b> `x < y`.", "Ben & Jerry said x < y."),
        ("", ""),
    ],
)
def test_without_a_teaser_the_opening_of_the_story_is_the_teaser(outlet: Make, body: str, teaser: str) -> None:
    site = outlet({"content/world/storm.md": article("Storm", body)})
    site.build()
    description = site.page("/world/2024/12/20/storm/").find("meta", attrs={"name": "description"})
    assert (description["content"] if description else "") == teaser


def test_two_articles_with_one_address_are_reported_with_both_files(outlet: Make) -> None:
    site = outlet({"content/world/storm.md": article(), "content/world/storm/index.md": article()})
    [problem] = site.problems()
    assert "content/world/storm.md" in problem
    assert "content/world/storm/index.md" in problem
    assert "/world/2024/12/20/storm/" in problem


HEADERS = st.dictionaries(
    st.sampled_from(["title", "date", "section", "slug", "tags", "image", "aliases", "corrections", "extra", "draft"]),
    st.sampled_from(
        ["x", "2024-12-23", "world", "[a, 1]", "{src: a.jpg}", "[/old/]", "[{date: 2024-1-1, text: y}]", "true", "",
         "~", "!!bool x", "!!timestamp y", "&a [b]", "*a", "\"\\ud800\"", "{1: 2}", "- x", "|", "'", "\u2028", "٢٠٢٤-01-01"]
    ),
).map(lambda rows: "---\n" + "".join(f"{key}: {value}\n" for key, value in rows.items()) + "---\n")  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    HEADERS.map(str.encode),
    st.tuples(
        st.sampled_from(["---\n", "+++\n", "{\n"]), st.text(max_size=80), st.sampled_from(["\n---", "\n+++", "\n}"])
    )
    .map("".join)
    .map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@settings(deadline=None)
@given(BYTES, st.sampled_from(["world/a.md", "2024-12-23-a.md", "x/….md"]))
def test_any_bytes_are_an_article_or_problems_with_path_and_line(data: bytes, path: str) -> None:
    try:
        found = read_article(path, data, outlet_settings()).content
    except ReadingError as error:
        assert error.problems
        assert all(problem.path == f"content/{path}" and problem.message for problem in error.problems)
        lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        assert all(0 <= problem.line <= lines for problem in error.problems)
    else:
        assert isinstance(found, Article)
        assert found.title
