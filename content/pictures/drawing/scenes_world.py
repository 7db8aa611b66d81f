"""Other coasts: divers, ports, markets and mountains."""

# fmt: off -- coordinates are set by hand, as many to a line as belong together

from . import geometry
from .boats import aground, rowing_boat
from .creatures import fish, gulls
from .geometry import Frame
from .palette import (
    BRICK,
    CORAL,
    CREAM,
    DEEP,
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
    Colour,
)
from .people import CARRYING, HANDS_IN_POCKETS, WALKING, Clothes, Hat, Pose, figure
from .sea import reflection, rings, sea
from .sheet import Sheet, downward, picture, sideways
from .sky import cloud, sky, sun
from .town import awning, hill, house, rock, stones


def sea_bed(sheet: Sheet) -> None:
    """Rock, weed and oysters."""
    rock(sheet, [(-20, 1080), (-20, 900), (160, 860), (330, 930), (560, 980), (800, 950),
                 (1010, 965),
                 (1200, 890), (1420, 850), (1620, 900), (1620, 1080)], INK, DEEP)
    for x, tall in ((70, 420), (130, 300), (1400, 440), (1480, 560), (1550, 380), (1330, 280)):
        kelp(sheet, x, 1000, tall)
    for x, y in ((900, 956), (985, 985), (1080, 950), (820, 1000)):
        shell = Frame(x, y, 0.62, turn=-10)
        sheet.shape(shell.curve((-60, 6), (-40, -26), (0, -40), (44, -26), (62, 6)), STONE,
                    rim=CREAM)
        sheet.shape(shell.curve((-60, 8), (0, 0), (62, 8), (0, 34)), SLATE, rim=CREAM)
        sheet.oval(shell.at(0, 2), 8, CREAM)


@picture("pearl-divers", DEEP)
def pearl_divers(sheet: Sheet) -> None:
    """Under water: one diver goes down on a breath, another is back at the boat."""
    sky(sheet, (MIST, LAGOON, TEAL, DEEP, NIGHT, INK), 1067)
    for left, right, low in ((180, 330, -60), (480, 560, 300), (660, 860, 560), (1000, 1080, 1010),
                             (1220, 1400, 1420)):
        shaft = [(left, -10), (right, -10), (low + (right - left) * 2.2, 860), (low, 860)]
        sheet.hatch(shaft, PALE, downward(0, 800, 0.5, 0.0), spacing=12, angle=0, length=200)
    for row in range(5):
        for _ in range(9):
            x = sheet.random.uniform(-100, 1600)
            sheet.cut([(x, 14 + row * 17), (x + sheet.random.uniform(80, 220), 18 + row * 17)], 9,
                      CREAM)
    boat = Frame(1130, 70, 2.6)
    sheet.shape(boat.curve((-110, -24), (-70, 22), (0, 36), (70, 22), (118, -30)), INK, rim=CREAM)
    sheet.hatch(boat.curve((-110, -24), (-70, 22), (0, 36), (70, 22), (118, -30)), RUST, 0.35, 14)
    suit = Clothes(CREAM, CORAL, CORAL, INK, rim=INK, hat="scarf", hat_colour=CREAM, sleeve=CORAL,
                   shorts=CREAM)
    rope = [(1010, 130), (960, 330), (830, 430), (690, 470)]
    sheet.line(geometry.curve(rope, closed=False), 5, SAND)
    down = Pose(132, -26, (34, 30), (52, 46), (-142, -120), (-128, -146))
    at = figure(sheet, (660, 460), 640, down, suit, anchor="hip")
    for side in ("near", "far"):
        foot, knee = at[f"{side}_foot"], at[f"{side}_knee"]
        toe = (foot[0] + (foot[0] - knee[0]) * 0.32, foot[1] + (foot[1] - knee[1]) * 0.32)
        sheet.limb(foot, toe, 22, 10, CORAL)
    mask = at["head"]
    sheet.oval((mask[0] + 26, mask[1] + 18), 19, INK, 24, rim=MUSTARD, turn=40)
    rise = Pose(-12, -8, (176, 170), (160, 176), (-22, -62), (30, -12))
    far = Clothes(NIGHT, NIGHT, NIGHT, NIGHT, rim=PALE, hat="scarf", hat_colour=NIGHT)
    figure(sheet, (1290, 420), 380, rise, far, anchor="hip")
    for index in range(16):
        place = (950 + sheet.random.gauss(0, 22), 590 - index * 31)
        radius = sheet.random.uniform(4, 11)
        bubble = geometry.oval(place, radius)
        sheet.line([*bubble, bubble[0]], 3.5, CREAM)
    school = ((240, 640), (330, 580), (390, 680), (180, 730), (300, 770))
    for x, y in school:
        fish(sheet, Frame(x, y, 0.95, turn=-6), MUSTARD, SAND)
    sea_bed(sheet)


