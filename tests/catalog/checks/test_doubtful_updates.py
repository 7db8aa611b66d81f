"""An update with an impossible date: before the story, or after the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article
from tests.support.reading import Make

IN_THE_FUTURE = (
    'content/a.md:5:1: "updated" is in the future: 2099-01-01T00:00:00+00:00; until then it is not shown '
    "(check the year)"
)
BEFORE_THE_STORY = "content/a.md:5:1: the update is dated before the story, so it is not shown (check date and updated)"


def warnings_of(site: Outlet, as_of: str = AS_OF) -> list[str]:
    """Return the warnings of a build at an instant."""
    return [str(warning) for warning in site.build(as_of).warnings]


def test_an_update_in_the_future_is_a_warning_and_is_not_printed(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01")})
    assert warnings_of(site) == warnings_of(site) == [IN_THE_FUTURE]
    assert site.pages_with("2099") == set()
    assert "<lastmod>2024-12-20T00:00:00+00:00</lastmod>" in site.text("sitemaps/articles-1.xml")
    assert "<updated>2024-12-20T00:00:00+00:00</updated>" in site.text("atom.xml")


def test_the_warning_ends_at_the_date_of_the_update(outlet: Make, tmp_path: Path) -> None:
    files = {"content/a.md": article(updated="2024-12-25T10:00:00Z")}
    site = outlet(files)
    assert len(warnings_of(site, "2024-12-25T09:59:59Z")) == 1
    assert warnings_of(site, "2024-12-25T10:00:00Z") == []
    fresh = Outlet(tmp_path / "fresh").write({"newsprint.toml": CONFIGURATION, **files})
    assert warnings_of(fresh, "2024-12-25T10:00:00Z") == []
    assert fresh.files() == site.files()
    assert len(warnings_of(site, "2024-12-24")) == 1


@pytest.mark.parametrize(
    "front",
    [{"draft": True}, {"embargo": "2024-12-30"}, {"date": "2024-12-30"}, {"expires": "2024-12-22"}],
    ids=lambda front: next(iter(front)),
)
def test_updates_of_hidden_stories_are_not_checked(outlet: Make, front: dict[str, object]) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01", **front)})
    assert warnings_of(site) == []
    site.write({"content/a.md": article(**{"date": "2024-12-21", "updated": "2024-12-19", **front})})
    assert warnings_of(site) == []


def test_a_warning_that_an_embargo_held_back_does_not_stop_a_strict_build(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01", embargo="2024-12-24")})
    site.build(strict=True)
    assert len(site.build("2024-12-24", strict=True).warnings) == 1


def test_an_update_before_the_story_is_a_warning_and_is_not_printed(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2024-12-19")})
    assert warnings_of(site) == warnings_of(site) == [BEFORE_THE_STORY]
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
def test_an_update_without_a_time_or_during_an_embargo_is_not_reported(
    outlet: Make, front: dict[str, object], printed: str | None
) -> None:
    """An update during the embargo is not in the metadata of the page."""
    site = outlet({"content/a.md": article(**front)})
    assert warnings_of(site) == []
    meta = site.page("/world/2024/12/20/a/").find("meta", property="article:modified_time")
    assert (meta and meta["content"]) == printed


def test_a_story_can_allow_such_an_update_and_an_outlet_can_ignore_it(outlet: Make) -> None:
    site = outlet({"content/a.md": article(updated="2099-01-01", allow=["doubtful-update"])})
    assert warnings_of(site) == []
    site.write({"content/a.md": article(updated="2024-12-19", allow=["doubtful-update"])})
    assert warnings_of(site) == []
    ignored = CONFIGURATION + '\n[checks]\ndoubtful-update = "ignore"\n'
    site.write({"newsprint.toml": ignored, "content/a.md": article(updated="2099-01-01")})
    assert warnings_of(site) == []


def test_the_warning_has_the_line_of_the_key_that_the_outlet_uses(outlet: Make) -> None:
    toml = CONFIGURATION + '\n[content.fields]\nupdated = "lastmod"\n'
    site = outlet({"newsprint.toml": toml, "content/a.md": article(kicker="New", lastmod="2099-01-01")})
    assert warnings_of(site) == [IN_THE_FUTURE.replace(":5:1:", ":6:1:")]


def test_the_warning_has_the_right_line_in_a_header_of_lines(outlet: Make) -> None:
    settings = f'{CONFIGURATION}\n[content]\nheader = "lines"\n'
    text = "title: A\ndate: 2024-12-20\nsection: world\nupdated: 2099-01-01\n\nText.\n"
    site = outlet({"newsprint.toml": settings, "content/a.md": text})
    (warning,) = warnings_of(site)
    assert warning.startswith("content/a.md:4:1: ")
