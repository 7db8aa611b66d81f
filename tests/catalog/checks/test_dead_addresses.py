"""Links to addresses of the site and to anchors are checked against the pages of the build."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.builder.report import Report
from newsprint.builder.status import read_status
from newsprint.catalog.checks import page_links
from newsprint.config.site import read_config
from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article, at

FILE = "content/world/storm.md"
TIDES = "content/world/tides.md"
TIDES_AT = "/world/2024/12/20/tides/"
COMMON = CONFIGURATION + '[markdown]\nengine = "{engine}"\n'


def dead(report: Report) -> list[str]:
    """Return the messages about dead addresses and anchors, without their places."""
    codes = ("dead-address", "dead-anchor")
    return [str(problem).partition(": ")[2] for problem in report.warnings if problem.code in codes]


def quoted(message: str) -> str:
    """Return the address that a message quotes."""
    return message.partition('"')[2].partition('"')[0]


@pytest.fixture
def site(outlet: Callable[..., Outlet]) -> Outlet:
    """Return an outlet with a story, a standing page and two static files to link to."""
    return outlet(
        {
            TIDES: article(
                "Tides", "## High water\n\nHigh.", tags=["Sea"], authors=["Wu Mei"], aliases=["/old/tides/"]
            ),
            "content/pages/about.md": "---\ntitle: About\n---\n\n## Who\n\nWe.\n",
            "content/static/robots-of-ours.txt": "x",
            "content/static/pier.png": PICTURE,
        }
    )


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    "address",
    [
        "/", "/world/", "/world", "/archive/", "/topics/sea/", "/authors/wu-mei/", TIDES_AT, TIDES_AT.rstrip("/"),
        f"{TIDES_AT}index.html", f"{TIDES_AT}#high-water", f"{TIDES_AT}?a=b#high-water", "/old/tides/", "/about/#who",
        "/rss.xml", "/robots-of-ours.txt", "/pier.png", f"https://gazette.example{TIDES_AT}#high-water",
        "https://gazette.example", "https://GAZETTE.example/world/", "https://gazette.example.org/nowhere/",
        "https://other.example/nowhere/", "//gazette.example.org/x", "//gazette.example/world/", "#storm", "#", "#top", "#:~:text=Words",
        "/world/%32024/12/20/tides/", "tides.md#high-water", "../pages/about.md#who", "/archive/#2024", "storm.md#storm",
        "/pier.png#x", "mailto:desk@gazette.example",
    ],
)  # fmt: skip
def test_a_link_to_an_existing_page_file_or_anchor_is_not_reported(site: Outlet, address: str, engine: str) -> None:
    site.write({"newsprint.toml": COMMON.format(engine=engine), FILE: article(body=f"## Storm\n\n[it]({address})")})
    assert dead(site.build()) == []


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[it](/nowhere/)", 'the link "/nowhere/" leads to no page or file of the site'),
        ("[it](/world/tides.md)", 'the link "/world/tides.md" leads to no page'),
        ("[it](/world/2024/12/20/tide/)", 'the link "/world/2024/12/20/tide/" leads to no page'),
        ("![it](/images/pier.png)", 'the picture "/images/pier.png" leads to no page or file'),
        ("[it](https://gazette.example/nowhere/)", 'the link "https://gazette.example/nowhere/" leads to no page'),
        ("[it](//gazette.example/nowhere/)", 'the link "//gazette.example/nowhere/" leads to no page'),
        ("[it](http://gazette.example/a?b=c&d)", 'the link "http://gazette.example/a?b=c&d" leads to no page'),
        ("[it](#stom)", 'the link "#stom" leads to no heading or anchor of this text'),
        ("[it](tides.md#low-water)", f'the link "tides.md#low-water" leads to no heading or anchor of {TIDES}'),
        (f"[it]({TIDES_AT}#low)", f'the link "{TIDES_AT}#low" leads to no heading or anchor of {TIDES}'),
        ("[it](/about/#what)", 'the link "/about/#what" leads to no heading or anchor of content/pages/about.md'),
    ],
)
def test_a_dead_link_is_a_warning_with_its_line(site: Outlet, written: str, message: str, engine: str) -> None:
    site.write({"newsprint.toml": COMMON.format(engine=engine), FILE: article(body=f"## Storm\n\n{written}")})
    report = site.build()
    (found,) = dead(report)
    assert found.startswith(message)
    (warning,) = (each for each in report.warnings if each.code.startswith("dead"))
    assert (warning.path, warning.line) == (FILE, 9)
    assert report.articles == 2


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
@pytest.mark.parametrize("raw_html", ["safe", "allowed"])
@pytest.mark.parametrize(
    "anchor",
    ['<a name="tide"></a>', "<a name=tide></a>", "<A class='x' NAME='tide'></A>", "<p id='tide'>Words</p>",
     "<P ID=tide>Words</P>", '<a name="tide" id="tide"></a>', '<a href="/" name="tide">Words</a>'],
)  # fmt: skip
def test_all_spellings_of_anchors_in_raw_html_are_recognised(
    site: Outlet, engine: str, raw_html: str, anchor: str
) -> None:
    settings = f'{COMMON.format(engine=engine)}raw_html = "{raw_html}"\n'
    text = f"Words {anchor}" if anchor[1] in "aA" else anchor
    site.write({"newsprint.toml": settings, TIDES: article("Tides", text)})
    site.write({FILE: article(body=f"{text}\n\n[a](#tide) [b](tides.md#tide) [c](#TOP)")})
    report = site.build()
    assert report.warnings == ()
    if raw_html == "safe":
        assert 'id="tide"' in site.text(f"{TIDES_AT[1:]}index.html")
    assert len(dead(site.write({FILE: article(body=f"{text}\n\n[a](#ebb) [b](tides.md#ebb)")}).build())) == 2


def test_an_outlet_below_a_path_checks_addresses_below_that_path(site: Outlet) -> None:
    settings = CONFIGURATION.replace('"https://gazette.example"', '"https://gazette.example:8443/paper"')
    links = ["/world/", "/paper/world/", "https://gazette.example:8443/paper/world/", "https://gazette.example:8443/x/",
             "https://gazette.example:8443/paper/x/", "https://gazette.example/paper/x/"]  # fmt: skip
    body = "\n\n".join(f"[it]({link})" for link in links)
    site.write({"newsprint.toml": settings, FILE: article(body=body)})
    assert [quoted(message) for message in dead(site.build())] == [links[1], links[4]]


def test_the_hint_says_what_to_write_instead(site: Outlet) -> None:
    settings = CONFIGURATION.replace('"https://gazette.example"', '"https://gazette.example/paper"')
    body = "[a](/paper/world/)\n\n![b](/images/pier.png)\n\n[c](/nowhere/)"
    site.write({"newsprint.toml": settings, FILE: article(body=body)})
    hints = {quoted(str(each)): each.hint for each in site.build().warnings if each.code == "dead-address"}
    assert hints == {
        "/paper/world/": 'write "/world/": /paper is added by Newsprint',
        "/images/pier.png": "use the path of the picture's file, or put the picture in content/static/",
        "/nowhere/": "link to a story by its file, and to anything else by its address on the built site",
    }
    site.write({FILE: article(body="[a](/world/)")})
    assert dead(site.build()) == []


def test_the_warnings_after_any_change_are_those_of_a_clean_build(site: Outlet) -> None:
    """In most of these steps, the story with the links is not read again."""
    links = [
        TIDES_AT,
        f"{TIDES_AT}#high-water",
        "tides.md#high-water",
        "/topics/sea/",
        "/about/#who",
        "/new.txt",
        "/old/tides/",
    ]
    body = "\n\n".join(f"[it]({link})" for link in links)
    site.write({FILE: article(body=body)})
    seen = []
    steps: list[dict[str, str | bytes | None]] = [
        {},
        {"content/static/new.txt": "x"},
        {TIDES: article("Tides", "## Low water\n\nLow.", tags=["Sea"], aliases=["/old/tides/"])},
        {TIDES: article("Tides", "## High water\n\nHigh.", slug="water")},
        {TIDES: article("Tides", "## High water\n\nHigh.", tags=["Sea"], draft=True)},
        {"content/pages/about.md": None},
        {TIDES: article("Tides", "## High water\n\nHigh.", tags=["Sea"]), "content/static/new.txt": None},
    ]
    for step in steps:
        report = site.write(step).build()
        found = dead(report)
        assert found == dead(site.build())
        assert found == dead(site.build(full=True))
        assert report.warnings == site.build().warnings
        seen.append(sorted({quoted(message) for message in found}))
    assert seen[0] == ["/new.txt"]
    assert seen[1] == []
    assert seen[2] == [f"{TIDES_AT}#high-water", "tides.md#high-water"]
    assert seen[3] == ["/old/tides/", "/topics/sea/", TIDES_AT, f"{TIDES_AT}#high-water"]


def test_a_build_without_changes_checks_no_links_again(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise, such a build would spend most of its time on these checks."""
    asked: list[str] = []

    def has_anchor(anchors: tuple[str, ...], name: str) -> bool:
        asked.append(name)
        return name in anchors

    monkeypatch.setattr(page_links, "has_anchor", has_anchor)
    site.write({FILE: article(body="[a](tides.md#low-water) [b](/nowhere/)")})
    found = dead(site.build())
    assert asked == ["low-water"] and len(found) == 2
    assert dead(site.build()) == found
    assert dead(site.build(as_of="2025-01-02")) == found
    assert asked == ["low-water"]
    site.write({TIDES: article("Tides", "## Low water\n\nLow.")})
    assert dead(site.build()) == found[:1]
    assert asked == ["low-water"] * 2


