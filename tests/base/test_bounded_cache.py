"""A bounded cache keeps the newest values, up to its limit."""

from __future__ import annotations

import pytest

from newsprint.base.bounded_cache import BoundedCache


def test_the_oldest_value_is_dropped_when_the_cache_is_full() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    for number, name in enumerate("abc"):
        assert cache.keep(name, number) == number

    assert dict(cache) == {"b": 1, "c": 2}


def test_a_value_that_is_stored_again_is_the_newest() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    for number, name in enumerate("abac"):
        cache.keep(name, number)

    assert list(cache.items()) == [("a", 2), ("c", 3)]


@pytest.mark.parametrize("limit", [1, 7])
def test_the_cache_never_contains_more_than_its_limit(limit: int) -> None:
    cache: BoundedCache[int, None] = BoundedCache(limit)
    for number in range(100):
        cache.keep(number % 11, None)
        assert len(cache) <= limit
