"""newsprint.toml: typed, and every problem in it is reported with its key and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsprint.base.errors import ConfigurationError
from newsprint.config.sections import RESERVED, Section
from newsprint.config.site import SiteConfig, find_outlet, parse_config, read_config
from newsprint.config.targets import S3Settings
from tests.support.outlets import CONFIGURATION

SMALLEST = '[site]\ntitle = "x"\n[sections]\nworld = "World"\n'


def problems(text: str) -> list[str]:
    """Return the problems of a configuration, in the order of lines; an empty list if there are none."""
    try:
        parse_config(text)
    except ConfigurationError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_only_the_title_and_one_section_are_required() -> None:
    config = parse_config(SMALLEST)
    assert (config.site.language, config.site.timezone, config.site.theme) == ("en", "UTC", "gazette")
    assert config.permalinks.article == "/{section}/{year}/{month}/{day}/{slug}/"
    assert (config.markdown.engine, config.markdown.extensions) == ("markdown", ())
    assert (config.latest.count, config.latest.teaser_words, config.latest.mode) == (8, 15, "live")
    assert config.listing.page_size == 20
    assert (config.content.root, config.content.default_section, config.content.unknown_keys) == (
        "content",
        None,
        "error",
    )


def test_every_setting_is_read() -> None:
    config = parse_config(
        """\
