"""An update with a date that cannot be: before the story, or after the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article
from tests.support.reading import Make

LATER = (
    'content/a.md:5:1: "updated" is in the future: 2099-01-01T00:00:00+00:00; until then it is not shown '
    "(check the year)"
)
EARLIER = "content/a.md:5:1: the update is dated before the story, so it is not shown (check date and updated)"


def told(site: Outlet, as_of: str = AS_OF) -> list[str]:
    return [str(warning) for warning in site.build(as_of).warnings]


def test_an_update_in_the_future_is_a_warning_and_readers_are_not_told_of_it(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01")})
    assert told(site) == told(site) == [LATER]
    assert site.pages_with("2099") == set()
    assert "<lastmod>2024-12-20T00:00:00+00:00</lastmod>" in site.text("sitemaps/articles-1.xml")
    assert "<updated>2024-12-20T00:00:00+00:00</updated>" in site.text("atom.xml")


def test_the_warning_ends_when_the_update_comes(outlet: Make, tmp_path: Path) -> None:
    files = {"content/a.md": article(updated="2024-12-25T10:00:00Z")}
    site = outlet(files)
    assert len(told(site, "2024-12-25T09:59:59Z")) == 1
    assert told(site, "2024-12-25T10:00:00Z") == []
    fresh = Outlet(tmp_path / "fresh").write({"newsprint.toml": CONFIGURATION, **files})
    assert told(fresh, "2024-12-25T10:00:00Z") == []
    assert fresh.files() == site.files()
    assert len(told(site, "2024-12-24")) == 1


@pytest.mark.parametrize(
    "front",
    [{"draft": True}, {"embargo": "2024-12-30"}, {"date": "2024-12-30"}, {"expires": "2024-12-22"}],
    ids=lambda front: next(iter(front)),
)
def test_only_what_readers_see_is_judged(outlet: Make, front: dict[str, object]) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01", **front)})
    assert told(site) == []
    site.write({"content/a.md": article(**{"date": "2024-12-21", "updated": "2024-12-19", **front})})
    assert told(site) == []


def test_an_embargo_that_ends_stops_no_strict_build(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01", embargo="2024-12-24")})
    site.build(strict=True)
    assert len(site.build("2024-12-24", strict=True).warnings) == 1


def test_an_update_before_the_story_is_a_warning_and_is_not_printed(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2024-12-19")})
    assert told(site) == told(site) == [EARLIER]
    page = site.page("/world/2024/12/20/a/")
    assert page.select_one(".story-updated") is None
    assert page.find("meta", property="article:modified_time") is None


@pytest.mark.parametrize(
    ("front", "printed"),
    [
        pytest.param({"date": "2024-12-20 18:30", "updated": "2024-12-20"}, "2024-12-20T18:30:00+00:00", id="same day"),
        pytest.param({"updated": "2024-12-21", "embargo": "2024-12-22"}, None, id="under embargo"),
    ],
)
def test_an_update_without_a_time_or_under_embargo_is_nothing_to_warn_of(
    outlet: Make, front: dict[str, object], printed: str | None
) -> None:
    """No machine is told of an update before the publication."""
    site = outlet({"content/a.md": article(**front)})
    assert told(site) == []
    meta = site.page("/world/2024/12/20/a/").find("meta", property="article:modified_time")
    assert (meta and meta["content"]) == printed


def test_a_story_may_allow_it_and_an_outlet_may_ignore_it(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01", allow=["doubtful-update"])})
    assert told(site) == []
    site.write({"content/a.md": article(updated="2024-12-19", allow=["doubtful-update"])})
    assert told(site) == []
    ignored = CONFIGURATION + '\n[checks]\ndoubtful-update = "ignore"\n'
    site.write({"newsprint.toml": ignored, "content/a.md": article(updated="2099-01-01")})
    assert told(site) == []


def test_the_place_is_that_of_the_key_that_the_outlet_uses(outlet: Make) -> None:
    toml = CONFIGURATION + '\n[content.fields]\nupdated = "lastmod"\n'
    site = outlet({"newsprint.toml": toml, "content/a.md": article(kicker="New", lastmod="2099-01-01")})
    assert told(site) == [LATER.replace(":5:1:", ":6:1:")]


def test_the_line_is_found_in_headers_of_plain_lines(outlet: Make) -> None:
    settings = f'{CONFIGURATION}\n[content]\nheader = "lines"\n'
    text = "title: A\ndate: 2024-12-20\nsection: world\nupdated: 2099-01-01\n\nText.\n"
    site = outlet({"newsprint.toml": settings, "content/a.md": text})
    (warning,) = told(site)
    assert warning.startswith("content/a.md:4:1: ")
