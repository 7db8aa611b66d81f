"""A bounded cache keeps the newest values and no more of them than it may."""

from __future__ import annotations

import pytest

from newsprint.base.bounded_cache import BoundedCache


def test_the_value_that_was_kept_first_makes_room_for_one_more() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    for number, name in enumerate("abc"):
        assert cache.keep(name, number) == number

    assert dict(cache) == {"b": 1, "c": 2}


def test_a_value_that_is_kept_again_is_the_newest() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    for number, name in enumerate("abac"):
        cache.keep(name, number)

    assert list(cache.items()) == [("a", 2), ("c", 3)]


@pytest.mark.parametrize("most", [1, 7])
def test_there_are_never_more_than_it_may_keep(most: int) -> None:
    cache: BoundedCache[int, None] = BoundedCache(most)
    for number in range(100):
        cache.keep(number % 11, None)
        assert len(cache) <= most
