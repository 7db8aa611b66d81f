"""The cache of cards gives the answers of the catalog, whatever the earlier queries were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.streams import ALL
from newsprint.content.records import Card
from tests.catalog.catalogs import Archive, archive, instant
from tests.support.outlets import CONFIGURATION, Outlet, article

STORIES = 260
Position = tuple[int, str]


def day(number: int) -> str:
    """Return the date of a story; three stories share each date."""
    return f"2024-{number // 84 + 1:02d}-{number // 3 % 28 + 1:02d}T00:00:00Z"


def path(number: int) -> str:
    return f"world/{number:03d}.md"


def position(number: int) -> Position:
    return instant(day(number)), path(number)


@pytest.fixture(scope="module")
def long_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Yield an archive of 260 stories."""
    with archive(Outlet(tmp_path_factory.mktemp("cards")).write({"newsprint.toml": CONFIGURATION})) as opened:
        opened.sync({path(number): article(str(number), date=day(number)) for number in range(STORIES)})
        yield opened


def titles(cards: tuple[Card, ...]) -> list[int]:
    return [int(card.title) for card in cards]


QUERIES = st.lists(st.tuples(st.booleans(), st.integers(0, STORIES - 1), st.integers(1, 30)), max_size=12)


@given(queries=QUERIES)
def test_any_sequence_of_queries_gives_the_answers_of_the_catalog(
    long_archive: Archive, queries: list[tuple[bool, int, int]]
) -> None:
    cache = CardCache(long_archive.connection)
    for later, number, limit in queries:
        if later:
            expected = list(range(number + 1, STORIES))[:limit]
            assert titles(cache.oldest(ALL, limit, position(number))) == expected
        else:
            expected = list(range(number))[::-1][:limit]
            assert titles(cache.newest(ALL, limit, position(number))) == expected


def test_the_newest_cards_are_right_after_a_query_for_old_ones(long_archive: Archive) -> None:
    cache = CardCache(long_archive.connection)
    cache.oldest(ALL, 1, position(5))
    assert titles(cache.newest(ALL, 3)) == [259, 258, 257]
    assert titles(cache.newest(ALL, 1, position(0))) == []
    assert titles(cache.oldest(ALL, 1, position(259))) == []
    assert titles(cache.newest(ALL, 300))[-1] == 0
