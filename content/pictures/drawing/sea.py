"""Water: the hatched plain of the sea, glitter, swell, foam, ripples and reflections."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from collections.abc import Sequence
from math import pi, sin

from . import geometry
from .geometry import Outline, Point
from .palette import Colour
from .sheet import HEIGHT, WIDTH, Sheet


def sea(
    sheet: Sheet, horizon: float, base: Colour, marks: Sequence[Colour], bottom: float = HEIGHT,
    busy: float = 1.0,
) -> None:
    """A plain of water whose cut lines grow towards the viewer."""
    sheet.box(-10, horizon, WIDTH + 10, bottom + 10, base, rough=0)
    y = horizon + 7
    while y < bottom + 10:
        near = (y - horizon) / (HEIGHT - horizon)
        x = sheet.random.uniform(-200, 0)
        while x < WIDTH:
            length = sheet.random.uniform(0.5, 1.6) * (48 + 160 * near)
            lift = 2 + 7 * near
            middle = (x + length / 2, y - lift * sheet.random.uniform(-1, 1))
            path = geometry.curve([(x, y), middle, (x + length, y)], closed=False)
            sheet.cut(path, 2.2 + 7 * near, sheet.random.choice(marks))
            x += length * sheet.random.uniform(1.1, 2.4) / busy
        y += 8 + 22 * near


def glitter(
    sheet: Sheet, x: float, top: float, bottom: float, spread: Point, colour: Colour,
    density: float = 1.0,
) -> None:
    """A path of light on the water, spreading from the first to the second half-width."""
    y = top
    while y < bottom:
        near = (y - top) / (bottom - top)
        half = spread[0] + (spread[1] - spread[0]) * near
        for _ in range(max(1, round(2 * density))):
            start = x + sheet.random.gauss(0, 0.4) * half
            length = half * sheet.random.uniform(0.3, 1.1)
            path = [(start - length / 2, y), (start + length / 2, y)]
            sheet.cut(path, 3 + 8 * near, colour)
        y += 6 + 11 * near


def swell(
    sheet: Sheet, y: float, height: float, length: float, colour: Colour, crest: Colour,
    line: Colour, phase: float = 0.0,
) -> None:
    """A row of sharp-crested waves filled to the foot of the sheet."""
    top: Outline = []
    for step in range(0, WIDTH + 40, 10):
        top.append((step - 20, y - height * crest_height(step / length + phase)))
    body = [*top, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)]
    sheet.shape([(x, above - height * 0.16) for x, above in top] + body[-2:], crest, rough=1.2)
    sheet.shape(body, colour, rough=0.6)
    with sheet.within(body):
        for row in range(1, 4):
            _broken(sheet, [(x, above + row * height * 0.3) for x, above in top], line, height)


def crest_height(turns: float) -> float:
    """The height, from 0 to 1, of a wave with round troughs and pointed crests."""
    return float((1 - abs(sin(pi * turns))) ** 1.7)


def _broken(sheet: Sheet, path: Outline, colour: Colour, height: float) -> None:
    index = sheet.random.randint(0, 6)
    while index < len(path) - 4:
        end = index + sheet.random.randint(7, 18)
        sheet.cut(path[index:end], height * 0.09, colour)
        index = end + sheet.random.randint(2, 9)


def foam(sheet: Sheet, path: Sequence[Point], size: float, colour: Colour) -> None:
    """Froth heaped along a line, large and small, with drops flung off it."""
    for x, y in geometry.resampled(path, size * 0.45):
        radius = size * sheet.random.choice((0.16, 0.22, 0.34, 0.5, 0.62))
        spread = size * 0.42
        place = (x + sheet.random.gauss(0, spread), y + sheet.random.gauss(0, spread))
        sheet.oval(place, radius, colour, radius * 0.7)
        if sheet.random.random() < 0.5:
            drop = (x + sheet.random.gauss(0, size), y - abs(sheet.random.gauss(0, size)))
            sheet.oval(drop, size * 0.09, colour)


def wash(
    sheet: Sheet, left: float, right: float, y: float, colour: Colour, size: float = 10
) -> None:
    """The white water along the side of a hull or a rock, in long flat cuts."""
    for row in range(4):
        x = left - sheet.random.uniform(0, size * 6)
        while x < right:
            length = sheet.random.uniform(6, 20) * size / (1 + row * 0.4)
            above = y + row * size * 0.9
            path = [(x, above), (x + length / 2, above - size * 0.4), (x + length, above)]
            sheet.cut(geometry.curve(path, closed=False), size * (1 - row * 0.2), colour)
            x += length * (1.0 + row * sheet.random.uniform(0.3, 0.9))


def rings(
    sheet: Sheet, centre: Point, sizes: Sequence[float], colour: Colour, flat: float = 0.28
) -> None:
    """Ripples spreading from something in the water."""
    for index, size in enumerate(sizes):
        turn = sheet.random.uniform(0, 90)
        for piece in range(4):
            start = turn + piece * 90
            path = geometry.oval(centre, size, size * flat, start, start + 74)
            sheet.cut(path, 7 - index * 0.8, colour)


def reflection(
    sheet: Sheet, left: float, right: float, top: float, bottom: float, colour: Colour
) -> None:
    """The broken image of something upright standing in the water."""
    y, middle, half = top, (left + right) / 2, (right - left) / 2
    while y < bottom:
        near = (y - top) / (bottom - top)
        sway = sheet.random.gauss(0, half * 0.15 + 3)
        reach = half * (1.05 - 0.55 * near) * sheet.random.uniform(0.75, 1.1)
        path = [(middle + sway - reach, y), (middle + sway + reach, y)]
        sheet.cut(path, (10 - 4 * near), colour)
        y += 9 + 5 * near
