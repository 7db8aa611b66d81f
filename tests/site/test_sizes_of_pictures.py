"""The attribute ``sizes``: how wide a picture is in its place, also where the place crops it."""

from __future__ import annotations

import pytest

from newsprint.media.renditions.recipes import Role
from newsprint.site.sizes_attribute import sizes_of

HALF = "(min-width: 64rem) calc((100vw - 5rem) / 2), min(11rem, 100vw)"


@pytest.mark.parametrize("size", [(300, 200), (200, 200), (200, 300), (0, 0)])
def test_a_picture_that_is_not_cropped_at_its_sides_is_as_wide_as_its_place(size: tuple[int, int]) -> None:
    assert sizes_of(Role(sizes=HALF, crop=(3, 2)), *size) == HALF


def test_a_picture_cropped_at_its_sides_is_wider_than_its_place() -> None:
    assert sizes_of(Role(sizes="50vw", crop=(3, 2)), 300, 100) == "calc(2.000 * 50vw)"
    wider = "(min-width: 64rem) calc(1.185 * calc((100vw - 5rem) / 2)), calc(1.185 * min(11rem, 100vw))"
    assert sizes_of(Role(sizes=HALF, crop=(3, 2)), 1600, 900) == wider


def test_a_picture_shown_whole_is_as_wide_as_its_place() -> None:
    assert sizes_of(Role(sizes=HALF), 900, 100) == HALF
