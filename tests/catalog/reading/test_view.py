"""A view answers queries, and records exactly the stretches that its answers depend on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsprint.catalog.reading.queries import Stretch
from newsprint.catalog.reading.view import View
from newsprint.catalog.streams import ALL, Read, Sensitivity, clock_change, hits
from tests.catalog.catalogs import Archive, instant
from tests.support.outlets import article

WORLD = "section/world"
DAY = 24 * 3600 * 1_000_000
DAYS = [(11, 29), (11, 30), *((12, number) for number in range(1, 9))]
PROFILE = "---\ntitle: Dr Wu Mei\n---\nShe writes.\n"


def day(number: int) -> int:
    return instant(f"2024-12-{number:02}T00:00:00Z")


@pytest.fixture
def archive(paper: Archive) -> Archive:
    """Return an archive with five visible stories, a draft, pages, a profile and files."""
    paper.sync(
        {
            **{f"{name}.md": article(name.upper(), date=f"2024-12-0{number}") for number, name in enumerate("abcd", 1)},
            "e.md": article("E", draft=True),
            "f.md": article("F", date="2024-11-01", section="sport", tags=["Pier"], authors=["Wu Mei", "Ann"]),
            "pages/about.md": "---\ntitle: About\n---\nWe are.\n",
            "pages/soon.md": "---\ntitle: Soon\ndraft: true\n---\n",
            "authors/wu-mei.md": PROFILE,
            "pier.jpg": b"picture",
            "static/robots.txt": b"static",
        }
    )
    return paper


def membership(stream: str) -> Read:
    """Return the read of the membership of a whole stream."""
    return Read(stream, None, None, Sensitivity.MEMBERSHIP)


def up_to_the_first(stream: str) -> Read:
    """Return the read of a name: it depends on the oldest article, and on older ones that may come."""
    return Read(stream, None, instant("2024-11-01T00:00:00Z"), Sensitivity.MEMBERSHIP)


def card(stream: str, since: int | None, until: int | None) -> Read:
    """Return the read of the cards between two days of December."""
    return Read(stream, since and day(since), until and day(until), Sensitivity.CARD)


@pytest.mark.parametrize(
    ("ask", "read"),
    [
        pytest.param(lambda view: view.latest(WORLD, 2), card(WORLD, 3, None), id="the latest two"),
        pytest.param(lambda view: view.latest(WORLD, 4), card(WORLD, 1, None), id="as many as there are"),
        pytest.param(lambda view: view.latest(WORLD, 9), card(WORLD, None, None), id="more than there are"),
        pytest.param(
            lambda view: view.latest(WORLD, 2, before=(day(4), "d.md")), card(WORLD, 2, 4), id="before a position"
        ),
        pytest.param(lambda view: view.latest("tag/none", 2), card("tag/none", None, None), id="of an empty stream"),
        pytest.param(lambda view: view.neighbours(WORLD, (day(3), "c.md")), card(WORLD, 2, 4), id="neighbours"),
        pytest.param(
            lambda view: view.neighbours(WORLD, (day(1), "a.md")), card(WORLD, None, 2), id="neighbours of the first"
        ),
        pytest.param(
            lambda view: view.neighbours(WORLD, (day(4), "d.md")), card(WORLD, 3, None), id="neighbours of the last"
        ),
        pytest.param(
            lambda view: view.neighbours("tag/none", (1, "x")),
            card("tag/none", None, None),
            id="neighbours in an empty stream",
        ),
        pytest.param(
            lambda view: view.stretch(WORLD, Stretch((day(2), "b.md"), (day(3), "c.md"), 2)),
            card(WORLD, 2, 3),
            id="a run",
        ),
        pytest.param(
            lambda view: view.period(WORLD, day(2), day(4)),
            Read(WORLD, day(2), day(4) - 1, Sensitivity.CARD),
            id="a period",
        ),
        pytest.param(lambda view: view.size(WORLD), membership(WORLD), id="size"),
        pytest.param(lambda view: view.months(WORLD), membership(WORLD), id="months"),
        pytest.param(lambda view: view.streams("tag/"), membership("names/tag/"), id="streams"),
        pytest.param(lambda view: view.name_of("tag/pier"), up_to_the_first("tag/pier"), id="a topic's name"),
        pytest.param(
            lambda view: view.article("c.md"), Read(ALL, day(3), day(3), Sensitivity.BODY), id="a whole article"
        ),
    ],
)
def test_each_query_of_streams_records_one_read(archive: Archive, ask: Callable[[View], Any], read: Read) -> None:
    view = archive.view()
    ask(view)
    assert view.reads == {read}


def test_a_view_returns_only_visible_stories(archive: Archive) -> None:
    view = archive.view()
    assert [found.path for found in view.latest(WORLD, 2)] == ["d.md", "c.md"]
    assert [found.path for found in view.latest(WORLD, 9, before=(day(3), "c.md"))] == ["b.md", "a.md"]
    assert [found.path for found in view.period(WORLD, day(2), day(4))] == ["c.md", "b.md"]
    beside = {path: view.neighbours(WORLD, (day(at), path)) for at, path in ((1, "a.md"), (3, "c.md"), (4, "d.md"))}
    assert [found.path if found else None for pair in beside.values() for found in pair] == [
        *(None, "b.md"),
        *("b.md", "d.md"),
        *("c.md", None),
    ]
    assert (view.size(WORLD), view.size("tag/none")) == (4, 0)
    assert [(month.year, month.month) for month in view.months(ALL)] == [(2024, 11), (2024, 12)]
    assert view.streams("author/") == ["author/ann", "author/wu-mei"]


@pytest.mark.parametrize(
    ("ask", "stream"),
    [
        pytest.param(lambda view: view.standing("pages/about.md"), "file/pages/about.md", id="a standing page"),
        pytest.param(lambda view: view.profile("wu-mei"), "profile/wu-mei", id="a profile"),
        pytest.param(lambda view: view.profile("ann"), "profile/ann", id="a profile that may come"),
        pytest.param(lambda view: view.name_of("author/wu-mei"), "profile/wu-mei", id="a name with a profile"),
        pytest.param(lambda view: view.file("pier.jpg"), "file/pier.jpg", id="a file"),
        pytest.param(lambda view: view.address_of("a.md"), "file/a.md", id="an article's address"),
        pytest.param(lambda view: view.address_of("absent.md"), "file/absent.md", id="the address of a missing file"),
    ],
)
def test_reads_of_files_profiles_and_addresses_are_recorded_too(
    archive: Archive, ask: Callable[[View], Any], stream: str
) -> None:
    view = archive.view()
    ask(view)
    assert view.reads == {membership(stream)}


@pytest.mark.parametrize("ask", [View.recent, View.has_recent])
def test_a_page_with_recent_stories_is_out_of_date_when_they_change(archive: Archive, ask: Callable[..., Any]) -> None:
    """Drafts are visible before their date, so that time alone adds stories to the recent ones too."""
    archive.sync(drafts=True)
    times = [f"2024-{month}-{day:02}T{hour:02}:00:00Z" for month, day in DAYS for hour in (0, 12)]
    for then in times:
        view = archive.view(then)
        answer = ask(view, WORLD, 2 * DAY)
        for now in times:
            is_hit = any(hits(clock_change(instant(now)), read) for read in view.reads)
            if now < then:
                assert is_hit
            elif now > then and ask is View.recent:
                passed = [answer == ask(archive.view(time), WORLD, 2 * DAY) for time in times if then < time <= now]
                assert is_hit is not all(passed)
            else:
                assert is_hit or answer == ask(archive.view(now), WORLD, 2 * DAY)


def test_views_do_not_share_their_reads(archive: Archive) -> None:
    one, other = archive.view(), archive.view()
    one.size(ALL)
    assert other.reads == set()


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("a.md", "/world/2024/12/01/a/"),
        ("e.md", None),
        ("pages/about.md", "/about/"),
        ("pages/soon.md", None),
        ("authors/wu-mei.md", "/authors/wu-mei/"),
        ("pier.jpg", "/media/pier.jpg"),
        ("static/robots.txt", "/robots.txt"),
        ("absent.md", None),
    ],
)
def test_a_file_has_an_address_if_readers_can_open_it(archive: Archive, path: str, url: str | None) -> None:
    assert archive.view().address_of(path) == url


def test_the_name_in_a_profile_is_used_for_the_author(archive: Archive) -> None:
    assert archive.view().name_of("author/wu-mei") == "Dr Wu Mei"
    assert archive.view().name_of("author/ann") == "Ann"
    archive.sync({"authors/wu-mei.md": None})
    assert archive.view().name_of("author/wu-mei") == "Wu Mei"


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda view: view.article("e.md"), id="a draft"),
        pytest.param(lambda view: view.article("pages/about.md"), id="a page as an article"),
        pytest.param(lambda view: view.standing("a.md"), id="an article as a page"),
        pytest.param(lambda view: view.file("absent.jpg"), id="a missing file"),
        pytest.param(lambda view: view.file("../newsprint.toml"), id="a file outside the content folder"),
    ],
)
def test_asking_for_hidden_or_missing_content_is_a_lookup_error(archive: Archive, ask: Callable[[View], Any]) -> None:
    with pytest.raises(LookupError):
        ask(archive.view())


def test_a_view_returns_the_html_of_bodies_and_the_bytes_of_files(archive: Archive) -> None:
    view = archive.view()
    assert "<p>We are.</p>" in view.body(view.standing("pages/about.md"))
    assert "<p>Some words.</p>" in view.body(view.article("a.md"))
    assert view.file("pier.jpg") == b"picture"
