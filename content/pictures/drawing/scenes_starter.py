"""Lindenford, the inland town of the paper that ``newsprint init`` makes: its bridge and its market."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
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
from .people import CARRYING, REACHING, WALKING, Clothes, crowd, figure
from .sea import glitter, reflection, sea
from .sheet import Sheet, downward, picture
from .sky import cloud, sky, sun
from .town import awning, hill, house, lamp, skyline, stones, tree

SPANS = ((330, 330, 250), (800, 420, 310), (1270, 330, 250))
"""The arches of the bridge: middle, width and height."""


def stone_bridge(sheet: Sheet) -> None:
    """Three arches of pale stone, highest in the middle, with the river in them."""
    before = sheet.image.copy()
    deck = geometry.curve([(-40, 560), (330, 505), (800, 470), (1270, 505), (1640, 560)], closed=False)
    wall = [*deck, (1640, 850), (-40, 850)]
    sheet.shape(wall, SAND, rim=INK)
    with sheet.within(wall):
        stones(sheet, (-20, 480, 1620, 850), 36, STONE)
    sheet.hatch(wall, STONE, downward(500, 850, 0.05, 0.7), spacing=13, length=70)
    for middle, width, height in SPANS:
        opening = geometry.arch(middle, 852, width, height)
        sheet.line([(x, y - 6) for x, y in opening[1:-1]], 34, CREAM)
        sheet.restore(before, opening)
        for step in range(1, len(opening) - 2, 3):
            x, y = opening[step]
            sheet.cut([(x, y), (middle + (x - middle) * 1.13, y - 24)], 4, STONE)
        sheet.line(opening[1:-1], 7, INK)
        shade = [(middle - width / 2, 852), (middle - width / 2, 852 - height * 0.45), (middle, 852 - height),
                 (middle - width * 0.1, 852 - height * 0.55), (middle - width * 0.3, 852)]
        sheet.hatch(shade, INK, 0.55, spacing=12, angle=75, length=90)
    for pier in (565, 1035):
        nose = [(pier - 54, 870), (pier - 54, 640), (pier, 600), (pier + 54, 640), (pier + 54, 870)]
        sheet.shape(nose, CREAM, rim=INK)
        sheet.hatch(nose, STONE, 0.4, spacing=13, length=60)
        reflection(sheet, pier - 54, pier + 54, 872, 1040, SAND)
    rail = [(x, y - 34) for x, y in deck]
    sheet.line(deck, 20, CREAM)
    sheet.shape([*rail, *deck[::-1]], SAND, rim=INK)
    sheet.line(rail, 12, CREAM)


@picture("bridge", PALE)
def bridge(sheet: Sheet) -> None:
    """Morning: the first people cross the old bridge, with the town behind it."""
    sky(sheet, (LAGOON, MIST, PALE, CREAM, SAND), 700)
    sun(sheet, (1180, 330), 84, MUSTARD, CREAM)
    cloud(sheet, 330, 220, 420, CREAM, MIST)
    cloud(sheet, 860, 150, 260, CREAM, MIST)
    hill(sheet, [(-20, 560), (300, 470), (700, 520), (1100, 480), (1640, 540)], 760, LAGOON, TEAL, 30, 0.25)
    skyline(sheet, 120, 1500, 700, 150, TEAL)
    sheet.shape([(642, 700), (642, 330), (690, 200), (738, 330), (738, 700)], DEEP, rim=CREAM)
    sheet.oval((690, 372), 28, CREAM, rim=INK)
    sea(sheet, 690, DEEP, (TEAL, LAGOON, INK, MIST))
    glitter(sheet, 1180, 880, 1060, (90, 250), MUSTARD)
    for middle, width, _ in SPANS:
        reflection(sheet, middle - width * 0.3, middle + width * 0.3, 870, 1040, MIST)
    crossing = ((250, 508, 150, False), (450, 482, 158, False), (590, 468, 150, True), (930, 468, 160, False),
                (1060, 478, 118, False), (1330, 506, 152, True))
    for x, ground, height, flip in crossing:
        wear = Clothes(sheet.random.choice((INK, BRICK, NIGHT, RUST)), INK, rim=CREAM, skirt=0.6,
                       hat=sheet.random.choice(("cap", "brim", "bun", "wool")), hat_colour=BRICK)
        figure(sheet, (x, ground + 14), height, WALKING, wear, flip)
    stone_bridge(sheet)
    for x, y in ((120, 520), (800, 446), (1480, 520)):
        lamp(sheet, Frame(x, y + 10, 1.7))
    tree(sheet, Frame(40, 900, 4.4), TEAL, LAGOON)
    tree(sheet, Frame(1560, 910, 4.8), TEAL, LAGOON)


@picture("market", CREAM)
def market(sheet: Sheet) -> None:
    """Four stalls on the square, and everybody who came to buy leeks."""
    sky(sheet, (MIST, PALE, CREAM), 480)
    cloud(sheet, 1200, 150, 380, CREAM, MIST)
    fronts = ((-30, 250, 330, CORAL, RUST), (215, 230, 400, SAND, BRICK), (440, 260, 350, MIST, DEEP),
              (695, 240, 420, CREAM, RUST), (930, 250, 340, SAND, SLATE), (1175, 230, 400, CORAL, DEEP),
              (1400, 260, 350, PALE, BRICK))
    for left, width, height, wall, roof in fronts:
        house(sheet, left, 640, width, height, wall, roof, (NIGHT, DEEP), (3, 3), gable=height > 360)
    square = geometry.box(-20, 636, 1620, 1080)
    sheet.shape(square, FOG, rim=INK)
    sheet.hatch(square, STONE, downward(640, 1067, 0.35, 0.1), spacing=26, length=260)
    for left, colour, goods in ((40, BRICK, (MUSTARD, BRICK)), (430, TEAL, (TEAL, LAGOON)),
                                (820, MUSTARD, (CORAL, CREAM)), (1210, BRICK, (TEAL, MUSTARD))):
        stall(sheet, left, colour, goods)
    crowd(sheet, [(120, 1030, 300), (260, 1048, -290), (540, 1020, 280), (760, 1050, -320), (800, 1054, 190),
                  (1010, 1020, 290), (1150, 1045, -300), (1480, 1035, -295)], rim=CREAM,
          accents=(BRICK, NIGHT, RUST, DEEP))


def stall(sheet: Sheet, left: float, colour: str, goods: tuple[str, str]) -> None:
    """A stall with its keeper, an awning, and crates of fruit."""
    right, top, table = left + 340, 500, 830
    sheet.hatch(geometry.box(left + 20, top + 60, right - 20, table), SLATE, 0.5, spacing=12, length=120)
    wear = Clothes(NIGHT, INK, CORAL, INK, rim=CREAM, skirt=1.2, hat="scarf", hat_colour=colour)
    figure(sheet, (left + 170, table + 70), 300, sheet.random.choice((CARRYING, REACHING)), wear, left > 700)
    for x in (left + 20, right - 20):
        sheet.limb((x, top + 40), (x, 940), 9, 9, INK)
    sheet.box(left, table, right, 930, RUST, rim=CREAM)
    sheet.hatch(geometry.box(left, table + 8, right, 930), INK, 0.4, spacing=15, angle=90, length=90)
    for crate in range(3):
        start = left + 12 + crate * 108
        for row in range(3):
            for column in range(5):
                place = (start + 12 + column * 19 + row * 4, table - 8 - row * 14)
                sheet.oval(place, 11, goods[(crate + row) % 2], rim=INK)
        sheet.box(start, table - 6, start + 100, table + 30, SAND, rim=INK)
        sheet.cut([(start + 6, table + 12), (start + 94, table + 12)], 5, RUST)
    awning(sheet, left - 24, right + 24, top, top + 96, colour)