[site]
title = "The Harbour Gazette"
url = "https://gazette.example/paper/"
description = "News"
language = "pt-BR"
timezone = "America/Sao_Paulo"
theme = "gazette"
[sections]
world = "World News"
sport = "Sport"
[permalinks]
article = "/{year}/{slug}/"
[markdown]
engine = "commonmark"
extensions = ["toc"]
[latest]
count = 3
teaser_words = 9
mode = "baked"
[listing]
page_size = 5
[content]
root = "stories/"
default_section = "world"
unknown_keys = "ignore"
entities = "decode"
[content.fields]
teaser = ["teaser", "summary"]
title = "headline"
[embeds]
allow = ["Maps.Example.org"]
[deploy.production]
target = "s3://bucket/prefix"
region = "eu"
"""
    )
    assert (config.site.url, config.site.prefix, config.site.host) == (
        "https://gazette.example/paper",
        "/paper",
        "gazette.example",
    )
    assert config.site.zone.key == "America/Sao_Paulo"
    assert list(config.sections.items()) == [
        ("world", Section("World News", "world")),
        ("sport", Section("Sport", "sport")),
    ]
    assert config.permalinks.article == "/{year}/{slug}/"
    assert (config.markdown.engine, config.markdown.extensions) == ("commonmark", ("toc",))
    assert (config.latest.count, config.latest.teaser_words, config.latest.mode) == (3, 9, "baked")
    assert config.listing.page_size == 5
    assert (config.content.root, config.content.default_section) == ("stories", "world")
    assert (config.content.unknown_keys, config.content.entities) == ("ignore", "decode")
    assert config.content.fields == {"teaser": ("teaser", "summary"), "title": ("headline",)}
    assert config.embeds.allow == ("maps.example.org",)
    assert config.deploy == {"production": S3Settings(target="s3://bucket/prefix", region="eu")}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[latest]\ncount = 0", '6:1: "latest.count" must be 1 or more'),
        ("[latest]\ncount = 1001", '6:1: "latest.count" must be 1000 or less'),
        ('[latest]\ncount = "8"', '6:1: "latest.count" must be a whole number, not text'),
        ('[latest]\nmode = "hot"', '6:1: "latest.mode" cannot be \'hot\' ("live" or "baked")'),
        ("[latest]\ncuont = 8", '6:1: unknown key "cuont" (did you mean "count"?)'),
        ('[lastest]\nmode = "live"', '5:2: unknown key "lastest" (did you mean "latest"?)'),
        ("[markdown]\nextensions = 'toc'", '6:1: "markdown.extensions" must be a list, not text'),
        ('[markdown]\nengine = "pandoc"', "6:1: \"markdown.engine\" cannot be 'pandoc'"),
        ('[permalinks]\narticle = "/{slug}.txt"', '6:1: "permalinks.article" ends like a file that is not a page'),
        ('[feeds]\nid = "https://a.example"', '6:1: "feeds.id" cannot be "https://a.example" (use a domain'),
        ('[feeds]\nid = ""', '6:1: "feeds.id" cannot be ""'),
        ('[permalinks]\narticle = "/../{slug}/"', '6:1: "permalinks.article" leads out of the site'),
        ('[content]\nroot = "../other"', '6:1: "content.root" must be a folder inside the outlet'),
        ('[content]\nroot = "/etc"', '6:1: "content.root" must be a folder inside the outlet'),
        ('[content]\nroot = "."', '6:1: "content.root" must be a folder inside the outlet'),
        ('[content]\nroot = "a\\u0000b"', '6:1: "content.root" must be a folder inside the outlet'),
        ('[content]\nroot = ""', '6:1: "content.root" must not be empty'),
        ('[content]\ndefault_section = "wrold"', '6:1: unknown section "wrold" (did you mean "world"?)'),
        (
            '[content]\npicture_metadata = "copyrigth"',
            '6:1: "copyrigth" cannot be read from pictures (did you mean "copyr',
        ),
        ("[content]\npicture_metadata = 1", '6:1: "content.picture_metadata" must be a list, not a whole number'),
        ('[content.fields]\nteasr = "summary"', '6:1: unknown key "teasr" (did you mean "teaser"?)'),
        ('[embeds]\nallow = "a.example"', '6:1: "embeds.allow" must be a list, not text'),
        ("[embeds]\nallow = [1]", '6:1: "embeds.allow" must be text, not a whole number'),
        (
            '[embeds]\nallow = ["https://Maps.a.org/x"]',
            '6:1: "https://maps.a.org/x" in "embeds.allow" is not the name of'
            ' a host (write the name only, such as "maps.a.org")',
        ),
        ('[embeds]\nallow = ["a.org:8443"]', '6:1: "a.org:8443" in "embeds.allow" is not the name of a host'),
        ('[embeds]\nallow = ["*.a.org"]', '6:1: "*.a.org" in "embeds.allow" is not the name of a host'),
        ('[embeds]\nallow = ["127.0.0.1"]', '6:1: "127.0.0.1" in "embeds.allow" is not the name of a host'),
        ("[embeds]\nalow = []", '6:1: unknown key "alow" (did you mean "allow"?)'),
        ('[deploy.live]\nbucket = "b"', '5:2: deploy target "live" needs a "target"'),
        ("[deploy]\nlive = 3", '6:1: deploy target "live" needs a "target"'),
    ],
)
def test_an_invalid_setting_is_reported_with_its_key_and_line(more: str, message: str) -> None:
    [problem] = problems(SMALLEST + more + "\n")
    assert problem.startswith(f"newsprint.toml:{message}")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("timezone", "europe/london", 'unknown time zone "europe/london" (did you mean "Europe/London"?)'),
        ("timezone", "Mars/Olympus", 'unknown time zone "Mars/Olympus"'),
        ("timezone", "Europe", 'unknown time zone "Europe"'),
        ("timezone", "../../etc/passwd", "unknown time zone"),
        ("timezone", "/etc/localtime", "unknown time zone"),
        ("language", "english please", 'unknown language "english please"'),
        ("language", "en_UK", 'unknown language "en_UK" (did you mean "en-GB"?)'),
        ("theme", "../theme", "cannot be the name of a theme's folder"),
        ("url", "gazette.example", "must start with https://"),
        ("url", "ftp://gazette.example", "must start with https://"),
        ("url", "https://", "must start with https://"),
        ("url", "https://a.example/?q=1", "must contain only scheme, host and path"),
        ("url", "https://user@a.example", "must contain only scheme, host and path"),
        ("url", "https://a example/", "must contain only scheme, host and path"),
        ("url", "https://a.example:port", "is not a URL"),
        ("url", "https://[::1", "is not a URL"),
        ("title", "", '"site.title" must not be empty'),
    ],
)
def test_an_invalid_value_is_reported_on_its_line(key: str, value: str, message: str) -> None:
    first = "" if key == "title" else 'title = "x"\n'
    [problem] = problems(f'[site]\n{first}{key} = "{value}"\n[sections]\nworld = "World"\n')
    assert problem.startswith(f"newsprint.toml:{2 if key == 'title' else 3}:1: ")
    assert message in problem


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ("", "no sections are declared"),
        ("[sections]\n", "no sections are declared"),
        ('[sections]\n"World News" = "x"', '"World News" cannot be the short name of a section'),
        ('[sections]\n".." = "x"', '".." cannot be the short name of a section'),
        ('[sections]\n"a//b" = "x"', '"a//b" cannot be the short name of a section'),
        ('[sections]\n"/a" = "x"', '"/a" cannot be the short name of a section'),
        ('[sections]\n"a/page" = "x"', '"page" is reserved by Newsprint'),
        ('[sections]\nMedia = "x"', '"media" is reserved by Newsprint'),
        ('[sections]\nnews = "x"\nNews = "y"', 'the sections "news" and "News" would have the same address, /News/'),
        (
            '[sections]\na = "x"\nb = {name = "y", path = "A"}',
            'the sections "a" and "b" would have the same address, /A/',
        ),
        ('[sections.world]\npath = "x"', 'the name of section "world" must be text'),
        ('[sections.world]\nname = "x"\npath = 3', 'the path of section "world" must be text'),
        ('[sections.world]\nname = "x"\npath = "../x"', 'the path "../x" leads out of the site'),
        ('[sections.world]\nname = "x"\npath = "a?b"', 'the path "a?b" contains a query or a fragment'),
        ('[sections.world]\nname = "x"\npath = ""', 'the path "" contains an empty segment'),
        ('[sections.world]\nname = "x"\npath = "topics/x"', '"topics" is reserved by Newsprint'),
        ('[sections.world]\nnmae = "x"\nname = "x"', 'unknown key "nmae" (did you mean "name"?)'),
        ("[sections]\nworld = 3", 'the name of section "world" must be text'),
        ('[sections]\nworld = "  "', 'the name of section "world" must be text'),
        *[(f'[sections]\n{name} = "x"', f'"{name}" is reserved by Newsprint') for name in RESERVED],
    ],
)
def test_invalid_sections_are_reported(sections: str, message: str) -> None:
    [problem] = problems(f'[site]\ntitle = "x"\n{sections}\n')
    assert message in problem


def test_all_problems_are_reported_at_once_in_the_order_of_lines() -> None:
    found = problems('[site]\nurl = 3\nnmae = "x"\n\n[sections]\npage = ""\n\n[latest]\ncount = -1\n')
    assert [problem.split(": ")[0].split(":")[1] for problem in found] == ["1", "2", "3", "6", "6", "9"]
    assert any('"site.title" is missing' in problem for problem in found)


def test_a_missing_file_and_one_that_is_not_toml_or_utf8_are_reported(tmp_path: Path) -> None:
    assert problems("[site]\ntitle = \n")[0].startswith("newsprint.toml:2:9: not valid TOML: ")
    with pytest.raises(ConfigurationError, match=r"no newsprint\.toml in "):
        read_config(tmp_path)
    (tmp_path / "newsprint.toml").write_bytes(b"[site]\ntitle = '\xe9'\n")
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        read_config(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "newsprint.toml").write_bytes(b"\xef\xbb\xbf" + CONFIGURATION.replace("\n", "\r\n").encode())
    assert read_config(tmp_path).site.title == "The Harbour Gazette"


def test_the_outlet_is_the_nearest_folder_upwards_with_a_configuration(tmp_path: Path) -> None:
    deep = tmp_path / "content" / "world"
    deep.mkdir(parents=True)
    (tmp_path / "newsprint.toml").write_text(SMALLEST)
    assert find_outlet(deep) == tmp_path
    assert find_outlet(tmp_path) == tmp_path


def test_outside_of_an_outlet_the_error_suggests_newsprint_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="newsprint init"):
        find_outlet(tmp_path)


VALUES = st.recursive(
    st.sampled_from(["1", "-1", "true", '""', '"x"', '"../x"', '"/{slug}/"', "2024-12-23", "1.5"]),
    lambda inner: st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=3,
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["site", "sections", "permalinks", "markdown", "latest", "listing", "content", "deploy"]),
            st.sampled_from(["title", "url", "timezone", "article", "engine", "count", "root", "fields", "world"]),
            VALUES,
        ),
        max_size=4,
        unique_by=lambda line: line[:2],
    )
)
def test_any_settings_are_read_or_reported_with_their_lines(lines: list[tuple[str, str, str]]) -> None:
    text = "".join(f"{table}.{key} = {value}\n" for table, key, value in lines)
    try:
        config = parse_config(text)
    except ConfigurationError as error:
        assert all(1 <= problem.line <= max(len(lines), 1) for problem in error.problems)
    else:
        assert isinstance(config, SiteConfig)


@pytest.mark.parametrize(
    ("sections", "paths"),
    [
        ('end_users = "x"', {"end_users": "end_users"}),
        ('News = "x"', {"News": "News"}),
        ('"press/releases" = "x"', {"press/releases": "press/releases"}),
        ('"v2.0" = "x"', {"v2.0": "v2.0"}),
        ('été = "x"'.replace("été", '"été"'), {"été": "été"}),
        ('a = {name = "x", path = "End_Users"}', {"a": "End_Users"}),
        ('a = {name = "x", path = "/deep/er/"}', {"a": "deep/er"}),
        ('a = {name = "x", path = "caf%C3%A9"}', {"a": "café"}),
    ],
)
def test_the_address_of_a_section_is_its_short_name_or_its_path(sections: str, paths: dict[str, str]) -> None:
    found = parse_config(f'[site]\ntitle = "x"\n[sections]\n{sections}\n').sections
    assert {key: section.path for key, section in found.items()} == paths