def kelp(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A tall frond of weed, leaning with the current."""
    stem = [(x + (14 if step % 2 else -14) + step * 5, base - tall * step / 7) for step in range(8)]
    path = geometry.curve(stem, closed=False)
    sheet.line(path, 6, TEAL)
    for index in range(4, len(path), 5):
        start, side = path[index], 1 if index % 2 else -1
        leaf = geometry.curve([start, (start[0] + side * 30, start[1] - 26),
                               (start[0] + side * 62, start[1] - 34)], closed=False)
        sheet.cut(leaf, 17, TEAL if side > 0 else LAGOON)


def boats_at_low_water(sheet: Sheet) -> None:
    """Pools in the sand and three boats leaning beside them."""
    for outline in (((60, 1010), (300, 985), (640, 1000), (900, 1035), (600, 1060), (200, 1050)),
                    ((980, 820), (1240, 806), (1560, 826), (1300, 846))):
        sheet.shape(geometry.curve(outline), LAGOON, rim=CREAM)
        sheet.hatch(geometry.curve(outline), PALE, 0.3, spacing=11, length=110)
    for x, y, scale, flip, turn, hull, trim in (
        (1260, 860, 2.6, True, 10, TEAL, CREAM), (240, 850, 2.7, False, -11, MUSTARD, NIGHT),
        (740, 950, 4.9, False, 9, BRICK, CREAM),
    ):
        sheet.hatch(geometry.oval((x, y + 5 * scale), 54 * scale, 8 * scale), INK, 0.75, 9)
        aground(sheet, Frame(x, y, scale, flip, turn), hull, trim)
        anchor = x + (-82 if flip else 82) * scale
        sheet.line(geometry.curve([(x + (-52 if flip else 52) * scale, y - 20 * scale),
                   (anchor, y + 6 * scale), (anchor + 90, y + 10 * scale)], False), 3, INK)


@picture("breton-port", PALE)
def breton_port(sheet: Sheet) -> None:
    """Low water: boats lean on the sand below granite houses."""
    sky(sheet, (LAGOON, MIST, PALE, CREAM), 600)
    cloud(sheet, 330, 200, 420, CREAM, MIST)
    cloud(sheet, 1380, 250, 360, CREAM, MIST)
    spire = [(700, 420), (700, 250), (740, 236), (760, 60), (780, 236), (820, 250), (820, 420)]
    sheet.shape(spire, STONE, rim=INK)
    sheet.hatch([(760, 60), (780, 236), (820, 250), (820, 420), (760, 420)], SLATE, 0.6, 10)
    for y in (290, 370):
        for x in (736, 784):
            sheet.shape(geometry.arch(x, y + 34, 20, 52), INK)
    glass = (NIGHT, DEEP, NIGHT, TEAL)
    rows = ((60, 210, 230, CREAM, False), (270, 170, 270, STONE, True),
            (440, 240, 220, CREAM, False),
            (680, 180, 250, SAND, True), (860, 250, 210, CREAM, False),
            (1110, 180, 270, STONE, True),
            (1290, 250, 230, CREAM, False))
    for left, width, height, wall, gable in rows:
        house(sheet, left, 640, width, height, wall, SLATE, glass, (2 if gable else 3, 2), gable,
              shade=STONE if wall != STONE else SLATE, frame=TEAL if not gable else CREAM)
    for x, colour in ((165, BRICK), (356, TEAL), (560, MUSTARD), (985, BRICK), (1200, DEEP),
                      (1415, TEAL)):
        sheet.shape(geometry.arch(x, 640, 40, 84), colour, rim=INK)
    quay = [(-20, 634), (1620, 634), (1620, 760), (-20, 740)]
    sheet.shape(quay, SLATE, rim=CREAM)
    with sheet.within(quay):
        stones(sheet, (-20, 650, 1620, 770), 27, INK)
    for x, ground, height, flip in ((250, 640, 120, False), (650, 640, 116, True),
                                    (1080, 640, 122, True)):
        figure(sheet, (x, ground), height, WALKING, Clothes(INK, INK, rim=CREAM, hat="cap",
               hat_colour=INK, skirt=0.3), flip)
    sand = [(-20, 744), (500, 736), (1620, 762), (1620, 1080), (-20, 1080)]
    sheet.shape(sand, SAND, rim=INK)
    sheet.hatch(sand, CORAL, downward(740, 1067, 0.05, 0.28), spacing=17, length=150)
    boats_at_low_water(sheet)
    gulls(sheet, [(1060, 160, 130), (1200, 110, -80), (540, 130, 90)])


def arcade(sheet: Sheet) -> None:
    """Three round arches of granite."""
    for x in (270, 800, 1330):
        for grow, colour in ((44, CREAM), (0, INK)):
            sheet.shape(geometry.arch(x, 760, 400 + grow, 700 + grow / 2), colour, rim=INK)
        sheet.hatch(geometry.arch(x, 760, 400, 700), NIGHT, 0.6, spacing=14, angle=90, length=300)
        for wedge in range(9):
            angle = 180 + wedge * 22.5
            start, end = (geometry.oval((x, 260), reach, start=angle, end=angle + 1)[0]
                          for reach in (202, 222))
            sheet.line([start, end], 4, INK)


@picture("galician-market", SAND)
def galician_market(sheet: Sheet) -> None:
    """Noon heat: mussels, peppers and lemons under the granite arcade."""
    sheet.box(-20, -20, 1620, 700, SAND)
    stones(sheet, (-20, -10, 1620, 560), 62, STONE)
    sheet.hatch(geometry.box(-20, -20, 1620, 600), STONE, sideways(0, 1600, 0.02, 0.3), 14, 0, 50)
    arcade(sheet)
    sheet.box(-20, 820, 1620, 1080, STONE)
    stones(sheet, (-20, 880, 1620, 1080), 60, SLATE)
    sellers: tuple[tuple[int, Colour, Colour, Hat], ...] = (
        (270, BRICK, MUSTARD, "scarf"), (760, TEAL, CREAM, "brim"),
        (1340, RUST, LAGOON, "scarf"),
    )
    for index, (x, coat, hat, kind) in enumerate(sellers):
        pose = Pose(4, 10, (8, 62 + index * 10), (34, 66 + index * 22), (0, 0), (4, 0))
        wear = Clothes(coat, INK, CORAL, INK, rim=CREAM, skirt=1.4, hat=kind, hat_colour=hat)
        figure(sheet, (x, 1018), 605, pose, wear, flip=index == 2)
    for left, colour in ((40, BRICK), (565, MUSTARD), (1090, TEAL)):
        awning(sheet, left, left + 470, 250, 372, colour)
        for x in (left + 10, left + 460):
            sheet.limb((x, 374), (x, 880), 9, 9, RUST)
        sheet.box(left - 10, 790, left + 480, 1022, RUST, rim=CREAM)
        sheet.hatch(geometry.box(left - 10, 806, left + 480, 1022), INK, 0.45, 18, 90, 190)
    goods = ((40, NIGHT, SLATE), (190, BRICK, CORAL), (345, TEAL, LAGOON), (565, MUSTARD, CREAM),
             (720, NIGHT, SLATE), (870, CORAL, SAND), (1090, TEAL, LAGOON), (1245, MUSTARD, SAND),
             (1400, BRICK, CORAL))
    for left, colour, light in goods:
        basket(sheet, left, 812, colour, light)
    buyer = Clothes(INK, INK, INK, INK, rim=CREAM, skirt=1.3, hat="bun", shawl=BRICK)
    at = figure(sheet, (535, 1060), 560, CARRYING, buyer)
    hand = at["near_hand"]
    sheet.line(geometry.oval((hand[0], hand[1] + 40), 42, 52, 180, 360), 7, MUSTARD)
    bag = geometry.curve([(hand[0] - 62, hand[1] + 36), (hand[0] + 62, hand[1] + 36),
                          (hand[0] + 44, hand[1] + 104), (hand[0] - 44, hand[1] + 104)])
    sheet.shape(bag, MUSTARD, rim=INK)
    sheet.hatch(bag, RUST, 0.4, spacing=11, angle=45)
    old = Clothes(SLATE, INK, INK, INK, rim=CREAM, skirt=0.3, hat="brim", hat_colour=INK)
    figure(sheet, (1085, 1062), 590, HANDS_IN_POCKETS, old, flip=True)


def basket(sheet: Sheet, left: float, base: float, colour: Colour, light: Colour) -> None:
    """A low basket heaped with something round."""
    for row in range(3):
        for index in range(5 - row):
            place = (left + 20 + index * 26 + row * 13, base - 44 - row * 20)
            sheet.oval(place, 18, colour, 15, rim=INK, turn=sheet.random.uniform(-40, 40))
            sheet.cut([(place[0] - 10, place[1] - 5), (place[0] + 4, place[1] - 9)], 6, light)
    body = [(left, base - 42), (left + 144, base - 42), (left + 128, base), (left + 16, base)]
    sheet.shape(body, SAND, rim=INK)
    sheet.hatch(body, RUST, 0.35, spacing=9, angle=35, length=30)


def mountain(
    sheet: Sheet, peak: geometry.Point, half: float, base: float, colours: tuple[Colour, Colour]
) -> None:
    """A steep mountain lit from the left, with snow on its head."""
    x, y = peak
    tall = base - y
    left = [(x - half, base), (x - half * 0.62, y + tall * 0.55), (x - half * 0.4, y + tall * 0.42),
            (x - half * 0.17, y + tall * 0.12), (x, y)]
    right = [(x + half * 0.14, y + tall * 0.16), (x + half * 0.36, y + tall * 0.34),
             (x + half * 0.6, y + tall * 0.6), (x + half, base)]
    spine = [(x, y), (x + half * 0.05, y + tall * 0.2), (x - half * 0.05, y + tall * 0.4),
             (x + half * 0.12, y + tall * 0.64), (x + half * 0.02, base)]
    sheet.shape(left + right, colours[0], rough=2)
    dark = [*spine, *right[::-1]]
    sheet.shape(dark, colours[1], rough=2)
    sheet.hatch(left + spine[1:], colours[1], downward(y, base, 0.1, 0.45), 15, 118, 80)
    sheet.hatch(dark, INK, downward(y, base, 0.45, 0.15), 15, 62, 80)
    with sheet.within(left + right):
        foot = [(x - half, y + tall * 0.36)]
        for step in range(1, 11):
            foot.append((x - half + half * step / 5, y + tall * (0.22 if step % 2 else 0.38)))
        sheet.shape([(x - half, y - 20), (x + half, y - 20), *foot[::-1]], CREAM, rough=2)
        with sheet.within(dark):
            sheet.hatch([(x - half, y), (x + half, y), *foot[::-1]], LAGOON, 0.6, 12, 62, 60)


@picture("fjord", SAND)
def fjord(sheet: Sheet) -> None:
    """First light between the walls of the fjord; a red boathouse, one boat out."""
    sky(sheet, (LAGOON, MIST, SAND, CORAL), 660)
    sun(sheet, (800, 470), 74, CREAM, MUSTARD)
    mountain(sheet, (1010, 330), 260, 664, (CORAL, LAGOON))
    mountain(sheet, (610, 380), 240, 664, (CORAL, LAGOON))
    mountain(sheet, (400, 200), 380, 664, (LAGOON, TEAL))
    mountain(sheet, (1250, 170), 400, 664, (LAGOON, TEAL))
    mountain(sheet, (110, 60), 400, 664, (TEAL, DEEP))
    mountain(sheet, (1560, 90), 380, 664, (TEAL, NIGHT))
    sea(sheet, 660, TEAL, (LAGOON, MIST, DEEP))
    for left, right, low, colour in ((-40, 420, 960, DEEP), (1240, 1700, 960, NIGHT),
                                     (330, 560, 840, LAGOON), (1020, 1330, 860, LAGOON)):
        reflection(sheet, left, right, 668, low, colour)
    reflection(sheet, 730, 870, 668, 1000, CREAM)
    for path in ([(1330, 400), (1336, 470), (1322, 540), (1330, 660)], ):
        sheet.cut(geometry.curve(path, closed=False), 15, CREAM)
    hill(sheet, [(-20, 640), (160, 636), (330, 650), (470, 668)], 672, NIGHT, DEEP)
    rock(sheet, [(920, 1080), (980, 960), (1080, 900), (1230, 860), (1420, 830), (1620, 800),
                 (1620, 1080)], INK, DEEP)
    for x in (1010, 1090, 1170):
        sheet.box(x, 850, x + 14, 960, INK)
        reflection(sheet, x, x + 14, 960, 1020, INK)
    sheet.box(984, 848, 1300, 866, RUST, rim=SAND)
    house(sheet, 1050, 852, 230, 140, BRICK, INK, (MUSTARD, CREAM), (2, 1), True, RUST, CREAM)
    house(sheet, 1330, 826, 130, 80, MUSTARD, SLATE, (CREAM,), (2, 1), True, RUST, CREAM)
    rowing_boat(sheet, Frame(560, 850, 2.4), INK, RUST)
    at = figure(sheet, (560, 826), 190, Pose(-8, 6, (60, 80), (64, 84), (70, 50), (66, 50)),
                Clothes(BRICK, INK, INK, INK, rim=CREAM, hat="wool", hat_colour=MUSTARD),
                anchor="hip")
    sheet.line([at["near_hand"], (520, 884)], 5, SAND)
    rings(sheet, (510, 886), (20, 38, 58), CREAM, 0.3)
    rings(sheet, (562, 866), (160, 210, 260), MIST, 0.12)
    reflection(sheet, 480, 640, 866, 940, INK)
    gulls(sheet, [(860, 230, 90), (930, 270, -60)])
