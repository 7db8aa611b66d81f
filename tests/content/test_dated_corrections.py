"""Corrections and updates with a date are shown from that instant on, on every page, and never before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from tests.support.outlets import AS_OF, CONFIGURATION, Outlet, article, at

CORRECTED = article(
    "The ferry returns",
    updated="2024-12-24T09:00:00Z",
    corrections=[
        {"date": "2024-12-21", "text": "It was Monday."},
        {"date": "2024-12-24T09:00:00Z", "text": "It is 41 metres."},
        {"date": "2024-12-26", "text": "It is white."},
    ],
)
FILES = {
    "content/world/ferry.md": CORRECTED,
    "content/world/other.md": article("Another story", date="2024-12-21"),
    "content/sport/match.md": article("A match", date="2024-12-22", section="sport"),
}
PAGE = "world/2024/12/20/ferry/index.html"


def next_change(site: Outlet, as_of: str) -> str:
    """Return the next change that the status names as of an instant, or an empty text."""
    coming = read_status(site.folder, read_config(site.folder), at(as_of)).next_change
    return coming.isoformat() if coming else ""


def first_build(folder: Path, as_of: str) -> dict[str, bytes]:
    """Return the files of a first build as of an instant."""
    site = Outlet(folder).write({"newsprint.toml": CONFIGURATION, **FILES})
    site.build(as_of)
    return site.files()


def test_a_correction_is_printed_from_its_date_on_and_not_before(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet(FILES)
    site.build(AS_OF)
    assert site.pages_with("It was Monday.") == {PAGE}
    assert not site.pages_with("It is 41 metres.") and not site.pages_with("It is white.")
    assert not site.pages_with("2024-12-24T09:00")

    site.build("2024-12-24T08:59:59.999999Z")
    assert not site.pages_with("It is 41 metres.")

    report = site.build("2024-12-24T09:00:00Z")
    assert site.pages_with("It is 41 metres.") == {PAGE}
    assert not site.pages_with("It is white.")
    assert "sitemaps/articles-1.xml" in site.pages_with("2024-12-24T09:00:00")
    assert PAGE in site.pages_with("2024-12-24T09:00:00")
    assert 0 < report.written < report.pages
    assert site.files() == first_build(tmp_path / "clean", "2024-12-24T09:00:00Z")


def test_a_build_as_of_an_earlier_instant_removes_a_correction(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet(FILES)
    site.build("2024-12-27")
    assert site.pages_with("It is white.") == {PAGE}
    site.build(AS_OF)
    assert site.files() == first_build(tmp_path / "clean", AS_OF)


def test_a_build_with_drafts_shows_future_corrections(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet(FILES)
    site.build(AS_OF, drafts=True)
    assert site.pages_with("It is white.") == {PAGE}
    site.build(AS_OF)
    assert site.files() == first_build(tmp_path / "clean", AS_OF)


def test_the_next_change_may_be_a_correction(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/ferry.md": CORRECTED})
    assert next_change(site, "2024-12-23T20:00:00Z") == "2024-12-24T09:00:00+00:00"
    assert next_change(site, "2024-12-24T09:00:00Z") == "2024-12-26T00:00:00+00:00"
    assert next_change(site, "2024-12-27T00:00:00Z") == ""


def test_a_correction_in_a_hidden_story_is_not_the_next_change(outlet: Callable[..., Outlet]) -> None:
    late = [{"date": "2024-12-26", "text": "It is white."}]
    site = outlet(
        {
            "content/world/draft.md": article(draft=True, corrections=late),
            "content/world/expired.md": article(slug="b", expires="2024-12-25", corrections=late),
            "content/world/embargoed.md": article(slug="c", embargo="2024-12-28", corrections=late),
        }
    )
    assert next_change(site, "2024-12-25T00:00:00Z") == "2024-12-28T00:00:00+00:00"
    site.build("2024-12-28")
    assert site.pages_with("It is white.")


def test_an_edit_does_not_publish_a_future_correction(outlet: Callable[..., Outlet], tmp_path: Path) -> None:
    site = outlet(FILES)
    site.build(AS_OF)
    site.write({"content/world/ferry.md": CORRECTED.replace("Some words", "Other words")}).build(AS_OF)
    assert site.pages_with("Other words") and not site.pages_with("It is white.")
    site.build("2024-12-26")
    assert site.pages_with("It is white.") == {PAGE}
