"""The overview has one row for each article after any edits, with the states that other commands report."""

from __future__ import annotations

from itertools import product

import pytest

from newsprint.catalog.reading import overview
from newsprint.catalog.reading.overview import Order, Place, Sorting, Wanted, folded
from newsprint.content.records import Article
from newsprint.content.states import State, state_of
from tests.catalog.catalogs import Archive, archive, instant
from tests.support.outlets import article
from tests.support.reading import Make

DAYS = ["2024-12-20", "2024-12-23", "2024-12-26"]
EVERY_CASE = {
    f"{number:03}.md": article(f"Story {number}", date=date, embargo=embargo, expires=expires, draft=draft)
    for number, (date, embargo, expires, draft) in enumerate(
        product(DAYS, [None, *DAYS], [None, *DAYS], [False, True]),
    )
}


def _listed(paper: Archive, wanted: Wanted, now: int) -> tuple[tuple[Article, str], ...]:
    """Return the ``wanted`` articles ordered by headline, each with its file name."""
    sorting = Sorting(Order.TITLE, descending=False)
    return overview.list_page(
        paper.connection, wanted, now, sorting=sorting, place=Place(), limit=1000, total=1000
    ).articles


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize(
    "as_of", ["2024-12-19T00:00:00Z", *(f"{day}T00:00:00Z" for day in DAYS), "2025-01-01T00:00:00Z"]
)
def test_the_state_of_an_article_is_the_same_in_the_overview(outlet: Make, as_of: str, drafts: bool) -> None:
    now = instant(as_of)
    with archive(outlet({})) as paper:
        paper.sync(EVERY_CASE, as_of=as_of, drafts=drafts)
        counts = overview.count_states(paper.connection, Wanted(), now)
        (articles,) = paper.connection.execute("SELECT count(*) FROM article").fetchone()
        assert sum(counts.values()) == articles > len(EVERY_CASE) / 3  # an expiry before the date is an error
        for state in State:
            wanted = Wanted(state=state)
            found = _listed(paper, wanted, now)
            assert {state_of(each, now) for each, _ in found} <= {state}
            assert counts[state] == len(found) == overview.count(paper.connection, wanted, now)


def test_an_article_has_one_row_after_any_edits(outlet: Make) -> None:
    def rows() -> list[tuple[str, str]]:
        """Return the headline and the file of each row."""
        listed = _listed(paper, Wanted(), 0)
        count = paper.connection.execute("SELECT count(*) FROM overview").fetchone()[0]
        assert count == len(listed)
        return [(each.title, name) for each, name in listed]

    with archive(outlet({})) as paper:
        paper.sync({"a.md": article("Ant"), "b.md": article("Bee")})
        assert rows() == [("Ant", "a.md"), ("Bee", "b.md")]
        paper.sync({"a.md": article("Wasp")})
        assert rows() == [("Bee", "b.md"), ("Wasp", "a.md")]
        paper.sync({"b.md": None, "c.md": article("Cat", draft=True)})
        assert rows() == [("Cat", "c.md"), ("Wasp", "a.md")]
        paper.sync({"a.md": article("Wrong", section="nowhere")})
        assert rows() == [("Cat", "c.md"), ("Wasp", "a.md")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café Noir", "cafe noir"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ÅNGSTRÖM", "angstrom"),
        ("Ελλάς", "ελλασ"),
    ],
)
def test_a_search_ignores_case_and_accents(text: str, expected: str) -> None:
    assert folded(text) == expected
