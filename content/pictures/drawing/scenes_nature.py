"""Wind, tide and the animals of the bay."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from math import pi, sin

from . import geometry
from .boats import rowing_boat
from .creatures import gulls as flying_gulls
from .creatures import seal, standing_gull
from .geometry import Frame
from .palette import (
    BRICK,
    CORAL,
    CREAM,
    DEEP,
    FOG,
    INK,
    LAGOON,
    MIST,
    MUSTARD,
    NIGHT,
    PALE,
    RUST,
    SAND,
    SLATE,
    STONE,
    TEAL,
)
from .sea import foam, glitter, reflection, rings, sea, wash
from .sheet import Sheet, downward, picture, sideways
from .sky import cloud, moon, sky, sun
from .town import hill, rock, skyline


def turbine(sheet: Sheet, frame: Frame, turn: float, light: str, dark: str) -> None:
    """A wind turbine a hundred units tall to the hub, standing in the sea."""
    sheet.shape(frame((-4.5, 0), (4.5, 0), (4, -12), (-4, -12)), MUSTARD, rim=dark)
    mast = frame((-2.8, -12), (2.8, -12), (1.4, -100), (-1.4, -100))
    sheet.shape(mast, light, rim=dark, shift=(2, 0))
    sheet.shape(frame((0.4, -12), (2.8, -12), (1.4, -100), (0.4, -100)), dark, rough=0.3)
    hub = frame.at(0, -101)
    for blade in range(3):
        arm = Frame(hub[0], hub[1], frame.scale, turn=turn + blade * 120)
        outline = arm.curve((0, -2), (3.6, -10), (2.4, -30), (0.4, -62), (-0.8, -62), (-1, -20),
                            (-1.4, -4))
        sheet.shape(outline, light, rough=0.4, rim=dark, shift=(2, 2))
    sheet.oval(hub, frame.scale * 3, light, rim=dark)


@picture("wind-farm", MIST)
def wind_farm(sheet: Sheet) -> None:
    """A bright breezy day among the turbines off the coast."""
    sky(sheet, (TEAL, LAGOON, MIST, PALE), 760)
    cloud(sheet, 1150, 330, 560, CREAM, MIST)
    cloud(sheet, 330, 560, 420, CREAM, MIST)
    cloud(sheet, 1420, 600, 330, CREAM, MIST)
    cloud(sheet, 820, 690, 300, CREAM, MIST)
    sea(sheet, 760, DEEP, (TEAL, LAGOON, INK, MIST))
    for x, y, scale, turn in ((1480, 776, 1.0, 80), (1360, 780, 1.3, 20), (1210, 788, 1.8, 50),
                              (1010, 802, 2.7, 100), (740, 830, 4.3, 12)):
        reflection(sheet, x - scale * 3, x + scale * 3, y, y + scale * 34, PALE)
        turbine(sheet, Frame(x, y, scale), turn, CREAM, SLATE)
    reflection(sheet, 330, 400, 900, 1067, PALE)
    turbine(sheet, Frame(365, 905, 6.6), 68, CREAM, INK)
    foam(sheet, [(320, 908), (410, 908)], 13, CREAM)
    boat = Frame(960, 925, 2.6)
    sheet.shape(boat((-20, -34), (14, -34), (24, -14), (-22, -14)), CREAM, rim=INK)
    sheet.shape(boat((-16, -30), (11, -30), (17, -21), (-16, -21)), NIGHT)
    sheet.limb(boat.at(-8, -34), boat.at(-8, -60), 6, 3, INK)
    sheet.shape(boat((-52, -16), (30, -16), (58, -22), (44, 3), (-48, 3)), BRICK, rim=CREAM)
    sheet.shape(boat((-52, -4), (51, -6), (44, 3), (-48, 3)), INK)
    wash(sheet, 800, 1100, 932, CREAM, 8)
    for row in range(4):
        sheet.cut([(540 - row * 30, 936 + row * 12), (820, 932 + row * 10)], 9, CREAM)


@picture("seals", PALE)
def seals(sheet: Sheet) -> None:
    """A still grey morning: three seals on a skerry, one in the water."""
    sky(sheet, (MIST, PALE, CREAM, SAND), 400)
    hill(sheet, [(-20, 350), (300, 300), (620, 340), (900, 388), (1100, 402)], 404, LAGOON, MIST)
    hill(sheet, [(900, 402), (1200, 360), (1620, 330)], 404, MIST)
    sea(sheet, 400, LAGOON, (MIST, TEAL, PALE))
    rock(sheet, [(560, 590), (640, 540), (760, 520), (930, 500), (1060, 530), (1200, 560),
                 (1260, 600)], SLATE, STONE)
    seal(sheet, Frame(880, 540, 3.3, flip=True), FOG, CREAM, SLATE)
    sheet.hatch(geometry.box(540, 590, 1290, 640), DEEP, 0.5, spacing=13, length=160)
    rock(sheet, [(-30, 1080), (-30, 830), (140, 790), (360, 800), (640, 770), (980, 780),
                 (1200, 815), (1420, 905), (1620, 960), (1620, 1080)], INK, SLATE)
    seal(sheet, Frame(640, 825, 8.4), SLATE, CREAM, INK)
    seal(sheet, Frame(1130, 880, 4.6, turn=6), CREAM, SAND, STONE)
    sheet.hatch([(-30, 1080), (-30, 900), (700, 880), (1300, 960), (1620, 1080)], INK, 0.7, 22, 5)
    head = Frame(1390, 705, 1.0)
    face = head.curve((-62, 6), (-50, -40), (-44, -84), (0, -108), (44, -84), (50, -40), (62, 6))
    sheet.shape(face, SLATE, rim=CREAM)
    sheet.hatch(face, INK, sideways(1370, 1450, 0.0, 0.5), 10, 90, 60)
    sheet.shape(head.curve((-24, -42), (0, -58), (24, -42), (18, -24), (-18, -24)), FOG)
    for x in (-23, 23):
        sheet.oval(head.at(x, -68), 9, INK)
        sheet.oval(head.at(x - 3, -71), 2.6, CREAM)
        for drop in (-6, 2, 10):
            sheet.line(head((x * 0.5, -34), (x * 2.3, -36 + drop)), 2, CREAM)
    sheet.oval(head.at(0, -47), 9, INK, 6)
    rings(sheet, (1392, 708), (84, 124, 170, 220), PALE, 0.2)
    flying_gulls(sheet, [(1180, 170, 110), (1300, 240, -70)])


@picture("tide-chart", CREAM)
def tide_chart(sheet: Sheet) -> None:
    """The month of tides: the moon above, the water rising and falling against the gauge."""
    sky(sheet, (INK, NIGHT, DEEP), 620)
    for index in range(9):
        share = index / 8
        place = (170 + share * 1260, 275 - 110 * sin(pi * share))
        radius = 44 + 26 * sin(pi * share)
        moon(sheet, place, radius, CREAM, NIGHT, share)
        arc = geometry.oval(place, radius + 9)
        sheet.line([*arc, arc[0]], 2.4, LAGOON)
    path = [(170 + i / 24 * 1260, 275 - 110 * sin(pi * i / 24) + 110) for i in range(25)]
    for dash in range(0, 24, 2):
        sheet.cut(path[dash : dash + 2], 5, MUSTARD)
    layers = ((470, 60, LAGOON, CREAM), (560, 90, TEAL, MIST), (690, 110, DEEP, LAGOON),
              (850, 100, NIGHT, TEAL))
    for level, (middle, rise, colour, light) in enumerate(layers):
        top = [(x, middle + 90 - rise * sin((x / 1600 * 2 + level * 0.13 + 0.1) * 2 * pi - pi / 2))
               for x in range(-20, 1640, 20)]
        body = [*top, (1640, 1100), (-40, 1100)]
        sheet.shape(body, colour, rim=light, shift=(0, -9))
        with sheet.within(body):
            for row in range(1, 6):
                shifted: geometry.Outline = [(x, y + row * 22) for x, y in top]
                for start in range(row, 80, 7):
                    sheet.cut(shifted[start : start + 6], 10 - row * 1.4, light)
        if level == 1:
            rowing_boat(sheet, Frame(570, 572, 2.4, turn=-3), BRICK)
    post = geometry.box(1006, 380, 1090, 1100)
    sheet.shape(post, SAND, rim=INK)
    for index, y in enumerate(range(400, 1100, 28)):
        wide = 64 if index % 5 == 0 else 34
        sheet.box(1006, y, 1006 + wide, y + 13, BRICK if index % 5 == 0 else INK, 0.5)
    sheet.hatch(geometry.box(1060, 380, 1090, 1100), INK, 0.4, 10)
    wet = geometry.box(990, 760, 1106, 1100)
    sheet.hatch(wet, DEEP, downward(740, 1067, 0.2, 0.6), 28, length=200)
    sheet.shape([(996, 384), (1100, 384), (1084, 356), (1012, 356)], INK, rim=CREAM)


@picture("gulls", MIST)
def gulls(sheet: Sheet) -> None:
    """Close to: a herring gull owns the quay, the others quarrel behind."""
    sky(sheet, (CORAL, SAND, CREAM, PALE), 640)
    sun(sheet, (360, 330), 120, MUSTARD, CREAM)
    skyline(sheet, 0, 1640, 642, 110, TEAL)
    hill(sheet, [(-20, 600), (400, 620), (800, 640)], 644, DEEP)
    sea(sheet, 640, DEEP, (TEAL, LAGOON, INK))
    glitter(sheet, 360, 644, 900, (110, 260), MUSTARD)
    sheet.box(-20, 880, 1640, 1100, RUST, rim=CREAM)
    for y in (900, 948, 1004):
        sheet.cut([(-40, y + 8), (900, y)], 9, INK)
        sheet.cut([(700, y + 14), (1660, y + 6)], 9, INK)
    sheet.hatch(geometry.box(-20, 884, 1640, 1100), INK, downward(880, 1080, 0.1, 0.5), 14, 0, 300)
    standing_gull(sheet, Frame(900, 893, 7.6))
    flying_gulls(sheet, [(300, 200, 260), (1400, 520, -190), (170, 500, 130), (560, 420, 150),
                         (1480, 150, -120), (620, 140, 110)])