def test_a_draft_with_a_new_address_is_noticed_even_if_status_reads_it_first(site: Outlet) -> None:
    site.write({FILE: article(body=f"[it]({TIDES_AT})"), TIDES: article("Tides", draft=True)})
    assert dead(site.build()) == []
    site.write({TIDES: article("Tides", draft=True, slug="water")})
    read_status(site.folder, read_config(site.folder), at("2025-01-01"))
    assert len(dead(site.build())) == len(dead(site.build())) == 1


def test_a_page_that_existed_only_in_a_failed_build_cannot_be_linked_to(site: Outlet) -> None:
    site.write({FILE: article(body="[it](/tide/)")})
    found = dead(site.build())
    assert len(found) == 1
    own = (site.folder / "newsprint.toml").read_text()
    another = own.replace("[sections]", '[sections]\ntide = "Tide"')
    assert another != own
    site.write({"newsprint.toml": another, "content/world/bad.md": "---\ntitle: [\n---\n"})
    assert site.problems()
    site.write({"newsprint.toml": own, "content/world/bad.md": None})
    assert dead(site.build()) == found
    site.write({"newsprint.toml": another})
    assert dead(site.build()) == []
    site.write({"newsprint.toml": own})
    assert dead(site.build()) == found


def test_links_of_an_embargoed_story_are_checked_when_it_is_published(site: Outlet) -> None:
    site.write({FILE: article(body="[it](/nowhere/)", embargo="2025-01-03")})
    assert dead(site.build(as_of="2025-01-02")) == dead(site.build(as_of="2025-01-02")) == []
    assert len(dead(site.build(as_of="2025-01-04"))) == 1
    assert dead(site.build(as_of="2025-01-02")) == []


