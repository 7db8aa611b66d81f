"""The paper that ``newsprint init`` makes: it is complete, builds without a warning, and its dates are fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsprint.cli import new_outlet
from newsprint.config.site import read_config
from tests.support.commandline import run
from tests.support.outlets import Outlet


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Outlet:
    """A new paper, as it is after its first build."""
    place = tmp_path_factory.mktemp("papers")
    assert run("init", "lindenford-courier", cwd=place).code == 0
    built = run("build", cwd=place / "lindenford-courier")
    assert (built.code, built.err) == (0, ""), built.err
    return Outlet(place / "lindenford-courier")


def test_the_front_page_of_a_new_paper_has_a_lead_and_a_block_for_each_section(paper: Outlet) -> None:
    front = paper.page("/")
    assert front.select_one(".lead h2").text == "The old bridge is open again, eleven days early"
    blocks = [each.text.strip() for each in front.select(".block-name")]
    assert blocks == [each.name for each in read_config(paper.folder).sections.values()]
    assert len(front.select(".front-seconds img")) == 4


def test_the_sections_of_a_new_paper_are_news_opinion_and_reviews(paper: Outlet) -> None:
    assert {each.kind for each in read_config(paper.folder).sections.values()} == {"news", "opinion", "reviews"}


def test_every_picture_of_a_new_paper_has_words_caption_and_credit(paper: Outlet) -> None:
    for url in {link["href"] for link in paper.page("/archive/").select("a") if "/20" in link["href"]}:
        for picture in paper.page(url).select("main img"):
            assert picture["alt"]
    lead = paper.page(paper.page("/").select_one(".lead h2 a")["href"])
    assert lead.select_one("figcaption .credit").text == "Linocut: Newsprint"


def test_a_new_paper_shows_the_blocks_that_its_authors_can_copy(paper: Outlet) -> None:
    pages = [path.read_text() for path in (paper.folder / "output").rglob("index.html")]
    for mark in ('class="factbox', 'class="gallery"', 'class="pullquote', 'class="related', '<figure class="wide">'):
        assert any(mark in page for page in pages), mark


def test_a_new_paper_has_one_scheduled_story_and_one_draft(paper: Outlet) -> None:
    status = run("status", cwd=paper.folder).out
    assert "Drafts\n  Who owns the mill?" in status
    assert "Scheduled\n  Which buses change" in status
    assert "2 hidden" in status


def test_pages_with_rules_are_drafts_that_stay_hidden_until_they_are_filled_in(paper: Outlet) -> None:
    pages = sorted((paper.folder / "content" / "pages").iterdir())
    assert [page.stem for page in pages] == ["about", "contact", "corrections", "how-we-work", "imprint"]
    for page in pages:
        text = page.read_text()
        assert not (paper.folder / "output" / page.stem).exists()
        page.write_text(text.replace("draft: true\n", ""))
        refused = run("build", cwd=paper.folder)
        page.write_text(text)
        assert (refused.code, "contains a placeholder" in refused.err) == (1, True)


@pytest.mark.parametrize("moment", ["2026-01-01 00:03", "2026-03-29 03:10", "2026-10-25 02:30", "2028-02-29 23:59"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Auckland"])
def test_at_any_time_of_the_day_stories_are_fresh_and_only_one_is_not_published(
    tmp_path: Path, moment: str, zone: str
) -> None:
    """Also in the night in which clocks change."""
    now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    new_outlet.copy(new_outlet.pattern("starter/paper/content/news"), tmp_path, {}, now)
    later = []
    for path in tmp_path.iterdir():
        written = path.read_text().partition("date: ")[2].partition("\n")[0]
        date = datetime.fromisoformat(written)
        date = date if date.tzinfo else date.replace(tzinfo=ZoneInfo(zone))
        assert path.name.startswith(written[:10])
        if date.astimezone(UTC) > now.astimezone(UTC):
            later.append(path.name[11:])
            assert date.date() == now.date() + timedelta(days=1)
        else:
            assert now.astimezone(UTC) - date.astimezone(UTC) < timedelta(days=4)
    assert later == ["new-bus-timetable.md"]


def test_links_between_stories_follow_their_dated_names(paper: Outlet) -> None:
    lead = paper.page(paper.page("/").select_one(".lead h2 a")["href"])
    letters = lead.select_one(".related a")
    assert paper.page(letters["href"]).h1.text == "Letters: the bridge, the bells and the bus"
