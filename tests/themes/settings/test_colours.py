"""Colours of settings: their contrast by WCAG, and the nearest colour that can be read."""

from __future__ import annotations

from colorsys import rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsprint.themes.settings.colours import colour_of, contrast, is_readable, readable

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    "text", ["", "red", "#12", "#1234", "#12345g", "a32a1c", "#a32a1c ", "#" + "a" * 10_000, "#١٢٣"]
)
def test_only_three_or_six_digits_are_a_colour(text: str) -> None:
    assert colour_of(text) == ""


def test_short_colours_and_large_letters_are_written_out() -> None:
    assert (colour_of("#Fa0"), colour_of("#A32A1C")) == ("#ffaa00", "#a32a1c")


@given(colours, colours)
def test_a_colour_that_can_be_read_is_found_for_every_pair(colour: str, other: str) -> None:
    found = readable(colour, other)
    assert is_readable(found, other)
    assert found == colour or not is_readable(colour, other)


def test_the_colour_that_is_found_has_the_same_hue() -> None:
    def hue(colour: str) -> float:
        return rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]

    assert hue(readable("#ffcc00", "#ffffff")) == pytest.approx(hue("#ffcc00"), abs=0.01)
    assert contrast(readable("#ffcc00", "#ffffff"), "#ffffff") < 4.7