def test_a_link_to_a_hidden_story_is_not_reported(site: Outlet) -> None:
    site.write({FILE: article(body=f"[it]({TIDES_AT}) [there](tides.md#nowhere)"), TIDES: article("Tides", draft=True)})
    assert dead(site.build()) == []
    site.write({TIDES: article("Tides", embargo="2030-01-01")})
    assert dead(site.build()) == []


def test_links_of_hidden_stories_are_not_checked(site: Outlet) -> None:
    site.write({FILE: article(body="[it](/nowhere/)", embargo="2024-12-24")})
    assert dead(site.build(as_of="2024-12-23")) == []
    assert len(dead(site.build(as_of="2024-12-25"))) == 1


def test_a_story_can_allow_dead_links_and_an_outlet_can_ignore_them(site: Outlet) -> None:
    body = "[a](/nowhere/) [b](#nowhere) [c](tides.md#nowhere)"
    site.write({FILE: article(body=body, allow=["dead-address", "dead-anchor"])})
    assert dead(site.build()) == []
    site.write({FILE: article(body=body)})
    assert len(dead(site.build())) == 3
    site.write({"newsprint.toml": f'{CONFIGURATION}\n[checks]\ndead-address = "ignore"\ndead-anchor = "error"\n'})
    messages = [problem.partition(": ")[2].partition(" leads")[0] for problem in site.problems()]
    assert 'the link "#nowhere"' in messages


def test_links_to_anchors_of_raw_html_and_headings_are_not_reported(site: Outlet) -> None:
    body = 'A fact.[^1] [down](#end) [up](#note)\n\n<p id="note">x</p>\n\n## The end {#end}\n\n[^1]: The source.\n'
    site.write({FILE: article(body=body)})
    assert dead(site.build()) == []


def test_links_are_checked_again_when_the_site_has_another_url(site: Outlet) -> None:
    site.write({FILE: article(body="[it](https://tide.example/nowhere/)")})
    assert dead(site.build()) == []
    site.write({"newsprint.toml": CONFIGURATION.replace("gazette.example", "tide.example")})
    assert len(dead(site.build())) == 1
