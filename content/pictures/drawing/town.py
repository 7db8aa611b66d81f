"""Houses, windows, lamps, trees and other things that stand on land."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from collections.abc import Sequence

from . import geometry
from .geometry import Frame, Outline, Point
from .palette import BRICK, CREAM, DEEP, INK, MUSTARD, NIGHT, RUST, SAND, SLATE, STONE, Colour
from .sheet import Sheet, downward


def windows(
    sheet: Sheet, area: tuple[float, float, float, float], columns: int, rows: int,
    glass: Sequence[Colour], frame: Colour | None = None,
) -> None:
    """A grid of sash windows in an area; each pane takes one of the colours by chance."""
    left, top, right, bottom = area
    wide, tall = (right - left) / columns, (bottom - top) / rows
    for column in range(columns):
        for row in range(rows):
            x, y = left + wide * (column + 0.26), top + tall * (row + 0.18)
            pane = geometry.box(x, y, x + wide * 0.48, y + tall * 0.64)
            if frame:
                sheet.box(x - 4, y - 4, x + wide * 0.48 + 4, y + tall * 0.64 + 4, frame, 0.4)
            sheet.shape(pane, sheet.random.choice(glass), rough=0.4)
            bar = frame or INK
            middle = x + wide * 0.24
            sheet.line([(middle, y), (middle, y + tall * 0.64)], 2.2, bar)
            sheet.line([(x, y + tall * 0.3), (x + wide * 0.48, y + tall * 0.3)], 2.2, bar)


def house(
    sheet: Sheet, left: float, base: float, width: float, height: float, wall: Colour,
    roof: Colour, glass: Sequence[Colour] = (NIGHT,), grid: tuple[int, int] = (2, 2),
    gable: bool = False, shade: Colour = SLATE, frame: Colour | None = CREAM,
) -> None:
    """A house front, with the ridge along the street or with its gable to it."""
    top, right = base - height, left + width
    peak = top - (width * 0.5 if gable else height * 0.34)
    sheet.box(left + width * 0.68, peak - 26, left + width * 0.8, top, wall, rim=INK)
    sheet.box(left + width * 0.66, peak - 32, left + width * 0.82, peak - 22, roof)
    front: Outline = geometry.box(left, top, right, base)
    if gable:
        front = [(left, base), (left, top), (left + width / 2, peak), (right, top), (right, base)]
    sheet.shape(front, wall, rim=INK)
    side = geometry.box(left + width * 0.8, top - width * 0.3, right, base)
    with sheet.within(front):
        sheet.hatch(side, shade, 0.45, spacing=9, angle=90)
    if gable:
        eaves = [(left - 9, top + 9), (left + width / 2, peak - 2), (right + 9, top + 9)]
        sheet.line(eaves, 15, roof)
    else:
        slope = [(left - 7, top), (left + 12, peak), (right - 12, peak), (right + 7, top)]
        sheet.shape(slope, roof, rim=SAND)
        sheet.hatch(slope, INK, downward(peak, top, 0.15, 0.6), spacing=11, length=70)
    windows(sheet, (left, top + height * 0.05, right, base - height * 0.1), *grid, glass, frame)


def skyline(
    sheet: Sheet, left: float, right: float, base: float, height: float, colour: Colour,
    lights: Colour | None = None,
) -> None:
    """A far row of roofs and chimneys in one flat colour."""
    x = left
    while x < right:
        width = sheet.random.uniform(0.5, 1.1) * height
        top = base - height * sheet.random.uniform(0.55, 1)
        peak = top - width * sheet.random.uniform(0.25, 0.45)
        middle = x + width * 0.5
        roof = [(x, top), (middle, peak), (x + width, top)]
        if sheet.random.random() < 0.5:
            roof = [(x, top), (x + 10, peak + 8), (x + width - 10, peak + 8), (x + width, top)]
        sheet.shape([*roof, (x + width + 3, base), (x, base)], colour, rough=0.6)
        sheet.box(x + width * 0.7, peak - 8, x + width * 0.7 + height * 0.09, top, colour, 0.5)
        for _ in range(3):
            if lights and sheet.random.random() < 0.6:
                spot = (x + sheet.random.uniform(0.12, 0.75) * width, top + height * 0.1)
                row = spot[1] + sheet.random.choice((0, 0.2, 0.4)) * height
                sheet.box(spot[0], row, spot[0] + height * 0.06, row + height * 0.09, lights, 0.3)
        x += width * 0.92


def lamp(
    sheet: Sheet, frame: Frame, post: Colour = INK, light: Colour = MUSTARD
) -> Point:
    """A street lamp a hundred units tall; returns the middle of the lantern."""
    sheet.limb(frame.at(0, 0), frame.at(0, -84), frame.scale * 3, frame.scale * 1.6, post)
    sheet.shape(frame((-4, 0), (4, 0), (2, -12), (-2, -12)), post)
    sheet.line(frame((-7, -78), (7, -78)), frame.scale * 1.4, post)
    sheet.shape(frame((-3.4, -84), (3.4, -84), (5.6, -97), (-5.6, -97)), light, rim=post)
    sheet.shape(frame((-7, -97), (7, -97), (0, -104)), post)
    return frame.at(0, -90)


def bollard(sheet: Sheet, frame: Frame, colour: Colour = INK, light: Colour = STONE) -> None:
    """An iron bollard a hundred units tall."""
    post = frame((-30, 0), (-22, -12), (-20, -66), (20, -66), (22, -12), (30, 0))
    head = frame.curve((-34, -70), (-32, -92), (0, -100), (32, -92), (34, -70), (0, -62))
    sheet.shape(post, colour, rim=light)
    sheet.shape(head, colour, rim=light)
    sheet.cut(frame.curve((-24, -88), (-4, -93), (14, -92), closed=False), frame.scale * 5, light)
    sheet.cut(frame((-13, -58), (-14, -14)), frame.scale * 5, light)


def tree(
    sheet: Sheet, frame: Frame, leaf: Colour, light: Colour, trunk: Colour = INK
) -> None:
    """A round-headed tree a hundred units tall."""
    sheet.limb(frame.at(0, 0), frame.at(0, -60), frame.scale * 6, frame.scale * 3, trunk)
    for end in ((-18, -70), (16, -74), (-6, -86)):
        sheet.lash(frame((0, -34), end), frame.scale * 3.4, trunk)
    for _ in range(230):
        x, y = sheet.random.gauss(0, 13), sheet.random.gauss(-72, 11)
        size = frame.scale * sheet.random.uniform(2, 4)
        colour = light if x + sheet.random.gauss(0, 8) < -6 else leaf
        sheet.oval(frame.at(x, y), size, colour, size * 0.7, turn=sheet.random.uniform(0, 90))


def hill(
    sheet: Sheet, ridge: list[Point], bottom: float, colour: Colour, shade: Colour | None = None,
    angle: float = 30, weight: float = 0.3,
) -> None:
    """Land below a ridge line, hatched down its slopes."""
    line = geometry.curve(ridge, closed=False)
    body = [*line, (ridge[-1][0], bottom), (ridge[0][0], bottom)]
    sheet.shape(body, colour, rough=1.4)
    if shade:
        sheet.hatch(body, shade, weight, spacing=14, angle=angle, length=70)


def rock(sheet: Sheet, outline: list[Point], colour: Colour, light: Colour) -> None:
    """A mass of rock, its ledges cut in slanting bundles which thin out downwards."""
    sheet.shape(outline, colour, rough=3)
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    area = (max(xs) - min(xs)) * (max(ys) - min(ys))
    with sheet.within(outline):
        for _ in range(int(area / 5200)):
            x, y = sheet.random.uniform(min(xs), max(xs)), sheet.random.uniform(min(ys), max(ys))
            lean = sheet.random.choice((0.5, 0.7, -0.3))
            for row in range(sheet.random.randint(2, 5)):
                long = sheet.random.uniform(34, 60) * (1 - row * 0.16)
                start = (x + row * 13, y + row * 5)
                end = (start[0] - long * lean, start[1] + long)
                sheet.lash([start, end], 7 - row, light)


def awning(
    sheet: Sheet, left: float, right: float, top: float, bottom: float, colour: Colour,
    light: Colour = CREAM,
) -> None:
    """A striped market awning with a scalloped edge."""
    stripes = max(4, round((right - left) / 44))
    wide, inset = (right - left) / stripes, (right - left) * 0.05
    upper = (right - left - 2 * inset) / stripes
    for index in range(stripes):
        ink = colour if index % 2 == 0 else light
        x, above = left + wide * index, left + inset + upper * index
        sheet.shape([(above, top), (above + upper, top), (x + wide, bottom), (x, bottom)], ink)
        half = geometry.oval((x + wide / 2, bottom), wide / 2, wide * 0.4, 0, 180)
        sheet.shape(half, ink, rough=0.3)
    shadow = geometry.box(left, bottom - (bottom - top) * 0.3, right, bottom + wide * 0.4)
    sheet.hatch(shadow, INK, 0.18, spacing=9, length=200)


def stones(
    sheet: Sheet, area: tuple[float, float, float, float], course: float, joint: Colour
) -> None:
    """The joints of coursed masonry or paving, some of them missing."""
    left, top, right, bottom = area
    y, row = top, 0
    while y < bottom:
        sheet.cut([(left, y), (right, y + sheet.random.uniform(-2, 2))], 4, joint)
        x = left + (course if row % 2 else course * 1.9)
        while x < right:
            if sheet.random.random() < 0.8:
                sheet.cut([(x, y + 2), (x, min(bottom, y + course) - 2)], 4, joint)
            x += course * sheet.random.uniform(1.5, 2.3)
        y, row = y + course, row + 1


def flag(sheet: Sheet, frame: Frame, colour: Colour = BRICK, band: Colour = CREAM) -> None:
    """A flag on a pole a hundred units tall, blowing to the right."""
    sheet.limb(frame.at(0, 0), frame.at(0, -100), frame.scale * 2.4, frame.scale * 1.6, INK)
    upper = frame.curve((1, -98), (16, -102), (32, -94), (48, -99), closed=False)
    lower = frame.curve((48, -70), (32, -65), (16, -73), (1, -69), closed=False)
    sheet.shape(upper + lower, colour)
    middle = frame.curve((1, -84), (16, -88), (32, -80), (48, -85), closed=False)
    sheet.line(middle, frame.scale * 7, band)


def shelf(sheet: Sheet, area: tuple[float, float, float, float], rows: int) -> None:
    """Rows of books on shelves."""
    left, top, right, bottom = area
    sheet.box(left, top, right, bottom, INK)
    tall = (bottom - top) / rows
    for row in range(rows):
        base, x = top + tall * (row + 1) - 8, left + 8
        while x < right - 12:
            wide = sheet.random.uniform(0.09, 0.22) * tall
            high = sheet.random.uniform(0.6, 0.86) * tall
            colour = sheet.random.choice((BRICK, RUST, MUSTARD, DEEP, SLATE, SAND, NIGHT, STONE))
            if sheet.random.random() > 0.06:
                spine = geometry.box(x, base - high, min(x + wide, right - 8), base)
                sheet.shape(spine, colour, rough=0.4)
                if wide > 0.13 * tall:
                    band = base - high * 0.78
                    sheet.line([(x + 2, band), (min(x + wide, right - 8) - 2, band)], 3, CREAM)
            x += wide + 2.5
