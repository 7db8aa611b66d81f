"""``[[menu]]``: entries with a name and an address, each problem with the line of its entry."""

from __future__ import annotations

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.menu import MenuEntry
from newsprint.config.site import parse_config

SMALLEST = '[site]\ntitle = "x"\n[sections]\nworld = "World"\n'


def problems(text: str) -> list[str]:
    """Return the problems of a configuration with this text at its end, below line 4."""
    with pytest.raises(ConfigurationError) as caught:
        parse_config(SMALLEST + text)
    return [str(problem) for problem in caught.value.problems]


def entry(url: str, name: str = "Shop") -> str:
    return f'[[menu]]\nname = "{name}"\nurl = "{url}"\n'


@pytest.mark.parametrize(
    "url",
    ["/about/", "/", "/about/#people", "/archive/?year=2024", "/caf%C3%A9/", "/café/", "https://shop.example",
     "https://shop.example:8443/a?b=c#d", "https://user.example/@desk"],
)  # fmt: skip
def test_an_entry_leads_to_a_path_or_to_an_https_address(url: str) -> None:
    assert parse_config(SMALLEST + entry(url)).menu == (MenuEntry("Shop", url),)


def test_entries_keep_their_order() -> None:
    config = parse_config(SMALLEST + entry("/b/", "B") + entry("/a/", "A"))
    assert [each.name for each in config.menu] == ["B", "A"]
    assert parse_config(SMALLEST).menu == ()


@pytest.mark.parametrize(
    "url",
    ["about/", "//shop.example/", "http://shop.example/", "javascript:alert(1)", "https://", "https:///a", "ftp://a/",
     "https://user@shop.example/", "https://shop.example:port/", "https://[::1", "data:text/html,x", "HTTPS:/a"],
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    (problem,) = problems(entry(url))
    assert problem.startswith(f'newsprint.toml:7:1: the address "{url}" ')
    assert problem.endswith(' (for example "/about/" or "https://shop.example/")')


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("/../x", "leads out of the site"),
        ("/a b/", "contains a blank or another character that addresses cannot have"),
        ('/a\\"b/', "contains a blank or another character that addresses cannot have"),
        ("/a%2", "contains a % that does not begin an encoded character"),
        ("/.git/", "contains a name that starts with a dot"),
        ("/a//b/", "contains an empty segment"),
    ],
)
def test_a_path_that_no_page_can_have_is_refused(url: str, message: str) -> None:
    (problem,) = problems(entry(url))
    assert f'the address "{url.replace(chr(92), "")}" {message}' in problem


def test_each_problem_has_the_line_of_its_own_entry() -> None:
    text = entry("/about/") + '[[menu]]\nname = " "\nurl = "about"\n[[menu]]\nnmae = "Shop"\nurl = "/shop/"\n'
    assert [problem.partition(" (")[0] for problem in problems(text)] == [
        'newsprint.toml:9:1: "menu.name" must not be empty',
        'newsprint.toml:10:1: the address "about" must start with a slash, or with https:// and a host',
        'newsprint.toml:11:3: "menu.name" is missing',
        'newsprint.toml:12:1: unknown key "nmae"',
    ]


@pytest.mark.parametrize("menu", ["menu = 3", 'menu = "About"', '[menu]\nname = "About"', 'menu = ["/about/"]'])
def test_a_menu_that_is_no_list_of_tables_is_one_problem(menu: str) -> None:
    text = f"{menu}\n{SMALLEST}" if menu.startswith("menu") else f"{SMALLEST}{menu}\n"
    with pytest.raises(ConfigurationError) as caught:
        parse_config(text)
    (problem,) = caught.value.problems
    assert problem.message == '"menu" must be a list of tables'
    assert problem.hint == "write [[menu]], then name and url"
