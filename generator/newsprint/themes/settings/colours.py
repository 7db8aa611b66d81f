"""Colours of settings: how they are written, their contrast, and the nearest colour that can be read."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

READABLE = 4.5
"""The least contrast of text and its background (WCAG 2.2, success criterion 1.4.3)."""

_WRITTEN = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.I | re.A)
_STEPS = 1000


def colour_of(text: str) -> str:
    """Return a colour as ``#rrggbb``, in small letters; empty if ``text`` is not ``#rgb`` or ``#rrggbb``."""
    if not _WRITTEN.fullmatch(text):
        return ""
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (``#rrggbb``), from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(one: str, other: str) -> bool:
    """Return whether text of the colour ``one`` can be read on ``other``, or the reverse."""
    return contrast(one, other) >= READABLE


@lru_cache(maxsize=64)
def readable(colour: str, other: str) -> str:
    """Return ``colour``, made lighter or darker until it can be read on ``other``, whichever is nearer."""
    if is_readable(colour, other):
        return colour
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    for step in range(1, _STEPS + 1):
        for way in (-step, step):
            changed = lightness + way / _STEPS
            if 0 <= changed <= 1 and is_readable(found := _written(hls_to_rgb(hue, changed, saturation)), other):
                return found
    return max("#000000", "#ffffff", key=lambda each: contrast(each, other))  # not reached: one of them has 4.58


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), from 0 to 1."""
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(each * 255):02x}" for each in channels)
