"""The overview: a row for each article, whatever happens to the files, and states as they are told elsewhere."""

from __future__ import annotations

from itertools import product

import pytest

from newsprint.catalog.reading import overview
from newsprint.catalog.reading.overview import Order, Place, Sorting, Wanted, folded
from newsprint.content.article import Article
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


def _listed(there: Archive, wanted: Wanted, now: int) -> tuple[tuple[Article, str], ...]:
    """The ``wanted`` articles by headline, each with the name of its file."""
    sorting = Sorting(Order.TITLE, descending=False)
    return overview.list_page(
        there.connection, wanted, now, sorting=sorting, place=Place(), limit=1000, total=1000
    ).articles


@pytest.mark.parametrize("drafts", [True, False])
@pytest.mark.parametrize(
    "as_of", ["2024-12-19T00:00:00Z", *(f"{day}T00:00:00Z" for day in DAYS), "2025-01-01T00:00:00Z"]
)
def test_states_are_those_that_are_told_of_the_article_alone(outlet: Make, as_of: str, drafts: bool) -> None:
    now = instant(as_of)
    with archive(outlet({})) as there:
        there.sync(EVERY_CASE, as_of=as_of, drafts=drafts)
        counts = overview.count_states(there.connection, Wanted(), now)
        (articles,) = there.connection.execute("SELECT count(*) FROM article").fetchone()
        assert sum(counts.values()) == articles > len(EVERY_CASE) / 3  # to expire before the date is a mistake
        for state in State:
            wanted = Wanted(state=state)
            found = _listed(there, wanted, now)
            assert {state_of(each, now) for each, _ in found} <= {state}
            assert counts[state] == len(found) == overview.count(there.connection, wanted, now)


def test_an_article_has_one_row_through_all_edits(outlet: Make) -> None:
    def told() -> list[tuple[str, str]]:
        listed = _listed(there, Wanted(), 0)
        rows = there.connection.execute("SELECT count(*) FROM overview").fetchone()[0]
        assert rows == len(listed)
        return [(each.title, name) for each, name in listed]

    with archive(outlet({})) as there:
        there.sync({"a.md": article("Ant"), "b.md": article("Bee")})
        assert told() == [("Ant", "a.md"), ("Bee", "b.md")]
        there.sync({"a.md": article("Wasp")})
        assert told() == [("Bee", "b.md"), ("Wasp", "a.md")]
        there.sync({"b.md": None, "c.md": article("Cat", draft=True)})
        assert told() == [("Cat", "c.md"), ("Wasp", "a.md")]
        there.sync({"a.md": article("Wrong", section="nowhere")})
        assert told() == [("Cat", "c.md"), ("Wasp", "a.md")]


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
def test_case_and_accents_make_no_difference(text: str, expected: str) -> None:
    assert folded(text) == expected
