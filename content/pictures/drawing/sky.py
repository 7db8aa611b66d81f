"""Skies: bands of colour melting into each other in lines, sun, moon, stars, clouds and rain."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

from . import geometry
from .geometry import Outline, Point
from .palette import CREAM, Colour
from .sheet import WIDTH, Sheet, downward, spokes


def sky(sheet: Sheet, colours: Sequence[Colour], bottom: float, top: float = 0) -> None:
    """Fill the sky with bands, each growing out of the one above in swelling lines."""
    depth = (bottom - top) / len(colours)
    sheet.box(-10, top - 10, WIDTH + 10, bottom + 4, colours[0], rough=0)
    for index, colour in enumerate(colours[1:], 1):
        edge = top + depth * index
        zone = geometry.box(-10, edge - depth * 0.75, WIDTH + 10, edge + depth * 0.32)
        sheet.box(-10, edge + depth * 0.3, WIDTH + 10, bottom + 4, colour, rough=0)
        tone = downward(edge - depth * 0.75, edge + depth * 0.3, 0.04, 1.02)
        sheet.hatch(zone, colour, tone, spacing=15, length=460)


def sun(sheet: Sheet, centre: Point, radius: float, colour: Colour, glow: Colour) -> None:
    """A disc with broken rings of light around it."""
    for ring in range(1, 7):
        distance = radius + 8 + ring * 20
        turn = sheet.random.uniform(0, 60)
        for piece in range(9):
            start = turn + piece * 40
            path = geometry.oval(centre, distance, start=start, end=start + 36)
            sheet.cut(path, 11 - ring * 1.4, glow)
    sheet.oval(centre, radius, colour)


def rays(sheet: Sheet, centre: Point, inner: float, outer: float, colour: Colour) -> None:
    """Light thrown outwards in long tapering cuts."""
    for index, path in enumerate(spokes(centre, inner, outer, 72)):
        far = geometry.between(path[0], path[1], 1 if index % 2 else 0.6)
        sheet.cut([path[0], far], 9 if index % 2 else 6, colour)


def moon(sheet: Sheet, centre: Point, radius: float, light: Colour, dark: Colour,
         phase: float) -> None:
    """A moon at a phase from 0 (new) by 0.5 (full) to 1 (new again)."""
    sheet.oval(centre, radius, dark)
    bulge = cos(phase * 2 * pi)
    side = 1 if phase < 0.5 else -1
    steps = [index / 24 * pi - pi / 2 for index in range(25)]
    limb = [(centre[0] + side * radius * cos(a), centre[1] + radius * sin(a)) for a in steps]
    inner = [
        (centre[0] + side * bulge * radius * cos(a), centre[1] + radius * sin(a)) for a in steps
    ]
    if 0.03 < phase < 0.97:
        sheet.shape(limb + inner[::-1], light, rough=0.5)


def stars(sheet: Sheet, count: int, bottom: float, colour: Colour = CREAM) -> None:
    """Small four-pointed nicks in a night sky."""
    for _ in range(count):
        x, y = sheet.random.uniform(0, WIDTH), sheet.random.uniform(0, bottom)
        size = sheet.random.choice((2.2, 2.6, 3.2, 5.5))
        sheet.cut([(x - size, y), (x + size, y)], size * 0.8, colour)
        sheet.cut([(x, y - size * 1.3), (x, y + size * 1.3)], size * 0.8, colour)


def cloud(sheet: Sheet, x: float, y: float, width: float, colour: Colour, shade: Colour) -> None:
    """A heaped cloud with a flat foot, shaded from below."""
    lumps = max(4, round(width / 75))
    puffs: list[tuple[float, float]] = []
    for index in range(lumps):
        place = (index + 0.5) / lumps
        size = width * (0.06 + 0.13 * sin(pi * place)) * sheet.random.uniform(0.8, 1.2)
        middle = x - width / 2 + width * place
        puffs.append((min(max(middle, x - width / 2 + size), x + width / 2 - size), size))
    top: Outline = []
    for step in range(int(width / 5) + 1):
        across = x - width / 2 + step * 5
        rise = max(_rise(across, middle, size) for middle, size in puffs)
        top.append((across, y - rise))
    foot = [(x + width * 0.53, y), (x + width * 0.3, y + width * 0.03), (x - width * 0.5, y + 4)]
    sheet.shape([(x - width * 0.55, y + 2), *top, *foot], colour, rough=0.7)
    height = max(size for _, size in puffs) * 1.4
    tone = downward(y - height * 0.75, y, 0.0, 0.85)
    sheet.hatch([*top, *foot], shade, tone, spacing=11, length=90)


def _rise(across: float, middle: float, size: float) -> float:
    inside = size**2 - (across - middle) ** 2
    return sqrt(inside) * 1.4 if inside > 0 else 0


def streaks(sheet: Sheet, places: Sequence[tuple[float, float, float]], colour: Colour) -> None:
    """Thin long clouds, each given as x, y and length."""
    for x, y, length in places:
        for row in range(3):
            start = x + sheet.random.uniform(-0.25, 0.25) * length
            reach = length * (1 - row * 0.25)
            path = [(start - reach / 2, y + row * 13), (start + reach / 2, y + row * 13)]
            sheet.cut(path, 13 - row * 3, colour)


def rain(sheet: Sheet, outline: Outline, colour: Colour, angle: float, weight: float) -> None:
    """Slanting rain."""
    sheet.hatch(outline, colour, weight, spacing=33, angle=angle, length=200)
